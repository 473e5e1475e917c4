"""How a language writes dates: the section `[dates]` of its pack, with CLDR's names of months and weekdays added.

In comes the raw section, out goes a `DateWords`. Month names, weekday names and their abbreviations come from babel's
CLDR data for `locale`; the pack adds the forms that CLDR lacks and the words of relative dates. Never reads a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import cast

from factdb.languages import raw

UNITS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """The words of dates in one language. All forms are lower-case, except where a field says otherwise.

    `months` and `weekdays` map each form to 1–12 and 0 (Monday) – 6; `short_weekdays` are the forms that mean a weekday
    only beside a number ("Sat"). `capitalised`: names of months and weekdays start with a capital, so that "may" and
    "march" are none. `day_first`: 1/12 is 1 December; where it is not, such a date is ambiguous. `modifier_after`: the
    word for last, this or next follows its noun ("pekan lalu").

    `offsets` are words for a day, counted from the article's ("yesterday" −1). `units` are the words for day, week,
    month and year, `one` those that hold their number ("sepekan"). `ago` follows a number of units. `last`, `this` and
    `next` go with units, weekdays and months; `early`, `mid` and `late` cut a month or year, with `fillers` between
    ("awal tahun 2023"). `day_parts` follow a weekday ("night"). `joins` connect two days of a range. `labels` announce
    a day of the month without its month ("tanggal 23", "the 30th"), with `ordinals` only where it is an ordinal.
    `not_dates` are names that hold a weekday or month ("Black Friday"), spelled as they are written.

    `before` are words that announce a date ("on", "pada hari"). After `until` a date bounds something else than the act
    that is told ("since", "sejak"); after `attributive` it belongs to a noun ("the September report"), unless `during`
    makes the whole a date ("in Tuesday's debate"). `relative` are the pronouns that open a clause about somebody.
    `following` say that something happened after what was told last, on the same occasion ("later", "kemudian"),
    `conjunctions` open another predicate, so that a date before them is not the next one's ("left on Friday and said").
    `complement` opens what was said ("that"), `asides` a word on who else told it ("as reported yesterday"), and
    `subordinate` a clause on another time, whose months and years date nothing else ("since fighting began in May").
    """

    locale: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    short_weekdays: frozenset[str]
    capitalised: bool
    day_first: bool
    modifier_after: bool
    offsets: Mapping[str, int]
    units: Mapping[str, tuple[str, ...]]
    one: Mapping[str, tuple[str, ...]]
    ago: tuple[str, ...]
    last: tuple[str, ...]
    this: tuple[str, ...]
    next: tuple[str, ...]
    early: tuple[str, ...]
    mid: tuple[str, ...]
    late: tuple[str, ...]
    day_parts: tuple[str, ...]
    before: tuple[str, ...]
    until: tuple[str, ...]
    relative: tuple[str, ...]
    attributive: tuple[str, ...]
    during: tuple[str, ...]
    following: tuple[str, ...]
    conjunctions: tuple[str, ...]
    complement: tuple[str, ...]
    asides: tuple[str, ...]
    subordinate: tuple[str, ...]
    when: tuple[str, ...]
    shifts: Mapping[str, int]
    later: tuple[str, ...]
    earlier: tuple[str, ...]
    since: tuple[str, ...]
    ere: tuple[str, ...]
    now: tuple[str, ...]
    present: tuple[str, ...]
    scenes: tuple[str, ...]
    there: tuple[str, ...]
    cited: tuple[str, ...]
    issued: tuple[str, ...]
    fillers: tuple[str, ...]
    ordinals: bool
    joins: tuple[str, ...]
    labels: tuple[str, ...]
    not_dates: tuple[str, ...]


@cache
def date_words(code: str) -> DateWords:
    """The words of dates in a language; KeyError where it has no pack."""
    return read(cast(Mapping[str, object], raw(code)["dates"]))


def read(section: Mapping[str, object]) -> DateWords:
    """The `[dates]` section as `DateWords`; ValueError on an unknown or missing key.

    `weekdays` count from 1 (Monday) in the pack, as ISO 8601 does.
    """
    wanted = {field.name for field in fields(DateWords)} - {"short_weekdays"}
    if section.keys() ^ wanted:
        raise ValueError(f"[dates]: unknown or missing {', '.join(sorted(section.keys() ^ wanted))}")
    months, weekdays, short = _cldr(str(section["locale"]))
    own_months = cast(Mapping[str, int], section["months"])
    own_weekdays = cast(Mapping[str, int], section["weekdays"])
    return DateWords(
        locale=str(section["locale"]),
        months=MappingProxyType({**months, **own_months}),
        weekdays=MappingProxyType({**weekdays, **{form: number - 1 for form, number in own_weekdays.items()}}),
        short_weekdays=short - {form for form in short if form in own_weekdays},
        capitalised=bool(section["capitalised"]),
        ordinals=bool(section["ordinals"]),
        day_first=bool(section["day_first"]),
        modifier_after=bool(section["modifier_after"]),
        offsets=MappingProxyType(dict(cast(Mapping[str, int], section["offsets"]))),
        shifts=MappingProxyType(dict(cast(Mapping[str, int], section["shifts"]))),
        units=_by_unit(section, "units"),
        one=_by_unit(section, "one"),
        **{name: _words(section[name]) for name in _LISTS},
    )


_LISTS = (
    *("ago", "last", "this", "next", "early", "mid", "late", "day_parts", "before", "until", "relative"),
    *("attributive", "during", "following", "conjunctions", "fillers", "joins", "labels", "not_dates"),
    *("complement", "asides", "subordinate", "when", "later", "earlier", "since", "ere", "now", "present"),
    *("scenes", "there", "cited", "issued"),
)


def _by_unit(section: Mapping[str, object], name: str) -> Mapping[str, tuple[str, ...]]:
    table = cast(Mapping[str, object], section[name])
    if table.keys() - set(UNITS):
        raise ValueError(f"[dates.{name}]: unknown {', '.join(sorted(table.keys() - set(UNITS)))}")
    return MappingProxyType({unit: _words(words) for unit, words in table.items()})


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"[dates]: {value!r} is no list of words")
    return tuple(value)


def _cldr(code: str) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    from babel import Locale

    locale = Locale.parse(code)
    months: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        months |= {form.lower(): number for number, form in locale.months["format"][width].items()}
    wide = {form.lower(): number for number, form in locale.days["format"]["wide"].items()}
    short = {form.lower(): number for number, form in locale.days["format"]["abbreviated"].items()}
    return months, {**short, **wide}, frozenset(short.keys() - wide.keys())
