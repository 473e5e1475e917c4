"""Settle one article by itself: which of its statements speak about one proposition.

In come an article, its statements and the parties; out come the article's `Appearance`s and the statements that found
none. An assertion gathers its repetitions; an answer (denial, refusal, admission, withdrawal) takes the allegation that
it is likest to, or, where it only points back, the one that the discourse has in focus. Comments never join.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from factdb.link.frame import Frame, Lineage, Words, frames_of, words_of
from factdb.link.likeness import likeness, local_weights
from factdb.link.wording import proposition_of, title_of
from factdb.records import Appearance, Article, Gazetteer, Member, Statement
from factdb.words import Stance

WINDOW = 40
JOIN = 0.42
ANSWER = 0.40
SECOND = 0.80
NEAR_BEST = 0.08
SAY_ON = 0.5
OPEN = 0.5
MOST_TERMS = 60


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
    frames = frames_of(article, statements, words, gazetteer.lineage)
    local = local_weights(frames)
    groups = _asserted(frames, local, gazetteer.lineage)
    _answered(frames, groups, local, gazetteer.lineage)
    kept = [group for group in groups if _may_be_contested(group, gazetteer.lineage)]
    kept.sort(key=lambda group: min(frame.place for frame in group.frames))
    appearances = tuple(_appearance(article, group) for group in kept)
    linked = {member.statement for one in appearances for member in one.members}
    return Settled(
        appearances=appearances, loose=tuple(one.statement.key for one in frames if one.statement.key not in linked)
    )


def _asserted(frames: Sequence[Frame], local: Mapping[str, float], lineage: Lineage) -> list[_Group]:
    """Assertions that say the same, gathered in order of text: each joins the group that it is likest to on average."""
    groups: list[_Group] = []
    for frame in frames:
        if frame.statement.stance is not Stance.ASSERTS:
            continue
        best: tuple[float, str, _Group] | None = None
        for group in groups[-WINDOW:]:
            scored = [likeness(one, frame, local, lineage) for one in group.frames[-4:]]
            score = sum(one for one, _ in scored) / len(scored) * 0.5 + max(one for one, _ in scored) * 0.5
            if best is None or score > best[0]:
                best = score, max(scored)[1], group
        if best is not None and best[0] >= JOIN:
            best[2].add(frame, best[0], f"says the same: {best[1]}")
        else:
            group = _Group([], {})
            group.add(frame, 1.0, "opens the claim")
            groups.append(group)
    return groups


def _answered(frames: Sequence[Frame], groups: list[_Group], local: Mapping[str, float], lineage: Lineage) -> None:
    """Every answer joins the group that it answers; what answers nothing in the article makes a group of its own."""
    before: tuple[Frame, _Group] | None = None
    alone: list[_Group] = []
    for frame in frames:
        if frame.statement.stance is Stance.ASSERTS:
            continue
        scored: list[tuple[float, str, _Group]] = []
        for group in groups:
            near = [one for one in group.frames if abs(one.place - frame.place) <= WINDOW]
            pairs = [likeness(*_ordered(one, frame), local, lineage) for one in near[-6:]]
            if pairs:
                score, rule = max(pairs)
                if before is not None and before[1] is group and before[0].speaks == frame.speaks:
                    score = score + (1 - score) * SAY_ON * _goes_on(before[0], frame, local, lineage)
                scored.append((score, rule, group))
        scored.sort(key=lambda one: (-one[0], one[2].frames[0].place))
        if scored and scored[0][0] >= ANSWER:
            for score, rule, group in scored[:3]:
                if (score >= scored[0][0] - NEAR_BEST and score >= SECOND) or group is scored[0][2]:
                    group.add(frame, score, f"answers: {rule}")
            before = frame, scored[0][2]
            continue
        target = next((one for one in alone if lineage(one.frames[0].speaks)[-1] == lineage(frame.speaks)[-1]), None)
        if target is None:
            target = _Group([], {})
            alone.append(target)
            groups.append(target)
        target.add(frame, 0.6, "answers an allegation that the article does not hold")
        before = frame, target


def _goes_on(one: Frame, other: Frame, local: Mapping[str, float], lineage: Lineage) -> float:
    return likeness(*_ordered(one, other), local, lineage)[0]


def _ordered(one: Frame, other: Frame) -> tuple[Frame, Frame]:
    return (one, other) if one.place <= other.place else (other, one)


def _may_be_contested(group: _Group, lineage: Lineage) -> bool:
    """Whether a group is worth a claim: it is answered, repeated by another party, or holds an act against somebody."""
    stances = group.stances
    if stances & {Stance.DENIES, Stance.ADMITS, Stance.WITHDRAWS}:
        return True
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


def _appearance(article: Article, group: _Group) -> Appearance:
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
        terms=terms,
        title=title_of(article, lead, accused, terms),
        proposition=proposition_of(article, lead),
        stances=tuple(sorted({one.statement.stance for one in frames})),
        voices=_parties(frames, Stance.ASSERTS),
        deniers=_parties(frames, Stance.DENIES),
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
