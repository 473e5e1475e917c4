"""From appearances to claims: new appearances find their ties, and only the claims that they concern are made anew.

The partition is a function of the appearances and their ties, so the order of loading does not matter; what is kept
from before is which claim an appearance was in, so that slugs stay.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from factdb.link import Group, Partition, compare, partition, slug_of
from factdb.records import Appearance, Gazetteer, Member, Tie
from factdb.status import has_status, history_of
from factdb.store import PlacedAppearance, Proposal, Writer

CANDIDATES = 200
MOST_ACCUSED = 3


class Claiming:
    """The appearances of one transaction, on their way into claims."""

    def __init__(self, writer: Writer, parties: Gazetteer) -> None:
        self.writer, self.parties = writer, parties
        self.fresh: list[str] = []

    def add(self, appearances: Sequence[Appearance]) -> None:
        """Saves the appearances of one article with the ties that they have to what is there."""
        if not appearances:
            return
        self.writer.save_appearances(appearances)
        lineage: Callable[[str], tuple[str, ...]] = self.parties.lineage
        ties: dict[tuple[str, str], Tie] = {}
        for one in appearances:
            near = self.writer.candidates([term for term, _ in one.terms], CANDIDATES)
            for other in self.writer.appearances([c.key for c in near if c.key != one.key]):
                tie = compare(one, other.appearance, lineage)
                if tie is not None:
                    ties[tie.one, tie.other] = tie
        self.writer.save_ties(ties.values())
        self.fresh += [one.key for one in appearances]

    def settle_claims(self) -> tuple[int, tuple[str, ...]]:
        """Partitions what the new appearances touch; gives how many claims opened and the status changes, in words."""
        if not self.fresh:
            return 0, ()
        placed, ties = self._region()
        cut = partition([p.appearance for p in placed.values()], ties)
        before = self._statuses({p.claim_id for p in placed.values() if p.claim_id is not None})
        claims, opened = self._claims(cut, placed)
        for group in cut.groups:
            self._fill(claims[group.key], group, placed)
        self._empty(set(before) - set(claims.values()))
        self._propose(cut, placed, claims)
        return opened, self._changes(before, self._derive(sorted(set(claims.values()))))

    def _region(self) -> tuple[dict[str, PlacedAppearance], list[Tie]]:
        """All appearances that the new ones reach over ties or shared claims, and the ties among them."""
        placed: dict[str, PlacedAppearance] = {}
        ties: dict[tuple[str, str], Tie] = {}
        edge = set(self.fresh)
        while edge:
            reached = {p.appearance.key: p for p in self.writer.appearances(sorted(edge))}
            claims = {p.claim_id for p in reached.values() if p.claim_id is not None}
            reached |= {p.appearance.key: p for p in self.writer.appearances_of(sorted(claims))}
            found = {(t.one, t.other): t for t in self.writer.ties(sorted(reached))}
            placed |= reached
            ties |= found
            edge = {key for pair in found for key in pair} - set(placed)
        return placed, list(ties.values())

    def _claims(self, cut: Partition, placed: dict[str, PlacedAppearance]) -> tuple[dict[str, int], int]:
        """The claim of each group: the oldest that most of it was in before, else a new one. Others merge into it."""
        held: dict[str, Counter[int]] = {
            g.key: Counter(c for k in g.appearances if (c := placed[k].claim_id) is not None) for g in cut.groups
        }
        owner: dict[int, str] = {}
        for claim in sorted({c for counts in held.values() for c in counts}):
            owner[claim] = max((k for k in held if claim in held[k]), key=lambda k: (held[k][claim], k))
        of: dict[str, int] = {}
        opened = 0
        for group in cut.groups:
            mine = sorted(c for c in held[group.key] if owner[c] == group.key)
            if mine:
                of[group.key] = mine[0]
                for gone in mine[1:]:
                    self.writer.merge_claims(mine[0], gone)
            else:
                of[group.key] = self._open(group, placed)
                opened += 1
        return of, opened

    def _open(self, group: Group, placed: dict[str, PlacedAppearance]) -> int:
        first = self._first(group, placed)
        accused = self._accused(group, placed)
        self._ensure(accused)
        return self.writer.new_claim(
            slug_of(accused, first.terms, first.title),
            title=first.title,
            proposition=first.proposition,
            language=first.language,
            accused=accused,
        )

    def _first(self, group: Group, placed: dict[str, PlacedAppearance]) -> Appearance:
        """The appearance that words the claim: one that asserts, the earliest by date, then by key."""
        appearances = [placed[k].appearance for k in group.appearances]
        return min(appearances, key=lambda a: ("asserts" not in a.stances, a.on or "9999", a.key))

    def _accused(self, group: Group, placed: dict[str, PlacedAppearance]) -> tuple[str, ...]:
        counts: Counter[str] = Counter()
        for key in group.appearances:
            for place, name in enumerate(placed[key].appearance.accused):
                counts[name] += 2 if place == 0 else 1
        return tuple(sorted(counts, key=lambda n: (-counts[n], n))[:MOST_ACCUSED])

    def _ensure(self, names: Sequence[str]) -> None:
        known = [self.parties.get(one) for name in names for one in self.parties.lineage(name)]
        self.writer.save_parties([p for p in known if p is not None])

    def _fill(self, claim: int, group: Group, placed: dict[str, PlacedAppearance]) -> None:
        members: dict[str, Member] = {}
        for key, score, rule in zip(group.appearances, group.scores, group.rules, strict=True):
            for member in placed[key].appearance.members:
                sure = min(member.score, score)
                told = Member(statement=member.statement, score=sure, rule=_joined(member.rule, rule), is_general=member.is_general)
                if member.statement not in members or members[member.statement].score < sure:
                    members[member.statement] = told
        self.writer.move_appearances(group.appearances, claim)
        self.writer.set_claim_statements(claim, members.values())
        accused = self._accused(group, placed)
        self._ensure(accused)
        self.writer.set_accused(claim, accused)

    def _empty(self, claims: set[int]) -> None:
        for claim in sorted(claims):
            if not self.writer.appearances_of([claim]) and self.writer.rows("claim_status", {"claim_id": claim}):
                self.writer.set_claim_statements(claim, ())
                self.writer.save_history(claim, None)

    def _propose(self, cut: Partition, placed: dict[str, PlacedAppearance], claims: dict[str, int]) -> None:
        of = {key: claims[g.key] for g in cut.groups for key in g.appearances}
        proposals = []
        for one in cut.proposals:
            first, second = of.get(one.one), of.get(one.other)
            if first is not None and second is not None and first != second:
                low, high = sorted((first, second))
                proposals.append(Proposal(kind="same_claim", claim=low, other_claim=high, score=one.score, rule=one.rule))
        self.writer.save_proposals(proposals)

    def _derive(self, claims: Sequence[int]) -> list[int]:
        """Folds the histories of these claims anew."""
        voices, accused = self.writer.voices(claims), self.writer.accused(claims)
        for claim in claims:
            lines = [self.parties.lineage(name) for name in accused[claim]]
            told = voices[claim]
            self.writer.save_history(claim, history_of(told, lines, self.parties.alliances()) if has_status(told) else None)
        return list(claims)

    def _statuses(self, claims: set[int]) -> dict[int, str]:
        rows = self.writer.rows("claim_status", {"claim_id": tuple(sorted(claims))}) if claims else []
        return {int(str(r["claim_id"])): str(r["status"]) for r in rows}

    def _changes(self, before: dict[int, str], touched: Sequence[int]) -> tuple[str, ...]:
        changes = defaultdict(list)
        for row in self.writer.rows("claim_status", {"claim_id": tuple(touched)}, order=("slug",)) if touched else []:
            was = before.get(int(str(row["claim_id"])))
            if was != row["status"]:
                changes[bool(was), str(row["status"])].append(f"{row['slug']}: {was or 'new'} → {row['status']}")
        return tuple(line for key in sorted(changes) for line in changes[key])


def _joined(inside: str, across: str) -> str:
    return f"{inside}; {across}" if across else inside
