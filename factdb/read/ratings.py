"""The words in which people rate claims: a TOML file, the shipped one or a user's own → a checked `Scale`.

A word that is on no scale is refused with the nearest one: a rating that nobody else uses cannot be compared.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from factdb.errors import InputError
from factdb.read.found import MOST_LABEL
from factdb.read.hygiene import label
from factdb.read.sources import toml_in

SHIPPED = Path(__file__).with_name("ratings.toml")
KNOWN = ("words", "value", "means")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One rating: the words that say it, its place on the scale (None for none), and what it means (may be empty)."""

    words: tuple[str, ...]
    value: float | None = None
    means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """All ratings that may be given, from `place` (a file, in words), and the scale's two ends, None without values."""

    ratings: tuple[Rating, ...]
    place: str
    worst: float | None = None
    best: float | None = None


def scale_in(file: str | Path | None = None) -> Scale:
    """The scale of a TOML file with [[rating]] sections, the shipped one without a file.

    >>> [rating.words[0] for rating in scale_in().ratings][:3], scale_in().best
    (['true', 'mostly true', 'half true'], 5.0)

    Raises InputError for a file that cannot be used.
    """
    path = Path(file) if file is not None else SHIPPED
    place = str(path) if file is not None else "the scale that comes with factdb"
    told = toml_in(path)
    sections = told.get("rating")
    if not isinstance(sections, list) or not sections or set(told) != {"rating"}:
        raise InputError(f"{place}: wants [[rating]] sections and nothing else.")
    ratings = tuple(_rating(section, f"{place}: rating {number}") for number, section in enumerate(sections, start=1))
    words = [word.casefold() for rating in ratings for word in rating.words]
    if twice := sorted({word for word in words if words.count(word) > 1}):
        raise InputError(f"{place}: '{twice[0]}' stands there twice; each word says one rating.")
    values = [rating.value for rating in ratings if rating.value is not None]
    return Scale(ratings=ratings, place=place, worst=min(values, default=None), best=max(values, default=None))


def rated(word: str, scale: Scale) -> tuple[str, float | None]:
    """A rating as its scale writes it, with its value; InputError with all words for one that is on no scale.

    >>> rated("Mostly  TRUE", scale_in()), rated("belum terbukti", scale_in())
    (('mostly true', 4.0), ('belum terbukti', None))
    """
    known = {each.casefold(): (each, rating.value) for rating in scale.ratings for each in rating.words}
    wanted = (label(word) or "").casefold()
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, n=1, cutoff=0.6)
    meant = f" Did you mean '{known[near[0]][0]}'?" if near else ""
    firsts = ", ".join(rating.words[0] for rating in scale.ratings)
    raise InputError(
        f"'{word}' is no rating of {scale.place}.{meant} There are: {firsts} (`factdb verdict scale` tells more); "
        "--ratings FILE gives another scale."
    )


def _rating(section: object, place: str) -> Rating:
    if not isinstance(section, dict):
        raise InputError(f"{place}: is no [[rating]] section.")
    if unknown := sorted(set(section) - set(KNOWN)):
        raise InputError(f"{place}: unknown: {', '.join(unknown)}. Known: {', '.join(KNOWN)}.")
    words = section.get("words")
    if not isinstance(words, list) or not words or not all(isinstance(one, str) for one in words):
        raise InputError(f'{place}: \'words\' must be a list of texts, as in words = ["half true", "setengah benar"].')
    return Rating(
        words=tuple(_word(one, place) for one in words),
        value=_value(section, place),
        means=_means(section, place),
    )


def _word(word: str, place: str) -> str:
    line = label(word) or ""
    if not line or len(line) > MOST_LABEL:
        raise InputError(f"{place}: '{line[:40]}' is no word: it is empty, or has more than {MOST_LABEL} characters.")
    return line


def _value(section: Mapping[str, object], place: str) -> float | None:
    value = section.get("value")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{place}: 'value' must be a number; leave it out for a rating that is no point on the scale.")
    return float(value)


def _means(section: Mapping[str, object], place: str) -> str:
    means = section.get("means", "")
    if not isinstance(means, str):
        raise InputError(f"{place}: 'means' must be a sentence in quotation marks.")
    return label(means) or ""
