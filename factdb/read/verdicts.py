"""ClaimReviews that fact-checkers publish → verdicts, each with what its file tells of the claim that it is about.

A file of JSON-LD comes in (one review, a list, a graph, a DataFeed), or an HTML page that holds some. Reviews that lack
what a verdict needs come out as problems in words. Nothing is fetched, and no rating is made up.
"""

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path

from factdb.errors import InputError
from factdb.read.decode import text_of
from factdb.read.found import MOST_LABEL, day_of
from factdb.read.hygiene import clean, label
from factdb.read.sources import opened
from factdb.records import Problem, Reviewed, Verdict
from factdb.words import ARTICLE_URN, CLAIM_URN, INFORMATION_CREDIBILITY, SOURCE_RELIABILITY

MOST_BYTES = 200_000_000
"""The largest file that is read: feeds of all fact-checks of a year have some 100 MB."""

DEEPEST = 30
"""Levels of nesting that are looked into; real pages and feeds use eight."""

MOST_WORDS = 10_000
"""Letters of an explanation, or of the words that were assessed, that are kept: more is a whole article."""

APPEARING = ("appearance", "firstAppearance", "url", "sameAs")
Thing = dict[str, object]


def claim_reviews(file: str | Path) -> Iterator[Reviewed | Problem]:
    """The reviews in a file, in its order, or why one cannot be used.

    Raises InputError for a file that cannot be read, is neither JSON nor HTML, or holds no ClaimReview at all.
    """
    path, found = Path(file), False
    for number, review in enumerate(_reviews(_content(path), DEEPEST), start=1):
        found = True
        yield _reviewed(review, f"{path.name}, review {number}")
    if not found:
        raise InputError(f"{path}: holds no ClaimReview. factdb reads JSON-LD, and HTML pages that hold some.")


def _content(path: Path) -> object:
    """What a file holds, as parsed JSON; of an HTML page a list of what its scripts hold."""
    try:
        with opened(path) as data:
            content = data.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(f"'{path}' cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if len(content) > MOST_BYTES:
        raise InputError(f"{path}: larger than {MOST_BYTES // 1_000_000} MB. Split it into several files.")
    told = text_of(content)
    if told is None:
        raise InputError(f"{path}: is no text.")
    text = told[0].lstrip("\ufeff \t\r\n")
    return _scripts(text, path) if text.startswith("<") else _parsed(text, str(path))


def _parsed(text: str, place: str) -> object:
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: not JSON that can be read: nested too deep or a number too long.") from error


def _scripts(page: str, path: Path) -> list[object]:
    """What the scripts of a page hold that are JSON-LD and speak of reviews; a broken one is an error."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    try:
        tree = document_fromstring(page.encode(errors="replace"), parser=HTMLParser(encoding="utf-8"))
    except LxmlError as error:
        raise InputError(f"{path}: not HTML that can be read: {error}.") from error
    texts = [one.text or "" for one in tree.iter("script") if "ld+json" in (one.get("type") or "").lower()]
    return [_parsed(text.strip().rstrip(";"), str(path)) for text in texts if "ClaimReview" in text]


def _reviews(value: object, levels: int) -> Iterator[Thing]:
    """Every ClaimReview in what a file holds, in its order, at whatever level; none inside another."""
    if isinstance(value, dict) and _is_a(value, "ClaimReview"):
        yield value
    elif isinstance(value, dict | list) and levels:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _reviews(part, levels - 1)


def _is_a(thing: Thing, kind: str) -> bool:
    """Whether one of a thing's types is this one, written short or as an address (https://schema.org/ClaimReview)."""
    kinds = _all(thing.get("@type"))
    return any(isinstance(one, str) and re.split(r"[/:#]", one)[-1] == kind for one in kinds)


def _reviewed(review: Thing, place: str) -> Reviewed | Problem:
    ratings = [one for one in _all(review.get("reviewRating")) if isinstance(one, dict)]
    main = next((one for one in ratings if _text(one.get("reviewAspect")) is None), {})
    author = _author(review)
    value, worst, best = (_number(main.get(key)) for key in ("ratingValue", "worstRating", "bestRating"))
    plain = _text(main.get("ratingValue")) or (None if value is None else f"{value:g}")
    rating = _text(main.get("alternateName")) or _text(main.get("name")) or plain
    if author is None or rating is None:
        lacking = "author" if author is None else "reviewRating with an alternateName or a ratingValue"
        return Problem(message=f"it has no {lacking}.", source=place)
    name, kind = author
    claims = [one for one in _all(review.get("itemReviewed")) if isinstance(one, dict)]
    slug, told = _slug(claims), [words for one in claims for words in (_words(one.get(k)) for k in ("text", "name"))]
    words = _words(review.get("claimReviewed")) or next(filter(None, told), None)
    verdict = Verdict(
        author=name,
        author_kind=kind,
        rating=rating,
        rating_value=value,
        worst_rating=worst,
        best_rating=best,
        source_reliability=_letter(ratings, SOURCE_RELIABILITY, "ABCDEF"),
        information_credibility=_letter(ratings, INFORMATION_CREDIBILITY, "123456"),
        given_on=day_of(_text(review.get("datePublished")) or ""),
        url=_address(review.get("url")),
        claim_reviewed=None if slug and words in told else words,
        explanation=_explanation(review, main),
    )
    return Reviewed(verdict=verdict, words=words, slug=slug, addresses=tuple(dict.fromkeys(_addresses(claims))))


def _author(review: Thing) -> tuple[str, str] | None:
    """Who signs a review, and whether that is a person or an organization; a publisher signs where no author does."""
    for key in ("author", "publisher"):
        for one in _all(review.get(key)):
            if name := _text(one.get("name") if isinstance(one, dict) else one):
                is_person = isinstance(one, dict) and _is_a(one, "Person")
                return name, "person" if is_person else "organization"
    return None


def _explanation(review: Thing, rating: Thing) -> str:
    told = (review.get("reviewBody"), rating.get("ratingExplanation"), review.get("description"))
    return next(filter(None, map(_words, told)), "")


def _letter(ratings: list[Thing], aspect: str, letters: str) -> str | None:
    """The letter or digit of the Admiralty code that factdb's own export gives as a rating of this aspect."""
    told = (_text(one.get("alternateName")) for one in ratings if _text(one.get("reviewAspect")) == aspect)
    return next((one for one in told if one is not None and len(one) == 1 and one in letters), None)


def _slug(claims: list[Thing]) -> str | None:
    """The name of the claim in the database that exported it, None where factdb did not export it."""
    ids = (one.get("@id") for one in claims)
    return next(
        (name.removeprefix(CLAIM_URN) for name in ids if isinstance(name, str) and name.startswith(CLAIM_URN)), None
    )


def _addresses(claims: list[Thing]) -> Iterator[str]:
    """The addresses of the articles in which a claim appears, and factdb's own keys of articles."""
    told = (one for claim in claims for key in APPEARING for one in _all(claim.get(key)))
    for one in told:
        for value in (one.get("@id"), one.get("url")) if isinstance(one, dict) else (one,):
            if isinstance(value, str) and value.startswith((ARTICLE_URN, "http://", "https://")):
                yield value.strip()


def _all(value: object) -> list[object]:
    """A value as a list of values: JSON-LD writes one value without brackets."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str | None:
    """A short text as one clean line; None where there is none, or too much of it."""
    if not isinstance(value, str):
        return None
    line = label(value[: MOST_LABEL * 2])
    return line if line and len(line) <= MOST_LABEL else None


def _words(value: object) -> str | None:
    """A longer text, cleaned; what is above a page or two is left out."""
    return clean(value[:MOST_WORDS]) or None if isinstance(value, str) else None


def _number(value: object) -> float | None:
    """A number, also one that is written as text; None where it is none, or none that can be kept."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def _address(value: object) -> str | None:
    """An address of the web, None for anything else."""
    line = _text(value)
    return line if line and re.match(r"https?://\S+$", line) else None
