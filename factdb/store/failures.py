"""What the driver's errors mean to the person at the keyboard.

Only what a person can do something about is translated; every other error is our mistake and passes unchanged.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from factdb.errors import DatabaseError

# What SQLite's and PostgreSQL's messages say -> what it means, and what to do next. The first that fits.
MEANINGS = (
    ("database is locked", "is busy: another program is writing to it. Try again when it has finished."),
    ("readonly database", "cannot be written: the file or its folder is read-only. Copy it elsewhere, or use --db."),
    ("unable to open database file", "cannot be opened: check that its folder exists and that you may write there."),
    ("disk is full", "cannot grow: the disk is full. Nothing of this change was kept; free space and try again."),
    ("disk i/o error", "cannot be read or written: the disk reports an error. Check the disk; restore a backup."),
    ("malformed", "is damaged. Restore a backup, or load the articles into a new file."),
    ("not a database", "is no SQLite database. Choose another place with --db."),
    ("connection refused", "does not answer: no PostgreSQL server is listening there. Check host and port."),
    ("no such file or directory", "does not answer: no PostgreSQL server at that socket. Is it running?"),
    ("resolve host", "does not answer: the host is not known. Check the URL."),
    ("translate host name", "does not answer: the host is not known. Check the URL."),
    ("authentication failed", "refuses the user or the password. Check the URL."),
    ("no password supplied", "wants a password. Put it into the URL, PGPASSWORD or ~/.pgpass."),
    ("permission denied", "cannot be used: the user has no permission there. Ask the owner for it."),
    ("does not exist", "cannot be opened: no such database or role on that server. `createdb` makes one."),
    ("connection failed", "does not answer. Is the server running, and is the URL right?"),
    ("invalid port", "cannot be reached: its port is no number from 1 to 65535. Check the URL."),
    ("connection timeout", "does not answer in time. Is the server running, and is the URL right?"),
)


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turns the driver's errors inside into DatabaseError where their meaning is known; others pass unchanged."""
    try:
        yield
    except UnicodeError as error:
        if "idna" not in str(error):
            raise
        raise DatabaseError(f"{where} cannot be reached: its host is no name. Check the URL.") from error
    except sa.exc.DatabaseError as error:
        told = str(error.orig).lower()
        meaning = next((means for sign, means in MEANINGS if sign in told), None)
        if meaning is None or isinstance(error, sa.exc.IntegrityError | sa.exc.ProgrammingError):
            raise
        raise DatabaseError(f"{where} {meaning}") from error
