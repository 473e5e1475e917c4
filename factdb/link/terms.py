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
from factdb.languages.frequency import commonness
from factdb.languages.linking import Linking, stem
from factdb.languages.meanings import meaning_of
from factdb.link.tokens import Token
from factdb.records import Mention

COMMON = 6.5
RAREST = 4.0
PARTY_WEIGHT = 1.5
NUMBER_WEIGHT = 2.5
CONCEPT_WEIGHT = 2.0
KIND_SHARE = 0.4
COVERED = 0.6  # the share of its weight that a word keeps of which a concept tells
WORDS_KEPT = 1 << 15
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
    worth = _worth(linking)
    covered: set[int] = set()
    for start, end, concept, weight in concepts.found(lower):
        if end - start == 1 and lower[start] in worth.unsaid:
            continue
        covered.update(range(start, end))
        name, most, kinds = _concept(concept, weight)
        terms[name] = max(terms.get(name, 0.0), most)
        for kind in kinds:
            terms.setdefault(kind, most * KIND_SHARE)
    starts = [at for at, _, _ in tokens]
    names = {place for one in named for place in range(bisect_left(starts, one.start), bisect_left(starts, one.end))}
    for place, (_, word, low) in enumerate(tokens):
        if place in names:
            continue
        found = worth.of_name(low) if place and word[0].isupper() else worth.of_word(low)
        if found is not None:
            term, weight = found[place in covered]
            if weight > terms.get(term, 0.0):
                terms[term] = weight
    return terms


@cache
def _concept(concept: str, weight: float) -> tuple[str, float, tuple[str, ...]]:
    """The term of a concept, its weight, and the terms of what it is a kind of."""
    return f"c:{concept}", CONCEPT_WEIGHT * weight, tuple(f"c:{kind}" for kind in broader(concept))


_Worth = tuple[tuple[str, float], tuple[str, float]]
"""The term of a word with its weight, and the same where a concept covers the word."""


class Worth:
    """What the words of a language are worth; words come again and again, and are looked up once."""

    def __init__(self, linking: Linking) -> None:
        self._linking, self.unsaid = linking, spoken(linking)
        self.of_word = lru_cache(WORDS_KEPT)(lambda low: self._looked_up(low, is_name=False))
        self.of_name = lru_cache(WORDS_KEPT)(lambda low: self._looked_up(low, is_name=True))

    def _looked_up(self, low: str, *, is_name: bool) -> _Worth | None:
        """The worth of a lower-cased word, None where it is no term; a name has no affixes."""
        if low in self.unsaid:
            return None
        if low[0].isdigit():
            number = _number(low)
            return ((number, NUMBER_WEIGHT), (number, NUMBER_WEIGHT)) if number else None
        base = low if is_name else stem(low, self._linking)
        if not 3 <= len(base) <= LONGEST_WORD or base in self._linking.stop:
            return None
        code = self._linking.code
        weight = rarity(base, low, code)
        plain, narrow = (f"w:{meaning_of(low, base, code, first=first)}" for first in (False, True))
        return (plain, weight), (narrow, weight * COVERED)


_worth = cache(Worth)


def rarity(base: str, word: str, code: str) -> float:
    """The weight of a word: 0 for the most frequent ones, `RAREST` for rare and unknown ones."""
    return max(0.2, min(RAREST, COMMON - max(commonness(base, code), commonness(word, code))))


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
