"""The written shapes of dates in one language, as compiled regular expressions.

In comes a language's `DateWords`, out goes a `DatePatterns`: for each kind of first word, the shapes to try there,
surest first. A shape is tried at one place only and repeats nothing without a bound, so that no text is slow.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from factdb.languages.dates import DateWords


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePatterns:
    """`triggers` maps a lower-case first word to its kinds, `shapes` gives for each kind what is tried there, in order.

    The shapes of a kind are compiled when it is first asked for: a short text has few kinds, and all take 20 ms.
    Digits are no trigger words: their kind is `number`, and `ahead` is what must follow the day of a date.
    """

    triggers: Mapping[str, tuple[str, ...]]
    shapes: Callable[[str], tuple[re.Pattern[str], ...]]
    ahead: re.Pattern[str]


def patterns(words: DateWords, counts: Iterable[str]) -> DatePatterns:
    """The shapes of dates in a language; `counts` are its number words ("two weeks ago")."""
    numbers = tuple(counts)
    parts = {**_names(words), **_phrases(words, numbers), **_PUNCTUATION}
    shapes = cache(lambda kind: tuple(_compiled(shape, parts) for shape in _SHAPES[kind]))
    follows = r"(?:st|nd|rd|th)?(?:@OF@MONTH|@JOIN\d|[/.-]\d|@_@UNIT|(?!\s{0,3}\w))"
    return DatePatterns(triggers=_triggers(words, numbers), shapes=shapes, ahead=_compiled(follows, parts))


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, longest first, with blanks as wide as they come (to a bound).

    >>> any_of(["dini hari", "pagi"])
    '(?:dini\\\\s{1,3}hari|pagi)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s{1,3}".join(map(re.escape, word.split(" "))) for word in ordered) + ")"


_YEAR = r"(?:19|20)\d\d)(?!\d|[.,]\d)"
_PUNCTUATION = {
    "DAY": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    "TWO": r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?",
    "YEAR": rf"(?P<year>{_YEAR}",
    "ISO": r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)",
    "SEP": r"(?:[\s,]{0,3}\(\s?|[\s,]{1,3})",
    "CLOSE": r"(?:\s?\))?",
    "_": r"\s{1,3}",
}
_SHAPES = {
    "number": (
        "@ISO",
        r"@DAY@_@MONTH(?:,?\s{0,3}@YEAR)?@JOIN@TWO@_@MTWO(?:,?\s{0,3}(?P<year2>" + _YEAR + ")?",
        r"@DAY@JOIN@TWO@OF@MONTH(?:,?\s{0,3}@YEAR)?",
        r"@DAY@OF@MONTH(?:,?\s{0,3}@YEAR|@_@MODYEAR)?",
        r"@DAY(?P<slash>[/.-])(?P<number>\d{1,2})(?P=slash)@YEAR",
        r"(?<=\()@DAY/(?P<number>\d{1,2})(?=\s?\))",
        "@COUNT@_@UNIT@_@AGO",
        "@YEAR@_@MOD",
        "@YEAR",
        r"(?P<bare>\d{1,2})(?P<ordinal>st|nd|rd|th)?(?![\w%]|[-/:.,]\d|\s{1,3}[^\W\d_])",
    ),
    "weekday": (
        "@WEEKDAY@DAYPART@SEP@ISO@CLOSE@TAIL",
        r"@WEEKDAY@DAYPART@SEP@DAY@OF@MONTH(?:,?\s{0,3}@YEAR)?@CLOSE@TAIL",
        r"@WEEKDAY@DAYPART@SEP@MONTH\s{0,3}@DAY(?!\d|[.,]\d)(?:,?@_@YEAR)?@CLOSE@TAIL",
        r"@WEEKDAY@DAYPART@SEP@DAY(?P<slash>[/.-])(?P<number>\d{1,2})(?!\d)(?:(?P=slash)(?P<year>"
        r"(?:19|20)\d\d|\d\d)(?!\d))?@CLOSE@TAIL",
        "@WIDE@DAYPART@_(?:of@_)?@RELATIVE",
        "@WIDE@DAYPART@_@MODAFTER",
        "@WIDE@DAYPART",
    ),
    "month": (
        r"@MONTH\s{0,3}@DAY(?!\d|[.,]\d)@JOIN@TWO(?!\d|[.,]\d|\s{1,3}[a-z])(?:,?@_@YEAR)?",
        r"@MONTH\s{0,3}@DAY(?!\d|[.,]\d)(?:,?@_@YEAR|@_@MODYEAR)?",
        r"@MONTH@JOIN@MTWO,?@_@YEAR",
        "@MONTH,?@_(?:of@_)?@YEAR",
        "@MONTH@_(?:of@_)?@MODYEAR",
        "@MONTH@_@MODAFTER",
        "@MONTH",
    ),
    "part": (
        "@PART@RELATIVE",
        "@PART@FILL@MONTH,?@_@YEAR",
        "@PART@FILL@MONTH@_(?:of@_)?@MODYEAR",
        "@PART@FILL@MONTH@_@MODAFTER",
        "@PART@FILL@MODBEFORE@_@MONTH",
        r"@PART@FILL@MONTH(?!\s{0,3}\d)",
        "@PART@FILL@YEAR",
    ),
    "relative": ("@RELATIVE", "@MODBEFORE@_@WIDE", r"@MODBEFORE@_@MONTH(?!\s{0,3}\d)"),
    "ago": ("@COUNT@_@UNIT@_@AGO", "@ONE@_@AGO"),
    "offset": ("@OFFSET",),
}
_NOWHERE = r"(?!)"


def _names(words: DateWords) -> dict[str, str]:
    months = any_of(_cased(words.months, words))
    wide = any_of(_cased((form for form in words.weekdays if form not in words.short_weekdays), words))
    return {
        "MONTH": rf"(?P<month>{months})\b\.?",
        "MTWO": rf"(?P<month2>{months})\b\.?",
        "WEEKDAY": rf"(?P<weekday>{any_of(_cased(words.weekdays, words))})\b\.?",
        "WIDE": rf"(?P<weekday>{wide})\b",
        "DAYPART": rf"(?:\s{{1,3}}{_any_case(words.day_parts)}\b)?",
        "TAIL": rf"(?:\s{{1,3}}{_any_case(words.day_parts)}\b)?"
        + (rf"(?:\s{{1,3}}{_any_case(words.last)}\b)?" if words.modifier_after else ""),
        "OF": r"\s?\.?\s{0,3}" if words.day_first else r"\s{1,3}(?:of\s{1,3})?",
        "JOIN": rf"\s{{0,3}}{_any_case(words.joins)}\s{{0,3}}",
    }


def _phrases(words: DateWords, counts: tuple[str, ...]) -> dict[str, str]:
    unit = rf"(?P<unit>{_any_case(_flat(words.units))})\b"
    modifier = rf"(?P<mod>{_any_case((*words.last, *words.this, *words.next))})\b"
    years = rf"(?P<of_year>{_any_case(words.units['year'])})\b"
    after = words.modifier_after
    return {
        "UNIT": unit,
        "MODYEAR": rf"{years}\s{{1,3}}{modifier}" if after else rf"{modifier}\s{{1,3}}{years}",
        "RELATIVE": rf"{unit}\s{{1,3}}{modifier}" if after else rf"{modifier}\s{{1,3}}{unit}",
        "MODAFTER": modifier if after else _NOWHERE,
        "MODBEFORE": _NOWHERE if after else modifier,
        "MOD": modifier,
        "PART": rf"(?P<part>{_any_case((*words.early, *words.mid, *words.late))})(?:\s{{1,3}}|-)",
        "FILL": rf"(?:{_any_case(words.fillers)}\s{{1,3}})?",
        "COUNT": rf"(?P<count>\d{{1,3}}|{_any_case(counts)})\b",
        "ONE": rf"(?P<one>{_any_case(_flat(words.one))})\b",
        "AGO": rf"{_any_case(words.ago)}\b",
        "OFFSET": rf"(?P<offset>{_any_case(words.offsets)})\b",
    }


def _cased(forms: Iterable[str], words: DateWords) -> tuple[str, ...]:
    """Each form as the language writes it: with a capital, all in capitals, or in lower case where that is usual."""
    some = tuple(forms)
    capital = [form[:1].upper() + form[1:] for form in some]
    lower = [] if words.capitalised else list(some)
    return (*capital, *(form.upper() for form in some), *lower)


def _any_case(words: Iterable[str]) -> str:
    return f"(?i:{any_of(words)})"


def _flat(table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(form for forms in table.values() for form in forms)


def _compiled(shape: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(re.sub(r"@([A-Z]+|_)", lambda match: parts[match[1]], shape))


def _triggers(words: DateWords, counts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    modifiers = (*words.last, *words.this, *words.next)
    forms = (
        ("weekday", words.weekdays),
        ("month", words.months),
        ("part", (*words.early, *words.mid, *words.late)),
        ("offset", words.offsets),
        ("relative", _flat(words.units) if words.modifier_after else modifiers),
        ("ago", (*counts, *_flat(words.one))),
    )
    found: dict[str, tuple[str, ...]] = {}
    for kind, kind_forms in forms:
        for form in kind_forms:
            first = re.split(r"[\W_]", form)[0]
            found[first] = tuple(dict.fromkeys((*found.get(first, ()), kind)))
    return found
