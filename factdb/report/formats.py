"""A report in the form that was asked for: for the terminal, for people, for programs; or a pandas DataFrame.

A report comes in; text, bytes or a frame go out. The same report gives the same bytes.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from factdb.errors import InputError
from factdb.report.dossiers import Dossier
from factdb.report.markdown import page_in_markdown, table_in_markdown
from factdb.report.pages import Entry, Report, Table
from factdb.report.terminal import page_on_terminal, table_on_terminal
from factdb.report.visible import json_text, spreadsheet_cell

if TYPE_CHECKING:
    import pandas

FORMATS = ("table", "md", "html", "csv", "json", "jsonl", "xlsx")
PICTURES = ("svg", "png")
FOR_FILES = ("xlsx", "png")
PLAIN_WIDTH = 100


def rendered(report: Report, form: str = "table", width: int = PLAIN_WIDTH, color: bool = False) -> str | bytes:
    """A report as text that ends in a newline, or as the bytes of a file for the forms in FOR_FILES.

    Width and colour matter to `table` alone. Raises InputError where one of PICTURES is asked of what is no timeline.
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


def in_html(report: Report) -> str:
    """A report as a page for browsers, in one file."""
    from factdb.report.html import page_in_html

    return page_in_html(report)


def in_svg(report: Report) -> str:
    """The timeline of a claim as a picture."""
    from factdb.report.svg import file_of

    return file_of(drawable(report))


def in_png(report: Report) -> bytes:
    """The timeline of a claim as a picture made of pixels."""
    from factdb.report.svg import png_of

    return png_of(drawable(report))


def drawable(report: Report) -> Dossier:
    """The claim that a report is about; InputError where it is not about one alone."""
    blocks = report.page.blocks if report.page else ()
    found = [block.dossier for block in blocks if isinstance(block, Entry) and block.dossier]
    if report.table.name not in ("timeline", "claim") or len(found) != 1:
        raise InputError("A picture shows one claim: factdb report timeline CLAIM --format svg.")
    return found[0]


FORMS: dict[str, Callable[[Report], str | bytes]] = {
    "md": in_markdown,
    "html": in_html,
    "csv": lambda report: in_csv(report.table),
    "json": lambda report: in_json(report.table),
    "jsonl": lambda report: in_json_lines(report.table),
    "xlsx": lambda report: in_excel(report.table),
    "svg": in_svg,
    "png": in_png,
}


def frame_of(table: Table) -> "pandas.DataFrame":
    """A table as a pandas DataFrame with all its columns, also when it has no rows."""
    import pandas

    return pandas.DataFrame(list(table.rows), columns=list(table.columns))
