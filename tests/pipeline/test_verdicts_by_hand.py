"""Verdicts that a person gives: signed, dated, by a scale, apart from status, replaced by their author, taken back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import factdb
from factdb.cli import main
from factdb.errors import InputError, NotFoundError
from factdb.pipeline import check, give_verdict, import_verdicts, load, merge, track, undo, wanted, withdraw_verdict
from factdb.store import open_database
from tests.pipeline.contents import counts, everything, write
from tests.pipeline.minis import MINIS

SHELLS = wanted("Russia bought shells from North Korea", slug="shells", accused=["Russia", "North Korea"])
ALL = ("rating", "rating_value", "worst_rating", "best_rating", "author", "author_kind", "source_reliability")
MORE = ("information_credibility", "given_on", "url", "claim_reviewed", "explanation", "recorded_by")
Run = Callable[..., Result]
on_a_file = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # where the engine makes no difference


@pytest.fixture
def claim(place: str) -> str:
    """A database on each engine with one claim, on which nobody has given a verdict."""
    track(place, [SHELLS], author="Ana")
    return place


@pytest.fixture
def run(claim: str) -> Run:
    return lambda *words: CliRunner().invoke(main, ["--db", claim, "verdict", *words], catch_exceptions=False)


def verdicts(place: str) -> list[dict[str, Any]]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.rows("verdicts", order=("verdict_id",))


def test_all_that_a_person_says_is_kept_and_signed(claim: str, run: Run) -> None:
    words = "--rating", "Setengah  Benar", "--author", "Ana", "--reliability", "b", "--credibility", "2"
    more = "--explanation", "Bought:\nyes.\u202e Shells: no.", "--url", "https://desk.example/1", "--on", "2024-05"
    done = run("give", "shells", *words, *more)
    assert done.stdout.splitlines() == [
        "Verdict 1 on shells: 'setengah benar' by Ana, 2024-05 (B2).",
        "Changeset 2; `factdb undo 2` takes it back.",
    ]
    (row,) = verdicts(claim)
    assert [row[name] for name in ALL] == ["setengah benar", 3, 1, 5, "Ana", "person", "B"]
    told = ["2", "2024-05", "https://desk.example/1", None, "Bought:\nyes. Shells: no.", "Ana"]
    assert [row[name] for name in MORE] == told
    with open_database(claim, read_only=True) as database, database.reading() as reader:
        assert [row["author"] for row in reader.rows("changeset", {"kind": "verdict"})] == ["Ana"]
    assert check(claim).is_sound


@on_a_file
def test_a_verdict_is_of_today_and_may_stand_beside_the_scale(claim: str) -> None:
    before = datetime.now().astimezone().date().isoformat()
    given = give_verdict(claim, "shells", "unproven", author="Ana", organization="Delta Desk")
    assert before <= str(given.verdict.given_on) <= datetime.now().astimezone().date().isoformat()
    (row,) = verdicts(claim)
    assert (row["author"], row["author_kind"], row["recorded_by"]) == ("Delta Desk", "organization", "Ana")
    assert (row["rating_value"], row["worst_rating"], row["best_rating"]) == (None, None, None)


@on_a_file
def test_nothing_but_the_verdict_is_kept_and_no_status_changes(place: str, tmp_path: Path) -> None:
    load(place, [write(tmp_path / "shells.jsonl", [one for one in MINIS if one["source"] == "shells"])])
    slug = str(factdb.open(place).claims().slug[0])
    before, counted = everything(place), counts(place)
    factdb.open(place).give_verdict(slug, "false", author="Ana", on="2024")
    after = everything(place)
    assert {table for table in after if after[table] != before[table]} == {"changeset", "verdict", "seal"}
    assert counts(place)["verdict"] == counted["verdict"] + 1
    element = factdb.open(place).export("jsonld")["dataFeedElement"][1]["item"]
    assert element["@type"] == "ClaimReview" and element["datePublished"] == "2024"
    assert element["author"] == {"@type": "Person", "name": "Ana"}
    rating = {"@type": "Rating", "alternateName": "false", "ratingValue": 1, "worstRating": 1, "bestRating": 5}
    assert element["reviewRating"] == rating


def test_giving_it_anew_replaces_the_own_one_alone(claim: str, run: Run) -> None:
    run("give", "shells", "--rating", "true", "--author", "Ana", "--on", "2024")
    run("give", "shells", "--rating", "false", "--author", "Budi", "--on", "2024")
    done = run("give", "shells", "--rating", "half true", "--author", "Ana", "--on", "2025")
    assert "It replaces verdict 1, which stays on record." in done.stdout
    assert [(row["verdict_id"], row["rating"]) for row in verdicts(claim)] == [(2, "false"), (3, "half true")]
    before = everything(claim)
    again = run("give", "shells", "--rating", "half true", "--author", "Ana", "--on", "2025")
    assert again.stdout == "Known already: verdict 3 on shells, 'half true' by Ana, 2025.\n"
    assert everything(claim) == before
    assert check(claim).is_sound


def test_one_that_was_withdrawn_is_gone_and_may_be_given_again(claim: str, run: Run) -> None:
    words = ("give", "shells", "--rating", "true", "--author", "Ana", "--on", "2024")
    run(*words)
    before = everything(claim)
    assert run("withdraw", "1", "--dry-run").stdout == "Would withdraw verdict 1: 'true' by Ana on shells.\n"
    assert everything(claim) == before
    done = run("withdraw", "1", "--author", "Budi", "--note", "Another source")
    assert done.stdout.startswith("Withdrew verdict 1: 'true' by Ana on shells.\nChangeset ")
    assert verdicts(claim) == []
    with open_database(claim, read_only=True) as database, database.reading() as reader:
        last = reader.rows("changeset", order=("-changeset_id",))[0]
        assert (last["kind"], last["author"], last["note"]) == ("verdict", "Budi", "Another source")
    assert "withdrawn already" in run("withdraw", "1").stderr
    assert "No verdict 7." in run("withdraw", "7").stderr
    assert "Verdict 2 on shells: 'true' by Ana, 2024." in run(*words).stdout
    assert check(claim).is_sound


def test_undo_brings_back_what_was_replaced_or_withdrawn(claim: str) -> None:
    give_verdict(claim, "shells", "true", author="Ana", on="2024")
    second = give_verdict(claim, "shells", "false", author="Ana", on="2025")
    undo(claim, [second.changeset or 0])
    assert [row["rating"] for row in verdicts(claim)] == ["true"]
    withdrawn = withdraw_verdict(claim, verdicts(claim)[0]["verdict_id"])
    assert verdicts(claim) == []
    undo(claim, [withdrawn.changeset])
    assert [row["rating"] for row in verdicts(claim)] == ["true"] and check(claim).is_sound


@on_a_file
def test_what_was_held_then_is_seen_at_a_past_moment(claim: str) -> None:
    opened = factdb.open(claim)
    opened.give_verdict("shells", "true", author="Ana", on="2024-03")
    with open_database(claim, read_only=True) as database, database.reading() as reader:
        recorded = str(reader.rows("changeset", order=("-changeset_id",))[0]["recorded_at"])
    assert list(opened.at(known_at=recorded).verdicts().rating) == ["true"]
    assert list(opened.at(known_at="2020-01-01").verdicts().rating) == []


@on_a_file
def test_a_merge_brings_what_stands_and_nothing_twice(claim: str, other_place: str) -> None:
    track(other_place, [SHELLS], author="Ana")
    give_verdict(other_place, "shells", "true", author="Ana", on="2024")
    give_verdict(other_place, "shells", "false", author="Ana", on="2025")
    assert merge(claim, other_place).answers == 2
    assert [row["rating"] for row in verdicts(claim)] == ["false"]
    withdraw_verdict(claim, verdicts(claim)[0]["verdict_id"])
    assert merge(claim, other_place).answers == 0 and verdicts(claim) == []


def test_a_withdrawal_comes_with_a_merge_and_so_does_giving_it_again(claim: str, other_place: str) -> None:
    def ratings() -> tuple[list[str], list[str]]:
        return [row["rating"] for row in verdicts(claim)], [row["rating"] for row in verdicts(other_place)]

    track(other_place, [SHELLS], author="Ana")
    give_verdict(other_place, "shells", "true", author="Ana", on="2024")
    merge(claim, other_place)
    withdraw_verdict(other_place, 1)
    assert ratings() == (["true"], [])
    merge(other_place, claim)
    assert ratings() == (["true"], [])
    merge(claim, other_place)
    assert ratings() == ([], [])
    give_verdict(claim, "shells", "true", author="Ana", on="2024")
    merge(claim, other_place)
    assert ratings() == (["true"], [])
    merge(other_place, claim)
    assert ratings() == (["true"], ["true"])
    assert merge(claim, other_place).answers == 0
    assert check(claim).is_sound


@on_a_file
def test_an_imported_verdict_is_not_replaced(claim: str, tmp_path: Path) -> None:
    file = tmp_path / "review.json"
    file.write_text('{"@type": "ClaimReview", "author": "Ana", "reviewRating": {"alternateName": "True"}}')
    import_verdicts(claim, file, claim="shells")
    assert give_verdict(claim, "shells", "false", author="Ana").replaced == ()
    assert len(verdicts(claim)) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rating": "hoaks"}, "'hoaks' is no rating of the scale that comes with factdb. There are: true,"),
        ({"rating": "unprooven"}, "Did you mean 'unproven'?"),
        ({"rating": ""}, "'' is no rating"),
        ({"reliability": "G"}, "'G' is no source reliability. It is one of A, B"),
        ({"credibility": 7}, "'7' is no information credibility"),
        ({"on": "yesterday"}, "'yesterday' is no date for a verdict"),
        ({"on": "2023-02-30"}, "'2023-02-30' is no date"),
        ({"on": "9000"}, "9000 is still to come"),
        ({"url": "javascript:alert(1)"}, "is no address of the web"),
        ({"url": "https://a.b/" + "c" * 700}, "the address has 712 characters"),
        ({"organization": "\u200b"}, "An organization has a name"),
        ({"explanation": "a" * 10_001}, "The explanation has 10,001 letters"),
    ],
)
def test_what_cannot_be_a_verdict_is_refused_before_the_database_is_opened(
    options: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as refused:
        give_verdict(tmp_path / "none.db", "shells", **{"rating": "true", "author": "Ana", **options})
    assert message in str(refused.value)


@on_a_file
def test_a_claim_that_is_none_is_told_with_the_nearest(claim: str) -> None:
    with pytest.raises(NotFoundError, match=r"No claim 'shels'\. Did you mean 'shells'"):
        give_verdict(claim, "shels", "true")


@on_a_file
def test_a_dry_run_tells_and_keeps_nothing(claim: str, run: Run) -> None:
    before = everything(claim)
    done = run("give", "shells", "--rating", "true", "--author", "Ana", "--on", "2024", "--dry-run")
    assert "Nothing was kept" in done.stdout and "'true' by Ana, 2024" in done.stdout
    assert everything(claim) == before


@on_a_file
def test_a_scale_is_chosen_by_option_or_environment(claim: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[[rating]]\nwords = ["hoaks"]\nvalue = 0\n[[rating]]\nwords = ["fakta"]\nvalue = 1\n')
    assert run("give", "shells", "--rating", "HOAKS", "--ratings", str(file)).exit_code == 0
    done = CliRunner(env={"FACTDB_RATINGS": str(file)}).invoke(main, ["verdict", "scale", "--format", "csv"])
    assert done.stdout.splitlines() == ["words,value,means", "hoaks,0,", "fakta,1,"]
    assert "'true' is no rating of" in run("give", "shells", "--rating", "true", "--ratings", str(file)).stderr
    (row,) = verdicts(claim)
    assert (row["rating"], row["rating_value"], row["best_rating"]) == ("hoaks", 0, 1)


@on_a_file
def test_a_claim_shows_what_people_hold_of_it(claim: str, run: Run) -> None:
    run("give", "shells", "--rating", "true", "--author", "Ana\u202e", "--on", "2024", "--reliability", "A")
    show = [
        CliRunner().invoke(main, ["--db", claim, *words, "shells"])
        for words in (("claim", "show"), ("report", "claim"))
    ]
    assert "verdict 1: true (A), Ana, 2024" in show[0].stdout
    assert "2024  Ana  true (A)" in show[1].stdout and "\u202e" not in show[0].stdout + show[1].stdout
    indonesian = CliRunner().invoke(main, ["--db", claim, "claim", "show", "shells", "--lang", "id"]).stdout
    assert "penilaian 1: true (A), Ana, 2024" in indonesian
