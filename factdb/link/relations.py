"""Which claim is narrower than which: what a person may confirm, never merged.

In come claims as they are worded, each with the claims near to it; out go the wider ones of each. A claim is narrower
where the same party is accused, it says nearly all that the other says (a rocket is a weapon) and adds something of
its own: a place, a number, a recipient, a kind of thing. Depends on the words of the two alone.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factdb.languages import codes
from factdb.languages.concepts import ConceptHit, broader
from factdb.languages.linking import stem
from factdb.languages.meanings import meaning_of
from factdb.languages.quantities import quantity_words
from factdb.link.frame import Lineage, Words, words_of
from factdb.link.likeness import akin
from factdb.link.terms import CONCEPT_WEIGHT, NUMBER_WEIGHT, PARTY_WEIGHT, rarity, spoken
from factdb.link.tokens import tokens_in
from factdb.records import Gazetteer

# Chosen by reading what came out of annotated and of plain news.
HELD = 0.78  # the part of what the wider claim says, by weight, that the narrower one says too
ADDED = 0.4  # the part of the narrower one that is its own at least: two that say the same are neither
SPECIFIC = 7.0  # weight of what the wider one says: three or four telling words, or nothing could be told
TELLING = 5.0  # weight of what the narrower one adds
MOST = 2
FEW_WORDS = 6
SHORTEST = 3
UNDONE = frozenset({"c:intimidation", "c:plan", "c:fear", "c:promise", "c:proposal"})
"""An act that is threatened, planned or feared is not the act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A claim as relations see it: its `key`, and what its words say.

    `said` are its terms with weights, `kinds` what these are kinds or parts of. `exact` are those of `said` that
    another claim must hold to the letter: names, parties and numbers. `manner` tells whether it is told as
    done, and without a word for no or untrue. `accused` come with the likeliest first.
    """

    key: str
    accused: tuple[str, ...]
    said: Mapping[str, float]
    kinds: frozenset[str]
    exact: frozenset[str]
    manner: tuple[bool, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """That one claim is narrower than another, by their keys: score 0 to 1, and why in words."""

    narrower: str
    wider: str
    score: float
    rule: str


def worded(key: str, text: str, language: str, accused: tuple[str, ...], gazetteer: Gazetteer) -> Worded:
    """A claim of these words; a language without a pack is read as English."""
    words = words_of(language if language in codes() else "en")
    tokens = tokens_in(text)
    lower = [low for _, _, low in tokens]
    named = gazetteer.mentions(text, language)
    said = {f"p:{one.party}": PARTY_WEIGHT for one in named}
    kinds = {f"p:{above}" for one in named for above in gazetteer.lineage(one.party)[1:]}
    exact = set(said)
    taken = {place for place, (at, _, _) in enumerate(tokens) if any(one.start <= at < one.end for one in named)}
    for hit in _concepts(lower, taken, words):
        said[f"c:{hit.concept}"] = CONCEPT_WEIGHT * hit.weight
        kinds.update(f"c:{above}" for above in broader(hit.concept))
        taken.update(range(hit.start, hit.end))
    for place, (_, word, _) in enumerate(tokens):
        if place not in taken and (term := _term(word, place > 0 and word[0].isupper(), words)) is not None:
            name, weight, is_exact = term
            said[name] = weight
            exact.update([name] if is_exact else ())
    denied = words.linking.negation | words.linking.untrue
    is_done = UNDONE.isdisjoint(said) and words.linking.soft.isdisjoint(lower)
    return Worded(
        key=key,
        accused=accused,
        said=said,
        kinds=frozenset(kinds),
        exact=frozenset(exact),
        manner=(is_done, denied.isdisjoint(lower)),
    )


def _concepts(lower: Sequence[str], taken: Container[int], words: Words) -> list[ConceptHit]:
    """The concepts that words name, without those that these are kinds of; words that are taken name none."""
    found: dict[int, list[ConceptHit]] = {}
    for hit in words.concepts.found(lower):
        if hit.start not in taken and spoken(words.linking).isdisjoint(lower[hit.start : hit.end]):
            found.setdefault(hit.start, []).append(hit)
    return [hit for hits in found.values() for hit in hits if hit.concept not in _above(hits)]


def _above(hits: Iterable[ConceptHit]) -> set[str]:
    return {above for hit in hits for above in broader(hit.concept)}


def _term(word: str, is_name: bool, words: Words) -> tuple[str, float, bool] | None:
    """The term of a word, its weight and whether it counts to the letter; None for a word that tells nothing."""
    low, code = word.lower(), words.linking.code
    number = low.replace(".", "").replace(",", "") if word[0].isdigit() else _numbers(code).get(low)
    if number is not None:
        return f"n:{number}", NUMBER_WEIGHT, True
    base = low if is_name else stem(low, words.linking)
    if len(base) < SHORTEST or base in words.linking.stop or low in spoken(words.linking):
        return None
    return f"w:{meaning_of(low, base, code, first=False)}", rarity(base, low, code), is_name


@cache
def _numbers(code: str) -> Mapping[str, str]:
    """Number words, but for those that alone count nothing."""
    words = quantity_words(code)
    return {word: f"{value:g}" for word, value in words.numbers.items() if word not in words.single}


def wider(one: Worded, near: Iterable[Worded], lineage: Lineage) -> list[Relation]:
    """The claims that one is narrower than, the surest first, `MOST` at most."""
    found = (narrower(one, other, lineage) for other in near)
    return sorted((each for each in found if each is not None), key=lambda each: (-each.score, each.wider))[:MOST]


def narrower(one: Worded, other: Worded, lineage: Lineage) -> Relation | None:
    """That one claim is narrower than the other, None where it is not or cannot be told."""
    if one.manner != other.manner or not same_act(one.accused, other.accused, lineage):
        return None
    accused = {f"p:{above}" for party in (*one.accused, *other.accused) for above in lineage(party)}
    holds = {*one.said, *one.kinds, *(f"p:{above}" for party in one.accused for above in lineage(party))}
    if not other.exact <= holds:
        return None
    theirs = {term: weight for term, weight in other.said.items() if term not in accused}
    mine = {term: weight for term, weight in one.said.items() if term not in accused}
    shared = {term: weight for term, weight in theirs.items() if term in holds}
    own = {term: weight for term, weight in mine.items() if term not in other.said and term not in other.kinds}
    whole, added = _sum(theirs), _sum(own)
    score = _sum(shared) / whole if whole else 0.0
    if whole < SPECIFIC or score < HELD or added < max(TELLING, ADDED * _sum(mine)):
        return None
    if not any(term[0] == "c" for term in shared):
        return None
    return Relation(
        narrower=one.key,
        wider=other.key,
        score=round(score, 2),
        rule=f"of the same accused it says {_named(shared)} as well and adds {_named(own)}",
    )


def same_act(one: Sequence[str], other: Sequence[str], lineage: Lineage) -> bool:
    """Whether the party most likely accused in each is accused in the other, too, or one stands under the other."""
    return bool(akin(one[:1], other, lineage) and akin(other[:1], one, lineage))


def _sum(terms: Mapping[str, float]) -> float:
    return round(sum(weight for _, weight in sorted(terms.items())), 6)


def _named(terms: Mapping[str, float]) -> str:
    """The terms that weigh most, in words."""
    ranked = sorted(terms, key=lambda term: (-terms[term], term))
    return ", ".join(term[2:].replace("_", " ") for term in ranked[:FEW_WORDS])
