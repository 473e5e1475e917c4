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
        "bias": -2.53,
        "held": 1.33,
        "near": 0.96,
        "next": 0.0,
        "other_accused": -0.17,
        "overlap": -1.02,
        "plain": 0.13,
        "same_accused": -0.24,
        "same_line": -0.15,
        "same_party": 0.79,
        "same_speaker": -0.4,
        "says_on": 0.35,
        "shared": 1.05,
        "shared_words": 1.31,
        "thin": 0.55,
    },
    "answers": {
        "accused_answers": 0.56,
        "after": 0.8,
        "answers": -0.79,
        "answers_itself": -1.05,
        "answers_near": 0.65,
        "bias": -0.79,
        "held": 1.0,
        "near": 0.65,
        "next": 0.5,
        "other_accused": -0.71,
        "overlap": -0.58,
        "plain": 0.51,
        "points_back": 0.56,
        "points_near": -0.44,
        "same_accused": -0.02,
        "same_line": -0.51,
        "same_party": -1.05,
        "same_speaker": -0.85,
        "says_on": -1.43,
        "shared": 0.77,
        "shared_words": 0.69,
        "thin": 0.54,
    },
    "goes on": {
        "accused_answers": 0.02,
        "after": 0.0,
        "answers": -0.6,
        "answers_itself": -0.7,
        "answers_near": -0.12,
        "bias": -0.33,
        "both_answer": 0.27,
        "both_party": 0.58,
        "both_point": -0.29,
        "held": 0.67,
        "near": 0.36,
        "next": 0.66,
        "other_accused": -0.11,
        "overlap": -0.46,
        "plain": 0.21,
        "points_back": 0.76,
        "points_near": 0.19,
        "same_accused": 0.35,
        "same_line": 0.08,
        "same_party": -0.12,
        "same_speaker": -0.56,
        "says_on": -0.25,
        "thin": -0.08,
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
    found = {
        "bias": 1.0,
        "cosine": cosine(one.terms, other.terms, local),
        "plain": cosine(one.terms, other.terms, {}),
        "held": held(one.terms, other.terms, local),
        "shared": min(1.0, shared_weight(one.terms, other.terms, local) / 8),
        "shared_words": min(
            1.0, shared_weight({k: v for k, v in one.terms.items() if k[0] in "wc"}, other.terms, local) / 6
        ),
        "near": exp(-(gap - 1) / 2.0),
        "next": float(gap == 1),
        "same_line": float(one.line == other.line),
        "overlap": float(shared > 0),
        "same_accused": float(same_act is True),
        "other_accused": float(same_act is False),
        "same_speaker": float(one.statement.speaker == other.statement.speaker),
        "same_party": float(bool(speaks)),
        "says_on": float(gap == 1 and one.statement.speaker == other.statement.speaker),
        "thin": float(min(one.weight, other.weight) < 6),
    }
    denial = next((f for f in (one, other) if f.statement.stance is not Stance.ASSERTS), None)
    if denial is not None and {one.statement.stance, other.statement.stance} != {denial.statement.stance}:
        rest = other if denial is one else one
        found["answers"] = 1.0
        found["accused_answers"] = float(bool(akin([denial.speaks], rest.accused, lineage)))
        found["answers_itself"] = float(bool(speaks))
        found["after"] = float(denial.place > rest.place)
        found["points_back"] = float(denial.points_back)
        found["points_near"] = float(denial.points_back) * found["near"]
        found["answers_near"] = found["near"]
    if one.statement.stance is not Stance.ASSERTS and one.statement.stance is other.statement.stance:
        found["both_answer"] = 1.0
        found["both_point"] = float(one.points_back or other.points_back)
        found["both_party"] = float(bool(speaks))
    return found
