"""The JSON-LD of a page → what it states about its article, in the words of schema.org.

The scripts' texts come in; scripts that are no JSON, or describe something else, are passed over. Nothing is guessed.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DEEPEST = 12
"""Levels of nesting that are looked into; real pages use four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What JSON-LD says of the page's article, as it is written; None where it says nothing."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None


def stated_in(scripts: Sequence[str]) -> Stated:
    """What the first article among the scripts states; an empty `Stated` where there is none.

    >>> stated_in(['{"@type": "NewsArticle", "headline": "Kremlin Bantah", "datePublished": "2024-10-31"}']).published
    '2024-10-31'
    """
    found = [thing for script in scripts for thing in _things(_parsed(script), DEEPEST) if _is_article(thing)]
    if not found:
        return Stated()
    article = next((thing for thing in found if "datePublished" in thing), found[0])
    return Stated(
        title=_text(article.get("headline")),
        published=_text(article.get("datePublished")),
        publisher=_name(article.get("publisher")),
        author=_name(article.get("author")),
        url=_text(article.get("url")),
        language=_text(article.get("inLanguage")),
    )


def _parsed(script: str) -> object:
    if "@type" not in script:
        return None
    try:
        return json.loads(script.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: object, levels: int) -> Iterator[dict[str, object]]:
    """The objects at the top of the data: alone, in a list or in a graph, each before what it holds."""
    if isinstance(value, dict):
        yield value
        value = [value.get("@graph"), value.get("mainEntity"), value.get("mainEntityOfPage")]
    if isinstance(value, list) and levels:
        for part in value:
            yield from _things(part, levels - 1)


def _is_article(thing: dict[str, object]) -> bool:
    kinds = thing.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(("Article", "BlogPosting"))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    """The names of whoever is given: a text, an object with a name, or a list of them joined by "; "."""
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list):
        return (
            "; ".join(name for name in map(_name, (one for one in value if not isinstance(one, list))) if name) or None
        )
    return _text(value)
