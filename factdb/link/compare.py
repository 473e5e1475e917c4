"""How likely two appearances in different articles are one claim.

In come two appearances and who stands under whom; out goes a `Tie` with what counted, or None. It depends on the two
alone and is symmetric, so that the order of loading cannot matter: the weights of terms are fixed, not counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp, sqrt

from factdb.link.likeness import akin
from factdb.records import Appearance, Tie
from factdb.words import Stance

WORTH_A_TIE = 0.2
FAR_APART = 365
THIN = 10.0
RARE = 2.4
OTHER_TOPIC = 0.08
SAME_MATTER = 0.15
KINDS = "pcwnt"
# Learned by logistic regression on annotated news, each matter held out in turn to choose them.
TIES: Mapping[str, float] = {
    "admit_and_deny": -0.7,
    "bias": -3.97,
    "both_denied": 1.01,
    "close": 1.51,
    "concepts": 0.32,
    "cosine": 0.85,
    "denied_answers": -0.16,
    "divided": 0.34,
    "far": -2.85,
    "held": 1.96,
    "neither_denied": 0.5,
    "only_answers": 0.74,
    "other_accused": -0.59,
    "parties": -0.03,
    "rare": 0.63,
    "same_deniers": 0.37,
    "same_voices": 0.81,
    "shared": 1.74,
    "topic": 1.4,
    "topic_answers": 1.46,
    "topic_other": -0.96,
    "topic_thin": 1.03,
}


def compare(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> Tie | None:
    """The tie between two appearances, None where they are of one article or share too little.

    Different accused need openings that tell of one matter, and no tie rests on frequent words alone.
    """
    if one.article == other.article:
        return None
    if other.key < one.key:
        one, other = other, one
    found = evidence(one, other, lineage)
    if found["other_accused"] and not found["denied_answers"] and found["topic"] < SAME_MATTER:
        return None
    if not (found["rare"] or found["same_accused"] or found["same_deniers"] or found["denied_answers"]):
        return None
    total = sum(TIES.get(name, 0.0) * value for name, value in found.items())
    score = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    if score < WORTH_A_TIE:
        return None
    return Tie(one=one.key, other=other.key, score=round(score, 4), rule=_reason(one, other, found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The terms of one appearance by kind, with their sums and squares."""

    kinds: Mapping[str, Mapping[str, float]]
    sums: Mapping[str, float]
    squares: Mapping[str, float]

    def total(self, kinds: str) -> float:
        return sum(self.sums[kind] for kind in kinds)


@lru_cache(maxsize=8192)
def _side(terms: tuple[tuple[str, float], ...]) -> _Side:
    kinds: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for term, weight in terms:
        kinds[term[0]][term] = weight
    return _Side(
        kinds=kinds,
        sums={kind: sum(found.values()) for kind, found in kinds.items()},
        squares={kind: sum(weight * weight for weight in found.values()) for kind, found in kinds.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What two appearances share of one kind of term: by the lesser weight, by the product, and of rare terms."""

    least: float
    inner: float
    rare: float


def _common(one: Mapping[str, float], other: Mapping[str, float]) -> _Common:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    least = inner = rare = 0.0
    for term, weight in small.items():
        rival = large.get(term)
        if rival is not None:
            least += min(weight, rival)
            inner += weight * rival
            rare += min(weight, rival) if weight >= RARE else 0.0
    return _Common(least=least, inner=inner, rare=rare)


def evidence(one: Appearance, other: Appearance, lineage: Callable[[str], tuple[str, ...]]) -> dict[str, float]:
    """What counts for or against two appearances being one claim."""
    mine, theirs = _side(one.terms), _side(other.terms)
    common = {kind: _common(mine.kinds[kind], theirs.kinds[kind]) for kind in KINDS}
    words = common["w"].least + common["c"].least
    whole = min(mine.total("wcn"), theirs.total("wcn"))
    deniers = akin(one.deniers, other.deniers, lineage) is True
    answers = bool(akin(one.deniers, other.accused, lineage) or akin(other.deniers, one.accused, lineage))
    denies = Stance.DENIES in one.stances, Stance.DENIES in other.stances
    same_act = akin(one.accused, other.accused, lineage)
    apart = _days_apart(one.on, other.on)
    topic = _angle(common, mine, theirs, "t")
    return {
        "bias": 1.0,
        "shared": min(1.0, words / 12),
        "rare": min(1.0, (common["w"].rare + common["n"].rare) / 8),
        "cosine": _angle(common, mine, theirs, "wcn"),
        "held": (words + common["n"].least) / whole if whole else 0.0,
        "concepts": min(1.0, common["c"].least / 6),
        "parties": min(1.0, common["p"].least / 4),
        "numbers": min(1.0, common["n"].least / 2.5),
        "topic": topic,
        "topic_denied": topic * all(denies),
        "topic_deniers": topic * deniers,
        "topic_answers": topic * answers,
        "topic_thin": topic * (min(mine.total("wc"), theirs.total("wc")) < THIN),
        "topic_other": float(topic < OTHER_TOPIC),
        "same_accused": float(same_act is True),
        "other_accused": float(same_act is False),
        "same_deniers": float(deniers),
        "same_voices": float(akin(one.voices, other.voices, lineage) is True),
        "denied_answers": float(answers),
        "both_denied": float(all(denies)),
        "neither_denied": float(not any(denies)),
        "divided": float(bool(akin(one.voices, other.deniers, lineage) or akin(other.voices, one.deniers, lineage))),
        "admit_and_deny": float(bool(one.admitters and other.deniers) or bool(other.admitters and one.deniers)),
        "only_answers": float(Stance.ASSERTS not in one.stances or Stance.ASSERTS not in other.stances),
        "close": exp(-apart / 30) if apart is not None else 0.3,
        "far": float(apart is not None and apart > FAR_APART),
    }


def _angle(common: Mapping[str, _Common], one: _Side, other: _Side, kinds: str) -> float:
    """The cosine of two appearances over some kinds of terms."""
    squares = sum(one.squares[kind] for kind in kinds) * sum(other.squares[kind] for kind in kinds)
    return sum(common[kind].inner for kind in kinds) / sqrt(squares) if squares else 0.0


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
