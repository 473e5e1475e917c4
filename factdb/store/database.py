"""Opening and creating a database, and the transactions in which it is read and written.

Every way in which a place can fail to be a usable database ends in a DatabaseError that says what, where and what next.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.records import Moment
from factdb.store.address import engine_for, uri_for_reading
from factdb.store.connect import connect_to
from factdb.store.failures import explained
from factdb.store.migrate import create_schema, revisions
from factdb.store.ownership import check_owner, known_revision
from factdb.store.past import Past, for_itself
from factdb.store.past_day import PastDay
from factdb.store.place import OpenFile
from factdb.store.read import Reader
from factdb.store.write import KnownParties, Writer


class Database:
    """An open database. `reading` and `writing` give transactions; close it, or use it in a `with`."""

    def __init__(self, engine: sa.Engine, where: str) -> None:
        self.where = where
        self._engine = engine
        self._file = OpenFile(Path(where)) if engine.dialect.name == "sqlite" else None
        self._parties: KnownParties | None = None

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One snapshot of the database: all reads inside see the same moment."""
        with self._explained(), connect_to(self._engine, writes=False) as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def looking_back(self, moment: Moment) -> Iterator[Past]:
        """One snapshot as it was at a moment, once what is derived was told to it; nothing of it stays anywhere."""
        with (
            self._explained(),
            connect_to(self._engine, writes=False) as connection,
            for_itself(connection),
            connection.begin() as glance,
        ):
            yield (Past if moment.known_at else PastDay)(connection, moment)
            glance.rollback()

    @contextmanager
    def writing(
        self, *, author: str, kind: str, note: str = "", recorded_at: datetime | None = None, keep: bool = True
    ) -> Iterator[Writer]:
        """One transaction of one writer; others wait. All of it is kept, or after any exception nothing.

        `author`, `kind` and `note` describe the changeset, which is recorded with the first fact and not before;
        `recorded_at` is now unless told. Without `keep` all is taken back at the end: for dry runs.
        """
        with (
            self._explained(),
            connect_to(self._engine, writes=True) as connection,
            connection.begin() as change,
        ):
            parties, self._parties = self._parties, None
            writer = Writer(connection, author=author, kind=kind, note=note, recorded_at=recorded_at, parties=parties)
            yield writer
            if keep:
                writer.finish()
            else:
                change.rollback()
        if keep:
            self._parties = writer.known_parties()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What goes wrong inside, in words; also where the file is not there any more, or no longer whole."""
        self._check_place()
        with explained(self.where, self._engine):
            yield
        self._check_place()

    def _check_place(self) -> None:
        if self._file is not None:
            self._file.check()

    def uri_for_reading(self) -> str:
        """The URI by which other programs can read this file, and not write it, as long as it is open here."""
        return uri_for_reading(Path(self.where))

    @property
    def engine(self) -> sa.Engine:
        """For the other files of this room alone."""
        return self._engine

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_database(where: str | Path, *, create: bool = False, read_only: bool = False) -> Database:
    """Opens the database at a path or SQLAlchemy URL; `create` makes it where there is none.

    Raises DatabaseError where there is none, where it is no database, another program's, of another version, busy, or
    out of reach.
    """
    engine, shown = engine_for(where, create=create and not read_only, read_only=read_only)
    with ExitStack() as undo, explained(shown):
        undo.callback(engine.dispose)
        made = not _is_empty(engine) or (create and not read_only and _created(engine, shown))
        if not made:
            raise DatabaseError(_nothing_yet(engine, shown))
        _check(engine, shown)
        undo.pop_all()
    return Database(engine, shown)


def _nothing_yet(engine: sa.Engine, shown: str) -> str:
    """No database; in SQLite a file holds nothing, too, until the first log is written back to it."""
    told = f"{shown} holds no factdb database yet: `factdb load` creates one."
    if engine.dialect.name != "sqlite":
        return told
    return f"{told} If it held one, its log {shown}-wal is missing: put it back, or restore a backup."


def would_be_created(where: str | Path) -> bool:
    """Whether opening with `create` would make a new database here; asking makes nothing.

    Raises DatabaseError where none can be made.
    """
    engine, shown = engine_for(where, create=True, read_only=False)
    try:
        with explained(shown):
            if engine.dialect.name != "sqlite":
                return _is_empty(engine)
            file = Path(shown)
            return not file.exists() or file.stat().st_size == 0
    finally:
        engine.dispose()


def _is_empty(engine: sa.Engine) -> bool:
    with connect_to(engine, writes=False) as connection, connection.begin():
        return _holds_nothing(connection)


def _holds_nothing(connection: sa.Connection) -> bool:
    found = sa.inspect(connection)
    return not found.get_table_names() and not found.get_view_names()


def _created(engine: sa.Engine, shown: str) -> bool:
    """Makes the schema, unless another process made it while this one waited for the lock."""
    with connect_to(engine, writes=True) as connection, connection.begin():
        if _holds_nothing(connection):
            _check_encoding(connection, shown)
            create_schema(connection)
    return True


def _check_encoding(connection: sa.Connection, shown: str) -> None:
    """Refuses a database of PostgreSQL that cannot hold every text."""
    if connection.dialect.name == "sqlite":
        return
    encoding = connection.scalar(sa.text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise DatabaseError(
            f"{shown} keeps its texts as {encoding}, which cannot hold every language. "
            "Make one with `createdb --encoding=UTF8 --template=template0 NAME`."
        )


def _check(engine: sa.Engine, shown: str) -> None:
    """Refuses another program's database and another version's schema."""
    check_owner(engine, shown)
    here = known_revision(engine, shown)
    if here != revisions()[-1]:
        raise DatabaseError(f"{shown} was written by an older factdb (schema {here}). Run `factdb upgrade` once.")
