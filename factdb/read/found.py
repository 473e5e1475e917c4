"""What a reader found in a file, and how it becomes an article.

A `Found` holds what one file or record says, unchecked; `articles_of` cleans it, fills in the defaults, tells the
language and gives the article with its problems. Nothing here reads files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_to_datetime

from factdb.errors import InputError
from factdb.read.hygiene import clean, key_of, label
from factdb.read.language import UNKNOWN, language_of
from factdb.records import Article, Problem
from factdb.words import PublishedBasis

MOST_CHARACTERS = 2_000_000
"""An article longer than this (a thousand pages) is refused: it is an archive of many, or no article."""

MOST_LABEL = 1000
"""A title, name or address longer than this is none: it would fill every view in which the article stands."""

YEARS = range(1600, 2200)
"""Years in which an article may have been published: since there are newspapers; a later one is a slip."""

LABELS = ("title", "publisher", "author", "url", "archived_url")

NO_DATE = (
    "It has no date of publication, so relative dates in it stay open. Give one with --published or in a manifest."
)

NOT_A_DATE = "'{}' is no date that can be read; it is left out."

_ISO = re.compile(r"(\d{4})(?:[-/](\d{2})(?:[-/](\d{2})(?:[T ].*)?)?)?", re.ASCII)
_CODE = re.compile(r"([a-z]{2,3})([-_][a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+-]*):", re.IGNORECASE)
_WEB = ("http", "https", "ftp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for every article that does not say otherwise: the options of the command line."""

    published: str | None = None
    publisher: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        """Refuse what could never be used: InputError."""
        if self.published is not None and day_of(self.published) is None:
            raise InputError(f"'{self.published}' is no date. Write 2024-10-31, 2024-10 or 2024.")
        if self.language is not None and code_of(self.language) is None:
            raise InputError(f"'{self.language}' is no language code. Write one such as id or en.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one file or record says. `basis` tells where `published` comes from, `notes` become problems of the article.

    `hint` is a language that the page declares: taken only where the text itself does not tell.
    """

    source: str
    text: str
    url: str | None = None
    archived_url: str | None = None
    retrieved_on: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None
    basis: PublishedBasis = PublishedBasis.GIVEN
    hint: str | None = None
    notes: tuple[str, ...] = ()


def articles_of(found: Found, defaults: Defaults) -> Iterator[Article | Problem]:
    """The article and then its problems; a problem alone where there is no text, or too much of it."""
    text = clean(found.text) if len(found.text) <= MOST_CHARACTERS else ""
    if not text:
        yield Problem(message=_refusal(found), source=found.source)
        return
    published, basis, notes = _published(found, defaults)
    labels = {name: _kept(label(getattr(found, name) or ""), name) for name in LABELS}
    publisher = labels.pop("publisher") or label(defaults.publisher or "")
    source, key = _shortened(label(found.source) or found.source), key_of(text, publisher)
    yield Article(
        key=key,
        text=text,
        source=source,
        retrieved_on=day_of(found.retrieved_on or ""),
        publisher=publisher,
        language=_language(found, defaults, text),
        published_on=published,
        published_basis=basis,
        **labels,
    )
    for note in (*found.notes, *_left_out(found), *notes):
        yield Problem(message=note, article=key, source=source)


def with_given(found: Found, given: dict[str, str | None]) -> Found:
    """What was found, with what somebody said about it on top: a manifest knows better than a page."""
    said = {name: value for name, value in given.items() if value is not None}
    return replace(found, **said, basis=PublishedBasis.GIVEN if "published" in said else found.basis)  # type: ignore[arg-type]


def day_of(raw: str) -> str | None:
    """A date as precise as it is written (2023, 2023-01, 2023-01-04), of one with time the day; None where it is none.

    A year in which no article can have been published makes it none, too.

    >>> day_of("2025-10-21T20:43"), day_of("2023-01"), day_of("2023-02-30"), day_of("Tue, 21 Oct 2025 20:43:00 +0700")
    ('2025-10-21', '2023-01', None, '2025-10-21')
    """
    raw = raw.strip()
    try:
        if not (parts := _ISO.fullmatch(raw)):
            sent = parsedate_to_datetime(raw[:60]).date()
            return sent.isoformat() if sent.year in YEARS else None
        year, month, day = parts.groups()
        date(int(year), int(month or 1), int(day or 1))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return "-".join(part for part in (year, month, day) if part) if int(year) in YEARS else None


def code_of(raw: str) -> str | None:
    """A language code without its region, as short as there is one by the CLDR's aliases; None where it is none.

    >>> code_of("id-ID"), code_of("deu"), code_of("ger"), code_of("prs"), code_of("not a code")
    ('id', 'de', 'de', 'fa', None)
    """
    from babel.core import get_global

    if not (found := _CODE.fullmatch(raw.strip())):
        return None
    code = found[1].lower()
    return str(get_global("language_aliases").get(code, code)).partition("_")[0]


def is_address(raw: str) -> bool:
    """Whether it may be an address of the web, with or without its scheme; no script, no data and no file.

    >>> is_address("https://a.b/c"), is_address("a.b/c"), is_address("javascript:alert(1)")
    (True, True, False)
    """
    scheme = _SCHEME.match(raw)
    return len(raw) <= MOST_LABEL and (scheme is None or scheme[1].lower() in _WEB)


def _kept(value: str | None, name: str) -> str | None:
    """A label that can be used, else None."""
    if value is None or len(value) > MOST_LABEL or (name.endswith("url") and not is_address(value)):
        return None
    return value


def _shortened(source: str) -> str:
    """What a record is called after: a name, which may be cut."""
    return source if len(source) <= MOST_LABEL else f"{source[: MOST_LABEL - 1]}…"


def _left_out(found: Found) -> Iterator[str]:
    """What the article says of itself and cannot be used, in words."""
    for name in LABELS:
        value = label(getattr(found, name) or "")
        if value and len(value) > MOST_LABEL:
            yield f"Its {name} has {len(value):,} characters, where {MOST_LABEL:,} are the most; it is left out."
        elif value and _kept(value, name) is None:
            yield f"'{value[:40]}' is no address of the web; it is left out."
    if found.retrieved_on and not day_of(found.retrieved_on):
        yield NOT_A_DATE.format(found.retrieved_on[:40])
    if found.language and not code_of(found.language):
        yield f"'{found.language[:40]}' is no language code; it is left out."


def _refusal(found: Found) -> str:
    if len(found.text) > MOST_CHARACTERS:
        return (
            f"Its text has {len(found.text):,} characters; an article may have {MOST_CHARACTERS:,}. "
            "If it holds many articles, give each its own file or JSON line."
        )
    return "No text was found in it."


def _published(found: Found, defaults: Defaults) -> tuple[str | None, PublishedBasis, tuple[str, ...]]:
    own = day_of(found.published) if found.published else None
    doubt = (NOT_A_DATE.format(found.published[:40]),) if found.published and not own else ()
    if own:
        return own, found.basis, ()
    if defaults.published:
        return day_of(defaults.published), PublishedBasis.GIVEN, doubt
    return None, PublishedBasis.NONE, (*doubt, NO_DATE)


def _language(found: Found, defaults: Defaults, text: str) -> str:
    given = code_of(found.language or "") or code_of(defaults.language or "")
    if given:
        return given
    told = language_of(text)
    return told if told != UNKNOWN else code_of(found.hint or "") or UNKNOWN
