"""What the commands print, where it goes, and how they end."""

import ast
import csv
import io
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import factdb.cli
from factdb.cli import commands, main
from tests.program import COMMANDS

Run = Callable[..., Result]


REPORTS = (
    ("report", "contested"),
    ("report", "timeline", "mayor-money"),
    ("explain", "mayor-money"),
    ("claims",),
    ("claim", "show", "mayor-money"),
    ("statements",),
    ("search", "coin"),
    ("parties",),
    ("problems",),
    ("languages",),
)


def imported(code: str, **environment: str) -> set[str]:
    """The modules that a program has imported when it ends, but for Python's own."""
    told = "import atexit, sys; atexit.register(lambda: print('', *sys.modules, file=sys.stderr))\n"
    python = [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{told}{code}"]
    done = subprocess.run(python, capture_output=True, text=True, check=True, env={**os.environ, **environment})
    names = done.stderr.splitlines()[-1].split()
    return {name for name in names if name.partition(".")[0] not in {*sys.stdlib_module_names, "click", "__main__"}}


ANSWERED = {"factdb", "factdb.cli", "factdb.cli.commands", "factdb.cli.root", "factdb.errors"}
PROGRAM = "from factdb.cli import main\nmain({}, prog_name='factdb')"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_needs_click_alone(arguments: list[str]) -> None:
    assert imported(PROGRAM.format(arguments)) == ANSWERED


def test_completion_of_a_command_needs_click_alone() -> None:
    asked = {"_FACTDB_COMPLETE": "bash_complete", "COMP_WORDS": "factdb re", "COMP_CWORD": "1"}
    assert imported(PROGRAM.format([]), **asked) == ANSWERED
    shown = subprocess.run(
        [sys.executable, "-c", PROGRAM.format([])],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **asked},
    )
    assert shown.stdout.split() == ["plain,rebuild", "plain,reextract", "plain,report", "plain,review"]


def test_a_command_imports_what_it_needs_and_no_more() -> None:
    heavy = {"pandas", "sqlalchemy", "rich", "alembic", "babel", "jinja2", "pydantic", "trafilatura", "numpy"}
    assert not heavy & imported(PROGRAM.format(["report", "contested", "--help"]))
    assert not heavy & imported(PROGRAM.format(["load", "--help"]))


def of_children() -> float:
    """The processor time (seconds) of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_starts_at_most_twice_as_slow_as_click() -> None:
    least = {"import click": 9.0, PROGRAM.format(["--help"]): 9.0}
    for _ in range(7):
        for code, before in least.items():
            started = of_children()
            subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
            least[code] = min(before, of_children() - started)
    click_alone, program = least.values()
    assert program <= 2 * click_alone


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_the_program_tells_of_a_command_as_its_own_help_does(name: str) -> None:
    (announced,) = (command for command in commands.announced() if command.name == name)
    assert commands.loaded(name).name == name
    assert [announced.get_short_help_str(room) for room in (30, 45, 200)] == [
        commands.loaded(name).get_short_help_str(room) for room in (30, 45, 200)
    ]


def test_importing_factdb_loads_nothing_else() -> None:
    code = "import factdb, sys; print(sorted(name for name in sys.modules if name.startswith('factdb.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_each_help_ends_in_an_example_of_the_command(path: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, [*path, "--help"])
    assert done.exit_code == 0
    assert done.output.strip().splitlines()[-1].strip().startswith(f"Example: factdb {' '.join(path)}")


@pytest.mark.parametrize("arguments", REPORTS, ids=" ".join)
def test_every_report_has_four_forms_with_the_same_things(arguments: tuple[str, ...], run: Run) -> None:
    for form in ("table", "md"):
        done = run(*arguments, "--format", form)
        assert done.exit_code == 0 and done.stdout.strip() and not done.stderr
    rows = json.loads(run(*arguments, "--format", "json").stdout)
    table = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout)))
    assert rows and len(rows) == len(table)
    assert [list(row) for row in rows] == [list(row) for row in table]


def test_the_contested_report_holds_the_contested_claim_alone(run: Run) -> None:
    text = run("report", "contested").stdout
    assert "1 of 2 claims" in text and "DENIED since 2024-03-05" in text
    assert '"Not one coin"' in text and "bridge" not in text


def test_the_same_database_gives_the_same_bytes(run: Run) -> None:
    for arguments in REPORTS:
        assert run(*arguments).stdout == run(*arguments).stdout


def test_a_report_can_be_written_to_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "contested.csv"
    done = run("report", "contested", "--format", "csv", "--output", str(file))
    assert done.stdout == "" and str(file) in done.stderr
    assert file.read_text(encoding="utf-8") == run("report", "contested", "--format", "csv").stdout


def test_a_file_that_cannot_be_written_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("claims", "--output", str(tmp_path / "missing" / "claims.txt"))
    assert done.exit_code == 1 and done.stderr.startswith("Error: Cannot write")


def test_what_a_spreadsheet_would_compute_is_made_safe(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("statements", "--format", "csv").stdout)))
    assert {row["publisher"] for row in rows} == {"'=Harbour Post"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("report", "timeline", "mayor-mony"), "mayor-money"),
        (("explain", "999"), "No claim"),
        (("claims", "--party", "City Hal"), "Did you mean 'City Hall'?"),
        (("report", "contested", "--collection", "harbor"), "Did you mean 'harbour'?"),
    ],
)
def test_a_wrong_name_is_an_error_that_tells_the_right_one(arguments: tuple[str, ...], message: str, run: Run) -> None:
    done = run(*arguments)
    assert done.exit_code == 1 and done.stdout == ""
    assert done.stderr.startswith("Error: ") and message in done.stderr


def test_a_missing_database_is_an_error_and_is_not_created(run: Run, tmp_path: Path) -> None:
    done = run("claims", db=str(tmp_path / "none.db"))
    assert done.exit_code == 1 and "none.db" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database_is_an_error_and_stays(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no database", encoding="utf-8")
    assert run("claims", db=str(file)).exit_code == 1
    assert file.read_text(encoding="utf-8") == "no database"


def test_wrong_usage_exits_with_2(run: Run) -> None:
    assert run("report", "contested", "--format", "pdf").exit_code == 2
    assert run("report", "contested", "--min-score", "7").exit_code == 2
    assert run("load").exit_code == 2


def test_a_party_a_collection_and_a_bar_restrict_the_report(run: Run) -> None:
    assert "1 of 1 claim;" in run("report", "contested", "--party", "city hall").stdout
    assert "0 of 1 claim;" in run("report", "contested", "--party", "Harbour Company").stdout
    assert "1 of 2 claims; only collection harbour." in run("report", "contested", "--collection", "harbour").stdout
    assert "0 of 2 claims" in run("report", "contested", "--min-score", "0.95").stdout


def test_the_database_may_come_from_the_environment(database: str) -> None:
    done = CliRunner().invoke(main, ["claims"], env={"FACTDB_DB": database})
    assert done.exit_code == 0 and "mayor-money" in done.stdout


def test_a_reader_that_stops_early_hears_nothing(database: str) -> None:
    program = f"{sys.executable} -c 'from factdb.cli import main; main()' --db {database}"
    many = f"for i in 1 2 3 4 5 6; do {program} statements --format json; done | head -c 5"
    done = subprocess.run(["sh", "-c", many], capture_output=True, text=True, check=True)
    assert done.stderr == ""


@pytest.mark.parametrize("width", ["80", "140"])
def test_piped_output_is_plain_and_keeps_to_the_width(database: str, width: str) -> None:
    command = [
        sys.executable,
        "-c",
        "from factdb.cli import main; main()",
        "--db",
        database,
        "report",
        "contested",
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": width, "FORCE_COLOR": "1"}
    )
    assert "\x1b" not in done.stdout and max(map(len, done.stdout.splitlines())) <= int(width)


def test_every_command_body_is_short() -> None:
    for file in Path(factdb.cli.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("command" in ast.unparse(d) for d in node.decorator_list):
                _docstring, *body = node.body
                assert len("\n".join(map(ast.unparse, body)).splitlines()) <= 10, f"{file.name}: {node.name}"


def test_versions_agree() -> None:
    done = CliRunner().invoke(main, ["--version"])
    assert re.fullmatch(r"factdb, version \d+\.\d+\.\d+", done.output.strip())


def test_loading_tells_what_it_found_and_finds_nothing_the_second_time(run: Run, place: str, tmp_path: Path) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(
        "Moscow denies it\n\nThe United States said on Monday that Russia bought artillery shells from North Korea. "
        "Russia denied the allegation on Tuesday.\n",
        encoding="utf-8",
    )
    loading = ("load", str(article), "--published", "2022-09-07", "--publisher", "Harbour Post", "--author", "Ann")
    first, second = run(*loading, db=place), run(*loading, db=place)
    assert first.exit_code == second.exit_code == 0
    assert "Articles: 1 new, 0 known already" in first.stdout and "Status changes" in first.stdout
    assert "Articles: 0 new, 1 known already" in second.stdout and "No claim changed" in second.stdout
    assert "Harbour Post" in run("statements", db=place).stdout


def test_a_dry_run_keeps_nothing(run: Run, tmp_path: Path) -> None:
    article, database = tmp_path / "harbour.txt", str(tmp_path / "harbour.db")
    article.write_text("Moscow denied on Tuesday that it had bought shells.\n", encoding="utf-8")
    done = run("load", "--dry-run", str(article), db=database)
    assert done.exit_code == 0 and "Nothing was kept" in done.stdout and "Articles: 1 new" in done.stdout
    assert not Path(database).exists()


def test_a_load_that_reads_nothing_is_an_error_and_the_problem_is_kept(run: Run, place: str, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 9)
    done = run("load", str(tmp_path / "picture.txt"), db=place)
    problem, error = done.stderr.splitlines()
    assert done.exit_code == 1 and error.startswith("Error: No article could be read.")
    assert problem.endswith("picture.txt: It is no text but a binary file.")
    assert "picture.txt" in run("problems", "--db", place, db="elsewhere.db").stdout


def test_a_missing_article_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("load", str(tmp_path / "none.txt"), db=str(tmp_path / "new.db"))
    assert done.exit_code == 1 and "none.txt" in done.stderr


def test_an_interrupted_load_says_what_stays(tmp_path: Path) -> None:
    program = (
        "import os, signal; from factdb import pipeline; from factdb.cli import main\n"
        "real = pipeline.load\n"
        "def load(*given, progress, **more):\n"
        "    def step(done, total): progress(done, total); os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(*given, progress=step, batch=1, **more)\n"
        "pipeline.load = load\n"
        f"main(['--db', {str(tmp_path / 'new.db')!r}, 'load', {str(tmp_path / 'in')!r}])"
    )
    (tmp_path / "in").mkdir()
    for number in (1, 2, 3):
        (tmp_path / "in" / f"{number}.txt").write_text(f"Russia denied it for the {number}. time.\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 130 and "Articles loaded so far: 1." in done.stderr and done.stdout == ""
    assert "Traceback" not in done.stderr
