"""Gather the statements of one article that speak about one proposition.

In come frames, out come groups. Assertions are united among themselves and answers among themselves; then an answer
takes the allegation that it is likest to and that another side makes, and a denied claim takes in what else is told of
the same act. What a party that denies says besides is never taken for what it is accused of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factdb.link.frame import Frame, Lineage
from factdb.link.likeness import akin, likeness, local_weights, reason, shares_act
from factdb.link.unite import united
from factdb.records import Member
from factdb.words import UNNAMED_PARTIES, Stance

# Scores are those of `likeness`, 0 to 1. Chosen on annotated news by the claims, pairs and statuses that came out, with
# the weights of `likeness` and `compare` learned on other matters than the one that was measured.
WINDOW = 40  # statements further apart than this are not compared: the work grows with the article, not its square
JOIN = 0.55  # average likeness at which assertions are one proposition
GO_ON = 0.6  # the same for answers
ANSWER = 0.42  # what an answer needs to take an allegation
IMPLICIT = 0.55  # the same for a negated sentence that no word marks as a denial
BACK = 0.75  # what makes an assertion the one that an unmarked negation denies
ABSORB = 0.4  # what an assertion needs to join a denied claim
GATHER = 0.4  # what two denied claims need to be one


@dataclass(slots=True)
class Group:
    """Statements that speak about one proposition, with how surely each belongs and why."""

    frames: list[Frame]
    members: dict[str, Member]

    def add(self, frame: Frame, score: float, rule: str) -> None:
        """Takes in a statement."""
        self.frames.append(frame)
        general = frame.statement.is_general and frame.statement.stance is Stance.DENIES
        self.members[frame.statement.key] = Member(
            statement=frame.statement.key, score=round(score, 3), rule=rule, is_general=general
        )

    @property
    def stances(self) -> set[Stance]:
        """The stances that its statements take."""
        return {frame.statement.stance for frame in self.frames}


def gathered(frames: Sequence[Frame], lineage: Lineage) -> list[Group]:
    """Statements united by how alike they are; an answer left without an allegation joins the likeliest one."""
    pairs = _Pairs(frames, lineage)
    told = [key for key, frame in pairs.frames.items() if frame.statement.stance is Stance.ASSERTS]
    answers = [key for key in pairs.frames if key not in told]
    clusters = [list(one) for one in united(told, pairs.found, JOIN, pairs.apart)]
    clusters += [list(one) for one in united(answers, pairs.found, GO_ON, pairs.apart)]
    _find_allegations(clusters, pairs)
    _loosen(clusters, pairs)
    _absorb(clusters, pairs)
    _gather_denied(clusters, pairs)
    return [_group(cluster, pairs) for cluster in clusters if cluster]


class _Pairs:
    """How alike the statements of one article are, by the keys of their frames."""

    def __init__(self, frames: Sequence[Frame], lineage: Lineage) -> None:
        self.frames = {f"{frame.place:06d}": frame for frame in frames}
        self.found: dict[tuple[str, str], float] = {}
        self.lineage = lineage
        self.denies = [one.speaks for one in frames if one.statement.stance is Stance.DENIES and one.is_explicit]
        local = local_weights(frames)
        keys = list(self.frames)
        for place, one in enumerate(keys):
            for other in keys[place + 1 : place + 1 + WINDOW]:
                self.found[one, other] = likeness(self.frames[one], self.frames[other], local, lineage)

    def between(self, left: Iterable[str], right: Iterable[str]) -> list[float]:
        """The scores of all pairs of two clusters that stand near enough to have one."""
        pairs = ((min(a, b), max(a, b)) for a in left for b in right if a != b)
        return [self.found[pair] for pair in pairs if pair in self.found]

    def likeness(self, one: Frame, other: Frame) -> float:
        """The score of two frames, 0 where they stand too far apart to have one."""
        return max(self.between([f"{one.place:06d}"], [f"{other.place:06d}"]), default=0.0)

    def apart(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether a party would both hold and deny the same, or one admit what another denies: then they are two."""
        mine, theirs = [self.frames[key] for key in left], [self.frames[key] for key in right]
        return any(
            _against(one, other, self.lineage)
            or _against(other, one, self.lineage)
            or _strangers(one, other, self.lineage)
            or self.across(one, other)
            for one in mine
            for other in theirs
        )

    def across(self, one: Frame, other: Frame) -> bool:
        """Whether two assertions come from two sides of the article: one that denies something in it and another."""
        if {one.statement.stance, other.statement.stance} != {Stance.ASSERTS}:
            return False
        return bool(akin([one.speaks], self.denies, self.lineage)) != bool(
            akin([other.speaks], self.denies, self.lineage)
        )

    def holds(self, cluster: Iterable[str], stance: Stance) -> bool:
        return any(self.frames[key].statement.stance is stance for key in cluster)

    def holds_only(self, cluster: Iterable[str], stance: Stance) -> bool:
        return all(self.frames[key].statement.stance is stance for key in cluster)

    def meet(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """Whether two clusters speak of one act: a concept in common, or an answer that only points back."""
        mine, theirs = [self.frames[key] for key in left], [self.frames[key] for key in right]
        return any(_meet(one, other) for one in mine for other in theirs)

    def nearest(
        self, cluster: Sequence[str], targets: Sequence[Sequence[str]], most: float, least: float
    ) -> int | None:
        """Which target a cluster is likest to, if by `least`; `most` is the share of the likest pair."""
        ranked = []
        for place, target in enumerate(targets):
            scores = self.between(cluster, target)
            if scores and self.meet(cluster, target) and not self.apart(cluster, target):
                ranked.append((most * max(scores) + (1 - most) * sum(scores) / len(scores), -place))
        return -max(ranked)[1] if ranked and max(ranked)[0] >= least else None

    def move(self, cluster: list[str], targets: Sequence[list[str]], most: float, least: float) -> None:
        """Empty a cluster into the target it is likest to, if by `least`."""
        place = self.nearest(cluster, targets, most, least)
        if place is not None:
            targets[place].extend(cluster)
            cluster.clear()


def _find_allegations(clusters: list[list[str]], pairs: _Pairs) -> None:
    """Clusters of answers alone move to the cluster of assertions that they answer most likely."""
    asserted = [one for one in clusters if pairs.holds(one, Stance.ASSERTS)]
    for cluster in [one for one in clusters if one not in asserted]:
        explicit = any(pairs.frames[key].is_explicit for key in cluster)
        pairs.move(cluster, asserted, most=0.7, least=ANSWER if explicit else IMPLICIT)


def _loosen(clusters: list[list[str]], pairs: _Pairs) -> None:
    """A negated sentence that no word marks as a denial leaves a cluster where nobody said what it would deny."""
    for cluster in clusters:
        frames = [pairs.frames[key] for key in cluster]
        plain = [key for key in cluster if not pairs.frames[key].is_explicit]
        cluster[:] = [key for key in cluster if key not in plain or _is_backed(pairs.frames[key], frames, pairs)]


def _is_backed(plain: Frame, frames: Sequence[Frame], pairs: _Pairs) -> bool:
    """Whether its speaker's side denies in so many words beside it, or another side holds such an act against it."""
    for frame in frames:
        if frame.statement.stance is Stance.DENIES and frame.is_explicit and _one_side(plain, frame, pairs.lineage):
            return True
        if frame.statement.stance is not Stance.ASSERTS or _one_side(plain, frame, pairs.lineage):
            continue
        named = akin(frame.parties, [plain.speaks], pairs.lineage) or frame.statement.party in UNNAMED_PARTIES
        if named and shares_act(plain, frame) and pairs.likeness(plain, frame) >= BACK:
            return True
    return False


def _absorb(clusters: list[list[str]], pairs: _Pairs) -> None:
    """Assertions that stand alone join the denied claim that they are near to: of a denied matter most is told."""
    denied = [one for one in clusters if pairs.holds(one, Stance.DENIES)]
    cores = [list(one) for one in denied]
    for cluster in clusters:
        if cluster and pairs.holds_only(cluster, Stance.ASSERTS):
            place = pairs.nearest(cluster, cores, most=0.4, least=ABSORB)
            if place is not None:
                denied[place].extend(cluster)
                cluster.clear()


def _gather_denied(clusters: list[list[str]], pairs: _Pairs) -> None:
    """Denied clusters that are alike enough are one: an article seldom tells of several denials of much the same."""
    for cluster in clusters:
        if cluster and pairs.holds(cluster, Stance.DENIES):
            rest = [one for one in clusters if one is not cluster and one and pairs.holds(one, Stance.DENIES)]
            pairs.move(cluster, rest, most=0.5, least=GATHER)


def _strangers(one: Frame, other: Frame, lineage: Lineage) -> bool:
    """Whether two sides deny, each in words of its own, and share none: then they deny two matters."""
    if {one.statement.stance, other.statement.stance} != {Stance.DENIES} or one.points_back or other.points_back:
        return False
    if _one_side(one, other, lineage) or akin(one.accused, other.accused, lineage):
        return False
    return not any(term in other.terms for term, weight in one.terms.items() if term[0] in "wc" and weight >= 1.0)


def _meet(one: Frame, other: Frame) -> bool:
    if one.points_back or other.points_back or shares_act(one, other):
        return True
    told, rival = one.statement.quote, other.statement.quote
    return told.start < rival.end and rival.start < told.end


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


def _group(cluster: Sequence[str], pairs: _Pairs) -> Group:
    group = Group([], {})
    for key in sorted(cluster):
        near = [(pairs.between([key], [one]), one) for one in cluster if one != key]
        score, best = max(((scores[0], one) for scores, one in near if scores), default=(1.0, key))
        first, second = pairs.frames[min(key, best)], pairs.frames[max(key, best)]
        rule = reason(first, second, pairs.lineage) if best != key else "stands alone"
        group.add(pairs.frames[key], score, rule)
    return group
