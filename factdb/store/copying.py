"""A whole database copied into one new SQLite file: as it is at one moment, whoever reads and writes it meanwhile.

A file is written under a temporary name beside its own, synced to disk and only then given its name, so that what was
killed or failed never looks finished. From SQLite all pages are copied, from PostgreSQL all rows of the model's tables,
with the same numbers. Nothing is ever overwritten.
"""

import errno
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.store.columns import metadata
from factdb.store.connect import connect_to, sqlite_engine
from factdb.store.decisions import about
from factdb.store.failures import explained
from factdb.store.migrate import create_schema
from factdb.store.save import insert_many
from factdb.store.seals import last_seal
from factdb.store.surface import index_new

HELPERS = ("-wal", "-shm", "-journal")
ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A finished copy: where it is, its size in bytes, what it holds, how many articles were left without text.

    `seal` is the hash over everything that was ever recorded in it, None where nothing was.
    """

    file: Path
    size: int
    articles: int
    statements: int
    claims: int
    seal: str | None
    texts_left_out: int = 0


@contextmanager
def whole_file(target: Path, need: int) -> Iterator[Path]:
    """A temporary file that becomes `target` when the block ends; after any exception nothing is left of it.

    Raises DatabaseError where the target is there already, cannot be written, or the disk is full; `need` is about how
    many bytes it takes at most.
    """
    with _told(target, need):
        _check_free(target)
        with temporary(target) as part:
            yield part
            _sync(part)
            _give_name(part, target)
        _sync(target.absolute().parent)


def _check_free(target: Path) -> None:
    """Raises DatabaseError unless a new file can have this name."""
    folder = target.absolute().parent
    if target.is_dir():
        raise DatabaseError(f"{target} is a folder. Give the file to write, as in {target / 'backup.db'}.")
    if os.path.lexists(target):
        raise DatabaseError(f"{target} exists already and is not overwritten. Choose another name, or remove it first.")
    if not folder.is_dir():
        raise DatabaseError(f"Cannot write {target}: there is no folder {folder}. Create it first.")


@contextmanager
def temporary(target: Path) -> Iterator[Path]:
    """An empty file beside `target` that is removed at the end."""
    part = target.absolute().with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.touch(exist_ok=False)
        yield part
    finally:
        for helper in ("", *HELPERS):
            Path(f"{part}{helper}").unlink(missing_ok=True)


@contextmanager
def _told(target: Path, need: int) -> Iterator[None]:
    """What went wrong while the target was written, in words for the person who wanted it."""
    folder = target.absolute().parent
    try:
        yield
    except PermissionError:
        raise DatabaseError(f"Cannot write {target}: no permission in {folder}. Choose another place for it.") from None
    except (OSError, sa.exc.DatabaseError, DatabaseError) as error:
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in str(error):
            raise DatabaseError(
                f"Cannot write {target}: the disk is full. About {megabytes(need)} are needed in {folder} and "
                f"{megabytes(shutil.disk_usage(folder).free)} are free. Nothing was left there; free space, or choose "
                "another place."
            ) from error
        if not isinstance(error, OSError):
            raise
        raise DatabaseError(f"Cannot write {target}: {error.strerror}. Choose another place for it.") from error


def megabytes(size: int) -> str:
    """A number of bytes as people read it.

    >>> megabytes(1_260_000), megabytes(300)
    ('1.3 MB', '0.1 MB')
    """
    return f"{max(size / 1e6, 0.1):.1f} MB"


def _sync(path: Path) -> None:
    """Waits until a file, or what a folder lists, is on the disk."""
    if path.is_dir() and os.name != "posix":
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _give_name(part: Path, target: Path) -> None:
    """Gives a finished file its name, which nobody may have taken meanwhile."""
    try:
        target.hardlink_to(part)
    except OSError:  # It is taken; or this is a memory stick, where a file has but one name.
        _check_free(target)
        part.rename(target)


def snapshot(engine: sa.Engine, shown: str, file: Path) -> None:
    """Copies the database behind an engine into an empty file, as it is at one moment; waits for no writer."""
    copy = _copy_pages if engine.dialect.name == "sqlite" else _copy_tables
    with explained(shown, engine), connect_to(engine, writes=False) as connection, connection.begin():
        copy(connection, file)


def _copy_pages(here: sa.Connection, file: Path) -> None:
    """Copies an SQLite file page by page, in one step inside a reader's transaction.

    VACUUM INTO would leave unused pages out, but fails on a connection that only reads: there SQLite before 3.46
    forgets the CHECKs of a table, and stumbles over its generated column.
    """
    here.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    raw = here.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    with closing(sqlite3.connect(file, isolation_level=None)) as there, _as_of_sqlalchemy("backup"):
        raw.backup(there)
        there.execute("PRAGMA journal_mode = DELETE")
        (told,) = there.execute("PRAGMA quick_check(1)").fetchone()
        if told != "ok":
            raise sqlite3.DatabaseError(f"malformed: {told}")


def vacuum_into(engine: sa.Engine, file: Path) -> None:
    """Copies an SQLite file that may be written into an empty one, without what it does not use."""
    with closing(engine.raw_connection()) as connection, _as_of_sqlalchemy("VACUUM INTO"):
        connection.cursor().execute("VACUUM INTO ?", (str(file),))


@contextmanager
def _as_of_sqlalchemy(statement: str) -> Iterator[None]:
    """Lets an error of the driver, where it is used directly, be the error that SQLAlchemy makes of it elsewhere."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise sa.exc.DatabaseError(statement, None, error) from error


def size_of(engine: sa.Engine, shown: str) -> int:
    """About how many bytes a copy of the database takes."""
    asked = "SELECT pg_database_size(current_database())"
    if engine.dialect.name == "sqlite":
        asked = (
            "SELECT (page_count - freelist_count) * page_size "
            "FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
        )
    with explained(shown, engine), connect_to(engine, writes=False) as connection, connection.begin():
        return int(connection.exec_driver_sql(asked).scalar_one())


def counted(part: Path, target: Path, texts_left_out: int = 0) -> Copied:
    """What a copy holds, read from the copy itself."""
    asked = "SELECT (SELECT count(*) FROM {}), (SELECT count(*) FROM {}), (SELECT count(*) FROM {})"
    with scratch(part, mode="ro") as engine, connect_to(engine, writes=False) as connection, connection.begin():
        row = connection.exec_driver_sql(asked.format("article", "statement_details", "claim_status")).one()
        seal = last_seal(connection)
    return Copied(
        file=target,
        size=part.stat().st_size,
        articles=row[0],
        statements=row[1],
        claims=row[2],
        seal=seal,
        texts_left_out=texts_left_out,
    )


@contextmanager
def scratch(part: Path, mode: str = "rw") -> Iterator[sa.Engine]:
    """An engine on an unfinished file, which keeps no journal: if anything fails, the file goes."""
    engine = sqlite_engine(part, mode=mode, journal="OFF")
    try:
        with explained("The database to be copied", engine):
            yield engine
    finally:
        engine.dispose()


def _copy_tables(here: sa.Connection, file: Path) -> None:
    """Copies all tables of the model in the order of their foreign keys, a thousand rows at a time."""
    with scratch(file) as copy, connect_to(copy, writes=True) as there, there.begin():
        create_schema(there)
        there.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in metadata.sorted_tables:
            if table is not about:
                _copy_table(here, there, table)
        index_new(there, 0, 0)


def _copy_table(here: sa.Connection, there: sa.Connection, table: sa.Table) -> None:
    columns = [column for column in table.c if column.computed is None]
    asked = sa.select(*columns).order_by(*table.primary_key).execution_options(yield_per=ROWS_AT_ONCE)
    for rows in here.execute(asked).partitions():
        insert_many(there, table, [column.name for column in columns], [tuple(row) for row in rows])
