"""Opening, creating and upgrading a database, and the transactions in which it is read and written.

Every way in which a place can fail to be a usable database ends in a DatabaseError that says what, where and what next.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.store.connect import APPLICATION_ID, connect_to, postgresql_engine, sqlite_engine
from factdb.store.failures import explained
from factdb.store.migrate import create_schema, migrate, revision_of, revisions
from factdb.store.read import Reader
from factdb.store.write import Writer

SQLITE_HEADER = b"SQLite format 3\0"
PASSWORD = re.compile(r"(://[^:/]*:).*@")


class Database:
    """An open database. `reading` and `writing` give transactions; close it, or use it in a `with`."""

    def __init__(self, engine: sa.Engine, where: str) -> None:
        self.where = where
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One snapshot of the database: all reads inside see the same moment."""
        with explained(self.where), connect_to(self._engine, writes=False) as connection, connection.begin():
            yield Reader(connection)

    @contextmanager
    def writing(
        self, *, author: str, kind: str, note: str = "", recorded_at: datetime | None = None, keep: bool = True
    ) -> Iterator[Writer]:
        """One transaction of one writer; others wait. All of it is kept, or after any exception nothing.

        `author`, `kind` and `note` describe the changeset, which is recorded with the first fact and not before;
        `recorded_at` is now unless told. Without `keep` all is taken back at the end: for dry runs.
        """
        with explained(self.where), connect_to(self._engine, writes=True) as connection, connection.begin() as change:
            writer = Writer(connection, author=author, kind=kind, note=note, recorded_at=recorded_at)
            yield writer
            if keep:
                writer.finish()
            else:
                change.rollback()

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
        made = not _is_empty(engine) or (create and not read_only and _created(engine))
        if not made:
            raise DatabaseError(f"{shown} holds no factdb database yet: `factdb load` creates one.")
        _check(engine, shown)
        undo.pop_all()
    return Database(engine, shown)


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


def upgrade(where: str | Path) -> str:
    """Brings an older database to the schema of this version and gives its revision; nothing to do is no error.

    Raises DatabaseError as `open_database` does.
    """
    engine, shown = engine_for(where, create=False, read_only=False)
    try:
        with explained(shown):
            _check_owner(engine, shown)
            here = _revision(engine)
            if here not in revisions():
                raise DatabaseError(_newer(shown, here))
            if here != revisions()[-1]:
                migrate_to(engine, revisions()[-1])
    finally:
        engine.dispose()
    return revisions()[-1]


def migrate_to(engine: sa.Engine, revision: str) -> None:
    """Moves a database to a revision in one transaction ('base' empties it)."""
    with connect_to(engine, writes=True) as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        with connection.begin():
            migrate(connection, revision)
        connection.invalidate()


def engine_for(where: str | Path, *, create: bool, read_only: bool) -> tuple[sa.Engine, str]:
    """The engine and how the place is shown to people (no password)."""
    if "://" not in str(where):
        return _file_engine(Path(where), create=create, read_only=read_only), str(where)
    try:
        url = sa.make_url(str(where))
    except (sa.exc.ArgumentError, ValueError):
        shown = PASSWORD.sub(r"\1***@", str(where))
        raise DatabaseError(f"{shown} is no database URL. Give a path, or postgresql://USER@HOST/NAME.") from None
    if url.get_backend_name() == "postgresql":
        return postgresql_engine(url), url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and url.database:
        return _file_engine(Path(url.database), create=create, read_only=read_only), url.database
    shown = url.render_as_string(hide_password=True)
    raise DatabaseError(
        f"{shown}: factdb keeps its data in SQLite files or PostgreSQL. Give a path or a postgresql:// URL."
    )


def _file_engine(path: Path, *, create: bool, read_only: bool) -> sa.Engine:
    """An engine on a SQLite file, after a look at the file itself."""
    _check_file(path, create=create)
    with explained(str(path)):
        if not read_only:
            engine = sqlite_engine(path, mode="rwc" if create else "rw")
            if create or _answers(engine):
                return engine
        engine = sqlite_engine(path, mode="ro")
        if _answers(engine) or Path(f"{path}-wal").exists():
            return engine
    # On a read-only medium WAL cannot make its helper files; without a log, nothing is missed by not having them.
    return sqlite_engine(path, mode="ro", immutable=True)


def _check_file(path: Path, *, create: bool) -> None:
    """Refuses what cannot be a database before SQLite touches it."""
    try:
        if path.is_dir():
            raise DatabaseError(f"{path} is a folder, not a database. Give the file, as in {path / 'factdb.db'}.")
        if not path.exists():
            if not create:
                raise DatabaseError(
                    f"No database at {path}. `factdb load` creates one; --db or FACTDB_DB names another."
                )
            if not path.absolute().parent.is_dir():
                raise DatabaseError(f"Cannot create {path}: there is no folder {path.parent}. Create it first.")
            return
        if not path.is_file():
            raise DatabaseError(f"{path} is no file but a pipe or device. Choose another place with --db.")
        with path.open("rb") as file:
            header = file.read(len(SQLITE_HEADER))
    except PermissionError:
        raise DatabaseError(
            f"No permission to read {path}. Ask its owner, or choose another place with --db."
        ) from None
    except OSError as error:
        raise DatabaseError(f"{path} cannot be used: {error.strerror}. Choose another place with --db.") from None
    if header and header != SQLITE_HEADER:
        raise DatabaseError(f"{path} is no SQLite database. Choose another place with --db; the file is untouched.")
    if not header and not create:
        raise DatabaseError(f"{path} is empty, no database yet: `factdb load` fills it.")


def _answers(engine: sa.Engine) -> bool:
    """Whether the file can be read at all this way; a file that is merely busy can."""
    try:
        with connect_to(engine, writes=False) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except sa.exc.OperationalError as error:
        engine.dispose()
        return "locked" in str(error)
    return True


def _is_empty(engine: sa.Engine) -> bool:
    with connect_to(engine, writes=False) as connection, connection.begin():
        return _holds_nothing(connection)


def _holds_nothing(connection: sa.Connection) -> bool:
    found = sa.inspect(connection)
    return not found.get_table_names() and not found.get_view_names()


def _created(engine: sa.Engine) -> bool:
    """Makes the schema, unless another process made it while this one waited for the lock."""
    with connect_to(engine, writes=True) as connection, connection.begin():
        if _holds_nothing(connection):
            create_schema(connection)
    return True


def _check(engine: sa.Engine, shown: str) -> None:
    """Refuses another program's database and another version's schema."""
    _check_owner(engine, shown)
    here = _revision(engine)
    if here not in revisions():
        raise DatabaseError(_newer(shown, here))
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


def _newer(shown: str, revision: str | None) -> str:
    if revision is None:
        return f"{shown} has lost the version of its schema. Restore a backup, or load the articles into a new file."
    known = revisions()[-1]
    return (
        f"{shown} was written by a newer factdb (schema {revision}, this one knows {known}). Update factdb to open it."
    )
