"""Whether a file is still what factdb wrote: SQLite's own checks, the text of its schema, the seals of its rows.

Asked when code breaks on what it reads, to tell a damaged file from a mistake of ours.
"""

from functools import cache

import sqlalchemy as sa

from factdb.store.connect import connect_to
from factdb.store.migrate import create_schema
from factdb.store.seals import broken_seals


def is_damaged(engine: sa.Engine) -> bool:
    """Whether anything is wrong with an SQLite file, or it cannot be read far enough to tell; a server is trusted."""
    if engine.dialect.name != "sqlite":
        return False
    try:
        with connect_to(engine, writes=False) as connection, connection.begin():
            return (
                connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok"
                or connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None
                or bool(altered_schema(connection))
                or next(iter(broken_seals(connection)), None) is not None
            )
    except sa.exc.OperationalError as error:
        return "locked" not in str(error) and "disk" not in str(error)
    except (sa.exc.DatabaseError, ValueError, TypeError):
        return True


def altered_schema(connection: sa.Connection) -> list[str]:
    """The tables, views, indices and triggers of an SQLite file that are missing or written otherwise than we do."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master")
    there = {row.name: row.sql for row in rows}
    return [name for name, sql in schema().items() if there.get(name) != sql]


@cache
def schema() -> dict[str, str | None]:
    """What SQLite keeps of a fresh database, by name."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        create_schema(connection)
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return {row.name: row.sql for row in rows}
