"""The one clean-up of a text before any offset is counted in it.

A raw text comes in, the text that is stored goes out. What cannot be seen and would only break searching, matching or
a database goes: NUL, lone surrogates, zero-width and bidirectional controls, exotic spaces and line ends. Words,
quotation marks and digits are never changed: the text is evidence.
"""

import re
import unicodedata
from functools import cache
from hashlib import sha256

MOST_MARKS = 32
"""Combining marks on one letter that are kept; a longer run is no writing, and sorting it takes quadratic time."""

_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE_ENDS = "\r\v\f\u2028\u2029"
_INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\ufeff"
    + "".join(map(chr, range(0x202A, 0x202F)))
    + "".join(map(chr, range(0x2060, 0x2070)))
    + "".join(map(chr, range(0xFFF9, 0xFFFC)))
    + "".join(map(chr, range(0xFDD0, 0xFDF0)))
    + "".join(map(chr, range(0xE0000, 0xE0080)))
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
)
_STRAY = re.compile(r"(?<![A-ZÀ-Þ])Â+(?=\s|$)")
_MAY_COMBINE = re.compile("[\u0300-\u1fff\u20d0-\U0001efff]")
"""What a text without combining marks mostly holds none of: quicker to look for than for the marks one by one."""

_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(raw: str) -> str:
    r"""The text as it is stored: one line end, one kind of space, nothing invisible; white space around it goes.

    Spaces and controls are replaced one for one; only what is invisible, and the \r of \r\n, is dropped. A "Â" left
    over from a no-break space that was decoded wrongly becomes a space. Cleaning twice changes nothing more. Controls
    of the C1 block (U+0080–U+009F) stay, because they stand inside quotes of badly decoded texts: whoever prints
    escapes them.

    >>> clean("apa yang Moskow lakukan.Â\r\n“Kebohongan\xa0belaka.”\x00")
    'apa yang Moskow lakukan. \n“Kebohongan belaka.”'
    """
    text = raw.replace("\r\n", "\n").translate(_table())
    if not text.isascii():
        if _MAY_COMBINE.search(text):
            text = _mark_runs().sub(_cut, text)
        text = unicodedata.normalize("NFC", text)
        if "Â" in text:
            text = _STRAY.sub(lambda found: " " * len(found[0]), text)
    return text.strip()


def label(raw: str) -> str | None:
    """A title, name or address as one clean line; None where nothing is left of it."""
    return " ".join(clean(raw).split()) or None


def without_surrogates(raw: str) -> str:
    """The text without code points that no encoding can write."""
    return _SURROGATES.sub("", raw)


def key_of(text: str, publisher: str | None) -> str:
    """The content hash by which an article is known again: its stored text and who published it, whatever the case.

    The same text by two publishers is two articles; the same text loaded from two files is one.
    """
    return sha256(f"{(publisher or '').casefold()}\n{text}".encode()).hexdigest()


@cache
def _table() -> dict[int, str | None]:
    """For `str.translate`: controls and spaces become a space, line ends a newline, the invisible nothing."""
    controls = {point: " " for point in (*range(0x20), 0x7F, 0x85) if chr(point) not in "\t\n"}
    dropped: dict[int, str | None] = {ord(character): None for character in _INVISIBLE}
    dropped |= {0: None} | dict.fromkeys(range(0xD800, 0xE000))
    return controls | dict.fromkeys(map(ord, _SPACES), " ") | dict.fromkeys(map(ord, _LINE_ENDS), "\n") | dropped


@cache
def _mark_runs() -> re.Pattern[str]:
    """Runs of combining marks longer than `MOST_MARKS`; Unicode has none above U+1E94A."""
    marks = "".join(chr(point) for point in range(0x300, 0x1F000) if unicodedata.combining(chr(point)))
    return re.compile(f"[{re.escape(marks)}]{{{MOST_MARKS + 1},}}")


def _cut(run: re.Match[str]) -> str:
    return run[0][:MOST_MARKS]
