"""Migrations on data: no row is lost on the way up, a failing one changes nothing, `upgrade` keeps the file as it was.

A made-up revision stands above all real ones where an older file is needed, so that there always is one.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

import factdb
from factdb.cli import main
from factdb.errors import DatabaseError
from factdb.records import Answer, Tracked
from factdb.store import VIEWS, Database, Upgraded, open_database, upgrade
from factdb.store.about import sentences
from factdb.store.address import engine_for
from factdb.store.connect import connect_to
from factdb.store.fetch_linking import read_terms
from factdb.store.migrate import migrations_folder, revisions
from factdb.store.model import TABLES
from factdb.store.seals import broken_seals
from factdb.store.surface import FITS_SINCE, POSTGRESQL_SEARCH, SQLITE_TRIGGERS
from factdb.store.upgrading import migrate_to
from tests.small_disk import small_disk
from tests.store.filling import MOMENT, fill
from tests.store.test_store_schema import schema

ROOT = Path(factdb.__file__).parent.parent
REAL = revisions()
MADE_UP = f"{int(REAL[-1]) + 1:04}"
MIGRATION = f'''
import sqlalchemy as sa
from alembic import op

revision = "{MADE_UP}"
down_revision = "{REAL[-1]}"


def upgrade():
    op.create_table("made_up", sa.Column("made_up_id", sa.Integer(), primary_key=True))
    op.add_column("article", sa.Column("made_up", sa.Text(), server_default="new"))
    # more


def downgrade():
    op.drop_column("article", "made_up")
    op.drop_table("made_up")
'''
PROGRAM = """
import os, pathlib
from factdb.store import migrate
if folder := os.environ.get("MADE_UP_MIGRATIONS"):
    migrate.migrations_folder = lambda: pathlib.Path(folder)
from factdb.cli import main
main()
"""
FAILURES = {
    "our mistake": 'op.execute("DELETE FROM claim_state")\n    raise RuntimeError("in the middle")',
    "an SQL error": 'op.execute("DELETE FROM quantity")\n    op.execute("UPDATE statement SET stance = \'mumbles\'")',
    "a row that points nowhere": 'op.execute("DELETE FROM speaker WHERE speaker_id = 1")',
}

FOUND_BY = ("appearance_key", "appearance_term", "appearance_terms", "opening_key", "article_band")
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def full(place: str) -> str:
    """A database on each engine with something in every table."""
    with open_database(place, create=True) as database:
        fill(database)
        fill_the_rest(database)
        with database.reading() as reader:
            assert [name for name in TABLES if not reader.rows(name, limit=1)] == []
    return place


def fill_the_rest(database: Database) -> None:
    """What neither articles nor the machine's proposals bring: what people say and decide."""
    claim = Tracked(
        slug="beras", language="id", collection="rice", title="Beras", proposition="Stok beras salah lapor.",
        accused=("North Korea",), terms=("stok",),
    )  # fmt: skip
    with database.writing(author="Ana", kind="track", recorded_at=MOMENT) as writer:
        writer.track(claim)
        writer.save_answers([Answer(review=1, state="rejected", author="Ana", decided_at="2024-06-01T10:00:00Z")])
        number = writer.changeset_id
        for sql in (
            "INSERT INTO appearance_key(key, appearance_id) VALUES (-2000000000, 1)",
            "INSERT INTO opening_key(key, appearance_id) VALUES (2000000000, 1)",
            "INSERT INTO appearance(key, article_id, language, recorded_in, title, proposition) "
            f"VALUES ('beside it', 1, 'en', {number}, 'Rice', 'Rice is dear.')",
            "INSERT INTO appearance_terms(appearance_id, opening_id, terms, weights) "
            "SELECT max(appearance_id), 1, 'w:rice', '2.5' FROM appearance",
            "UPDATE appearance_terms SET terms = terms || '\nt:rice', weights = weights || ' 1.25' "
            "WHERE appearance_id = 1",
            "INSERT INTO appearance(key, article_id, language, recorded_in, retired_in, title, proposition) "
            f"VALUES ('as it was', 1, 'en', {number}, {number}, 'Rice', 'Rice is short.')",
            "INSERT INTO appearance_accused(appearance_id, party_id, position) SELECT max(appearance_id), 1, 0 "
            "FROM appearance",
            "INSERT INTO statement_lost(key, article_id) VALUES ('as it was', 1)",
            "INSERT INTO alliance(one_id, other_id, kind, since, recorded_in, retired_in, source) "
            f"VALUES (1, 2, 'treaty', '2024-06', {number}, {number}, 'an archive')",
        ):
            writer.connection.exec_driver_sql(sql)


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a made-up revision above the real ones, which may go wrong at its end."""

    def put(more: str = "") -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(migrations_folder(), folder)
        (folder / "versions" / f"{MADE_UP}_made_up.py").write_text(MIGRATION.replace("# more", more))
        monkeypatch.setattr("factdb.store.migrate.migrations_folder", lambda: folder)
        return folder

    return put


def move(place: str, revision: str) -> None:
    engine, _ = engine_for(place, create=False, read_only=False)
    migrate_to(engine, revision)
    engine.dispose()


def rows_of(place: str | Path) -> Rows:
    """All rows of all tables as they are there, whatever revision it is; `about` is laid anew by each migration."""
    engine, _ = engine_for(place, create=False, read_only=True)
    with connect_to(engine, writes=False) as connection, connection.begin():
        names = [name for name in sa.inspect(connection).get_table_names() if "_search" not in name and name != "about"]
        found = {
            name: [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()]
            for name in names
        }
    engine.dispose()
    return {name: sorted(rows, key=repr) for name, rows in found.items() if name != "alembic_version"}


def lost(before: Rows, after: Rows) -> list[str]:
    """The tables in which a row is not there any more, by the columns that both know; '' stands for all rows."""
    told = []
    before, after = ({**rows, "statement": [as_said(row) for row in rows["statement"]]} for rows in (before, after))
    for name, rows in before.items():
        if name in FOUND_BY:
            continue
        known = set(rows[0]) & set(after[name][0]) if rows and after.get(name) else set()
        one, other = (
            [repr({key: row[key] for key in sorted(known)}) for row in each] for each in (rows, after.get(name, []))
        )
        if Counter(one) - Counter(other):
            told.append(name)
    return told


def as_said(row: dict[str, Any]) -> dict[str, Any]:
    """A statement with all its words, of which a revision may have those inside the quote there alone."""
    told = dict(row)
    for name in ("source", "cue", "content"):
        if row[f"{name}_text"] is None and row[f"{name}_start"] is not None:
            start, end = (row[f"{name}_{side}"] - row["span_start"] for side in ("start", "end"))
            told[f"{name}_text"] = row["quote"][start:end]
    return told


def found_by(rows: Rows) -> set[tuple[int, tuple[str, ...], tuple[float, ...], frozenset[int]]]:
    """What each appearance that counts is found by, however a revision keeps it: terms, weights and halves of keys."""
    live = [row for row in rows["appearance"] if not row.get("retired_in")]
    return {(one["appearance_id"], *_terms(one, rows), _keys(one, rows)) for one in live}


def _terms(one: dict[str, Any], rows: Rows) -> tuple[tuple[str, ...], tuple[float, ...]]:
    if "appearance_term" in rows:
        own = [row for row in rows["appearance_term"] if row["appearance_id"] == one["appearance_id"]]
        told = sorted((row["position"], row["term"], row["weight"]) for row in own)
        return tuple(term for _, term, _ in told), tuple(weight for _, _, weight in told)
    by_number = {row["appearance_id"]: row for row in rows["appearance_terms"]}
    own = by_number[one["appearance_id"]]
    told = read_terms(own["terms"], own["weights"])
    if (opening := by_number.get(own["opening_id"])) is not None:
        told = read_terms(own["terms"], own["weights"], opening["terms"], opening["weights"])
    return tuple(term for term, _ in told), tuple(weight for _, weight in told)


def _keys(one: dict[str, Any], rows: Rows) -> frozenset[int]:
    holders = {row["appearance_id"]: row["opening_id"] for row in rows.get("appearance_terms", ())}
    number = one["appearance_id"]
    said = {row["key"] for row in rows["appearance_key"] if row["appearance_id"] == number}
    opening = {row["key"] for row in rows.get("opening_key", ()) if row["appearance_id"] == (holders[number] or number)}
    return frozenset(key if "opening_key" in rows else key >> 32 for key in said | opening)


def check_surface(place: str) -> None:
    """Views can be read, search finds, triggers keep it, `about` explains, nothing points nowhere."""
    engine, _ = engine_for(place, create=False, read_only=True)
    with connect_to(engine, writes=False) as connection, connection.begin():
        for view in [view for view in VIEWS if view != "decisions"]:
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {view}").scalar(), view
        told = connection.exec_driver_sql("SELECT count(*) FROM about").scalar_one()
        assert told > len(sentences()["view"]) and told > 150
        if engine.dialect.name == "sqlite":
            asked = "SELECT count(*) FROM statement_search WHERE statement_search MATCH 'bohong'"
            assert connection.exec_driver_sql(asked).scalar() == 2
            triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
            assert set(triggers) == set(SQLITE_TRIGGERS)
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        else:
            indices = connection.exec_driver_sql("SELECT indexname FROM pg_indexes WHERE indexname LIKE '%%_words'")
            assert len(set(indices.scalars())) == 2 == sum("USING gin" in sql for sql in POSTGRESQL_SEARCH)
            triggers = connection.exec_driver_sql("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").scalars()
            assert set(triggers) == {"article_title_edited"}
    engine.dispose()


def test_every_revision_down_and_up_again_on_data(full: str) -> None:
    at = {REAL[-1]: (rows_of(full), schema(full))}
    for older in reversed(REAL[:-1]):
        move(full, older)
        at[older] = (rows_of(full), schema(full))
        if older >= FITS_SINCE:
            check_surface(full)
    for newer in REAL[1:]:
        before = rows_of(full)
        move(full, newer)
        after = rows_of(full)
        assert (lost(before, after), found_by(before)) == ([], found_by(after))
        assert schema(full) == at[newer][1]
        if newer >= FITS_SINCE:
            check_surface(full)
    for older in reversed(REAL[:-1]):
        move(full, older)
        assert schema(full) == at[older][1]
    assert rows_of(full) == at[REAL[0]][0]


@pytest.mark.parametrize("revision", REAL)
def test_a_file_of_every_revision_comes_up_to_head_at_once(
    full: str, revision: str, made_up: Callable[[str], Path]
) -> None:
    at_head = schema(full)
    move(full, revision)
    before = rows_of(full)
    made_up("")
    assert (upgrade(full).before, upgrade(full).before) == (revision, MADE_UP)
    after = rows_of(full)
    assert (lost(before, after), found_by(before)) == ([], found_by(after))
    check_surface(full)
    with open_database(full) as database, database.reading() as reader:
        assert len(reader.search("bohong")) == 4 and len(reader.rows("contested_claims")) == 2
        assert list(broken_seals(reader.connection)) == []
    move(full, REAL[-1])
    assert schema(full) == at_head


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_migration_leaves_all_as_it_was(full: str, failure: str, made_up: Callable[[str], Path]) -> None:
    before, looks = rows_of(full), schema(full)
    content = None if "://" in full else Path(full).read_bytes()
    made_up(FAILURES[failure])
    with pytest.raises((RuntimeError, AssertionError, sa.exc.DBAPIError)):
        upgrade(full)
    assert (rows_of(full), schema(full)) == (before, looks)
    if content is not None:
        assert Path(full).read_bytes() == content
    with pytest.raises(DatabaseError, match="older factdb"):
        open_database(full)


def test_an_older_file_is_set_aside_before_it_is_changed(
    tmp_path: Path, made_up: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "news.sqlite"
    with open_database(place, create=True) as database:
        fill(database)
    before = rows_of(place)
    backup = tmp_path / f"news.backup-schema-{REAL[-1]}.sqlite"
    made_up("")
    assert upgrade(place) == Upgraded(before=REAL[-1], after=MADE_UP, backup=backup)
    assert upgrade(place) == Upgraded(before=MADE_UP, after=MADE_UP, backup=None)
    monkeypatch.undo()
    # The way back: the older factdb finds in the backup what it had.
    assert rows_of(backup) == before
    with open_database(backup) as database, database.reading() as reader:
        assert len(reader.rows("articles")) == 2 and len(reader.search("bohong")) == 4


def test_a_backup_never_takes_a_name_that_is_there(tmp_path: Path, made_up: Callable[[str], Path]) -> None:
    open_database(tmp_path / "a.db", create=True).close()
    made_up("")
    names = [f"a.backup-schema-{REAL[-1]}{number}.db" for number in ("", "-2", "-3")]
    (tmp_path / names[0]).write_text("a diary")
    (tmp_path / names[1]).symlink_to("nowhere")
    assert upgrade(tmp_path / "a.db").backup == tmp_path / names[2]
    assert (tmp_path / names[0]).read_text() == "a diary"


def test_no_backup_where_none_is_wanted_and_none_on_a_server(full: str, made_up: Callable[[str], Path]) -> None:
    made_up("")
    is_server = "://" in full
    command = ["--db", full, "upgrade", *([] if is_server else ["--no-backup"])]
    done = CliRunner().invoke(main, command, catch_exceptions=False)
    assert done.stdout == f"Upgraded from schema {REAL[-1]} to {MADE_UP}.\nNo backup was made.\n"
    if not is_server:
        assert sorted(path.name for path in Path(full).parent.glob("*.db*")) == ["factdb.db"]


def run(file: Path, migrations: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "--db", str(file), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "MADE_UP_MIGRATIONS": str(migrations)},
    )


def test_two_who_upgrade_at_once_upgrade_once(tmp_path: Path, made_up: Callable[[str], Path]) -> None:
    with open_database(tmp_path / "a.db", create=True) as database:
        fill(database)
    folder = made_up("import time; time.sleep(1)")
    started = [run(tmp_path / "a.db", folder, "upgrade") for _ in range(2)]
    told = sorted(each.communicate(timeout=60)[0] for each in started)
    assert [each.returncode for each in started] == [0, 0]
    assert told[0] == f"Nothing to upgrade: the database has the schema of this version ({MADE_UP}).\n"
    backup = tmp_path / f"a.backup-schema-{REAL[-1]}.db"
    assert told[1].splitlines() == [
        f"Upgraded from schema {REAL[-1]} to {MADE_UP}.",
        f"As it was before, it is in {backup}.",
        "To go back, put that file in the database's place and install the older factdb again.",
    ]
    assert list(tmp_path.glob("*backup*")) == [backup]


# On a disk of a megabyte: no room for the backup; room for it, but not for a migration that writes much.
@pytest.mark.parametrize("room", ["no backup fits", "no migration fits"])
def test_on_a_full_disk_nothing_is_migrated(tmp_path: Path, made_up: Callable[[str], Path], room: str) -> None:
    much = 'op.execute("CREATE TABLE much AS SELECT zeroblob(3000000) AS zeros")'
    file = tmp_path / "a.db"
    with open_database(file, create=True) as database:
        fill(database)
    before = file.read_bytes()
    folder = made_up(much if room == "no migration fits" else "")
    disk = tmp_path / "disk"
    disk.mkdir()
    size = len(before) * (15 if room == "no backup fits" else 35) // 10
    prefix, first, is_disk = small_disk(disk, size)
    copied = 'cp "$2" "$1/a.db"'
    script = f"{first} && {copied}" if is_disk else f"{copied} && {first}"
    script += ' && "$3" -c "$4" --db "$1/a.db" upgrade; echo "exit $?"; cmp "$1/a.db" "$2" && echo same; ls -A "$1"'
    done = subprocess.run(
        [*prefix, "sh", "-c", script, "sh", str(disk), str(file), sys.executable, PROGRAM],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "MADE_UP_MIGRATIONS": str(folder)},
    )
    left = done.stdout.split()
    assert left[:3] == ["exit", "1", "same"], done
    if not is_disk:
        assert done.stderr.startswith("Error: ")
        return
    if room == "no backup fits":
        assert f"Cannot write {disk}/a.backup-schema-{REAL[-1]}.db: the disk is full." in done.stderr
        assert done.stderr.endswith("Nothing was upgraded; with a backup of your own, add --no-backup.\n")
        assert left[3:] == ["a.db"]
    else:
        assert f"{disk}/a.db cannot grow: the disk is full. Nothing of this change was kept" in done.stderr
        assert f"The backup made before holds the same: {disk}/a.backup-schema-{REAL[-1]}.db." in done.stderr
        assert left[3:] == ["a.backup-schema-" + REAL[-1] + ".db", "a.db"]


def test_views_that_somebody_added_stay_or_are_told(full: str, made_up: Callable[[str], Path]) -> None:
    with open_database(full) as database, database.writing(author="a", kind="test") as writer:
        writer.connection.exec_driver_sql("CREATE VIEW mine AS SELECT slug FROM claim_status")
    made_up("")
    if "://" in full:
        with pytest.raises(DatabaseError, match="views that somebody added stand on factdb's"):
            upgrade(full)
        return
    upgrade(full)
    with closing(sqlite3.connect(full)) as raw:
        assert raw.execute("SELECT * FROM mine").fetchall()


def test_a_newer_file_is_neither_upgraded_nor_copied(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    open_database(file, create=True).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseError, match=r"newer factdb.*Update factdb"):
        upgrade(file)
    assert list(tmp_path.glob("*backup*")) == []
