"""Text as it may be shown: article text can hold escape sequences, bidirectional controls and spreadsheet formulas.

What comes in are values of a row, what goes out is text that a terminal, a spreadsheet or a Markdown reader shows and
does not obey. The stored text is never changed.
"""

import re
import unicodedata

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")
MARKDOWN = re.compile(r"([\\`*_\[\]<>|~]|^(?=[#+-]))")


def visible(value: object) -> str:
    """One line that is safe on a terminal: no escape sequence, no control or bidi character; None is empty.

    >>> visible("sheer\\n\\x1b[31mlies\\u202e!")
    'sheer lies!'
    """
    text = ESCAPES.sub("", "" if value is None else str(value))
    shown = (" " if char.isspace() else char for char in text if char not in BIDI_CONTROLS)
    return " ".join("".join(char for char in shown if unicodedata.category(char) not in ("Cc", "Cs")).split())


def spreadsheet_cell(value: object) -> object:
    """A value that a spreadsheet shows instead of computing: text that begins like a formula gets an apostrophe.

    >>> spreadsheet_cell("=HYPERLINK(1)"), spreadsheet_cell(-3), spreadsheet_cell("2023-01")
    ("'=HYPERLINK(1)", -3, '2023-01')
    """
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip().startswith(("=", "+", "-", "@")) or value.startswith(("\t", "\r")) else value


def markdown_text(value: object) -> str:
    """Text in which Markdown finds no markup.

    >>> print(markdown_text("*sheer* <lies>"))
    \\*sheer\\* \\<lies\\>
    """
    return MARKDOWN.sub(r"\\\1", visible(value))
