"""Pages and tables on a terminal: aligned at any width, coloured only when asked, plain text otherwise.

A page or a table and a width come in, text goes out. Nothing is printed here.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from factdb.report import pages
from factdb.report.catalogue import say
from factdb.report.columns import NARROWEST, aligned, beside, printed, text, wrapped
from factdb.report.pages import Block, Entry, Grid, Line, Page, Passage, Piece, Table
from factdb.report.visible import visible
from factdb.words import Stance

if TYPE_CHECKING:
    from rich.text import Text

WIDE = 140
DATE, NOTE = 11, 5
COMFORTABLE = 100
STATUS_STYLES = {
    "alleged": "cyan",
    "denied": "bold yellow",
    "corroborated": "bold cyan",
    "disputed": "bold red",
    "admitted": "bold magenta",
    "retracted": "dim",
}
STANCE_STYLES = {"asserts": "cyan", "denies": "bold red", "admits": "bold magenta", "withdraws": "magenta"}


def page_on_terminal(page: Page, width: int, color: bool = False) -> str:
    """A page laid out for a width in columns; with ANSI colours if `color`."""
    return printed(page_lines(page, max(width, NARROWEST)), width, color)


def table_on_terminal(table: Table, width: int, color: bool = False) -> str:
    """The columns of a table that a terminal has room for, wrapped within the width."""
    return printed(table_lines(table, max(width, NARROWEST)), width, color)


def page_lines(page: Page, width: int) -> Iterator["Text"]:
    """All lines of a page."""
    for sentence in page.head:
        yield from wrapped(text(sentence, "dim"), width)
    for block in (page.index, *page.blocks):
        if block is not None:
            yield text("")
            yield from block_lines(block, width)
    if page.foot:
        yield text("")
    for sentence in page.foot:
        yield from wrapped(text(sentence, "dim"), width)
    if page.footnotes:
        yield text("")
    for number, note in enumerate(page.footnotes, start=1):
        yield from beside([(text(f"[{number}]", "dim"), NOTE), (text(note), width - NOTE - 2)], indent=0, gap=1)


def block_lines(block: Block, width: int) -> Iterator["Text"]:
    """A block of any kind."""
    if isinstance(block, Grid):
        return grid_lines(block, width)
    if isinstance(block, Passage):
        return passage_lines(block, width)
    return entry_lines(block, width)


def grid_lines(grid: Grid, width: int) -> Iterator["Text"]:
    """A small table: its title, its header, its rows, its notes."""
    if grid.title:
        yield from wrapped(text(grid.title, "bold"), width)
    yield from aligned(grid.header, grid.rows, width, grid.numbers)
    for note in grid.notes:
        yield from wrapped(text(note, "dim"), width)


def passage_lines(passage: Passage, width: int) -> Iterator["Text"]:
    """A text whose statements stand in brackets behind their numbers, coloured by stance; a denial is named so."""
    for number, paragraph in enumerate(passage.paragraphs):
        if number:
            yield text("")
        yield from wrapped(marked(paragraph), min(width, COMFORTABLE))


def marked(paragraph: Sequence[Piece]) -> "Text":
    """A paragraph with its statements in brackets: `[12: …]`, those of one passage in one: `[12, 13 DENIES: …]`."""
    line, closing = text(""), list[int]()
    ends = {number: place for place, piece in enumerate(paragraph) for number, _ in piece.marks}
    for place, piece in enumerate(paragraph):
        begun = [mark for mark in piece.marks if mark[0] in piece.opens or place == 0]
        for end, together in groupby(begun, key=lambda mark: ends[mark[0]]):
            line.append(f"[{numbered(together)}: ", "dim")
            closing.append(end)
        line.append(piece.text, STANCE_STYLES.get(piece.marks[-1][1], "") if piece.marks else "")
        line.append("]" * closing.count(place), "dim")
    return line


def numbered(marks: Iterable[tuple[int, str]]) -> str:
    """The numbers of statements, with a verb behind those that deny or admit."""
    told = []
    for stance, same in groupby(marks, key=itemgetter(1)):
        numbers = ", ".join(str(number) for number, _ in same)
        told.append(f"{numbers} {pages.verb(stance)}" if stance in pages.LOUD else numbers)
    return ", ".join(told)


def entry_lines(entry: Entry, width: int) -> Iterator["Text"]:
    """A claim: heading, statements, and how it came about."""
    if entry.slug:
        yield from heading(entry, width)
    elif entry.title:
        yield from titled(entry, width)
    for line in entry.lines:
        if entry.has_band:
            yield from banded(line, width)
        elif width >= WIDE and entry.slug:
            yield from in_one_row(line, widths_of(entry, width))
        else:
            yield from in_two_rows(line, width)
    if came := entry.came_about(with_steps=not entry.has_band):
        yield from beside([(text(came, "dim"), width - 4)])
    for warning in entry.warnings:
        yield from beside([(text(f"! {warning}", "yellow"), width - 4)])


def heading(entry: Entry, width: int) -> Iterator["Text"]:
    """Status and since when on the left, the claim's name on the right, then its title."""
    status = pages.status_in_words(entry.status)
    told = pages.with_since(status, entry.since)
    left = text(told)
    left.stylize(STATUS_STYLES.get(entry.status, ""), told.find(status), told.find(status) + len(status))
    room = width - left.cell_len - len(entry.slug)
    if room >= 2:
        yield left.append(" " * room).append(entry.slug, "dim")
    else:
        yield left
        yield from wrapped(text(entry.slug, "dim"), width)
    yield from titled(entry, width)


def titled(entry: Entry, width: int) -> Iterator["Text"]:
    """The title of a claim, an article or a list, and what is known of it at a glance."""
    yield from wrapped(text(entry.title, "bold"), width)
    for fact in entry.facts:
        yield from wrapped(text(fact, "dim"), width)


def in_two_rows(line: Line, width: int) -> Iterator["Text"]:
    """Verb, date and who in the first row, the words and where they stand below."""
    room = width - 2 - verb_width() - date_width() - 6
    first, *rest = body(line, room)
    yield from beside([(verb(line), verb_width()), (text(line.said_on), date_width()), (first, room)])
    for part in rest:
        yield from beside([(text(""), verb_width()), (text(""), date_width()), (part, room)])


def in_one_row(line: Line, widths: tuple[int, int, int, int]) -> Iterator["Text"]:
    """Everything about a statement in columns of one row."""
    party, who, quote, tail = widths
    cells = [
        (verb(line), verb_width()),
        (text(line.party, "bold"), party),
        (text(line.said_on), date_width()),
        (text(line.who), who),
    ]
    yield from beside([*cells, (text(line.quote), quote), (text(line.told(), "dim"), tail)])


def widths_of(entry: Entry, width: int) -> tuple[int, int, int, int]:
    """The widths of party, speaker, quote and the rest, the same for all rows of a claim."""
    from rich.cells import cell_len

    party = min(max(cell_len(line.party) for line in entry.lines), 16)
    who = min(max(cell_len(line.who) for line in entry.lines), 28)
    tail = min(max(cell_len(line.told()) for line in entry.lines), 24)
    return party, who, width - 2 - verb_width() - date_width() - party - who - tail - 12, tail


def banded(line: Line, width: int) -> Iterator["Text"]:
    """A statement beside the band of the claim's status; a step of the status stands below its cause."""
    room, style = width - 2 - verb_width() - date_width() - 9, STATUS_STYLES.get(line.status, "dim")
    date, bar = text(line.said_on), "│" if line.status else " "
    start = verb(line)
    for part in body(line, room):
        for row in wrapped(part, room):
            yield from beside([(date, date_width()), (text(bar, style), 1), (start, verb_width()), (row, room)])
            date, start = text(""), text("")
    if line.is_step:
        yield from beside(
            [(text(""), date_width()), (text("●", style), 1), (text(pages.status_in_words(line.status), style), 20)]
        )


def body(line: Line, room: int) -> Iterator["Text"]:
    """Who, and what they said; where it stands, beside the first of these that leaves room; why it is here."""
    parts = [text("").append(line.party, "bold").append(f" · {line.who}" if line.who else "")]
    words = f"{line.quote} [{line.footnote}]" if line.footnote else line.quote
    parts += [text(words)] if words else []
    told = text(line.told(), "dim")
    beside_it = next((part for part in parts if part.cell_len + told.cell_len + 3 <= room), None)
    if beside_it is not None and told:
        beside_it.append(" — ", "dim").append_text(told)
    yield from parts if beside_it is not None or not told else (*parts, told)
    for reason in line.why:
        yield text(reason, "dim")


def verb_width() -> int:
    """The room that the longest verb takes in the language that is spoken."""
    from rich.cells import cell_len

    return max(cell_len(pages.verb(stance)) for stance in Stance)


def date_width() -> int:
    """The room that a date takes, or in a longer language the words for none."""
    from rich.cells import cell_len

    return max(DATE, cell_len(say("no_date")))


def verb(line: Line) -> "Text":
    """The stance as a verb; a denial stands out."""
    return text(pages.verb(line.stance), STANCE_STYLES.get(line.stance, ""))


def table_lines(table: Table, width: int) -> Iterator["Text"]:
    """A header, a rule and the rows; a sentence where there is none."""
    if not table.rows:
        return iter([text(say("nothing_listed"))])
    shown = table.shown or table.columns
    return aligned(shown, [[visible(row.get(column)) for column in shown] for row in table.rows], width)
