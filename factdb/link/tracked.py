"""Tracked claims draw what fits them: a claim that a person worded, read as if an article had told of it.

In come tracked claims, groups of found appearances and the parties; out goes which group lands in which claim. A group
goes as a whole, to the claim that it fits best; what the groups are never depends on the tracked claims, and whether one
is drawn depends on nothing but itself, so that neither the order of loading nor that of tracking matters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from factdb.languages import codes
from factdb.languages.linking import frequency
from factdb.link.compare import compare
from factdb.link.frame import TOKEN, Lineage, frames_of, topic_of, words_of
from factdb.link.partition import ATTACH, UNITE, Group
from factdb.link.settle import MOST_TERMS
from factdb.records import Appearance, Article, Gazetteer, Span, Statement, Tie, Tracked
from factdb.words import WITNESS, Stance

LEAST = min(UNITE, ATTACH)
ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Where a group of appearances lands: the key of a tracked claim's profile, how surely, and why in words."""

    profile: str
    score: float
    rule: str


def profile_of(claim: Tracked, gazetteer: Gazetteer) -> Appearance:
    """A tracked claim as an appearance of its own, asserted by nobody who is known, on no day.

    Its terms are read from title and proposition in their language, from each word of `terms` in the language that
    uses it most. Its key follows from its content; its accused are known by their canonical names.
    """
    code = claim.language if claim.language in codes() else ENGLISH
    texts = {code: [claim.title, claim.proposition]}
    for term in claim.terms:
        texts.setdefault(_language_of(term, code), []).append(term)
    terms: dict[str, float] = {}
    for language, told in sorted(texts.items()):
        for term, weight in _terms(". ".join(told), language, gazetteer).items():
            terms[term] = max(weight, terms.get(term, 0.0))
    key = sha256("\n".join([claim.slug, claim.title, claim.proposition, *claim.terms]).encode()).hexdigest()[:32]
    return Appearance(
        key=key,
        article="",
        language=code,
        members=(),
        accused=tuple(gazetteer.lineage(name)[0] for name in claim.accused),
        terms=tuple(sorted(terms.items(), key=lambda one: (-one[1], one[0]))),
        title=claim.title,
        proposition=claim.proposition,
        stances=(Stance.ASSERTS,),
    )


def pull_of(profile: Appearance, one: Appearance, lineage: Lineage) -> Tie | None:
    """The tie between a tracked claim and an appearance, None where it is too thin to draw anything."""
    tie = compare(profile, one, lineage)
    return tie if tie is not None and tie.score >= LEAST else None


def drawn(
    group: Group, appearances: Mapping[str, Appearance], profiles: Sequence[Appearance], lineage: Lineage
) -> Drawn | None:
    """The tracked claim that a group lands in, None where it fits none.

    A group that holds an assertion is drawn by how well its appearances fit on average, as groups unite; one that only
    answers by its best fit, as answers attach.
    """
    found = []
    asserts = any(Stance.ASSERTS in appearances[key].stances for key in group.appearances)
    for profile in profiles:
        ties = [tie for key in group.appearances if (tie := pull_of(profile, appearances[key], lineage))]
        if not ties:
            continue
        best = max(ties, key=lambda tie: (tie.score, tie.one, tie.other))
        score = sum(tie.score for tie in ties) / len(group.appearances) if asserts else best.score
        if score >= (UNITE if asserts else ATTACH):
            found.append((score, profile.key, best.rule))
    if not found:
        return None
    score, key, rule = max(found)
    return Drawn(profile=key, score=round(score, 4), rule=f"fits the tracked claim: {rule}")


def _language_of(term: str, code: str) -> str:
    """The language whose speakers use the words of a term most; at a draw the claim's own."""
    words = [found.group().lower() for found in TOKEN.finditer(term)]
    return max(codes(), key=lambda one: (round(sum(frequency(word, one) for word in words), 1), one == code, one))


def _terms(text: str, code: str, gazetteer: Gazetteer) -> dict[str, float]:
    """What a text is found by, and what matter it tells of, as linking reads an article's statement and opening."""
    article = Article(key="", text=text, source="", language=code)
    whole = Span(0, len(text))
    mentions = gazetteer.mentions(text, code)
    said = Statement(
        key="",
        article="",
        quote=whole,
        content=whole,
        stance=Stance.ASSERTS,
        speaker="",
        party=WITNESS,
        mentions=mentions,
    )
    words = words_of(code)
    frame = frames_of(article, [said], words, gazetteer.lineage)[0]
    heaviest = sorted(frame.terms.items(), key=lambda one: (-one[1], one[0]))[:MOST_TERMS]
    topic = {f"t:{term[2:]}": 0.5 * weight for term, weight in topic_of(article, words, gazetteer.lineage).items()}
    return {term: round(weight, 3) for term, weight in (*heaviest, *topic.items())}
