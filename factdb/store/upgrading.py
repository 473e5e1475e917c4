"""Bringing an older database to this version's schema, after a backup, so that nothing can be lost on the way."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.store.address import engine_for
from factdb.store.connect import connect_to
from factdb.store.copying import size_of, snapshot, whole_file
from factdb.store.failures import explained
from factdb.store.migrate import migrate, revisions
from factdb.store.ownership import check_owner, known_revision, revision_in


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
            check_owner(engine, shown)
            if (here := known_revision(engine, shown)) == revisions()[-1]:
                return Upgraded(before=here, after=here)
            with _migrating(engine) as connection:
                here = revision_in(connection, shown)
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
