"""How wide text will be that somebody else's machine draws: estimated, on the wide side.

Text and a size come in, a width or shorter text goes out. No font is read: which ones a reader has is not known.
"""

import unicodedata

NARROW, WIDE = frozenset("ijlI.,:;'|!()[]ft- "), frozenset("mwMW%@—…")


def width_of(text: str, size: float) -> float:
    """The width of a text in a plain sans-serif of this size.

    >>> width_of("ill", 10) < width_of("mmm", 10) < width_of("漢字漢", 10)
    True
    """
    return size * sum(map(_share, text))


def _share(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in WIDE:
        return 0.95
    return 0.38 if char in NARROW else 0.7 if char.isupper() else 0.61


def fitted(text: str, size: float, room: float) -> str:
    """A text cut with "…" so that it fits; whole where it does.

    >>> fitted("Ministry of Defence (North Korea)", 12, 120)
    'Ministry of Defe…'
    """
    if width_of(text, size) <= room:
        return text
    kept, left = "", room - width_of("…", size)
    for char in text:
        left -= width_of(char, size)
        if left < 0:
            break
        kept += char
    return f"{kept.rstrip()}…"


def in_lines(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """A text in at most so many lines, broken between words (anywhere where a word is wider than a line).

    >>> in_lines("Ministry of Defence (North Korea)", 12, 105, 2)
    ('Ministry of', 'Defence (Nort…')
    """
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1 and width_of(rest, size) > room:
        fits = fitted(rest, size, room + width_of("…", size)).removesuffix("…")
        at = fits.rfind(" ") if len(fits) < len(rest) and not rest[len(fits)].isspace() else len(fits)
        at = at if at > 0 else max(len(fits), 1)
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return (*lines, fitted(rest, size, room)) if rest else tuple(lines)
