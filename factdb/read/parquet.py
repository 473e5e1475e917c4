"""Parquet → what each row says: records like those of JSON Lines, or readings that were made before.

Rows come in by the thousand, so that a file of any size can be read. Whoever asks for a file of this kind needs
pyarrow; nobody else does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from factdb.errors import FactdbError
from factdb.read.found import Found
from factdb.records import Problem

AT_ONCE = 1000
READING = ("source", "maker", "reading", "notes")
"""The columns of a file of readings: what `Written` tells of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody read in an article before, as text (JSON); `notes` are the problems that came with the article."""

    source: str
    maker: str
    reading: str
    notes: str


def pyarrow() -> Any:
    """What reads and writes Parquet; FactdbError where it is not installed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise FactdbError("Parquet wants pyarrow first: pip install 'factdb[parquet]'.") from None
    return pyarrow


def from_parquet(
    file: BinaryIO, name: str, checked: Callable[[object, str, int], Found | Problem]
) -> Iterator[Found | Problem | Written]:
    """The rows of a Parquet file; `checked` makes of a record, the file's name and the row's number what was found."""
    arrow, number = pyarrow(), 0
    try:
        rows = arrow.parquet.ParquetFile(file)
        is_read = set(READING) <= set(rows.schema_arrow.names)
        if not is_read and "text" not in rows.schema_arrow.names:
            yield Problem(message=f"{name}: no column 'text'.", source=name)
            return
        for part in rows.iter_batches(AT_ONCE, columns=READING if is_read else None):
            for row in part.to_pylist():
                number += 1
                yield Written(**row) if is_read else checked(_as_text(row), name, number)
    except (arrow.ArrowException, OSError) as error:
        yield Problem(message=f"{name}: no Parquet that can be read: {error}.", source=name)


def _as_text(row: dict[str, object]) -> dict[str, object]:
    """A row as a record of JSON Lines: dates as text, and nothing where nothing is."""
    given = {name: value for name, value in row.items() if value is not None}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}
