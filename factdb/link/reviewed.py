"""Whether the words that somebody assessed are those of a claim: a verdict tied to another claim would be a slander.

Two texts come in, how near they are goes out. The words have to stand in the same order, and nothing that turns a
sentence round (a negation, "false") nor a number may stand in one text alone.
"""

import re
from difflib import SequenceMatcher

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
    ours, theirs = _content(claim, words), _content(reviewed, words)
    if _plain(reviewed) == _plain(claim):
        return bool(ours)
    alone = {word for word in set(ours) ^ set(theirs) if _decides(word, words)}
    return not alone and len(set(ours) & set(theirs)) >= FEWEST and nearness(reviewed, claim, language) >= NEAR


def nearness(one: str, other: str, language: str) -> float:
    """How much of two texts is shared, word for word and in order, from 0 to 1."""
    words = linking(language)
    return SequenceMatcher(None, _content(one, words), _content(other, words), autojunk=False).ratio()


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _content(text: str, words: Linking) -> list[str]:
    """The stems of a text, in order, without words that carry no content; negations stay."""
    told = (word.strip("'’-") for word in re.findall(r"[\w'’-]+", text.casefold()))
    kept = (word for word in told if word and (word not in words.stop or _decides(word, words)))
    return [word if _decides(word, words) else stem(word, words) for word in kept][:MOST]


def _decides(word: str, words: Linking) -> bool:
    """Whether a word makes another claim of a sentence."""
    turned = words.negation | words.untrue
    return word in turned or word.endswith(("n't", "n’t")) or any(letter.isdigit() for letter in word)
