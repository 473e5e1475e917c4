"""`factdb review` as a person has it: in a terminal, key by key, on the seeds."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from factdb.cli import main
from factdb.pipeline import load
from factdb.store import open_database
from tests.tmux import Terminal

SEEDS = Path(__file__).parents[2] / "seeds"
PROGRAM = (sys.executable, "-c", "from factdb.cli import main; main()")
FIRST = "Is this denial by Ministry of Defence (North Korea) about this claim?"
CONFIRM = "Enter or y keep it"
COLOR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-8]|9[0-7])[;m]")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("seeds") / "seeds.db"
    load(place, [str(SEEDS)])
    return place


@pytest.fixture
def place(loaded: Path, tmp_path: Path) -> str:
    return str(shutil.copy(loaded, tmp_path / "factdb.db"))


def review(place: str, *options: str) -> list[str]:
    return [*PROGRAM, "--db", place, "review", "--author", "Ana", *options]


def decisions(place: str) -> list[tuple[object, ...]]:
    """What was answered and stands: kind of question, answer, author."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        kinds = {row["review_id"]: row["kind"] for row in reader.rows("review")}
        rows = reader.rows("decision", {"retired_in": None}, order=("decision_id",))
        return [(kinds[row["review_id"]], row["state"], row["author"]) for row in rows if row["state"] != "open"]


def test_a_session_of_a_person(place: str) -> None:
    with Terminal(review(place)) as terminal:
        screen = terminal.shows(FIRST, "decides whether the claim is contested")
        assert COLOR.search(terminal.text(styled=True))
        assert "‹dibantah› oleh «Kementerian" in screen and "DENIED since 2022-09" in screen
        terminal.press("?")
        terminal.shows("u undo       take back what you decided last")
        terminal.press("x")
        terminal.shows(FIRST)
        terminal.press("r")
        terminal.shows("reject, it is not", CONFIRM)
        assert decisions(place) == []
        terminal.press("Escape")
        terminal.shows("q quit")
        terminal.press("l")
        terminal.shows("1 north-korea-menjual-senjata-perangnya")
        terminal.press("1")
        terminal.shows("north-korea-menjual-senjata-perangnya: alleged → denied", CONFIRM)
        assert decisions(place) == []
        terminal.press("y")
        terminal.shows("1 decided", "Does Kementerian speak for itself")
        assert decisions(place) == [("belongs", "rejected", "Ana"), ("belongs", "accepted", "Ana")]
        terminal.press("s")
        terminal.shows("1 skipped")
        terminal.press("u")
        terminal.shows("Taken back.", "0 decided", FIRST)
        assert decisions(place) == []
        terminal.press("a")
        terminal.shows("accept, it is about this claim", "No claim changes its status.", CONFIRM)
        terminal.press("Enter")
        terminal.shows("1 decided")
        terminal.press("q")
        assert terminal.ended() == 0
        terminal.shows("1 decision kept.")
    assert decisions(place) == [("belongs", "accepted", "Ana")]
    assert CliRunner().invoke(main, ["--db", place, "check"]).exit_code == 0


def test_names_are_typed_and_completed_and_dates_checked(place: str) -> None:
    with Terminal(review(place, "--kind", "party", "--kind", "problem")) as terminal:
        terminal.shows("Does Kementerian speak for itself")
        terminal.press("p")
        terminal.shows("Under which party does it stand?")
        terminal.type("south kor")
        terminal.shows("> south kor", "›1 South Korea")
        terminal.press("Enter")
        terminal.shows("parent, it stands under another party: South Korea", CONFIRM)
        terminal.press("Enter")
        terminal.shows("1 decided", "Syniehubov")
        terminal.press("s")
        terminal.shows("The article could not be read for sure here.")
        terminal.press("d")
        terminal.type("4/10/2022")
        terminal.press("Enter")
        terminal.shows("'4/10/2022' is no date that can be told for sure")
        terminal.press("C-u")
        terminal.type("2022-10-04")
        terminal.press("Enter")
        terminal.shows("date, another date: 2022-10-04", CONFIRM)
        terminal.press("y")
        terminal.shows("Nothing is left to look at.")
        terminal.press("q")
        assert terminal.ended() == 0
    assert {kind for kind, _, _ in decisions(place)} == {"parent", "published_on", "problem"}


def test_the_screen_follows_the_size_of_the_terminal_and_does_without_colours(place: str) -> None:
    with Terminal(review(place), environment={"NO_COLOR": "1"}) as terminal:
        terminal.shows(FIRST, "more: Space")
        assert not COLOR.search(terminal.text(styled=True))
        terminal.resize(120, 50)
        terminal.shows("another claim came near with 0.92")
        terminal.resize(60, 16)
        terminal.shows("more: Space", "it is not: stays denied")
        terminal.press("Space", "Space", "Space", "Space")
        terminal.shows("back up: b")


def test_ctrl_c_leaves_what_was_kept(place: str) -> None:
    with Terminal(review(place, "--kind", "link", "--limit", "3")) as terminal:
        terminal.shows(FIRST)
        terminal.press("a", "y")  # typed ahead, as quick fingers do
        terminal.shows("1 decided")
        terminal.press("r")
        terminal.shows(CONFIRM)
        terminal.press("C-c")
        assert terminal.ended() == 130
        terminal.shows("1 decision kept.", "Interrupted.")
    assert decisions(place) == [("belongs", "accepted", "Ana")]


@pytest.mark.parametrize("term", ["dumb", "xterm-256color"])
def test_whatever_the_terminal_calls_itself(place: str, term: str) -> None:
    with Terminal(["env", f"TERM={term}", *review(place)]) as terminal:
        terminal.shows(f"\n{FIRST}\n")


def test_without_a_terminal_it_says_what_to_do(place: str) -> None:
    done = subprocess.run(review(place), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("Error: A review needs a terminal") and "factdb review export" in done.stderr
