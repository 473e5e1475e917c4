"""Finds names in a text with one automaton: all of them at once, whatever their number.

Comes in: a text and the names of one language. Goes out: where which name stands, longest first, none overlapping.
It knows nothing of parties: what a name stands for is the caller's own value.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

T = TypeVar("T")


def _base(code: int) -> str:
    """The unaccented letter below a Latin one, itself where there is none."""
    first = unicodedata.normalize("NFKD", chr(code))[0]
    return first if first.isalpha() and first.isascii() else chr(code)


_FOLD = {code: _base(code) for block in (range(0xC0, 0x250), range(0x1E00, 0x1F00)) for code in block}
_MARKS = (
    ("\u2019", "'"), ("\u2018", "'"), ("\u02bc", "'"), ("\u00a0", " "), ("\u202f", " "), ("\u2010", "-"),
    ("\u2011", "-"), ("\u0131", "i"),
)  # fmt: skip
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
"""Letters to fold; a text whose only other marks are quotation marks has none, and folding each letter takes long."""


def folded(text: str) -> str:
    """The text in small letters without accents, each code point still in its place.

    >>> folded("Türkiye’s İstanbul")
    "turkiye's istanbul"
    """
    if not text.isascii():
        for mark, plain in _MARKS:
            text = text.replace(mark, plain)
        if _ACCENTED.search(text):
            text = text.translate(_FOLD)
    return text.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Generic[T]):
    """A name to look for and what it stands for. `exact`: only as spelled; `loose`: capitals do not matter."""

    text: str
    means: T
    exact: bool = False
    loose: bool = False


class Finder(Generic[T]):
    """Looks for many names at once."""

    def __init__(self, names: Sequence[Name[T]], clitics: Sequence[str] = (), prefixes: Sequence[str] = ()) -> None:
        """`clitics` may end a name ("Rusia-nya"); after one of `prefixes` it is another word ("pro-Russian")."""
        self._names: dict[str, list[Name[T]]] = {}
        for name in names:
            self._names.setdefault(folded(name.text), []).append(name)
        self._patterns = tuple(self._names)
        self._automaton = AhoCorasick(self._patterns)
        self._clitics = tuple(clitics)
        self._prefixes = tuple(prefixes)

    def found(self, text: str) -> list[tuple[int, int, T]]:
        """(start, end, what it means), in order of place; of names that overlap the longest one, then the first."""
        low = folded(text)
        hits = sorted(self._hits(text, low), key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken = bytearray(len(text))
        kept = []
        for start, end, means in hits:
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                kept.append((start, end, means))
        return sorted(kept, key=lambda hit: hit[0])

    def _hits(self, text: str, low: str) -> Iterator[tuple[int, int, T]]:
        for index, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            if (start and low[start - 1].isalnum()) or not self._ends(low, end):
                continue
            if self._is_prefixed(low, start):
                continue
            words = text[start:end]
            for name in self._names[self._patterns[index]]:
                if _spelled(words, name):
                    yield start, end, name.means
                    break

    def _is_prefixed(self, low: str, start: int) -> bool:
        """Whether one of the prefixes, itself a whole word, stands directly before."""
        if not low.endswith(self._prefixes, 0, start):
            return False
        for prefix in self._prefixes:
            at = start - len(prefix)
            if at >= 0 and low.startswith(prefix, at) and not (at and low[at - 1].isalnum()):
                return True
        return False

    def _ends(self, low: str, end: int) -> bool:
        """Whether a name may end here: at the end of a word (no "US$5"), or before a clitic that ends it."""
        rest = low[end : end + 2]
        if rest[:1] == "$":
            return False
        if not rest[:1].isalnum():
            return not (rest[:1] == "." and rest[1:].isalnum() and low[end - 1] != ".")
        return any(
            low.startswith(clitic, end) and not low[end + len(clitic) :][:1].isalnum() for clitic in self._clitics
        )


@lru_cache(1 << 14)
def _capitals(text: str) -> tuple[int, ...]:
    """Where the capitals of a name stand: the text must have them there, too."""
    return tuple(at for at, letter in enumerate(text) if letter.isupper())


def _spelled(words: str, name: Name[T]) -> bool:
    """Whether the words as they stand in the text may be this name."""
    if name.loose:
        return True
    if name.exact:
        return words.replace("\u2019", "'").replace("\u00a0", " ") == name.text
    return all(words[at].isupper() for at in _capitals(name.text))
