"""One article with its statements marked, and beneath it who said what and to which claim it belongs.

A row of articles, its statements and their links come in, a page and a table go out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from factdb.report.catalogue import say
from factdb.report.dossiers import Dossier, Row
from factdb.report.lines import line_of, place
from factdb.report.listings import STATEMENT_COLUMNS, numbered, trimmed
from factdb.report.pages import Entry, Line, Page, Passage, Piece, Report, Table
from factdb.report.visible import visible

COLUMNS = ("statement_id", "claims", "roles", *STATEMENT_COLUMNS[1:])


def article(row: Row, statements: Sequence[Row], links: Iterable[Row]) -> Report:
    """An article in full with each statement marked; `links` are the rows of claim_statements of its statements.

    An article whose text was left out when its file was published gives its statements alone.
    """
    linked: dict[int, list[Row]] = {each["statement_id"]: [] for each in statements}
    for link in links:
        linked[link["statement_id"]].append(link)
    told = sorted(statements, key=lambda each: (each["span_start"], each["span_end"], each["statement_id"]))
    rows = [{**each, **placed(linked[each["statement_id"]])} for each in told]
    lines = tuple(line(each, linked[each["statement_id"]]) for each in told)
    table = Table(name="article", columns=COLUMNS, rows=trimmed(rows, COLUMNS))
    text = (passage(row, told),) if row.get("text") else ()
    foot = () if row.get("text") else (say("article.no_text"),)
    heading = Entry(title=visible(row["title"]) or place({**row, "article_source": row["source"]}), facts=facts(row))
    said = (Entry(title=say("article.said"), lines=lines),) if lines else ()
    counted = say("count.statement", count=len(told))
    counted = say("article.marked", statements=counted) if said and text else f"{counted}."
    return Report(table=table, page=Page(head=(counted, say("caveat")), blocks=(heading, *text, *said), foot=foot))


def facts(row: Row) -> tuple[str, ...]:
    """What is known of an article: that it was withdrawn, who published it and when, its language, where it is."""
    known = (row["publisher"], row["author"], row["published_on"] or say("no_date"), row["language"])
    withdrawn = (say("article.withdrawn", why=visible(row["withdrawn"])),) if row["withdrawn"] is not None else ()
    return (*withdrawn, " · ".join(visible(part) for part in known if part), visible(row["url"] or row["source"]))


def placed(links: Sequence[Row]) -> dict[str, str | None]:
    """The claims that a statement belongs to, and what it does in each."""
    slugs, roles = ("; ".join(str(link[name]) for link in links if link[name]) or None for name in ("slug", "role"))
    return {"claims": slugs, "roles": roles}


def line(row: Row, links: Sequence[Row]) -> Line:
    """A statement as a line with its number and its claims; who published it stands at the head of the page."""
    said = line_of(row, Dossier(claim={}))
    kept = [(say(f"role.{link['role']}"), link["slug"]) for link in links if link["role"]]
    why = tuple(say("article.in_claim", role=role, slug=slug) for role, slug in kept)
    return replace(said, publisher="", notes=(*said.notes, numbered(row, "statement")), why=why)


def passage(row: Row, statements: Sequence[Row]) -> Passage:
    """The text of an article, cut where a statement begins or ends, paragraph by paragraph."""
    text = row["text"]
    ends = {end for each in statements for end in (each["span_start"], each["span_end"])}
    breaks = [place for place, char in enumerate(text) if char == "\n"]
    paragraphs, start = [], 0
    for end in (*breaks, len(text)):
        if text[start:end].strip():
            paragraphs.append(tuple(pieces(text, start, end, sorted(ends), statements)))
        start = end + 1
    return Passage(paragraphs=tuple(paragraphs), language=row["language"])


def pieces(text: str, start: int, end: int, ends: Sequence[int], statements: Sequence[Row]) -> Iterator[Piece]:
    """The pieces of one paragraph, each with the statements that hold it, the widest first."""
    cuts = [start, *(place for place in ends if start < place < end), end]
    held = [each for each in statements if each["span_start"] < end and each["span_end"] > start]
    held.sort(key=lambda each: (each["span_start"], -each["span_end"]))
    for first, last in pairwise(cuts):
        marks = [each for each in held if each["span_start"] <= first and each["span_end"] >= last]
        opens = tuple(each["statement_id"] for each in marks if each["span_start"] == first)
        numbered = tuple((each["statement_id"], each["stance"]) for each in marks)
        yield Piece(text=printable(text[first:last]), marks=numbered, opens=opens)


def printable(text: str) -> str:
    """A piece of a text as it may be shown, with the blanks at its ends."""
    shown = visible(text)
    before, after = (" " if char[:1].isspace() else "" for char in (text[:1], text[-1:]))
    return f"{before}{shown}{after}" if shown else " "
