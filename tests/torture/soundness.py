"""What a database file holds, read past factdb, and what must hold of it whatever happened to those who wrote it."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from factdb import pipeline
from factdb.store import open_database
from factdb.store.seals import broken_seals

FREE = ("recorded_at", "author", "decided_at", "worded_at", "decision.key", "claim_wording.key", "seal.digest")
"""Columns that differ between two runs that do the same: who recorded something and when, and hashes over that."""

RECORDED = ("article", "party", "claim", "claim_statement", "review", "decision")
HELPERS = ("", "-wal", "-shm", "-journal")


def contents(place: str) -> dict[str, str]:
    """A digest of the rows of every table; nothing where there is no table or no file."""
    if not Path(place).exists():
        return {}
    with closing(sqlite3.connect(place)) as raw:
        found = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"
        return {name: _digest(raw, name) for (name,) in raw.execute(f"{found} ORDER BY name").fetchall()}


def _digest(raw: sqlite3.Connection, table: str) -> str:
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    columns = [name for name in names if not {name, f"{table}.{name}"} & set(FREE)]
    order = ", ".join(str(number) for number, _ in enumerate(columns, start=1))
    rows = raw.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}").fetchall()
    return f"{len(rows)} rows {hashlib.sha256(repr(rows).encode()).hexdigest()[:16]}"


def assert_whole(place: str) -> None:
    """The file is no torn one, every key in it points somewhere, and its search finds what is there and no more."""
    with closing(sqlite3.connect(place)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        for (index,) in raw.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'").fetchall():
            raw.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")


def assert_sound(place: str) -> None:
    """It is whole, factdb opens it, no changeset is empty or unlike its seal, what is derived is so anew."""
    assert_whole(place)
    with open_database(place) as database, database.reading() as reader:
        recorded = {row["changeset_id"] for row in reader.rows("changeset")}
        used = {row["recorded_in"] for table in RECORDED for row in reader.rows(table)}
        assert used == recorded
        assert list(broken_seals(reader.connection)) == []
    assert pipeline.rebuild(place, dry_run=True).differed == ()


def remove(place: str) -> None:
    """Removes a database with what lies beside it."""
    for suffix in HELPERS:
        Path(place + suffix).unlink(missing_ok=True)


def copied(place: str, to: str) -> str:
    """A copy of a database and of what lies beside it."""
    remove(to)
    for suffix in HELPERS:
        if Path(place + suffix).exists():
            Path(to + suffix).write_bytes(Path(place + suffix).read_bytes())
    return to
