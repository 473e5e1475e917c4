"""When a voice counts: partial dates as days, and the moment at which the walk meets a statement.

A date is text as precise as its source (`2023`, `2023-01`, `2023-01-04`). A moment is a day and how finely it is known;
moments sort in the order of the walk, and statements of one moment count together.
"""

from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from factdb.records import Voice

Moment = str
"""A place in the walk, as text that sorts: the earliest day, then the coarser date first (0 for a year, 1 for a month,
2 for a day, 3 for nothing). Text is compared in a third of the time of a pair."""

UNDATED: Moment = "9999-12-31 3"
_FINENESS = {4: 0, 7: 1, 10: 2}


def day_of(moment: Moment) -> str:
    """The day of a moment."""
    return moment[:10]


def is_of_a_year(moment: Moment) -> bool:
    """Whether a moment is known to the year alone."""
    return moment[11] == "0"


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
    """When a voice spoke: the date, its first and last day; None where nothing is known.

    `moment` is where the walk meets it, `coarseness` sorts the acts of one moment: the finer dated come first.
    """

    date: str | None
    first: str | None
    last: str | None
    moment: Moment
    coarseness: int


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
        return When(None, None, None, UNDATED, 0)
    first, last = first_day(date), last_day(date)
    if said_on is not None:
        first = earliest or first
        last = max(first, min(last, latest or "9999-12-31"))
    return When(date, first, last, f"{first} {_FINENESS[len(date)]}", -len(date))
