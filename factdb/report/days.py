"""Dates as people read them, and as days on an axis: partial dates stay as wide as they are.

ISO dates of any precision come in; words in the language of the report, or numbers of days, go out.
"""

import calendar
from datetime import date

from factdb.report.catalogue import say, spoken
from factdb.report.dossiers import Row
from factdb.words import SaidOnBasis

PATTERNS = {4: "y", 7: "MMM y", 10: "d MMM y"}
Days = tuple[int, int]


def day_in_words(told: str | None, pattern: str = "") -> str:
    """A date of any precision in words; `~` in front stays, what is missing is told.

    >>> day_in_words("2024-10-30"), day_in_words("2022-09"), day_in_words("~2022"), day_in_words(None)
    ('30 Oct 2024', 'Sep 2022', '~2022', 'no date')
    """
    from babel.dates import format_date

    bare = (told or "").removeprefix("~")
    if len(bare) not in PATTERNS:
        return bare or say("no_date")
    words = format_date(date.fromordinal(days_of(bare)[0]), pattern or PATTERNS[len(bare)], locale=spoken())
    return f"~{words}" if told != bare else words


def said_in_words(row: Row) -> str:
    """When a statement was said, in words; `~` before a date that was inferred."""
    said_on = row.get("said_on")
    return day_in_words(f"~{said_on}" if said_on and row.get("said_on_basis") == SaidOnBasis.ESTIMATED else said_on)


def days_of(told: str) -> Days:
    """The first and the last day of a date, as ordinals: of one day, a month or a year.

    >>> first, last = days_of("2024-02")
    >>> last - first + 1
    29
    """
    year, month, day = (*(int(part) for part in told.split("-")), 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    ends = month or 12
    last = date(year, ends, day or calendar.monthrange(year, ends)[1])
    return first.toordinal(), last.toordinal()


def is_date(told: str) -> bool:
    """Whether there is such a day, month or year.

    >>> is_date("2024-02-29"), is_date("2023-02-29"), is_date("0000")
    (True, False, False)
    """
    try:
        return bool(days_of(told))
    except ValueError:
        return False


def days_said(row: Row) -> Days | None:
    """The days on which a statement can have been said; None where it has no date.

    >>> days_said({"said_on": "2024-10-30"}) == days_of("2024-10-30"), days_said({"said_on": None})
    (True, None)
    """
    if not row.get("said_on"):
        return None
    first, last = days_of(str(row["said_on"]))
    if row.get("said_on_latest") and row.get("said_on_earliest"):
        return days_of(str(row["said_on_earliest"]))[0], days_of(str(row["said_on_latest"]))[1]
    return first, last


def length_in_words(days: int) -> str:
    """How long a stretch of time is, roughly.

    >>> length_in_words(760), length_in_words(45)
    ('2 years', '6 weeks')
    """
    from babel.dates import format_timedelta

    return format_timedelta(days * 86400, threshold=2, locale=spoken())
