"""Handing a database over as one file: `backup` for oneself, `publish` for others.

A database comes in, one SQLite file goes out that nobody has to know anything about. The database itself is only read.
"""

from pathlib import Path

import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.store.copying import (
    HELPERS,
    Copied,
    counted,
    scratch,
    size_of,
    snapshot,
    temporary,
    vacuum_into,
    whole_file,
)
from factdb.store.database import Database, open_database
from factdb.store.facts import article_text
from factdb.store.integrity import WITHOUT_TEXTS
from factdb.store.surface import SQLITE_SEARCH, rebuild_search


def backup(where: str | Path, file: str | Path) -> Copied:
    """Copies a database into a new SQLite file, as it is at one moment, while others read and write it.

    Raises DatabaseError for a database that cannot be used, a file that exists or cannot be written, a full disk.
    """
    target = Path(file)
    with open_database(where, read_only=True) as database:
        _check_other(database, target)
        with whole_file(target, size_of(database.engine, database.where)) as part:
            snapshot(database.engine, database.where, part)
            copied = counted(part, target)
    return copied


def publish(where: str | Path, file: str | Path, *, author: str, without_texts: bool = False) -> Copied:
    """Copies a database into a new, compact SQLite file that needs no second file and opens on read-only media.

    `without_texts` leaves the texts of the articles out, and the words of them that search knew; what is quoted stays.
    `author` signs that. Raises DatabaseError as `backup` does.
    """
    target = Path(file)
    with open_database(where, read_only=True) as database:
        _check_other(database, target)
        # The texts are left out of a first copy; the second is written anew, so that no unused page still holds them.
        with whole_file(target, 2 * size_of(database.engine, database.where)) as part, temporary(target) as first:
            snapshot(database.engine, database.where, first)
            with scratch(first) as engine:
                left_out = _leave_out_texts(Database(engine, str(first)), author) if without_texts else 0
                _tidy(engine)
                vacuum_into(engine, part)
            copied = counted(part, target, left_out)
    return copied


def _check_other(database: Database, target: Path) -> None:
    """Refuses the database itself, and the names of the files that SQLite keeps beside it."""
    own = Path(database.where)
    if target.absolute() in [Path(f"{own.absolute()}{helper}") for helper in ("", *HELPERS)]:
        raise DatabaseError(f"{target} belongs to the database itself. Give the new file another name.")


def _leave_out_texts(database: Database, author: str) -> int:
    """Empties the texts of all articles and records that; the titles stay, and so search finds them."""
    filled = article_text.c.text != ""
    with database.writing(author=author, kind=WITHOUT_TEXTS, note="without article texts") as writer:
        number = writer.connection.scalar(sa.select(sa.func.count()).select_from(article_text).where(filled)) or 0
        if number:
            writer.record_changeset()
            writer.connection.execute(article_text.update().where(filled).values(text=""))
    return number


def _tidy(engine: sa.Engine) -> None:
    """Makes the search indices anew, in one piece and without words that are gone, and tells SQLite how rows spread."""
    with engine.connect() as connection, connection.begin():
        rebuild_search(connection)
        for name in SQLITE_SEARCH:
            connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('optimize')")
        connection.exec_driver_sql("ANALYZE")
