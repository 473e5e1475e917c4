"""Bytes → text: which encoding a file is in, and whether it is text at all.

UTF-8 is tried first, then what the file declares, then Windows-1252, which reads anything: a note then tells that it
was a guess. Nothing here reads files.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, lookup

GUESSED = "It is not UTF-8; read as Windows-1252. If letters look wrong, convert the file to UTF-8 and load it again."

_BOMS = (
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3",
    b"{\\rtf",
    b"BZh",
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")
_ENCODINGS = re.compile(
    r"(windows-|cp)125\d|iso-8859-\d{1,2}|koi8-[ru]|gb(2312|k|18030)|big5|shift_jis|euc-(jp|kr)", re.I
)


def text_of(data: bytes) -> tuple[str, str | None] | None:
    """The text that the bytes hold and a note where its encoding was a guess; None where they are no text."""
    if encoding := bom_of(data):
        return data.decode(encoding, errors="replace"), None
    if is_binary(data):
        return None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        declared = _declared(data)
        return data.decode(declared or "cp1252", errors="replace"), None if declared else GUESSED


def bom_of(data: bytes) -> str | None:
    """The encoding that a byte order mark at the beginning tells, None where there is none."""
    return next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)


def is_binary(data: bytes) -> bool:
    """Whether the bytes are a picture, an archive, a PDF or the like: known by its first bytes, NULs or controls."""
    head = data[:8192]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return head.startswith(_MAGIC) or b"\0" in data or controls * 20 > len(head)


def _declared(data: bytes) -> str | None:
    """The encoding that an HTML page declares in its first lines, where it is one that a page can be in."""
    found = _DECLARED.search(data[:4096])
    name = found[1].decode("ascii") if found else ""
    return name if _ENCODINGS.fullmatch(name) and _is_known(name) else None


def _is_known(encoding: str) -> bool:
    """Whether there is such an encoding: a page may declare iso-8859-99."""
    try:
        lookup(encoding)
    except LookupError:
        return False
    return True
