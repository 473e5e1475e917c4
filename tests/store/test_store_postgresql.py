"""What a server of PostgreSQL may do to those who use it: they are told what to do next, and nothing is kept by halves.

Loads are broken a few times here, 200 times with FACTDB_TORTURE=full.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from factdb.cli import main
from factdb.errors import DatabaseError
from factdb.pipeline import load, rebuild
from factdb.store import open_database
from factdb.store.connect import WRITER_LOCK
from tests.conftest import forget, fresh_postgresql, on_server
from tests.pipeline.contents import claims, counts, write
from tests.pipeline.minis import MINIS
from tests.store.filling import fill, save_one

BREAKS = 200 if os.environ.get("FACTDB_TORTURE") == "full" else 4
REPORTS = (("report", "contested"), ("claims",), ("statements",), ("search", "bohong"), ("parties",), ("problems",))


@pytest.fixture
def server_place(postgresql: str) -> Iterator[str]:
    """An empty database of PostgreSQL."""
    place = fresh_postgresql(postgresql)
    yield place
    forget(place)


@pytest.fixture
def full(server_place: str) -> str:
    """A database of PostgreSQL with something in every view."""
    with open_database(server_place, create=True) as database:
        fill(database)
    return server_place


@pytest.fixture
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("news") / "news.jsonl", MINIS)


def name_of(place: str) -> str:
    return str(sa.make_url(place).database)


def run(place: str, *command: str) -> tuple[int, str]:
    """The exit code of a command and what it told; our own mistakes crash."""
    done = CliRunner().invoke(main, ["--db", place, *command], catch_exceptions=False)
    return done.exit_code, done.stderr if done.exit_code else done.stdout


@contextmanager
def another_writer(place: str) -> Iterator[None]:
    """Somebody else is writing all the while."""
    with psycopg.connect(place) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        yield


def to_the_waiting(place: str, order: str) -> None:
    """Has the server do something to whoever waits for the lock, as soon as somebody does."""
    waiting = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = "
    waiting += "(SELECT oid FROM pg_database WHERE datname = current_database())"
    with psycopg.connect(place, autocommit=True) as other:
        while not (found := other.execute(waiting).fetchall()):
            time.sleep(0.01)
        other.execute(f"SELECT {order}({found[0][0]})")


def test_a_writer_waits_its_time_and_says_that_others_write(
    full: str, news: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factdb.store.connect.BUSY_SECONDS", 0.3)
    with another_writer(full):
        start = time.monotonic()
        code, told = run(full, "load", news)
        assert (code, time.monotonic() - start >= 0.3) == (1, True)
        assert "is busy: another program is writing to it. Try again when it has finished." in told
        assert run(full, "claims")[0] == 0
    assert run(full, "load", news)[0] == 0


def test_a_reader_waits_no_longer_for_an_upgrade(full: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factdb.store.connect.BUSY_SECONDS", 0.1)
    with psycopg.connect(full) as other:
        other.execute("LOCK TABLE claim IN ACCESS EXCLUSIVE MODE")
        code, told = run(full, "claims")
    assert code == 1
    assert "is busy" in told


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("pg_cancel_backend", "stopped the command: it was cancelled"),
        ("pg_terminate_backend", "was lost in the middle of it"),
    ],
)
def test_who_is_stopped_by_the_server_is_told_so(order: str, message: str, full: str, news: str) -> None:
    before = counts(full)
    with another_writer(full):
        thread = threading.Thread(target=to_the_waiting, args=(full, order))
        thread.start()
        code, told = run(full, "load", news)
        thread.join()
    assert (code, counts(full)) == (1, before)
    assert message in told


def test_a_command_that_takes_longer_than_the_server_allows_is_told_so(full: str, news: str, postgresql: str) -> None:
    on_server(postgresql, f"ALTER DATABASE {name_of(full)} SET statement_timeout = '300ms'")
    with another_writer(full):
        code, told = run(full, "load", news)
    assert code == 1
    assert "statement_timeout" in told


def test_the_server_knows_how_much_there_is_as_soon_as_it_is_kept(
    server_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = "SELECT reltuples FROM pg_class WHERE relname = 'statement'"
    with open_database(server_place, create=True) as database, psycopg.connect(server_place, autocommit=True) as raw:
        fill(database)
        assert raw.execute(known).fetchone() == (-1,)
        monkeypatch.setattr("factdb.store.surface.WORTH_COUNTING", 3)
        for number, statements in ((3, 9), (4, 9), (5, 9), (6, 9), (7, 21)):
            with database.writing(author="a", kind="load") as writer:
                save_one(writer, f"article-{number}")
            assert raw.execute(known).fetchone() == (statements,)


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_hold_every_text_is_refused(encoding: str, postgresql: str, news: str) -> None:
    place = fresh_postgresql(postgresql, f"ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER libc")
    code, told = run(place, "load", news)
    assert code == 1
    assert f"keeps its texts as {encoding}, which cannot hold every language" in told
    assert "`createdb --encoding=UTF8" in told
    with psycopg.connect(place) as raw:
        assert raw.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    forget(place)


def test_the_encoding_of_the_client_does_not_matter(
    server_place: str, news: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    assert run(server_place, "load", news)[0] == 0
    with open_database(server_place) as database, database.reading() as reader:
        assert {str(row["text"]) for row in reader.rows("articles")} == {record["text"] for record in MINIS}


def test_what_is_not_there_is_told(postgresql: str) -> None:
    url = sa.make_url(postgresql)
    for wrong in (url.set(database="none"), url.set(username="nobody")):
        code, told = run(wrong.render_as_string(), "claims")
        assert code == 1
        assert "no such database or role on that server. `createdb` makes one." in told


def test_who_may_not_write_is_told_so_and_may_read_all(full: str, news: str, postgresql: str) -> None:
    """Such is a hot standby, too: every transaction there is read-only."""
    before = counts(full)
    on_server(postgresql, f"ALTER DATABASE {name_of(full)} SET default_transaction_read_only = on")
    for report in REPORTS:
        assert run(full, *report)[0] == 0
    for change in (("load", news), ("rebuild",), ("claim", "track", "--title", "A")):
        code, told = run(full, *change)
        assert code == 1
        assert "can only be read here" in told
    assert counts(full) == before


def test_who_has_no_rights_is_told_to_ask_for_them(full: str, news: str, postgresql: str) -> None:
    role = f"guest_{name_of(full)}"
    on_server(postgresql, f"CREATE ROLE {role} LOGIN")
    place = sa.make_url(full).set(username=role).render_as_string()
    for command in (*REPORTS, ("load", news), ("rebuild",)):
        code, told = run(place, *command)
        assert code == 1
        assert "Ask the owner of the database for the right to it (GRANT)." in told
    empty = sa.make_url(fresh_postgresql(postgresql)).set(username=role).render_as_string()
    code, told = run(empty, "load", news)
    assert code == 1
    assert "does not let this user do that" in told


def test_no_room_for_another_connection_is_told(full: str, postgresql: str) -> None:
    role = f"one_{name_of(full)}"
    on_server(postgresql, f"CREATE ROLE {role} LOGIN CONNECTION LIMIT 1")
    place = sa.make_url(full).set(username=role).render_as_string()
    with psycopg.connect(place):
        code, told = run(place, "claims")
    assert code == 1
    assert "has no room for another connection" in told


def ended(place: str) -> bool:
    """Ends the connections to a database, as an administrator does, or a server that is shut down."""
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(place, autocommit=True) as other:
        return bool(other.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}").fetchall())


def crashed(place: str) -> bool:
    """Kills a process of the server, whereupon it gives up all connections and recovers."""
    others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with psycopg.connect(place, autocommit=True) as other:
        found = other.execute(others).fetchall()
        if found:
            os.kill(found[0][0], signal.SIGKILL)
            with pytest.raises(psycopg.OperationalError):
                other.execute("SELECT pg_sleep(60)")  # until the server has noticed
    return bool(found)


def broken_load(place: str, file: str, after: float, by: Callable[[str], bool]) -> str | None:
    """Loads an article a transaction until the server breaks it off; what is told, None where it came to its end."""
    told: list[str | None] = []

    def loading() -> None:
        try:
            load(place, [file], batch=1, author="test")
            told.append(None)
        except DatabaseError as error:
            told.append(str(error))

    thread = threading.Thread(target=loading)
    thread.start()
    time.sleep(after)
    while thread.is_alive() and not by(place):
        time.sleep(0.01)
    thread.join()
    (message,) = told
    return message


def answering(place: str) -> None:
    """Waits until the server is there again."""
    for _ in range(1000):
        try:
            psycopg.connect(place).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise AssertionError("the server did not come back")


def assert_nothing_is_half_kept(place: str) -> None:
    """Either there is not one table yet, or all that is derived follows from the facts."""
    with psycopg.connect(place) as raw:
        found = raw.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if found != (0,):
        assert rebuild(place, dry_run=True).differed == ()


@pytest.mark.parametrize("by", [ended, crashed], ids=lambda by: str(by.__name__))
def test_a_load_that_the_server_breaks_off_ends_as_if_it_never_was(
    by: Callable[[str], bool], server_place: str, postgresql: str, news: str
) -> None:
    whole, chance, broken = fresh_postgresql(postgresql), random.Random(BREAKS), 0
    start = time.monotonic()
    load(whole, [news], batch=1, author="test")
    span = time.monotonic() - start
    while broken < BREAKS:
        message = broken_load(server_place, news, chance.uniform(0, span), by)
        answering(server_place)
        assert_nothing_is_half_kept(server_place)
        if message is not None:
            assert "was lost in the middle of it" in message or "is starting up or stopping" in message
            broken += 1
        elif broken < BREAKS:
            forget(server_place)
            on_server(postgresql, f"CREATE DATABASE {name_of(server_place)}")
    load(server_place, [news], batch=1, author="test")
    assert claims(server_place) == claims(whole)
    assert numbers(server_place) == numbers(whole)
    forget(whole)


def numbers(place: str) -> dict[str, int]:
    """How many rows each table of facts has; how many transactions they came in differs."""
    return {table: number for table, number in counts(place).items() if table not in ("changeset", "seal")}
