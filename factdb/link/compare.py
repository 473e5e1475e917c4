"""How likely two appearances in different articles are one claim.

In come two appearances and who stands under whom; out goes a `Tie` with what counted, or None. It depends on the two
alone and is symmetric, so that the order of loading cannot matter: the weights of terms are fixed, not counted.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import exp, log, sqrt
from typing import NamedTuple

from factdb.link.likeness import akin, told
from factdb.records import Appearance, Tie, Weighed
from factdb.words import Stance

Lineage = Callable[[str], tuple[str, ...]]

WORTH_A_TIE = 0.08
LEAST = log(WORTH_A_TIE / (1 - WORTH_A_TIE))
SAME_MATTER = 0.15
SAME_WORDS = 0.4
SAME_SIDES = 0.2  # the same where one party asserts in both, and who denies in one is accused in the other
SAID = "wcn"
MEANT = "wc"
TOPIC = "t"
SAME_NAME = 2
RARE = 2.4
MUCH = 12.0
MONTH = 30
UNDATED = 0.3
LONG_AGO = 1000
# `shared` are words and concepts in common, `cosine` how much of what both say that is, `topic` the likeness of the
# articles' openings; `denied_answers` tells that who denies one is accused in the other. Each is from 0 to 1.
# Learned by logistic regression on annotated news, each matter held out in turn to choose them.
TIES: Mapping[str, float] = {
    "bias": -5.4,
    "shared": 1.9,
    "cosine": 2.0,
    "topic": 0.9,
    "both_denied": 1.4,
    "denied_answers": 1.1,
    "same_voices": 0.55,
    "close": 1.05,
}


class Side(NamedTuple):
    """One appearance as it is compared: what is said (words, concepts, numbers), the opening, both with their squares.

    `day` is the number of its day, None where it is not known. `denies`, `answers` and `speaks` tell whether it could
    be denied in both, whether who denies the one might be accused in the other, and whether the same might assert it.
    """

    key: str
    article: str
    day: int | None
    said: Mapping[str, float]
    topic: Mapping[str, float]
    said_square: float
    topic_square: float
    denies: bool
    answers: bool
    speaks: bool


class Alike(NamedTuple):
    """What the terms of two appearances and their days tell: parts of the evidence, from 0 to 1.

    `common` are the terms that both say: the kind of each and its weight in the one and in the other.
    """

    shared: float
    cosine: float
    topic: float
    close: float
    is_doubtful: bool
    common: Sequence[tuple[str, float, float]]


def side_of(one: Appearance) -> Side:
    """One appearance as `alike` needs it, to be made once and compared often."""
    said = {term: weight for term, weight in one.terms if term[0] in SAID}
    topic = {term: weight for term, weight in one.terms if term[0] == TOPIC}
    return Side(
        key=one.key,
        article=one.article,
        day=_day(one.on),
        said=said,
        topic=topic,
        said_square=sum([sum([weight * weight for term, weight in said.items() if term[0] == kind]) for kind in SAID]),
        topic_square=sum([weight * weight for weight in topic.values()]),
        denies=Stance.DENIES in one.stances,
        answers=bool(one.deniers or one.accused),
        speaks=bool(one.voices),
    )


def glimpse_of(one: Weighed) -> Side:
    """An appearance of which the terms alone are known, for `alike`: anybody may speak in it.

    Made for each of many that have but a pair of words in common with another one, and therefore in haste.
    """
    said, topic = one.said, one.topic
    return Side(
        one.key,
        one.article,
        _day(one.on),
        said,
        topic,
        sum([weight * weight for term, weight in said.items() if term[0] in SAID]),
        sum([weight * weight for weight in topic.values()]),
        True,
        True,
        True,
    )


def _day(on: str | None) -> int | None:
    return None if on is None or len(on) < 10 else date.fromisoformat(on[:10]).toordinal()


def alike(one: Side, other: Side) -> Alike | None:
    """What two appearances have in common, None where that is too little for a tie, as of most that share a key."""
    if one.article == other.article:
        return None
    if other.key < one.key:  # so that the sums are the same to the last digit
        one, other = other, one
    theirs = other.said
    common = [(term[0], weight, theirs[term]) for term, weight in one.said.items() if term in theirs]
    inner = sum([weight * rival for _, weight, rival in common])
    cosine = _angle(inner, one.said_square * other.said_square)
    theirs = other.topic
    matter = sum([weight * theirs[term] for term, weight in one.topic.items() if term in theirs])
    topic = _angle(matter, one.topic_square * other.topic_square)
    apart = None if one.day is None or other.day is None else abs(one.day - other.day)
    is_doubtful = topic < SAME_MATTER or (apart or 0) > LONG_AGO
    if is_doubtful and cosine < SAME_SIDES:
        return None
    shared = min(1.0, sum([min(weight, rival) for kind, weight, rival in common if kind in MEANT]) / MUCH)
    told = shared, cosine, topic, exp(-apart / MONTH) if apart is not None else UNDATED
    most = _total(*told, one.denies and other.denies, one.answers and other.answers, one.speaks and other.speaks)
    return Alike(*told, is_doubtful, common) if most >= LEAST else None


def compare(one: Appearance, other: Appearance, lineage: Lineage, found: Alike | None = None) -> Tie | None:
    """The tie between two appearances, None where they are of one article or share too little.

    Only appearances whose openings tell of one matter, not years apart, or that say much the same in the same words,
    are tied. `found` is what they have in common where that was looked at.
    """
    found = found or alike(side_of(one), side_of(other))
    if found is None:
        return None
    both_denied, answers, same_voices = _sides_alike(one, other, lineage)
    total = _total(found.shared, found.cosine, found.topic, found.close, both_denied, answers, same_voices)
    if total < LEAST or _counters(one, other, lineage) or _counters(other, one, lineage):
        return None
    strangers = _strangers(one, other, lineage)
    if strangers and not any(kind in "wn" and min(pair) >= RARE for kind, *pair in found.common):
        return None
    least = SAME_SIDES if same_voices and answers else SAME_WORDS
    if (strangers or found.is_doubtful) and found.cosine < least:
        return None
    score = round(1 / (1 + exp(-total)), 4)
    first, second = (one, other) if one.key < other.key else (other, one)
    return Tie(one=first.key, other=second.key, score=score, rule=_reason(first, second, lineage))


def _total(
    shared: float, cosine: float, topic: float, close: float, both_denied: float, answers: float, same_voices: float
) -> float:
    """The evidence as it weighs, in the order of TIES."""
    return (
        TIES["bias"]
        + TIES["shared"] * shared
        + TIES["cosine"] * cosine
        + TIES["topic"] * topic
        + TIES["both_denied"] * both_denied
        + TIES["denied_answers"] * answers
        + TIES["same_voices"] * same_voices
        + TIES["close"] * close
    )


def _counters(one: Appearance, other: Appearance, lineage: Lineage) -> bool:
    """Whether only those assert the one who deny the other: then it is what they say against it."""
    if not one.voices or one.deniers:
        return False
    return all(akin([voice], other.deniers, lineage) for voice in one.voices)


def _strangers(one: Appearance, other: Appearance, lineage: Lineage) -> bool:
    """Whether different parties are accused and different ones deny it; one body may be named in several ways."""
    if akin(one.deniers, other.deniers, lineage) is not False or akin(one.accused, other.accused, lineage):
        return False
    names = [_words(party) for party in (*one.accused, *one.deniers)]
    rivals = [_words(party) for party in (*other.accused, *other.deniers)]
    return not any(len(mine & theirs) >= SAME_NAME for mine in names for theirs in rivals)


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in name.lower().split() if len(word) >= SAME_NAME * 2)


def _angle(inner: float, squares: float) -> float:
    return inner / sqrt(squares) if squares else 0.0


def _sides_alike(one: Appearance, other: Appearance, lineage: Lineage) -> tuple[float, float, float]:
    """Whether it is denied in both, who denies one is accused in the other, and the same assert it."""
    answers = akin(one.deniers, other.accused, lineage) or akin(other.deniers, one.accused, lineage)
    both_denied = Stance.DENIES in one.stances and Stance.DENIES in other.stances
    return float(both_denied), float(bool(answers)), float(akin(one.voices, other.voices, lineage) is True)


def _reason(one: Appearance, other: Appearance, lineage: Lineage) -> str:
    mine, theirs = dict(one.terms), dict(other.terms)
    shared = {term: min(weight, theirs[term]) for term, weight in mine.items() if term in theirs}
    parts = [told(shared, 6)] if shared else []
    same_act = akin(one.accused, other.accused, lineage)
    if same_act:
        parts.append("same accused " + ", ".join(sorted({*one.accused} & {*other.accused}) or one.accused))
    if akin(one.deniers, other.deniers, lineage):
        parts.append("denied by the same party")
    if any(term[0] == "n" for term in shared):
        parts.append("same number")
    if same_act is False:
        parts.append("against it: another accused")
    return "; ".join(parts)
