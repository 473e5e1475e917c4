"""Dates in an article: which days, months, years and weeks its words name, seen from the article's own date.

In come a text, the date of its article and a language's `DateWords`; out go `DateExpression`s with their spans, each as
precise as its words. Never guesses: what the words leave open stays None, what contradicts itself says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from factdb.extract import calendar
from factdb.extract.calendar import Period
from factdb.extract.patterns import any_of, patterns
from factdb.extract.triggers import NUMBER, Triggers
from factdb.languages.dates import DateWords

_NUMBER: tuple[str, ...] = ("number",)
_SOON = 31
_NEARBY = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class DateExpression:
    """Words that name a date, `text[start:end]`.

    `value` is `2023`, `2023-01` or `2023-01-04`, None where it cannot be told (a weekday in an article without date);
    `earliest` and `latest` are the days that bound it. `is_relative`: the article's date was needed. `kind` is day (the
    day of the month is named), weekday, offset ("yesterday"), week, month, year or range. `has_weekday`: a weekday is
    named. `conflict` says in words how the expression contradicts itself or is ambiguous, None where it is sound.
    """

    start: int
    end: int
    value: str | None
    earliest: str | None
    latest: str | None
    is_relative: bool
    kind: str
    has_weekday: bool = False
    conflict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a shape means: `period` None where the article's date would be needed and is not known."""

    period: Period | None
    kind: str
    is_relative: bool = False
    conflict: str | None = None


class DateReader:
    """Reads the dates of one language; built once, never changes.

    `counts` are the number words of the language ("two" 2).
    """

    def __init__(self, words: DateWords, counts: Mapping[str, int]) -> None:
        self.words = words
        self._counts = counts
        self._patterns = patterns(words, counts)
        self._triggers = Triggers(self._patterns.triggers)
        self._units = {form: unit for unit, forms in words.units.items() for form in forms}
        self._ones = {form: unit for unit, forms in words.one.items() for form in forms}
        self._shifts = {
            form: shift for shift, forms in ((-1, words.last), (0, words.this), (1, words.next)) for form in forms
        }
        self._thirds = {form: n for n, forms in enumerate((words.early, words.mid, words.late)) for form in forms}
        self._names = re.compile(rf"\b{any_of(words.not_dates)}\b") if words.not_dates else None
        self._opening = {form.split(" ")[0] for form in words.not_dates}
        self._announced = re.compile(rf"(?<!\w)(?i:{any_of((*words.before, *words.units['year']))})[\s(]{{1,3}}$")
        self._modified = re.compile(rf"\s{{1,3}}(?i:{any_of(self._shifts)})\b")
        self._labelled = re.compile(rf"(?<!\w)(?i:{any_of(words.labels)})\s{{1,3}}$")
        self._day_word = re.compile(rf"(?<!\w)(?i:{any_of(words.units['day'])})\s{{1,3}}$")

    def expressions(self, text: str, published_on: str | None) -> tuple[DateExpression, ...]:
        """All dates in the text, in order, none overlapping; empty where there are none.

        Without a full `published_on` relative dates are found with value None.

        >>> from factdb.languages.dates import date_words
        >>> found = DateReader(date_words("id"), {}).expressions("Pada pekan lalu, Moskow membantah.", "2022-09-22")
        >>> [(date.value, date.earliest, date.latest) for date in found]
        [('2022-09', '2022-09-12', '2022-09-18')]
        """
        anchor = calendar.anchor_of(published_on)
        named = self._names.finditer(text) if self._names and any(word in text for word in self._opening) else ()
        names = {i for match in named for i in range(*match.span())}
        found: list[DateExpression] = []
        end = 0
        for start, kinds in self._starts(text):
            if start < end or start in names:
                continue
            expression = self._first(text, start, kinds, anchor)
            if expression:
                found.append(expression)
                end = expression.end
        return tuple(_as_named_before(found, anchor))

    def _starts(self, text: str) -> list[tuple[int, tuple[str, ...]]]:
        """Where a date may begin, with the kinds of date that begin so, in order."""
        numbers = (
            one for one in NUMBER.finditer(text) if one.end() - one.start() <= 4 and self._may_be_date(text, one)
        )
        found = [(one.start(), _NUMBER) for one in numbers]
        found += [(start, self._patterns.triggers[word]) for start, word in self._triggers.places(text)]
        return sorted(found)

    def _may_be_date(self, text: str, number: re.Match[str]) -> bool:
        """Whether a number can begin a date, cheaply: what follows it is looked at once."""
        if not _stands_alone(text, number.start()):
            return False
        return number.end() - number.start() >= 3 or bool(self._patterns.ahead.match(text, number.end()))

    def _first(self, text: str, start: int, kinds: Iterable[str], anchor: date | None) -> DateExpression | None:
        for kind in kinds:
            for shape in self._patterns.shapes(kind):
                match = shape.match(text, start)
                if match is None:
                    continue
                try:
                    reading = self._read(match, text, anchor)
                except (ValueError, OverflowError):
                    reading = None
                if reading:
                    return _expression(match, text, reading)
        return None

    def _read(self, match: re.Match[str], text: str, anchor: date | None) -> _Reading | None:
        """What a match means; None where it is no date after all."""
        said = {name: " ".join(value.lower().split()) for name, value in match.groupdict().items() if value}
        if "iso" in said:
            return _Reading(period=calendar.day(date.fromisoformat(said["iso"])), kind="day")
        if "count" in said or "one" in said:
            return self._ago(said, anchor)
        if "offset" in said:
            shift = timedelta(days=self.words.offsets[said["offset"]])
            return _Reading(period=calendar.day(anchor + shift) if anchor else None, kind="offset", is_relative=True)
        if "bare" in said:
            return self._bare(said, text, match.start(), anchor)
        if "number" in said:
            return self._numeric(said, anchor)
        if "day" in said:
            return self._day(said, anchor)
        if "month" in said:
            return self._month(said, text, match.start(), anchor)
        if "weekday" in said:
            return self._weekday(said, match, text, anchor)
        if "unit" in said:
            return self._unit(said, anchor)
        return self._year(said, text, match)

    # Days ------------------------------------------------------------------------------------------------------------

    def _day(self, said: Mapping[str, str], anchor: date | None) -> _Reading | None:
        month, number = self.words.months[said["month"].rstrip(".")], int(said["day"])
        year = self._year_of(said, anchor)
        if "day2" in said:
            return self._range(said, month, number, anchor)
        if year is not None:
            return self._checked(said, calendar.day_of(year, month, number), is_relative="year" not in said)
        if "of_year" in said:
            return _Reading(period=None, kind="day", is_relative=True)
        return self._yearless(said, month, number, anchor)

    def _numeric(self, said: Mapping[str, str], anchor: date | None) -> _Reading | None:
        first, second = int(said["day"]), int(said["number"])
        orders = [(first, second)] if self.words.day_first else [(first, second), (second, first)]
        orders = [(number, month) for number, month in orders if 1 <= month <= 12 and 1 <= number <= 31]
        if "year" in said:
            year = int(said["year"]) + (2000 if len(said["year"]) == 2 else 0)
            days = [day for number, month in orders if (day := calendar.day_of(year, month, number))]
            if "weekday" in said:
                weekday = self.words.weekdays[said["weekday"].rstrip(".")]
                days = [day for day in days if day.weekday() == weekday] or days
            if len(set(days)) > 1:
                return _Reading(period=None, kind="day", conflict="day or month first?")
            return self._checked(said, days[0], is_relative=False) if days else None
        if len(set(orders)) > 1:
            return None
        return self._yearless(said, orders[0][1], orders[0][0], anchor) if orders else None

    def _yearless(self, said: Mapping[str, str], month: int, number: int, anchor: date | None) -> _Reading | None:
        """A day without its year: the latest not after the article, or one that it announces for the coming month."""
        if calendar.day_of(2000, month, number) is None:
            return None
        if anchor is None:
            return _Reading(period=None, kind="day", is_relative=True)
        years = [calendar.day_of(anchor.year + shift, month, number) for shift in (1, 0, -1, -2, -3, -4)]
        days = [day for day in years if day and (day - anchor).days <= _SOON]
        if "weekday" in said:
            weekday = self.words.weekdays[said["weekday"].rstrip(".")]
            days = [day for day in days[:2] if day.weekday() == weekday] or days
        return self._checked(said, days[0], is_relative=True)

    def _checked(self, said: Mapping[str, str], day: date | None, *, is_relative: bool) -> _Reading | None:
        """A day against the weekday that stands beside it: the weekday wins, and the contradiction is told."""
        if day is None:
            return None
        weekday = self.words.weekdays[said["weekday"].rstrip(".")] if "weekday" in said else day.weekday()
        if weekday == day.weekday():
            return _Reading(period=calendar.day(day), kind="day", is_relative=is_relative)
        nearest = calendar.weekday_near(weekday, day)
        conflict = f"{day.isoformat()} is no {said['weekday'].rstrip('.').capitalize()}; read as {nearest.isoformat()}"
        return _Reading(period=calendar.day(nearest), kind="day", is_relative=is_relative, conflict=conflict)

    def _range(self, said: Mapping[str, str], month: int, number: int, anchor: date | None) -> _Reading | None:
        last_month = self.words.months[said["month2"].rstrip(".")] if "month2" in said else month
        year = int(said.get("year2") or said.get("year") or 0) or None
        if year is None and anchor is None:
            return _Reading(period=None, kind="range", is_relative=True)
        last = calendar.day_of(year or anchor.year, last_month, int(said["day2"]))  # type: ignore[union-attr]
        if last and year is None and anchor and (last - anchor).days > _SOON:
            last = calendar.day_of(anchor.year - 1, last_month, int(said["day2"]))
        first = calendar.day_of(last.year - (month > last_month), month, number) if last else None
        if first is None or last is None or first > last:
            return None
        return _Reading(period=calendar.span(first, last), kind="range", is_relative=year is None)

    def _bare(self, said: Mapping[str, str], text: str, start: int, anchor: date | None) -> _Reading | None:
        """ "tanggal 23", "the 30th": the latest such day that is not after the article."""
        number = int(said["bare"])
        labelled = self._labelled.search(text, max(0, start - 20), start)
        if not labelled or self.words.ordinals != ("ordinal" in said) or not 1 <= number <= 31:
            return None
        if anchor is None:
            return _Reading(period=None, kind="day", is_relative=True)
        months = [calendar.months_from(anchor, -back).earliest for back in range(3)]
        days = [calendar.day_of(month.year, month.month, number) for month in months]
        past = next((day for day in days if day and day <= anchor), None)
        return _Reading(period=calendar.day(past), kind="day", is_relative=True) if past else None

    # Weekdays --------------------------------------------------------------------------------------------------------

    def _weekday(
        self, said: Mapping[str, str], match: re.Match[str], text: str, anchor: date | None
    ) -> _Reading | None:
        if said["weekday"] in self._units and not self._means_weekday(match, text):
            return None
        weekday = self.words.weekdays[said["weekday"]]
        if anchor is None:
            return _Reading(period=None, kind="weekday", is_relative=True)
        return _Reading(period=calendar.day(self._weekday_day(said, weekday, anchor)), kind="weekday", is_relative=True)

    def _weekday_day(self, said: Mapping[str, str], weekday: int, anchor: date) -> date:
        """ "on Wednesday" in an article of a Wednesday means that day, "last Wednesday" the one before."""
        shift = self._shifts.get(said.get("mod", ""))
        if "unit" in said:
            return anchor + timedelta(days=weekday - anchor.weekday() + 7 * (shift or 0))
        if shift == -1:
            return calendar.weekday_before(weekday, anchor - timedelta(days=1))
        if shift == 0:
            return anchor + timedelta(days=weekday - anchor.weekday())
        return calendar.weekday_before(weekday, anchor + timedelta(days=7 if shift == 1 else 0))

    def _means_weekday(self, match: re.Match[str], text: str) -> bool:
        """Whether a word that is also a unit ("Minggu": Sunday or week) means the weekday here."""
        start = match.start()
        if self._day_word.search(text, max(0, start - 12), start):
            return True
        before = text[max(0, start - 2) : start].strip()
        if not match["weekday"][0].isupper() or (before and before[-1] in "0123456789"):
            return False
        opens = not before or before[-1] in '.!?"”“'
        return not (opens and self._modified.match(text, match.end("weekday")))

    # Weeks, months and years -----------------------------------------------------------------------------------------

    def _unit(self, said: Mapping[str, str], anchor: date | None) -> _Reading | None:
        unit, shift = self._units[said["unit"]], self._shifts[said["mod"]]
        if unit == "day":
            return None
        if anchor is None:
            return _Reading(period=None, kind=unit, is_relative=True)
        period = _unit_from(unit, shift, anchor)
        if "part" in said and shift == 0 and self._thirds[said["part"]] == 0:
            period = Period(value=period.value, earliest=period.earliest, latest=min(anchor, period.latest))
        elif "part" in said:
            period = calendar.third(period, self._thirds[said["part"]])
        return _Reading(period=period, kind=unit, is_relative=True)

    def _ago(self, said: Mapping[str, str], anchor: date | None) -> _Reading | None:
        unit = self._units[said["unit"]] if "unit" in said else self._ones[said["one"]]
        count = said.get("count", "1")
        number = int(count) if count.isdigit() else self._counts[count]
        kind = "offset" if unit == "day" else unit
        return _Reading(period=_unit_from(unit, -number, anchor) if anchor else None, kind=kind, is_relative=True)

    def _month(self, said: Mapping[str, str], text: str, start: int, anchor: date | None) -> _Reading | None:
        number = self.words.months[said["month"].rstrip(".")]
        if "month2" in said:
            first = calendar.month(int(said["year"]), number)
            last = calendar.month(int(said["year"]), self.words.months[said["month2"].rstrip(".")])
            period = calendar.span(first.earliest, last.latest) if first.earliest < last.latest else None
            return _Reading(period=period, kind="range") if period else None
        year, is_relative = self._year_of(said, anchor), "year" not in said
        if year is None and "mod" not in said and "part" not in said and not self._is_announced(text, start):
            return None
        if year is None and anchor is None:
            return _Reading(period=None, kind="month", is_relative=True)
        if year is None and anchor:
            shift = self._shifts.get(said.get("mod", "")) if "of_year" not in said else None
            year = _year_of_month(number, shift, anchor)
        month = calendar.month(year or 0, number)
        period = calendar.third(month, self._thirds[said["part"]]) if "part" in said else month
        return _Reading(period=period, kind="month", is_relative=is_relative)

    def _year(self, said: Mapping[str, str], text: str, match: re.Match[str]) -> _Reading | None:
        followed = text[match.end() : match.end() + 2]
        is_plain = not followed[:1].isalnum() and not (followed[1:].isdigit() and followed[0] in "/.,-")
        closes = not followed.strip()[:1].isalpha()
        if not is_plain or not ("part" in said or closes or self._is_announced(text, match.start())):
            return None
        period = calendar.year(int(said["year"]))
        return _Reading(
            period=calendar.third(period, self._thirds[said["part"]]) if "part" in said else period, kind="year"
        )

    def _year_of(self, said: Mapping[str, str], anchor: date | None) -> int | None:
        """The year beside a day or month: named, or "last year"; None where the text has none."""
        if "year" in said:
            return int(said["year"])
        return anchor.year + self._shifts[said["mod"]] if "of_year" in said and anchor else None

    def _is_announced(self, text: str, start: int) -> bool:
        return bool(self._announced.search(text, max(0, start - 24), start))


@cache
def date_reader(code: str) -> DateReader:
    """The reader of a language, built once; KeyError where the language has no pack."""
    from factdb.languages.dates import date_words

    return DateReader(date_words(code), counts(code))


def counts(code: str) -> Mapping[str, int]:
    """The number words of a language that count days, weeks and months; KeyError where it has no pack."""
    from factdb.languages.quantities import quantity_words

    return {word: int(number) for word, number in quantity_words(code).numbers.items() if number < 100}


def _expression(match: re.Match[str], text: str, reading: _Reading) -> DateExpression:
    end = match.end()
    if text[end - 1] == "." or (text[end - 1] == ")" and "(" not in match[0]):
        end -= 1
    period = reading.period
    return DateExpression(
        start=match.start(),
        end=end,
        value=period.value if period else None,
        earliest=period.earliest.isoformat() if period else None,
        latest=period.latest.isoformat() if period else None,
        is_relative=reading.is_relative,
        kind=reading.kind,
        has_weekday=bool(match.groupdict().get("weekday")),
        conflict=reading.conflict,
    )


def _as_named_before(found: Sequence[DateExpression], anchor: date | None) -> Iterator[DateExpression]:
    """Dates where a bare weekday is the day just named in full ("Thursday, 14 July … on Thursday")."""
    named: DateExpression | None = None
    for one in found:
        if one.kind == "day" and one.has_weekday and one.value:
            named = one
        elif one.kind == "weekday" and named and one.value and named.value and one.start - named.end <= _NEARBY:
            day, other = date.fromisoformat(named.value), date.fromisoformat(one.value)
            is_past = anchor and (anchor - day).days > 7
            if is_past and day.weekday() == other.weekday():
                one = replace(one, value=named.value, earliest=named.earliest, latest=named.latest)
        yield one


def _stands_alone(text: str, start: int) -> bool:
    """Whether a number does not continue something ("F-16", "1.250", "$300")."""
    before = text[start - 1] if start else " "
    if before in "$€£#@_":
        return False
    return before not in "-–/.,:" or not text[max(0, start - 2) : start - 1].isalnum()


def _unit_from(unit: str, shift: int, anchor: date) -> Period:
    if unit == "day":
        return calendar.day(anchor + timedelta(days=shift))
    if unit == "week":
        return calendar.week(anchor + timedelta(days=7 * shift))
    return calendar.months_from(anchor, shift) if unit == "month" else calendar.year(anchor.year + shift)


def _year_of_month(number: int, shift: int | None, anchor: date) -> int:
    """The year of a month without one: the latest that has begun; "last March" is over, "next March" still comes."""
    if shift == 1:
        return anchor.year + (number <= anchor.month)
    if shift == 0:
        return anchor.year
    return anchor.year - (number > anchor.month or (shift == -1 and number == anchor.month))
