"""Text in lines and columns of a terminal: wrapped at words, measured as it is shown, coloured only when asked.

Words and widths come in, lines go out. What a report says is not known here.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

NARROWEST = 40

Cell = tuple["Text", int]


def printed(lines: Iterable["Text"], width: int, color: bool) -> str:
    """Lines as one text, each without blanks at its end."""
    from io import StringIO

    from rich.console import Console

    to = StringIO()
    system: Literal["standard"] | None = "standard" if color else None
    console = Console(file=to, width=max(width, NARROWEST), force_terminal=color, color_system=system)
    for line in lines:
        line.rstrip()
        console.print(line, soft_wrap=True, highlight=False)
    return to.getvalue()


def text(content: str, style: str = "") -> "Text":
    """Styled text; markup in it means nothing."""
    from rich.text import Text

    return Text(content, style=style)


def wrapped(content: "Text", width: int) -> list["Text"]:
    """Text in lines of at most a width, broken at words where it can."""
    return list(content.wrap(console(), width, overflow="fold")) or [text("")]


@cache
def console() -> "Console":
    """The console that text is wrapped by; to make one takes longer than to wrap a line."""
    from rich.console import Console

    return Console(width=NARROWEST)


def beside(cells: Iterable[Cell], indent: int = 2, gap: int = 2) -> Iterator["Text"]:
    """Cells beside one another, each wrapped in its own width; a cell in several lines keeps its column."""
    columns = [(wrapped(content, width), width) for content, width in cells]
    for number in range(max(len(lines) for lines, _ in columns)):
        line = text(" " * indent)
        for lines, width in columns:
            cell = lines[number].copy() if number < len(lines) else text("")
            cell.rstrip()
            cell.pad_right(max(width - cell.cell_len, 0) + gap)
            line.append_text(cell)
        yield line


def aligned(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int, numbers: Sequence[int] = ()
) -> Iterator["Text"]:
    """A header, a rule and rows in columns; columns of numbers stand at their right."""
    widths = fitted([header, *rows], width)

    def cells(row: Sequence[str], style: str = "") -> list[Cell]:
        shown = (cell.rjust(widths[place]) if place in numbers else cell for place, cell in enumerate(row))
        return [(text(name_in_lines(cell, room), style), room) for cell, room in zip(shown, widths, strict=True)]

    yield from beside(cells(header, "bold"), indent=0)
    yield from beside(cells(["─" * room for room in widths], "dim"), indent=0)
    for row in rows:
        yield from beside(cells(row), indent=0)


def name_in_lines(cell: str, width: int) -> str:
    """A cell of one word, such as the name of a claim, broken behind its hyphens; others as they are.

    >>> name_in_lines("north-korea-arms", 12).splitlines()
    ['north-korea-', 'arms']
    """
    return cell if " " in cell else "\n".join(wrap(cell, width))


def fitted(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The width of each column: as wide as its widest cell, the widest column giving way until all fit."""
    from rich.cells import cell_len

    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]))]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return [max(room, 1) for room in widths]
