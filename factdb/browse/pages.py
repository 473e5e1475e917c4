"""What our own pages say: the front page, and a claim with its timeline. A database comes in, mappings go out."""

from collections.abc import Mapping
from typing import Any

from factdb import fetch
from factdb.browse.described import TITLE, shown
from factdb.report import Dossier, timeline, visible
from factdb.store import VIEWS, Database, Reader

SHOWN = 100
LINES = ("factdb", "status", "dates", "lists", "yes_no")


def front(database: Database) -> dict[str, Any]:
    """What is contested now, which questions are ready, what the views hold and how to read them."""
    with database.reading() as reader:
        contested = reader.rows("contested_claims", order=("-last_said_on", "slug"), limit=SHOWN + 1)
        about = reader.rows("about", order=("about_id",))
        counts = dict(reader.counts())
    sentence = {(row["kind"], row["name"]): row["explanation"] for row in about}
    return {
        "title": TITLE,
        "place": visible(database.where),
        "counts": counts,
        "contested": [{name: visible(value) for name, value in row.items()} for row in contested[:SHOWN]],
        "more": len(contested) > SHOWN,
        "queries": shown()["query"],
        "views": [(name, shown()["view"][name]["title"], sentence["view", name]) for name in VIEWS_IN_ORDER],
        "lines": [sentence["file", name] for name in LINES],
        "words": {
            kind: [(row["name"], row["explanation"]) for row in about if row["kind"] == kind]
            for kind in ("status", "stance")
        },
    }
