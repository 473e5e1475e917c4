"""What a deed on a full disk leaves behind; run as a program of its own, that can mount a small disk or limit itself.

`python -m tests.torture.full_disk KIND FOLDER NEWS` asserts, for one amount of space after the other, that a command
that runs out of space says so, that what is there then is what some whole transactions gave, that reports still work,
and that the same command ends as if nothing had been once there is space. KIND is disk or limit.
"""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from factdb import pipeline
from factdb.errors import DatabaseError
from factdb.store import open_database
from factdb.store.address import engine_for
from factdb.store.migrate import revisions
from factdb.store.upgrading import migrate_to
from tests.torture.commands import REPORT, tried
from tests.torture.soundness import assert_sound, assert_whole, contents, copied, remove

MEGABYTES = 8
BATCH = 5


class Disk:
    """A small disk of its own, on which a file takes up all but so many kilobytes."""

    sizes = (0, 8, 120, 600)

    def __init__(self, folder: Path) -> None:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", folder], check=True)
        self.ballast = folder / "ballast"

    def leave(self, kilobytes: int) -> None:
        """Takes up the rest."""
        free = shutil.disk_usage(self.ballast.parent).free - kilobytes * 1024
        with self.ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, free)

    def free(self) -> None:
        """Gives it back."""
        self.ballast.unlink()


class Limit:
    """No file may be written to beyond so many kilobytes."""

    sizes = (0, 8)

    def leave(self, kilobytes: int) -> None:
        """Sets the limit; Python has the signal ignored that would end the process."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, resource.RLIM_INFINITY))

    def free(self) -> None:
        """Lifts it."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def load(place: str, news: str) -> list[dict[str, str]]:
    """Loads in small batches; what was there after each."""
    states: list[dict[str, str]] = []
    pipeline.load(place, [news], batch=BATCH, author="a", progress=lambda done, total: states.append(contents(place)))
    return states


def fill(disk: Disk | Limit, place: str, deed: Callable[[], object], states: list[dict[str, str]]) -> None:
    """Runs a deed with less and less space, then with enough of it."""
    failed = 0
    before = copied(place, f"{place}.before") if Path(place).exists() else None
    for kilobytes in disk.sizes:
        remove(place)
        if before:
            copied(before, place)
        disk.leave(kilobytes)
        try:
            deed()
        except DatabaseError as error:
            failed += 1
            assert str(Path(place).parent) in str(error)
            assert "full" in str(error)
            assert "free space" in str(error)
            did, told = tried(place, *REPORT)
            assert did or any(words in told for words in ("no factdb database yet", "is empty", "`factdb upgrade`"))
        disk.free()
        assert contents(place) in states
        for kept in Path(place).parent.glob("*.backup*"):
            assert contents(str(kept)) == states[0]
            kept.unlink()
        if Path(place).exists():
            assert_whole(place)
        deed()
        assert contents(place) == states[-1]
        assert_sound(place)
    print(f"{failed} of {len(disk.sizes)} ran out of space")
    assert failed > 1


def main(kind: str, folder: Path, news: str) -> None:
    """Loading into a new file, rebuilding one that was tampered with, upgrading an older one."""
    disk = Disk(folder) if kind == "disk" else Limit()
    place = str(folder / "factdb.db")
    open_database(place, create=True).close()
    states = [{}, contents(place)]
    states += load(place, news)
    whole = copied(place, str(folder / "whole.db"))
    remove(place)
    fill(disk, place, lambda: pipeline.load(place, [news], batch=BATCH, author="a"), states)
    copied(whole, place)
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("DELETE FROM claim_state")
        raw.execute("UPDATE statement_role SET role = 'denial'")
    fill(disk, place, lambda: pipeline.rebuild(place), [contents(place), states[-1]])
    engine, _ = engine_for(place, create=False, read_only=False)
    migrate_to(engine, revisions()[0])
    engine.dispose()
    older, upgraded = contents(place), copied(place, str(folder / "upgraded.db"))
    pipeline.upgrade(upgraded)
    states = [older, contents(upgraded)]
    remove(upgraded)
    fill(disk, place, lambda: pipeline.upgrade(place), states)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
