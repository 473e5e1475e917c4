"""From appearances to claims: new appearances find their ties, and only the claims that they concern are made anew.

The partition is a function of the appearances and their ties, so the order of loading does not matter; what is kept
from before is which claim an appearance was in, so that slugs stay. Tracked claims draw whole groups and keep their
words.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from factdb.link import Group, Partition, partition, slug_of
from factdb.link.partition import ATTACH, UNITE
from factdb.link.tracked import drawn_by, may_draw, profile_of
from factdb.pipeline.nearby import save_with_ties
from factdb.pipeline.rederiving import derive
from factdb.pipeline.relating import relate
from factdb.pipeline.worded import accused_in, word, wording_of
from factdb.records import Appearance, Gazetteer, Member, Tie
from factdb.store import PlacedAppearance, Proposal, Writer

STRONG = min(UNITE, ATTACH)
"""A tie below this never brings two appearances together by itself; what no stronger tie reaches is not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What a transaction did to the claims: how many it opened, and for each that it touched its name and statuses."""

    opened: int = 0
    changes: Mapping[int, tuple[str, str | None, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """One claim to be: a group, or all groups that a tracked claim drew; the claim's number if it is there."""

    group: Group
    tracked: int | None


class Claiming:
    """The appearances of one transaction, on their way into claims."""

    def __init__(self, writer: Writer, parties: Gazetteer) -> None:
        self.writer, self.parties = writer, parties
        self.lineage = cache(parties.lineage)
        self.profiles = {number: profile_of(claim, parties) for number, claim in writer.tracked().items()}
        self.fresh: set[str] = set()
        self.told_anew: set[int] = set()
        self.left: set[int] = set()

    def add(self, appearances: Sequence[Appearance]) -> None:
        """Saves new appearances, with the ties that they have among themselves and to what is there."""
        self.fresh.update(save_with_ties(self.writer, appearances, self.lineage))

    def reconsider(self, keys: Iterable[str]) -> None:
        """Has appearances that are there already settled anew."""
        self.fresh.update(keys)

    def leave(self, claims: Iterable[int]) -> None:
        """Has claims that lost appearances settled anew with what is left in them."""
        self.left.update(claims)

    def tell_anew(self, statements: Sequence[int]) -> None:
        """Has the claims of these statements derived anew: something else than their place changed."""
        rows = (
            self.writer.rows("claim_statement", {"statement_id": statements, "retired_in": None}) if statements else []
        )
        self.told_anew.update(_number(row["claim_id"]) for row in rows)

    def settle(self) -> Settlement:
        """Partitions what the new appearances touch, fills the claims and derives their histories."""
        if not (self.fresh or self.told_anew or self.left):
            return Settlement()
        placed, ties = self._region()
        cut = partition([p.appearance for p in placed.values()], ties)
        held = {p.claim_id for p in placed.values() if p.claim_id is not None} | self.left
        before = self._statuses(held | self.told_anew | set(self.profiles))
        makings = self._makings(cut, placed)
        claims, opened = self._claims(makings, placed)
        for making in makings:
            self._fill(claims[making.group.key], making, placed)
        self._release(cut, placed)
        self._empty(held - set(claims.values()))
        self._propose(cut, makings, claims)
        derive(self.writer, self.parties, sorted({*claims.values(), *self.told_anew}))
        relate(self.writer, self.parties, held | set(claims.values()))
        return Settlement(opened=opened, changes=self._changes(before, {*claims.values(), *self.told_anew, *held}))

    def _region(self) -> tuple[dict[str, PlacedAppearance], list[Tie]]:
        """All appearances that the new ones reach over strong ties or shared claims, and the ties among them."""
        placed: dict[str, PlacedAppearance] = {}
        ties: dict[tuple[str, str], Tie] = {}
        claims: set[int] = set()
        edge = self.fresh | {placed.appearance.key for placed in self.writer.appearances_of(sorted(self.left))}
        while edge:
            reached = {p.appearance.key: p for p in self.writer.appearances(sorted(edge))}
            near = {p.claim_id for p in reached.values() if p.claim_id is not None} | self._drawing(reached)
            reached |= {p.appearance.key: p for p in self.writer.appearances_of(sorted(near - claims))}
            claims |= near
            found = self.writer.ties(sorted(set(reached) - set(placed)))
            placed |= reached
            ties |= {(tie.one, tie.other): tie for tie in found}
            edge = {key for tie in found if tie.score >= STRONG for key in (tie.one, tie.other)} - set(placed)
        return placed, [tie for tie in ties.values() if tie.one in placed and tie.other in placed]

    def _drawing(self, reached: Mapping[str, PlacedAppearance]) -> set[int]:
        """The tracked claims that may draw any of these appearances."""
        return {
            number
            for number, profile in self.profiles.items()
            if any(may_draw(profile, one.appearance, self.lineage) for one in reached.values())
        }

    def _makings(self, cut: Partition, placed: Mapping[str, PlacedAppearance]) -> list[_Making]:
        """The groups, those that one tracked claim draws put together."""
        appearances = {key: one.appearance for key, one in placed.items()}
        own: list[_Making] = []
        drawn: dict[int, list[tuple[str, float, str]]] = {}
        for group in cut.groups:
            found = drawn_by(self.profiles, group, appearances, self.lineage)
            if found is None:
                own.append(_Making(group=group, tracked=None))
                continue
            number, fits = found
            inside = zip(group.appearances, group.scores, group.rules, fits, strict=True)
            drawn.setdefault(number, []).extend(
                (key, min(score, fit), f"{rule}; {reason}") for key, score, rule, (fit, reason) in inside
            )
        return own + [_Making(group=_grouped(rows), tracked=number) for number, rows in sorted(drawn.items())]

    def _claims(self, makings: Sequence[_Making], placed: Mapping[str, PlacedAppearance]) -> tuple[dict[str, int], int]:
        """The claim of each group: the one that tracks it, else the oldest that most of it was in before, or a new one.

        Found claims whose appearances went elsewhere for the most part merge into where they went.
        """
        held = {making.group.key: self._held(making.group, placed) for making in makings}
        owner: dict[int, str] = {}
        for claim in sorted({claim for counts in held.values() for claim in counts}):
            owner[claim] = max((key for key in held if claim in held[key]), key=lambda key: (held[key][claim], key))
        of: dict[str, int] = {}
        opened = 0
        for making in makings:
            key = making.group.key
            mine = sorted(claim for claim in held[key] if owner[claim] == key)
            kept = making.tracked or (mine[0] if mine else None)
            if kept is None:
                kept, opened = self._open(making.group, placed), opened + 1
            for gone in mine:
                if gone != kept:
                    self.writer.merge_claims(kept, gone)
            of[key] = kept
        return of, opened

    def _held(self, group: Group, placed: Mapping[str, PlacedAppearance]) -> Counter[int]:
        """The found claims that the appearances of a group were in, and how many of them in each."""
        were = (placed[key].claim_id for key in group.appearances)
        return Counter(claim for claim in were if claim is not None and claim not in self.profiles)

    def _open(self, group: Group, placed: Mapping[str, PlacedAppearance]) -> int:
        told = _appearances(group, placed)
        first, accused = wording_of(told), accused_in(told)
        return self.writer.new_claim(
            slug_of(accused, first.terms, first.title, first.language),
            title=first.title,
            proposition=first.proposition,
            language=first.language,
        )

    def _fill(self, claim: int, making: _Making, placed: Mapping[str, PlacedAppearance]) -> None:
        group = making.group
        self.writer.move_appearances([k for k in group.appearances if placed[k].claim_id != claim], claim)
        self.writer.set_claim_statements(claim, _members(group, placed))
        if making.tracked is not None:
            return
        word(self.writer, self.parties, claim, _appearances(group, placed))

    def _release(self, cut: Partition, placed: Mapping[str, PlacedAppearance]) -> None:
        """Takes out of their claims the appearances that are in none now."""
        grouped = {key for group in cut.groups for key in group.appearances}
        self.writer.move_appearances([k for k in placed if k not in grouped and placed[k].claim_id is not None], None)

    def _empty(self, claims: set[int]) -> None:
        """Leaves nothing in claims whose appearances all went elsewhere."""
        left = {placed.claim_id for placed in self.writer.appearances_of(sorted(claims))}
        for claim in sorted(claims - left):
            if self.writer.set_claim_statements(claim, ()):
                self.writer.save_history(claim, None)

    def _propose(self, cut: Partition, makings: Sequence[_Making], claims: Mapping[str, int]) -> None:
        of = {key: claims[making.group.key] for making in makings for key in making.group.appearances}
        proposals = []
        for one in cut.proposals:
            first, second = of.get(one.one), of.get(one.other)
            if first is not None and second is not None and first != second:
                low, high = sorted((first, second))
                proposals.append(
                    Proposal(kind="same_claim", claim=low, other_claim=high, score=one.score, rule=one.rule)
                )
        self.writer.save_proposals(proposals)

    def _statuses(self, claims: Iterable[int]) -> dict[int, dict[str, object]]:
        rows = self.writer.rows("claim_status", {"claim_id": sorted(claims)})
        return {_number(row["claim_id"]): row for row in rows}

    def _changes(
        self, before: Mapping[int, Mapping[str, object]], touched: Iterable[int]
    ) -> dict[int, tuple[str, str | None, str | None]]:
        """The names of claims with both statuses; one that holds nothing now has none, a merged one is left out."""
        now = self._statuses(touched)
        gone = [claim for claim in touched if claim in before and claim not in now]
        emptied = self.writer.rows("claim", {"claim_id": gone, "merged_into_id": None})
        shown = now | {_number(row["claim_id"]): {**row, "status": None} for row in emptied}
        return {
            claim: (str(row["slug"]), _word(before.get(claim, {}).get("status")), _word(row["status"]))
            for claim, row in shown.items()
        }


def _grouped(rows: Sequence[tuple[str, float, str]]) -> Group:
    """One group of appearances with their scores and rules, in order of key."""
    keys, scores, rules = zip(*sorted(rows), strict=True)
    return Group(key=keys[0], appearances=keys, scores=scores, rules=rules)


def _appearances(group: Group, placed: Mapping[str, PlacedAppearance]) -> list[Appearance]:
    return [placed[key].appearance for key in group.appearances]


def _members(group: Group, placed: Mapping[str, PlacedAppearance]) -> list[Member]:
    """The statements of a group, each as surely as its appearance belongs, with both reasons."""
    members: dict[str, Member] = {}
    for key, score, rule in zip(group.appearances, group.scores, group.rules, strict=True):
        for one in placed[key].appearance.members:
            sure = min(one.score, score)
            if one.statement not in members or members[one.statement].score < sure:
                told = f"{one.rule}; {rule}" if rule else one.rule
                members[one.statement] = Member(
                    statement=one.statement, score=sure, rule=told, is_general=one.is_general
                )
    return list(members.values())


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> int:
    return int(str(value))
