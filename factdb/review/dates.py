"""Dates as people and spreadsheets write them: ISO text goes out, or None for what could mean two days, or none.

A spreadsheet makes 30/10/2024 or 10/30/2024 of a day, by the country of its user. Where both numbers could be a month
the day is not guessed.
"""

import re
from datetime import date

ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ]00:00(?::00)?)?")
SLASHED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})(?: 00:00(?::00)?)?")
YEARS = range(1600, 2200)


def date_in(text: str) -> str | None:
    """The date that a cell or a line gives, as precise as it gives it; None where it gives none, or one of two.

    >>> date_in("2024-10"), date_in("30/10/2024"), date_in("10/30/2024"), date_in("4/10/2024"), date_in("4/4/2024")
    ('2024-10', '2024-10-30', '2024-10-30', None, '2024-04-04')
    """
    text = text.strip()
    if found := ISO.fullmatch(text):
        return _checked(*(int(part) if part else None for part in found.groups()))
    if found := SLASHED.fullmatch(text):
        one, other, year = map(int, found.groups())
        days = {day for day in (_checked(year, other, one), _checked(year, one, other)) if day}
        return days.pop() if len(days) == 1 else None
    return None


def _checked(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    if year not in YEARS or year is None:
        return None
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole[: 10 if day else 7 if month else 4]
