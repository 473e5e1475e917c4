"""How likely two appearances in different articles are one claim.

In come two appearances and who stands under whom; out goes a `Tie` with what counted, or None. It depends on the two
alone and is symmetric, so that the order of loading cannot matter: the weights of terms are fixed, not counted.
"""

from collections.abc import Callable, Mapping
from datetime import date
from math import exp, sqrt

from factdb.link.likeness import akin
from factdb.records import Appearance, Tie
from factdb.words import Stance

WORTH_A_TIE = 0.1
FAR_APART = 365
THIN = 10.0
# Learned by logistic regression on annotated news, each matter held out in turn to choose them.
TIES: Mapping[str, float] = {
    "admit_and_deny": -0.61,
    "bias": -4.21,
    "both_denied": 0.9,
    "close": 0.96,
    "concepts": 0.35,
    "cosine": 1.61,
    "denied_answers": -0.24,
    "divided": -0.26,
    "far": -1.97,
    "held": 1.02,
    "neither_denied": -0.42,
    "only_answers": 0.64,
    "other_accused": -0.32,
    "parties": 0.6,
    "same_deniers": -0.08,
    "same_voices": 0.36,
    "shared": 1.41,
    "topic": 0.9,
    "topic_answers": 0.98,
    "topic_denied": 0.67,
    "topic_deniers": 0.05,
}


def compare(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> Tie | None:
    """The tie between two appearances, None where they are of one article or share too little."""
    if one.article == other.article:
        return None
    if other.key < one.key:
        one, other = other, one
    found = evidence(one, other, lineage)
    total = sum(TIES.get(name, 0.0) * value for name, value in found.items())
    score = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    if score < WORTH_A_TIE:
        return None
    return Tie(one=one.key, other=other.key, score=round(score, 4), rule=_reason(one, other, found))


def evidence(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> dict[str, float]:
    """What counts for or against two appearances being one claim."""
    mine, theirs = dict(one.terms), dict(other.terms)
    words = _shared(mine, theirs, "wc")
    concepts = _shared(mine, theirs, "c")
    parties = _shared(mine, theirs, "p")
    same_act = akin(one.accused, other.accused, lineage)
    deniers = akin(one.deniers, other.deniers, lineage)
    voices = akin(one.voices, other.voices, lineage)
    topic = _cosine(mine, theirs, "t")
    thin = min(sum(_of(mine, "wc").values()), sum(_of(theirs, "wc").values())) < THIN
    apart = _days_apart(one.on, other.on)
    return {
        "bias": 1.0,
        "shared": min(1.0, words / 12),
        "cosine": _cosine(mine, theirs, "wcn"),
        "topic": topic,
        "topic_denied": topic * float(Stance.DENIES in one.stances and Stance.DENIES in other.stances),
        "topic_deniers": topic * float(deniers is True),
        "topic_answers": topic
        * float(bool(akin(one.deniers, other.accused, lineage) or akin(other.deniers, one.accused, lineage))),
        "topic_thin": topic * float(thin),
        "held": _held(mine, theirs, "wcn"),
        "concepts": min(1.0, concepts / 6),
        "parties": min(1.0, parties / 4),
        "numbers": min(1.0, _shared(mine, theirs, "n") / 2.5),
        "same_accused": float(same_act is True),
        "other_accused": float(same_act is False),
        "same_deniers": float(deniers is True),
        "same_voices": float(voices is True),
        "denied_answers": float(
            bool(akin(one.deniers, other.accused, lineage) or akin(other.deniers, one.accused, lineage))
        ),
        "both_denied": float(Stance.DENIES in one.stances and Stance.DENIES in other.stances),
        "neither_denied": float(Stance.DENIES not in one.stances and Stance.DENIES not in other.stances),
        "divided": float(bool(akin(one.voices, other.deniers, lineage) or akin(other.voices, one.deniers, lineage))),
        "admit_and_deny": float(bool(one.admitters and other.deniers) or bool(other.admitters and one.deniers)),
        "only_answers": float(Stance.ASSERTS not in one.stances or Stance.ASSERTS not in other.stances),
        "close": exp(-apart / 30) if apart is not None else 0.3,
        "far": float(apart is not None and apart > FAR_APART),
    }


def _of(terms: Mapping[str, float], kinds: str) -> dict[str, float]:
    return {term: weight for term, weight in terms.items() if term[0] in kinds}


def _shared(one: Mapping[str, float], other: Mapping[str, float], kinds: str) -> float:
    return sum(min(weight, other[term]) for term, weight in one.items() if term in other and term[0] in kinds)


def _held(one: Mapping[str, float], other: Mapping[str, float], kinds: str) -> float:
    whole = min(sum(_of(one, kinds).values()), sum(_of(other, kinds).values()))
    return _shared(one, other, kinds) / whole if whole else 0.0


def _cosine(one: Mapping[str, float], other: Mapping[str, float], kinds: str) -> float:
    mine, theirs = _of(one, kinds), _of(other, kinds)
    if not mine or not theirs:
        return 0.0
    inner = sum(weight * theirs[term] for term, weight in mine.items() if term in theirs)
    return inner / sqrt(sum(w * w for w in mine.values()) * sum(w * w for w in theirs.values()))


def _days_apart(one: str | None, other: str | None) -> float | None:
    if one is None or other is None or len(one) < 10 or len(other) < 10:
        return None
    return float(abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days))


def _reason(one: Appearance, other: Appearance, found: Mapping[str, float]) -> str:
    mine, theirs = dict(one.terms), dict(other.terms)
    shared = sorted((term for term in mine if term in theirs), key=lambda term: (-min(mine[term], theirs[term]), term))
    parts = []
    if shared:
        parts.append(
            "shared terms " + ", ".join(f"{term[2:]} ({min(mine[term], theirs[term]):.1f})" for term in shared[:6])
        )
    if found["same_accused"]:
        parts.append("same accused " + ", ".join(sorted({*one.accused} & {*other.accused}) or one.accused))
    if found["same_deniers"]:
        parts.append("denied by the same party")
    if found["numbers"]:
        parts.append("same number")
    if found["other_accused"]:
        parts.append("against it: another accused")
    return "; ".join(parts)
