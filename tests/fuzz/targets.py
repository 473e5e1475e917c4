"""What a fuzzer calls with any bytes: a reader, or extraction and the linking of what it found.

A target returns nothing where all is well and raises where factdb would have crashed or given what must not be. The
first byte chooses the kind of file, or the language; `python -m tests.fuzz` runs them.
"""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from factdb.extract import statements_in
from factdb.link import compare, keys_of, settle
from factdb.parties import shipped
from factdb.read import Defaults, clean
from factdb.read.decode import text_of
from factdb.read.found import Found, articles_of
from factdb.read.page import from_page
from factdb.read.plain import title_of
from factdb.read.record import from_csv, from_json_lines
from factdb.records import Article, Problem, Span

KINDS = ("text", "page", "lines", "table")
CODES = ("en", "id", "ms")


def reading(data: bytes) -> None:
    """Any bytes as any kind of file: articles that can be stored, or problems."""
    kind, rest = KINDS[data[0] % len(KINDS)] if data else "text", data[1:]
    if kind == "lines":
        found = list(from_json_lines(BytesIO(rest), "a.jsonl"))
    elif kind == "table":
        found = list(from_csv(BytesIO(rest), "a.csv"))
    else:
        text, _ = text_of(rest) or ("", None)
        plain = Found(source="a.txt", text=text, title=title_of(clean(text)))
        found = [from_page(text, "a.html") if kind == "page" else plain]
    for one in found:
        for item in [one] if isinstance(one, Problem) else articles_of(one, Defaults()):
            check_stored(item)


def check_stored(item: Article | Problem) -> None:
    """Everything that would be stored can be written, and an article's text is as clean as it gets."""
    for name in type(item).__slots__:
        value = getattr(item, name)
        if isinstance(value, str):
            value.encode("utf-8")
            assert "\0" not in value, name
    assert isinstance(item, Problem) or (item.text and clean(item.text) == item.text)


def extracting(data: bytes) -> None:
    """Any text in any language: every span is in the text, and what was found can be linked with itself."""
    language = CODES[data[0] % len(CODES)] if data else "en"
    text = clean(data[1:].decode("utf-8", errors="replace"))
    article = Article(key="fuzz", text=text, source="fuzz", language=language, published_on="2025-06-05")
    found = statements_in(article, shipped())
    for one in found.statements:
        for span in (one.quote, one.source, one.cue, one.content, one.answers):
            check_span(span, text)
        assert one.speaker.strip() and one.party.strip()
    appearances = settle(article, found.statements, shipped()).appearances
    for appearance in appearances[:4]:
        keys_of(appearance)
        elsewhere = replace(appearances[0], key="elsewhere", article="elsewhere")
        assert compare(appearance, elsewhere, shipped().lineage) == compare(elsewhere, appearance, shipped().lineage)


def check_span(span: Span | None, text: str) -> None:
    """A span is words of the text without white space around them; None holds."""
    if span is not None:
        words = text[span.start : span.end]
        assert 0 <= span.start < span.end <= len(text) and words and words == words.strip()


TARGETS: dict[str, Callable[[bytes], None]] = {"reading": reading, "extracting": extracting}
