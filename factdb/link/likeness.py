"""How alike two statements of one article are in what they are about.

In come two frames and how many statements of the article use each term; out goes a score from 0 to 1 and what counted,
in words. Symmetric apart from the order in the text; knows no claim.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from factdb.link.frame import Frame, Lineage
from factdb.words import Stance

# Learned by logistic regression on annotated news, each matter held out in turn to choose them; `bias` counts always.
ALIKE: Mapping[str, Mapping[str, float]] = {
    "repeats": {
        "bias": -2.43,
        "close": 2.02,
        "cosine": 0.39,
        "echo": 0.61,
        "given_accused": 0.5,
        "held": 0.73,
        "lead": -0.54,
        "lead_both": 1.17,
        "near": -0.88,
        "next": 0.25,
        "nothing_shared": -0.46,
        "other_accused": 0.55,
        "other_names": -0.05,
        "overlap": 0.8,
        "plain": 1.02,
        "same_accused": 0.24,
        "same_line": -0.14,
        "same_party": 0.23,
        "same_speaker": -0.06,
        "says_on": -0.08,
        "shared_concepts": 1.26,
        "shared_plain": 0.34,
        "thin": 0.78,
    },
    "answers": {
        "accused_answers": 0.79,
        "admits": -0.59,
        "after": 0.88,
        "after_near": -0.11,
        "bias": -0.45,
        "close": 1.39,
        "cosine": 0.14,
        "declines": 0.47,
        "declines_near": -1.7,
        "differ": -0.45,
        "differ_party": -0.48,
        "echo": 0.17,
        "given_accused": 0.26,
        "held": 1.55,
        "implicit": -0.57,
        "implicit_words": 0.71,
        "lead": 1.37,
        "lead_both": -0.8,
        "near": 0.17,
        "next": 0.3,
        "nothing_shared": -0.89,
        "other_accused": -0.17,
        "other_names": -0.21,
        "overlap": 0.91,
        "plain": -0.88,
        "points_back": 0.3,
        "points_near": 0.67,
        "same_accused": -0.61,
        "same_line": -0.42,
        "same_party": -0.48,
        "same_speaker": -0.52,
        "says_on": 0.1,
        "shared": 0.83,
        "shared_concepts": 0.56,
        "shared_plain": 0.4,
        "shared_words": 0.26,
        "thin": 0.38,
        "untrue": -0.25,
        "withdraws": 0.16,
    },
    "goes on": {
        "admits": -1.94,
        "bias": 0.09,
        "close": -0.24,
        "cosine": 0.42,
        "declines": -0.33,
        "declines_near": -0.17,
        "differ": -0.34,
        "differ_party": -0.19,
        "echo": 0.18,
        "given_accused": 0.36,
        "held": 0.52,
        "implicit": -1.27,
        "implicit_words": -0.36,
        "lead": 0.55,
        "lead_both": 0.2,
        "near": 0.19,
        "next": 0.48,
        "nothing_shared": -0.06,
        "other_accused": 0.22,
        "other_names": -0.11,
        "overlap": -0.02,
        "plain": 0.12,
        "points_back": 0.09,
        "points_near": -0.05,
        "same_accused": 0.36,
        "same_line": 0.3,
        "same_party": 0.15,
        "same_speaker": 0.19,
        "says_on": 0.38,
        "shared": 0.68,
        "shared_words": 0.31,
        "thin": 0.13,
        "untrue": 0.43,
        "withdraws": -0.42,
    },
}


def kind_of(one: Frame, other: Frame) -> str:
    """Which pair two statements make: two assertions, an assertion and its answer, or two answers."""
    asserts = (one.statement.stance, other.statement.stance).count(Stance.ASSERTS)
    return ("goes on", "answers", "repeats")[asserts]


def likeness(one: Frame, other: Frame, local: Mapping[str, float], lineage: Lineage) -> float:
    """How likely two statements of one article are about the same, 0 to 1; `one` stands first."""
    weights = ALIKE[kind_of(one, other)]
    found = features(one, other, local, lineage)
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def reason(one: Frame, other: Frame, lineage: Lineage) -> str:
    """What two statements share, in words."""
    shared = {term: min(weight, other.terms[term]) for term, weight in one.terms.items() if term in other.terms}
    parts = [told(shared, 5)] if shared else []
    if akin(one.accused, other.accused, lineage):
        parts.append("same accused " + ", ".join(sorted(one.accused & other.accused or one.accused)))
    denial = next((frame for frame in (one, other) if frame.statement.stance is Stance.DENIES), None)
    if denial is not None and akin([denial.speaks], (other if denial is one else one).accused, lineage):
        parts.append("the accused answers")
    if one.points_back or other.points_back:
        parts.append("points back to what was said before")
    if one.statement.quote == other.statement.quote:
        parts.append("same sentence")
    return "; ".join(parts) or "stands beside it"


def told(shared: Mapping[str, float], most: int) -> str:
    """Shared terms in words with their weights, the heaviest first; what stands for one word twice is told once."""
    ranked = sorted(shared, key=lambda term: (shared[term], term))
    weights = {term[2:]: shared[term] for term in ranked}
    names = sorted(weights, key=lambda name: (-weights[name], name))[:most]
    return "shared terms " + ", ".join(f"{name} ({weights[name]:.1f})" for name in names)


def local_weights(frames: Iterable[Frame]) -> dict[str, float]:
    """How much a term tells statements of one article apart: 1 for a term of one statement, less for a common one."""
    frames = tuple(frames)
    counts = Counter(term for frame in frames for term in frame.terms)
    size = len(frames) + 1
    return {term: log(1 + size / count) / log(1 + size) for term, count in counts.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Both:
    """What the terms of two statements have in common, by the weights of the article and plainly."""

    cosine: float
    plain: float
    held: float
    shared: float
    shared_words: float
    words: float
    concepts: float


def _both(one: Frame, other: Frame, local: Mapping[str, float]) -> _Both:
    small, large = (one, other) if len(one.terms) <= len(other.terms) else (other, one)
    inner = plain = shared = shared_words = words = concepts = 0.0
    for term, weight in small.terms.items():
        rival = large.terms.get(term)
        if rival is None:
            continue
        tells, least = local.get(term, 1.0), min(weight, rival)
        inner += weight * rival * tells * tells
        plain += weight * rival
        shared += least * tells
        if term[0] in "wc":
            words += least
            shared_words += least * tells
            concepts += least if term[0] == "c" else 0.0
    if not shared:
        return _Both(cosine=0.0, plain=0.0, held=0.0, shared=0.0, shared_words=0.0, words=0.0, concepts=0.0)
    whole = min(sum(weight * local.get(term, 1.0) for term, weight in frame.terms.items()) for frame in (one, other))
    norms = [sum((w * local.get(term, 1.0)) ** 2 for term, w in frame.terms.items()) for frame in (one, other)]
    plains = [sum(weight * weight for weight in frame.terms.values()) for frame in (one, other)]
    return _Both(
        cosine=inner / sqrt(norms[0] * norms[1]),
        plain=plain / sqrt(plains[0] * plains[1]),
        held=shared / whole,
        shared=shared,
        shared_words=shared_words,
        words=words,
        concepts=concepts,
    )


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
    both = _both(one, other, local)
    words = both.words
    away = max(0, -shared)
    found = {
        "bias": 1.0,
        "cosine": both.cosine,
        "plain": both.plain,
        "held": both.held,
        "shared": min(1.0, both.shared / 8),
        "shared_words": min(1.0, both.shared_words / 6),
        "shared_plain": min(1.0, words / 10),
        "shared_concepts": min(1.0, both.concepts / 6),
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
