"""When a voice counts: partial dates as days, and the moment at which the walk meets a statement.

A date is text as precise as its source (`2023`, `2023-01`, `2023-01-04`). A moment is a day and how finely it is known;
moments sort in the order of the walk, and statements of one moment count together.
"""

from calendar import monthrange
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


def date_of(voice: Voice) -> str | None:
    """When it was said, as precise as known: its own date, else its article's, else None."""
    return voice.said_on.value or voice.published_on


def days_of(voice: Voice) -> tuple[str, str] | None:
    """The first and the last day on which it may have been said, None where nothing is known."""
    date = date_of(voice)
    if date is None:
        return None
    if voice.said_on.value is None:
        return first_day(date), last_day(date)
    earliest = voice.said_on.earliest or first_day(date)
    return earliest, max(earliest, min(last_day(date), voice.said_on.latest or "9999-12-31"))


def moment_of(voice: Voice) -> Moment:
    """Where the walk meets it by its own date: a month or a year counts from its first day, no date after all dates."""
    date, days = date_of(voice), days_of(voice)
    return UNDATED if date is None or days is None else Moment(days[0], _FINENESS[len(date)])
