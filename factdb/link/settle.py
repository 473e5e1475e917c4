"""Settle one article by itself: which of its statements speak about one proposition.

In come an article, its statements and the parties; out come the article's `Appearance`s and the statements that found
none. An assertion gathers its repetitions; an answer (denial, refusal, admission, withdrawal) takes the allegation that
it is likest to, or, where it only points back, the one that the discourse has in focus. Comments never join.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from factdb.link.frame import Frame, Lineage, Words, frames_of, topic_of, words_of
from factdb.link.likeness import akin, likeness, local_weights, reason, shares_act
from factdb.link.unite import united
from factdb.link.wording import proposition_of, title_of
from factdb.records import Appearance, Article, Gazetteer, Member, Statement
from factdb.words import UNNAMED_PARTIES, Stance

# Scores are those of `likeness`, 0 to 1. Chosen on annotated news by the claims, pairs and statuses that came out, with
# the weights of `likeness` and `compare` learned on other matters than the one that was measured.
WINDOW = 40  # statements further apart than this are not compared: the work grows with the article, not its square
JOIN = 0.6  # average likeness at which clusters of statements are one proposition
GO_ON = 0.6
GATHER = 0.5
ANSWER = 0.42  # what an answer needs to take an allegation
IMPLICIT = 0.55  # the same for a negated sentence that no word marks as a denial
ABSORB = 0.4  # what an assertion needs to join a denied claim
OPEN = 0.5  # what an assertion that nobody answers needs to be a claim
SPELLED = 8.0  # weight of the words with which a denial without an allegation opens a claim
MOST_TERMS = 60
TOPIC = 20
TOLD = (Stance.ASSERTS, Stance.DENIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What one article holds: its appearances in order of text, and the keys of statements that belong to none."""

    appearances: tuple[Appearance, ...]
    loose: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    frames: list[Frame]
    members: dict[str, Member]

    def add(self, frame: Frame, score: float, rule: str) -> None:
        self.frames.append(frame)
        general = frame.statement.is_general and frame.statement.stance is Stance.DENIES
        self.members[frame.statement.key] = Member(
            statement=frame.statement.key, score=round(score, 3), rule=rule, is_general=general
        )

    @property
    def stances(self) -> set[Stance]:
        return {frame.statement.stance for frame in self.frames}


def settle(
    article: Article, statements: Sequence[Statement], gazetteer: Gazetteer, words: Words | None = None
) -> Settled:
    """The appearances of one article.

    `words` are those of the article's language unless given. Statements of other articles are not expected. An article
    without a statement that could be contested gives no appearance.
    """
    words = words or words_of(article.language)
    lineage = cache(gazetteer.lineage)
    frames = frames_of(article, statements, words, lineage)
    groups = _gathered(frames, lineage)
    kept = [group for group in groups if _may_be_contested(group, lineage)]
    kept.sort(key=lambda group: min(frame.place for frame in group.frames))
    topic = _topic(topic_of(article, words, lineage))
    appearances = tuple(_appearance(article, group, topic) for group in kept)
    linked = {member.statement for one in appearances for member in one.members}
    return Settled(
        appearances=appearances, loose=tuple(one.statement.key for one in frames if one.statement.key not in linked)
    )


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

    def move(self, cluster: list[str], targets: Sequence[list[str]], most: float, least: float) -> None:
        """Empty a cluster into the target it is likest to, if by `least`; `most` is the share of the likest pair."""
        ranked = []
        for place, target in enumerate(targets):
            scores = self.between(cluster, target)
            if scores and self.meet(cluster, target) and not self.apart(cluster, target):
                ranked.append((most * max(scores) + (1 - most) * sum(scores) / len(scores), -place))
        if ranked and max(ranked)[0] >= least:
            targets[-max(ranked)[1]].extend(cluster)
            cluster.clear()


def _gathered(frames: Sequence[Frame], lineage: Lineage) -> list[_Group]:
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
        if named and shares_act(plain, frame):
            return True
    return False


def _absorb(clusters: list[list[str]], pairs: _Pairs) -> None:
    """Assertions that stand alone join the denied claim that they are near to: of a denied matter most is told."""
    denied = [one for one in clusters if pairs.holds(one, Stance.DENIES)]
    for cluster in clusters:
        if cluster and pairs.holds_only(cluster, Stance.ASSERTS):
            pairs.move(cluster, denied, most=0.5, least=ABSORB)


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


def _group(cluster: Sequence[str], pairs: _Pairs) -> _Group:
    group = _Group([], {})
    for key in sorted(cluster):
        near = [(pairs.between([key], [one]), one) for one in cluster if one != key]
        score, best = max(((scores[0], one) for scores, one in near if scores), default=(1.0, key))
        first, second = pairs.frames[min(key, best)], pairs.frames[max(key, best)]
        rule = reason(first, second, pairs.lineage) if best != key else "stands alone"
        group.add(pairs.frames[key], score, rule)
    return group


def _may_be_contested(group: _Group, lineage: Lineage) -> bool:
    """Whether a group is worth a claim: it is answered, repeated by another party, or holds an act against somebody."""
    stances = group.stances
    if stances & {Stance.ADMITS, Stance.WITHDRAWS}:
        return True
    if Stance.DENIES in stances and Stance.ASSERTS in stances:
        return True
    if Stance.DENIES in stances:
        return any(frame.is_explicit and frame.weight >= SPELLED for frame in group.frames)
    if Stance.ASSERTS not in stances:
        return False
    if Stance.DECLINES in stances:
        return True
    return max(_contestable(frame, lineage) for frame in group.frames) + 0.1 * (len(group.frames) - 1) >= OPEN


def _contestable(frame: Frame, lineage: Lineage) -> float:
    other = bool(frame.accused) and not any(
        frame.speaks == one or frame.speaks in lineage(one) for one in frame.accused
    )
    score = 0.25 * min(frame.grave, 2.0) + 0.3 * other - 0.25 * min(frame.soft, 2.0)
    return score + 0.1 * bool(frame.statement.quantities) - 0.3 * (frame.weight < 4)


def _topic(terms: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The heaviest terms of the article's opening, marked as such."""
    ranked = sorted(terms.items(), key=lambda one: (-one[1], one[0]))[:TOPIC]
    topic = {f"t:{term[2:]}": round(0.5 * weight, 3) for term, weight in reversed(ranked)}
    return tuple(reversed(topic.items()))


def _appearance(article: Article, group: _Group, topic: tuple[tuple[str, float], ...]) -> Appearance:
    frames = sorted(group.frames, key=lambda one: one.place)
    accused = _accused(frames)
    terms = _terms(frames)
    members = tuple(group.members[one.statement.key] for one in frames)
    lead = _lead(frames)
    return Appearance(
        key=_key(article, members),
        article=article.key,
        language=article.language,
        members=members,
        accused=accused,
        terms=terms + topic,
        title=title_of(article, lead, accused, terms),
        proposition=proposition_of(article, lead),
        stances=tuple(sorted({one.statement.stance for one in frames})),
        voices=_parties(frames, Stance.ASSERTS),
        deniers=_parties(frames, Stance.DENIES),
        admitters=_parties(frames, Stance.ADMITS),
        on=article.published_on,
    )


def _key(article: Article, members: Sequence[Member]) -> str:
    return sha256("\n".join([article.key, *sorted(one.statement for one in members)]).encode()).hexdigest()[:32]


def _parties(frames: Sequence[Frame], stance: Stance) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.speaks for one in frames if one.statement.stance is stance))


def _accused(frames: Sequence[Frame]) -> tuple[str, ...]:
    """The parties that most of the members hold to have acted, those of answers first: who answers is the accused."""
    votes: dict[str, float] = {}
    for frame in frames:
        weight = 1.0 if frame.statement.stance is Stance.ASSERTS else 1.5
        for party in frame.accused:
            votes[party] = votes.get(party, 0.0) + weight
    if not votes:
        return ()
    most = max(votes.values())
    return tuple(sorted((one for one in votes if votes[one] >= 0.75 * most), key=lambda one: (-votes[one], one))[:2])


def _terms(frames: Sequence[Frame]) -> tuple[tuple[str, float], ...]:
    """Terms of the members, a term of several members heavier; the heaviest first."""
    sums: dict[str, float] = {}
    for frame in frames:
        for term, weight in frame.terms.items():
            sums[term] = sums.get(term, 0.0) + weight
    tops = {term: max(frame.terms.get(term, 0.0) for frame in frames) for term in sums}
    merged = {term: round(tops[term] * (0.6 + 0.4 * min(1.0, sums[term] / tops[term] / 3)), 3) for term in sums}
    return tuple(sorted(merged.items(), key=lambda one: (-one[1], one[0]))[:MOST_TERMS])


def _lead(frames: Sequence[Frame]) -> Frame:
    """The statement that words the claim best: an assertion of substance, else a denial that spells it out."""
    asserted = [one for one in frames if one.statement.stance is Stance.ASSERTS]
    spelled = [one for one in asserted or frames if one.weight >= 4] or asserted or list(frames)
    return min(spelled, key=lambda one: (-min(one.weight, 12.0), one.place))
