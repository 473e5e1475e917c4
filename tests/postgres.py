"""A PostgreSQL server for the tests: the machine's own binaries under an ordinary user, else those from PyPI."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing of it outlives the tests, so nothing needs to be safe on disk.
HASTY = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Runs a server in a temporary folder, reached by a Unix socket; gives the URL of its database `postgres`.

    It sorts as English dictionaries do, like most servers of newsrooms: unlike SQLite, so that the difference shows.
    """
    binaries = _binaries()
    if binaries is None:
        with _packaged_server() as url:
            yield url
        return
    folder = Path(tempfile.mkdtemp(prefix="factdb-pg-", dir="/tmp"))
    user = _ordinary_user()
    if user is not None:
        shutil.chown(folder, user)
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {HASTY}"
    data = folder / "data"
    try:
        _run(user, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", *_locale(binaries))
        _run(user, binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _run(user, binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(name: str) -> str:
    """A program that comes with the server: createdb, pg_dump."""
    folder = _binaries()
    if folder is None:
        import pgserver

        folder = Path(pgserver.__file__).parent / "pginstall" / "bin"
    return str(folder / name)


def _binaries() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    on_path = shutil.which("pg_ctl")
    found = [each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()]
    return found[-1] if found else Path(on_path).resolve().parent if on_path else None


def _locale(binaries: Path) -> tuple[str, ...]:
    """English order where the server can have it on any machine, from PostgreSQL 15 on."""
    told = subprocess.run([str(binaries / "initdb"), "--help"], capture_output=True, text=True, check=True).stdout
    order = ("--locale-provider=icu", "--icu-locale=en-US") if "--icu-locale" in told else ()
    return "-E", "UTF8", "--locale=C", *order


def _ordinary_user() -> str | None:
    """PostgreSQL refuses to run as root; None where the tests do not run as root either."""
    if os.geteuid() != 0:
        return None
    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"


def _run(user: str | None, *command: object) -> None:
    extra: dict[str, object] = {}
    if user is not None:
        extra = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    words = [str(each) for each in command]
    # The server inherits the output, so a pipe would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(words, stdout=output, stderr=output, cwd="/", **extra)
        output.seek(0)
        assert done.returncode == 0, f"{words[0]}: {output.read().decode(errors='replace')}"


@contextmanager
def _packaged_server() -> Iterator[str]:
    import pgserver

    with tempfile.TemporaryDirectory(prefix="factdb-pg-", dir="/tmp") as folder:
        server = pgserver.get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
