"""Engines: how a connection to SQLite or PostgreSQL is opened, and how a transaction begins. Knows no table.

SQLite's driver is told to leave transactions alone: a writer begins with BEGIN IMMEDIATE, so that two writers wait for
each other instead of losing updates; a reader with BEGIN, so that it sees one snapshot. PostgreSQL gets the same by an
advisory lock, for which a writer waits as long, and by REPEATABLE READ. The lock is taken before the number of a
changeset is drawn, so that changesets are numbered in the order in which they are kept.
"""

import sqlite3
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from factdb.errors import DatabaseError

BUSY_SECONDS = 30
APPLICATION_ID = int.from_bytes(b"fact", "big")
WRITER_LOCK = APPLICATION_ID
WRITES = "factdb_writes"
PAGE = 8192
"""Bytes of a page of a new file: of SQLite's own 4,096 every article left a fifth of its pages empty."""
COPY = "COPY "
PLAIN_WAYS = "SET datestyle TO ISO; SET timezone TO 'UTC'; SET extra_float_digits TO 1"
"""What a server may have set otherwise: dates that the driver cannot read, numbers that are rounded."""


def file_uri(path: Path, *, mode: str, immutable: bool = False) -> str:
    """The URI by which SQLite opens a file, whatever characters its path has."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}{'&immutable=1' if immutable else ''}"


@cache
def _for_every_file() -> tuple[sa.Dialect, dict[Any, Any]]:
    """What all engines on files share: SQLite's ways, and what statements were compiled to.

    An engine of its own compiles every statement anew; who opens a file for each question spends a third of the time
    with that.
    """
    engine = sa.create_engine("sqlite://")
    engine.connect().close()
    return engine.dialect, {}


MAPPED = 2**31 - 2**16
"""Bytes of a file that a connection for reading reads where they lie: a third less time than copying pages takes.

SQLite maps no more. Who writes maps nothing: pages that it has looked at would count as its memory, and a broken disk
would end it by a signal.
"""


def sqlite_engine(
    path: Path, *, mode: str = "rwc", reads: bool = False, immutable: bool = False, journal: str = "WAL"
) -> sa.Engine:
    """An engine on a file; `mode` is SQLite's own `ro`, `rw` or `rwc`, `journal` the journal mode of a file of ours.

    Who only `reads` a file that could be written cleans up SQLite's helper files (-wal, -shm); `ro` would leave them.
    """
    uri = file_uri(path, mode=mode, immutable=immutable)
    dialect, compiled = _for_every_file()
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False),
        poolclass=sa.pool.QueuePool,
        execution_options={"compiled_cache": compiled},
    )
    engine.dialect = dialect

    @sa.event.listens_for(engine, "connect")
    def prepare(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        raw.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        raw.execute("PRAGMA foreign_keys = ON")
        if reads:
            raw.execute("PRAGMA query_only = ON")
            raw.execute(f"PRAGMA mmap_size = {MAPPED}")
        elif mode != "ro" and _is_ours_or_new(raw):
            raw.execute(f"PRAGMA page_size = {PAGE}")
            raw.execute(f"PRAGMA journal_mode = {journal}")
            raw.execute("PRAGMA synchronous = NORMAL")
        assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _is_ours_or_new(raw: Any) -> bool:
    """Whether a file may be given our journal mode: another program's is left as it is, to the byte."""
    (owner,) = raw.execute("PRAGMA application_id").fetchone()
    (tables,) = raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return owner == APPLICATION_ID or not tables


_ON_SERVERS: dict[sa.URL, tuple[sa.Dialect, dict[Any, Any]]] = {}
"""The same for the databases of each server that was reached."""


def postgresql_engine(url: sa.URL) -> sa.Engine:
    """An engine on a server; psycopg 3 is the driver, whatever the URL says; DatabaseError without it."""
    server = url.set(database="")
    dialect, compiled = _ON_SERVERS.get(server, (None, {}))
    try:
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            isolation_level="READ COMMITTED",
            connect_args={"client_encoding": "utf8"},
            execution_options={"compiled_cache": compiled},
        )
    except ImportError:
        raise DatabaseError("PostgreSQL wants its driver first: pip install 'factdb[postgresql]'.") from None
    engine.dialect = dialect or engine.dialect

    @sa.event.listens_for(engine, "connect")
    def prepare(raw: Any, _record: Any) -> None:
        raw.execute(PLAIN_WAYS)
        raw.commit()
        _ON_SERVERS.setdefault(server, (engine.dialect, compiled))

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        patience = f"SET LOCAL lock_timeout = {int(BUSY_SECONDS * 1000)}"
        if connection.get_execution_options().get(WRITES, False):
            connection.exec_driver_sql(f"{patience}; SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        else:
            connection.exec_driver_sql(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; {patience}")

    @sa.event.listens_for(engine, "do_executemany")
    def copy(cursor: Any, statement: str, rows: Any, _context: Any) -> bool:
        """Sends the rows of a COPY, with which the driver's own executemany can do nothing."""
        if not statement.startswith(COPY):
            return False
        with cursor.copy(statement) as stream:
            for row in rows:
                stream.write_row(row)
        return True

    return engine


def connect_to(engine: sa.Engine, *, writes: bool) -> sa.Connection:
    """A connection whose transactions begin as those of a writer or of a reader."""
    return engine.connect().execution_options(**{WRITES: writes})
