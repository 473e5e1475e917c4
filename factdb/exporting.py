"""What an export needs, read from the public views and handed to `export`; the sibling of `fetch`.

A reader of a database and a scope come in, an object that can be written as JSON goes out. Nothing is written here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from factdb import export, fetch
from factdb.export import FORMS, Told
from factdb.report import Row, Scope, json_text
from factdb.store import Reader

__all__ = ["FORMS", "exported", "in_json"]


def exported(reader: Reader, form: str, scope: Scope) -> dict[str, Any]:
    """Claims and verdicts as schema.org JSON-LD (`jsonld`), or statements as W3C Web Annotations (`annotations`).

    Raises NotFoundError for a collection or party that there is none of.
    """
    return _linked_data(reader, scope) if form == "jsonld" else _annotations(reader, scope)


def in_json(thing: Mapping[str, Any]) -> str:
    """An object as JSON, letters as they are, with nothing in it that a terminal obeys."""
    import json

    return json_text(json.dumps(thing, ensure_ascii=False, indent=2)) + "\n"


def _linked_data(reader: Reader, scope: Scope) -> dict[str, Any]:
    claims = sorted(fetch.within(reader, scope, fetch.all_claims(reader)), key=lambda row: str(row["slug"]))
    numbers = [row["claim_id"] for row in claims]
    links = fetch.rows_in(reader, "claim_statements", "claim_id", numbers)
    details = _by_number(_with_keys(reader, links), "statement_id")
    statements = _grouped({**details[row["statement_id"]], **row} for row in fetch.in_order_said(links))
    articles = _articles(reader, {row["article_id"] for row in links})
    verdicts = _grouped(_with_verdict_keys(reader, fetch.rows_in(reader, "verdicts", "claim_id", numbers)))
    told = (
        Told(
            claim=row,
            statements=statements[row["claim_id"]],
            articles=_in_order_printed({articles[one["article_id"]]["article_id"]: articles[one["article_id"]] for one in statements[row["claim_id"]]}.values()),
            verdicts=verdicts[row["claim_id"]],
        )
        for row in claims
    )
    return export.linked_data(told, _kinds(reader))
