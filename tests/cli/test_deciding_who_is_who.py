"""`factdb party` decides who is who and says what it did; `factdb log` tells of it, and of all else."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import factdb
from factdb.cli import main
from factdb.pipeline import deciding, undo
from factdb.store import open_database
from tests.pipeline.contents import write
from tests.pipeline.test_who_is_who import BRIDGE, CLAIM

Run = Callable[..., Result]


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "factdb.db")


@pytest.fixture
def run(place: str, tmp_path: Path) -> Run:
    """Runs a command on a database with two articles on one claim."""
    write(tmp_path / "bridge.jsonl", BRIDGE)

    def ran(*command: str, **options: object) -> Result:
        return CliRunner().invoke(main, ["--db", place, *command], catch_exceptions=False, **options)  # type: ignore[arg-type]

    assert ran("load", str(tmp_path / "bridge.jsonl"), "--author", "Ana").exit_code == 0
    return ran


def test_a_decision_tells_what_it_changed_and_how_to_take_it_back(run: Run, place: str) -> None:
    merge = ("party", "merge", "Teluk Front", "Delta Movement", "--author", "Ana", "--note", "one group")
    tried = run(*merge, "--dry-run")
    assert tried.stdout.splitlines() == [
        "Nothing was kept (--dry-run). It would do this:",
        "Delta Movement is Teluk Front from now on.",
        "Status changes caused by this:",
        f"  {CLAIM}: disputed → denied",
    ]
    assert "disputed" in run("report", "contested").stdout
    done = run(*merge)
    assert done.stdout.splitlines()[-1] == "Changeset 2; `factdb undo 2` takes it back."
    assert "DENIED" in run("report", "contested").stdout
    again = run(*merge)
    assert (again.stdout, again.stderr) == ("Nothing changed.\n", "Note: 'Delta Movement' means Teluk Front already.\n")
    assert undo(place, [2], author="Ana").status_changes == (f"{CLAIM}: denied → disputed",)


def test_what_a_report_is_asked_of_a_party_holds_for_all_its_names(run: Run) -> None:
    run("party", "alias", "Teluk Front", "TF", "--exact", "--author", "Ana")
    run("party", "merge", "Teluk Front", "Delta Movement", "--author", "Ana")
    said = [
        run("statements", "--party", name, "--format", "csv").stdout for name in ("Teluk Front", "TF", "Delta Movement")
    ]
    assert len(said[0].splitlines()) == 3 and len(set(said)) == 1


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("merge Chad Nobody", 1, "Error: No party 'Nobody'. `factdb parties --all` lists"),
        ("alias 'Teluk Frnt' TF", 1, "Did you mean 'Teluk Front'"),
        ("parent Chad Chad", 1, "Error: Chad cannot stand under itself."),
        ("parent Chad", 2, "Give the party that it stands under, or --root."),
        ("parent Chad Mali --root", 2, "Give the party that it stands under, or --root."),
        ("add Teluk --kind realm", 1, "Error: 'realm' is no kind of party. There are agency,"),
        ("add Teluk", 2, "Missing option '--kind'"),
        ("ally Chad Mali --since yesterday --source x", 2, "'yesterday' is no date for --since."),
        ("ally Chad Mali --since 2024 --until 2023 --source x", 1, "would end (2023) before it begins (2024)"),
        ("ally Chad Mali", 2, "Missing option '--source'"),
    ],
)
def test_what_cannot_be_is_told_plainly(run: Run, command: str, code: int, says: str) -> None:
    words = re.findall(r"'[^']*'|\S+", command)
    done = run("party", *(word.strip("'") for word in words))
    assert (done.exit_code, says in done.stderr) == (code, True), done.stderr


def test_the_log_tells_what_every_changeset_did(run: Run, place: str) -> None:
    run("claim", "track", "--title", "A bridge was bombed", "--slug", "bridge", "--term", "Sela", "--author", "Budi")
    run("party", "parent", "Delta Movement", "Teluk Front", "--author", "Ana", "--note", "told by both")
    with deciding(place, author="Budi", note="read again") as desk:
        desk.correct(1, "stance", "denies")
        desk.displace(4, "bridge")
    undo(place, [4], author="Ana", note="a slip")
    told = log_of(run)
    assert [(row["changeset_id"], row["author"], row["kind"]) for row in told] == [
        (5, "Ana", "undo"),
        (4, "Budi", "review"),
        (3, "Ana", "party"),
        (2, "Budi", "track"),
        (1, "Ana", "load"),
    ]
    assert [row["what"] for row in told] == [
        "undoes changeset 4; taken back: statement 4 is not in bridge (Chad, Delta Today); "
        "taken back: statement 6: stance asserts → denies (Teluk Front, Marla Post)",
        "statement 6: stance asserts → denies (Teluk Front, Marla Post); "
        "statement 4 is not in bridge (Chad, Delta Today)",
        "Delta Movement: parent nothing → Teluk Front",
        "follows bridge: “A bridge was bombed”",
        "2 articles, 4 statements, 1 claim",
    ]
    assert [(row["undoes"], row["undone_by"]) for row in told][:2] == [("4", None), (None, "5")]
    shown = run("log", env={"COLUMNS": "300"}).stdout
    assert "(Chad, Delta Today) (read again) – undone by changeset 5\n" in shown
    assert shown.startswith("5 changesets.\n")


def test_the_log_is_restricted(run: Run, place: str) -> None:
    for number in range(3):
        run("party", "alias", "Chad", f"Tschad {number}", "--author", f"Budi {number % 2}")
    with deciding(place, author="Cici") as desk:
        desk.displace(4, CLAIM)
    assert numbers(run) == [5, 4, 3, 2, 1]
    assert numbers(run, "--author", "Budi 0") == [4, 2]
    assert numbers(run, "--kind", "party", "--limit", "1") == [4]
    assert numbers(run, "--claim", CLAIM) == [5, 1]
    assert numbers(run, "--since", "2000") == [5, 4, 3, 2, 1]
    assert numbers(run, "--since", "2999-12") == []
    assert run("log", "--since", "2999-12").stdout == "Nothing was recorded.\n"
    assert "3 more left out by --limit." in run("log", "--limit", "2").stdout
    assert run("log", "--since", "soon").exit_code == 2
    assert run("log", "--claim", "sela").exit_code == 1
    assert "mengubah" not in run("log", "--format", "csv", "--lang", "id").stdout
    assert "“Tschad 0” berarti Chad" in run("log", "--lang", "id").stdout
    with factdb.open(place) as db:
        assert list(db.log(author="Budi 0").changeset_id) == [4, 2]


def test_nothing_in_the_log_commands_a_terminal(run: Run) -> None:
    assert run("party", "alias", "Chad", "Tschad\x1b[31m\u202e", "--author", "Bu\x1b[2Jdi").exit_code == 0
    for form in ("table", "md", "csv", "json", "html"):
        assert not {"\x1b", "\u202e"} & set(run("log", "--format", form).stdout)


def test_thousands_of_changesets_are_listed_at_once(run: Run, place: str) -> None:
    with open_database(place) as database, database.writing(author="test", kind="test") as writer:
        columns = "recorded_at, author, kind, tool_version, note"
        many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
        row = "'2025-01-01T00:00:00Z', 'Ana', 'load', '1', ''"
        writer.connection.exec_driver_sql(f"INSERT INTO changeset ({columns}) {many} SELECT {row} FROM n")
    begun = time.process_time()
    assert "left out by --limit" in run("log").stdout
    assert time.process_time() - begun < 2


def log_of(run: Run, *options: str) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(run("log", *options, "--format", "json").stdout)
    return told


def numbers(run: Run, *options: str) -> list[object]:
    return [row["changeset_id"] for row in log_of(run, *options)]
