"""Bad input from end to end: the message, the exit code, nothing lost, nothing half written."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factdb.cli import main
from factdb.store import open_database
from factdb.store.migrate import revisions
from tests.pipeline.contents import counts
from tests.pipeline.minis import MINIS

GOOD = json.dumps(MINIS[0])
WRITING = (("rebuild",), ("upgrade",), ("claim", "track", "--title", "A"))
Run = Callable[..., Result]


def running_on(place: str) -> Run:
    """Runs the program on a database; our own mistakes crash."""

    def invoke(*arguments: str, text: bytes = b"") -> Result:
        return CliRunner().invoke(main, ["--db", place, *arguments], input=text, catch_exceptions=False)

    return invoke


@pytest.fixture
def run(place: str) -> Run:
    """Runs the program on a fresh database, on each engine."""
    return running_on(place)


@pytest.fixture
def run_on_file(tmp_path: Path) -> Run:
    """Runs the program on the database `a.db` of the test's folder."""
    return running_on(str(tmp_path / "a.db"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t", "No text was found"),
        ("picture.txt", bytes(range(256)) * 40, "binary"),
        ("large.txt", b"Russia denied it. " * 2_800_000, "larger than 20 MB"),
        ("empty.jsonl", b"", "could be read"),
        ("broken.jsonl", b'{"text": "Russia denied', "broken.jsonl:1: not JSON"),
        ("columns.csv", b"headline,body\nA,B\n", "no column 'text'"),
    ],
)
def test_a_file_that_gives_no_article_is_an_error_that_says_why(
    name: str, content: bytes, message: str, run: Run, place: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("load", str(tmp_path / name))
    assert done.exit_code == 1 and message in done.stderr and "Articles: 0 new" in done.stdout
    assert counts(place)["article"] == 0


@pytest.mark.parametrize("name", ["empty.txt", "picture.txt", "large.txt", "broken.jsonl"])
def test_a_bad_file_among_good_ones_takes_nothing_from_them(name: str, run: Run, tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "picture.txt": bytes(range(256)) * 40,
        "broken.jsonl": b"{",
        "large.txt": b"a b " * 6_000_000,
    }
    (tmp_path / name).write_bytes(bad[name])
    (tmp_path / "good.jsonl").write_text(GOOD, encoding="utf-8")
    done = run("load", str(tmp_path / name), str(tmp_path / "good.jsonl"))
    assert done.exit_code == 0 and "Articles: 1 new" in done.stdout and name in done.stderr
    assert name in run("problems", "--format", "csv").stdout


def test_a_broken_line_is_named_and_the_rest_is_loaded(run: Run, tmp_path: Path) -> None:
    lines = [GOOD, '{"text": "half', json.dumps({"title": "no text"}), json.dumps(MINIS[4])]
    (tmp_path / "wire.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("load", str(tmp_path / "wire.jsonl"))
    assert done.exit_code == 0 and "Articles: 2 new" in done.stdout
    told = [line for line in done.stderr.splitlines() if line.startswith("Problem: ")]
    assert "wire.jsonl:2: not JSON" in told[0] and "wire.jsonl:3: 'text'" in told[1]
    assert "wire.jsonl:2" in run("problems", "--format", "csv").stdout


def test_many_broken_lines_are_told_in_part_and_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wire.jsonl").write_text("\n".join([GOOD, *("{" for _ in range(500))]), encoding="utf-8")
    done = run("load", str(tmp_path / "wire.jsonl"))
    lines = done.stderr.splitlines()
    assert done.exit_code == 0 and len(lines) <= 12 and "more problems" in lines[-1]


def test_an_unknown_encoding_is_guessed_and_said(run: Run, place: str, tmp_path: Path) -> None:
    text = "Der Kreml dementierte. “Russia denied it,” said Zoë Müller of the ministry on Tuesday, 5 March 2024."
    (tmp_path / "old.txt").write_bytes(text.encode("cp1252"))
    done = run("load", str(tmp_path / "old.txt"))
    assert done.exit_code == 0 and "Articles: 1 new" in done.stdout and "old.txt" in done.stderr
    with open_database(place, read_only=True) as database, database.reading() as reader:
        assert reader.rows("articles")[0]["text"] == text


def test_an_article_without_a_date_is_loaded_and_its_relative_dates_stay_open(
    run: Run, place: str, tmp_path: Path
) -> None:
    (tmp_path / "undated.txt").write_text("Russia denied the allegation on Wednesday.\n", encoding="utf-8")
    done = run("load", str(tmp_path / "undated.txt"))
    assert done.exit_code == 0 and "no date" in done.stderr
    with open_database(place, read_only=True) as database, database.reading() as reader:
        (article,), (said,) = reader.rows("articles"), reader.rows("statement_details")
        problems = " ".join(str(row["message"]) for row in reader.rows("problems"))
    assert (article["published_on"], article["published_basis"]) == (None, "none")
    assert (said["said_on"], said["said_on_basis"]) == (None, "none")
    assert "no date" in problems


def test_an_article_whose_words_prove_its_day_is_dated_by_them(run: Run, place: str, tmp_path: Path) -> None:
    (tmp_path / "stamped.txt").write_text(
        "Rusia membantah tuduhan itu, kata juru bicara Kremlin Dmitry Peskov, Rabu (5/10/2022). Sehari sebelumnya "
        "Amerika Serikat menuduh Rusia membeli roket. Ukraina menolak berkomentar.\n",
        encoding="utf-8",
    )
    assert run("load", str(tmp_path / "stamped.txt"), "--language", "id").exit_code == 0
    with open_database(place, read_only=True) as database, database.reading() as reader:
        (article,) = reader.rows("articles")
        bases = {row["party"]: (row["said_on"], row["said_on_basis"]) for row in reader.rows("statement_details")}
        problems = " ".join(str(row["message"]) for row in reader.rows("problems"))
    assert (article["published_on"], article["published_basis"]) == ("2022-10-05", "estimated")
    assert bases["Ukraine"] == ("2022-10-05", "estimated")
    assert ("2022-10-05", "text") in bases.values()
    assert "2022-10-05 is estimated" in problems


def test_a_missing_file_a_folder_of_nothing_and_a_pipe_are_errors_before_a_database_is_made(
    run_on_file: Run, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name, message in (("none.txt", "No such file"), ("nothing", "Nothing to read"), ("pipe.txt", "pipe")):
        done = run_on_file("load", str(tmp_path / name))
        assert done.exit_code == 1 and done.stderr.startswith("Error: ") and message in done.stderr and not done.stdout
    assert not (tmp_path / "a.db").exists()


def test_what_comes_in_by_a_pipe_is_read(run: Run) -> None:
    done = run("load", "-", text=f"{GOOD}\n{{broken\n".encode())
    assert done.exit_code == 0 and "Articles: 1 new" in done.stdout and "-:2:" in done.stderr


def test_no_database_is_left_untouched(run_on_file: Run, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.db").write_text("notes of mine", encoding="utf-8")
    for command in (("load", str(tmp_path / "good.jsonl")), *WRITING):
        done = run_on_file(*command)
        assert done.exit_code == 1 and "is no SQLite database" in done.stderr and not done.stdout
    assert (tmp_path / "a.db").read_text(encoding="utf-8") == "notes of mine"


def test_another_programs_database_is_left_untouched(run_on_file: Run, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(GOOD, encoding="utf-8")
    with sqlite3.connect(tmp_path / "a.db") as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    before = (tmp_path / "a.db").read_bytes()
    for command in (("load", str(tmp_path / "good.jsonl")), *WRITING):
        done = run_on_file(*command)
        assert done.exit_code == 1 and "another program" in done.stderr
    assert (tmp_path / "a.db").read_bytes() == before


def test_a_newer_factdbs_database_is_left_as_it_is(run_on_file: Run, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(GOOD, encoding="utf-8")
    assert run_on_file("load", str(tmp_path / "good.jsonl")).exit_code == 0
    with sqlite3.connect(tmp_path / "a.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in (("load", str(tmp_path / "good.jsonl")), ("rebuild",), ("upgrade",), ("claims",)):
        done = run_on_file(*command)
        assert done.exit_code == 1 and "newer factdb (schema 9999" in done.stderr
    with sqlite3.connect(tmp_path / "a.db") as back:
        back.execute("UPDATE alembic_version SET version_num = ?", (revisions()[-1],))
    assert "1 known already" in run_on_file("load", str(tmp_path / "good.jsonl")).stdout


def test_a_folder_that_does_not_exist_is_told_by_a_dry_run_too(run_on_file: Run, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(GOOD, encoding="utf-8")
    for more in ((), ("--dry-run",)):
        done = run_on_file("--db", str(tmp_path / "no" / "a.db"), "load", str(tmp_path / "good.jsonl"), *more)
        assert done.exit_code == 1 and "there is no folder" in done.stderr


def test_options_that_contradict_each_other_are_wrong_usage(run_on_file: Run, tmp_path: Path) -> None:
    assert run_on_file("claim", "track").exit_code == 2
    assert run_on_file("claim", "track", "claims.toml", "--title", "A").exit_code == 2
    done = run_on_file("claim", "track", "claims.toml", "--accused", "Russia")
    assert done.exit_code == 2 and "--accused" in done.stderr
    assert not (tmp_path / "a.db").exists()


def test_a_report_is_never_written_over_a_database(run_on_file: Run, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(GOOD, encoding="utf-8")
    assert run_on_file("load", str(tmp_path / "good.jsonl")).exit_code == 0
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.db")
    before = (tmp_path / "a.db").read_bytes()
    for name in ("a.db", "link.csv"):
        done = run_on_file("claims", "--format", "csv", "--output", str(tmp_path / name))
        assert done.exit_code == 1 and "is a database" in done.stderr
    assert (tmp_path / "a.db").read_bytes() == before


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/null", "folder", "a" * 5000])
def test_no_database_can_be_a_pipe_or_a_device(name: str, run_on_file: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.jsonl").write_text(GOOD, encoding="utf-8")
    for command in (("load", str(tmp_path / "good.jsonl")), ("claims",), ("upgrade",)):
        done = run_on_file("--db", str(tmp_path / name), *command)
        assert done.exit_code == 1 and done.stderr.startswith("Error: ") and not done.stdout


def test_who_has_no_name_is_unknown() -> None:
    """In a container the user may be a mere number; only root can become one here, others keep their names."""
    code = (
        "import getpass, os; from factdb.pipeline.loading import signed\n"
        "for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'): os.environ.pop(name, None)\n"
        "wanted = 'unknown' if os.getuid() == 0 else getpass.getuser()\n"
        "if os.getuid() == 0: os.setuid(54321)\n"
        "assert signed(None) == wanted, signed(None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells how much memory was held at most")
def test_a_line_of_100_megabytes_fits_into_little_memory(tmp_path: Path) -> None:
    """It is passed over in parts: the program never holds it, nor a compressed file's contents."""
    file = tmp_path / "wire.jsonl"
    with file.open("wb") as out:
        out.write(b'{"text": "')
        for _ in range(100):
            out.write(b"a" * 1_000_000)
        out.write(b'"}\n' + GOOD.encode() + b"\n")
    code = (
        "from pathlib import Path; from factdb.cli import main\n"
        f"try: main(['--db', {str(tmp_path / 'a.db')!r}, 'load', {str(file)!r}])\n"
        "finally: print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "wire.jsonl:1: longer than 20 MB" in done.stderr and "Articles: 1 new" in done.stdout
    assert int(done.stdout.splitlines()[-1]) < 400_000  # kilobytes at most; what getrusage tells is inherited
