"""Whether a file is still what factdb wrote. Asked when code breaks on what it reads: by damage, or by our mistake."""

import sqlalchemy as sa

from factdb.store.connect import connect_to
from factdb.store.integrity import structure
from factdb.store.seals import broken_seals


def is_damaged(engine: sa.Engine) -> bool:
    """Whether an SQLite file's structure or seals are broken, or cannot even be read; a server is trusted."""
    if engine.dialect.name != "sqlite":
        return False
    try:
        with connect_to(engine, writes=False) as connection, connection.begin():
            broken = any(structure(connection)) or any(broken_seals(connection))
            connection.detach()  # It reads texts that are none; nobody else should.
            return broken
    except sa.exc.OperationalError as error:
        return not any(sign in str(error).lower() for sign in ("locked", "disk", "unable to open"))
    except (sa.exc.DatabaseError, TypeError, ValueError):
        return True
