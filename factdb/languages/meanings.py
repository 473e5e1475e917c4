"""One name for what words of several languages mean, so that "konvoi" and "convoy" are one term.

In come lower-cased words, out goes the name of their meaning: an English word. The tables in `lexicon/` hold one
meaning a line; those written for factdb go before those that come from a dictionary. Concepts (`concepts`) say what
accusations are about and weigh more; here stands every other word that news has and that means one thing.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import cast

from factdb.languages import base_of, codes, raw
from factdb.languages.concepts import read_morphology
from factdb.languages.linking import SHORTEST_STEM

FOLDER = Path(__file__).parent / "lexicon"
TABLES = ("own.tsv", "wikdict.tsv")


def meaning_of(word: str, root: str, code: str, *, first: bool = False) -> str:
    """The name of what a lower-cased word means, else of what its root means; the root where no table has either.

    With `first` only the first word that a language has for a meaning counts, so that no two of its words become one.

    >>> meaning_of("pendakwa", "dakwa", "ms"), meaning_of("jaksa", "jaksa", "id"), meaning_of("sold", "sold", "en")
    ('prosecutor', 'prosecutor', 'sell')
    >>> [meaning_of(word, word, "en", first=True) for word in ("factory", "mill")]
    ['factory', 'mill']
    """
    known = _names(code, first)
    return known.get(word) or known.get(root) or _forms(code, first).get(word, root)


def rows(text: str) -> Iterator[Mapping[str, Sequence[str]]]:
    """The lines of a table, each as its words by language; the first line that is no remark names the languages."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    codes = next(lines).split("\t")
    for line in lines:
        yield {code: words.split(" ") for code, words in zip(codes, line.split("\t"), strict=False) if words}


@cache
def _tables() -> tuple[Mapping[str, Sequence[str]], ...]:
    return tuple(row for name in TABLES for row in rows((FOLDER / name).read_text(encoding="utf-8")))


@cache
def _names(code: str, first: bool) -> Mapping[str, str]:
    """The names of meanings by the words of one language, and by those of the near language that its pack stands on."""
    base = base_of(code)
    names = dict(_names(base, first)) if base else {}
    for row in reversed(_tables()):
        for word in row.get(code, ()):
            if not first or word == row[code][0]:
                names[word] = row["en"][0]
    return names


@cache
def _forms(code: str, first: bool) -> Mapping[str, str]:
    """The names of meanings by forms of words that a stem does not lead to ("sold", "dibom")."""
    if code not in codes():
        return {}
    rules = read_morphology(cast(Mapping[str, object], raw(code).get("morphology", {})))
    names = _names(code, first)
    apart = [word for word in names if word in rules.irregular or len(word) < SHORTEST_STEM]
    return {form: names[word] for word in apart for form in rules.all_forms(word)}
