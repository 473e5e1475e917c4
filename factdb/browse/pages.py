"""What our own pages say: the front page, a claim with its timeline, an article with its statements marked.

A database comes in, mappings go out. Where a page should have another address, `address` tells it.
"""

import re
from typing import Any
from urllib.parse import quote

from factdb import fetch
from factdb.browse.described import TITLE, shown
from factdb.errors import NotFoundError
from factdb.report import Entry, Passage, Row, inline, names_in, sides, visible
from factdb.report.catalogue import say
from factdb.store import Database

SHOWN = 100
HOW_TO_READ = ("dates", "lists", "yes_no")
WORDS = ("status", "stance")
NUMBER = re.compile("[0-9]{1,18}")


def front(database: Database) -> dict[str, Any]:
    """What is contested now, which questions are ready, what the views hold and how to read them."""
    with database.reading() as reader:
        contested = reader.rows("contested_claims", order=("-last_said_on", "slug"), limit=SHOWN + 1)
        about = reader.rows("about", order=("about_id",))
        counts = dict(reader.counts())
    told = {(row["kind"], row["name"]): row["explanation"] for row in about}
    return {
        "title": TITLE,
        "caveat": told["file", "status"],
        "place": visible(database.where),
        "counts": counts,
        "counted": [say(f"count.{name}", count=counts[name]) for name in ("claim", "statement", "article")],
        "contested": [claim_of(row) for row in contested[:SHOWN]],
        "more": len(contested) > SHOWN,
        "queries": shown()["query"],
        "views": [(name, shown()["view"][name]["title"], told["view", name]) for name in shown()["view"]],
        "lines": [told["file", name] for name in HOW_TO_READ],
        "words": {kind: [(row["name"], row["explanation"]) for row in about if row["kind"] == kind] for kind in WORDS},
    }


def claim(database: Database, asked: str) -> dict[str, Any]:
    """What the page of a claim says, and its own address; NotFoundError if there is no such claim."""
    with database.reading() as reader:
        page = fetch.one_claim(reader, asked).page
        about = reader.rows("about", where={"kind": ["file", "status"]})
    entry, every, *grids = page.blocks if page else ()
    assert isinstance(entry, Entry) and isinstance(every, Entry) and entry.dossier
    found, told = entry.dossier, {row["name"]: row["explanation"] for row in about}
    numbers = [row["statement_id"] for row in found.statements]
    return {
        "address": f"/claim/{quote(entry.slug, safe='')}",
        "claim": claim_of(found.claim),
        "entry": entry,
        "meaning": told.get(entry.status, ""),
        "caveat": told["status"],
        "picture": inline(found, {number: f"#statement-{number}" for number in numbers}),
        "lines": [
            {"line": line, "quote": parted(row), "article_id": row["article_id"], "change": found.change_by(row)}
            for line, row in zip(every.lines, found.statements, strict=True)
        ],
        "grids": grids,
    }


def article(database: Database, number: str) -> dict[str, Any]:
    """What the page of an article says; NotFoundError if there is none of that number."""
    if not NUMBER.fullmatch(number):
        raise NotFoundError(f"No article has the number '{number}'. The front page leads to all articles.")
    with database.reading() as reader:
        found = fetch.article(reader, number)
    blocks = found.page.blocks if found.page else ()
    return {
        "number": number,
        "heading": next(block for block in blocks if isinstance(block, Entry)),
        "passages": [block for block in blocks if isinstance(block, Passage)],
        "foot": found.page.foot if found.page else (),
        "statements": [
            {**{name: visible(value) for name, value in row.items()}, "claims": names_in(row, "claims")}
            for row in found.table.rows
        ],
    }


def statement(database: Database, number: str) -> dict[str, Any]:
    """Where a statement stands in its article; NotFoundError if there is none of that number."""
    with database.reading() as reader:
        wanted = [int(number)] if NUMBER.fullmatch(number) else []
        found = reader.rows("statement", where={"statement_id": wanted})
    if not found:
        raise NotFoundError(f"No statement has the number '{number}'. The front page leads to all statements.")
    return {"address": f"/article/{found[0]['article_id']}#statement-{number}"}


def claim_of(row: Row) -> dict[str, Any]:
    """A claim as pages tell it: text that may be shown, with who stands where."""
    told = {name: visible(value) for name, value in row.items()}
    return {**told, "title": told["title"] or told["proposition"] or told["slug"], "sides": sides(row)}


def parted(row: Row) -> tuple[str, str, str]:
    """A quote in three: before what was said, what was said, and what stands behind it.

    >>> parted({"quote": "Ia mengatakan semuanya bohong.", "content_text": "semuanya bohong"})
    ('Ia mengatakan ', 'semuanya bohong', '.')
    >>> parted({"quote": "KCNA tidak mengonfirmasi.", "content_text": None})
    ('KCNA tidak mengonfirmasi.', '', '')
    """
    passage, content = visible(row["quote"]), visible(row["content_text"])
    return passage.partition(content) if content else (passage, "", "")
