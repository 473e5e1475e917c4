"""People shape claims and correct statements by commands; each says what it changed and how to take it back.

On files alone: `test_postgresql.py` runs the same commands on both engines and compares what they say and keep.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import factdb
from factdb.cli import main
from factdb.pipeline import check, load, undo
from factdb.store import open_database
from tests.conftest import NewPlace
from tests.pipeline.contents import claims, everything, relations, write
from tests.pipeline.minis import MINIS

TOLD = ("wire", "second-accuser", "shells", "peluru", "strike")
KANTO, SHELLS, HOSPITAL = "kanto", "shells", "hospital"
Run = Callable[..., Result]
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture(scope="module")
def loaded(new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Three matters in five articles."""
    place = new_place()
    news = [one for one in MINIS if one["source"] in TOLD]
    load(place, [write(tmp_path_factory.mktemp("news") / "news.jsonl", news)], author="Ana")
    return place


@pytest.fixture(scope="module")
def names(loaded: str) -> dict[str, str]:
    """The public names of the three claims."""
    slugs = list(factdb.open(loaded).claims().slug)
    return {name: next(slug for slug in slugs if name in slug) for name in (KANTO, SHELLS, HOSPITAL)}


@pytest.fixture
def place(loaded: str, tmp_path: Path) -> str:
    """A copy of it that a test may change."""
    return str(shutil.copy(loaded, tmp_path / "factdb.db"))


@pytest.fixture
def run(place: str, names: dict[str, str]) -> Run:
    """Runs a command in which {kanto}, {shells} and {hospital} stand for the names of the claims."""

    def invoke(*words: str) -> Result:
        told = [word.format(**names) for word in words]
        return CliRunner().invoke(main, ["--db", place, *told], catch_exceptions=False)

    return invoke


def statement(place: str, **where: Any) -> int:
    """The number of the one statement with these values."""
    rows = factdb.open(place).statements().to_dict("records")
    (found,) = [row["statement_id"] for row in rows if all(row[name] == value for name, value in where.items())]
    return int(found)


def held(place: str, name: str) -> list[int]:
    return sorted(map(int, factdb.open(place).statements(claim=name).statement_id))


def test_a_claim_gets_other_words_and_other_accused(run: Run, place: str, names: dict[str, str]) -> None:
    words = ("--title", "Mercury in the Sela", "--proposition", "Kanto poisoned the Sela.", "--author", "Ana")
    done = run("claim", "rename", "{kanto}", *words)
    assert done.exit_code == 0 and "→ 'Mercury in the Sela', proposition" in done.stdout
    assert re.search(
        r"\nNo claim changed its status\.\nChangeset ([0-9]+); `factdb undo \1` takes it back\.\n$", done.stdout
    )
    row = factdb.open(place).claims().set_index("slug").loc[names[KANTO]]
    assert (row.title, row.proposition) == ("Mercury in the Sela", "Kanto poisoned the Sela.")
    assert (
        "accused Kanto → Russia; North Korea"
        in run("claim", "rename", "{kanto}", "--accused", "Rusia", "--accused", "North Korea").stdout
    )
    assert factdb.open(place).claims().set_index("slug").loc[names[KANTO]].accused == "Russia; North Korea"


def test_two_claims_become_one(run: Run, place: str, names: dict[str, str]) -> None:
    both = held(place, names[KANTO]) + held(place, names[SHELLS])
    done = run("claim", "merge", "{kanto}", "{shells}", "--note", "a test")
    assert f"'{names[SHELLS]}' goes into '{names[KANTO]}'." in done.stdout
    assert "Status changes caused by this:\n" in done.stdout or "No claim changed its status." in done.stdout
    assert held(place, names[KANTO]) == sorted(both)
    assert json.loads(run("claim", "show", names[SHELLS], "--format", "json").stdout)[0]["slug"] == names[KANTO]
    again = run("claim", "merge", "{kanto}", names[SHELLS])
    assert again.exit_code == 1 and "are one claim already" in again.stderr
    assert check(place).is_sound


def test_statements_become_a_claim_of_their_own(run: Run, place: str, names: dict[str, str]) -> None:
    mine = held(place, names[HOSPITAL])
    first = str(mine[0])
    done = run("claim", "split", "{hospital}", first, first, "--title", "A school was struck")
    assert f"is a claim of its own, with statement {first} of '{names[HOSPITAL]}'." in done.stdout
    (new,) = [row for row in factdb.open(place).claims().to_dict("records") if row["title"] == "A school was struck"]
    assert list(factdb.open(place).statements(claim=new["slug"]).statement_id) == [mine[0]]
    assert held(place, names[HOSPITAL]) == mine[1:] and f"  {new['slug']}: new → " in done.stdout
    wrong = run("claim", "split", "{kanto}", first, "--title", "Nothing")
    assert wrong.exit_code == 1 and f"Statement {first} is not in" in wrong.stderr


def test_one_claim_is_narrower_than_another_or_not(run: Run, place: str, names: dict[str, str]) -> None:
    assert "is narrower than" in run("claim", "relate", "{kanto}", "{shells}").stdout
    shown = json.loads(run("claim", "show", "{kanto}", "--format", "json").stdout)[0]
    assert shown["narrower_than"].startswith(f"{names[SHELLS]} (confirmed")
    back = run("claim", "relate", "{shells}", "{kanto}")
    assert back.exit_code == 1 and f"factdb claim relate {names[KANTO]} {names[SHELLS]} --reject" in back.stderr
    assert "is not narrower than" in run("claim", "relate", "{kanto}", "{shells}", "--reject").stdout
    assert json.loads(run("claim", "show", "{kanto}", "--format", "json").stdout)[0]["narrower_than"] is None
    assert run("claim", "relate", "{kanto}", "{kanto}").exit_code == 1


def test_a_statement_is_corrected(run: Run, place: str, names: dict[str, str]) -> None:
    number = str(statement(place, speaker="The United Nations"))
    done = run("statement", "fix", number, "--stance", "comments", "--said-on", "2024-03", "--role", "office")
    assert done.stdout.splitlines()[:3] == [
        f"Statement {number} (The United Nations): stance asserts → comments.",
        f"Statement {number} (The United Nations): said on 2024-03-18 → 2024-03.",
        f"Statement {number} (The United Nations): role none → office.",
    ]
    assert f"  {names[KANTO]}: disputed → denied" in done.stdout
    fixed = statement(place, speaker="The United Nations", stance="comments", said_on="2024-03", speaker_role="office")
    assert fixed != int(number)
    more = run("statement", "fix", number, "--party", "Rusia", "--origin", "Korut", "--anonymous", "--general")
    assert "party United Nations → Russia" in more.stdout and "anonymous no → yes" in more.stdout
    assert statement(place, speaker="The United Nations", party="Russia", origin_party="North Korea", is_anonymous=True)
    less = run("statement", "fix", number, "--origin", "", "--role", "", "--said-on", "")
    assert "origin North Korea → none" in less.stdout and "said on 2024-03 → none" in less.stdout
    confirmed = run("statement", "fix", number, "--speaker", "The United Nations")
    assert "speaker The United Nations, as it was: confirmed" in confirmed.stdout
    assert "Nothing changed" in run("statement", "fix", number, "--speaker", "The United Nations").stdout
    assert check(place).is_sound


def test_a_statement_goes_from_one_claim_to_another(run: Run, place: str, names: dict[str, str]) -> None:
    number = statement(place, speaker="The United Nations")
    done = run("statement", "link", str(number), "{hospital}", "--from", "{kanto}")
    assert f"Statement {number} is taken out of" in done.stdout and "is put into" in done.stdout
    assert number in held(place, names[HOSPITAL]) and number not in held(place, names[KANTO])
    assert "disputed → denied" in done.stdout
    wrong = run("statement", "unlink", str(number), "{kanto}")
    assert wrong.exit_code == 1 and f"It is in '{names[HOSPITAL]}'." in wrong.stderr
    assert run("statement", "unlink", str(number), "{hospital}").exit_code == 0
    assert number not in held(place, names[HOSPITAL])
    assert "It is in no claim." in run("statement", "unlink", str(number), "{kanto}").stderr


def test_what_is_no_statement_is_struck_and_restored(run: Run, place: str, names: dict[str, str]) -> None:
    number = statement(place, speaker="The United Nations")
    done = run("statement", "strike", str(number), "--author", "Ana")
    assert f"Statement {number} is struck." in done.stdout and "disputed → denied" in done.stdout
    assert "Nothing changed" in run("statement", "strike", str(number), "--author", "Ana").stdout
    gone = run("statement", "fix", str(number), "--stance", "denies")
    assert gone.exit_code == 1 and f"Statement {number} was struck" in gone.stderr
    back = run("statement", "restore", str(number), "--author", "Ana")
    assert "denied → disputed" in back.stdout
    assert statement(place, speaker="The United Nations")


def test_a_closed_claim_is_told_so_and_needs_no_work(run: Run, place: str, names: dict[str, str]) -> None:
    before = slugs(run("report", "contested", "--format", "json"))
    assert names[KANTO] in before
    done = run("claim", "close", "{kanto}", "--note", "settled")
    assert f"'{names[KANTO]}' is closed.\nNo claim changed its status." in done.stdout
    assert slugs(run("report", "contested", "--format", "json")) == [slug for slug in before if slug != names[KANTO]]
    assert "1 closed claim is left out." in run("report", "contested").stdout
    assert "1 klaim yang ditutup" in run("report", "contested", "--lang", "id").stdout
    assert "closed: it needs no further work" in run("claim", "show", "{kanto}").stdout
    closed = {row["slug"]: row["is_closed"] for row in json.loads(run("claims", "--format", "json").stdout)}
    assert [slug for slug, is_closed in closed.items() if is_closed] == [names[KANTO]]
    assert "is open again" in run("claim", "reopen", "{kanto}").stdout
    assert slugs(run("report", "contested", "--format", "json")) == before


def test_a_closed_claim_is_not_watched(run: Run, place: str, tmp_path: Path) -> None:
    run("claim", "track", "--title", "Kanto dumped mercury into the Sela river", "--slug", "mine", "--accused", "Kanto")
    more = write(tmp_path / "more.jsonl", [one for one in MINIS if one["source"] == "merkuri"])
    assert "Watched claims that changed (1 of 1):" in run("load", more, "--dry-run").stdout
    run("claim", "close", "mine")
    assert slugs(run("claims", "--watched", "--format", "json")) == []
    assert "atched" not in run("load", more).stdout


def test_a_notebook_decides_at_a_desk(place: str, names: dict[str, str]) -> None:
    opened = factdb.open(place)
    with opened.deciding(author="Ana", dry_run=True) as desk:
        desk.unite(names[KANTO], names[SHELLS])
    assert len(opened.claims()) == 4
    with opened.deciding(author="Ana") as desk:
        desk.correct(statement(place, speaker="The United Nations"), "stance", "comments")
        desk.close(names[SHELLS])
    assert desk.changes == (f"{names[KANTO]}: disputed → denied",) and desk.changeset
    assert opened.claims().set_index("slug").is_closed[names[SHELLS]]


def test_commands_are_signed_changesets_that_undo_takes_back(run: Run, place: str) -> None:
    number, changesets = str(statement(place, speaker="The United Nations")), []
    before = claims(place), relations(place)
    for command in (command for command in COMMANDS if command[1] not in ("merge", "unlink")):
        done = run(*(word.replace("{number}", number) for word in command), "--author", "Ana", "--note", "why")
        changesets.append(int(done.stdout.rsplit("Changeset ", 1)[1].split(";")[0]))
    assert (claims(place), relations(place)) != before
    with open_database(place, read_only=True) as database, database.reading() as reader:
        rows = reader.rows("changeset", {"changeset_id": changesets})
    assert len(rows) == len(changesets)
    assert {(row["author"], row["kind"], row["note"]) for row in rows} == {("Ana", "correction", "why")}
    undo(place, changesets, author="Budi")
    assert (claims(place), relations(place)) == before
    assert check(place).is_sound


def slugs(done: Result) -> list[str]:
    assert done.exit_code == 0, done.output
    return [row["slug"] for row in json.loads(done.stdout)]


def test_what_only_comments_is_in_no_claim(run: Run, place: str, names: dict[str, str]) -> None:
    number = str(statement(place, speaker="The United Nations"))
    run("statement", "link", number, "{shells}")
    assert int(number) in held(place, names[SHELLS])
    assert run("statement", "fix", number, "--stance", "comments").exit_code == 0
    fixed = statement(place, speaker="The United Nations")
    assert fixed not in held(place, names[SHELLS]) + held(place, names[KANTO])
    wrong = run("statement", "link", number, "{shells}")
    assert wrong.exit_code == 1 and f"factdb statement fix {number} --stance asserts" in wrong.stderr
    run("statement", "fix", number, "--stance", "admits")
    assert statement(place, speaker="The United Nations") in held(place, names[SHELLS])
    assert check(place).is_sound


COMMANDS = (
    ("claim", "rename", "{kanto}", "--title", "Another"),
    ("claim", "rename", "{kanto}", "--accused", ""),
    ("claim", "merge", "{kanto}", "{shells}", "{hospital}"),
    ("claim", "split", "{kanto}", "{number}", "--title", "Another"),
    ("claim", "relate", "{kanto}", "{shells}"),
    ("claim", "close", "{kanto}", "{shells}"),
    ("statement", "fix", "{number}", "--stance", "denies"),
    ("statement", "link", "{number}", "{shells}"),
    ("statement", "unlink", "{number}", "{kanto}"),
    ("statement", "strike", "{number}"),
)


def test_a_dry_run_tells_what_it_would_change_and_keeps_nothing(run: Run, place: str, names: dict[str, str]) -> None:
    number, before = str(statement(place, speaker="The United Nations")), everything(place)
    for command in COMMANDS:
        done = run(*(word.replace("{number}", number) for word in command), "--dry-run")
        assert done.stdout.startswith("Nothing was kept (--dry-run). It would do this:\n"), done.output
        assert "factdb undo" not in done.stdout
    assert everything(place) == before


MISTYPED = (
    (("claim", "rename", "kento", "--title", "A"), "No claim 'kento'."),
    (("claim", "rename", "{kanto}"), "Say what to change: --title, --proposition or --accused."),
    (("claim", "rename", "{kanto}", "--title", " "), "The title is empty."),
    (("claim", "rename", "{kanto}", "--title", "a" * 601), "The title has 601 characters"),
    (("claim", "rename", "{kanto}", "--accused", "Nort Korea"), "Did you mean 'North Korea'?"),
    (("claim", "merge", "{kanto}", "{kanto}"), "are one claim already"),
    (("claim", "merge", "{kanto}", "{shells}", "nothing-at-all"), "No claim 'nothing-at-all'."),
    (("claim", "split", "{kanto}", "9999", "--title", "A"), "No statement 9999."),
    (("claim", "close", "{kanto}", "nothing-at-all"), "No claim 'nothing-at-all'."),
    (("statement", "fix", "9999", "--stance", "denies"), "No statement 9999. `factdb statements` lists them"),
    (("statement", "fix", "1", "--said-on", "last week"), "'last week' is no date for --said-on."),
    (("statement", "fix", "1", "--said-on", "2030"), "nothing in it was said on 2030."),
    (("statement", "fix", "1", "--party", "Rusia Baru"), "Nobody is known as 'Rusia Baru'."),
    (("statement", "fix", "1", "--party", ""), "Nobody is known as ''."),
    (("statement", "fix", "1", "--speaker", "\u200b"), "The speaker is empty."),
    (("statement", "link", "1", "kento"), "No claim 'kento'."),
    (("statement", "link", "1", "{shells}", "--from", "{shells}"), "cannot leave"),
    (("statement", "strike", "1", "9999"), "No statement 9999."),
    (("statement", "strike", str(10**18)), f"No statement {10**18}."),
)


def test_what_was_mistyped_is_told_and_nothing_is_kept(run: Run, place: str) -> None:
    before = everything(place)
    for command, message in MISTYPED:
        done = run(*command)
        assert (done.exit_code, done.stdout) == (1, "") and message in done.stderr, command
    assert everything(place) == before


def test_what_is_wrong_usage_is_told(run: Run) -> None:
    for command in (("fix", "1"), ("fix", "1", "--stance", "shouts"), ("fix", "0", "--stance", "denies"), ("strike",)):
        assert run("statement", *command).exit_code == 2
