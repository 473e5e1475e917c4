"""The time line of an article: what dates a saying whose own clause has no date.

In come the sayings of an article in order, each with the date that its own clause gives, and the dated sentences
between them; out goes one date a saying. It reads no text: which words tie a saying to what was told before comes in.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from factdb.extract import calendar
from factdb.records import SaidOn
from factdb.words import SaidOnBasis

_REACH = 5
_PASSAGE = 3
_SENTENCES, _COARSE, _SCENE, _LEAD = 12, 3, 30, 2
_LATELY, _EVE = timedelta(days=7), timedelta(days=2)
_STORY = 2


class Shift(NamedTuple):
    """How long after the moment told last something was said: "two days later", "the same day" (0, day).

    `is_firm`: the words mean that moment and are not only such as go on with what is told ("then", "later").
    """

    by: int
    unit: str
    is_firm: bool = True


class Told(NamedTuple):
    """One thing that the article tells, a saying or (without `speaker`) a dated event, in order of place.

    `place` and `paragraph` are the numbers of its sentence and paragraph; an empty `speaker` is nobody known, whose
    words have nothing to do with others'. `lineage` runs from the party spoken for up to its root; `is_body`: the body
    itself is the speaker. `shift` is how the words of a saying tie it to what was told last, None where they do not;
    `is_now` that they tie it to the article's own day. `scenes` are the meetings, speeches and the like that its words
    name, `scene` the one that they point back to ("at the meeting"). `is_cited`: its date is the day of the page from
    which the passage is taken. A heading is told without date or speaker.
    """

    place: int
    paragraph: int
    date: SaidOn
    speaker: str | None = None
    lineage: tuple[str, ...] = ()
    is_body: bool = False
    shift: Shift | None = None
    is_now: bool = False
    scenes: frozenset[str] = frozenset()
    scene: str | None = None
    is_cited: bool = False

    @property
    def party(self) -> str:
        """The party spoken for."""
        return self.lineage[0] if self.lineage else ""


def dated(told: Sequence[Told], published_on: str | None) -> tuple[SaidOn, ...]:
    """The dates of the sayings, in order, with dates handed on.

    One interview is dated once: a saying without a date of its own takes the one that the same speaker's sayings before
    it have from the text, else the one right after it. A day reaches five paragraphs on from the speaker's last words,
    a coarser date its own paragraph. A saying with a `shift` counts from what was told last, whoever spoke, where that
    stands in the same paragraph or the one before. What an article recalls of former weeks dates the next sentence of
    its paragraph too, and a body's dated saying the one of its spokesman that follows. In the story of the day before,
    what is said right after an event of that day was said on it.

    >>> thursday = SaidOn(value="2025-10-16", earliest="2025-10-16", latest="2025-10-16", basis=SaidOnBasis.TEXT)
    >>> [date.value for date in dated([Told(1, 1, thursday, "JQ"), Told(2, 2, SaidOn(), "JQ")], "2025-10-20")]
    ['2025-10-16', '2025-10-16']
    """
    line, back = _Line(published_on, _eve(told, published_on)), _Line(published_on, is_backward=True)
    forward = [_dated(one, line.passed(one)) for one in told]
    both = [_dated(one, back.passed(_untied(one))) for one in forward[::-1]][::-1]
    for way in (1, -1):
        both = _borrowed(both[::way], told[::way], line)[::way]
    return tuple(one.date for one in both if one.speaker is not None)


def _dated(one: Told, date: SaidOn) -> Told:
    return one if date is one.date else one._replace(date=date)


def _untied(one: Told) -> Told:
    return one if one.shift is None and one.scene is None else one._replace(shift=None, scene=None)


def _borrowed(passed: Sequence[Told], told: Sequence[Told], line: "_Line") -> list[Told]:
    """The sayings of a passage from another page, dated by its month; it ends where the text itself dates anything."""
    page: Told | None = None
    result = []
    for one, own in zip(passed, told, strict=True):
        if own.date.basis is SaidOnBasis.TEXT or own.speaker is None:
            page = own if own.is_cited and len(own.date.value or "") == 10 and line.is_past(own.date) else None
        elif page and one.date.basis is not SaidOnBasis.TEXT and abs(one.paragraph - page.paragraph) <= _PASSAGE:
            one = one._replace(date=_month(page.date))
        result.append(one)
    return result


class _Line:
    """What has been told so far, walking through an article from one end."""

    def __init__(self, published_on: str | None, eve: str | None = None, *, is_backward: bool = False) -> None:
        self._is_backward, self._eve = is_backward, eve
        self._today = calendar.anchor_of(published_on)
        self._spoken: dict[str, Told] = {}
        self._scenes: dict[str, Told] = {}
        self._last: Told | None = None
        self._event: Told | None = None

    def passed(self, one: Told) -> SaidOn:
        """The date of what is told next, which is remembered; back from the end, events date nothing."""
        if self._is_backward and one.speaker is None:
            return one.date
        has_own = one.date.basis is SaidOnBasis.TEXT
        if not has_own and one.speaker is not None and not one.is_now:
            one = one._replace(date=self._handed_on(one) or one.date)
        if one.date.basis is SaidOnBasis.TEXT and one.date.value == self._eve:
            self._event = one if one.speaker is None or (self._event and not has_own) else None
        elif one.date.basis is SaidOnBasis.TEXT:
            self._event = None
        if one.date.basis is SaidOnBasis.TEXT or one.speaker is not None:
            self._last = one if one.date.basis is SaidOnBasis.TEXT else None
        if one.date.basis is SaidOnBasis.TEXT and one.speaker:
            self._spoken[one.speaker] = one
        if len(one.date.value or "") == 10:
            self._scenes |= dict.fromkeys(one.scenes, one)
        return one.date

    def _handed_on(self, one: Told) -> SaidOn | None:
        last, known = self._last, self._spoken.get(one.speaker or "")
        if last and one.shift and self._ties(one, last, one.shift):
            return self._past(_moved(last.date, one.shift))
        if (there := self._scenes.get(one.scene or "")) and one.place - there.place <= _SCENE:
            return there.date
        if known and self._reaches(one, known):
            return known.date
        if last and last.speaker and one.speaker and (self._recalls(one, last) or self._speaks_for(one, last)):
            return last.date
        if one.speaker and self._event and one.place - self._event.place <= 1:
            return self._event.date
        return None

    def _reaches(self, one: Told, known: Told) -> bool:
        """Whether a saying is near enough to the same speaker's dated one; what is recalled later on dates no lead.

        A coarse date ("said last week") dates nothing that stands before it.
        """
        if self._is_backward and one.place < _LEAD and self.is_past(known.date):
            return False
        is_day = len(known.date.value or "") == 10
        if self._is_backward and not is_day and one.place != known.place:
            return False
        is_near = abs(one.paragraph - known.paragraph) <= (_REACH if is_day else 0)
        return is_near and abs(one.place - known.place) <= (_SENTENCES if is_day else _COARSE)

    def _recalls(self, one: Told, last: Told) -> bool:
        """Whether a saying goes on with what the sentence before it recalls of former weeks."""
        is_next = abs(one.place - last.place) <= (0 if self._is_backward else 1)
        return is_next and last.paragraph == one.paragraph and self.is_past(last.date)

    def _speaks_for(self, one: Told, last: Told) -> bool:
        """Whether a saying is the one told last: a body's, then its spokesman's (or, in a lead, the reverse)."""
        if len(last.date.value or "") != 10 or not (last.party in one.lineage or one.party in last.lineage):
            return False
        if self._is_backward:
            return one.place < _LEAD and last.place - one.place <= _LEAD and not self.is_past(last.date)
        return last.is_body and not one.is_body and one.place - last.place <= 1

    def _ties(self, one: Told, last: Told, shift: Shift) -> bool:
        """Whether the words of a saying tie it to what was told last: weak ones not to an event of these days."""
        if one.paragraph - last.paragraph > 1 or (not shift.by and self._is_open(last.date)):
            return False
        return last.speaker is not None or shift.is_firm or self.is_past(last.date)

    def _past(self, when: SaidOn) -> SaidOn | None:
        """A date, None where it is later than the article."""
        is_future = self._today and when.earliest and date.fromisoformat(when.earliest) > self._today
        return None if is_future else when

    def _is_open(self, when: SaidOn) -> bool:
        """Whether a date is so coarse that it holds the article's own day."""
        return bool(
            self._today and when.value and self._today.isoformat().startswith(when.value) and len(when.value) < 10
        )

    def is_past(self, when: SaidOn) -> bool:
        """Whether a date lies so far back that the article recalls something."""
        return bool(self._today and when.latest and date.fromisoformat(when.latest) < self._today - _LATELY)


def _eve(told: Sequence[Told], published_on: str | None) -> str | None:
    """The day before the article's, or the one before that, where it tells of nothing later: a story of that day."""
    today = calendar.anchor_of(published_on)
    days = Counter(
        one.date.value for one in told if one.date.basis is SaidOnBasis.TEXT and len(one.date.value or "") == 10
    )
    latest = max((day for day in days if day), default=None)
    if today is None or latest is None or days[latest] < _STORY:
        return None
    return latest if today - _EVE <= date.fromisoformat(latest) < today else None


def _month(when: SaidOn) -> SaidOn:
    """The month that ends with a day."""
    value = (when.value or "")[:7]
    return replace(when, value=value, earliest=f"{value}-01")


def _moved(when: SaidOn, shift: Shift) -> SaidOn:
    """A date so much later or earlier; as it is where it is coarser than what it would be moved by."""
    if not shift.by or not when.value:
        return when
    start = calendar.period_of(when.value).earliest
    if len(when.value) == 10 and shift.unit in ("day", "week"):
        days = shift.by * (7 if shift.unit == "week" else 1)
        period = calendar.day(start + timedelta(days=days))
    elif len(when.value) >= 7 and shift.unit == "month":
        period = calendar.months_from(start, shift.by)
    elif shift.unit == "year":
        period = calendar.year(start.year + shift.by)
    else:
        return when
    return replace(when, value=period.value, earliest=period.earliest.isoformat(), latest=period.latest.isoformat())
