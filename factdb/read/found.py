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

NO_DATE = (
    "It has no date of publication, so relative dates in it stay open. Give one with --published or in a manifest."
)

_ISO = re.compile(r"(\d{4})(?:[-/](\d{2})(?:[-/](\d{2})(?:[T ].*)?)?)?")
_CODE = re.compile(r"([a-z]{2,3})([-_][a-z0-9]{2,8})*", re.IGNORECASE)


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
    publisher = label(found.publisher or "") or label(defaults.publisher or "")
    key = key_of(text, publisher)
    yield Article(
        key=key,
        text=text,
        source=label(found.source) or found.source,
        url=label(found.url or ""),
        archived_url=label(found.archived_url or ""),
        retrieved_on=day_of(found.retrieved_on or ""),
        title=label(found.title or ""),
        publisher=publisher,
        author=label(found.author or ""),
        language=_language(found, defaults, text),
        published_on=published,
        published_basis=basis,
    )
    for note in (*found.notes, *notes):
        yield Problem(message=note, article=key, source=found.source)


def with_given(found: Found, given: dict[str, str | None]) -> Found:
    """What was found, with what somebody said about it on top: a manifest knows better than a page."""
    said = {name: value for name, value in given.items() if value is not None}
    return replace(found, **said, basis=PublishedBasis.GIVEN if "published" in said else found.basis)  # type: ignore[arg-type]


def day_of(raw: str) -> str | None:
    """A date as precise as it is written (2023, 2023-01, 2023-01-04), of one with time the day; None where it is none.

    >>> day_of("2025-10-21T20:43"), day_of("2023-01"), day_of("2023-02-30"), day_of("Tue, 21 Oct 2025 20:43:00 +0700")
    ('2025-10-21', '2023-01', None, '2025-10-21')
    """
    raw = raw.strip()
    if not (parts := _ISO.fullmatch(raw)):
        try:
            return parsedate_to_datetime(raw[:60]).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    year, month, day = parts.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)


def code_of(raw: str) -> str | None:
    """A language code without its region, as short as there is one by the CLDR's aliases; None where it is none.

    >>> code_of("id-ID"), code_of("deu"), code_of("ger"), code_of("not a code")
    ('id', 'de', 'de', None)
    """
    from babel.core import get_global

    found = _CODE.fullmatch(raw.strip())
    return str(get_global("language_aliases").get(found[1].lower(), found[1].lower())) if found else None


def _refusal(found: Found) -> str:
    if len(found.text) > MOST_CHARACTERS:
        return (
            f"Its text has {len(found.text):,} characters; an article may have {MOST_CHARACTERS:,}. "
            "If it holds many articles, give each its own file or JSON line."
        )
    return "No text was found in it."


def _published(found: Found, defaults: Defaults) -> tuple[str | None, PublishedBasis, tuple[str, ...]]:
    own = day_of(found.published) if found.published else None
    doubt = (
        (f"'{found.published[:40]}' is no date that can be read; it is left out.",)
        if found.published and not own
        else ()
    )
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
