"""A report in the form that was asked for: table (for the terminal), csv, json, md; or a pandas DataFrame.

A report comes in, text or a frame goes out. The same report gives the same bytes.
"""

import csv
import io
import json
from typing import TYPE_CHECKING

from factdb.report.markdown import page_in_markdown, table_in_markdown
from factdb.report.pages import Report, Table
from factdb.report.terminal import page_on_terminal, table_on_terminal
from factdb.report.visible import json_text, spreadsheet_cell

if TYPE_CHECKING:
    import pandas

FORMATS = ("table", "csv", "json", "md")
PLAIN_WIDTH = 100


def rendered(report: Report, form: str = "table", width: int = PLAIN_WIDTH, color: bool = False) -> str:
    """A report as text, ending in a newline; width and colour matter to `table` alone."""
    if form == "csv":
        return in_csv(report.table)
    if form == "json":
        return in_json(report.table)
    if form == "md":
        return page_in_markdown(report.page) if report.page else table_in_markdown(report.table)
    if report.page:
        return page_on_terminal(report.page, width, color)
    return table_on_terminal(report.table, width, color)


def in_csv(table: Table) -> str:
    """A table as CSV with a header; no cell that a spreadsheet would compute."""
    to = io.StringIO()
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([spreadsheet_cell(row.get(column)) for column in table.columns] for row in table.rows)
    return to.getvalue()


def in_json(table: Table) -> str:
    """A table as a JSON array of objects, letters as they are."""
    rows = [{column: row.get(column) for column in table.columns} for row in table.rows]
    return json_text(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


def frame_of(table: Table) -> "pandas.DataFrame":
    """A table as a pandas DataFrame with all its columns, also when it has no rows."""
    import pandas

    return pandas.DataFrame(list(table.rows), columns=list(table.columns))
