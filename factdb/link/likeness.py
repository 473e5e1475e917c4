"""How alike two statements of one article are in what they are about.

In come two frames and how many statements of the article use each term; out goes a score from 0 to 1 and what counted,
in words. Symmetric apart from the order in the text; knows no claim.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import exp, log, sqrt

from factdb.link.frame import Frame, Lineage
from factdb.words import Stance

# Learned by logistic regression on annotated news, each matter held out in turn to choose them; `bias` counts always.
ALIKE: Mapping[str, Mapping[str, float]] = {
    "repeats": {
        "bias": -3.0,
        "close": 1.62,
        "cosine": 0.53,
        "echo": 0.32,
        "given_accused": 0.59,
        "held": 0.58,
        "lead": -0.2,
        "lead_both": 0.56,
        "near": -0.52,
        "next": 0.42,
        "nothing_shared": -0.61,
        "other_accused": -0.28,
        "other_names": 0.04,
        "overlap": 0.98,
        "plain": 0.97,
        "same_accused": -0.38,
        "same_line": -0.1,
        "same_party": 0.14,
        "same_speaker": -0.18,
        "says_on": 0.02,
        "shared_concepts": 1.19,
        "shared_plain": 0.48,
        "thin": 0.67,
    },
    "answers": {
        "accused_answers": 0.42,
        "admits": -0.41,
        "after": 0.72,
        "after_near": 0.49,
        "bias": -0.93,
        "close": 1.1,
        "declines": 0.69,
        "declines_near": -1.76,
        "differ": -0.93,
        "differ_party": -0.45,
        "echo": -0.3,
        "given_accused": 0.16,
        "held": 0.91,
        "implicit": -0.21,
        "implicit_words": 0.23,
        "lead": 1.15,
        "lead_both": -0.27,
        "near": -0.02,
        "next": 0.13,
        "nothing_shared": -0.72,
        "other_accused": -0.54,
        "other_names": -0.1,
        "overlap": 0.68,
        "plain": -0.76,
        "points_back": 0.0,
        "points_near": 1.58,
        "same_accused": -0.5,
        "same_line": -0.43,
        "same_party": -0.45,
        "same_speaker": 0.17,
        "says_on": -0.22,
        "shared": 1.04,
        "shared_concepts": 0.99,
        "shared_plain": 0.36,
        "thin": 0.3,
        "untrue": -0.03,
        "withdraws": -0.05,
    },
    "goes on": {
        "admits": -1.84,
        "bias": -0.11,
        "close": 0.26,
        "cosine": 0.66,
        "declines": -0.02,
        "declines_near": -0.16,
        "differ": -0.15,
        "differ_party": -0.63,
        "echo": 0.27,
        "given_accused": 0.14,
        "implicit": -1.33,
        "implicit_words": -0.43,
        "lead": 0.33,
        "lead_both": 0.27,
        "near": 0.0,
        "next": 0.54,
        "nothing_shared": -0.04,
        "other_accused": 0.26,
        "other_names": -0.31,
        "overlap": 0.07,
        "plain": 0.25,
        "points_back": -0.09,
        "points_near": -0.19,
        "same_accused": 0.14,
        "same_line": -0.07,
        "same_names": 0.14,
        "same_party": 0.86,
        "same_speaker": -0.37,
        "says_on": 0.04,
        "shared": 0.69,
        "shared_words": 0.36,
        "thin": 0.05,
        "untrue": 0.2,
        "withdraws": -0.43,
    },
}


def kind_of(one: Frame, other: Frame) -> str:
    """Which pair two statements make: two assertions, an assertion and its answer, or two answers."""
    asserts = (one.statement.stance, other.statement.stance).count(Stance.ASSERTS)
    return ("goes on", "answers", "repeats")[asserts]


def likeness(one: Frame, other: Frame, local: Mapping[str, float], lineage: Lineage) -> tuple[float, str]:
    """How likely two statements of one article are about the same, 0 to 1, and what counted; `one` stands first."""
    weights = ALIKE[kind_of(one, other)]
    found = features(one, other, local, lineage)
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total)))), reason(one, other, found)


def reason(one: Frame, other: Frame, found: Mapping[str, float]) -> str:
    """What two statements share, in words."""
    shared = sorted((term for term in one.terms if term in other.terms), key=lambda term: (-one.terms[term], term))
    parts = []
    if shared:
        parts.append("shared terms " + ", ".join(f"{term[2:]} ({one.terms[term]:.1f})" for term in shared[:5]))
    if found["same_accused"]:
        parts.append("same accused " + ", ".join(sorted(one.accused & other.accused or one.accused)))
    if found.get("accused_answers"):
        parts.append("the accused answers")
    if found.get("points_back"):
        parts.append("points back to what was said before")
    if found["overlap"]:
        parts.append("same sentence")
    return "; ".join(parts) or "stands beside it"


def local_weights(frames: Iterable[Frame]) -> dict[str, float]:
    """How much a term tells statements of one article apart: 1 for a term of one statement, less for a common one."""
    frames = tuple(frames)
    counts = Counter(term for frame in frames for term in frame.terms)
    size = len(frames) + 1
    return {term: log(1 + size / count) / log(1 + size) for term, count in counts.items()}


def cosine(one: Mapping[str, float], other: Mapping[str, float], local: Mapping[str, float]) -> float:
    """The cosine of two weighted term lists."""
    if not one or not other:
        return 0.0
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    shared = sum(weight * large[term] * local.get(term, 1.0) ** 2 for term, weight in small.items() if term in large)
    if not shared:
        return 0.0
    return shared / sqrt(_square(one, local) * _square(other, local))


def shared_weight(one: Mapping[str, float], other: Mapping[str, float], local: Mapping[str, float]) -> float:
    """The weight of the terms that both hold."""
    return sum(min(weight, other[term]) * local.get(term, 1.0) for term, weight in one.items() if term in other)


def held(one: Mapping[str, float], other: Mapping[str, float], local: Mapping[str, float]) -> float:
    """The part of the shorter statement's terms that the other holds too."""
    whole = min(shared_weight(one, one, local), shared_weight(other, other, local))
    return shared_weight(one, other, local) / whole if whole else 0.0


def _square(terms: Mapping[str, float], local: Mapping[str, float]) -> float:
    return sum((weight * local.get(term, 1.0)) ** 2 for term, weight in terms.items())


def akin(one: Iterable[str], other: Iterable[str], lineage: Lineage) -> bool | None:
    """Whether two sets of parties share one, or one stands under another; None where a set is empty."""
    one, other = tuple(one), tuple(other)
    if not one or not other:
        return None
    return any(a == b or a in lineage(b) or b in lineage(a) for a in one for b in other)


def features(one: Frame, other: Frame, local: Mapping[str, float], lineage: Lineage) -> dict[str, float]:
    """What may count for or against two statements of one article being about the same; `one` stands first."""
    gap = abs(one.place - other.place)
    quotes = one.statement.quote, other.statement.quote
    shared = min(quotes[0].end, quotes[1].end) - max(quotes[0].start, quotes[1].start)
    same_act = akin(one.accused, other.accused, lineage)
    speaks = akin([one.speaks], [other.speaks], lineage)
    mine = {term: weight for term, weight in one.terms.items() if term[0] in "wc"}
    words = shared_weight(mine, other.terms, {})
    away = max(0, -shared)
    found = {
        "bias": 1.0,
        "cosine": cosine(one.terms, other.terms, local),
        "plain": cosine(one.terms, other.terms, {}),
        "held": held(one.terms, other.terms, local),
        "shared": min(1.0, shared_weight(one.terms, other.terms, local) / 8),
        "shared_words": min(1.0, shared_weight(mine, other.terms, local) / 6),
        "shared_plain": min(1.0, words / 10),
        "shared_concepts": min(1.0, shared_weight({t: w for t, w in mine.items() if t[0] == "c"}, other.terms, {}) / 6),
        "nothing_shared": float(words < 0.5),
        "near": exp(-(gap - 1) / 2.0),
        "close": exp(-away / 400),
        "next": float(gap == 1),
        "same_line": float(one.line == other.line),
        "overlap": float(shared > 0),
        "same_accused": float(same_act is True),
        "other_accused": float(same_act is False),
        "given_accused": float(same_act is True and not one.is_inherited and not other.is_inherited),
        "same_speaker": float(one.statement.speaker == other.statement.speaker),
        "same_party": float(bool(speaks)),
        "says_on": float(gap == 1 and one.statement.speaker == other.statement.speaker),
        "echo": float(gap == 1 and bool(speaks) and one.statement.is_direct is not other.statement.is_direct),
        "lead": one.lead * other.lead,
        "lead_both": min(one.lead, other.lead),
        "other_names": float(bool(one.names) and bool(other.names) and one.names.isdisjoint(other.names)),
        "same_names": min(1.0, len(one.names & other.names) / 3),
        "thin": float(min(one.weight, other.weight) < 6),
    }
    stances = {one.statement.stance, other.statement.stance}
    if stances != {Stance.ASSERTS}:
        denial = one if one.statement.stance is not Stance.ASSERTS else other
        found["points_back"] = float(one.points_back or other.points_back)
        found["points_near"] = found["points_back"] * found["near"]
        found["untrue"] = float(denial.is_untrue)
        found["implicit"] = float(not (one.is_explicit and other.is_explicit))
        found["implicit_words"] = found["implicit"] * min(1.0, words / 10)
        found["declines"] = float(Stance.DECLINES in stances)
        found["declines_near"] = found["declines"] * found["near"]
        found["admits"] = float(Stance.ADMITS in stances)
        found["withdraws"] = float(Stance.WITHDRAWS in stances)
        found["differ"] = float(len(stances) == 2)
        found["differ_party"] = float(len(stances) == 2 and bool(speaks))
        if Stance.ASSERTS in stances:
            rest = other if denial is one else one
            found["accused_answers"] = float(bool(akin([denial.speaks], rest.accused, lineage)))
            found["after"] = float(denial.place > rest.place)
            found["after_near"] = found["after"] * found["near"]
    return found
