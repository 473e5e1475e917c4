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


THIN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A frame with what its terms amount to: `whole` and `norm` by the weights of its article, `plain` without."""

    frame: Frame
    whole: float
    norm: float
    plain: float


def kind_of(one: Frame, other: Frame) -> str:
    """Which pair two statements make: two assertions, an assertion and its answer, or two answers."""
    asserts = (one.statement.stance, other.statement.stance).count(Stance.ASSERTS)
    return ("goes on", "answers", "repeats")[asserts]


def likeness(one: Weighed, other: Weighed, local: Mapping[str, float], lineage: Lineage) -> float:
    """How likely two statements of one article are about the same, 0 to 1; `one` stands first."""
    weights = ALIKE[kind_of(one.frame, other.frame)]
    total = 0.0
    for name, value in features(one, other, local, lineage).items():
        total += weights.get(name, 0.0) * value
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


def weighed(frame: Frame, local: Mapping[str, float]) -> Weighed:
    """A frame with the sums of its terms; each frame is compared with many, and these do not change."""
    told = [weight * local.get(term, 1.0) for term, weight in frame.terms.items()]
    return Weighed(
        frame=frame,
        whole=sum(told),
        norm=sum([one**2 for one in told]),
        plain=sum([weight * weight for weight in frame.terms.values()]),
    )


def _in_common(one: Weighed, other: Weighed, local: Mapping[str, float]) -> dict[str, float]:
    """What the terms of two statements have in common, by the weights of the article and plainly."""
    small, large = one.frame.terms, other.frame.terms
    if small.keys().isdisjoint(large):
        return {"nothing_shared": 1.0}
    if len(small) > len(large):
        small, large = large, small
    inner = plain = shared = shared_words = words = concepts = 0.0
    for term, weight in small.items():
        rival = large.get(term)
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
    return {
        "cosine": inner / sqrt(one.norm * other.norm),
        "plain": plain / sqrt(one.plain * other.plain),
        "held": shared / min(one.whole, other.whole),
        "shared": min(1.0, shared / 8),
        "shared_words": min(1.0, shared_words / 6),
        "shared_plain": min(1.0, words / 10),
        "shared_concepts": min(1.0, concepts / 6),
        "nothing_shared": float(words < 0.5),
    }


def akin(one: Iterable[str], other: Iterable[str], lineage: Lineage) -> bool | None:
    """Whether two sets of parties share one, or one stands under another; None where a set is empty."""
    one, other = tuple(one), tuple(other)
    if not one or not other:
        return None
    for a in one:
        above = lineage(a)
        for b in other:
            if a == b or b in above or a in lineage(b):
                return True
    return False


def features(left: Weighed, right: Weighed, local: Mapping[str, float], lineage: Lineage) -> dict[str, float]:
    """What counts for or against two statements of one article being about the same; `left` stands first.

    What is not told counts nothing: of some thirty features a pair has ten, and an article has many pairs.
    """
    one, other = left.frame, right.frame
    mine, theirs = one.statement, other.statement
    gap = abs(one.place - other.place)
    overlap = min(mine.quote.end, theirs.quote.end) - max(mine.quote.start, theirs.quote.start)
    found = {"bias": 1.0, **_in_common(left, right, local)}
    found["near"] = exp(-(gap - 1) / 2.0)
    found["close"] = exp(-max(0, -overlap) / 400)
    if gap == 1:
        found["next"] = 1.0
    if one.line == other.line:
        found["same_line"] = 1.0
    if overlap > 0:
        found["overlap"] = 1.0
    same_act = akin(one.accused, other.accused, lineage)
    if same_act is not None:
        found["same_accused" if same_act else "other_accused"] = 1.0
        if same_act and not one.is_inherited and not other.is_inherited:
            found["given_accused"] = 1.0
    same_party = akin((one.speaks,), (other.speaks,), lineage)
    is_same = mine.speaker == theirs.speaker
    if is_same:
        found["same_speaker"] = 1.0
    if same_party:
        found["same_party"] = 1.0
    if gap == 1 and is_same:
        found["says_on"] = 1.0
    if gap == 1 and same_party and mine.is_direct is not theirs.is_direct:
        found["echo"] = 1.0
    found["lead"] = one.lead * other.lead
    found["lead_both"] = min(one.lead, other.lead)
    if one.names and other.names and one.names.isdisjoint(other.names):
        found["other_names"] = 1.0
    if min(one.weight, other.weight) < THIN:
        found["thin"] = 1.0
    if mine.stance is not Stance.ASSERTS or theirs.stance is not Stance.ASSERTS:
        found |= _answering(
            one, other, found["near"], found.get("shared_plain", 0.0), same_party=bool(same_party), lineage=lineage
        )
    return found


def _answering(
    one: Frame, other: Frame, near: float, shared: float, *, same_party: bool, lineage: Lineage
) -> dict[str, float]:
    """What counts besides where at least one of two statements answers; `shared` are the words in common."""
    stances = {one.statement.stance, other.statement.stance}
    denial, rest = (one, other) if one.statement.stance is not Stance.ASSERTS else (other, one)
    points, declines = float(one.points_back or other.points_back), float(Stance.DECLINES in stances)
    implicit, differ = float(not (one.is_explicit and other.is_explicit)), float(len(stances) == 2)
    found = {
        "points_back": points,
        "points_near": points * near,
        "untrue": float(denial.is_untrue),
        "implicit": implicit,
        "implicit_words": implicit * shared,
        "declines": declines,
        "declines_near": declines * near,
        "admits": float(Stance.ADMITS in stances),
        "withdraws": float(Stance.WITHDRAWS in stances),
        "differ": differ,
        "differ_party": differ * same_party,
    }
    if Stance.ASSERTS in stances:
        after = float(denial.place > rest.place)
        found["accused_answers"] = float(bool(akin((denial.speaks,), rest.accused, lineage)))
        found["after"] = after
        found["after_near"] = after * near
    return found
