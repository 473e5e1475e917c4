"""Places that are no file, or not any more, or not for us: each is refused in words, and nothing waits for ever."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from factdb import pipeline
from factdb.errors import DatabaseError
from factdb.store import open_database
from tests.pipeline.contents import write
from tests.torture.commands import REPORT, checked, tried
from tests.torture.news import articles
from tests.torture.soundness import assert_sound, copied


def pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe.db")
    return str(folder / "pipe.db")


def loop(folder: Path) -> str:
    (folder / "loop.db").symlink_to(folder / "loop.db")
    return str(folder / "loop.db")


def loop_of_folders(folder: Path) -> str:
    (folder / "one").symlink_to(folder / "two")
    (folder / "two").symlink_to(folder / "one")
    return str(folder / "one" / "factdb.db")


def below_a_file(folder: Path) -> str:
    (folder / "notes.txt").write_text("Notes.")
    return str(folder / "notes.txt" / "factdb.db")


PLACES: dict[str, tuple[Callable[[Path], str], str]] = {
    "a pipe": (pipe, "is a pipe or a device, not a file"),
    "/dev/null": (lambda folder: "/dev/null", "is a pipe or a device, not a file"),
    "/dev/zero": (lambda folder: "/dev/zero", "is a pipe or a device, not a file"),
    "/dev/full": (lambda folder: "/dev/full", "is a pipe or a device, not a file"),
    "a link to itself": (loop, "is no usable path"),
    "a loop of folders": (loop_of_folders, "is no usable path"),
    "a path of 5,000 characters": (lambda folder: str(folder / "/".join(["a" * 100] * 50)), "characters) is no usable"),
    "a name of 300 characters": (lambda folder: str(folder / ("a" * 300)), "characters) is no usable path"),
    "a path with NUL": (lambda folder: f"{folder}/a\0b.db", "is no usable path: it holds a NUL character"),
    "below a file": (below_a_file, "is no usable path"),
}


@pytest.mark.parametrize("name", PLACES)
def test_no_file_at_all(name: str, tmp_path: Path, small: Path, more: str) -> None:
    make, words = PLACES[name]
    place, new = make(tmp_path), str(tmp_path / "new.db")
    before = sorted(tmp_path.iterdir())
    for command in (
        REPORT,
        ("load", more),
        ("load", "--dry-run", more),
        ("merge", str(small)),
        ("backup", new),
        ("publish", new),
        ("upgrade",),
        ("rebuild",),
    ):
        did, told = tried(place, *command)
        assert not did
        assert words in told
        assert len(told) < 600
    assert words in checked(place)[1]
    assert words in tried(small, "merge", place)[1]
    assert sorted(tmp_path.iterdir()) == before


def test_a_link_to_a_database_is_that_database(tmp_path: Path, small: Path, more: str) -> None:
    real = copied(str(small), str(tmp_path / "real.db"))
    (tmp_path / "link.db").symlink_to(real)
    assert tried(tmp_path / "link.db", "load", more)[0]
    assert tried(tmp_path / "link.db", *REPORT) == tried(real, *REPORT)
    assert [path.name for path in tmp_path.glob("link.db*")] == ["link.db"]


def test_a_link_to_nothing(tmp_path: Path, more: str) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "none.db")
    did, told = tried(tmp_path / "link.db", *REPORT)
    assert not did
    assert f"(a link to {tmp_path / 'none.db'})" in told
    assert tried(tmp_path / "link.db", "load", more)[0]
    assert tried(tmp_path / "none.db", *REPORT)[0]


def test_a_link_into_nowhere(tmp_path: Path, more: str) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "no" / "none.db")
    assert "Create it first" in tried(tmp_path / "link.db", "load", more)[1]


@pytest.mark.parametrize("replaced", [False, True])
def test_deleted_while_it_is_open(tmp_path: Path, small: Path, more: str, replaced: bool) -> None:
    """What is written into a file that nobody finds any more is lost: the loader says so, and a re-run has it."""
    place = copied(str(small), str(tmp_path / "a.db"))

    def take_away(done: int, total: int | None) -> None:
        Path(place).unlink()
        if replaced:
            copied(str(small), place)

    with pytest.raises(DatabaseError, match="was deleted, moved or replaced while it was open"):
        pipeline.load(place, [more], batch=3, author="loader", progress=take_away)
    copied(str(small), place)
    pipeline.load(place, [more], batch=3, author="loader")
    assert_sound(place)


def test_deleted_while_it_is_read(tmp_path: Path, small: Path) -> None:
    place = copied(str(small), str(tmp_path / "a.db"))
    with open_database(place, read_only=True) as database:
        Path(place).unlink()
        with pytest.raises(DatabaseError, match="was deleted, moved or replaced"), database.reading():
            raise AssertionError("the file was not missed")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach."""
    with tempfile.TemporaryDirectory(prefix="factdb-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        write(Path(folder, "more.jsonl"), articles(15)[10:])
        yield Path(folder)
        Path(folder).chmod(0o755)


@contextmanager
def nobody() -> Iterator[None]:
    """An ordinary user, to whom permissions apply."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def as_owner() -> Iterator[None]:
    """Who may change permissions, within `nobody`."""
    before = os.geteuid()
    os.seteuid(os.getuid())
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_read_only_folder_with_a_log(open_folder: Path, small: Path) -> None:
    """A process was killed, then the folder was locked: the file must not be read without its log."""
    place, more = str(open_folder / "a.db"), str(open_folder / "more.jsonl")
    with open_database(copied(str(small), str(open_folder / "open.db"))) as holding, holding.reading():
        pipeline.load(open_folder / "open.db", [more], author="loader")
        copied(str(open_folder / "open.db"), place)
    Path(f"{place}-shm").unlink()
    Path(place).chmod(0o444)
    Path(f"{place}-wal").chmod(0o444)
    open_folder.chmod(0o555)
    with nobody():
        for command in (REPORT, ("load", more), ("rebuild",)):
            did, told = tried(place, *command)
            assert not did
            assert "cannot be" in told
    open_folder.chmod(0o755)


def test_permission_is_taken_away_while_it_is_open(open_folder: Path, small: Path) -> None:
    place, more = copied(str(small), str(open_folder / "a.db")), str(open_folder / "more.jsonl")
    open_folder.chmod(0o777)
    Path(place).chmod(0o666)
    with nobody(), open_database(place) as database:
        with database.reading() as reader:
            assert len(reader.rows("articles")) == 10
        with as_owner():
            Path(place).chmod(0o000)
            open_folder.chmod(0o555)
        did, told = tried(place, "load", more)
        assert not did
        assert "No permission to read" in told
        with database.reading() as reader:
            assert len(reader.rows("articles")) == 10
    open_folder.chmod(0o755)


def test_another_process_writes(tmp_path: Path, small: Path, more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factdb.store.connect.BUSY_SECONDS", 0.1)
    place = copied(str(small), str(tmp_path / "a.db"))
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert tried(place, *REPORT) == tried(small, *REPORT)
        for command in (("load", more), ("load", "--dry-run", more), ("rebuild",)):
            did, told = tried(place, *command)
            assert not did
            assert "is busy: another program is writing to it. Try again" in told
    assert tried(place, "load", more)[0]


def test_another_process_keeps_the_file_for_itself(
    tmp_path: Path, small: Path, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factdb.store.connect.BUSY_SECONDS", 0.1)
    place = copied(str(small), str(tmp_path / "a.db"))
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        for command in (REPORT, ("load", more), ("upgrade",), ("rebuild",)):
            did, told = tried(place, *command)
            assert not did
            assert "is busy" in told
