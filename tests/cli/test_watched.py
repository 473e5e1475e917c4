"""Watched claims: what load, merge and tracking tell of them, reports restricted to them, exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import factdb
from factdb.cli import main
from factdb.pipeline import load, track, wanted
from tests.pipeline.contents import everything, write
from tests.pipeline.minis import MINIS

MERCURY = wanted("Kanto dumped mercury into the Sela river", slug="kanto-mercury", accused=["Kanto"], terms=["merkuri"])
BEER = wanted("Tokyo raised the tax on beer", slug="beer", accused=["Japan"])
FIRST, LATER = ("wire", "shells"), ("wire", "shells", "second-accuser", "strike")
CHANGED = 3
Run = Callable[..., Result]
on_a_file = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # where the engine makes no difference


def articles(folder: Path, *sources: str) -> str:
    return write(folder / f"{'-'.join(sources)}.jsonl", [one for one in MINIS if one["source"] in sources])


@pytest.fixture
def run(place: str) -> Run:
    return lambda *arguments: CliRunner().invoke(main, ["--db", place, *arguments], catch_exceptions=False)


@pytest.fixture
def watched(place: str, tmp_path: Path) -> str:
    """A database that knows one side of a watched claim, and another watched claim of which nothing is said."""
    track(place, [MERCURY, BEER], author="Ana")
    load(place, [articles(tmp_path, *FIRST)])
    return place


@on_a_file
def test_nothing_is_said_of_watching_where_nobody_watches(run: Run, tmp_path: Path) -> None:
    done = run("load", articles(tmp_path, *FIRST), "--exit-code")
    assert done.exit_code == 0 and "atched" not in done.stdout
    assert "Status changes caused by this load:\n" in done.stdout


def test_a_load_tells_watched_claims_before_others(watched: str, run: Run, tmp_path: Path) -> None:
    done = run("load", articles(tmp_path, *LATER))
    assert done.exit_code == 0
    assert done.stdout.partition("Watched claims")[2].splitlines() == [
        " that changed (1 of 2):",
        "  kanto-mercury: denied → disputed",
        "    3 new statements: Dodi Pratt denies, Kanto denies, United Nations asserts",
        "Other status changes caused by this load:",
        "  israel-bombed-sabra-hospital: new → disputed",
    ]


@on_a_file
def test_what_is_only_said_again_is_told_with_the_status_that_stays(watched: str, run: Run, tmp_path: Path) -> None:
    done = run("load", articles(tmp_path, "undated"), "--exit-code")
    assert "  kanto-mercury: still denied\n    3 new statements: Kanto denies (2), rumour asserts\n" in done.stdout
    assert "No other claim changed its status." in done.stdout and done.exit_code == 0
    again = run("load", articles(tmp_path, "undated"))
    assert "Watched claims that changed: none of 2.\nNo claim changed its status.\n" in again.stdout


@on_a_file
@pytest.mark.parametrize("options", [(), ("--dry-run",)], ids=["load", "dry run"])
def test_the_exit_code_tells_a_script_of_a_status_that_changed(
    options: tuple[str, ...], watched: str, run: Run, tmp_path: Path
) -> None:
    file, before = articles(tmp_path, *LATER), everything(watched)
    assert run("load", file, "--exit-code", *options).exit_code == CHANGED
    assert (everything(watched) == before) is bool(options)
    assert run("load", file, "--exit-code").exit_code == (CHANGED if options else 0)


@on_a_file
def test_a_status_that_others_changed_is_no_code(run: Run, place: str, tmp_path: Path) -> None:
    track(place, [BEER])
    assert run("load", articles(tmp_path, *FIRST), "--exit-code").exit_code == 0
    assert run("load", str(tmp_path / "none.txt"), "--exit-code").exit_code == 1


def test_the_result_of_a_load_is_the_same_in_batches_of_one(place: str, other_place: str, tmp_path: Path) -> None:
    found = []
    for where, batch in ((place, 1), (other_place, 200)):
        track(where, [MERCURY, BEER])
        found.append(factdb.open(where).load(articles(tmp_path, *LATER), batch=batch))
    for result in found:
        (change,) = result.watched_changes
        assert (result.watched, change.slug, change.before, change.after) == (2, "kanto-mercury", None, "disputed")
        assert change.title == MERCURY.title and change.gone == 0
    ones = [sorted((one.party, one.stance, one.said_on, one.quote) for one in r.watched_changes[0].new) for r in found]
    assert ones[0] == ones[1] and len(ones[0]) == 6


@on_a_file
def test_statements_that_leave_a_watched_claim_are_told(watched: str, run: Run) -> None:
    words = ("--title", "Tokyo raised the tax on rice", "--slug", "kanto-mercury", "--accused", "Japan")
    done = run("claim", "track", *words)
    assert "  kanto-mercury: denied → no statements left\n    3 statements went elsewhere\n" in done.stdout


def test_a_merge_tells_what_it_changed_for_watched_claims(
    watched: str, run: Run, other_place: str, tmp_path: Path
) -> None:
    load(other_place, [articles(tmp_path, *LATER)])
    done = run("merge", other_place, "--exit-code")
    assert done.exit_code == CHANGED
    assert "Watched claims that changed (1 of 2):\n  kanto-mercury: denied → disputed\n" in done.stdout
    assert "Other status changes caused by this merge:\n" in done.stdout
    assert run("merge", other_place, "--exit-code").exit_code == 0


@on_a_file
def test_tracking_tells_what_the_claim_drew(run: Run, place: str, tmp_path: Path) -> None:
    load(place, [articles(tmp_path, *FIRST)])
    done = run("claim", "track", "--title", MERCURY.title, "--slug", MERCURY.slug, "--accused", "Kanto")
    assert "Watched claims that changed (1 of 1):\n  kanto-mercury: new → denied\n    3 new" in done.stdout


def test_reports_are_restricted_to_watched_claims(watched: str, run: Run) -> None:
    slugs = {row["slug"] for row in json.loads(run("claims", "--format", "json").stdout)}
    assert len(slugs) == 3
    restricted = json.loads(run("claims", "--watched", "--format", "json").stdout)
    assert {row["slug"] for row in restricted} == {"kanto-mercury", "beer"}
    for report in ("contested", "changes", "coverage"):
        rows = json.loads(run("report", report, "--watched", "--format", "json").stdout)
        assert {row["slug"] for row in rows} == {"kanto-mercury"}
    said = json.loads(run("statements", "--watched", "--format", "json").stdout)
    assert len(said) == 3 and {row["article_source"] for row in said} == {"wire"}
    exported = json.loads(run("export", "--format", "jsonld", "--watched").stdout)
    assert len(exported["dataFeedElement"]) == 2
    assert list(factdb.open(watched).changes(watched=True).slug) == ["kanto-mercury"]
    assert "Only claims that are watched." in run("claims", "--watched").stdout
    assert "Hanya klaim yang dipantau." in run("report", "changes", "--watched", "--lang", "id").stdout


def test_at_a_past_moment_only_what_was_followed_then_is_watched(watched: str, run: Run) -> None:
    assert json.loads(run("claims", "--watched", "--known-at", "2020-01-01", "--format", "json").stdout) == []
    assert len(json.loads(run("claims", "--watched", "--known-at", "2100-01-01", "--format", "json").stdout)) == 2


@on_a_file
def test_the_exit_code_of_changes_tells_whether_there_are_any(watched: str, run: Run) -> None:
    asked = ("report", "changes", "--watched", "--format", "csv")
    assert run(*asked).exit_code == 0
    assert run(*asked, "--exit-code").exit_code == CHANGED
    assert run(*asked, "--since", "2030", "--exit-code").exit_code == 0
    assert run(*asked, "--party", "Nobody at all", "--exit-code").exit_code == 1
    assert run("report", "changes", "--since", "yesterday", "--exit-code").exit_code == 2
