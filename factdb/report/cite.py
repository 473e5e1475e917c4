"""Footnotes: each quote of a page with what a reader needs to look it up.

A report comes in; the same report goes out, its quotes numbered and its page with a footnote each.
"""

from collections.abc import Iterator
from dataclasses import replace

from factdb.report.catalogue import say
from factdb.report.pages import Entry, Line, Report, Source


def cited(report: Report) -> Report:
    """The report with a footnote for each quote of its page, numbered from 1; two that read alike are one.

    The table, which is for programs, stays as it is.
    """
    if report.page is None:
        return report
    notes: dict[str, int] = {}
    blocks = tuple(noted(block, notes) if isinstance(block, Entry) else block for block in report.page.blocks)
    return replace(report, page=replace(report.page, blocks=blocks, footnotes=tuple(notes)))


def noted(entry: Entry, notes: dict[str, int]) -> Entry:
    """A claim with its quotes numbered; new notes are added to `notes`."""
    return replace(entry, lines=tuple(numbered(line, notes) for line in entry.lines))


def numbered(line: Line, notes: dict[str, int]) -> Line:
    """A line with the number of its footnote; one without words or without a source has none."""
    if not line.quote or line.source is None:
        return line
    return replace(line, footnote=notes.setdefault(footnote(line), len(notes) + 1))


def footnote(line: Line) -> str:
    """Party, speaker, office, date; author, title, publisher and day of the article; where it is, when it was read."""
    source = line.source
    who = line.who if line.party in line.who else " · ".join(part for part in (line.party, line.who) if part)
    said = f"{who}, {line.said_on}"
    return f"{'; '.join((said, *looked_up(source)))}." if source else f"{said}."


def looked_up(source: Source) -> Iterator[str]:
    """How an article is found, part by part; what is not known is left out."""
    named = [part for part in (source.author, quoted(source.title), source.publisher) if part] or [source.place]
    yield say("cite.in", article=", ".join((*named, source.published_on) if source.published_on else named))
    address = source.url or source.source
    if source.archived_url:
        address = say("cite.archived", address=address, archived=source.archived_url)
    yield address
    if source.retrieved_on:
        yield say("cite.retrieved", day=source.retrieved_on)


def quoted(title: str | None) -> str:
    """A headline in quotation marks."""
    return f"“{title}”" if title else ""
