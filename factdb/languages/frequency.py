"""How frequent words are, by the word lists that wordfreq brings along.

A word goes in with a language, out goes its frequency on the Zipf scale. The lists are read here, the common words
first: wordfreq's own front door imports a tokenizer and the names of all languages, and makes a table of 320,000
English words (0.1 s each). It is opened for words that want its tokenizer: with rarer letters and marks.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from math import floor, log
from pathlib import Path
from types import ModuleType

RARE = 2.2
"""Sixteen of a hundred million words, on the Zipf scale; a quarter of the English list is as common."""

_LETTERS = "a-zà-öø-ÿ"
_WORD = rf"(?:[{_LETTERS}]{{3,}}'[{_LETTERS}]+|[0-9]+\.[0-9]+[a-z]*|[{_LETTERS}0-9]+)"
_BETWEEN = "[ +-]+"
_PLAIN = re.compile(f"(?:{_BETWEEN})?{_WORD}(?:{_BETWEEN}{_WORD})*(?:{_BETWEEN})?")
"""Words of which each is one token to wordfreq, too; after one or two letters an apostrophe may end one ("l'arc")."""

_DIGIT = re.compile(r"\d")
_HIGHEST = 900
"""The lists hold words by hundredths on the Zipf scale, falling from here."""


@lru_cache(maxsize=1 << 16)
def frequency(word: str, code: str) -> float:
    """How frequent a word is in its language: 0 for never seen, 8 for the most frequent (Zipf scale).

    Of several words the rarest counts most, as in wordfreq. English is asked where a language has no list.

    >>> frequency("said", "en"), frequency("mengekspor", "id"), frequency("artillery shell", "en")
    (6.01, 3.36, 3.82)
    """
    return _frequency(word, code, (_common, _rare))


@lru_cache(maxsize=1 << 16)
def commonness(word: str, code: str) -> float:
    """The frequency of a word that is no rarer than `RARE`; of others it may be 0, where that makes no difference."""
    return _frequency(word, code, (_common,))


_List = Callable[[str], Mapping[str, int]]


def _frequency(word: str, code: str, lists: Iterable[_List]) -> float:
    if not _PLAIN.fullmatch(word):
        from wordfreq import zipf_frequency

        return float(zipf_frequency(word, _file(code).name.split(".")[0].split("_")[1]))
    if word.isalpha():
        place = _place(word, code, lists)
        return 0.0 if place is None else (_HIGHEST - place) / 100
    shares = [_share(one, code, lists) for one in re.split(_BETWEEN, word) if one]
    return max(0.0, _zipf(1.0 / sum(1.0 / share for share in shares))) if all(shares) else 0.0


def _place(word: str, code: str, lists: Iterable[_List]) -> int | None:
    return next((place for words in lists if (place := words(code).get(word)) is not None), None)


def _share(word: str, code: str, lists: Iterable[_List]) -> float:
    """A word's share of all words; numbers of so many digits are one in the lists, and told apart by their digits."""
    listed = _numbers().smash_numbers(word) if _DIGIT.search(word) else word
    place = _place(listed, code, lists)
    share = 0.0 if place is None else 10 ** (-place / 100)
    return share if listed == word else share * float(_numbers().digit_freq(word))


@lru_cache(maxsize=1 << 12)
def _zipf(share: float) -> float:
    """A share of all words on the Zipf scale, rounded as wordfreq does: to three digits, then to hundredths."""
    digits = floor(-log(share, 10)) + 3
    return round(log(round(share, digits), 10) + 9, 2)


@cache
def _common(code: str) -> Mapping[str, int]:
    return _read(code, range(_HIGHEST - round(100 * RARE) + 1))


@cache
def _rare(code: str) -> Mapping[str, int]:
    return _read(code, range(_HIGHEST - round(100 * RARE) + 1, _HIGHEST))


def _read(code: str, wanted: range) -> Mapping[str, int]:
    """The words of a list whose place, the hundredths that they are below `_HIGHEST`, is wanted."""
    from msgpack import Unpacker

    found: dict[str, int] = {}
    with gzip.open(_file(code), "rb") as file:
        read = Unpacker(file)
        places = read.read_array_header() - 1
        told = read.unpack()
        assert told == {"format": "cB", "version": 1}, f"wordfreq writes its lists otherwise: {told}"
        for place in range(min(places, wanted.stop)):
            if place in wanted:
                found.update(dict.fromkeys(read.unpack(), place))
            else:
                read.skip()
    return found


@cache
def _numbers() -> ModuleType:
    """What wordfreq knows of numbers."""
    spec = spec_from_file_location("wordfreq.numbers", _folder() / "numbers.py")
    assert spec is not None and spec.loader is not None, "wordfreq is a dependency"
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _file(code: str) -> Path:
    """The list of a language, the large one where there is one; that of English where there is none."""
    files = [_folder() / "data" / f"{size}_{code}.msgpack.gz" for size in ("large", "small")]
    return next((file for file in files if file.is_file()), None) or _file("en")


def _folder() -> Path:
    package = find_spec("wordfreq")
    assert package is not None and package.origin is not None, "wordfreq is a dependency"
    return Path(package.origin).parent
