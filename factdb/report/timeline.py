"""The timeline of one claim: every statement in the order in which it was said, and where the claim stood after each.

A dossier comes in, a page and a table go out.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from factdb.report.catalogue import say
from factdb.report.contested import entry_of, in_full
from factdb.report.dossiers import Dossier, Row, sides
from factdb.report.lines import line_of
from factdb.report.pages import Line, Page, Report, Table

COLUMNS = (
    "slug",
    "said_on",
    "said_on_basis",
    "stance",
    "role",
    "denial_kind",
    "party",
    "root_party",
    "origin_party",
    "speaker",
    "speaker_role",
    "is_anonymous",
    "status",
    "is_change",
    "rule",
    "publisher",
    "article_source",
    "article_title",
    "score",
    "linked_by",
    "decided_by",
    "statement_id",
    "content_text",
    "quote",
)


def timeline(dossier: Dossier) -> Report:
    """Every statement of a claim in order, with the status after it and whether it changed it."""
    entry = replace(
        entry_of(dossier),
        lines=timeline_lines(dossier),
        facts=(*in_full(dossier.claim), *sides(dossier.claim)),
        has_band=True,
    )
    page = Page(head=(say("caveat"),), blocks=(entry,))
    return Report(table=table(dossier, "timeline"), page=page)


def timeline_lines(dossier: Dossier) -> tuple[Line, ...]:
    """A line for every statement of a claim, with where the claim stands after it."""
    return tuple(
        replace(line_of(row, dossier), status=status, is_step=change is not None)
        for row, status, change in walked(dossier)
    )


def walked(dossier: Dossier) -> Iterator[tuple[Row, str, Row | None]]:
    """Each statement with the claim's status after it and the change that it caused, if it did."""
    status = ""
    for row in dossier.statements:
        change = dossier.change_by(row)
        status = change["to_status"] if change else status
        yield row, status, change


def table(dossier: Dossier, name: str, more: tuple[str, ...] = ()) -> Table:
    """One row a statement, in order, with the status after it; `more` are further columns of its rows."""
    columns = COLUMNS + more
    rows = tuple(
        {**{column: row.get(column) for column in columns}, **step_of(status, change, dossier)}
        for row, status, change in walked(dossier)
    )
    return Table(name=name, columns=columns, rows=rows)


def step_of(status: str, change: Row | None, dossier: Dossier) -> dict[str, Any]:
    """Where the claim stands after a statement, as columns."""
    told = {"slug": dossier.claim["slug"], "status": status or None, "is_change": change is not None}
    return {**told, "rule": change["rule"] if change else None}
