"""Every way in which a place is no usable database, and what the person is told."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.store import Database, Upgraded, open_database, upgrade
from factdb.store.connect import APPLICATION_ID, PAGE, sqlite_engine
from factdb.store.migrate import migrations_folder, revisions
from tests.store.filling import fill, save_one

NOBODY = 65534


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach."""
    with tempfile.TemporaryDirectory(prefix="factdb-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may write everywhere, so that nothing would be refused."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def refused(where: str | Path, *, create: bool = False, read_only: bool = False) -> str:
    with pytest.raises(DatabaseError) as told:
        open_database(where, create=create, read_only=read_only)
    return str(told.value)


def test_no_file(tmp_path: Path) -> None:
    told = refused(tmp_path / "none.db")
    assert str(tmp_path / "none.db") in told
    assert "`factdb load` creates one" in told
    assert not (tmp_path / "none.db").exists()


def test_no_file_by_url(tmp_path: Path) -> None:
    assert "`factdb load` creates one" in refused(f"sqlite:///{tmp_path}/none.db")


def test_a_text_file(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are notes, no database.")
    for create in (False, True):
        assert "no SQLite database" in refused(file, create=create)
    assert file.read_text() == "These are notes, no database."


def test_an_empty_file_is_filled_only_when_creating(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    assert "is empty" in refused(file)
    open_database(file, create=True).close()
    open_database(file).close()


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path, create=True)


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "there is no folder" in refused(tmp_path / "no" / "factdb.db", create=True)


@pytest.mark.parametrize("create", [False, True])
def test_another_programs_file_is_left_alone(tmp_path: Path, create: bool) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE article (title TEXT)")
    before = file.read_bytes()
    assert "belongs to another program" in refused(file, create=create)
    raw.close()
    with sqlite3.connect(file) as raw:
        assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("article",)]
    assert len(file.read_bytes()) == len(before)


def test_another_application_id(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    open_database(file, create=True).close()
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        raw.execute("PRAGMA application_id = 1")
    assert "belongs to another program" in refused(file)


def test_another_programs_postgresql_database(place: str) -> None:
    if "://" not in place:
        with sqlite3.connect(place) as raw:
            raw.execute("CREATE TABLE orders (number INTEGER)")
    else:
        engine = sa.create_engine(place.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE orders (number INTEGER)")
        engine.dispose()
    assert "belongs to another program" in refused(place, create=True)


def restamp(database: Database, revision: str) -> None:
    with database.writing(author="a", kind="test") as writer:
        writer.connection.execute(sa.text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_a_newer_schema(database: Database, place: str) -> None:
    restamp(database, "9999")
    told = refused(place)
    assert "newer factdb" in told
    assert "9999" in told
    assert "Update factdb" in told
    with pytest.raises(DatabaseError, match="newer factdb"):
        upgrade(place)


def test_a_lost_schema_version(database: Database, place: str) -> None:
    with database.writing(author="a", kind="test") as writer:
        writer.connection.execute(sa.text("DELETE FROM alembic_version"))
    assert "has lost the version of its schema" in refused(place)


def test_an_older_schema_is_told_to_upgrade(database: Database, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factdb.store.database.revisions", lambda: (*revisions(), "9998"))
    assert "Run `factdb upgrade`" in refused(place)


def test_upgrade_of_what_is_new_changes_nothing(database: Database, place: str) -> None:
    fill(database)
    assert upgrade(place) == Upgraded(before=revisions()[-1], after=revisions()[-1])
    with database.reading() as reader:
        assert len(reader.rows("articles")) == 2


def test_upgrade_of_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="No database at"):
        upgrade(tmp_path / "none.db")


def test_an_empty_postgresql_database_is_not_yet_one(place: str) -> None:
    told = refused(place)
    assert "`factdb load` creates one" in told


def test_no_server() -> None:
    assert "does not answer" in refused("postgresql://ana:secret@127.0.0.1:1/factdb")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ana:secret@127.0.0.1:1/factdb",
        "postgresql://ana@127.0.0.1:1/factdb?password=secret&sslpassword=secret",
        "postgresql://ana:secret@127.0.0.1:one/factdb",
        "mysql://ana:secret@127.0.0.1/factdb",
    ],
)
def test_the_password_is_not_shown(url: str) -> None:
    assert "secret" not in refused(url)


def test_a_url_that_postgresql_cannot_use() -> None:
    assert "is no database URL" in refused("postgresql://ana@127.0.0.1:one/factdb")
    assert "value in its URL that PostgreSQL cannot read" in refused("postgresql://127.0.0.1:1/a?connect_timeout=soon")
    assert "option in its URL that PostgreSQL does not know" in refused("postgresql://127.0.0.1:1/a?colour=red")
    assert "does not answer" in refused("postgres://ana@127.0.0.1:1/factdb")


def test_without_the_driver_of_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'factdb[postgresql]'" in refused("postgresql://ana@127.0.0.1:1/factdb")


def test_a_host_that_is_no_name() -> None:
    assert "its host is no name" in refused(f"postgresql://ana@{'ü' * 70}.example/factdb")


def test_another_kind_of_database() -> None:
    assert "SQLite files or PostgreSQL" in refused("mysql://ana@host/factdb")
    assert "no database URL" in refused("://")


def test_a_folder_that_cannot_be_written(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with ordinary_user():
        told = refused(open_folder / "factdb.db", create=True)
    assert str(open_folder / "factdb.db") in told
    assert "cannot be opened: check that its folder exists and that you may write there" in told


def test_a_file_without_permission(open_folder: Path) -> None:
    file = open_folder / "factdb.db"
    open_database(file, create=True).close()
    file.chmod(0o000)
    with ordinary_user():
        assert "No permission to read" in refused(file)
    file.chmod(0o644)


def test_a_read_only_folder_can_be_read_but_not_written(open_folder: Path) -> None:
    file = open_folder / "factdb.db"
    with open_database(file, create=True) as database:
        fill(database)
    file.chmod(0o444)
    open_folder.chmod(0o555)
    assert sorted(path.name for path in open_folder.iterdir()) == ["factdb.db"]
    with ordinary_user():
        for read_only in (True, False):
            with open_database(file, read_only=read_only) as database:
                with database.reading() as reader:
                    assert len(reader.rows("articles")) == 2
                with (
                    pytest.raises(DatabaseError, match="cannot be written"),
                    database.writing(author="a", kind="load") as writer,
                ):
                    save_one(writer, "article-3")


def test_read_only_refuses_to_write(tmp_path: Path) -> None:
    open_database(tmp_path / "a.db", create=True).close()
    database = open_database(tmp_path / "a.db", read_only=True)
    with pytest.raises(DatabaseError, match="read-only"), database.writing(author="a", kind="load") as writer:
        save_one(writer)
    database.close()


def test_a_busy_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factdb.store.connect.BUSY_SECONDS", 0.1)
    open_database(tmp_path / "a.db", create=True).close()
    raw = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with open_database(tmp_path / "a.db") as database:
        with database.reading() as reader:
            assert reader.rows("articles") == []
        with pytest.raises(DatabaseError, match=r"is busy.*Try again"), database.writing(author="a", kind="load"):
            raise AssertionError("the lock was not waited for")
    raw.close()


def test_a_full_disk_keeps_nothing_of_the_change(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db", create=True)
    fill(database)
    told = pytest.raises(DatabaseError, match=r"a\.db cannot grow: the disk is full")
    with told, database.writing(author="a", kind="load") as writer:
        pages = writer.connection.exec_driver_sql("PRAGMA page_count").scalar()
        writer.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        for number in range(3, 1000):
            save_one(writer, f"article-{number}")
    with database.reading() as reader:
        assert len(reader.rows("articles")) == 2
        assert len(reader.search("bohong")) == 4
    database.close()


def test_a_damaged_file(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    open_database(file, create=True).close()
    content = bytearray(file.read_bytes())
    content[100:PAGE] = b"\xff" * (PAGE - 100)
    file.write_bytes(content)
    assert "is damaged" in refused(file)


def test_connections_keep_the_rules(tmp_path: Path) -> None:
    open_database(tmp_path / "a.db", create=True).close()
    with sqlite_engine(tmp_path / "a.db", mode="rw").connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout", "application_id")
        }
    assert pragmas == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 1,
        "busy_timeout": 30000,
        "application_id": APPLICATION_ID,
    }


def test_a_path_with_signs_that_urls_and_alembic_read(tmp_path: Path) -> None:
    folder = tmp_path / "50% of? #1"
    folder.mkdir()
    with open_database(folder / "my%20file?.db", create=True) as database:
        fill(database)
    assert (folder / "my%20file?.db").stat().st_size > 0


def test_two_processes_may_create_one_file_at_once(tmp_path: Path) -> None:
    script = "import sys; from factdb.store import open_database; open_database(sys.argv[1], create=True).close()"
    command = [sys.executable, "-c", script, str(tmp_path / "a.db")]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, cwd=migrations_folder().parent) for _ in range(3)]
    for each in started:
        _, told = each.communicate(timeout=60)
        assert each.returncode == 0, told.decode()
    open_database(tmp_path / "a.db").close()


def test_two_writers_lose_no_update(database: Database, place: str) -> None:
    fill(database)

    def raise_scores() -> None:
        with open_database(place) as own:
            for _ in range(25):
                with own.writing(author="a", kind="test") as writer:
                    before = writer.rows("appearance_tie")[0]["score"]
                    assert isinstance(before, float)
                    writer.connection.execute(sa.text("UPDATE appearance_tie SET score = :s"), {"s": before + 1})

    threads = [threading.Thread(target=raise_scores) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as reader:
        assert reader.rows("appearance_tie")[0]["score"] == 50.5


def test_readers_see_one_snapshot(database: Database, place: str) -> None:
    with database.reading() as reader:
        assert reader.rows("articles") == []
        with open_database(place) as other:
            fill(other)
        assert reader.rows("articles") == []
    with database.reading() as reader:
        assert len(reader.rows("articles")) == 2
