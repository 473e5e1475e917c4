"""How likely two appearances in different articles are one claim.

In come two appearances and who stands under whom; out goes a `Tie` with what counted, or None. It depends on the two
alone and is symmetric, so that the order of loading cannot matter: the weights of terms are fixed, not counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp, sqrt

from factdb.link.likeness import akin, told
from factdb.records import Appearance, Tie
from factdb.words import Stance

WORTH_A_TIE = 0.08
SAME_MATTER = 0.15
SAME_WORDS = 0.4
SAME_SIDES = 0.2  # the same where one party asserts in both, and who denies in one is accused in the other
KINDS = "pcwnt"
SAME_NAME = 2
RARE = 2.4
MUCH = 12.0
MONTH = 30
LONG_AGO = 1000
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


def compare(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> Tie | None:
    """The tie between two appearances, None where they are of one article or share too little.

    Only appearances whose openings tell of one matter, not years apart, or that say much the same in the same words,
    are tied.
    """
    if one.article == other.article:
        return None
    if other.key < one.key:
        one, other = other, one
    if _counters(one, other, lineage) or _counters(other, one, lineage):
        return None
    strangers = _strangers(one, other, lineage)
    if strangers and not _rare_in_common(one, other):
        return None
    found = evidence(one, other, lineage)
    doubtful = strangers or found["topic"] < SAME_MATTER or _years_apart(one, other)
    if doubtful and found["cosine"] < (SAME_SIDES if found["same_voices"] and found["denied_answers"] else SAME_WORDS):
        return None
    total = sum(TIES.get(name, 0.0) * value for name, value in found.items())
    score = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    if score < WORTH_A_TIE:
        return None
    return Tie(one=one.key, other=other.key, score=round(score, 4), rule=_reason(one, other, lineage))


def _years_apart(one: Appearance, other: Appearance) -> bool:
    """Whether their articles are years apart."""
    return (_days_apart(one.on, other.on) or 0.0) > LONG_AGO


def _counters(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether only those assert the one who deny the other: then it is what they say against it."""
    if not one.voices or one.deniers:
        return False
    return all(akin([voice], other.deniers, lineage) for voice in one.voices)


def _strangers(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether different parties are accused and different ones deny it; one body may be named in several ways."""
    if akin(one.deniers, other.deniers, lineage) is not False or akin(one.accused, other.accused, lineage):
        return False
    names = [_words(party) for party in (*one.accused, *one.deniers)]
    rivals = [_words(party) for party in (*other.accused, *other.deniers)]
    return not any(len(mine & theirs) >= SAME_NAME for mine in names for theirs in rivals)


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in name.lower().split() if len(word) >= SAME_NAME * 2)


def _rare_in_common(one: Appearance, other: Appearance) -> bool:
    """Whether both use a rare word, such as the name of a place, or one number."""
    theirs = dict(other.terms)
    return any(term[0] in "wn" and min(weight, theirs.get(term, 0.0)) >= RARE for term, weight in one.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The terms of one appearance by kind, with their squares."""

    kinds: Mapping[str, Mapping[str, float]]
    squares: Mapping[str, float]


@lru_cache(maxsize=8192)
def _side(terms: tuple[tuple[str, float], ...]) -> _Side:
    kinds: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for term, weight in terms:
        kinds[term[0]][term] = weight
    return _Side(
        kinds=kinds,
        squares={kind: sum(weight * weight for weight in found.values()) for kind, found in kinds.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What two appearances share of one kind of term: by the lesser weight and by the product."""

    least: float
    inner: float


def _common(one: Mapping[str, float], other: Mapping[str, float]) -> _Common:
    shared = [(weight, other[term]) for term, weight in one.items() if term in other]
    return _Common(
        least=sum(min(mine, theirs) for mine, theirs in shared), inner=sum(mine * theirs for mine, theirs in shared)
    )


def evidence(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> dict[str, float]:
    """What counts for two appearances being one claim, each from 0 to 1.

    `shared` are words and concepts in common, `cosine` how much of what both say that is, `topic` the likeness of the
    articles' openings; `denied_answers` tells that who denies one is accused in the other.
    """
    mine, theirs = _side(one.terms), _side(other.terms)
    common = {kind: _common(mine.kinds[kind], theirs.kinds[kind]) for kind in KINDS}
    answers = akin(one.deniers, other.accused, lineage) or akin(other.deniers, one.accused, lineage)
    apart = _days_apart(one.on, other.on)
    return {
        "bias": 1.0,
        "shared": min(1.0, (common["w"].least + common["c"].least) / MUCH),
        "cosine": _angle(common, mine, theirs, "wcn"),
        "topic": _angle(common, mine, theirs, "t"),
        "both_denied": float(Stance.DENIES in one.stances and Stance.DENIES in other.stances),
        "denied_answers": float(bool(answers)),
        "same_voices": float(akin(one.voices, other.voices, lineage) is True),
        "close": exp(-apart / MONTH) if apart is not None else 0.3,
    }


def _angle(common: Mapping[str, _Common], one: _Side, other: _Side, kinds: str) -> float:
    """The cosine of two appearances over some kinds of terms."""
    squares = sum(one.squares[kind] for kind in kinds) * sum(other.squares[kind] for kind in kinds)
    return sum(common[kind].inner for kind in kinds) / sqrt(squares) if squares else 0.0


def _days_apart(one: str | None, other: str | None) -> float | None:
    if one is None or other is None or len(one) < 10 or len(other) < 10:
        return None
    return float(abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days))


def _reason(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> str:
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
