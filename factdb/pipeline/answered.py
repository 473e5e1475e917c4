"""Which questions people have decided: they are not asked again.

A reader comes in, the names of questions go out, as the queue names them.
"""

from collections.abc import Iterator, Mapping

from factdb.pipeline.raising import Raising
from factdb.review import Asks, key_of
from factdb.store import Reader


def answered(reader: Reader, raising: Raising) -> frozenset[str]:
    """The names of all questions that are decided; a question on which people disagree is not."""
    rows = reader.rows("review", {"state": ["accepted", "rejected"]})
    keys = _keys(reader, "statement", rows)
    return frozenset(name for row in rows for name in _names(row, keys, raising))


def _names(row: Mapping[str, object], keys: Mapping[object, str], raising: Raising) -> Iterator[str]:
    ends = [raising.slugs[raising.live(int(str(row[end])))] for end in ("claim_id", "other_claim_id") if row[end]]
    kind, key = str(row["kind"]), keys.get(row["statement_id"])
    if kind in {*Asks}:
        yield key_of(Asks(kind), *([key] if key else []), *sorted(ends))


def _keys(reader: Reader, table: str, rows: list[dict[str, object]]) -> dict[object, str]:
    numbers = sorted({int(str(row[f"{table}_id"])) for row in rows if row[f"{table}_id"] is not None})
    return {row[f"{table}_id"]: str(row["key"]) for row in reader.rows(table, {f"{table}_id": numbers})}
