"""Pages and tables as Markdown that reads well as it is and rendered. A page or a table comes in, text goes out."""

from collections.abc import Iterable, Iterator

from factdb.report.catalogue import say
from factdb.report.pages import (
    LOUD,
    Block,
    Entry,
    Grid,
    Line,
    Page,
    Passage,
    Piece,
    Table,
    status_in_words,
    verb,
    with_since,
)
from factdb.report.visible import markdown_text


def page_in_markdown(page: Page) -> str:
    """A page: each claim under its own heading, its statements as a table."""
    blocks = ["\n".join(f"> {markdown_text(sentence)}  " for sentence in page.head)] if page.head else []
    for block in (page.index, *page.blocks):
        blocks += block_texts(block) if block is not None else []
    blocks += [f"*{markdown_text(sentence)}*" for sentence in page.foot]
    blocks += ["\n".join(f"[^{number}]: {markdown_text(note)}" for number, note in enumerate(page.footnotes, start=1))]
    blocks = [block for block in blocks if block]
    return "\n\n".join(blocks) + "\n"


def table_in_markdown(table: Table) -> str:
    """The columns of a table that people read, as a Markdown table."""
    shown = table.shown or table.columns
    return grid(shown, ([markdown_text(row.get(column)) for column in shown] for row in table.rows)) + "\n"


def block_texts(block: Block) -> Iterator[str]:
    """A block of any kind."""
    if isinstance(block, Grid):
        return grid_blocks(block)
    if isinstance(block, Passage):
        return passage_blocks(block)
    return entry_blocks(block)


def grid_blocks(table: Grid) -> Iterator[str]:
    """A small table under its title."""
    if table.title:
        yield f"## {markdown_text(table.title)}"
    yield grid(map(markdown_text, table.header), ([markdown_text(cell) for cell in row] for row in table.rows))
    for note in table.notes:
        yield f"*{markdown_text(note)}*"


def passage_blocks(passage: Passage) -> Iterator[str]:
    """A text whose statements are bold, each behind its number."""
    for paragraph in passage.paragraphs:
        yield "".join(map(marked, paragraph))


def marked(piece: Piece) -> str:
    """A piece of a text; what is said in it is bold, behind the numbers of the statements."""
    verbs = {number: f" {verb(stance)}" if stance in LOUD else "" for number, stance in piece.marks}
    before = "".join(f"[{number}{verbs[number]}] " for number in piece.opens)
    words = markdown_text(piece.text)
    blank = " " if piece.text[:1].isspace() else "", " " if piece.text[-1:].isspace() and words else ""
    told = f"**{words}**" if piece.marks and words else words
    return f"{blank[0]}{markdown_text(before)}{' ' if before else ''}{told}{blank[1]}"


def entry_blocks(entry: Entry) -> Iterator[str]:
    """A claim: title, status, statements, how it came about."""
    if entry.title:
        yield f"## {markdown_text(entry.title)}"
    if known := [*standing(entry), *map(markdown_text, entry.facts)]:
        yield "  \n".join(known)
    if entry.lines:
        columns = ("said_on", *(("status",) if entry.has_band else ()), "", "party", "speaker", "words", "where")
        header = [name and say(f"column.{name}") for name in columns]
        yield grid(header, (cells(line, entry.has_band) for line in entry.lines))
    if came := entry.came_about():
        yield f"*{markdown_text(came)}*"
    for warning in entry.warnings:
        yield f"⚠ {markdown_text(warning)}"


def standing(entry: Entry) -> Iterator[str]:
    """Where a claim stands, since when, and its name."""
    if entry.slug:
        status = f"**{status_in_words(entry.status)}**"
        yield f"{with_since(status, markdown_text(entry.since))} · `{entry.slug}`"


def cells(line: Line, has_band: bool) -> list[str]:
    """One statement as the cells of a row."""
    words = "<br>".join(markdown_text(part) for part in (line.quote, *line.why) if part)
    words += f"[^{line.footnote}]" if line.footnote else ""
    status = [stage(line)] if has_band else []
    start = [markdown_text(line.said_on), *status, verb(line.stance)]
    return [*start, markdown_text(line.party), markdown_text(line.who), words, markdown_text(line.told())]


def stage(line: Line) -> str:
    """Where the claim stands after a statement; an arrow where the statement brought it there."""
    status = say(f"status.{line.status}") if line.status else ""
    return f"**→ {status}**" if line.is_step else status


def grid(header: Iterable[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table."""
    names = list(header)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
