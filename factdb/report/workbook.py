"""A table as an Excel workbook that people filter and sort: readable widths, dates as dates, a header that stays.

A table comes in, the bytes of an .xlsx file go out; the same table gives the same bytes. Nothing in a cell is computed.
"""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from factdb.report.pages import Table
from factdb.report.visible import CONTROLS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MADE = datetime(2000, 1, 1)  # what the file says of itself holds no clock
NARROWEST, WIDEST = 9, 60
# What Excel takes: longer text is cut, more rows do not open.
LONGEST, MOST_ROWS = 32_767, 1_048_575
NUMBERS = re.compile(r"(^|_)id$")


def workbook(table: Table) -> bytes:
    """A sheet with the columns of a table that people read: names, and not the numbers of rows.

    A day is a date that Excel can sort and count with; a date known by its month or year alone stays as it is written.
    """
    from xlsxwriter import Workbook

    to = io.BytesIO()
    book = Workbook(to, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": table.name, "created": MADE})
    sheet = book.add_worksheet(table.name[:31])
    columns = [name for name in table.columns if not NUMBERS.search(name)]
    rows = [[cell(row.get(name)) for name in columns] for row in table.rows[:MOST_ROWS]]
    styles = {name: book.add_format({"valign": "top", **style}) for name, style in STYLES.items()}
    for place, name in enumerate(columns):
        values = [row[place] for row in rows]
        sheet.set_column(place, place, width_of(name, values), styles["text"])
        sheet.write_string(0, place, name.replace("_", " "), styles["head"])
    fill(sheet, rows, styles)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), max(len(columns) - 1, 0))
    book.close()
    return to.getvalue()


STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True},
    "text": {"text_wrap": True},
    "day": {"num_format": "yyyy-mm-dd", "align": "left"},
}


def fill(sheet: "Worksheet", rows: list[list[Any]], styles: dict[str, Any]) -> None:
    """Writes every cell by its kind; text is text whatever it begins with."""
    for number, place, value in cells(rows):
        if isinstance(value, bool):
            sheet.write_boolean(number, place, value, styles["text"])
        elif isinstance(value, int | float):
            sheet.write_number(number, place, value, styles["text"])
        elif isinstance(value, date):
            sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), styles["day"])
        else:
            sheet.write_string(number, place, value, styles["text"])


def cells(rows: list[list[Any]]) -> Iterator[tuple[int, int, Any]]:
    """Every cell that holds something, with its row (the header is row 0) and its place."""
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if value is not None:
                yield number, place, value


def cell(value: object) -> object:
    """A value as a sheet holds it: a day as a date (from 1900 on, before that Excel has none), text without controls.

    >>> cell("2024-10-30"), cell("2024-10"), cell("=1+1")
    (datetime.date(2024, 10, 30), '2024-10', '=1+1')
    """
    if isinstance(value, str):
        is_day = DAY.fullmatch(value) and value >= "1900-03-01"
        return date.fromisoformat(value) if is_day else CONTROLS.sub("\ufffd", value)[:LONGEST]
    return value


def width_of(name: str, values: list[Any]) -> int:
    """The width of a column in characters: its longest word or usual value, within bounds."""
    lengths = sorted(len(str(value)) for value in values if value is not None)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return min(max(NARROWEST, usual + 2, len(max(name.split("_"), key=len)) + 3), WIDEST)
