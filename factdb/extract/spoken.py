"""When something was said: which date of a sentence dates the speech act, and what follows where none does.

In come a text, its date expressions and the spans of one attribution; out goes a `SaidOn`. A date inside what was said
or inside quotation marks never dates the saying; a sentence without a date of its own takes its article's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from factdb.extract import calendar
from factdb.extract.dates import DateExpression
from factdb.extract.patterns import any_of
from factdb.extract.timeline import Shift
from factdb.languages.dates import DateWords
from factdb.records import SaidOn, Span
from factdb.words import SaidOnBasis

_STAMP_END = re.compile(r"\s{0,2}(?:\(|[.;!?,”\"')\]]{0,3}(?:\s|$))")
_BACK = 40
_WORD = re.compile(r"\w+")
_OPENING, _BESIDE, _SCENE, _PAGE = 3, 3, 80, 80
_SUBORDINATE = _AFTERWORDS = 6


class _Sought(NamedTuple):
    """An expression, and words of which any match holds one: most clauses hold none and need not be searched."""

    pattern: re.Pattern[str]
    words: frozenset[str]

    def found(self, text: str, clause: Span) -> Iterator[re.Match[str]]:
        """The matches in a clause."""
        if self.words.isdisjoint(_words_of(text[clause.start : clause.end])):
            return iter(())
        return self.pattern.finditer(text, clause.start, clause.end)


@lru_cache(64)
def _words_of(clause: str) -> frozenset[str]:
    """The words of a clause in small letters; one clause is searched for six things in a row."""
    return frozenset(_WORD.findall(clause.lower()))


class SpeechDates:
    """Finds the date of a speech act in one language; built once, never changes."""

    def __init__(self, words: DateWords, counts: Mapping[str, int] = MappingProxyType({})) -> None:
        self.words, self._counts = words, counts
        self._units = {
            form: unit for table in (words.units, words.one) for unit, forms in table.items() for form in forms
        }
        announced = rf"(?:(?i:{any_of(words.before)})\s{{1,3}}){{0,2}}$"
        self._until = re.compile(rf"(?<!\w)(?i:{any_of(words.until)})\s{{1,3}}{announced}")
        openers = set(words.before) - set(words.units["year"])
        years = any_of(words.units["year"])
        opening = any_of((*openers, *(word.capitalize() for word in openers)))
        self._announced = re.compile(rf"(?<!\w)(?:{opening}|{years})\s{{1,3}}$|^(?i:{years})\s{{1,3}}$")
        self._attributive = _right_before(words.attributive)
        self._during = _right_before(words.during)
        self._conjunction = _anywhere(words.conjunctions)
        self._scene = re.compile(rf"\W*(?i:{any_of((*words.during, *words.when))})\b")
        self._added = re.compile(rf"[\s,](?i:{any_of(words.conjunctions)})\s{announced}")
        self._issued = re.compile(rf"(?<!\w)(?i:{any_of(words.issued)})\s{{1,3}}{announced}")
        self._occasion = re.compile(rf"\s(?i:{any_of(words.during)})\s(?i:{any_of(words.attributive)})\s{{1,3}}")
        self._relative = _anywhere(words.relative)
        self._following = _sought(words.following)
        units, ones = (any_of(form for forms in table.values() for form in forms) for table in (words.units, words.one))
        amount = rf"(?:(?P<count>\d{{1,3}}|{any_of(counts)})\s{{1,3}}(?P<unit>{units})|(?P<one>{ones}))\s{{1,3}}"
        ways = any_of((*words.later, *words.earlier, *words.since, *words.ere))
        self._shift = _Sought(
            re.compile(rf"(?<!\w)(?i:{amount}(?P<way>{ways}))(?!\w)"),
            _first_words((*words.later, *words.earlier, *words.since, *words.ere)),
        )
        self._shifted = _sought(words.shifts)
        self._counted = re.compile(rf"(?<!\w)(?i:{units})\s{{1,3}}$")
        self._bounding = _right_before(set(words.until) - set(words.during))
        self._cited = re.compile(rf"(?<!\w)(?i:{any_of(words.cited)})\s[^.;]*$")
        self._scenes = _sought(words.scenes)
        there = re.compile(
            rf"(?<!\w)(?i:{any_of(words.there)})\s(?:[\w'’-]+\s){{0,3}}(?P<scene>(?i:{any_of(words.scenes)}))(?!\w)"
            rf"(?!\s(?i:{any_of(words.earlier)}))"
        )
        self._there = _Sought(there, _first_words(words.scenes))
        self._now = _sought(words.now)
        self._leading = re.compile(rf"\s*(?:(?i:{any_of(words.before)})\s{{1,3}}){{0,2}}$")
        self._complement = re.compile(rf"\s{{1,3}}(?i:{any_of(words.complement)})\b")
        adverbs = any_of({*words.before, *words.during} - set(words.units["year"]))
        self._adverbial = re.compile(rf"\s(?i:{adverbs})(?:\s[\w'’-]+){{1,5}}")
        self._range = re.compile(rf"\d\s{{0,2}}(?i:{any_of(words.joins)})\s{{0,3}}$")
        self._when = re.compile(rf"\s{{0,2}},\s{{1,3}}(?i:{any_of(words.when)})\b")
        self._aside = re.compile(rf"(?<!\w)(?i:{any_of(words.asides)})\s(?:\w+\s){{1,2}}{announced}")
        since = rf"(?<!\w)(?i:{any_of(words.subordinate)})\s(?:[\w'’-]+\s){{0,{_SUBORDINATE}}}"
        self._subordinate = re.compile(since + announced)
        self._glued = re.compile(rf"\w\s(?:{any_of([word.capitalize() for word in openers])})\s{{1,3}}$")

    def dating(
        self,
        text: str,
        expressions: Iterable[DateExpression],
        *,
        clause: Span,
        cue: Span | None,
        content: Span | None,
        published_on: str | None,
        quotations: Sequence[Span] = (),
    ) -> DateExpression | None:
        """The expression that dates the speech act, None where the clause has none.

        `clause` is the sentence, or the part of it that belongs to this attribution; `quotations` are stretches in
        quotation marks. What lies outside content and quotations counts, the nearest to the cue first.
        """
        expressions = tuple(expressions)
        if not expressions:
            return None
        fit = [
            expression
            for expression in expressions
            if clause.start <= expression.start
            and expression.end <= clause.end
            and not _is_future(expression, published_on)
            and not any(span.start <= expression.start < span.end for span in quotations)
            and self._is_outside(text, expression, clause, cue, content)
            and self._dates_the_saying(text, expression, clause, cue, content)
        ]
        return min(
            fit, key=lambda expression: (_gap(expression, cue or clause, content), expression.start), default=None
        )

    def shift(self, text: str, clause: Span, cue: Span | None, content: Span | None) -> Shift | None:
        """How the words of a clause tie its saying to the moment told last, None where they do not.

        "later denied", "kemudian membantah", "on the same day": no shift at all, on the same occasion; "two days
        later": so much; "a day after the minister said": the minister spoke a day earlier.
        """
        for match in self._outside(self._shift, text, clause, cue, content):
            amount, way = _amount(match, self._units, self._counts), match["way"].lower()
            if way in self.words.later or way in self.words.earlier:
                return amount if way in self.words.later else amount._replace(by=-amount.by)
            if cue and match.end() <= cue.start and "," not in text[match.end() : cue.start]:
                return amount if way in self.words.ere else amount._replace(by=-amount.by)
        for match in self._outside(self._shifted, text, clause, cue, content):
            return Shift(self.words.shifts[" ".join(match[0].lower().split())], "day")
        for match in self._outside(self._following, text, clause, cue, content):
            if not self._counted.search(text, max(0, match.start() - _BACK), match.start()):
                return Shift(0, "day", is_firm=False)
        return None

    def is_now(self, text: str, clause: Span, cue: Span | None, content: Span | None) -> bool:
        """Whether a clause tells of the article's own day ("now", "kini", "officials say")."""
        if cue and text[cue.start : cue.end].lower() in self.words.present:
            return True
        return any(self._outside(self._now, text, clause, cue, content))

    def is_cited(self, text: str, expression: DateExpression, clause: Span) -> bool:
        """Whether a date is that of the page from which a passage is taken ("dikutip dari laman …, Senin (4/8)")."""
        return bool(self._cited.search(text, max(clause.start, expression.start - _PAGE), expression.start))

    def scenes(self, text: str, clause: Span) -> frozenset[str]:
        """The meetings, speeches and the like that a clause names."""
        return frozenset(match[0].lower() for match in self._scenes.found(text, clause))

    def scene(self, text: str, clause: Span, cue: Span | None, content: Span | None) -> str | None:
        """The meeting, speech or the like to which a clause points back outside what was said ("at the meeting")."""
        matches = self._outside(self._there, text, clause, cue, content)
        return next((match["scene"].lower() for match in matches), None)

    def _outside(
        self, sought: _Sought, text: str, clause: Span, cue: Span | None, content: Span | None
    ) -> Iterator[re.Match[str]]:
        """What matches in a clause outside what was said, or right before the reporting word."""
        for match in sought.found(text, clause):
            if match.start() == clause.start and sought is self._now:
                yield match
            adjoins = cue and match.end() <= cue.start and not text[match.end() : cue.start].strip()
            if content and content.start < match.end() and match.start() < content.end and not adjoins:
                continue
            if not self._bounding.search(text, max(clause.start, match.start() - _BACK), match.start()):
                yield match

    def _is_outside(
        self, text: str, expression: DateExpression, clause: Span, cue: Span | None, content: Span | None
    ) -> bool:
        """Whether an expression lies outside what was said, counting the content's very start and a closing stamp."""
        if content is None or expression.end <= content.start or content.end <= expression.start:
            return True
        if cue is None or cue.start >= content.end:
            return False
        if content.end <= expression.end + 1 and self._adverbial.fullmatch(text, cue.end, expression.end):
            return True
        if self._leading.fullmatch(text, min(cue.end, content.start), expression.start):
            return True
        if cue.end <= expression.start and self._complement.match(text, expression.end):
            between = text[cue.end : expression.start]
            return len(_WORD.findall(between)) <= _BESIDE and not self._complement.search(between)
        return is_stamp(expression) and closes(text, expression, clause)

    def _dates_the_saying(
        self, text: str, expression: DateExpression, clause: Span, cue: Span | None, content: Span | None
    ) -> bool:
        if is_stamp(expression):
            return True
        start, first = expression.start, max(clause.start, expression.start - _BACK)
        if self._until.search(text, first, start) or self._range.search(text, first, start):
            return False
        if cue and cue.end <= start and self._aside.search(text, cue.end, start):
            return False
        if self._issued.search(text, first, start) or _is_work(text, expression, cue):
            return True
        if _opens_content(text, expression, cue, content) or _is_afterthought(text, expression, content):
            return False
        if self._is_subordinate(text, expression, clause, cue):
            return False
        if expression.kind == "year" and not self._announced.search(text[first:start].lstrip()):
            return False
        if text.startswith(("'s", "’s"), expression.end):
            return expression.kind in ("day", "weekday") and bool(self._during.search(text, first, start))
        if self._attributive.search(text, first, start) and expression.kind != "offset":
            return bool(cue and self._occasion.fullmatch(text, cue.end, start))
        if cue and expression.end <= cue.start and not self._opens_or_adjoins(text, expression, clause, cue, content):
            return False
        return not self._in_relative_clause(text, expression, clause, cue, content)

    def _opens_or_adjoins(
        self, text: str, expression: DateExpression, clause: Span, cue: Span, content: Span | None
    ) -> bool:
        """Whether a date before the cue opens the clause ("Later on Monday, …") or stands beside the cue."""
        first = content.end if content and content.end <= expression.start else clause.start
        before = text[first : expression.start]
        if len(_WORD.findall(before)) <= _OPENING or self._glued.search(before) or self._added.search(before):
            return True
        if len(_WORD.findall(text, expression.end, cue.start)) <= _BESIDE:
            return not self._conjunction.search(text, expression.end, cue.start)
        phrase = before.rpartition(",")[2]
        if phrase != before and len(before) <= _SCENE and self._leading.fullmatch(phrase):
            return True
        return len(before) <= _SCENE and bool(self._scene.match(text, first))

    def _is_subordinate(self, text: str, expression: DateExpression, clause: Span, cue: Span | None) -> bool:
        """Whether a month or year stands in a clause on another time ("since violence erupted in February")."""
        if expression.kind not in ("month", "year") or (cue and not text[expression.end : cue.start].strip(" ,")):
            return False
        if self._when.match(text, expression.end):
            return False
        edges = [cue.end] if cue and cue.end <= expression.start else []
        first = max([clause.start, text.rfind(",", clause.start, expression.start) + 1, *edges])
        return bool(self._subordinate.search(text, first, expression.start))

    def _in_relative_clause(
        self, text: str, expression: DateExpression, clause: Span, cue: Span | None, content: Span | None
    ) -> bool:
        edges = [span.end for span in (cue, content) if span and span.end <= expression.start]
        first = max([clause.start, text.rfind(",", clause.start, expression.start) + 1, *edges])
        return bool(self._relative.search(text, first, expression.start))


def _anywhere(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{any_of(words)})(?!\w)")


def _sought(words: Iterable[str]) -> _Sought:
    words = tuple(words)
    return _Sought(_anywhere(words), _first_words(words))


def _first_words(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(_WORD.findall(form.lower())[0] for form in forms)


def _right_before(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{any_of(words)})\s{{1,3}}$")


def said_on(
    expression: DateExpression | None, published_on: str | None, basis: SaidOnBasis = SaidOnBasis.ARTICLE
) -> SaidOn:
    """The `SaidOn` that an expression gives, else the article's date with `basis`; never later than the article.

    A relative expression in an article without date leaves everything open (basis none).

    >>> said_on(None, "2022-10-05").value
    '2022-10-05'
    """
    article = calendar.period_of(published_on) if published_on else None
    if expression and expression.value and expression.latest:
        latest = min(expression.latest, article.latest.isoformat()) if article else expression.latest
        return SaidOn(value=expression.value, earliest=expression.earliest, latest=latest, basis=SaidOnBasis.TEXT)
    if expression or not article:
        return SaidOn()
    earliest, latest = article.earliest.isoformat(), article.latest.isoformat()
    return SaidOn(value=article.value, earliest=earliest, latest=latest, basis=basis)


def is_stamp(expression: DateExpression) -> bool:
    """ "Rabu (5/10/2022)", "Wednesday, 5 October": how the press dates what was said."""
    return expression.has_weekday and expression.kind == "day"


def closes(text: str, expression: DateExpression, clause: Span) -> bool:
    """Whether an expression stands after a comma, where a sentence or clause ends."""
    before = text[max(clause.start, expression.start - 8) : expression.start].rstrip()
    return before.endswith((",", ",”", ',"')) and bool(_STAMP_END.match(text, expression.end))


def _opens_content(text: str, expression: DateExpression, cue: Span | None, content: Span | None) -> bool:
    """Whether a date begins what was said ("Last week, the minister left for Rome, officials said")."""
    if not (cue and content and expression.end <= content.start and content.end <= cue.start):
        return False
    return text[content.start].isalnum() and content.start - expression.end <= _BESIDE


def _is_work(text: str, expression: DateExpression, cue: Span | None) -> bool:
    """Whether a year in parentheses beside the reporting word is that of the work cited ("Smith (2019) holds")."""
    if expression.kind != "year" or not cue or text[expression.start - 1 : expression.end + 1][::5] != "()":
        return False
    between = text[min(cue.end, expression.end) : max(cue.start, expression.start)]
    return len(_WORD.findall(between)) <= _BESIDE


def _is_afterthought(text: str, expression: DateExpression, content: Span | None) -> bool:
    """Whether a month or year stands far behind what was said, in a clause of its own."""
    if not content or expression.start < content.end or expression.kind not in ("month", "year"):
        return False
    return len(_WORD.findall(text, content.end, expression.start)) > _AFTERWORDS


def _amount(match: re.Match[str], units: Mapping[str, str], counts: Mapping[str, int]) -> Shift:
    count = " ".join((match["count"] or "1").lower().split())
    unit = units[" ".join((match["unit"] or match["one"]).lower().split())]
    return Shift(int(count) if count.isdigit() else counts[count], unit)


def _is_future(expression: DateExpression, published_on: str | None) -> bool:
    return bool(expression.earliest and published_on and expression.earliest[: len(published_on)] > published_on[:10])


def _gap(expression: DateExpression, cue: Span, content: Span | None) -> int:
    """How far an expression is from the cue, not counting what was said between them."""
    first, last = (cue.end, expression.start) if cue.end <= expression.start else (expression.end, cue.start)
    between = min(last, content.end) - max(first, content.start) if content else 0
    return max(0, last - first) - max(0, between)
