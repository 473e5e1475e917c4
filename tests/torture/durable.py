"""A PostgreSQL server that keeps what it has committed, and that can be crashed and started again."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import _binaries, _ordinary_user, _run


class Server:
    """A running server in a folder of its own."""

    def __init__(self, binaries: Path, folder: Path, user: str | None) -> None:
        self.binaries, self.folder, self.user = binaries, folder, user
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self._told("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    def start(self) -> None:
        """Starts it, with recovery from the log where it was crashed."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=on"
        self._told("pg_ctl", "-w", "-l", self.folder / "log", "-o", options, "start")

    def crash(self) -> None:
        """Stops it at once, as a power failure would: nothing is written any more."""
        self._told("pg_ctl", "-w", "-m", "immediate", "stop")

    def _told(self, program: str, *words: object) -> None:
        _run(self.user, self.binaries / program, "-D", self.folder / "data", *words)


@contextmanager
def durable_server() -> Iterator[Server]:
    """Runs a server that syncs to disk: the machine's own binaries, else those from PyPI."""
    folder, user = Path(tempfile.mkdtemp(prefix="factdb-pg-", dir="/tmp")), _ordinary_user()
    if user is not None:
        shutil.chown(folder, user)
    server = Server(_binaries() or _packaged(), folder, user)
    server.start()
    try:
        yield server
    finally:
        server.crash()
        shutil.rmtree(folder, ignore_errors=True)


def _packaged() -> Path:
    import pgserver

    return Path(pgserver.__file__).parent / "pginstall" / "bin"
