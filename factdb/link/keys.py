"""The keys by which appearances that may be one claim find each other: pairs of words that seldom stand together.

In comes an appearance, out go numbers; two appearances are compared where they have one in common, be it in what is
said or in the openings of their articles. Which words make
keys follows from how often people use them, never from what else was loaded; each appearance has `MOST` keys at most,
and two that have nothing to do with each other share none.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from factdb.languages import codes
from factdb.languages.frequency import commonness
from factdb.records import Appearance, Keys

WORDS = 13
"""So many words of the opening, the heaviest, and of the statements, the rarest, are paired with each other."""

MOST = WORDS * (WORDS - 1)
PER_APPEARANCE = 7.2
"""The decimal logarithm of how seldom a word stands in an appearance is this less its frequency (Zipf scale)."""

SELDOM = 1.8
"""A word in more than one of sixty appearances finds nothing."""

TOGETHER = 5.5
"""Two words meet by chance in one of 300,000 appearances at most.

Of 2,281 ties strong enough to unite (5,600 appearances on many matters, a third on two wars) 99.5 % share a key.
"""

SELDOMMOST = 5.0
UNUSED_BITS = 32
"""Of the 64 bits of a hash; of a hundred million keys in a database one of fifty meets by chance."""


def keys_of(one: Appearance) -> Keys:
    """The keys of an appearance, signed numbers of 32 bits; none where it says nothing that is seldom said."""
    opening = frozenset(_opening(tuple(pair for pair in one.terms if pair[0][0] == "t")))
    said = [(term[2:], -seldomness(term[2:])) for term, _ in one.terms if term[0] in "wcn"]
    return Keys(opening=opening, said=frozenset(_pairs(said)) - opening)


@lru_cache(maxsize=16)
def _opening(terms: tuple[tuple[str, float], ...]) -> tuple[int, ...]:
    """The keys of an opening, asked for by one appearance of an article after the other."""
    return tuple(_pairs((term[2:], -weight) for term, weight in terms))


@lru_cache(maxsize=1 << 17)
def seldomness(name: str) -> float:
    """How seldom a word stands in an appearance, in any language: 2 for one of a hundred, 3 for one of a thousand.

    >>> seldomness("said") < SELDOM < seldomness("artillery") < seldomness("kursk")
    True
    """
    words = name.replace("_", " ")
    return min(SELDOMMOST, PER_APPEARANCE - max(commonness(words, code) for code in codes()))


def _pairs(ranked: Iterable[tuple[str, float]]) -> Iterable[int]:
    """The keys of the first words by rank, then by name, that are seldom enough together."""
    rank = {name: (place, name) for name, place in ranked if seldomness(name) >= SELDOM}
    chosen = sorted((name, seldomness(name)) for name in sorted(rank, key=rank.__getitem__)[:WORDS])
    return (_key(one, other) for (one, mine), (other, theirs) in combinations(chosen, 2) if mine + theirs >= TOGETHER)


@lru_cache(maxsize=1 << 16)
def _key(one: str, other: str) -> int:
    digest = blake2b(f"{one}\x1f{other}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) >> UNUSED_BITS
