"""Schema versions: which one a database has, which one this code wants, and the way between them.

A fresh database is made from the model and stamped; `upgrade` and `downgrade` run Alembic's migrations between dropping
and laying the surface of views. Both ways give the same schema, text for text. Alembic is imported only to migrate.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

import factdb
from factdb.store.connect import APPLICATION_ID
from factdb.store.model import metadata
from factdb.store.save_tracked import word_tracked
from factdb.store.seals import seal_all
from factdb.store.surface import FITS_SINCE, drop_surface, lay_surface

_version = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def migrations_folder() -> Path:
    """Where the migrations lie: inside the installed package, or beside it in a checkout."""
    package = Path(factdb.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def revisions() -> tuple[str, ...]:
    """All revisions that this code knows, oldest first: the first four digits of the migrations' names."""
    return tuple(sorted(path.name[:4] for path in (migrations_folder() / "versions").glob("[0-9]*.py")))


def revision_of(connection: sa.Connection) -> str | None:
    """The revision of the database, None where it holds none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.select(_version.c.version_num))


def create_schema(connection: sa.Connection) -> None:
    """Makes all tables and the surface in an empty database, inside the caller's transaction."""
    metadata.create_all(connection, checkfirst=False)
    lay_surface(connection)
    _version.create(connection)
    connection.execute(_version.insert().values(version_num=revisions()[-1]))
    mark_file(connection)


def mark_file(connection: sa.Connection) -> None:
    """Writes factdb's application id into a SQLite file."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def migrate(connection: sa.Connection, revision: str) -> None:
    """Runs migrations up or down to `revision` ('base' for none), inside the caller's transaction.

    In SQLite the caller has set foreign keys off on the connection: rebuilding a table must not delete its children.
    """
    from alembic import command

    drop_surface(connection)
    here, known = revision_of(connection), revisions()
    down = here is not None and (revision == "base" or known.index(revision) < known.index(here))
    (command.downgrade if down else command.upgrade)(_config(connection), revision)
    if revision != "base" and known.index(revision) >= known.index(FITS_SINCE):
        lay_surface(connection)
    if revision == known[-1]:
        word_tracked(connection)
        seal_all(connection)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        assert broken is None, f"the migration to {revision} leaves a row that points nowhere: {broken}"
        mark_file(connection)


def _config(connection: sa.Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
