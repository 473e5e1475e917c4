"""Reports as Excel workbooks, read back as Excel would read them."""

import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from factdb.report import Dossier, Report, Scope, contested, rendered, timeline
from factdb.report.pages import Table


def sheet_of(report: Report) -> Worksheet:
    made = rendered(report, "xlsx")
    assert isinstance(made, bytes)
    (sheet,) = load_workbook(io.BytesIO(made)).worksheets
    return sheet


def table(**row: Any) -> Report:
    return Report(table=Table(name="statements", columns=tuple(row), rows=(row,)))


def test_the_header_stays_and_every_column_can_be_filtered(dossiers: tuple[Dossier, ...]) -> None:
    sheet = sheet_of(contested(dossiers, 19, Scope()))
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert [cell.value for cell in sheet[1]][:4] == ["slug", "title", "status", "status since"]
    assert all(cell.font.bold for cell in sheet[1])


def test_there_are_names_and_no_numbers_of_rows(dossiers: tuple[Dossier, ...]) -> None:
    assert not [cell.value for cell in sheet_of(timeline(dossiers[1]))[1] if str(cell.value).endswith("id")]


def test_a_day_is_a_date_and_a_month_stays_as_the_text_tells_it() -> None:
    sheet = sheet_of(table(said_on="2024-10-30", first_said_on="2024-10", last_said_on="2024"))
    day, month, year = sheet[2]
    assert (day.value, day.number_format) == (datetime(2024, 10, 30), "yyyy-mm-dd")
    assert (month.value, year.value) == ("2024-10", "2024")


@pytest.mark.parametrize("said", ["=1+1", "+62 812", "@SUM(A1)", "-5 degrees", "https://example.org/=1", "1234"])
def test_text_is_text_whatever_it_looks_like(said: str) -> None:
    cell = sheet_of(table(quote=said))[2][0]
    assert (cell.value, cell.data_type, cell.hyperlink) == (said, "s", None)


def test_what_excel_does_not_take_does_no_harm() -> None:
    sheet = sheet_of(table(quote="a\x00\x1bb", long="x" * 40_000, score=0.5, is_direct=True, speaker=None))
    first, long, *rest = (cell.value for cell in sheet[2])
    assert first == "a\ufffd\ufffdb"
    assert len(str(long)) == 32_767
    assert rest == [0.5, True, None]


def test_columns_are_wide_enough_to_read_and_no_wider(dossiers: tuple[Dossier, ...]) -> None:
    sheet = sheet_of(contested(dossiers, 19, Scope()))
    widths = [column.width for column in sheet.column_dimensions.values()]
    assert min(widths) >= 9
    assert max(widths) <= 61


def test_the_same_report_gives_the_same_bytes(dossiers: tuple[Dossier, ...]) -> None:
    assert rendered(timeline(dossiers[1]), "xlsx") == rendered(timeline(dossiers[1]), "xlsx")


def test_nothing_contested_is_a_sheet_with_a_header() -> None:
    assert sheet_of(contested((), 0, Scope())).max_row == 1
