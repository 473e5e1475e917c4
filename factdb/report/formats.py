"""A report in the form that was asked for: for the terminal, for people, for programs; or a pandas DataFrame.

A report comes in; text, bytes or a frame go out. The same report gives the same bytes.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from factdb.report.markdown import page_in_markdown, table_in_markdown
from factdb.report.pages import Report, Table
from factdb.report.terminal import page_on_terminal, table_on_terminal
from factdb.report.visible import json_text, spreadsheet_cell

if TYPE_CHECKING:
    import pandas

FORMATS = ("table", "md", "csv", "json", "jsonl", "xlsx")
FOR_FILES = ("xlsx",)
PLAIN_WIDTH = 100


def rendered(report: Report, form: str = "table", width: int = PLAIN_WIDTH, color: bool = False) -> str | bytes:
    """A report as text that ends in a newline, or as the bytes of a file for the forms in FOR_FILES.

    Width and colour matter to `table` alone.
    """
    if form == "table":
        return on_terminal(report, width, color)
    return FORMS[form](report)


def on_terminal(report: Report, width: int = PLAIN_WIDTH, color: bool = False) -> str:
    """A report laid out for a terminal."""
    if report.page:
        return page_on_terminal(report.page, width, color)
    return table_on_terminal(report.table, width, color)


def in_markdown(report: Report) -> str:
    """A report as Markdown."""
    return page_in_markdown(report.page) if report.page else table_in_markdown(report.table)


def in_csv(table: Table) -> str:
    """A table as CSV with a header; no cell that a spreadsheet would compute."""
    to = io.StringIO()
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([spreadsheet_cell(row.get(column)) for column in table.columns] for row in table.rows)
    return to.getvalue()


def in_json(table: Table) -> str:
    """A table as a JSON array of objects, letters as they are."""
    return json_text(json.dumps(list(objects(table)), ensure_ascii=False, indent=2)) + "\n"


def in_json_lines(table: Table) -> str:
    """A table as JSON Lines: one object a line, none where there are no rows."""
    return "".join(json_text(json.dumps(row, ensure_ascii=False)) + "\n" for row in objects(table))


def objects(table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table with its columns alone, in their order."""
    for row in table.rows:
        yield {column: row.get(column) for column in table.columns}


def in_excel(table: Table) -> bytes:
    """A table as an Excel workbook."""
    from factdb.report.workbook import workbook

    return workbook(table)


FORMS: dict[str, Callable[[Report], str | bytes]] = {
    "md": in_markdown,
    "csv": lambda report: in_csv(report.table),
    "json": lambda report: in_json(report.table),
    "jsonl": lambda report: in_json_lines(report.table),
    "xlsx": lambda report: in_excel(report.table),
}


def frame_of(table: Table) -> "pandas.DataFrame":
    """A table as a pandas DataFrame with all its columns, also when it has no rows."""
    import pandas

    return pandas.DataFrame(list(table.rows), columns=list(table.columns))
