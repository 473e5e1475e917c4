"""The public views as Parquet files, one a view, for DuckDB, polars, Spark and whatever else reads columns.

The columns of a view and its rows by parts come in, a file is written, a part a row group: memory holds one part. The
types follow from the names of the columns alone, so that a file has the same schema whatever is in it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdb.errors import FactdbError, InputError

if TYPE_CHECKING:
    import pyarrow as pa

ORDER: Mapping[str, tuple[str, ...]] = {
    "articles": ("article_id",),
    "statement_details": ("statement_id",),
    "claim_status": ("claim_id",),
    "claim_statements": ("claim_id", "statement_id"),
    "claim_status_history": ("claim_id", "sequence"),
    "claim_quantities": ("claim_id", "statement_id", "span_start"),
    "claim_relations": ("claim_id", "other_claim_id"),
    "verdicts": ("verdict_id",),
    "decisions": ("decision_id",),
    "denial_record": ("party",),
    "parties": ("party_id",),
    "problems": ("problem_id",),
}
"""The views that are written, each with the columns by which its rows are in order; contested claims are among all."""

_WHOLE = re.compile(r"\w+_(id|start|end|count)|copy_of|sequence|denials|later_\w+|standing")
_REAL = ("score", "low", "high", "rating_value", "worst_rating", "best_rating", "median_days_to_corroboration")
_DAYS = ("said_on_earliest", "said_on_latest")
"""Dates that are always full days; all others may be a month or a year and stay text."""
_TIMES = ("recorded_at", "decided_at")


def library() -> Any:
    """What writes Parquet; FactdbError where it is not installed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise FactdbError("Parquet wants pyarrow first: pip install 'factdb[parquet]'.") from None
    return pyarrow


def schema_of(columns: Sequence[str]) -> "pa.Schema":
    """The types of these columns: whole numbers, numbers, yes or no, full days, times in UTC, and text."""
    arrow = library()
    return arrow.schema([(name, _type_of(name)[0]) for name in columns])


def write_parquet(file: Path, columns: Sequence[str], parts: Iterable[Sequence[Mapping[str, object]]]) -> int:
    """Writes a file whole or not at all; gives the number of its rows. InputError where it cannot be written."""
    arrow = library()
    half, rows = file.with_name(f".{file.name}.part"), 0
    schema = schema_of(columns)
    made = {name: _type_of(name)[1] for name in columns}
    try:
        with arrow.parquet.ParquetWriter(half, schema, compression="zstd") as writer:
            for part in parts:
                values = [[_made(made[name], row[name]) for row in part] for name in columns]
                writer.write_table(arrow.table(values, schema=schema))
                rows += len(part)
        half.replace(file)
    except OSError as error:
        raise InputError(f"Cannot write {file}: {error.strerror or error}.") from error
    finally:
        half.unlink(missing_ok=True)
    return rows


def _made(make: Callable[[Any], object], value: object) -> object:
    return None if value is None else make(value)


def _type_of(name: str) -> tuple["pa.DataType", Callable[[Any], object]]:
    """The type of a column, and what makes its values of those of a row."""
    arrow = library()
    if name.startswith("is_"):
        return arrow.bool_(), bool
    if name in _REAL:
        return arrow.float64(), float
    if name in _DAYS:
        return arrow.date32(), date.fromisoformat
    if name in _TIMES:
        return arrow.timestamp("us", tz="UTC"), datetime.fromisoformat
    return (arrow.int64(), int) if _WHOLE.fullmatch(name) else (arrow.string(), str)
