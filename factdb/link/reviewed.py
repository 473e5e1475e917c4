"""Whether the words that somebody assessed are those of a claim: a verdict tied to another claim would be a slander.

Two texts come in, how near they are goes out. The words have to stand in the same order, and nothing that turns a
sentence round (a negation, "false") nor a number may stand in one text alone.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache

from factdb.languages.linking import Linking, linking, stem

NEAR = 0.8
"""How much of both texts has to be shared, in order: one word in five may differ."""

FEWEST = 3
"""Words of content that have to be shared; two words are a topic."""

MOST = 300
"""Words of a text that are compared."""


def says_the_same(reviewed: str, claim: str, language: str) -> bool:
    """Whether these words say what a claim says, word for word or nearly so.

    >>> says_the_same("North Korea sold shells to Russia", "North Korea sold Russia shells", "en")
    True
    >>> says_the_same("North Korea never sold Russia shells", "North Korea sold Russia shells", "en")
    False
    """
    words = linking(language)
    ours, theirs = _content(claim, language), _content(reviewed, language)
    if _plain(reviewed) == _plain(claim):
        return bool(ours)
    alone = {word for word in set(ours) ^ set(theirs) if _decides(word, words)}
    return not alone and len(set(ours) & set(theirs)) >= FEWEST and nearness(reviewed, claim, language) >= NEAR


def nearness(one: str, other: str, language: str, least: float = 0.0) -> float:
    """How much of two texts is shared, word for word and in order, from 0 to 1; 0 where it is less than `least`."""
    ours, theirs = _content(one, language), _content(other, language)
    enough = least * (len(ours) + len(theirs)) / 2
    # Too short, or too few shared words in whatever order: both are quick to tell.
    if min(len(ours), len(theirs)) < enough or sum((Counter(ours) & Counter(theirs)).values()) < enough:
        return 0.0
    near = SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
    return near if near >= least else 0.0


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@lru_cache(maxsize=50_000)
def _content(text: str, language: str) -> tuple[str, ...]:
    """The stems of a text, in order, without words that carry no content; negations stay."""
    words = linking(language)
    told = (word.strip("'’-") for word in re.findall(r"[\w'’-]+", text.casefold()))
    kept = (word for word in told if word and (word not in words.stop or _decides(word, words)))
    return tuple(word if _decides(word, words) else stem(word, words) for word in kept)[:MOST]


def _decides(word: str, words: Linking) -> bool:
    """Whether a word makes another claim of a sentence."""
    turned = words.negation | words.untrue
    return word in turned or word.endswith(("n't", "n’t")) or any(letter.isdigit() for letter in word)
