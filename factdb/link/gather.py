"""Gather the statements of one article that speak about one proposition.

In come frames, out come groups. Assertions are united among themselves and answers among themselves; then an answer
takes the allegation that it is likest to and that another side makes, and a denied claim takes in what else is told of
the same act. What a party that denies says besides is never taken for what it is accused of.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum

from factdb.link.frame import Frame, Lineage
from factdb.link.likeness import akin, likeness, local_weights, reason, weighed
from factdb.link.rivals import rivals_in
from factdb.link.unite import united
from factdb.records import Member, Rival
from factdb.words import UNNAMED_PARTIES, Stance

# Scores are those of `likeness`, 0 to 1. Chosen on annotated news by the claims, pairs and statuses that came out, with
# the weights of `likeness` and `compare` learned on other matters than the one that was measured.
WINDOW = 40  # statements further apart than this are not compared: the work grows with the article, not its square
JOIN = 0.6  # average likeness at which assertions are one proposition
GO_ON = 0.3  # the same for answers: an article seldom tells of several denials of different matters
ANSWER = 0.42  # what an answer needs to take an allegation
BACK = 0.3  # how alike an assertion is that an unmarked negation denies
ABSORB = 0.3  # what assertions need on average to join a denied claim


@dataclass(slots=True)
class Group:
    """Statements that speak about one proposition, with how surely each belongs and why."""

    frames: list[Frame]
    members: dict[str, Member]

    def add(self, frame: Frame, score: float, rule: str, nearest: str | None, rival: Rival | None) -> None:
        """Takes in a statement."""
        self.frames.append(frame)
        said = frame.statement
        self.members[said.key] = Member(
            statement=said.key,
            score=round(score, 3),
            rule=rule,
            is_general=said.is_general and said.stance is Stance.DENIES,
            nearest=nearest,
            rival=rival,
        )


def gathered(frames: Sequence[Frame], lineage: Lineage, is_claim: Callable[[Sequence[Frame]], bool]) -> list[Group]:
    """Statements united by how alike they are; an answer left without an allegation joins the likeliest one.

    Only the groups that are a claim come out, each statement with its rival in another of them.
    """
    pairs = _Pairs(frames, lineage)
    told = {key for key, frame in pairs.frames.items() if frame.statement.stance is Stance.ASSERTS}
    answers = [key for key in pairs.frames if key not in told]
    clusters = [list(one) for one in united(told, pairs.found, JOIN, pairs.apart)]
    clusters += [list(one) for one in united(answers, pairs.found, GO_ON, pairs.apart)]
    _find_allegations(clusters, pairs)
    _loosen(clusters, pairs)
    _absorb(clusters, pairs)
    _spread(clusters, pairs)
    kept = [one for one in map(sorted, clusters) if one and is_claim([pairs.frames[key] for key in one])]
    rivals = rivals_in(kept, pairs)
    return [_group(cluster, pairs, found) for cluster, found in zip(kept, rivals, strict=True)]


class _Pairs:
    """How alike the statements of one article are, by the keys of their frames.

    `near` gives for each the others that it was compared with, and their scores.
    """

    def __init__(self, frames: Sequence[Frame], lineage: Lineage) -> None:
        self.frames = {f"{frame.place:06d}": frame for frame in frames}
        self.found: dict[tuple[str, str], float] = {}
        self.near: dict[str, dict[str, float]] = {key: {} for key in self.frames}
        self.lineage = lineage
        denies = frozenset(one.speaks for one in frames if one.statement.stance is Stance.DENIES and one.is_explicit)
        self._is_denying = cache(lambda party: bool(akin([party], denies, lineage)))
        first: dict[_Kind, str] = {}
        self._like = {key: first.setdefault(_kind(frame), key) for key, frame in self.frames.items()}
        self._said = {key: _said_by(frame) for key, frame in self.frames.items()}
        self._two: dict[tuple[str, str], bool] = {}  # a cache of an own method would keep the article for the collector
        local = local_weights(frames)
        found = [(key, weighed(frame, local)) for key, frame in self.frames.items()]
        for place, (one, mine) in enumerate(found):
            for other, theirs in found[place + 1 : place + 1 + WINDOW]:
                are_strangers = _strangers(mine.frame, theirs.frame, lineage)
                score = 0.0 if are_strangers else likeness(mine, theirs, local, lineage)
                self.found[one, other] = self.near[one][other] = self.near[other][one] = score

    def apart(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether a party would both hold and deny the same, or one admit what another denies: then they are two."""
        mine, theirs = {self._like[key] for key in left}, {self._like[key] for key in right}
        return any(self._are_two(one, other) for one in mine for other in theirs)

    def _are_two(self, one: str, other: str) -> bool:
        known = self._two.get((one, other))
        if known is None:
            known = self._two[one, other] = self._apart(one, other)
        return known

    def _apart(self, one: str, other: str) -> bool:
        mine, theirs = self.frames[one], self.frames[other]
        return _against(mine, theirs, self.lineage) or _against(theirs, mine, self.lineage) or self.across(mine, theirs)

    def why_apart(self, left: Iterable[str], right: Iterable[str]) -> str:
        """What keeps two clusters apart in words, empty where nothing but their likeness does."""
        mine, theirs = ({self._like[key]: None for key in keys} for keys in (left, right))
        told = (self._told_apart(self.frames[one], self.frames[other]) for one in mine for other in theirs)
        return next(filter(None, told), "")

    def _told_apart(self, one: Frame, other: Frame) -> str:
        for rest, denial in ((one, other), (other, one)):
            if _against(rest, denial, self.lineage):
                both = "would both hold and deny it"
                admits = rest.statement.stance is Stance.ADMITS
                return f"{rest.speaks} admits what {denial.speaks} denies" if admits else f"{denial.speaks} {both}"
        return f"{one.speaks} and {other.speaks} stand on two sides" if self.across(one, other) else ""

    def meet(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether statements of two clusters have a word or a concept in common."""
        words = {term for key in left for term in self._said[key]}
        return any(not words.isdisjoint(self._said[key]) for key in right)

    def across(self, one: Frame, other: Frame) -> bool:
        """Whether two assertions come from two sides of the article: one that denies something in it and another."""
        if {one.statement.stance, other.statement.stance} != {Stance.ASSERTS}:
            return False
        return self._is_denying(one.speaks) != self._is_denying(other.speaks)

    def holds(self, cluster: Iterable[str], stance: Stance) -> bool:
        return any(self.frames[key].statement.stance is stance for key in cluster)

    def holds_only(self, cluster: Iterable[str], stance: Stance) -> bool:
        return all(self.frames[key].statement.stance is stance for key in cluster)


class _Targets:
    """Clusters that others may move to, found by the statements beside them: the work grows with the article."""

    def __init__(self, clusters: Sequence[list[str]], pairs: _Pairs) -> None:
        self._clusters, self._pairs = clusters, pairs
        self._place = {key: place for place, cluster in enumerate(clusters) for key in cluster}

    def nearest(self, cluster: Sequence[str], most: float, least: float) -> int | None:
        """Which target a cluster is likest to, if by `least` and not apart; `most` is the share of the likest pair."""
        found: dict[int, list[float]] = {}
        for key in cluster:
            for other, score in self._pairs.near[key].items():
                place = self._place.get(other)
                if place is not None and self._clusters[place] is not cluster:
                    found.setdefault(place, []).append(score)
        ranked = sorted(
            (-most * max(scores) - (1 - most) * fsum(scores) / len(scores), n) for n, scores in found.items()
        )
        likely = (place for score, place in ranked if -score >= least)
        return next((place for place in likely if not self._pairs.apart(cluster, self._clusters[place])), None)

    def move(self, cluster: list[str], most: float, least: float) -> None:
        """Empty a cluster into the target it is likest to, if by `least`."""
        place = self.nearest(cluster, most, least)
        if place is not None:
            self._clusters[place].extend(cluster)
            self._place.update(dict.fromkeys(cluster, place))
            cluster.clear()


def _find_allegations(clusters: list[list[str]], pairs: _Pairs) -> None:
    """Clusters of answers alone move to the cluster of assertions that they answer most likely."""
    asserted = _Targets([one for one in clusters if pairs.holds(one, Stance.ASSERTS)], pairs)
    for cluster in [one for one in clusters if not pairs.holds(one, Stance.ASSERTS)]:
        asserted.move(cluster, most=0.7, least=ANSWER)


def _loosen(clusters: list[list[str]], pairs: _Pairs) -> None:
    """A negated sentence that no word marks as a denial leaves a cluster where nobody said what it would deny."""
    for cluster in clusters:
        cluster[:] = [
            key
            for key in cluster
            if pairs.frames[key].is_explicit or any(_is_backed(key, other, pairs) for other in cluster)
        ]


def _is_backed(key: str, other: str, pairs: _Pairs) -> bool:
    """Whether its side denies in so many words in the other statement, or another side holds that against it there."""
    plain, rest = pairs.frames[key], pairs.frames[other]
    if rest.statement.stance is Stance.DENIES:
        return rest.is_explicit and _one_side(plain, rest, pairs.lineage)
    if rest.statement.stance is not Stance.ASSERTS or _one_side(plain, rest, pairs.lineage):
        return False
    held = rest.accuses and akin(rest.accused, [plain.speaks], pairs.lineage)
    return bool(held or rest.statement.party in UNNAMED_PARTIES) and pairs.near[key].get(other, 0.0) >= BACK


def _absorb(clusters: list[list[str]], pairs: _Pairs) -> None:
    """Assertions that stand alone join the denied claim that they are near to: of a denied matter most is told."""
    denied = [one for one in clusters if pairs.holds(one, Stance.DENIES)]
    cores = _Targets([list(one) for one in denied], pairs)
    for cluster in clusters:
        if cluster and pairs.holds_only(cluster, Stance.ASSERTS):
            place = cores.nearest(cluster, most=0.0, least=ABSORB)
            if place is not None and pairs.meet(cluster, denied[place]):
                denied[place].extend(cluster)
                cluster.clear()


def _spread(clusters: Sequence[list[str]], pairs: _Pairs) -> None:
    """Who rejects all that is said ("semua tuduhan", "any of these claims") answers each thing held against it."""
    sweeping = [key for key, frame in pairs.frames.items() if _rejects_all(frame)]
    for cluster in clusters:
        held = [pairs.frames[key] for key in cluster if pairs.frames[key].statement.stance is Stance.ASSERTS]
        cluster += [key for key in sweeping if key not in cluster and _accuses(held, pairs.frames[key], pairs.lineage)]


def _rejects_all(frame: Frame) -> bool:
    said = frame.statement
    return said.stance is Stance.DENIES and said.is_general and (frame.points_back or said.answers is not None)


def _accuses(held: Iterable[Frame], denial: Frame, lineage: Lineage) -> bool:
    """Whether another side holds something against the side that denies."""
    others = [one for one in held if not _one_side(one, denial, lineage)]
    return any(akin(one.accused, [denial.speaks], lineage) and (one.accuses or one.grave) for one in others)


_Kind = tuple[Stance, bool, str, str]


def _kind(frame: Frame) -> _Kind:
    """All of a frame that tells whether it is apart from another: what is said over and over is of few kinds."""
    said = frame.statement
    return said.stance, said.is_retold, frame.speaks, said.speaker


def _said_by(frame: Frame) -> set[str]:
    """The words and concepts that a statement uses in so many words."""
    return {term for term, weight in frame.terms.items() if term[0] in "wc" and weight >= 1.0}


def _strangers(one: Frame, other: Frame, lineage: Lineage) -> bool:
    """Whether two sides answer, each in words of its own, and share none: then they answer two matters."""
    if Stance.ASSERTS in (one.statement.stance, other.statement.stance) or one.points_back or other.points_back:
        return False
    deny_one = one.statement.stance is other.statement.stance and akin(one.accused, other.accused, lineage)
    if _one_side(one, other, lineage) or deny_one:
        return False
    return _said_by(one).isdisjoint(other.terms)


def _against(one: Frame, other: Frame, lineage: Lineage) -> bool:
    if other.statement.stance is not Stance.DENIES:
        return False
    if one.statement.stance is Stance.ADMITS:
        return not other.statement.is_retold
    return one.statement.stance is Stance.ASSERTS and _one_side(one, other, lineage)


def _one_side(one: Frame, other: Frame, lineage: Lineage) -> bool:
    """Whether two statements come from one side: one party under the other, or one person by two names."""
    if akin([one.speaks], [other.speaks], lineage):
        return True
    names = [{word for word in frame.statement.speaker.split() if word[:1].isupper()} for frame in (one, other)]
    return len(names[0] & names[1]) >= min(len(names[0]), len(names[1]), 2) > 0


def _group(cluster: Sequence[str], pairs: _Pairs, rivals: Mapping[str, Rival]) -> Group:
    group, inside = Group([], {}), frozenset(cluster)
    for key in cluster:
        score, best = max(((score, one) for one, score in pairs.near[key].items() if one in inside), default=(1.0, key))
        first, second = pairs.frames[min(key, best)], pairs.frames[max(key, best)]
        rule = reason(first, second, pairs.lineage) if best != key else "stands alone"
        nearest = pairs.frames[best].statement.key if best != key else None
        group.add(pairs.frames[key], score, rule, nearest, rivals.get(key))
    return group
