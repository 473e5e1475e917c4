"""Lines of a terminal: pieces of text, each in a style, broken at blanks so that they fit a width in cells.

Pieces come in, lines of pieces go out. Wide letters take two cells, accents none.
"""

import unicodedata
from collections.abc import Iterable, Iterator

Piece = tuple[str, str]
"""A style, "" for none, and a text in it."""

Line = list[Piece]


def cells(text: str) -> int:
    """How many cells a text takes on a terminal.

    >>> cells("abc"), cells("北京"), cells("e\u0301")
    (3, 4, 1)
    """
    return sum(_cells_of(char) for char in text)


def _cells_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, width: int) -> str:
    """A text that fits a width, with … where it was cut.

    >>> cut("artillery shells", 10), cut("shells", 10)
    ('artillery…', 'shells')
    """
    if cells(text) <= width:
        return text
    kept = ""
    for char in text:
        if cells(kept + char) > width - 1:
            break
        kept += char
    return f"{kept}…" if width > 0 else ""


def clipped(line: Line, width: int) -> Line:
    """A line that is surely no wider than this, without blanks at its end.

    >>> clipped([("", "a "), ("cue", "bcd  ")], 4)
    [('', 'a '), ('cue', 'b…')]
    >>> clipped([("", " "), ("cue", "a"), ("", " ")], 4)
    [('', ' '), ('cue', 'a')]
    """
    kept: Line = []
    for place, (style, text) in enumerate(line, 1):
        room = width - sum(cells(each) for _, each in kept)
        last = text.rstrip() if place == len(line) else text
        kept.append((style, last if cells(last) <= room else cut(last.rstrip(), room)))
    return [piece for piece in kept if piece[1]]


def wrapped(pieces: Iterable[Piece], width: int, indent: str = "") -> list[Line]:
    """The pieces in lines of a width; lines after the first are indented.

    >>> wrapped([("", "North Korea "), ("cue", "denied it")], 12)
    [[('', 'North Korea ')], [('cue', 'denied it')]]
    """
    lines: list[Line] = [[]]
    used = 0
    for style, word in _words(pieces):
        size = cells(word.rstrip())
        if used and used + size > width:
            lines.append([("", indent)] if indent else [])
            used = cells(indent)
        for part in _parts(word, max(1, width - used)):
            if part.isspace() and not used and len(lines) > 1:
                continue
            if used and used + cells(part.rstrip()) > width:
                lines.append([("", indent)] if indent else [])
                used = cells(indent)
            _add(lines[-1], style, part)
            used += cells(part)
    return lines


def _parts(word: str, width: int) -> Iterator[str]:
    """A word, in parts where it is longer than a line."""
    while cells(word.rstrip()) > width:
        size = max(1, next(n for n in range(1, len(word) + 1) if cells(word[: n + 1]) > width))
        yield word[:size]
        word = word[size:]
    yield word


def _words(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Each word with the blank behind it."""
    for style, text in pieces:
        start = 0
        for place, char in enumerate(text):
            if char == " ":
                yield style, text[start : place + 1]
                start = place + 1
        if text[start:]:
            yield style, text[start:]


def _add(line: Line, style: str, text: str) -> None:
    if line and line[-1][0] == style:
        line[-1] = style, line[-1][1] + text
    else:
        line.append((style, text))
