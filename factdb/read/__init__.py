"""Files → articles: what `factdb load` and `factdb.open(…).load` read.

Paths come in; articles and the problems of single items go out, one by one, so that a file of any size can be read.
What the user typed wrong is an InputError before anything is read; what one file or record of many holds is a Problem,
and the rest is read. Nothing here knows a database.
"""

import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from factdb.read.decode import text_of
from factdb.read.found import Defaults, Found, articles_of, with_given
from factdb.read.hygiene import clean, key_of
from factdb.read.language import language_of
from factdb.read.parquet import Written, from_parquet, pyarrow
from factdb.read.plain import title_of
from factdb.read.ratings import Scale, rated, scale_in
from factdb.read.record import MOST_BYTES, Joined, checked, from_csv, from_json_lines
from factdb.read.sources import STDIN, Source, opened, sources, toml_in
from factdb.read.verdicts import claim_reviews
from factdb.records import Article, Problem

__all__ = [
    "Defaults",
    "Scale",
    "Written",
    "claim_reviews",
    "clean",
    "inputs",
    "key_of",
    "language_of",
    "pyarrow",
    "rated",
    "scale_in",
    "toml_in",
]

MOST_PROBLEMS = 20
"""Problems of one file that are told one by one; further ones are counted."""

MOST_PAGE_BYTES = 5_000_000
"""The largest HTML page that is read: pages of news have 0.1 to 3 MB, and a hostile one takes seconds."""


def inputs(paths: Sequence[str], defaults: Defaults, stdin: BinaryIO) -> Iterator[Article | Problem | Written]:
    """The articles in files, folders, globs and standard input (`-`), each followed by its problems.

    Raises InputError at once for a path that means no file. A problem without `article` is about a file or record that
    gave none; `source` says which. What was read before, and kept as Parquet, goes out as it was written.
    """
    return _articles(sources(paths), defaults, stdin)


def _articles(files: Sequence[Source], defaults: Defaults, stdin: BinaryIO) -> Iterator[Article | Problem | Written]:
    for file in files:
        yield from _capped(_told(_found_in(file, stdin), file, defaults), file.told)


def _told(
    items: Iterator[Found | Problem | Written], file: Source, defaults: Defaults
) -> Iterator[Article | Problem | Written]:
    for item in items:
        if isinstance(item, Problem | Written):
            yield item
        else:
            yield from articles_of(with_given(item, dict(file.given)), defaults)


def _capped(items: Iterator[Article | Problem | Written], name: str) -> Iterator[Article | Problem | Written]:
    """The items, with the first lost records told and the rest counted; what is doubtful in an article always stays."""
    lost = 0
    for item in items:
        lost += isinstance(item, Problem) and item.article is None
        if isinstance(item, Article | Written) or item.article is not None or lost <= MOST_PROBLEMS:
            yield item
    if lost > MOST_PROBLEMS:
        yield Problem(message=f"{name}: {lost - MOST_PROBLEMS:,} more records could not be read.", source=name)


def _found_in(file: Source, stdin: BinaryIO) -> Iterator[Found | Problem | Written]:
    if file.name == STDIN:
        yield from _found_in_stdin(stdin)
        return
    if file.refused:
        yield Problem(message=file.refused, source=file.told)
        return
    try:
        with opened(file.path) as data:
            yield from _found_in_file(data, file.told, file.path.suffix.lower())
    except OSError as error:
        yield Problem(message=f"It cannot be read: {error.strerror}.", source=file.told)


def _found_in_stdin(stdin: BinaryIO) -> Iterator[Found | Problem | Written]:
    """JSON Lines where the first character is `{`, else one text."""
    start = stdin.readline(MOST_BYTES + 1)
    while start and not start.strip():
        start = stdin.readline(MOST_BYTES + 1)
    data = io.BufferedReader(Joined(start, stdin))
    is_json = start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    yield from _found_in_file(data, STDIN, ".jsonl" if is_json else ".txt")


def _found_in_file(data: BinaryIO, name: str, kind: str) -> Iterator[Found | Problem | Written]:
    if kind == ".jsonl":
        yield from from_json_lines(data, name)
    elif kind == ".csv":
        yield from from_csv(data, name)
    elif kind == ".parquet":
        yield from from_parquet(data, name, checked)
    else:
        yield _found_in_text(data.read(MOST_BYTES + 1), name, kind)


def _found_in_text(data: bytes, name: str, kind: str) -> Found | Problem:
    is_page = kind in (".html", ".htm")
    most = MOST_PAGE_BYTES if is_page else MOST_BYTES
    if len(data) > most:
        size = f"It is larger than {most // 1_000_000} MB"
        return Problem(message=f"{size}; a file of .txt or .html is read as one article.", source=name)
    decoded = text_of(data)
    if decoded is None:
        return Problem(message="It is no text but a binary file.", source=name)
    text, note = decoded
    notes = (note,) if note else ()
    if is_page:
        from factdb.read.page import from_page

        return from_page(text, name, notes)
    return Found(source=name, text=text, title=title_of(clean(text[:20_000])), notes=notes)
