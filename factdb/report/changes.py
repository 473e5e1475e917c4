"""What changed in a period: which claims took another status, and which statement caused it.

Dossiers come in, a page and a table go out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from factdb.report.catalogue import say
from factdb.report.contested import entry_of, title_of
from factdb.report.dossiers import Dossier, Row, padded, sides
from factdb.report.lines import line_of
from factdb.report.pages import Entry, Grid, Line, Page, Report, Table, header
from factdb.report.period import in_words, is_within
from factdb.report.reasons import rule_in_words
from factdb.words import Status

COLUMNS = (
    "slug",
    "title",
    "effective_on",
    "from_status",
    "to_status",
    "is_contested_now",
    "party",
    "speaker",
    "stance",
    "denial_kind",
    "rule",
    "publisher",
    "article_source",
    "recorded_at",
    "statement_id",
    "quote",
)


def changes(
    dossiers: Sequence[Dossier],
    since: str | None = None,
    until: str | None = None,
    *,
    recorded: bool = False,
    undated: int | None = None,
) -> Report:
    """The changes of status in a period, a claim's together, the claim that changed last first.

    A change lies in the period by the day on which it took effect or, if `recorded`, by the day on which this file
    learned of its cause. Changes without a date lie in no period; they are counted below. Where only the dossiers of
    claims that changed are given, `undated` tells how many of these there are.
    """
    column = "recorded_at" if recorded else "effective_on"
    found = [(each, [row for row in each.history if is_within(day(row, column), since, until)]) for each in dossiers]
    kept = sorted(((each, rows) for each, rows in found if rows), key=lambda item: item[0].claim["slug"])
    kept.sort(key=lambda item: max(padded(day(row, column) or "") for row in item[1]), reverse=True)
    count = sum(len(rows) for _, rows in kept)
    head = (told(count, len(kept), in_words(since, until)), say("caveat"))
    if undated is None:
        without = (row.get(column) is None for each in dossiers for row in each.history)
        undated = sum(without) if since or until else 0
    foot = (say("changes.undated", count=undated),) if undated else ()
    table = Table(name="changes", columns=COLUMNS, rows=tuple(row for item in kept for row in rows_of(*item)))
    moved = tuple(entry(*item) for item in kept if not is_new(item[1]))
    return Report(table=table, page=Page(head=head, blocks=(*moved, *new(kept)), foot=foot))


def is_new(rows: Sequence[Row]) -> bool:
    """Whether all that changed is that somebody first alleged the claim."""
    return [row["to_status"] for row in rows] == [Status.ALLEGED] and not rows[0].get("from_status")


def new(kept: Sequence[tuple[Dossier, Sequence[Row]]]) -> Iterator[Grid]:
    """The claims that were first alleged in the period and that nobody has answered in it, one row each."""
    lines = [(line, dossier) for dossier, rows in kept if is_new(rows) for line in lines_of(dossier, rows)]
    rows = tuple((line.said_on, line.party, title_of(each.claim), each.claim["slug"]) for line, each in lines)
    if rows:
        yield Grid(
            title=say("changes.new", count=len(rows)), header=header("said_on", "party", "claim", "slug"), rows=rows
        )


def told(count: int, claims: int, period: str) -> str:
    """How many changes of how many claims there are, in a sentence."""
    counted = {"changes": say("count.change", count=count), "claims": say("count.claim", count=claims)}
    return say("changes.head", **counted, period=period)


def day(change: Row, column: str) -> str | None:
    """The day of a change, or what is known of it."""
    return change[column][:10] if change.get(column) else None


def entry(dossier: Dossier, rows: Sequence[Row]) -> Entry:
    """A claim with the statements that changed it, each with the status from then on."""
    lines = tuple(lines_of(dossier, rows))
    return replace(entry_of(dossier), lines=lines, facts=sides(dossier.claim), steps=(), has_band=True)


def lines_of(dossier: Dossier, rows: Sequence[Row]) -> Iterator[Line]:
    """The statements that changed a claim, each with the status from then on."""
    for row in rows:
        for cause in causes(dossier, row):
            yield replace(line_of(cause, dossier), status=row["to_status"], is_step=True, why=(step(row),))


def step(change: Row) -> str:
    """From which status to which a claim went, and by which rule: `alleged → denied: Russia denies …`."""
    before = change.get("from_status")
    return say(
        "changes.step",
        before=say(f"status.{before}") if before else say("changes.nothing"),
        after=say(f"status.{change['to_status']}"),
        rule=rule_in_words(change["rule"]),
    )


def causes(dossier: Dossier, change: Row) -> Iterator[Row]:
    """The statement that caused a change."""
    return (row for row in dossier.statements if row["statement_id"] == change["statement_id"])


def rows_of(dossier: Dossier, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """A row a change, with its claim and its cause."""
    claim = {"title": dossier.claim.get("title"), "is_contested_now": dossier.claim.get("is_contested")}
    for change in rows:
        for cause in causes(dossier, change):
            told = {**cause, **change, **claim, "slug": dossier.claim["slug"], "quote": cause["quote"]}
            yield {column: told.get(column) for column in COLUMNS}
