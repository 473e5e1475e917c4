"""An HTML page → what it says: trafilatura finds the text, an own reader the title, date, publisher, author, address.

The date is taken only where the page states it (JSON-LD, meta elements, `<time datetime>`), never guessed from links or
words. Two dates that disagree are told in a note. Nothing here reads files or follows links.
"""

import logging
import re
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from factdb.read.found import Found, day_of
from factdb.read.linked_data import Stated, stated_in
from factdb.words import PublishedBasis

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_TIMES = 1000
"""Elements `<time>` that are looked at: a page may nest its articles, so that each is met again in every one."""

MOST_ELEMENTS = 10_000
"""A page of more elements is not given to trafilatura, which may need quadratic time; news have 1,000 to 5,000."""

LONGEST_SCRIPT = 100_000
MOST_TYPES = 200
"""A script longer than this, or of more things, does not describe an article; searching in it takes quadratic time."""

MANY_ELEMENTS = "The page has {:,} elements, too many to tell the article from the rest: all its paragraphs are taken."

_BLANKS = re.compile(r"\s{50,}")
_DOCTYPE = re.compile(r"\A\s*<\s*!\s*doctype[^<>]*>?", re.I)
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "dtk:publishdate",
    "publishdate",
    "publish-date",
    "pubdate",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "byl")


def from_page(page: str, name: str, notes: tuple[str, ...] = ()) -> Found:
    """What the page says; its text is empty where no article could be found in it."""
    tree = _parser()(_tamed(page))
    if tree is None:
        return Found(source=name, text="", notes=notes)
    metas, stated = _metas(tree), stated_in([script.text or "" for script in tree.iterfind(".//script")])
    title = stated.title or _first(metas, _TITLES) or _heading(tree)
    dates = _dates(tree, metas, stated)
    text, doubts = _body(tree)
    return Found(
        source=name,
        text=_without_title(text, title),
        url=_address(tree, metas, stated),
        title=title,
        publisher=stated.publisher or _first(metas, _PUBLISHERS),
        published=dates[0] if dates else None,
        author=stated.author or _author(metas),
        basis=PublishedBasis.PAGE,
        hint=stated.language or tree.get("lang"),
        notes=(*notes, *doubts, *_doubts(dates)),
    )


def _tamed(page: str) -> str:
    """The page without what says nothing and takes regular expressions of trafilatura quadratic time."""
    return _BLANKS.sub(" ", _DOCTYPE.sub("<!doctype html>", page))


def _quiet(tree: "HtmlElement") -> None:
    """Empties the scripts that are no description of one article, likewise."""
    for script in tree.iterfind(".//script"):
        told = script.text or ""
        if len(told) > LONGEST_SCRIPT or told.count("@type") > MOST_TYPES:
            script.text = None


def _body(tree: "HtmlElement") -> tuple[str, tuple[str, ...]]:
    """The article's text, a paragraph a line, and a note where it is all paragraphs of the page."""
    from trafilatura import baseline, extract

    if (count := sum(1 for _ in tree.iter())) > MOST_ELEMENTS:
        lines = (" ".join(paragraph.text_content().split()) for paragraph in tree.iter("p"))
        return "\n".join(filter(None, lines)), (MANY_ELEMENTS.format(count),)
    _quiet(tree)
    text = extract(tree, include_comments=False, include_tables=True, favor_recall=False, with_metadata=False)
    return text or baseline(tree)[1], ()


def _without_title(text: str, title: str | None) -> str:
    """The text without the headline above it: that is told apart, as the title."""
    first, _, rest = text.partition("\n")
    return rest if title and rest and first.split() == title.split() else text


def _metas(tree: "HtmlElement") -> dict[str, str]:
    """The page's meta elements by lower-case name; of several with one name the first."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := (meta.get("content") or "").strip():
            metas.setdefault(name.lower(), content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _heading(tree: "HtmlElement") -> str | None:
    for element in (*tree.iterfind(".//h1"), *tree.iterfind(".//title")):
        if text := " ".join("".join(element.itertext()).split()):
            return text
    return None


def _dates(tree: "HtmlElement", metas: dict[str, str], stated: Stated) -> tuple[str, ...]:
    """The days the page gives for its publication, surest first; a `<time>` counts only where nothing else does.

    A time in the outlet's own zone goes before one in UTC, whose day may be another than the one printed.
    """
    raws = [raw for raw in (stated.published, *(metas.get(name) for name in _DATES)) if raw]
    named = [day_of(raw) for raw in sorted(raws, key=lambda raw: raw.endswith("Z"))]
    if found := [day for day in named if day]:
        return tuple(dict.fromkeys(found))
    places = [*tree.iterfind(".//article"), *tree.iterfind(".//main"), tree]
    times = (time.get("datetime") for place in places for time in place.iter("time"))
    days = (day_of(raw) for raw in islice(times, MOST_TIMES) if raw)
    return tuple(islice((day for day in days if day), 1))


def _doubts(dates: tuple[str, ...]) -> tuple[str, ...]:
    """A note where two dates are more than a day apart: a day is what time zones explain."""
    days = [date.fromisoformat(day) for day in dates if len(day) == len("2024-10-31")]
    if not days or max(days) - min(days) <= timedelta(days=1):
        return ()
    return (f"The page gives more than one date of publication: {', '.join(dates)}. The first is taken.",)


def _author(metas: dict[str, str]) -> str | None:
    """The author's name; some pages give an address instead, which names nobody."""
    return next((metas[name] for name in _AUTHORS if name in metas and not metas[name].startswith("http")), None)


def _address(tree: "HtmlElement", metas: dict[str, str], stated: Stated) -> str | None:
    canonical = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    candidates = (*canonical, metas.get("og:url"), stated.url)
    return next((url.strip() for url in candidates if url and re.match(r"\s*https?://", url)), None)


@cache
def _parser() -> Any:
    from trafilatura import load_html

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return load_html
