"""What words are found by: language-neutral terms with weights.

In come words with their places and the parties that they name, out go terms: `p:` a party, `c:` a concept, `n:` a
number, `w:` what a word means where the lexicon knows it, else the word without its affixes; of words that a concept
covers only the first of each meaning, since the concept unites the others. Nothing here knows a statement.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from factdb.languages.concepts import ConceptIndex, broader
from factdb.languages.linking import Linking, frequency, stem
from factdb.languages.meanings import meaning_of
from factdb.link.tokens import Token
from factdb.records import Mention

COMMON = 6.5
RAREST = 4.0
PARTY_WEIGHT = 1.5
NUMBER_WEIGHT = 2.5
CONCEPT_WEIGHT = 2.0
KIND_SHARE = 0.4
LONGEST_WORD = 60  # what is longer is no word, and an index may refuse it


def terms_of(
    tokens: Sequence[Token],
    named: Sequence[Mention],
    linking: Linking,
    concepts: ConceptIndex,
    lineage: Callable[[str], tuple[str, ...]],
) -> dict[str, float]:
    """The terms of words that stand at the given places, with weights; words that name a party count as the party."""
    terms: dict[str, float] = {}
    lower = [low for _, _, low in tokens]
    for mention in named:
        terms[f"p:{lineage(mention.party)[-1]}"] = PARTY_WEIGHT
        terms[f"p:{mention.party}"] = PARTY_WEIGHT
    unsaid = spoken(linking)
    covered: set[int] = set()
    for hit in concepts.found(lower):
        if any(lower[at] in unsaid for at in range(hit.start, hit.end)) and hit.end - hit.start == 1:
            continue
        covered.update(range(hit.start, hit.end))
        terms[f"c:{hit.concept}"] = max(terms.get(f"c:{hit.concept}", 0.0), CONCEPT_WEIGHT * hit.weight)
        for kind in broader(hit.concept):
            terms.setdefault(f"c:{kind}", CONCEPT_WEIGHT * hit.weight * KIND_SHARE)
    ats = [at for at, _, _ in tokens]
    names = {place for one in named for place in range(bisect_left(ats, one.start), bisect_left(ats, one.end))}
    for place, (_, word, low) in enumerate(tokens):
        if place in names or low in unsaid:
            continue
        if word[0].isdigit():
            number = _number(word)
            if number:
                terms[number] = NUMBER_WEIGHT
            continue
        found = _worth(low, word[0].isupper() and place > 0, linking)
        if found is not None:
            plain, narrow, weight = found
            term = narrow if place in covered else plain
            terms[term] = max(terms.get(term, 0.0), weight * (0.6 if place in covered else 1.0))
    return terms


@lru_cache(1 << 16)
def _worth(low: str, is_name: bool, linking: Linking) -> tuple[str, str, float] | None:
    """The term of a lower-cased word, its term where a concept covers it, and its weight; None where it is no term.

    Words come again and again: what the tables say of one is asked once.
    """
    base = low if is_name else stem(low, linking)
    if not 3 <= len(base) <= LONGEST_WORD or base in linking.stop:
        return None
    plain, narrow = (meaning_of(low, base, linking.code, first=first) for first in (False, True))
    return f"w:{plain}", f"w:{narrow}", rarity(base, low, linking.code)


def rarity(base: str, word: str, code: str) -> float:
    """The weight of a word: 0 for the most frequent ones, `RAREST` for rare and unknown ones."""
    return max(0.2, min(RAREST, COMMON - max(frequency(base, code), frequency(word, code))))


@cache
def spoken(linking: Linking) -> frozenset[str]:
    """The words that are no terms: they tell that something is said, or what of it holds."""
    return linking.stop | linking.saying | linking.untrue | linking.negation | linking.own


def _number(word: str) -> str | None:
    """A number as a term, None for years and for small ones, which say little."""
    digits = re.sub(r"[.,](?=\d{3}(?!\d))", "", word)
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return None
    return f"n:{value:g}" if value >= 10 and not (1900 <= value <= 2100) else None
