"""When a voice counts: partial dates as days, and the moment at which the walk meets a statement.

A date is text as precise as its source (`2023`, `2023-01`, `2023-01-04`). A moment is a day and how finely it is known;
moments sort in the order of the walk, and statements of one moment count together.
"""

from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from factdb.records import Voice


class Moment(NamedTuple):
    """A place in the walk: the earliest day, then the coarser date first (a year, a month, a day, nothing)."""

    day: str
    fineness: int


UNDATED = Moment("9999-12-31", 3)
_FINENESS = {4: 0, 7: 1, 10: 2}


def first_day(date: str) -> str:
    """The first day that a partial date may mean.

    >>> first_day("2022-09")
    '2022-09-01'
    """
    return date + "0000-01-01"[len(date) :]


def last_day(date: str) -> str:
    """The last day that a partial date may mean.

    >>> last_day("2024"), last_day("2024-02")
    ('2024-12-31', '2024-02-29')
    """
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return date


class When(NamedTuple):
    """When a voice spoke: the date, its first and last day, where the walk meets it; None where nothing is known."""

    date: str | None
    days: tuple[str, str] | None
    moment: Moment


def when_of(voice: Voice) -> When:
    """When a voice spoke: by its own date, else by its article's.

    In the walk a month or a year counts from its first day, no date after all dates.
    """
    said = voice.said_on
    return _when(said.value, said.earliest, said.latest, voice.published_on)


@lru_cache(maxsize=1 << 16)
def _when(said_on: str | None, earliest: str | None, latest: str | None, published_on: str | None) -> When:
    """Dates recur: what is read out of one is kept."""
    date = said_on or published_on
    if date is None:
        return When(None, None, UNDATED)
    first, last = first_day(date), last_day(date)
    if said_on is not None:
        first = earliest or first
        last = max(first, min(last, latest or "9999-12-31"))
    return When(date, (first, last), Moment(first, _FINENESS[len(date)]))


def date_of(voice: Voice) -> str | None:
    """When it was said, as precise as known: its own date, else its article's, else None."""
    return when_of(voice).date


def days_of(voice: Voice) -> tuple[str, str] | None:
    """The first and the last day on which it may have been said, None where nothing is known."""
    return when_of(voice).days
