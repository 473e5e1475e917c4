"""Quantities in an article: numbers with what they count, bounded as the words bound them.

In come a text, its dates and a language's `QuantityWords`; out go `records.Quantity`s with their spans. Never takes a
date, a clock time, an age in brackets, a name with a number ("F-16", "Pasal 5") or an ordinal for a quantity.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from factdb.extract.dates import DateExpression
from factdb.extract.patterns import any_of
from factdb.extract.triggers import NUMBER, Triggers
from factdb.languages.quantities import QuantityWords
from factdb.records import Quantity

LONGEST = 20
_TOKEN = re.compile(r"\s{0,3}(\[[^\]\n]{1,30}\]|[^\W\d_][\w'’-]{0,40}|\S)")
_DIGITS = r"\d{1,3}(?:[.,]\d{3}){1,4}(?:[.,]\d{1,3})?(?![.,]?\d)|\d{1,12}(?:[.,]\d{1,3})?(?![.,]?\d)"
_BACK, _PHRASE = 40, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """What a number counts: `unit` "" where the text leaves it to what was named before; `end` where the words end."""

    unit: str
    end: int


class QuantityReader:
    """Reads the quantities of one language; built once, never changes."""

    def __init__(self, words: QuantityWords) -> None:
        self.words = words
        tens = {form: value for form, value in words.numbers.items() if 20 <= value < 100}
        ones = {form: value for form, value in words.numbers.items() if value < 10}
        between = "-" if words.head_last else " "
        compounds = {f"{ten}{between}{one}": tens[ten] + ones[one] for ten in tens for one in ones}
        self._numbers = {**words.numbers, **compounds}
        value = rf"(?:{_DIGITS}|(?i:{any_of(self._numbers)})\b)"
        scale = rf"(?:[\s-]{{1,3}}(?i:{any_of(words.scales)})\b){{0,2}}"
        signs = any_of(form for form in words.currencies if not form.islower())
        self._crowd = re.compile(rf"(?i:(?P<crowd>{any_of(words.crowds)}))\b(?:\s{{1,3}}of\b)?")
        self._value = re.compile(
            rf"(?P<low>{value})(?P<low_scale>{scale})"
            rf"(?:\s{{0,3}}(?P<join>{any_of(words.joins)})\s{{0,3}}(?P<sign2>{signs}\s?)?(?P<high>{value})(?P<high_scale>{scale}))?"
        )
        self._percent = re.compile(rf"\s{{0,2}}(?i:{any_of(words.percent)})(?!\w)")
        self._money = re.compile(rf"\s{{1,2}}(?i:(?P<money>{any_of(f for f in words.currencies if f.islower())}))\b")
        letters = any_of(form for form in words.currencies if form.isalpha() and not form.islower())
        self._glued = re.compile(rf"(?:{letters})(?=\d)")
        self._sign = re.compile(rf"(?<!\w)(?P<sign>{signs})\s?$")
        bounds = ("more_than", "at_least", "less_than", "up_to", "about", "between")
        self._bound = re.compile(
            r"(?<!\w)(?i:" + "|".join(f"(?P<{name}>{any_of(getattr(words, name))})" for name in bounds) + r")\s{1,3}$"
        )
        self._sign_ends = {form[-1] for form in words.currencies if not form.islower()}
        self._labels = frozenset(words.labels)
        self._bound_ends = {form.rpartition(" ")[2] for name in bounds for form in getattr(words, name)}
        self._firsts = Triggers({re.split(r"[\s-]", form)[0] for form in (*self._numbers, *words.crowds)})

    def quantities(self, text: str, dates: Iterable[DateExpression] = ()) -> tuple[Quantity, ...]:
        """The quantities of a text, in order, none overlapping; numbers inside `dates` are none.

        `unit` is "person", "tentara", "percent", an ISO 4217 code, or "" where the words point back ("10.000 dari
        mereka"). "more than" opens `high`, "up to" opens `low`, "about" gives both alike.

        >>> from factdb.languages.quantities import quantity_words
        >>> found = QuantityReader(quantity_words("id")).quantities("Hingga 12.000 tentara ditempatkan di sana.")
        >>> [(quantity.unit, quantity.low, quantity.high) for quantity in found]
        [('tentara', None, 12000.0)]
        """
        taken = iter(sorted((expression.start, expression.end) for expression in dates))
        date = next(taken, None)
        found: list[Quantity] = []
        end = 0
        for start in self._starts(text):
            while date and date[1] <= start:
                date = next(taken, None)
            if start < end or (date and date[0] <= start):
                continue
            quantity = self._quantity(text, start)
            if quantity and not (date and quantity.end > date[0]):
                found.append(quantity)
                end = quantity.end
        return tuple(found)

    def _starts(self, text: str) -> list[int]:
        """Where a quantity may begin, in order: with a number, with one behind its currency, or with a number word."""
        found = [one.start() for one in NUMBER.finditer(text) if one.end() - one.start() < LONGEST]
        found = [at for at in found if not at or text[at - 1] not in "-–/_.,:#@" or _opens(text, at)]
        glued = (one for one in self._glued.finditer(text) if not text[one.start() - 1 : one.start()].isalnum())
        return sorted([*found, *(one.end() for one in glued), *(at for at, _ in self._firsts.places(text))])

    def _quantity(self, text: str, start: int) -> Quantity | None:
        crowd = self._crowd.match(text, start)
        if crowd:
            low = float(self.words.crowds[" ".join(crowd["crowd"].lower().split())])
            counted = self._counted(text, crowd.end(), 2)
            return _built(start, counted, low, None) if counted and counted.unit else None
        match = self._value.match(text, start)
        if match is None or text[match.end() : match.end() + 1].isalpha():
            return None
        return self._number(text, match)

    def _number(self, text: str, match: re.Match[str]) -> Quantity | None:
        low, high = self._values(match)
        end = match.end()
        back = text[max(0, match.start() - _BACK) : match.start()]
        sign = self._sign.search(back) if back[-5:].rstrip()[-1:] in self._sign_ends else None
        if high is not None and not (low <= high and self._is_range(match, back, sign)):
            low = self._scaled(match["low"], match["low_scale"])
            high, end = None, match.end("low_scale")
        ahead = back[: sign.start()] if sign else back
        last = ahead[-20:].rstrip().rpartition(" ")[2].lstrip('("“‘').lower()
        bound = self._bound.search(ahead) if last in self._bound_ends else None
        bound = None if bound and bound.lastgroup == "between" and high is None else bound
        if last in self._labels or (not sign and self._is_name(text, match, end, back, bound is not None)):
            return None
        counted = self._measured(text, end, low if high is None else high, sign)
        if counted is None or (not counted.unit and not bound and not self._points_back(text, end)):
            return None
        start = match.start() - len(back) + (bound or sign).start() if bound or sign else match.start()  # type: ignore[union-attr]
        return _built(start, counted, *_bounded(low, high, bound))

    def _values(self, match: re.Match[str]) -> tuple[float, float | None]:
        low = self._scaled(match["low"], match["low_scale"])
        if not match["high"]:
            return low, None
        if match["high_scale"] and not match["low_scale"]:
            low = self._scaled(match["low"], match["high_scale"])
        return low, self._scaled(match["high"], match["high_scale"])

    def _scaled(self, number: str, scale: str) -> float:
        return self._number_of(number, is_scaled=bool(scale)) * self._scale_of(scale)

    def _number_of(self, word: str, *, is_scaled: bool) -> float:
        """The value of a number; "35,386" groups thousands in either style, but "110,718 triliun" has decimals."""
        if not word[0].isdecimal():
            return float(self._numbers[" ".join(word.lower().split())])
        decimal, group = (",", ".") if self.words.decimal == "," else (".", ",")
        whole, _, part = word.partition(decimal)
        if len(part) == 3 and not is_scaled and whole.isdecimal() and whole.lstrip("0"):
            return float(whole + part)
        return float(f"{whole.replace(group, '')}.{re.sub(r'[.,]', '', part) or 0}")

    def _scale_of(self, words: str) -> float:
        product = 1.0
        for word in re.split(r"[\s-]+", words.strip().lower()):
            product *= self.words.scales.get(word, 1)
        return product

    def _is_range(self, match: re.Match[str], back: str, sign: re.Match[str] | None) -> bool:
        """Whether two numbers are the ends of a range: of one currency, and joined by "and" only after "between"."""
        if match["sign2"] and (sign is None or match["sign2"].strip() != sign["sign"]):
            return False
        if match["join"].lower() not in self.words.pairs:
            return True
        ahead = back[: sign.start()] if sign else back
        return ahead.rstrip().lower().endswith(self.words.between)

    def _is_name(self, text: str, match: re.Match[str], end: int, back: str, is_bounded: bool) -> bool:
        """Whether the number is no amount: an age in brackets, a list's number, a label, a year, a lone "one"."""
        after = text[end : end + 2]
        number = match["low"]
        if after[:1] in "-:/" and after[1:].isalnum() and not match["high"]:
            return True
        if back.endswith("(") and after[:1] == ")":
            return True
        if after[:1] == "." and (not back.strip(" \t") or back.rstrip(" \t").endswith("\n")):
            return True
        if number.lower() in self.words.single and not is_bounded and not match["low_scale"]:
            return True
        return bool(not is_bounded and re.fullmatch(r"(?:19|20)\d\d", number) and not match["low_scale"])

    def _measured(self, text: str, end: int, value: float, sign: re.Match[str] | None) -> _Counted | None:
        if sign:
            return _Counted(unit=self.words.currencies[sign["sign"]], end=end)
        percent = self._percent.match(text, end)
        if percent:
            return _Counted(unit="percent", end=percent.end())
        money = self._money.match(text, end)
        if money:
            return _Counted(unit=self.words.currencies[money["money"].lower()], end=money.end())
        return self._counted(text, end, value)

    def _counted(self, text: str, end: int, value: float) -> _Counted | None:
        """The noun that is counted, None where the next word rules a quantity out."""
        phrase: list[tuple[str, int]] = []
        place = end
        while len(phrase) < _PHRASE and (token := _TOKEN.match(text, place)):
            word, place = token[1].rstrip("'’-"), token.end()
            place -= len(token[1]) - len(word) if word else 0
            word = word or token[1]
            if word.lower().rstrip(".") in self.words.not_units and not phrase:
                return None
            if "\n" in token[0] or not (word[0].isalpha() or word[0] == "[") or word.lower() in self.words.stops:
                break
            if word[0] != "[":
                phrase.append((word, place))
        noun = self._last_noun(phrase, value) if self.words.head_last else self._first_noun(phrase)
        return _Counted(unit=self._singular(noun[0]), end=noun[1]) if noun else _Counted(unit="", end=end)

    def _first_noun(self, phrase: list[tuple[str, int]]) -> tuple[str, int] | None:
        if len(phrase) > 1 and phrase[0][0].lower() in self.words.classifiers:
            return phrase[1]
        return phrase[0] if phrase else None

    def _last_noun(self, phrase: list[tuple[str, int]], value: float) -> tuple[str, int] | None:
        if value == 1:
            return next((word for word in phrase if word[0].islower()), None)
        for word, place in phrase:
            if word.lower() in self.words.plurals or _is_plural(word):
                return word, place
        return next((word for word in phrase if word[0].islower()), None)

    def _singular(self, noun: str) -> str:
        word = noun.lower()
        if word in self.words.plurals:
            return self.words.plurals[word]
        if not self.words.head_last or not _is_plural(word):
            return word
        if word.endswith("ies"):
            return word[:-3] + "y"
        return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1]

    def _points_back(self, text: str, end: int) -> bool:
        token = _TOKEN.match(text, end)
        return bool(token and token[1].lower() in self.words.partitives)


@cache
def quantity_reader(code: str) -> QuantityReader:
    """The reader of a language, built once; KeyError where the language has no pack."""
    from factdb.languages.quantities import quantity_words

    return QuantityReader(quantity_words(code))


def _built(start: int, counted: _Counted, low: float | None, high: float | None) -> Quantity:
    return Quantity(start=start, end=counted.end, unit=counted.unit, low=low, high=high)


def _bounded(low: float, high: float | None, bound: re.Match[str] | None) -> tuple[float | None, float | None]:
    kind = bound.lastgroup if bound else None
    if high is not None:
        return low, high
    if kind in ("more_than", "at_least"):
        return low, None
    return (None, low) if kind in ("less_than", "up_to") else (low, low)


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _opens(text: str, start: int) -> bool:
    """Whether the sign before a number belongs to nothing ("- 5 orang", "–300")."""
    return not text[max(0, start - 2) : start - 1].strip()
