"""What `backup`, `publish` and `upgrade` print, and the same from Python."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

import factdb

Run = Callable[..., Result]


def test_backup_tells_where_it_is_and_what_it_holds(run: Run, tmp_path: Path) -> None:
    done = run("backup", str(tmp_path / "copy.db"))
    size = (tmp_path / "copy.db").stat().st_size
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"Wrote {tmp_path / 'copy.db'} ({size / 1e6:.1f} MB).",
        "Articles: 1. Statements: 3. Claims: 2.",
        f"Its seal is {factdb.open(tmp_path / 'copy.db').backup(tmp_path / 'again.db').seal}.",
    ]
    assert run("claims", db=str(tmp_path / "copy.db")).stdout == run("claims").stdout


def test_a_published_file_gives_the_same_reports(run: Run, tmp_path: Path) -> None:
    done = run("publish", str(tmp_path / "public.db"), "--without-texts")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:-1] == [
        "Articles: 1. Statements: 3. Claims: 2.",
        "Texts left out: 1. Titles and quotes are in it, and search finds them.",
    ]
    for report in (("report", "contested"), ("explain", "mayor-money"), ("statements",), ("claims",)):
        assert run(*report, db=str(tmp_path / "public.db")).stdout == run(*report).stdout
    for db in ({}, {"db": str(tmp_path / "public.db")}):
        assert run("search", "coin", **db).stdout.startswith("2 matches.")
    assert [path.name for path in tmp_path.iterdir()] == ["public.db"]


def test_a_name_that_is_taken_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a \x1b[31mdiary").write_text("Dear diary")
    for command in ("backup", "publish"):
        done = run(command, str(tmp_path / "a \x1b[31mdiary"))
        assert (done.exit_code, done.stdout) == (1, "")
        assert "exists already and is not overwritten" in done.stderr
    assert (tmp_path / "a \x1b[31mdiary").read_text() == "Dear diary"


def test_upgrade_of_what_is_new_makes_no_backup(run: Run, database: str) -> None:
    done = run("upgrade")
    assert done.exit_code == 0 and done.stdout.startswith("Nothing to upgrade: the database has the schema of this ver")
    if "://" not in database:
        assert list(Path(database).parent.glob("*backup*")) == []


def test_from_python(database: str, tmp_path: Path) -> None:
    with factdb.open(database) as here:
        told = here.backup(tmp_path / "copy.db")
        assert (told.articles, told.statements, told.claims, told.texts_left_out) == (1, 3, 2, 0)
        assert here.publish(tmp_path / "public.db", without_texts=True).texts_left_out == 1
        for file in (told.file, tmp_path / "public.db"):
            assert factdb.open(file).contested().equals(here.contested())
