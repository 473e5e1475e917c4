"""What a database holds, in a form that can be compared: with another database's, or with itself before."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from factdb.read import Defaults, inputs
from factdb.records import Article
from factdb.store import Reader, open_database
from factdb.store.model import TABLES

WHO_AND_WHEN = ("recorded_at", "author", "decided_at", "worded_at")


def write(file: Path, records: Iterable[Mapping[str, str]]) -> str:
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(file)


def seeds() -> list[dict[str, str]]:
    """The seed articles with what their manifest says, as records."""
    folder = Path(__file__).parents[2] / "seeds"
    found = [item for item in inputs([str(folder)], Defaults(), None) if isinstance(item, Article)]  # type: ignore[arg-type]
    fields = {"source": "source", "title": "title", "publisher": "publisher", "published": "published_on"}
    given = [{name: getattr(one, own) for name, own in fields.items()} for one in found]
    return [
        {"text": one.text, "language": one.language, **{name: value for name, value in known.items() if value}}
        for one, known in zip(found, given, strict=True)
    ]


def counts(place: str) -> dict[str, int]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {table: len(reader.rows(table)) for table in TABLES}


def everything(place: str) -> dict[str, list[list[tuple[str, str]]]]:
    """All rows of all tables, but for who recorded them and when, and the seals that tell just that."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {
            table: sorted(
                [(name, repr(value)) for name, value in row.items() if name not in WHO_AND_WHEN]
                for row in reader.rows(table)
                if table != "seal" or row["name"] != "changeset"
            )
            for table in TABLES
        }


def claims(place: str) -> list[object]:
    """Each claim by its statements, with words, accused, status and history; without slugs and numbers."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        keys = {row["statement_id"]: row["key"] for row in reader.rows("statement")}
        return sorted(_claim(reader, row, keys) for row in reader.rows("claim_status"))


def _claim(reader: Reader, row: Mapping[str, object], keys: Mapping[object, object]) -> tuple[str, ...]:
    mine = {"claim_id": row["claim_id"]}
    links = reader.rows("claim_statements", mine)
    statements = sorted((keys[one["statement_id"]], one["role"], one["denial_kind"], one["score"]) for one in links)
    history = [
        (one["effective_on"], one["from_status"], one["to_status"], keys[one["statement_id"]], one["rule"])
        for one in reader.rows("claim_status_history", mine, order=("sequence",))
    ]
    told = {name: value for name, value in row.items() if name not in ("claim_id", "slug")}
    return str(statements), str(history), str(sorted(told.items(), key=str))


def relations(place: str) -> list[tuple[object, ...]]:
    """Which claim is narrower than which, each by its statements."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        keys = {row["statement_id"]: str(row["key"]) for row in reader.rows("statement")}
        held: dict[object, list[str]] = {}
        for row in reader.rows("claim_statements"):
            held.setdefault(row["claim_id"], []).append(keys[row["statement_id"]])
        rows = reader.rows("claim_relations")
    told = ("state", "score", "rule")
    ends = ("claim_id", "other_claim_id")
    return sorted((*(sorted(held[row[end]]) for end in ends), *(row[name] for name in told)) for row in rows)


def retellings(place: str) -> set[tuple[object, object]]:
    """Which statement repeats which, by keys; both count now."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        rows = reader.rows("statement", {"retired_in": None})
    keys = {row["statement_id"]: row["key"] for row in rows}
    return {(row["key"], keys[row["repeats_statement_id"]]) for row in rows if row["repeats_statement_id"]}
