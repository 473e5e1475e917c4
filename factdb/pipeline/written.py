"""Readings as text, for those who read articles for another one who keeps them: another process, another machine.

A `Reading` goes in and comes back the same. `maker_of` names who may have made it: only a reading by the same version
of factdb, with the same decisions of people about parties, is what a load would have found itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from factdb import __version__
from factdb.parties import gazetteer
from factdb.pipeline.collecting import without_collecting
from factdb.pipeline.reading import Reading, reading_of
from factdb.read import Written, key_of
from factdb.records import Article, Overlay, Problem

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reading that was made elsewhere, and by whom: what `maker_of` gave there."""

    maker: str
    reading: Reading


@lru_cache(4)
def maker_of(overlay: Overlay) -> str:
    """The version of factdb and what people decided about parties, in one short word."""
    return f"{__version__}-{sha256(_form(Overlay).dump_json(overlay)).hexdigest()[:16]}"


def readings_in_words(overlay: Overlay, articles: Iterable[Article]) -> list[bytes]:
    """What these articles say, each as JSON: 20 KB and 0.2 ms for one of 400 words; the parties are those told."""
    parties = gazetteer(overlay)
    with without_collecting():
        return [_form(Reading).dump_json(reading_of(article, parties)) for article in articles]


def reading_in(words: bytes | str) -> Reading:
    """The reading that was written so; raises ValueError where it is none."""
    reading: Reading = _form(Reading).validate_json(words)
    return reading


def notes_in_words(problems: Iterable[Problem]) -> bytes:
    """The problems that came with an article, as JSON."""
    return _form(tuple[Problem, ...]).dump_json(tuple(problems))


def told_in(written: Written) -> tuple[Told, tuple[Problem, ...]]:
    """What somebody read before, and the problems that came with the article; ValueError where it is none of ours."""
    reading = reading_in(written.reading)
    notes: tuple[Problem, ...] = _form(tuple[Problem, ...]).validate_json(written.notes)
    if reading.article.key != key_of(reading.article.text, reading.article.publisher):
        raise ValueError("its key is not that of its text")
    return Told(maker=written.maker, reading=reading), notes


@cache
def _form(kind: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
