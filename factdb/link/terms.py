"""What words are found by: language-neutral terms with weights.

In come words with their places and the parties that they name, out go terms: `p:` a party, `c:` a concept, `n:` a
number, `w:` what a word means where the lexicon knows it, else the word without its affixes; of words that a concept
covers only the first of each meaning, since the concept unites the others. Nothing here knows a statement.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from factdb.languages.concepts import ConceptIndex, broader
from factdb.languages.linking import Linking, frequency, stem
from factdb.languages.meanings import meaning_of
from factdb.records import Mention

COMMON = 6.5
RAREST = 4.0
PARTY_WEIGHT = 1.5
NUMBER_WEIGHT = 2.5
CONCEPT_WEIGHT = 2.0
KIND_SHARE = 0.4
LONGEST_WORD = 60  # what is longer is no word, and an index may refuse it


def terms_of(
    tokens: Sequence[tuple[int, str]],
    named: Sequence[Mention],
    linking: Linking,
    concepts: ConceptIndex,
    lineage: Callable[[str], tuple[str, ...]],
) -> dict[str, float]:
    """The terms of words that stand at the given places, with weights; words that name a party count as the party."""
    terms: dict[str, float] = {}
    lower = [word.lower() for _, word in tokens]
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
    for place, (at, word) in enumerate(tokens):
        if any(one.start <= at < one.end for one in named) or lower[place] in unsaid:
            continue
        if word[0].isdigit():
            number = _number(word)
            if number:
                terms[number] = NUMBER_WEIGHT
            continue
        is_name = word[0].isupper() and place > 0
        base = lower[place] if is_name else stem(lower[place], linking)
        if not 3 <= len(base) <= LONGEST_WORD or base in linking.stop:
            continue
        weight = rarity(base, lower[place], linking.code)
        term = f"w:{meaning_of(lower[place], base, linking.code, first=place in covered)}"
        terms[term] = max(terms.get(term, 0.0), weight * (0.6 if place in covered else 1.0))
    return terms


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
