"""From appearances to claims: new appearances find their ties, and only the claims that they concern are made anew.

The partition is a function of the appearances and their ties, so the order of loading does not matter; what is kept
from before is which claim an appearance was in, so that slugs stay. Tracked claims draw whole groups and keep their
words. What people decided outranks all of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from factdb.link import Group, Partition, partition, slug_of
from factdb.link.partition import ATTACH, UNITE
from factdb.link.tracked import drawn_by, may_draw, profile_of
from factdb.link.unite import Apart
from factdb.pipeline.holding import hold, placed_by_people
from factdb.pipeline.nearby import save_with_ties
from factdb.pipeline.rederiving import derive
from factdb.pipeline.relating import relate
from factdb.pipeline.worded import accused_in, word, wording_of
from factdb.records import Appearance, Gazetteer, Keys, Member, Question, Tie
from factdb.store import SAME, PlacedAppearance, Writer
from factdb.words import Origin

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
        self.followed = {_number(row["claim_id"]) for row in writer.rows("claim", {"origin": Origin.TRACKED})}
        self.homes = writer.homes()
        self.fresh: set[str] = set()
        self.in_hand: dict[str, PlacedAppearance] = {}
        self.told_anew: set[int] = set()
        self.stances: Mapping[str, str] = {}
        self.touched: set[int] = set()

    def add(self, appearances: Sequence[Appearance], keys: Mapping[str, Keys], *, is_whole: bool = False) -> None:
        """Saves new appearances, with the ties that they have among themselves and to what is there.

        They count as they are given where that `is_whole`: nobody decided anything about what they hold.
        """
        save_with_ties(self.writer, appearances, keys, self.lineage, is_whole=is_whole)
        if is_whole:
            self.in_hand |= {one.key: PlacedAppearance(appearance=one, claim_id=None) for one in appearances}
        self.reconsider(one.key for one in appearances)

    def reconsider(self, keys: Iterable[str]) -> None:
        """Has appearances that are there already settled anew."""
        self.fresh.update(keys)

    def touch(self, claims: Iterable[int]) -> None:
        """Has claims, about which people decided, filled anew."""
        self.touched.update(claims)

    def tell_anew(self, statements: Sequence[int]) -> None:
        """Has the claims of these statements derived anew: something else than their place changed."""
        rows = (
            self.writer.rows("claim_statement", {"statement_id": statements, "retired_in": None}) if statements else []
        )
        self.told_anew.update(_number(row["claim_id"]) for row in rows)

    def settle(self) -> Settlement:
        """Partitions what the new appearances touch, fills the claims and derives their histories."""
        if not self.fresh and not self.told_anew and not self.touched:
            return Settlement()
        self.writer.rehome(self.touched)
        self.homes = self.writer.homes()
        reached, ties = self._region()
        held = {p.claim_id for p in reached.values() if p.claim_id is not None} | self.touched
        placed = self._split(self._standing(reached))
        held |= {p.claim_id for p in placed.values() if p.claim_id is not None}
        cut = partition([p.appearance for p in placed.values()], ties, self._apart(placed))
        before = self._statuses(held | {self.homes.home(one) for one in held} | self.told_anew | set(self.profiles))
        makings = self._makings(cut, placed)
        claims, opened = self._claims(makings, placed)
        into = {key: claims[making.group.key] for making in makings for key in making.group.appearances}
        self.writer.move_appearances({key: claim for key, claim in into.items() if placed[key].claim_id != claim})
        self._release(cut, placed)
        self.writer.rehome(self.touched)
        filled = self._fill(held | set(claims.values()), makings, claims, placed)
        self._propose(cut, makings, claims)
        derive(self.writer, self.parties, sorted(filled | self.told_anew))
        relate(self.writer, self.parties, held | filled)
        return Settlement(opened=opened, changes=self._changes(before, filled | self.told_anew))

    def _fill(
        self,
        claims: set[int],
        makings: Sequence[_Making],
        of: Mapping[str, int],
        placed: Mapping[str, PlacedAppearance],
    ) -> set[int]:
        """Fills these claims, or those that people kept of them, and leaves nothing in the others; those it filled."""
        self.homes = self.writer.homes()
        groups: dict[int, list[Group]] = {self.homes.home(one): [] for one in claims}
        for making in makings:
            groups[self.homes.home(of[making.group.key])].append(making.group)
        gone = self.writer.set_claim_statements(dict.fromkeys(sorted(claims - set(groups)), ()))
        self.writer.save_histories(dict.fromkeys(sorted(gone)))
        hold(self.writer, {number: _members(own, placed) for number, own in groups.items()})
        self.writer.lead(claims)
        word(
            self.writer,
            self.parties,
            {
                number: _appearances(own, placed)
                for number, own in groups.items()
                if not own or number not in self.profiles
            },
        )
        return set(groups)

    def _standing(self, reached: Mapping[str, PlacedAppearance]) -> dict[str, PlacedAppearance]:
        """The appearances of which a statement still stands; the others neither make claims nor bring any together."""
        self.stances = self.writer.stances({m.statement for p in reached.values() for m in p.appearance.members})
        return {
            key: one for key, one in reached.items() if any(m.statement in self.stances for m in one.appearance.members)
        }

    def _split(self, placed: dict[str, PlacedAppearance]) -> dict[str, PlacedAppearance]:
        """The appearances, those that people split off as a whole in the claim into which they put them."""
        if not self.homes.apart:
            return placed
        put = placed_by_people(self.writer, self.stances)
        for key, one in placed.items():
            into = [put.get(m.statement, set()) for m in one.appearance.members if m.statement in self.stances]
            for claim in sorted(set.intersection(*into)):
                if one.claim_id is not None and self.homes.are_apart(claim, one.claim_id):
                    self.writer.move_appearances({key: claim})
                    placed[key] = replace(one, claim_id=claim)
        return placed

    def _apart(self, placed: Mapping[str, PlacedAppearance]) -> Apart | None:
        """What forbids appearances to be in one claim: that people decided so about the claims that hold them."""
        if not self.homes.apart:
            return None

        def claims(keys: tuple[str, ...]) -> set[int]:
            return {claim for key in keys if (claim := placed[key].claim_id) is not None}

        return lambda ones, others: any(
            self.homes.are_apart(one, other) for one in claims(ones) for other in claims(others)
        )

    def _region(self) -> tuple[dict[str, PlacedAppearance], list[Tie]]:
        """All appearances that the new ones reach over strong ties or shared claims, and the ties among them."""
        placed: dict[str, PlacedAppearance] = {}
        ties: dict[tuple[str, str], Tie] = {}
        claims: set[int] = set()
        edge = self.fresh | {p.appearance.key for p in self.writer.appearances_of(sorted(self.touched))}
        while edge:
            reached = {key: self.in_hand[key] for key in edge if key in self.in_hand}
            reached |= {p.appearance.key: p for p in self.writer.appearances(sorted(edge - reached.keys()))}
            held = {p.claim_id for p in reached.values() if p.claim_id is not None} | self._drawing(reached)
            near = {each for one in held for each in self.homes.together(one)}
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
            found = drawn_by(self._free_to_draw(group, placed), group, appearances, self.lineage)
            if found is None:
                own.append(_Making(group=group, tracked=None))
                continue
            number, fits = found
            inside = zip(group.appearances, group.scores, group.rules, fits, strict=True)
            drawn.setdefault(number, []).extend(
                (key, min(score, fit), f"{rule}; {reason}") for key, score, rule, (fit, reason) in inside
            )
        return own + [_Making(group=_grouped(rows), tracked=number) for number, rows in sorted(drawn.items())]

    def _free_to_draw(self, group: Group, placed: Mapping[str, PlacedAppearance]) -> Mapping[int, Appearance]:
        """The tracked claims but those that people hold apart from a claim that the group was in."""
        were = {claim for key in group.appearances if (claim := placed[key].claim_id) is not None}
        if not self.homes.apart:
            return self.profiles
        return {
            number: profile
            for number, profile in self.profiles.items()
            if not any(self.homes.are_apart(number, one) for one in were)
        }

    def _claims(self, makings: Sequence[_Making], placed: Mapping[str, PlacedAppearance]) -> tuple[dict[str, int], int]:
        """The claim of each group: the one that tracks it, else the oldest that most of it was in before, or a new one.

        Found claims whose appearances went elsewhere for the most part merge into where they went, and do not stand
        again at once for the rest of what they held.
        """
        held = {making.group.key: self._held(making.group, placed) for making in makings}
        owner: dict[int, str] = {}
        for claim in sorted({claim for counts in held.values() for claim in counts}):
            owner[claim] = max((key for key in held if claim in held[key]), key=lambda key: (held[key][claim], key))
        of: dict[str, int] = {}
        fresh: list[Group] = []
        once = self._once_held((making.group for making in makings if not held[making.group.key]), placed)
        for making in makings:
            key = making.group.key
            mine = sorted(claim for claim in held[key] if owner[claim] == key)
            kept = making.tracked or (mine[0] if mine else self._revived(making.group, placed, of, once))
            if kept is None:
                fresh.append(making.group)
                continue
            for gone in mine:
                if gone != kept:
                    self.writer.merge_claims(kept, gone)
            of[key] = kept
        opened = self._open(fresh, placed)
        return of | opened, len(opened)

    def _held(self, group: Group, placed: Mapping[str, PlacedAppearance]) -> Counter[int]:
        """The found claims that the appearances of a group were in, and how many of them in each."""
        were = (placed[key].claim_id for key in group.appearances)
        return Counter(claim for claim in were if claim is not None and claim not in self.followed)

    def _open(self, groups: Sequence[Group], placed: Mapping[str, PlacedAppearance]) -> dict[str, int]:
        """New claims for groups, by the keys of these."""
        words = []
        for group in groups:
            told = _appearances([group], placed)
            first = wording_of(told)
            slug = slug_of(accused_in(told), first.terms, first.title, first.language)
            words.append((slug, first.title, first.proposition, first.language))
        return dict(zip((group.key for group in groups), self.writer.new_claims(words), strict=True))

    def _once_held(self, groups: Iterable[Group], placed: Mapping[str, PlacedAppearance]) -> Mapping[str, set[int]]:
        """The claims that hold nothing now and once held the statements of these groups, by statement."""
        return self.writer.once_held(key for group in groups for key in _statements(group, placed))

    def _revived(
        self,
        group: Group,
        placed: Mapping[str, PlacedAppearance],
        of: Mapping[str, int],
        once: Mapping[str, set[int]],
    ) -> int | None:
        """A claim that once held most of what a group holds and holds nothing now, which stands for itself again."""
        if not once:
            return None
        counts = Counter(claim for key in _statements(group, placed) for claim in once.get(key, ()))
        free = counts.keys() - set(of.values())
        if not free:
            return None
        claim = min(free, key=lambda one: (-counts[one], one))
        self.writer.revive(claim)
        return claim

    def _release(self, cut: Partition, placed: Mapping[str, PlacedAppearance]) -> None:
        """Takes out of their claims the appearances that are in none now."""
        grouped = {key for group in cut.groups for key in group.appearances}
        loose = [key for key in placed if key not in grouped and placed[key].claim_id is not None]
        self.writer.move_appearances(dict.fromkeys(loose))

    def _propose(self, cut: Partition, makings: Sequence[_Making], claims: Mapping[str, int]) -> None:
        of = {key: claims[making.group.key] for making in makings for key in making.group.appearances}
        proposals = []
        for one in cut.proposals:
            first, second = of.get(one.one), of.get(one.other)
            if first is not None and second is not None and first != second:
                low, high = sorted((first, second))
                proposals.append(Question(kind=SAME, claim=low, other_claim=high, score=one.score, rule=one.rule))
        self.writer.save_questions(proposals)

    def _statuses(self, claims: Iterable[int]) -> dict[int, dict[str, object]]:
        rows = self.writer.rows("claim_status", {"claim_id": sorted(claims)})
        return {_number(row["claim_id"]): row for row in rows}

    def _changes(
        self, before: Mapping[int, Mapping[str, object]], touched: Iterable[int]
    ) -> dict[int, tuple[str, str | None, str | None]]:
        """The names and statuses of these claims before and now; of one that holds nothing any more, too.

        One that was merged into another is left out.
        """
        now = self._statuses(claims := set(touched))
        left = self.writer.rows("claim", {"claim_id": sorted(claims - set(now)), "merged_into_id": None})
        gone = {number: {**row, "status": None} for row in left if (number := _number(row["claim_id"])) in before}
        return {
            claim: (str(row["slug"]), _word(before.get(claim, {}).get("status")), _word(row["status"]))
            for claim, row in {**now, **gone}.items()
        }


def _grouped(rows: Sequence[tuple[str, float, str]]) -> Group:
    """One group of appearances with their scores and rules, in order of key."""
    keys, scores, rules = zip(*sorted(rows), strict=True)
    return Group(key=keys[0], appearances=keys, scores=scores, rules=rules)


def _appearances(groups: Sequence[Group], placed: Mapping[str, PlacedAppearance]) -> list[Appearance]:
    return [placed[key].appearance for group in groups for key in group.appearances]


def _statements(group: Group, placed: Mapping[str, PlacedAppearance]) -> set[str]:
    return {one.statement for key in group.appearances for one in placed[key].appearance.members}


def _members(groups: Sequence[Group], placed: Mapping[str, PlacedAppearance]) -> list[Member]:
    """The statements of groups, each as surely as its appearance belongs, with both reasons."""
    members: dict[str, Member] = {}
    for group in groups:
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
