"""The same on PostgreSQL: kill -9 of the client, and a server that stops as in a power failure and is started again.

What was told as done is there, nothing is there by halves, and a re-run ends as if nothing had been. Numbers differ, as
those that a killed transaction drew are not drawn again. FACTDB_TORTURE=full tries more often.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from factdb import pipeline
from factdb.store import open_database
from tests.pipeline.contents import claims, counts, relations, retellings, seeds, write
from tests.torture import deeds
from tests.torture.commands import NEXT
from tests.torture.durable import Server, durable_server
from tests.torture.killing import begun, killed, run
from tests.torture.news import articles
from tests.torture.scale import FULL, SEED

KILLS, AT_MOST, CRASHES = (30, 3, 8) if FULL else (2, 2, 1)
Held = tuple[object, ...]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with durable_server() as running:
        yield running


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("news") / "news.jsonl", seeds() + articles(25) if FULL else articles(15))


@pytest.fixture(scope="module")
def loaded(server: Server, news: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Held], float]:
    """What a load that nobody disturbs holds after each transaction, and how many seconds it takes."""
    place = fresh(server)
    open_database(place, create=True).close()
    states = [(), held(place)]
    pipeline.load(place, [news], batch=deeds.BATCH, author="b", progress=lambda done, of: states.append(held(place)))
    return states, run(deeds.load, fresh(server), news, str(tmp_path_factory.mktemp("log") / "log"))


def held(place: str) -> Held:
    """What a database holds, without numbers; nothing before it is made."""
    engine = sa.create_engine(place.replace("postgresql://", "postgresql+psycopg://"))
    try:
        if not sa.inspect(engine).has_table("changeset"):
            return ()
    finally:
        engine.dispose()
    return counts(place), claims(place), relations(place), retellings(place)


def fresh(server: Server) -> str:
    """The URL of a new, empty database."""
    engine = sa.create_engine(
        server.url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        number = connection.scalar(sa.text("SELECT count(*) FROM pg_database"))
        connection.exec_driver_sql(f"CREATE DATABASE killed_{number}")
    engine.dispose()
    return server.url.replace("/postgres?", f"/killed_{number}?")


def assert_no_halves(place: str, states: list[Held], log: Path) -> None:
    there = held(place)
    assert there in states
    done = len(log.read_bytes()) - len(log.read_bytes().lstrip(deeds.SIGN))
    assert states.index(there) >= done + bool(done)


def assert_ends_well(place: str, news: str, states: list[Held], log: Path) -> None:
    run(deeds.load, place, news, str(log))
    assert held(place) == states[-1]
    assert pipeline.rebuild(place, dry_run=True).differed == ()


def test_the_client_is_killed(server: Server, news: str, loaded: tuple[list[Held], float], tmp_path: Path) -> None:
    states, seconds = loaded
    chance, log, kills = random.Random(f"{SEED} client"), tmp_path / "log", 0
    while kills < KILLS:
        place = fresh(server)
        log.write_bytes(b"")
        for _ in range(AT_MOST):
            hit = killed(chance.random() * seconds / 2, None, deeds.load, place, news, str(log))
            assert_no_halves(place, states, log)
            if hit == "done":
                break
            kills += 1
        assert_ends_well(place, news, states, log)
    print(f"\n{kills} clients killed (FACTDB_SEED={SEED})")


def test_the_server_stops_at_once(server: Server, news: str, loaded: tuple[list[Held], float], tmp_path: Path) -> None:
    states, seconds = loaded
    chance, log, told = random.Random(f"{SEED} server"), tmp_path / "log", 0
    for _ in range(CRASHES):
        place = fresh(server)
        log.write_bytes(b"")
        process = begun(deeds.load, place, news, str(log))
        process.join(chance.random() * seconds / 2)
        server.crash()
        process.join()
        server.start()
        assert process.exitcode == 0
        if words := log.read_text().lstrip("."):
            told += 1
            assert "postgresql://" in words
            assert any(what in words.lower() for what in NEXT), words
        assert_no_halves(place, states, log)
        assert_ends_well(place, news, states, log)
    print(f"\n{CRASHES} servers stopped, {told} of them while loading (FACTDB_SEED={SEED})")
