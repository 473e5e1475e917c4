"""Running Datasette over one SQLite file: on loopback, for reading alone, until it is interrupted."""

import re
import signal
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdb.browse.described import metadata
from factdb.browse.plugin import NAME, Plugin
from factdb.errors import DatabaseError, FactdbError, InputError
from factdb.store import Database, open_database

if TYPE_CHECKING:
    from datasette.app import Datasette
    from uvicorn import Server

HOST = "127.0.0.1"
SERVER = re.compile(r"postgres(ql)?(\+\w+)?://", re.IGNORECASE)
LAST_SECONDS = 2
"""How long a page that is being made may still take when the browsing ends."""

SETTINGS = {
    "allow_download": False,  # the file alone lacks what is still in its log: `factdb backup` copies both
    "default_cache_ttl": 0,  # somebody may be loading articles meanwhile
    "default_facet_size": 10,
    "default_page_size": 50,
    "facet_time_limit_ms": 1000,
    "sql_time_limit_ms": 5000,
    "suggest_facets": False,  # a query for each column of a view, at each look at it
    "template_debug": False,
    "trace_debug": False,
}


def serve(where: str, port: int, ready: Callable[[str], None]) -> None:
    """Shows a database to the browsers of this machine until it is interrupted (Ctrl-C).

    `port` 0 is any that is free. `ready` is given the address once a browser can open it. Raises FactdbError without
    Datasette, DatabaseError for what is no usable SQLite file, InputError for a port that is taken.
    """
    if SERVER.match(where):
        raise DatabaseError(
            "factdb browse shows SQLite files, and this is a PostgreSQL database. "
            "Make a file of it: `factdb publish public.db`, then `factdb browse --db public.db`."
        )
    check_datasette()
    with (
        open_database(where, read_only=True) as database,
        closing(listening(port)) as sock,
        site(database) as shown,
        suppress(KeyboardInterrupt),
    ):
        server = server_of(shown)
        ready(f"http://{HOST}:{sock.getsockname()[1]}/")
        server.run(sockets=[sock])


def check_datasette() -> None:
    """Raises FactdbError where Datasette is not installed."""
    try:
        import datasette  # noqa: F401
    except ImportError:
        raise FactdbError("Browsing wants Datasette first: pip install 'factdb[browse]'.") from None


def listening(port: int) -> socket.socket:
    """A socket that only this machine can reach."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((HOST, port))
    except OSError as error:
        sock.close()
        raise InputError(f"Port {port} cannot be used: {error.strerror}. Leave --port out to take one.") from None
    sock.listen()
    return sock


@contextmanager
def site(database: Database) -> Iterator["Datasette"]:
    """A Datasette that knows this file and nothing else; its connections are closed at the end."""
    from datasette.app import Datasette
    from datasette.plugins import pm

    # It would print all variables, articles among them, to the terminal for each address that is not found.
    pm.get_plugin("datasette.handle_exception").rich = None
    plugin = Plugin(database)
    pm.register(plugin)
    try:
        with database.reading() as reader:
            shown = Datasette([], settings=SETTINGS, metadata=metadata(reader.rows("about"), reader))
        shown.remove_database("_memory")
        file = shown.add_database(read_only(shown, database), name=NAME)
        yield shown
        file.close()
    finally:
        pm.unregister(plugin)


def read_only(shown: "Datasette", database: Database) -> Any:
    """The file as Datasette knows databases: opened for reading alone, whatever characters its path has."""
    from datasette.database import Database as Shown

    uri = database.uri_for_reading()

    class ReadOnly(Shown):  # type: ignore[misc]
        def connect(self, write: bool = False) -> sqlite3.Connection:
            if write:
                raise AssertionError("nothing is written while browsing")
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._all_file_connections.append(connection)
            return connection

    return ReadOnly(shown, path=str(Path(database.where)))


def server_of(shown: "Datasette") -> "Server":
    """A server that answers until somebody interrupts, or ends the process as service managers do."""
    import uvicorn

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    config = uvicorn.Config(
        shown.app(), lifespan="on", log_level="warning", access_log=False, timeout_graceful_shutdown=LAST_SECONDS
    )
    return uvicorn.Server(config)
