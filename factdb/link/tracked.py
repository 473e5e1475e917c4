"""Tracked claims draw what fits them: a claim that a person worded, read as if an article had told of it.

In come a tracked claim and groups of found appearances; out goes how well they fit. A group goes as a whole. What the
groups are never depends on the tracked claims, and whether a claim draws one depends on these two alone, so that
neither the order of loading nor that of tracking matters.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import exp, sqrt

from factdb.languages import codes
from factdb.languages.frequency import frequency
from factdb.link.frame import Lineage, frames_of, topic_of, words_of
from factdb.link.likeness import akin
from factdb.link.partition import Group
from factdb.link.tokens import tokens_in
from factdb.records import Appearance, Article, Gazetteer, Span, Statement, Tracked
from factdb.words import WITNESS, Stance

DRAWS = 0.3
"""How well a group must fit a claim on average: of appearances that score as much, six of ten belong to the claim."""

LARGE = 25.0
# Learned by logistic regression on the claims of annotated news, worded by people, each matter held out in turn.
FITS: Mapping[str, float] = {
    "bias": -4.32,
    "shared": 1.73,
    "cosine": 2.69,
    "held": 2.51,
    "concepts": 1.56,
    "numbers": 1.42,
    "topic": 1.75,
    "other_accused": -0.29,
}
ENGLISH = "en"
OWN = "wcn"
Fit = tuple[float, str]


def profile_of(claim: Tracked, gazetteer: Gazetteer) -> Appearance:
    """A tracked claim as an appearance of its own, asserted by nobody who is known, on no day, in no article.

    Its terms are read from title and proposition in their language, from each of its terms in the language that uses
    those words most. Its accused are known by their canonical names; its key follows from its words.
    """
    code = claim.language if claim.language in codes() else ENGLISH
    texts = {code: [claim.title, claim.proposition]}
    for term in claim.terms:
        texts.setdefault(_language_of(term, code), []).append(term)
    terms: dict[str, float] = {}
    for language, told in sorted(texts.items()):
        for name, weight in _terms(". ".join(told), language, gazetteer).items():
            terms[name] = max(weight, terms.get(name, 0.0))
    words = [claim.slug, claim.title, claim.proposition, *claim.accused, *claim.terms]
    return Appearance(
        key=sha256("\n".join(words).encode()).hexdigest()[:32],
        article="",
        language=code,
        members=(),
        accused=tuple(gazetteer.lineage(name)[0] for name in claim.accused),
        terms=tuple(sorted(terms.items(), key=lambda one: (-one[1], one[0]))),
        title=claim.title,
        proposition=claim.proposition,
        stances=(Stance.ASSERTS,),
    )


def fit_of(profile: Appearance, one: Appearance, lineage: Lineage) -> Fit:
    """How well an appearance fits a tracked claim, 0 to 1, and by what, in words."""
    mine, theirs = dict(profile.terms), dict(one.terms)
    total = sum(FITS[name] * value for name, value in _evidence(mine, theirs).items())
    total += FITS["other_accused"] * (akin(profile.accused, one.accused, lineage) is False)
    shared = sorted((-min(weight, theirs[term]), term) for term, weight in mine.items() if term in theirs)
    named = ", ".join(f"{term[2:]} ({-weight:.1f})" for weight, term in shared[:6])
    return round(1 / (1 + exp(-total)), 4), f"fits the tracked claim: shared terms {named}"


def may_draw(profile: Appearance, one: Appearance, lineage: Lineage) -> bool:
    """Whether an appearance alone would be drawn by a tracked claim; no group without such a one ever is."""
    return fit_of(profile, one, lineage)[0] >= DRAWS


def drawn_by(
    profiles: Mapping[int, Appearance], group: Group, appearances: Mapping[str, Appearance], lineage: Lineage
) -> tuple[int, tuple[Fit, ...]] | None:
    """The tracked claim that draws a group, with the fit of each of its appearances; None where none does.

    `profiles` are by number of the claim. Of several the one that the group fits best on average draws it; at a draw
    the one with the greater key of its profile, which its words give it.
    """
    found: list[tuple[float, str, int, tuple[Fit, ...]]] = []
    for number, profile in profiles.items():
        fits = tuple(fit_of(profile, appearances[key], lineage) for key in group.appearances)
        mean = sum(score for score, _ in fits) / len(fits)
        if mean >= DRAWS:
            found.append((round(mean, 6), profile.key, number, fits))
    if not found:
        return None
    _, _, number, fits = max(found)
    return number, fits


def _evidence(mine: Mapping[str, float], theirs: Mapping[str, float]) -> dict[str, float]:
    """What the terms of a tracked claim and those of an appearance have in common."""
    ours, told = _of(mine, OWN), _of(theirs, OWN)
    topic = {term[2:]: weight for term, weight in theirs.items() if term[0] == "t"}
    matter = {term[2:]: weight for term, weight in mine.items() if term[0] == "t"}
    shared = _shared(ours, told)
    whole = min(sum(ours.values()), sum(told.values()), LARGE)
    squares = sum(weight * weight for weight in ours.values()) * sum(weight * weight for weight in told.values())
    inner = sum(weight * told[term] for term, weight in ours.items() if term in told)
    return {
        "bias": 1.0,
        "shared": min(1.0, shared / 12),
        "cosine": inner / sqrt(squares) if squares else 0.0,
        "held": shared / whole if whole else 0.0,
        "concepts": min(1.0, _shared(_of(ours, "c"), told) / 6),
        "numbers": min(1.0, _shared(_of(ours, "n"), told) / 2.5),
        "topic": _shared(matter, topic) / (sum(topic.values()) or 1.0),
    }


def _of(terms: Mapping[str, float], kinds: str) -> dict[str, float]:
    return {term: weight for term, weight in terms.items() if term[0] in kinds}


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(min(weight, other[term]) for term, weight in one.items() if term in other)


def _language_of(term: str, code: str) -> str:
    """The language whose speakers use the words of a term most; at a draw the claim's own."""
    words = [low for _, _, low in tokens_in(term)]
    return max(codes(), key=lambda one: (round(sum(frequency(word, one) for word in words), 1), one == code, one))


def _terms(text: str, code: str, gazetteer: Gazetteer) -> dict[str, float]:
    """What a text is found by, as linking reads a statement; each word and concept is its matter (`t:`), too."""
    article, whole = Article(key="", text=text, source="", language=code), Span(0, len(text))
    told: Sequence[Statement] = [
        Statement(
            key="",
            article="",
            quote=whole,
            content=whole,
            stance=Stance.ASSERTS,
            speaker="",
            party=WITNESS,
            mentions=gazetteer.mentions(text, code),
        )
    ]
    words = words_of(code)
    topic = topic_of(article, words, gazetteer.lineage)
    (frame,) = frames_of(article, told, topic, words, gazetteer.lineage)
    topic = {f"t:{term[2:]}": weight for term, weight in frame.terms.items() if term[0] in "wc"}
    return {term: round(weight, 3) for term, weight in {**frame.terms, **topic}.items()}
