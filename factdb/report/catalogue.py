"""The texts of reports, in the language that was asked for: one catalogue a language in `catalogues/`, kept as TOML.

`say` gives a text in the language that is spoken now, English unless inside `speaking`. Quotes, names and the columns
of tables are no texts of a report: they stay as they are in every language.
"""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "id")
ENGLISH = LANGUAGES[0]
_spoken = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """All that is said inside is said in this language, one of LANGUAGES.

    >>> with speaking("id"):
    ...     say("no_date")
    'tanpa tanggal'
    """
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> str:
    """The code of the language that is spoken now."""
    return _spoken.get()


def say(key: str, **values: object) -> str:
    """The text of a dotted key with its fields filled; one with several forms is chosen by `count`.

    Numbers get their thousands apart. Raises KeyError for a text that the catalogue does not have.

    >>> say("count.claim", count=1), say("count.claim", count=12000)
    ('1 claim', '12,000 claims')
    """
    entry = _entries(spoken())[key]
    text = entry if isinstance(entry, str) else entry.get("one" if values["count"] == 1 else "other", entry["other"])
    shown = {name: number(value) if isinstance(value, int | float) else value for name, value in values.items()}
    return str(text.format(**shown))


def number(value: float) -> str:
    """A number with its thousands apart, as the language writes it: `10,000` and `2.5`, or `10.000` and `2,5`.

    >>> number(10000), number(2.5)
    ('10,000', '2.5')
    """
    english = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
    signs = {",": say("sign.thousands"), ".": say("sign.decimal")}
    return "".join(signs.get(char, char) for char in english)


@cache
def _entries(language: str) -> dict[str, Any]:
    """All texts of a language by their dotted keys; what has several forms stays a table."""
    told = (files("factdb.report") / "catalogues" / f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(told)))


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, entry in table.items():
        if isinstance(entry, dict) and "other" not in entry:
            yield from _flat(entry, f"{above}{name}.")
        else:
            yield f"{above}{name}", entry
