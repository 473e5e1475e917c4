"""Plain lists: claims, statements, search results, parties, problems. Rows come in, a report goes out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from factdb.report.catalogue import say
from factdb.report.contested import entry_of
from factdb.report.dossiers import Dossier, Row, sides
from factdb.report.lines import line_of, place, source_of
from factdb.report.pages import Entry, Line, Page, Report, Table
from factdb.report.quotes import MARKS, quoted
from factdb.report.relations import related_to, relatives
from factdb.report.verdicts import verdict_facts
from factdb.report.visible import visible

CLAIM_COLUMNS = (
    "slug",
    "status",
    "status_since",
    "title",
    "is_contested",
    "accused",
    "accusers",
    "corroborators",
    "deniers",
    "denial_kind",
    "first_said_on",
    "last_said_on",
    "statement_count",
    "article_count",
    "flags",
    "origin",
    "is_closed",
    "proposition",
    "claim_id",
)
STATEMENT_COLUMNS = (
    "statement_id",
    "said_on",
    "stance",
    "party",
    "speaker",
    "speaker_role",
    "root_party",
    "origin_party",
    "is_anonymous",
    "is_direct",
    "medium",
    "said_on_basis",
    "publisher",
    "article_source",
    "article_title",
    "language",
    "published_on",
    "span_start",
    "span_end",
    "source_text",
    "cue_text",
    "content_text",
    "quote",
)
FOUND_COLUMNS = (
    "kind",
    "statement_id",
    "article_id",
    "article_source",
    "article_title",
    "publisher",
    "published_on",
    "stance",
    "party",
    "speaker",
    "snippet",
)
SHOWN = {
    "parties": ("name", "kind", "parent", "root", "statement_count"),
    "problems": ("where", "words", "message"),
    "verdicts": ("verdict_id", "given_on", "slug", "rating", "author", "explanation"),
    "scale": ("words", "value", "means"),
}


def listing(name: str, rows: Iterable[Row]) -> Report:
    """A list by its name (parties, problems, languages): its columns as the view gives them.

    People are shown the name of a file or site (`where`); its whole path or address stays in the other forms.
    """
    given = list(rows)
    columns = tuple(given[0] if given else SHOWN.get(name, ()))
    kept = tuple({**row, "where": place({**row, "publisher": None})} for row in trimmed(given, columns))
    shown = tuple(column for column in SHOWN.get(name, columns) if column in ("where", *columns)) or columns
    return Report(table=Table(name=name, columns=columns, rows=kept, shown=shown))


def claims(rows: Iterable[Row]) -> Report:
    """Claims with their status, in the order given: a table of all columns, a page of who says what of whom."""
    given = list(rows)
    table = Table(name="claims", columns=CLAIM_COLUMNS, rows=trimmed(given, CLAIM_COLUMNS))
    page = Page(head=(f"{say('count.claim', count=len(given))}.", say("caveat")), blocks=tuple(map(claim_entry, given)))
    return Report(table=table, page=page)


def claim(row: Row, relations: Iterable[Row], verdicts: Iterable[Row] = ()) -> Report:
    """One claim with what people hold of it, and the claims that it is narrower or wider than.

    `relations` are its rows of claim_relations, `verdicts` of verdicts.
    """
    given = list(relations)
    narrower, wider = related_to(row, given)
    told = {**row, "narrower_than": "; ".join(narrower) or None, "wider_than": "; ".join(wider) or None}
    columns = (*CLAIM_COLUMNS, "narrower_than", "wider_than")
    entry = claim_entry(row)
    page = Page(
        head=(f"{say('count.claim', count=1)}.", say("caveat")),
        blocks=(replace(entry, facts=(*entry.facts, *relatives(row, given), *verdict_facts(verdicts))),),
    )
    return Report(table=Table(name="claims", columns=columns, rows=trimmed([told], columns)), page=page)


def claim_entry(row: Row) -> Entry:
    """A claim as it stands in a list: heading, sides, and how much was said."""
    counted = {f"{thing}s": say(f"count.{thing}", count=row[f"{thing}_count"]) for thing in ("statement", "article")}
    said = say("count.statements_in_articles", **counted)
    closed = (say("claim.closed"),) if row.get("is_closed") else ()
    return replace(entry_of(Dossier(claim=row)), facts=(" · ".join((*sides(row), said)), *closed))


def statements(rows: Iterable[Row], name: str = "statements") -> Report:
    """Statements outside any claim, in the order given: a table of all columns, a page of who said what."""
    given = list(rows)
    entries = (Entry(lines=tuple(map(statement_line, given))),) if given else ()
    table = Table(name=name, columns=STATEMENT_COLUMNS, rows=trimmed(given, STATEMENT_COLUMNS))
    return Report(table=table, page=Page(head=(f"{say('count.statement', count=len(given))}.",), blocks=entries))


def statement_line(row: Row) -> Line:
    """A statement as a line, with the number by which other commands know it."""
    line = line_of(row, Dossier(claim={}))
    return replace(line, notes=(*line.notes, numbered(row, "statement")))


def found(rows: Iterable[Row]) -> Report:
    """What a search found, best first: statements by who said them, articles by their title."""
    given = list(rows)
    columns = tuple(given[0]) if given else FOUND_COLUMNS
    entries = (Entry(lines=tuple(map(found_line, given))),) if given else ()
    page = Page(head=(f"{say('count.match', count=len(given))}.",), blocks=entries)
    return Report(table=Table(name="search", columns=columns, rows=trimmed(given, columns)), page=page)


def found_line(row: Row) -> Line:
    """One match as a line; the words are those around the match."""
    is_statement = row["kind"] == "statement"
    return Line(
        stance=row["stance"] if is_statement else row["kind"],
        party=visible(row["party"] if is_statement else row["article_title"] or place({**row, "publisher": None})),
        said_on=row.get("said_on") or row["published_on"] or say("no_date"),
        who=visible(row["speaker"]) if is_statement and row["speaker"] != row["party"] else "",
        quote=quoted(visible(row["snippet"]).strip(MARKS)),
        publisher=place(row),
        statement_id=row["statement_id"],
        source=source_of(row),
        notes=(numbered(row, "statement" if is_statement else "article"),),
    )


def numbered(row: Row, thing: str) -> str:
    """The number by which other commands know a statement or an article."""
    return say(f"mark.{thing}", number=str(row[f"{thing}_id"]))


def trimmed(rows: Sequence[Row], columns: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Rows with these columns, in this order; None where a row has none."""
    return tuple({column: row.get(column) for column in columns} for row in rows)
