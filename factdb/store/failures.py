"""What the driver's errors mean to the person at the keyboard.

Only what a person can do something about is translated; every other error is our mistake and passes unchanged, unless
the file itself turns out to be damaged: what is read from such a file may break any code.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from factdb.errors import DamagedError, DatabaseError
from factdb.store.damage import is_damaged

DAMAGED = "is damaged. Restore a backup, or load the articles into a new file."
DAMAGE = (
    "malformed",
    "vtable constructor failed",
    "missing row",
    "invalid fts5 file format",
    "could not decode to utf-8",
    "string or blob too big",
)

# What code does that reads nonsense out of a damaged file, where nothing is wrong with the code.
BROKEN_BY_DAMAGE = (
    sa.exc.SQLAlchemyError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
)

_BUSY = "is busy: another program is writing to it. Try again when it has finished."
_LOST = "was lost in the middle of it: the server stopped, or ended the connection. Nothing is kept by halves: "
_LOST += "run the same command again when it answers."
_FULL = "cannot grow: the disk is full. Nothing of this change was kept; free space and try again."

# What the messages of SQLite and of PostgreSQL's client say -> what it means, and what to do next. The first that fits.
SIGNS = (
    ("is locked", _BUSY),
    ("readonly database", "cannot be written: the file or its folder is read-only. Copy it elsewhere, or use --db."),
    ("unable to open database file", "cannot be opened: check that its folder exists and that you may write there."),
    ("disk is full", _FULL),
    (
        "disk i/o error",
        "cannot be read or written: the disk is full, at a limit, or reports an error. Nothing of this change was "
        "kept; free space or check the disk, and try again.",
    ),
    ("locking protocol", "is busy: its locks could not be had. Try again; a database on a network drive needs a copy."),
    *((sign, DAMAGED) for sign in DAMAGE),
    (
        "not a database",
        "is no SQLite database, or its beginning is damaged. Choose another place, or restore a backup.",
    ),
    ("connection refused", "does not answer: no PostgreSQL server is listening there. Check host and port."),
    ("no such file or directory", "does not answer: no PostgreSQL server at that socket. Is it running?"),
    ("resolve host", "does not answer: the host is not known. Check the URL."),
    ("translate host name", "does not answer: the host is not known. Check the URL."),
    ("authentication failed", "refuses the user or the password. Check the URL."),
    ("no password supplied", "wants a password. Put it into the URL, PGPASSWORD or ~/.pgpass."),
    ("permission denied", "cannot be used: the user has no permission there. Ask the owner for it."),
    ("does not exist", "cannot be opened: no such database or role on that server. `createdb` makes one."),
    ("too many", "has no room for another connection. Try again in a while."),
    ("remaining connection slots", "has no room for another connection. Try again in a while."),
    ("not currently accepting connections", "takes no connections. Ask who looks after the server."),
    ("recovery mode", "is starting up or stopping. Try again in a while."),
    ("starting up", "is starting up or stopping. Try again in a while."),
    ("shutting down", "is starting up or stopping. Try again in a while."),
    ("pg_hba.conf", "refuses this user or this computer. Ask who looks after the server."),
    ("connection failed", "does not answer. Is the server running, and is the URL right?"),
    ("invalid port", "cannot be reached: its port is no number from 1 to 65535. Check the URL."),
    ("connection timeout", "does not answer in time. Is the server running, and is the URL right?"),
    ("server closed the connection", _LOST),
    ("connection is closed", _LOST),
    ("connection is lost", _LOST),
    ("consuming input failed", _LOST),
    ("sending query failed", _LOST),
)

# What its client says to a URL that it cannot use.
URLS = (
    ("bad value for", "has a value in its URL that PostgreSQL cannot read. Check what stands behind the `?`."),
    ("invalid connection option", "has an option in its URL that PostgreSQL does not know. Check the URL."),
    ("invalid uri", "is no URL that PostgreSQL can read. Check it."),
)

# PostgreSQL's own codes, which say the same in every language of a server.
STATES = {
    "55P03": _BUSY,
    "40P01": _BUSY,
    "40001": "is busy: the report took too long for this copy of the server. Try again.",
    "42501": "does not let this user do that. Ask the owner of the database for the right to it (GRANT).",
    "25006": "can only be read here: by this user, or on this copy of the server. Write as another one, or where it is "
    "written.",
    "2BP01": "cannot be upgraded: views that somebody added stand on factdb's. Drop them, and make them again later.",
    "53100": _FULL,
    "53200": "cannot go on: the server is out of memory. Nothing of this change was kept; try again in a while.",
    "53300": "has no room for another connection. Try again in a while.",
    "57014": "stopped the command: it was cancelled, or took longer than the server allows (statement_timeout). "
    "Nothing of this change was kept; try again, or ask for more time.",
    "25P03": _LOST,
    "25P04": _LOST,
    "57P01": _LOST,
    "57P02": _LOST,
    "57P03": "is starting up or stopping. Try again in a while.",
    "57P05": _LOST,
}


@contextmanager
def explained(where: str, engine: sa.Engine | None = None) -> Iterator[None]:
    """Turns the driver's errors inside into DatabaseError where their meaning is known; others pass unchanged.

    With an engine any other error is a DatabaseError, too, if the database is found to be damaged; without one, a text
    that cannot be decoded is enough: nothing but the schema has been read then.
    """
    try:
        yield
    except BROKEN_BY_DAMAGE as error:
        meaning = _meaning(error)
        if meaning is None and (is_damaged(engine) if engine else isinstance(error, UnicodeDecodeError)):
            meaning = DAMAGED
        if meaning is None:
            raise
        kind = DamagedError if meaning is DAMAGED else DatabaseError
        raise kind(f"{where} {meaning}") from error


def _meaning(error: Exception) -> str | None:
    if isinstance(error, UnicodeError) and "idna" in str(error):
        return "cannot be reached: its host is no name. Check the URL."
    if not isinstance(error, sa.exc.DatabaseError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if state is not None or isinstance(error, sa.exc.IntegrityError):
        return STATES.get(state or "")
    told = str(error.orig).lower()
    signs = URLS if isinstance(error, sa.exc.ProgrammingError) else SIGNS
    return next((means for sign, means in signs if sign in told), None)
