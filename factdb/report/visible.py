"""Text as it may be shown: article text can hold escape sequences, bidirectional controls and spreadsheet formulas.

What comes in are values of a row, what goes out is text that a terminal, a spreadsheet or a Markdown reader shows and
does not obey. The stored text is never changed.
"""

import re
import unicodedata

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]")
MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&]|^(?=[#+-]))")
# What a spreadsheet takes for the beginning of a formula, also in full width, behind whatever it does not show and
# behind quotation marks; at the beginning of a cell, and behind what another spreadsheet takes for the end of one.
_UNSHOWN = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\"'“”‘’«»„`"
)
_STARTS = r"=+\-@＝＋－＠﹢﹣﹦﹫"
FORMULA = re.compile(rf"^(?=[{_UNSHOWN}]*[{_STARTS}]|[\t\r])|(?<=[;|\t\r\n])(?=[{_UNSHOWN}]{{0,20}}[{_STARTS}])")
DEFUSED = re.compile(rf"^'(?=[{_UNSHOWN}]*[{_STARTS}]|[\t\r])|(?<=[;|\t\r\n])'(?=[{_UNSHOWN}]{{0,20}}[{_STARTS}])")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(value: object) -> str:
    """One line that is safe on a terminal: no escape sequence, no control or bidi character; None is empty.

    >>> visible("sheer\\n\\x1b[31mlies\\u202e!")
    'sheer lies!'
    """
    text = "" if value is None else str(value)
    if text.isprintable():  # as nearly all text is: no control is, no bidi character and no space but the plain one
        return " ".join(text.split())
    text = ESCAPES.sub("", text)
    shown = (" " if char.isspace() else char for char in text if char not in BIDI_CONTROLS)
    return " ".join("".join(char for char in shown if unicodedata.category(char) not in ("Cc", "Cs")).split())


def spreadsheet_cell(value: object) -> object:
    """A value that a spreadsheet shows instead of computing: text that begins like a formula gets an apostrophe.

    A spreadsheet that takes semicolons or tabs for the ends of cells finds none behind them, either. Controls stand as
    U+FFFD, because a table may be printed on a terminal.

    >>> spreadsheet_cell("=HYPERLINK(1)"), spreadsheet_cell(-3), spreadsheet_cell("2023-01"), spreadsheet_cell("a;=1")
    ("'=HYPERLINK(1)", -3, '2023-01', "a;'=1")
    """
    return FORMULA.sub("'", CONTROLS.sub("\ufffd", value)) if isinstance(value, str) else value


def as_written(cell: str) -> str:
    """What `spreadsheet_cell` was given, but for controls.

    >>> as_written("'=HYPERLINK(1)"), as_written("a;'=1"), as_written("'tis")
    ('=HYPERLINK(1)', 'a;=1', "'tis")
    """
    return DEFUSED.sub("", cell)


def json_text(text: str) -> str:
    r"""JSON in which whatever could command a terminal is written as an escape; it means the same.

    >>> json_text('["\x9b31m"]')
    '["\\u009b31m"]'
    """
    return re.sub(r"[\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", _escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def markdown_text(value: object) -> str:
    """Text in which Markdown finds no markup.

    >>> print(markdown_text("*sheer* <lies>"))
    \\*sheer\\* \\<lies\\>
    """
    return MARKDOWN.sub(r"\\\1", visible(value))


def web_address(told: object) -> str:
    """An address of the web, empty for whatever else stands there.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address(None)
    ('https://example.org/a', '', '')
    """
    found = re.fullmatch(r"https?://[^\s<>\"'`\\]+", str(told or ""), re.IGNORECASE)
    return found[0] if found and found[0] == visible(told) else ""
