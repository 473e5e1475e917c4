"""Days, weeks, months and years as periods: arithmetic on the calendar and nothing else.

In come days and names of periods, out go `Period`s. Never reads a text or a clock: "now" is always an argument.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days. `value` is as precise as the words that name it: `2023`, `2023-01` or `2023-01-04`."""

    value: str
    earliest: date
    latest: date


def day(value: date) -> Period:
    """One day."""
    return Period(value=value.isoformat(), earliest=value, latest=value)


def month(year: int, number: int) -> Period:
    """One month, numbered 1 to 12."""
    return span(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def year(number: int) -> Period:
    """One year."""
    return Period(value=f"{number:04}", earliest=date(number, 1, 1), latest=date(number, 12, 31))


def week(within: date) -> Period:
    """The week, Monday to Sunday, that holds a day.

    >>> week(date(2022, 9, 14)).value
    '2022-09'
    """
    monday = within - timedelta(days=within.weekday())
    return span(monday, monday + timedelta(days=6))


def span(first: date, last: date) -> Period:
    """A stretch of days, named by the month that holds its middle (as ISO 8601 names a week by its Thursday)."""
    middle = first + (last - first) / 2
    if (last - first).days > 31:
        return Period(value=f"{middle.year:04}", earliest=first, latest=last)
    return Period(value=f"{middle.year:04}-{middle.month:02}", earliest=first, latest=last)


def third(period: Period, number: int) -> Period:
    """The first (0), middle (1) or last (2) third of a period, under the name of the whole."""
    days = (period.latest - period.earliest).days + 1
    first = period.earliest + timedelta(days=days * number // 3)
    last = period.earliest + timedelta(days=days * (number + 1) // 3 - 1)
    return Period(value=period.value, earliest=first, latest=last)


def months_from(anchor: date, count: int) -> Period:
    """The month `count` months after (or, negative, before) the month of `anchor`."""
    index = anchor.year * 12 + anchor.month - 1 + count
    return month(index // 12, index % 12 + 1)


def weekday_before(weekday: int, anchor: date) -> date:
    """The latest such weekday (0 is Monday) that is not after `anchor`."""
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def weekday_near(weekday: int, anchor: date) -> date:
    """The such weekday that is nearest to `anchor`; there is always exactly one within three days."""
    later = anchor + timedelta(days=(weekday - anchor.weekday()) % 7)
    return later if (later - anchor).days <= 3 else later - timedelta(days=7)


def day_of(year_number: int, month_number: int, day_number: int) -> date | None:
    """That day, None where the calendar has none (30 February)."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


def anchor_of(published_on: str | None) -> date | None:
    """The day of an article's date, None where the date is missing or less precise than a day."""
    if published_on is None or len(published_on) < 10:
        return None
    return date.fromisoformat(published_on[:10])


def period_of(value: str) -> Period:
    """The period that ISO text of any precision names.

    >>> period_of("2023-02").latest.isoformat()
    '2023-02-28'
    """
    parts = [int(part) for part in value[:10].split("-")]
    if len(parts) == 1:
        return year(parts[0])
    return month(parts[0], parts[1]) if len(parts) == 2 else day(date(parts[0], parts[1], parts[2]))
