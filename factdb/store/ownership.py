"""Whose database it is, and of which version: another program's is left alone, a newer factdb's is not touched."""

import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.store.connect import APPLICATION_ID, connect_to
from factdb.store.migrate import revision_of, revisions


def check_owner(engine: sa.Engine, shown: str) -> None:
    """Raises DatabaseError for another program's database."""
    with connect_to(engine, writes=False) as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            ours = connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
        else:
            found = sa.inspect(connection)
            ours = all(found.has_table(name) for name in ("about", "changeset", "alembic_version"))
    if not ours:
        raise DatabaseError(f"{shown} belongs to another program. Choose another place with --db; nothing was changed.")


def known_revision(engine: sa.Engine, shown: str) -> str:
    """The revision of a database. Raises DatabaseError where this version does not know it."""
    with connect_to(engine, writes=False) as connection, connection.begin():
        return revision_in(connection, shown)


def revision_in(connection: sa.Connection, shown: str) -> str:
    """As `known_revision`, inside a transaction."""
    revision = revision_of(connection)
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
