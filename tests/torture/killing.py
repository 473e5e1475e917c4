"""Killing: a deed runs in a process of its own and gets SIGKILL at a chosen moment, wherever it is then.

Processes are forked from a server that has imported factdb and read its word lists once, so that hardly any of their
time is spent outside the database. The moment is a time since the start, or when the write-ahead log next changes after
that time: that is when a transaction is committed. A process is first stopped, looked at from outside, then killed.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.torture.warmed", "tests.torture.deeds"])
LONGEST = 600.0


def run(deed: Callable[..., None], *arguments: Any) -> float:
    """Runs a deed to its end and gives how many seconds it took."""
    process, began = begun(deed, *arguments), time.monotonic()
    process.join(LONGEST)
    assert process.exitcode == 0, f"{deed.__name__} ended with {process.exitcode}"
    return time.monotonic() - began


def killed(moment: float, at_commit: Path | None, deed: Callable[..., None], *arguments: Any) -> str:
    """Kills a deed and tells where it was: before, inside or after a transaction, or done before the moment came.

    With `at_commit`, a database, it is killed when the log of that database changes next after the moment.
    """
    process, began = begun(deed, *arguments), time.monotonic()
    while process.is_alive() and time.monotonic() - began < moment:
        time.sleep(0.0005)
    if at_commit is not None:
        _await_change(process, Path(f"{at_commit}-wal"))
    where = _where(process)
    process.kill()
    process.join(LONGEST)
    assert process.exitcode in (0, -signal.SIGKILL), f"{deed.__name__} ended with {process.exitcode}"
    return "done" if process.exitcode == 0 else where


def begun(deed: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    """A process that has just begun a deed."""
    has_begun = SERVER.Event()
    process = SERVER.Process(target=_begin, args=(has_begun, deed, arguments))
    process.start()
    assert has_begun.wait(LONGEST)
    return process


def _begin(has_begun: Any, deed: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    has_begun.set()
    deed(*arguments)


def _await_change(process: ForkServerProcess, log: Path) -> None:
    before = _size_and_time(log)
    while _size_and_time(log) == before and process.is_alive():
        pass


def _size_and_time(file: Path) -> tuple[int, int]:
    try:
        found = os.stat(file)  # noqa: PTH116
    except FileNotFoundError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _where(process: ForkServerProcess) -> str:
    """Where a process is, by the locks it holds: Linux lists them; elsewhere nothing is told."""
    locks = Path("/proc/locks")
    if not locks.exists() or process.pid is None:
        return "somewhere"
    try:
        os.kill(process.pid, signal.SIGSTOP)
        _await_stop(process.pid)
    except ProcessLookupError:
        return "done"
    own = [line.split() for line in locks.read_text().splitlines()]
    writes = any(str(process.pid) in words and "WRITE" in words for words in own)
    return "inside a transaction" if writes else "between transactions"


def _await_stop(process: int) -> None:
    stat = Path(f"/proc/{process}/stat")
    while stat.exists() and stat.read_text().rpartition(")")[2].split()[0] not in "TZX":
        time.sleep(0.0001)
