"""`factdb browse` as a process of its own, watched: what reaches beyond loopback, or starts a program, is told."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
SECONDS = 30
WATCHED = (
    "import sys; from tests.browse.running import watch; sys.addaudithook(watch); from factdb.cli import main; main()"
)
REACHING = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.", "os.exec", "os.fork")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running `factdb browse`: its address, its process, and a client that asks it."""

    address: str
    process: "subprocess.Popen[str]"
    client: httpx.Client


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook that tells on stderr what leaves the machine; listening on loopback does not."""
    at_home = event == "socket.bind" and arguments[1][0] in ("127.0.0.1", "::1")
    if event.startswith(REACHING) and not at_home:
        print(f"REACHED {event} {arguments}", file=sys.stderr)


@contextmanager
def browsing(db: str, *options: str, ended_by: signal.Signals = signal.SIGINT) -> Iterator[Site]:
    """Runs the command on a database until the end of the block; fails if it reached out, crashed or did not end."""
    command = [sys.executable, "-c", WATCHED, "--db", db, "browse", "--no-open", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told, text=True, env=environment)
        try:
            assert process.stdout
            address = process.stdout.readline().strip()
            with httpx.Client(base_url=address, trust_env=False, timeout=SECONDS) as client:
                client.get("/")  # from now on it hears signals
                yield Site(address=address, process=process, client=client)
            process.send_signal(ended_by)
            assert process.wait(SECONDS) == 0
        finally:
            process.kill()
            process.wait()
            assert process.stdout
            process.stdout.close()
        told.seek(0)
        assert told.read() == "Ctrl-C ends it.\n"
