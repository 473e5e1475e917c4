"""Backups and published files: what is in them, what is not, and that a copy is there wholly or not at all.

`FACTDB_KILLS=100 pytest tests/store/test_store_copying.py -k killed` kills that many backups instead of a few.
"""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from factdb.errors import DatabaseError
from factdb.pipeline import check, load, merge
from factdb.store import VIEWS, Copied, Database, backup, open_database, publish
from factdb.store.connect import PAGE
from factdb.store.migrate import migrations_folder
from factdb.store.model import TABLES
from factdb.store.seals import broken_seals, last_seal
from tests.small_disk import small_disk
from tests.store.filling import TEXT, article, fill, save_one
from tests.store.test_store_opening import ordinary_user

KILLS = int(os.environ.get("FACTDB_KILLS", "3"))
PROGRAM = "from factdb.cli import main; main()"
IN_NO_QUOTE = "Hanya angin yang tahu kapan musim panen kelapa berakhir di sana."
LONG_TEXT = f"{TEXT} {IN_NO_QUOTE}"

NEWS = (
    "The United States said on Tuesday that Russia bought millions of artillery shells from North Korea. Russia denied "
    "the allegation. “This is another fake,” the ambassador Vasily Nebenzya said. The grain harvest along the lower "
    "river was better than in the four years before, and farmers in all nine districts sold it at spring prices. "
    "Traders at the harbour expect the ships to leave before the first storms, since the new quay was finished in June "
    "and the old cranes were taken down. A second mill opens next year beside the railway bridge, where the town keeps "
    "its museum of weights and measures."
)


def contents(where: str | Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, as the model reads their values."""
    with open_database(where, read_only=True) as database, database.reading() as reader:
        return {
            name: [tuple(row) for row in reader.connection.execute(sa.select(table).order_by(*table.primary_key))]
            for name, table in TABLES.items()
        }


def check_seals(copy: Path, where: str) -> None:
    """What proves that nothing was altered proves it for the copy, too, whichever engine it comes from."""
    with open_database(copy) as one, one.reading() as here, open_database(where) as other, other.reading() as there:
        assert last_seal(here.connection) == last_seal(there.connection) is not None
        assert list(broken_seals(here.connection)) == []


def raw(file: Path, sql: str) -> list[tuple[Any, ...]]:
    """What plain sqlite3 reads."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def schema(file: Path) -> set[tuple[Any, ...]]:
    return set(raw(file, "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"))


def add_article_with_more_words(database: Database) -> None:
    """One article with a sentence that is in no quote."""
    with database.writing(author="Ana", kind="load") as writer:
        writer.save_article(article("article-3", text=LONG_TEXT))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A filled SQLite file, closed."""
    with open_database(tmp_path / "a.db", create=True) as database:
        fill(database)
    return tmp_path / "a.db"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, with one that nobody may write to."""
    with tempfile.TemporaryDirectory(prefix="factdb-", dir="/tmp") as folder:
        Path(folder).chmod(0o777)
        (Path(folder) / "locked").mkdir()
        yield Path(folder)
        (Path(folder) / "locked").chmod(0o755)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the copy shall lie, in a folder of its own."""
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies" / "copy.db"


@pytest.mark.parametrize("copy", [backup, lambda *both: publish(*both, author="Ana")], ids=["backup", "publish"])
def test_a_copy_holds_every_row_under_its_number(copy: Any, filled: Database, place: str, target: Path) -> None:
    add_article_with_more_words(filled)
    told = copy(place, target)
    assert contents(target) == contents(place)
    check_seals(target, place)
    size, seal = target.stat().st_size, told.seal
    assert told == Copied(file=target, size=size, articles=3, statements=6, claims=2, seal=seal)
    with open_database(target) as copied, copied.reading() as here, filled.reading() as there:
        assert len(here.search("kelapa")) == 1 and len(here.search("bohong")) == len(there.search("bohong"))
        assert all(here.rows(view) for view in VIEWS if view != "decisions")
    assert [path.name for path in target.parent.iterdir() if "-" not in path.name] == ["copy.db"]


@pytest.mark.parametrize("copy", [backup, lambda *both: publish(*both, author="Ana")], ids=["backup", "publish"])
def test_a_copy_has_the_schema_of_any_file_and_can_be_worked_with(
    copy: Any, filled: Database, place: str, target: Path, tmp_path: Path
) -> None:
    copy(place, target)
    open_database(tmp_path / "new.db", create=True).close()
    assert schema(target) == schema(tmp_path / "new.db")
    with open_database(target) as copied:
        with copied.writing(author="Ana", kind="load") as writer:
            save_one(writer, "article-9")
        with copied.reading() as reader:
            assert len(reader.rows("articles")) == 3 and len(reader.search("bohong")) == 6


def test_a_backup_waits_for_no_writer_and_takes_nothing_unfinished(filled: Database, place: str, target: Path) -> None:
    with filled.writing(author="Bob", kind="load") as writer:
        save_one(writer, "article-3")
        began = time.monotonic()
        assert backup(place, target).articles == 2
        assert time.monotonic() - began < 10
    assert len(contents(target)["article"]) == 2


def test_a_backup_made_while_others_write_holds_whole_transactions(filled: Database, place: str, target: Path) -> None:
    stop = threading.Event()
    written = []

    def write() -> None:
        with open_database(place) as own:
            for number in range(3, 1000):
                if stop.is_set():
                    return
                with own.writing(author="Bob", kind="load") as writer:
                    save_one(writer, f"article-{number}-a")
                    save_one(writer, f"article-{number}-b")
                written.append(number)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(5):
            before = len(written)
            backup(place, target.with_name(f"copy-{number}.db"))
            assert len(written) >= before
            time.sleep(0.1)
    finally:
        stop.set()
        thread.join()
    assert written
    for number in range(5):
        found = contents(target.with_name(f"copy-{number}.db"))
        sets = {row[0] for row in found["changeset"]}
        assert len(found["article"]) == 2 * len(sets)
        assert len(found["statement"]) == 3 * len(found["article"]) == len(found["claim_statement"])
        assert raw(target.with_name(f"copy-{number}.db"), "PRAGMA foreign_key_check") == []
        assert raw(target.with_name(f"copy-{number}.db"), "PRAGMA integrity_check") == [("ok",)]


def refused(where: str | Path, target: Path) -> str:
    with pytest.raises(DatabaseError) as told:
        backup(where, target)
    with pytest.raises(DatabaseError) as as_well:
        publish(where, target, author="Ana", without_texts=True)
    assert str(as_well.value).partition("About")[0] == str(told.value).partition("About")[0]
    return str(told.value)


def test_what_is_there_is_never_overwritten(file: Path, target: Path) -> None:
    target.write_text("a diary")
    assert "exists already and is not overwritten. Choose another name" in refused(file, target)
    assert target.read_text() == "a diary"
    link = target.with_name("link.db")
    link.symlink_to(target.with_name("nowhere.db"))
    assert "exists already" in refused(file, link)
    assert not target.with_name("nowhere.db").exists()


def test_no_folder_to_write_to(file: Path, tmp_path: Path) -> None:
    told = refused(file, tmp_path / "missing" / "copy.db")
    assert f"there is no folder {tmp_path / 'missing'}. Create it first." in told
    assert "is a folder. Give the file to write" in refused(file, tmp_path)


def test_a_name_that_the_disk_does_not_take(file: Path, target: Path) -> None:
    assert "File name too long. Choose another place for it." in refused(file, target.with_name("c" * 250))
    assert list(target.parent.iterdir()) == []


def test_a_folder_without_permission(open_folder: Path) -> None:
    with open_database(open_folder / "a.db", create=True) as database:
        fill(database)
    (open_folder / "locked").chmod(0o555)
    with ordinary_user():
        told = refused(open_folder / "a.db", open_folder / "locked" / "copy.db")
    assert f"no permission in {open_folder / 'locked'}. Choose another place for it." in told
    assert list((open_folder / "locked").iterdir()) == []


def test_the_database_itself_is_no_target(file: Path) -> None:
    for name in ("a.db", "a.db-wal", "a.db-shm", "a.db-journal"):
        assert "belongs to the database itself" in refused(file, file.with_name(name))
    open_database(file).close()


def test_no_database_to_copy(tmp_path: Path, target: Path) -> None:
    assert "No database at" in refused(tmp_path / "none.db", target)
    assert list(target.parent.iterdir()) == []


def test_a_database_on_read_only_media_can_be_copied(open_folder: Path) -> None:
    file, copy, public = (open_folder / name for name in ("locked/a.db", "copy.db", "public.db"))
    with open_database(file, create=True) as database:
        fill(database)
    before = contents(file)
    for helper in file.parent.glob("a.db-*"):
        helper.unlink()
    file.chmod(0o444)
    file.parent.chmod(0o555)
    with ordinary_user():
        backup(file, copy)
        publish(file, public, author="Ana")
    assert contents(copy) == contents(public) == before


def test_a_file_that_another_program_holds_whole_is_busy(
    file: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(file, target, author="Ana")
    monkeypatch.setattr("factdb.store.connect.BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(target, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "is busy: another program is writing to it. Try again" in refused(target, target.with_name("b.db"))
    assert backup(target, target.with_name("b.db")).articles == 2


def test_a_damaged_file_gives_no_backup(file: Path, target: Path) -> None:
    (page,) = raw(file, "SELECT rootpage FROM sqlite_master WHERE name = 'ix_statement_article_id'")[0]
    content = bytearray(file.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    file.write_bytes(content)
    assert "a.db is damaged" in refused(file, target)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("command", ["backup", "publish"])
def test_a_full_disk_is_told_and_left_as_it_was(file: Path, target: Path, command: str) -> None:
    prefix, first, is_disk = small_disk(target.parent, 200_000)
    script = f'{first} && "$1" -c "$5" --db "$3" $4 "$2/copy.db"; echo "exit $?"; ls -A "$2" | wc -l'
    command_line = [*prefix, "sh", "-c", script, "sh", sys.executable, str(target.parent)]
    done = subprocess.run(
        [*command_line, str(file), command, PROGRAM],
        capture_output=True,
        text=True,
        cwd=migrations_folder().parent,
    )
    assert done.stdout.split() == ["exit", "1", "0"]
    if not is_disk:
        assert done.stderr.startswith("Error: ")
        return
    told = re.fullmatch(
        rf"Error: Cannot write {re.escape(str(target))}: the disk is full\. About ([\d.]+) MB are needed in "
        r".*/copies and 0\.[12] MB are free\. Nothing was left there; free space, or choose another place\.\n",
        done.stderr,
    )
    assert told, done.stderr
    assert float(told[1]) > 0.3


def test_a_killed_backup_is_never_taken_for_a_finished_one(place: str, target: Path) -> None:
    with open_database(place, create=True) as database, database.writing(author="Ana", kind="load") as writer:
        for number in range(60):
            save_one(writer, f"article-{number}")
    expected = contents(place)
    command = [sys.executable, "-c", PROGRAM, "--db", place, "backup"]
    finished = killed = 0
    for number in range(KILLS):
        file = target.with_name(f"copy-{number}.db")
        started = subprocess.Popen(
            [*command, str(file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=migrations_folder().parent
        )
        # Half of them as soon as there is something to kill, half at any moment.
        waited = time.monotonic() + (20 if number % 2 else random.uniform(0.2, 1.2))
        while time.monotonic() < waited and started.poll() is None and not list(target.parent.glob(f"{file.name}*")):
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.05))
        started.send_signal(signal.SIGKILL)
        killed += started.wait() != 0
        if file.exists():
            finished += 1
            assert contents(file) == expected
    assert killed + finished >= KILLS
    parts = len(list(target.parent.glob("*.part")))
    print(f"{killed} of {KILLS} killed, {parts} of them amid copying; {finished} files finished")
    backup(place, target)
    assert contents(target) == contents(place) == expected


@pytest.fixture
def published(filled: Database, place: str, target: Path) -> Path:
    """A file published without the texts of its three articles."""
    add_article_with_more_words(filled)
    told = publish(place, target, author="Ana", without_texts=True)
    assert (told.articles, told.statements, told.claims, told.texts_left_out) == (3, 6, 2, 3)
    return target


def test_a_published_file_is_compact_and_stands_alone(filled: Database, place: str, target: Path) -> None:
    with filled.writing(author="Ana", kind="test") as writer:
        writer.connection.exec_driver_sql("DELETE FROM article_band")
    publish(place, target, author="Ana")
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    assert raw(target, "PRAGMA journal_mode") == [("delete",)]
    assert raw(target, "PRAGMA freelist_count") == [(0,)]
    assert raw(target, "PRAGMA integrity_check") == [("ok",)]
    assert raw(target, "SELECT count(*) > 10 FROM sqlite_stat1") == [(1,)]
    for table in ("article_search", "statement_search"):
        assert len({row[0] for row in raw(target, f"SELECT segid FROM {table}_idx")}) <= 1


def test_texts_that_are_left_out_are_nowhere_in_the_file(published: Path) -> None:
    content = published.read_bytes()
    for words in (IN_NO_QUOTE, "musim panen", "kelapa", "angin"):
        assert words.encode() not in content and words.encode("utf-16-le") not in content
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("ATTACH ? AS file", (str(published),))
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('file', 'article_search', 'row')")
        known = {row[0] for row in connection.execute("SELECT term FROM words")}
    assert known == {"tuduhan", "atas", "pyongyang"}


def test_without_texts_everything_but_the_texts_is_as_it_was(published: Path, filled: Database) -> None:
    with open_database(published) as copied, copied.reading() as here, filled.reading() as there:
        for view in VIEWS:
            order = here.columns(view)
            blank = {"text", "words"} if view in ("articles", "problems") else set()
            one, other = ([strip(row, blank) for row in reader.rows(view, order=order)] for reader in (here, there))
            assert one == other and (one or view == "decisions")
        assert {row["text"] for row in here.rows("articles")} == {None}
        assert len(here.search("bohong")) == 2 and {row["kind"] for row in here.search("bohong")} == {"statement"}
        assert [row["kind"] for row in here.search("pyongyang")] == ["article"] * 3


def strip(row: dict[str, object], names: set[str]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in names}


def test_leaving_out_texts_is_recorded_once_and_sealed(published: Path, filled: Database) -> None:
    again = published.with_name("again.db")
    assert publish(published, again, author="Bob", without_texts=True).texts_left_out == 0
    for file in (published, again):
        assert raw(file, "SELECT author, kind, note FROM changeset WHERE kind = 'publish'") == [
            ("Ana", "publish", "without article texts")
        ]
    check_seals(again, str(published))
    with filled.reading() as reader:
        assert reader.rows("changeset", {"kind": "publish"}) == []


def test_loading_goes_on_in_a_file_without_texts_and_doubts_what_it_cannot_compare(tmp_path: Path) -> None:
    place = tmp_path / "a.db"
    (tmp_path / "first.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "reprint.txt").write_text(f"{NEWS} Reporting by the Harbour Post.", encoding="utf-8")
    (tmp_path / "other.txt").write_text("Marla beat Delta 2-1 on Monday, the coach said.", encoding="utf-8")
    load(place, [str(tmp_path / "first.txt")], published="2022-09-07", publisher="One")
    public = publish(place, tmp_path / "public.db", author="Ana", without_texts=True)
    told = check(tmp_path / "public.db")
    assert told.is_sound and told.seal == public.seal != check(place).seal
    for file, copies in ((tmp_path / "public.db", 0), (place, 1)):
        assert load(file, [str(tmp_path / "first.txt")], published="2022-09-07", publisher="One").articles_known == 1
        told = load(
            file, [str(tmp_path / name) for name in ("reprint.txt", "other.txt")], published="2022-09-08", publisher="B"
        )
        assert (told.articles_new, told.copies) == (2, copies)
        doubts = [words for words in told.problem_words if "was left out" in words]
        assert len(doubts) == 1 - copies
        assert all("may reprint" in words and "first.txt" in words for words in doubts)
        assert check(file).is_sound


def test_a_file_without_texts_is_not_merged(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(NEWS, encoding="utf-8")
    place, public = tmp_path / "a.db", tmp_path / "public.db"
    load(place, [str(tmp_path / "first.txt")], published="2022-09-07")
    publish(place, public, author="Ana", without_texts=True)
    for one, other in ((place, public), (public, place)):
        with pytest.raises(DatabaseError, match=r"public\.db was published without its texts\. "):
            merge(one, other)
    assert check(place).is_sound and check(public).is_sound
    publish(place, tmp_path / "whole.db", author="Ana")
    assert merge(tmp_path / "new.db", tmp_path / "whole.db").articles_new == 1


def test_check_tells_a_text_that_was_left_out_from_one_that_was_taken_away(tmp_path: Path) -> None:
    for name, words in (("first", NEWS), ("later", "Marla beat Delta 2-1 on Monday, the coach said.")):
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    load(tmp_path / "a.db", [str(tmp_path / "first.txt")], published="2022-09-07")
    publish(tmp_path / "a.db", tmp_path / "public.db", author="Ana", without_texts=True)
    load(tmp_path / "public.db", [str(tmp_path / "later.txt")], published="2022-09-08")
    for file, articles in ((tmp_path / "a.db", ["article 1"]), (tmp_path / "public.db", ["article 2"])):
        assert check(file).is_sound
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE article_text SET text = ''")
        found = check(file).findings
        assert [one.place for one in found if one.message == "Its text is not there."] == articles


def test_anybody_opens_a_published_file_in_a_read_only_folder(published: Path, open_folder: Path) -> None:
    file = open_folder / "locked" / "public.db"
    shutil.copy(published, file)
    file.chmod(0o444)
    file.parent.chmod(0o555)
    with ordinary_user():
        assert raw(file, "SELECT count(*) FROM claim_status") == [(2,)]
        with open_database(file) as database, database.reading() as reader:
            assert len(reader.rows("contested_claims")) == 2
    assert [path.name for path in file.parent.iterdir()] == ["public.db"]
