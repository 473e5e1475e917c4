"""`factdb reextract` as a user has it: it lists, asks on a terminal, and keeps only what was wanted."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from factdb.cli import main
from factdb.pipeline import backup, check, load, reextract
from factdb.store import open_database
from tests.pipeline.contents import claims, everything, write
from tests.pipeline.extractors import older
from tests.pipeline.minis import MINIS

PROGRAM = "from factdb.cli import main; main()"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose articles were read by an older extractor."""
    folder = tmp_path_factory.mktemp("older")
    load(folder / "factdb.db", [write(folder / "minis.jsonl", MINIS)], collection="river")
    reextract(folder / "factdb.db", extractor=older)
    backup(folder / "factdb.db", folder / "kept.db")
    return folder / "kept.db"


@pytest.fixture
def read_by_an_older(kept: Path, tmp_path: Path) -> str:
    """A copy of that."""
    return shutil.copy(kept, tmp_path / "factdb.db")


def run(place: str, *options: str) -> str:
    result = CliRunner().invoke(main, ["--db", place, "reextract", *options], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_it_lists_with_words_and_keeps_nothing_unasked(read_by_an_older: str) -> None:
    before = everything(read_by_an_older)
    for told in (run(read_by_an_older), run(read_by_an_older, "--dry-run", "--apply")):
        assert "wire (Teluk Wire, 2024-03-05)\n" in told
        assert re.search('\n  changed  asserts   environment agency: "that the Kanto .*"\n {11}\\w.* → .*\n', told)
        assert "Status changes that this would cause:\n" in told
    assert "Nothing was kept. `factdb reextract --apply` keeps it." in run(read_by_an_older)
    assert everything(read_by_an_older) == before


def test_kept_it_is_signed_and_a_second_time_there_is_nothing(read_by_an_older: str) -> None:
    told = run(read_by_an_older, "--apply", "--author", "Ana")
    assert "Status changes caused by this:" in told and "Recorded as changeset 3." in told
    with open_database(read_by_an_older, read_only=True) as database, database.reading() as reader:
        assert [(row["author"], row["kind"]) for row in reader.rows("changeset", {"changeset_id": 3})] == [
            ("Ana", "reextract")
        ]
    before = everything(read_by_an_older)
    told = run(read_by_an_older, "--apply")
    assert told == (
        "Articles read anew: 13, 0 with something else in them.\n"
        "Statements: 0 new, 0 gone, 0 changed.\nNo claim changed its status.\n"
    )
    assert everything(read_by_an_older) == before


def test_one_article_or_one_collection(read_by_an_older: str) -> None:
    assert "Articles read anew: 1, 1 with" in run(read_by_an_older, "--article", "merkuri", "--dry-run")
    assert "Articles read anew: 13, " in run(read_by_an_older, "--collection", "river", "--dry-run")
    unknown = CliRunner().invoke(main, ["--db", read_by_an_older, "reextract", "--collection", "rivers"])
    assert unknown.exit_code == 1 and "No collection 'rivers'. There are 'river'." in unknown.output


@pytest.mark.parametrize(("typed", "changesets"), [("n\n", 2), ("y\n", 3)])
def test_on_a_terminal_it_asks(read_by_an_older: str, typed: str, changesets: int) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", PROGRAM, "--db", read_by_an_older, "reextract", "--article", "wire"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs):
        os.close(theirs)
        said = read_until(ours, "Keep this? [y/N]:")
        os.write(ours, typed.encode())
        said += read_until(ours, None)
    os.close(ours)
    assert "Articles read anew: 1, 1 with" in said
    assert ("Recorded as changeset 3." in said) == (changesets == 3)
    with open_database(read_by_an_older, read_only=True) as database, database.reading() as reader:
        assert len(reader.rows("changeset")) == changesets


def read_until(terminal: int, words: str | None) -> str:
    """What is written to a terminal, up to these words, or to the end."""
    said = b""
    while words is None or words not in said.decode(errors="ignore"):
        try:
            more = os.read(terminal, 1000)
        except OSError:  # What was there is closed: nothing more will come.
            break
        if not more:
            break
        said += more
    return said.decode()


def test_articles_without_their_texts_are_told_and_left(read_by_an_older: str, tmp_path: Path) -> None:
    public = str(tmp_path / "public.db")
    CliRunner().invoke(main, ["--db", read_by_an_older, "publish", public, "--without-texts"], catch_exceptions=False)
    before = everything(public)
    told = run(public, "--apply")
    assert (
        "Articles read anew: 0, 0 with" in told and "Left as they are: 13, each because its text was left out." in told
    )
    assert everything(public) == before


def test_what_was_stopped_in_the_middle_goes_on(read_by_an_older: str, tmp_path: Path) -> None:
    class StoppedError(BaseException):
        pass

    def stop(done: int, total: int | None) -> None:
        raise StoppedError

    whole = shutil.copy(read_by_an_older, tmp_path / "whole.db")
    with pytest.raises(StoppedError):
        reextract(read_by_an_older, batch=5, progress=stop)
    assert check(read_by_an_older).findings == ()
    rest = reextract(read_by_an_older, batch=5)
    assert 0 < len(rest.differing) < len(reextract(whole).differing)
    assert claims(read_by_an_older) == claims(str(whole))
