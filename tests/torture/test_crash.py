"""kill -9 at random moments: nothing is damaged, nothing is there by halves, and a re-run ends as if nothing had been.

A dozen kills in the suite; `FACTDB_TORTURE=full pytest -s tests/torture/test_crash.py` kills 200 times and tells where
each kill hit.
"""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from factdb.records import Question
from factdb.store import open_database
from factdb.store.address import engine_for
from factdb.store.migrate import revisions
from factdb.store.upgrading import migrate_to
from tests.pipeline.contents import seeds, write
from tests.torture import deeds
from tests.torture.killing import killed, run
from tests.torture.news import articles
from tests.torture.scale import FULL, SEED
from tests.torture.soundness import assert_sound, assert_whole, contents, copied, remove

ROOT = Path(__file__).parents[2]
KILLS = 200 if FULL else 12
ARTICLES = 60 if FULL else 20
BEGINNING = 0.1
SHARES = {"loading": 0.5, "rebuilding": 0.1, "reviewing": 0.1, "upgrading": 0.2, "merging": 0.1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Uninterrupted:
    """A load that nobody killed: its database, what it held after each transaction, how many seconds it took."""

    news: str
    place: str
    states: list[dict[str, str]]
    seconds: float


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Uninterrupted:
    folder = tmp_path_factory.mktemp("uninterrupted")
    news, place = write(folder / "news.jsonl", seeds() + articles(ARTICLES)), str(folder / "a.db")
    states = states_of(str(folder / "b.db"), deeds.load, news, str(folder / "log"))
    seconds = run(deeds.load, place, news, str(folder / "log"))
    assert contents(place) == states[-1]
    assert_sound(place)
    return Uninterrupted(news=news, place=place, states=states, seconds=seconds)


def states_of(place: str, deed: Callable[..., None], *arguments: str) -> list[dict[str, str]]:
    """What a database holds before a deed, between its transactions and after it."""
    states = [contents(place)]

    def look(_: object = None) -> None:
        if (now := contents(place)) != states[-1]:
            states.append(now)

    sa.event.listen(sa.Engine, "begin", look)
    try:
        deed(place, *arguments)
    finally:
        sa.event.remove(sa.Engine, "begin", look)
    look()
    return states


def test_loading(tmp_path: Path, loaded: Uninterrupted) -> None:
    """One load is killed and begun again until it ends, then the next one is. What was told as done is there."""
    log = tmp_path / "log"
    kills = Kills("loading")
    while kills.wanted:
        place = str(tmp_path / "killed.db")
        remove(place)
        log.write_bytes(b"")
        left: dict[str, str] = {}
        while kills.wanted and left != loaded.states[-1]:
            kills.kill(place, loaded.seconds, deeds.load, place, loaded.news, str(log))
            if Path(place).exists():
                assert_whole(place)
            left = contents(place)
            assert left in loaded.states
            assert loaded.states.index(left) >= len(log.read_bytes()) + bool(log.read_bytes())
        run(deeds.load, place, loaded.news, str(log))
        assert contents(place) == loaded.states[-1]
        assert_sound(place)


def test_rebuilding(tmp_path: Path, loaded: Uninterrupted) -> None:
    """What was derived has been tampered with; it stays so, or all of it is put right."""
    wrong = copied(loaded.place, str(tmp_path / "wrong.db"))
    with closing(sqlite3.connect(wrong)) as raw, raw:
        raw.execute("DELETE FROM claim_state WHERE claim_id % 2")
        raw.execute("UPDATE status_change SET to_status = 'retracted'")
    assert_some_or_all("rebuilding", wrong, tmp_path, deeds.rebuild)


def test_reviewing(tmp_path: Path, loaded: Uninterrupted) -> None:
    """Each answer is there or is not; the re-run gives the missing ones, and none twice."""
    asked = copied(loaded.place, str(tmp_path / "asked.db"))
    with open_database(asked) as database, database.writing(author="machine", kind="test") as writer:
        keys = [str(row["key"]) for row in writer.rows("statement", limit=deeds.REVIEWS)]
        writer.save_questions([Question(kind="narrower_than", rule="in other words", statement=key) for key in keys])
    assert_some_or_all("reviewing", asked, tmp_path, deeds.review)


def test_upgrading(tmp_path: Path, loaded: Uninterrupted) -> None:
    """The older file is there as it was, or the new one; in the first case it can be upgraded again."""
    older = copied(loaded.place, str(tmp_path / "older.db"))
    engine, _ = engine_for(older, create=False, read_only=False)
    migrate_to(engine, revisions()[0])
    engine.dispose()
    assert_some_or_all("upgrading", older, tmp_path, deeds.upgrade)


def test_merging(tmp_path: Path, small: Path) -> None:
    """The other database comes in by the batch; it is not touched itself."""
    own, other = str(tmp_path / "own.db"), copied(str(small), str(tmp_path / "other.db"))
    deeds.load(own, write(tmp_path / "own.jsonl", articles(20)[7:]), str(tmp_path / "log"))
    before = contents(other)
    assert_some_or_all("merging", own, tmp_path, deeds.merge, other)
    assert contents(other) == before


def test_the_command_itself(tmp_path: Path, loaded: Uninterrupted) -> None:
    """`factdb load` as a person types it is killed as soon as it writes, run again, and proved by `factdb check`."""
    place = str(tmp_path / "typed.db")
    command = [sys.executable, "-c", "from factdb.cli import main; main()", "--db", place]
    process = subprocess.Popen([*command, "load", loaded.news], cwd=ROOT)
    while process.poll() is None and not Path(f"{place}-wal").exists():
        time.sleep(0.001)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert_whole(place)
    for words in (["load", loaded.news], ["check"]):
        done = subprocess.run([*command, *words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert " is sound: " in done.stdout


def assert_some_or_all(phase: str, before: str, folder: Path, deed: Callable[..., None], *arguments: str) -> None:
    """Kills a deed on copies of a database, finds one of the states between its transactions, and has it done.

    A backup that a deed makes first is the database as it was, or it does not look like one.
    """
    kills = Kills(phase)
    states = states_of(copied(before, str(folder / "stepwise.db")), deed, *arguments)
    place = copied(before, str(folder / "killed.db"))
    seconds = run(deed, place, *arguments)
    assert states[0] != contents(place) == states[-1]
    while kills.wanted:
        for old in folder.glob("killed.*"):
            old.unlink()
        copied(before, place)
        kills.kill(place, seconds, deed, place, *arguments)
        assert_whole(place)
        assert contents(place) in states
        for kept in folder.glob("killed.backup*.db"):
            assert contents(str(kept)) == states[0]
        run(deed, place, *arguments)
        assert contents(place) == states[-1]
        assert_sound(place)


class Kills:
    """How often a phase is to be killed and where it was hit; the moments are drawn from one seed."""

    def __init__(self, phase: str) -> None:
        self.phase, self.left = phase, round(KILLS * SHARES[phase])
        self.chance = random.Random(f"{SEED} {phase}")
        self.hits: Counter[str] = Counter()

    @property
    def done(self) -> int:
        return sum(self.hits.values())

    @property
    def wanted(self) -> bool:
        return self.done < self.left

    def kill(self, place: str, seconds: float, deed: Callable[..., None], *arguments: Any) -> None:
        """Kills once: anywhere, in the beginning (a new file is made then), or when the log changes.

        A deed that had ended is not counted.
        """
        is_new = not Path(place).exists()
        where = self.chance.choices(("anywhere", "beginning", "commit"), weights=(5, 9 if is_new else 2, 3))[0]
        moment = self.chance.random() * (BEGINNING if where == "beginning" else seconds)
        hit = killed(moment, Path(place) if where == "commit" else None, deed, *arguments)
        if hit != "done":
            self.hits[hit] += 1
        if not self.wanted:
            print(f"\n{self.phase}: killed {self.done} times, {dict(self.hits)} (FACTDB_SEED={SEED})")
