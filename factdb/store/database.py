"""Opening, creating and upgrading a database, and the transactions in which it is read and written.

Every way in which a place can fail to be a usable database ends in a DatabaseError that says what, where and what next.
"""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.store.connect import APPLICATION_ID, connect_to, postgresql_engine, sqlite_engine
from factdb.store.copying import size_of, snapshot, whole_file
from factdb.store.failures import explained
from factdb.store.migrate import create_schema, migrate, revision_of, revisions
from factdb.store.place import OpenFile, check_file, has_log
from factdb.store.read import Reader
from factdb.store.write import Writer

SECRETS = ("password", "sslpassword")
WORDS_OF_USER = re.compile("//.*@")


class Database:
    """An open database. `reading` and `writing` give transactions; close it, or use it in a `with`."""

    def __init__(self, engine: sa.Engine, where: str) -> None:
        self.where = where
        self._engine = engine
        self._file = OpenFile(Path(where)) if engine.dialect.name == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One snapshot of the database: all reads inside see the same moment."""
        with self._explained(), connect_to(self._engine, writes=False) as connection, connection.begin():
            yield Reader(connection)

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
            writer = Writer(connection, author=author, kind=kind, note=note, recorded_at=recorded_at)
            yield writer
            if keep:
                writer.finish()
            else:
                change.rollback()

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """From which revision to which a database came, and where it lies as it was before; None for no backup."""

    before: str
    after: str
    backup: Path | None = None


def upgrade(where: str | Path, *, backup: bool = True) -> Upgraded:
    """Brings an older database to the schema of this version, an SQLite file after a backup beside it.

    Nothing to do is no error and makes no backup; whatever fails, the database stays as it was. On a server backups
    are the server's own. Raises DatabaseError as `open_database` does, and where the backup cannot be written.
    """
    engine, shown = engine_for(where, create=False, read_only=False)
    kept: Path | None = None
    try:
        with explained(shown):
            _check_owner(engine, shown)
            if (here := _known(shown, _revision(engine))) == revisions()[-1]:
                return Upgraded(before=here, after=here)
            with _migrating(engine) as connection:
                here = _known(shown, revision_of(connection))
                if here == revisions()[-1]:  # Another process upgraded it while this one waited.
                    return Upgraded(before=here, after=here)
                if backup and engine.dialect.name == "sqlite":
                    kept = _set_aside(engine, shown, here)
                migrate(connection, revisions()[-1])
    except DatabaseError as error:
        if kept is None:
            raise
        raise DatabaseError(f"{error} The backup made before holds the same: {kept}.") from error
    finally:
        engine.dispose()
    return Upgraded(before=here, after=revisions()[-1], backup=kept)


def migrate_to(engine: sa.Engine, revision: str) -> None:
    """Moves a database to a revision in one transaction ('base' empties it)."""
    with _migrating(engine) as connection:
        migrate(connection, revision)


@contextmanager
def _migrating(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction of one writer in which tables may be made anew; others wait."""
    with connect_to(engine, writes=True) as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                yield connection
        finally:
            connection.invalidate()


def _set_aside(engine: sa.Engine, shown: str, revision: str) -> Path:
    """Copies an SQLite file as it is beside itself, under the next free name that tells its revision."""
    own = Path(shown)
    stem = f"{own.stem}.backup-schema-{revision}"
    names = (own.with_name(f"{stem}{number}{own.suffix}") for number in ("", *(f"-{n}" for n in range(2, 1000))))
    target = next(name for name in names if not os.path.lexists(name))
    try:
        with whole_file(target, size_of(engine, shown)) as part:
            snapshot(engine, shown, part)
    except DatabaseError as error:
        raise DatabaseError(f"{error} Nothing was upgraded; with a backup of your own, add --no-backup.") from error
    return target


def engine_for(where: str | Path, *, create: bool, read_only: bool) -> tuple[sa.Engine, str]:
    """The engine and how the place is shown to people (no password)."""
    if "://" not in str(where):
        return _file_engine(Path(where), create=create, read_only=read_only), str(where)
    try:
        url = sa.make_url(str(where))
    except (sa.exc.ArgumentError, ValueError):
        shown = WORDS_OF_USER.sub("//***@", str(where))
        raise DatabaseError(f"{shown} is no database URL. Give a path, or postgresql://USER@HOST/NAME.") from None
    shown = url.difference_update_query(SECRETS).render_as_string(hide_password=True)
    if url.get_backend_name() in ("postgresql", "postgres"):
        return postgresql_engine(url), shown
    if url.get_backend_name() == "sqlite" and url.database:
        return _file_engine(Path(url.database), create=create, read_only=read_only), url.database
    raise DatabaseError(
        f"{shown}: factdb keeps its data in SQLite files or PostgreSQL. Give a path or a postgresql:// URL."
    )


def _file_engine(path: Path, *, create: bool, read_only: bool) -> sa.Engine:
    """An engine on a SQLite file, after a look at the file itself."""
    check_file(path, create=create)
    with explained(str(path)):
        if not read_only:
            engine = sqlite_engine(path, mode="rwc" if create else "rw")
            if create or _answers(engine, writes=True):
                return engine
        elif os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
            engine = sqlite_engine(path, mode="rw", reads=True)
            if _answers(engine, writes=False):
                return engine
        engine = sqlite_engine(path, mode="ro")
        if _answers(engine, writes=False) or has_log(path):
            return engine
    # On a read-only or full medium WAL cannot make its helper files; without a log, nothing is missed without them.
    return sqlite_engine(path, mode="ro", immutable=True)


def _answers(engine: sa.Engine, *, writes: bool) -> bool:
    """Whether the file can be read at all this way; a file that is merely busy can.

    Who wants to write is told that the disk is full, instead of being given a file that can be read only.
    """
    try:
        with connect_to(engine, writes=False) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except sa.exc.OperationalError as error:
        engine.dispose()
        if writes and any(sign in str(error).lower() for sign in ("disk i/o", "disk is full")):
            raise
        return "locked" in str(error)
    return True


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
    _check_owner(engine, shown)
    here = _known(shown, _revision(engine))
    if here != revisions()[-1]:
        raise DatabaseError(f"{shown} was written by an older factdb (schema {here}). Run `factdb upgrade` once.")


def _check_owner(engine: sa.Engine, shown: str) -> None:
    with connect_to(engine, writes=False) as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            ours = connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
        else:
            found = sa.inspect(connection)
            ours = all(found.has_table(name) for name in ("about", "changeset", "alembic_version"))
    if not ours:
        raise DatabaseError(f"{shown} belongs to another program. Choose another place with --db; nothing was changed.")


def _revision(engine: sa.Engine) -> str | None:
    with connect_to(engine, writes=False) as connection, connection.begin():
        return revision_of(connection)


def _known(shown: str, revision: str | None) -> str:
    """The revision of a database, unless this version does not know it."""
    if revision not in revisions():
        raise DatabaseError(_newer(shown, revision))
    return str(revision)


def _newer(shown: str, revision: str | None) -> str:
    if revision is None:
        return f"{shown} has lost the version of its schema. Restore a backup, or load the articles into a new file."
    known = revisions()[-1]
    return (
        f"{shown} was written by a newer factdb (schema {revision}, this one knows {known}). Update factdb to open it."
    )
