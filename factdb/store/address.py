"""From what the user typed, a path or a URL, to an engine. Looks at the place first, and makes nothing there."""

import os
import re
from pathlib import Path

import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.store.connect import connect_to, file_uri, postgresql_engine, sqlite_engine
from factdb.store.failures import explained
from factdb.store.place import check_file, has_log

SECRETS = ("password", "sslpassword")
WORDS_OF_USER = re.compile("//.*@")


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


def uri_for_reading(path: Path) -> str:
    """The URI by which a file that is open already can be read and not written; it may be written by others."""
    engine = sqlite_engine(path, mode="ro")
    immutable = not _answers(engine, writes=False) and not has_log(path)
    engine.dispose()
    return file_uri(path, mode="ro", immutable=immutable)


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
