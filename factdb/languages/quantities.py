"""How a language writes numbers and their units: the section `[quantities]` of its pack.

In comes the raw section, out goes a `QuantityWords`. Never reads a text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import cast

from factdb.languages import raw


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWords:
    """The words of quantities in one language, lower-case except where currencies are written otherwise.

    `decimal` is the mark before decimals ("," or "."), the other one groups thousands. `numbers` are number words,
    `scales` multiply them ("juta"), `crowds` are indefinite plurals with the least they can mean ("ratusan" 200).
    `single` are number words that alone count nothing ("one official said").

    `more_than`, `at_least`, `less_than`, `up_to` and `about` stand before a number and bound it; `joins` connect the
    ends of a range, those in `pairs` ("and") only after `between`. `currencies` map signs and codes before a number and
    words after it to ISO 4217 codes. `percent` follow a number. `labels` make the number after them a name ("Pasal 5"),
    `not_units` are words after a number that make it none ("7 pm"), `partitives` those that stand for a unit named
    before ("of them"). `stops` end a noun phrase; `classifiers` stand between number and noun. `head_last`: the noun
    that is counted ends its phrase ("two combat jets"); where not, it opens it ("dua jet tempur"). `plurals` give the
    singular where a rule does not.
    """

    decimal: str
    head_last: bool
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    crowds: Mapping[str, float]
    single: frozenset[str]
    more_than: tuple[str, ...]
    at_least: tuple[str, ...]
    less_than: tuple[str, ...]
    up_to: tuple[str, ...]
    about: tuple[str, ...]
    between: tuple[str, ...]
    joins: tuple[str, ...]
    pairs: frozenset[str]
    currencies: Mapping[str, str]
    percent: tuple[str, ...]
    labels: tuple[str, ...]
    not_units: frozenset[str]
    partitives: frozenset[str]
    stops: frozenset[str]
    classifiers: frozenset[str]
    plurals: Mapping[str, str]


_SETS = ("single", "pairs", "not_units", "partitives", "stops", "classifiers")
_TABLES = ("numbers", "scales", "crowds", "currencies", "plurals")


@cache
def quantity_words(code: str) -> QuantityWords:
    """The words of quantities in a language; KeyError where it has no pack."""
    return read(cast(Mapping[str, object], raw(code)["quantities"]))


def read(section: Mapping[str, object]) -> QuantityWords:
    """The `[quantities]` section as `QuantityWords`; ValueError on an unknown or missing key or a wrong type."""
    wanted = {field.name for field in fields(QuantityWords)}
    if section.keys() ^ wanted:
        raise ValueError(f"[quantities]: unknown or missing {', '.join(sorted(section.keys() ^ wanted))}")
    if section["decimal"] not in (".", ","):
        raise ValueError(f"[quantities]: decimal is {section['decimal']!r}, not '.' or ','")
    return QuantityWords(**{name: _value(name, section[name]) for name in wanted})  # type: ignore[arg-type]


def _value(name: str, value: object) -> object:
    if name in ("decimal", "head_last"):
        return value
    if name in _TABLES:
        if not isinstance(value, dict):
            raise ValueError(f"[quantities]: {name} is no table")
        return MappingProxyType(value)
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"[quantities]: {name} is no list of words")
    return frozenset(value) if name in _SETS else tuple(value)
