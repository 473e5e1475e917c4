"""What `check` and `merge` print, how they end, and the same from Python."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import factdb
from factdb.records import Party
from factdb.store import open_database
from tests.conftest import NewPlace
from tests.pipeline.contents import write
from tests.pipeline.minis import MINIS

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def database(new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database of three short articles, on each engine; tests only read it."""
    place = new_place()
    articles = write(tmp_path_factory.mktemp("articles") / "minis.jsonl", MINIS[:3])
    factdb.open(place).load(articles, author="test")
    return place


@pytest.fixture
def other(run: Run, tmp_path: Path) -> str:
    """A copy of the small database, which may be changed."""
    place = str(tmp_path / "other \x1b[31m.db")
    assert run("backup", place).exit_code == 0
    return place


def change(place: str, sql: str) -> None:
    with open_database(place) as database, database.writing(author="a", kind="test") as writer:
        writer.connection.exec_driver_sql(sql)


def test_a_sound_database_in_two_lines(run: Run, database: str) -> None:
    done = run("check")
    first, second = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    statements = len(factdb.open(database).statements())
    assert first.endswith(f" is sound: 3 articles, {statements} statements, 1 claim, 1 changeset.")
    assert second == f"Its seal is {factdb.open(database).check().seal}."


def test_an_altered_one_is_named_with_what_to_do_next(run: Run, other: str) -> None:
    change(other, "UPDATE statement SET quote = upper(quote) WHERE statement_id = 2")
    done = run("check", db=other)
    lines = done.stdout.splitlines()
    assert done.exit_code == 1 and "\x1b" not in done.stdout
    assert lines[0].endswith("is not sound: 2 findings.")
    assert lines[1].startswith("  changeset 1 (load by test, ") and lines[1].endswith("were altered. (seal)")
    words = "quote, source_text, cue_text, content_text"  # the latter three stand in the quote
    assert lines[2] == f"  statement 2: Not what its article's text says at its offsets: {words}. (quote)"
    assert lines[3:] == ["Restore a backup, or load the articles into a new file."]


def test_what_is_found_for_programs(run: Run, other: str) -> None:
    assert json.loads(run("check", "--json").stdout)["is_sound"] is True
    change(other, "DELETE FROM claim_statement WHERE claim_statement_id = 1")
    done = run("check", "--json", db=other)
    told = json.loads(done.stdout)
    assert done.exit_code == 1 and told["is_sound"] is False
    (finding,) = told["findings"]
    assert finding["kind"] == "seal" and "rows of claim_statement; " in finding["message"] and finding["remedy"]


def test_many_findings_are_told_in_part_and_counted(run: Run, other: str) -> None:
    change(other, "UPDATE party SET root_id = (SELECT max(party_id) FROM party)")
    with open_database(other) as database, database.writing(author="a", kind="test") as writer:
        writer.save_parties(Party(name=f"Party {number}", kind="group") for number in range(60))
        writer.connection.exec_driver_sql("UPDATE party SET root_id = 1")
    done = run("check", db=other)
    assert done.exit_code == 1 and len(done.stdout.splitlines()) < 60
    assert " more; `factdb check --json` lists them all." in done.stdout


def test_a_merge_tells_what_came_and_what_is_told_differently(run: Run, other: str, tmp_path: Path) -> None:
    into = str(tmp_path / "into.db")
    done = run("merge", other, "--author", "Ana", db=into)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "Articles: 3 new, 0 known already, 2 reprints of others."
    assert done.stdout.splitlines()[-1] == "No conflicts."
    assert run("claims", db=into).stdout == run("claims").stdout
    again = run("merge", other, db=into).stdout
    assert "Articles: 0 new, 3 known already" in again and "No claim changed its status." in again
    assert run("merge", other, "--dry-run", db=into).stdout.startswith("Nothing was kept (--dry-run)")


def test_what_is_not_sound_is_not_merged(run: Run, other: str, tmp_path: Path) -> None:
    change(other, "DELETE FROM claim_statement WHERE claim_statement_id = 1")
    done = run("merge", other, db=str(tmp_path / "into.db"))
    assert done.exit_code == 1 and "is not sound, so nothing of it was merged" in done.stderr
    assert not (tmp_path / "into.db").exists()
