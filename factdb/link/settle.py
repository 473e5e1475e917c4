"""Settle one article by itself: which of its statements speak about one proposition.

In come an article, its statements and the parties; out come the article's `Appearance`s and the statements that found
none. An assertion gathers its repetitions; an answer (denial, refusal, admission, withdrawal) takes the allegation that
it is likest to, or, where it only points back, the one that the discourse has in focus. Comments never join.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from factdb.languages.linking import Linking
from factdb.link.frame import Frame, Lineage, Words, frames_of, topic_of, words_of
from factdb.link.gather import Group, gathered
from factdb.link.wording import lead_of, proposition_of, title_of
from factdb.records import Appearance, Article, Gazetteer, Statement
from factdb.words import Stance

BLAMED = 0.2  # what it adds to an assertion that its reporting words accuse
OPEN = 0.4  # what an assertion that nobody answers needs to be a claim
SPELLED = 8.0  # weight of the words with which a denial without an allegation opens a claim
MOST_TERMS = 60
TOPIC = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What one article holds: its appearances in order of text, and the keys of statements that belong to none."""

    appearances: tuple[Appearance, ...]
    loose: tuple[str, ...]


def settle(
    article: Article, statements: Sequence[Statement], gazetteer: Gazetteer, words: Words | None = None
) -> Settled:
    """The appearances of one article.

    `words` are those of the article's language unless given. Statements of other articles are not expected. An article
    without a statement that could be contested gives no appearance.
    """
    words = words or words_of(article.language)
    lineage = cache(gazetteer.lineage)
    topic = topic_of(article, words, lineage)
    frames = frames_of(article, statements, topic, words, lineage)
    kept = gathered(frames, lineage, lambda group: _may_be_contested(group, lineage))
    kept.sort(key=lambda group: min(frame.place for frame in group.frames))
    heaviest = _topic(topic)
    appearances = tuple(_appearance(article, group, heaviest, words.linking, lineage) for group in kept)
    linked = {member.statement for one in appearances for member in one.members}
    return Settled(
        appearances=appearances, loose=tuple(one.statement.key for one in frames if one.statement.key not in linked)
    )


def _may_be_contested(frames: Sequence[Frame], lineage: Lineage) -> bool:
    """Whether statements are worth a claim: answered, repeated by another party, or holding an act against somebody."""
    stances = {frame.statement.stance for frame in frames}
    if stances & {Stance.ADMITS, Stance.WITHDRAWS}:
        return True
    if Stance.DENIES in stances and Stance.ASSERTS in stances:
        return True
    if Stance.DENIES in stances:
        return any(frame.is_cued and frame.weight >= SPELLED for frame in frames)
    if Stance.ASSERTS not in stances:
        return False
    if Stance.DECLINES in stances:
        return True
    return max(_contestable(frame, lineage) for frame in frames) + 0.1 * (len(frames) - 1) >= OPEN


def _contestable(frame: Frame, lineage: Lineage) -> float:
    other = bool(frame.accused) and not any(
        frame.speaks == one or frame.speaks in lineage(one) for one in frame.accused
    )
    score = 0.25 * min(frame.grave, 2.0) + 0.3 * other - 0.25 * min(frame.soft, 2.0)
    return score + BLAMED * frame.accuses + 0.1 * bool(frame.statement.quantities) - 0.3 * (frame.weight < 4)


def _topic(terms: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """The heaviest terms of the article's opening, marked as such."""
    ranked = sorted(terms.items(), key=lambda one: (-one[1], one[0]))[:TOPIC]
    topic = {f"t:{term[2:]}": round(0.5 * weight, 3) for term, weight in reversed(ranked)}
    return tuple(reversed(topic.items()))


def _appearance(
    article: Article, group: Group, topic: tuple[tuple[str, float], ...], linking: Linking, lineage: Lineage
) -> Appearance:
    frames = sorted(group.frames, key=lambda one: one.place)
    accused = _accused(frames)
    terms = _terms(frames)
    members = tuple(group.members[one.statement.key] for one in frames)
    lead = lead_of(article, frames, linking, lineage)
    return Appearance(
        key=key_of(article.key, [one.statement for one in members]),
        article=article.key,
        language=article.language,
        members=members,
        accused=accused,
        terms=terms + topic,
        title=title_of(article, lead, linking),
        proposition=proposition_of(article, lead, linking),
        stances=tuple(sorted({one.statement.stance for one in frames})),
        voices=_parties(frames, Stance.ASSERTS),
        deniers=_parties(frames, Stance.DENIES),
        admitters=_parties(frames, Stance.ADMITS),
        on=article.published_on,
    )


def key_of(article: str, statements: Sequence[str]) -> str:
    """The content hash of an appearance: which statements (keys) of which article (its key) it holds."""
    return sha256("\n".join([article, *sorted(statements)]).encode()).hexdigest()[:32]


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
