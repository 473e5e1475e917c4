"""Claims that a person words: what they draw, what they keep, and which files of them cannot be used."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from factdb.cli import main
from factdb.errors import InputError
from factdb.pipeline import load, track, tracked_in, wanted
from factdb.store import open_database
from tests.pipeline.contents import claims, counts, everything, write
from tests.pipeline.minis import MINIS

MERCURY = wanted(
    "Kanto dumped mercury into the Sela river",
    "The Kanto company dumped mercury into the Sela river.",
    slug="kanto-mercury",
    accused=["Kanto"],
    terms=["merkuri", "sungai"],
    collection="river",
)


@pytest.fixture
def place(place: str, tmp_path: Path) -> str:
    """A database with the small articles, on each engine."""
    load(place, [write(tmp_path / "minis.jsonl", MINIS)], author="test")
    return place


def row(place: str, slug: str) -> dict[str, object]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.claim(slug)


def test_a_tracked_claim_draws_what_fits_it_and_keeps_its_words(place: str) -> None:
    found = track(place, [MERCURY])
    claim = row(place, "kanto-mercury")
    assert found.new == ("kanto-mercury",) and "kanto-mercury: new → disputed" in found.status_changes
    assert (claim["origin"], claim["title"], claim["proposition"]) == ("tracked", MERCURY.title, MERCURY.proposition)
    assert claim["accused"] == "Kanto" and int(str(claim["article_count"])) >= 4


def test_a_claim_that_went_into_a_tracked_one_leads_there(place: str) -> None:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        slugs = [str(one["slug"]) for one in reader.rows("contested_claims") if "ercury" in str(one["proposition"])]
    track(place, [MERCURY])
    assert slugs and {row(place, slug)["slug"] for slug in slugs} == {"kanto-mercury"}


def test_what_does_not_fit_stays_where_it_was(place: str) -> None:
    before = claims(place)
    track(place, [wanted("Tokyo raised the tax on beer", accused=["Japan"])])
    assert sorted(claims(place)) == sorted([*before, *(set(claims(place)) - set(before))])
    assert row(place, "tokyo-raised-the-tax-on-beer")["status"] is None


def test_tracking_twice_adds_nothing(place: str) -> None:
    track(place, [MERCURY], author="test")
    before = counts(place), everything(place)
    again = track(place, [MERCURY], author="test")
    assert (again.new, again.changed, again.known) == ((), (), ("kanto-mercury",))
    assert (counts(place), everything(place)) == before


def test_a_tracked_claim_may_be_worded_anew(place: str) -> None:
    track(place, [MERCURY])
    other = wanted("Mercury", "Kanto dumped mercury.", slug="kanto-mercury", accused=["Kanto"], terms=["river"])
    assert track(place, [other]).changed == ("kanto-mercury",)
    assert row(place, "kanto-mercury")["title"] == "Mercury"


def test_a_dry_run_keeps_nothing(place: str, tmp_path: Path) -> None:
    before = everything(place)
    assert track(place, [MERCURY], dry_run=True).status_changes
    assert everything(place) == before
    track(tmp_path / "none.db", [MERCURY], dry_run=True)
    assert not (tmp_path / "none.db").exists()


def test_the_slug_of_a_found_claim_is_not_taken(place: str) -> None:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        slug = str(reader.rows("contested_claims")[0]["slug"])
    before = everything(place)
    with pytest.raises(InputError, match="belongs to a claim that was found"):
        track(place, [wanted("Another", slug=slug)])
    assert everything(place) == before


def test_accused_may_be_written_as_articles_do_and_unknown_ones_are_told(place: str) -> None:
    found = track(place, [wanted("Shells", accused=["Korut", "Nort Korea"])])
    assert row(place, "shells")["accused"] == "North Korea; Nort Korea"
    assert len(found.notes) == 1 and "'Nort Korea'" in found.notes[0]


@pytest.mark.parametrize("command", [("claims",), ("claim", "show", "kanto-mercury")], ids=" ".join)
@pytest.mark.parametrize(
    ("form", "told"),
    [("table", "NO STATEMENT YET"), ("md", "**NO STATEMENT YET** · `kanto-mercury`"), ("json", '"status": null')],
)
def test_a_tracked_claim_of_which_nothing_is_said_is_shown(
    command: tuple[str, ...], form: str, told: str, other_place: str
) -> None:
    track(other_place, [MERCURY])
    done = CliRunner().invoke(main, ["--db", other_place, *command, "--format", form], catch_exceptions=False)
    assert done.exit_code == 0 and told in done.stdout and "since no date" not in done.stdout


@pytest.mark.parametrize("command", [("explain",), ("report", "timeline")], ids=" ".join)
def test_a_claim_of_which_nothing_is_said_can_be_asked_about(command: tuple[str, ...], other_place: str) -> None:
    track(other_place, [MERCURY])
    asked = ["--db", other_place, *command, "kanto-mercury"]
    done = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert done.exit_code == 0 and MERCURY.title in done.stdout


def test_a_collection_shows_the_claims_put_into_it(place: str) -> None:
    track(place, [MERCURY, wanted("Another")])
    done = CliRunner().invoke(main, ["--db", place, "claims", "--collection", "river", "--format", "csv"])
    assert "kanto-mercury" in done.stdout and "another" not in done.stdout


def test_the_commands_are_told_what_was_tracked(place: str, tmp_path: Path) -> None:
    words = ("--title", "Kanto dumped mercury into the river", "--accused", "Kanto", "--term", "merkuri")
    first, second = (CliRunner().invoke(main, ["--db", place, "claim", "track", *words]) for _ in range(2))
    assert first.exit_code == second.exit_code == 0
    assert "1 new" in first.stdout and "kanto-dumped-mercury-into-the-river: new → " in first.stdout
    assert "1 known already" in second.stdout and "No claim changed" in second.stdout


def test_the_shipped_example_can_be_used() -> None:
    told = tracked_in(Path(__file__).parents[2] / "seeds" / "tracked.toml")
    assert len(told) >= 10 and {claim.language for claim in told} == {"en"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "wants \\[\\[claim\\]\\]"),
        ("claim = 3", "wants \\[\\[claim\\]\\]"),
        ("[[claim]]\ntitle = 'A'", "claim 1: 'proposition' is missing"),
        ("[[claim]]\ntitle = 'A'\nproposition = 'B'\nstatus = 'denied'", "claim 1: unknown: status"),
        ("[[claim]]\ntitle = 'A'\nproposition = 'B'\naccused = 'Russia'", "'accused' must be a list"),
        ("[[claim]]\ntitle = 'A'\nproposition = 'B'\nslug = 'Two Words'", "is no slug"),
        ("[[claim]]\ntitle = 7\nproposition = 'B'", "'title' must be text"),
        ("[[claim]]\ntitle = 'A'\nproposition = 'B'\n" * 2, "stands there twice"),
        ("[[claim]", "not a TOML file"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "claims.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        tracked_in(tmp_path / "claims.toml")


def test_a_missing_file_and_a_binary_one_say_why(tmp_path: Path) -> None:
    (tmp_path / "claims.toml").write_bytes(bytes(range(256)))
    with pytest.raises(InputError, match="not a TOML file"):
        tracked_in(tmp_path / "claims.toml")
    with pytest.raises(InputError, match="cannot be read"):
        tracked_in(tmp_path / "none.toml")
