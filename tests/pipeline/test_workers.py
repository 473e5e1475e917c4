"""Articles read by other processes: the same database, whatever happens to them meanwhile, and none that stays."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path
from threading import Event, Thread

import pytest

from factdb.errors import FactdbError
from factdb.pipeline import LoadResult, add_party, load
from factdb.pipeline.processes import ways
from tests.pipeline.contents import everything, write
from tests.pipeline.minis import MINIS

NAMED = {"text": "Teluk Watch membantah tuduhan suap itu pada Rabu, 3 Januari 2024.", "published": "2024-01-04"}
LOADS = "from factdb.cli import main; main()"
Progress = Callable[[int, int | None], None]


@pytest.fixture
def articles(tmp_path: Path) -> str:
    """Articles with broken records between them, one of them twice; the last ones name somebody nobody knows yet."""
    file = Path(write(tmp_path / "articles.jsonl", [*MINIS, MINIS[0], NAMED]))
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[3:3] = ["{broken", '{"text": 7}']
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


def without_times(place: str) -> dict[str, list[list[tuple[str, str]]]]:
    """Everything but what is known by when people decided it."""
    return {
        table: [row for row in rows if ("name", "'decision'") not in row]
        for table, rows in everything(place).items()
        if table != "decision"
    }


def loaded(place: str, articles: str, workers: int, meanwhile: Progress) -> LoadResult:
    return load(place, [articles], author="test", batch=4, workers=workers, progress=meanwhile)


def test_the_database_is_the_same_though_a_worker_is_killed_and_a_party_becomes_known(
    articles: str, tmp_path: Path
) -> None:
    alone, helped = str(tmp_path / "alone.db"), str(tmp_path / "helped.db")
    killed = []

    def decided(place: str, done: int) -> None:
        if done == 4:
            add_party(place, "Teluk Watch", kind="organisation", author="Ana")

    def meanwhile(done: int, _total: int | None) -> None:
        decided(helped, done)
        if done == 4:
            first = active_children()[0]
            first.kill()
            killed.append(first.pid)

    first = loaded(alone, articles, 1, lambda done, _total: decided(alone, done))
    assert loaded(helped, articles, 2, meanwhile) == first
    assert killed and not active_children()
    assert without_times(helped) == without_times(alone)

    def nobody_works(_done: int, _total: int | None) -> None:
        assert not active_children()

    again = loaded(helped, articles, 2, nobody_works)
    assert (again.articles_new, again.articles_known) == (0, first.articles_new + first.articles_known)


def test_packs_are_read_before_workers_are_copied() -> None:
    with ProcessPoolExecutor(1, mp_context=ways()) as pool:
        is_read = pool.submit(eval, "'factdb.pipeline.preloaded' in __import__('sys').modules").result()
    assert is_read == (sys.platform == "linux")


def test_workers_that_always_end_are_told_of_and_nothing_is_kept_by_halves(articles: str, tmp_path: Path) -> None:
    over = Event()

    def end_all() -> None:
        while not over.wait(0.01):
            for child in active_children():
                child.kill()

    killing = Thread(target=end_all)
    killing.start()
    try:
        with pytest.raises(FactdbError, match=r"ended 3 times.*fewer --workers"):
            load(str(tmp_path / "new.db"), [articles], workers=2)
    finally:
        over.set()
        killing.join()
    assert everything(str(tmp_path / "new.db"))["article"] == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
def test_whoever_ends_the_load_ends_its_workers(how: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADS, "--db", str(tmp_path / "new.db"), "load", "-", "--workers", "2"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as run:
        assert run.stdin is not None and run.stderr is not None
        for number in range(201):
            run.stdin.write(json.dumps({"text": f"Russia denied it for the {number}. time."}).encode() + b"\n")
        run.stdin.write(b"\n" * 20_000)  # a line is seen once the pipe has given a whole buffer
        run.stdin.flush()
        # the load itself, what keeps track of its processes, on Linux what workers are copies of, a worker
        wait_until(lambda: len(processes_of(run.pid)) > 2 + (sys.platform == "linux"))
        if how is signal.SIGINT:
            os.killpg(run.pid, how)
            assert "Interrupted." in run.stderr.read().decode()
            assert run.wait() == 130
        else:
            run.kill()
        wait_until(lambda: not processes_of(run.pid))


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.02)


def processes_of(group: int) -> list[int]:
    """The processes of a group that have not ended."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _parent, its_group = status.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found.append(int(status.parent.name))
    return found
