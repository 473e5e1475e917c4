"""The `[page]` section of a pack: lines of a page that are not its article ("Baca juga", advertisements, captions).

`page(code)` gives what a language's pages carry, `furniture` where it stands in one text. The text itself is never
changed: extraction passes over these spans, so that nobody is quoted from a picture credit.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache

from factdb.languages import codes, raw
from factdb.records import Span

LONGEST = 200
"""A line that starts like furniture and is longer than this is taken for a paragraph."""

_BARE = re.compile(r"(?:https?://|www\.)\S+|[^\w\"'“”‘’]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is not the article.

    `lines`: a whole line says just this, whatever the case. `starts`: a short line begins so, whatever the case.
    `line_patterns`: a short line holds a match of this regular expression. `patterns`: a stretch of a line
    matches; it may stand amid a sentence, which is read without it.
    `hits` and `misses` are the pack's own examples: lines that are, and lines that are not, furniture.
    """

    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    line_patterns: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@cache
def page(code: str) -> Page:
    """What pages in a language carry; nothing but bare addresses and rules for a language without a pack."""
    return read(raw(code)) if code in codes() else Page()


def read(pack: Mapping[str, object]) -> Page:
    """The `[page]` section of a pack; ValueError where it has an unknown key, no list of texts, or a broken pattern."""
    section = pack.get("page", {})
    if not isinstance(section, dict):
        raise ValueError("page: must be a [page] section")
    if unknown := sorted(set(section) - {field.name for field in fields(Page)}):
        raise ValueError(f"page: unknown: {', '.join(unknown)}")
    for name, values in section.items():
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise ValueError(f"page: {name} must be a list of texts")
        if len(set(values)) < len(values):
            raise ValueError(f"page: {name} holds a text twice")
    words = Page(**{name: tuple(values) for name, values in section.items()})
    try:
        _compiled(words)
    except re.error as error:
        raise ValueError(f"page: not a regular expression: {error}") from error
    return words


@lru_cache(maxsize=2)  # an article is asked about where it is read and where its marks are made
def furniture(text: str, words: Page) -> tuple[Span, ...]:
    """The spans of a text that are not its article, in order and none overlapping; whole lines without their newline.

    >>> words = Page(starts=("Baca juga",), patterns=(r"\\[Gambas:[^]]*\\]",))
    >>> text = "Kremlin membantah. [Gambas:Video 20detik]\\nBaca juga: Isi Kontrak Rudal\\nMoskow diam."
    >>> [text[span.start : span.end] for span in furniture(text, words)]
    ['[Gambas:Video 20detik]', 'Baca juga: Isi Kontrak Rudal']
    """
    whole, part = _compiled(words)
    spans: list[Span] = []
    for start, end in _lines(text):
        if end - start <= LONGEST and whole.fullmatch(text, start, end):
            spans.append(Span(start, end))
        else:
            spans += [Span(*found.span()) for found in part.finditer(text, start, end) if found[0]]
    return tuple(spans)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line's words begin and end; blank lines are left out."""
    for line in re.finditer(r"\S[^\n]*", text):
        yield line.start(), line.start() + len(line[0].rstrip())


@cache
def _compiled(words: Page) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The expression that a line of furniture matches as a whole, and the one for stretches."""
    lines = "|".join(re.escape(line) for line in words.lines)
    starts = "|".join(re.escape(start) for start in words.starts)
    holds = "|".join(f"(?:{pattern})" for pattern in words.line_patterns)
    whole = [
        _BARE.pattern,
        rf"(?i:\W*(?:{lines})\W*)" if lines else "",
        rf"(?i:[^\w\"'“”‘’]*(?:{starts})(?!\w)[^\n]*)" if starts else "",
        rf"[^\n]*?(?:{holds})[^\n]*" if holds else "",
    ]
    part = "|".join(f"(?:{pattern})" for pattern in words.patterns) or r"(?!)"
    return re.compile("|".join(one for one in whole if one), re.MULTILINE), re.compile(part, re.MULTILINE)
