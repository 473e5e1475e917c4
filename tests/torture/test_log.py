"""The write-ahead log: cut, damaged, taken away, put beside another file; what is there is what some transactions gave.

The log is that of a load that was still open, so that the database file alone knows less than the two together.
"""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from factdb import pipeline
from factdb.store import open_database
from factdb.store.connect import PAGE
from tests.pipeline.contents import write
from tests.torture import deeds
from tests.torture.commands import REPORT, checked, tried
from tests.torture.killing import begun
from tests.torture.news import articles
from tests.torture.scale import FULL
from tests.torture.soundness import assert_sound, assert_whole, contents, remove

LOG_HEADER, FRAME = 32, 24 + PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A database as it lies there while it is open: the file, its log, and what it held after each transaction."""

    file: bytes
    log: bytes
    states: list[dict[str, str]]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Open:
    """A database whose first articles are in the file, and the next ones, batch by batch, in the log."""
    folder = tmp_path_factory.mktemp("opened")
    place, news = folder / "a.db", articles(30)
    pipeline.load(place, [write(folder / "first.jsonl", news[:10])], author="loader")
    states = [contents(str(place))]
    with open_database(place) as holding, holding.reading():
        second = write(folder / "second.jsonl", news[10:])
        pipeline.load(
            place,
            [second],
            batch=5,
            author="loader",
            progress=lambda done, total: states.append(contents(str(place))),
        )
        return Open(file=place.read_bytes(), log=Path(f"{place}-wal").read_bytes(), states=states)


def lay(folder: Path, file: bytes | None, log: bytes | None) -> str:
    """Puts a file and a log, or one of them, into a folder."""
    for old in folder.glob("factdb.db*"):
        old.unlink()
    if file is not None:
        (folder / "factdb.db").write_bytes(file)
    if log is not None:
        (folder / "factdb.db-wal").write_bytes(log)
    return str(folder / "factdb.db")


def test_both(tmp_path: Path, opened: Open) -> None:
    place = lay(tmp_path, opened.file, opened.log)
    assert contents(place) == opened.states[-1]
    assert_sound(place)


def test_the_index_of_the_log_is_nonsense(tmp_path: Path, opened: Open) -> None:
    """The third file is made anew when nobody has the database open."""
    place = lay(tmp_path, opened.file, opened.log)
    Path(f"{place}-shm").write_bytes(random.Random(3).randbytes(32768))
    assert contents(place) == opened.states[-1]
    assert_sound(place)


def test_the_log_is_missing(tmp_path: Path, opened: Open) -> None:
    """What the file alone holds is what it held when it was last written: less, but whole."""
    place = lay(tmp_path, opened.file, None)
    assert contents(place) == opened.states[0]
    assert_sound(place)


def test_the_log_is_cut(tmp_path: Path, opened: Open) -> None:
    """At the boundaries of its frames, and within them: as after a power failure."""
    frames = range(LOG_HEADER, len(opened.log) + 1, FRAME)
    frames = frames if FULL else frames[:: -(len(frames) // 30)]
    seen = set()
    for end in (0, 10, *frames, *(each + 3000 for each in frames[::5])):
        place = lay(tmp_path, opened.file, opened.log[:end])
        there = contents(place)
        assert there in opened.states
        seen.add(opened.states.index(there))
        assert_whole(place)
    assert seen == set(range(len(opened.states)))


def test_the_log_is_damaged(tmp_path: Path, opened: Open) -> None:
    """Its checksums end the reading where the damage is."""
    chance = random.Random(7)
    for _ in range(200 if FULL else 20):
        place, at = lay(tmp_path, opened.file, None), chance.randrange(len(opened.log))
        log = bytearray(opened.log)
        log[at] ^= 1 << chance.randrange(8)
        Path(f"{place}-wal").write_bytes(log)
        assert contents(place) in opened.states
        assert_whole(place)


def test_a_log_without_its_database_is_not_thrown_away(tmp_path: Path, opened: Open, more: str) -> None:
    """SQLite would delete it."""
    for file in (None, b""):
        place = lay(tmp_path, file, opened.log)
        for command in (REPORT, ("load", more), ("load", "--dry-run", more), ("upgrade",), ("rebuild",)):
            did, told = tried(place, *command)
            assert not did
            assert f"{place}-wal holds changes of a database" in told
        assert Path(f"{place}-wal").read_bytes() == opened.log


def test_only_the_beginning_was_written(tmp_path: Path, opened: Open, more: str) -> None:
    """A new file holds nothing but its header until its log is written back; the log is missing."""
    place = str(tmp_path / "new.db")
    with open_database(place, create=True) as holding, holding.reading():
        beginning = Path(place).read_bytes()
    did, told = tried(lay(tmp_path, beginning, None), *REPORT)
    assert not did
    assert "holds no factdb database yet" in told
    assert "-wal" in told


def test_the_log_of_another_database(tmp_path: Path, opened: Open, small: Path, more: str) -> None:
    """SQLite writes it back into any file that lies beside it. What comes of that is told, or it is one of the two."""
    place = lay(tmp_path, small.read_bytes(), opened.log)
    did, told = tried(place, *REPORT)
    if did and checked(place)[0]:
        assert contents(place) in (contents(str(small)), *opened.states)
    else:
        assert did or "is damaged" in told
    did, told = tried(lay(tmp_path, small.read_bytes(), opened.log), "load", more)
    assert did or "is damaged" in told


@pytest.mark.parametrize("also_log", [False, True])
def test_copied_while_it_is_written(tmp_path: Path, also_log: bool) -> None:
    """By anything but `factdb backup`: a copy shows what was so at some time, or it is refused or found out."""
    place, copy, news = str(tmp_path / "a.db"), str(tmp_path / "copy.db"), articles(150 if FULL else 10)
    file, states = write(tmp_path / "news.jsonl", news), [{}]
    stepwise = tmp_path / "stepwise.db"
    open_database(stepwise, create=True).close()
    states.append(contents(str(stepwise)))
    pipeline.load(
        stepwise, [file], batch=5, author="b", progress=lambda done, total: states.append(contents(str(stepwise)))
    )
    process = begun(deeds.load, place, file, str(tmp_path / "log"))
    seen = Counter[str]()
    while process.is_alive():
        for suffix in ("", "-wal") if also_log else ("",):
            if Path(place + suffix).exists():
                Path(copy + suffix).write_bytes(Path(place + suffix).read_bytes())
        if Path(copy).exists():
            seen[_told_of(copy, states)] += 1
            remove(copy)
    assert process.exitcode == 0
    print(f"copied while written{', with its log' if also_log else ''}: {dict(seen)}")
    assert seen


def _told_of(copy: str, states: list[dict[str, str]]) -> str:
    did, told = tried(copy, *REPORT)
    if not did:
        return next(words for words in ("no factdb database yet", "is empty", "is damaged") if words in told)
    if not checked(copy)[0]:
        return "found out"
    assert contents(copy) in states
    return "as it was"
