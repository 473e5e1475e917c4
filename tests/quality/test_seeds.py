"""What factdb finds in the five seed articles, nothing else given, against what a careful reader finds in them.

`pytest tests/quality --update-baseline` writes baseline-seeds.txt anew and raises floors; `--lower-floor REASON` lowers
those that are undercut.
"""

from pathlib import Path

import pytest

from factdb.pipeline import load
from tests.conftest import NewPlace
from tests.quality.conftest import Gate
from tests.quality.scoring import SEEDS, Judged, figures, gained_and_lost, judged, rows

BASELINE = Path(__file__).with_name("baseline-seeds.txt")
CONTESTED = {
    "nk-artillery-shells": ("North Korea", "Russia"),
    "nk-troops-kursk": ("Russia",),
    "referendums-sham": ("North Korea",),
}
UNDENIED = ("nk-wagner-delivery", "nk-munition-containers", "nk-russia-arms-talks-2023")
HEAD = """# What became of each statement of seeds/gold.json: how it was found, whether party and date are right.
# Written by: pytest tests/quality --update-baseline
"""


@pytest.fixture(scope="module")
def database(new_place: NewPlace) -> str:
    """A fresh database with the seeds in it, on each engine."""
    place = new_place()
    assert load(place, [str(SEEDS)]).articles_new == 5
    return place


@pytest.fixture(scope="module")
def statements(database: str) -> tuple[Judged, ...]:
    return judged(database)


def test_statements_gained_and_lost(statements: tuple[Judged, ...], gate: Gate, is_updating: bool) -> None:
    lines = [one.line() for one in statements]
    if is_updating:
        BASELINE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    assert BASELINE.is_file(), "no baseline: run pytest tests/quality --update-baseline"
    gate({"seeds.statements": figures(statements)}, gained_and_lost(BASELINE.read_text(encoding="utf-8"), lines))


def test_statements_are_few_enough_to_read(database: str, gate: Gate) -> None:
    told = rows(database, "SELECT count(*) AS n FROM statement_details WHERE stance <> 'comments'")[0]["n"]
    gate({"seeds.ceilings": {"statements_per_article": told / 5}}, ())


def test_what_is_contested_and_what_is_only_said_comes_out(
    statements: tuple[Judged, ...], database: str, gate: Gate
) -> None:
    contested = {row["slug"] for row in rows(database, "SELECT slug FROM contested_claims")}
    denied = {claim: int(bool(contested & where_denied(statements, claim, by))) for claim, by in CONTESTED.items()}
    told = {claim: int(bool(claims_of(statements, claim, "asserts"))) for claim in UNDENIED}
    gate({"seeds.contested": denied, "seeds.undenied": told}, ())


def where_denied(statements: tuple[Judged, ...], claim: str, deniers: tuple[str, ...]) -> set[str]:
    """The claims of the database in which a gold claim is asserted and all these parties deny it."""
    return claims_of(statements, claim, "asserts").intersection(
        *(claims_of(statements, claim, "denies", by) for by in deniers)
    )


def claims_of(statements: tuple[Judged, ...], claim: str, stance: str, party: str | None = None) -> set[str]:
    """The claims of the database that hold a gold claim's statements of a stance, of one party if it is given."""
    mine = [one for one in statements if one.is_found and claim in one.gold.claims and one.gold.stance == stance]
    by = [one for one in mine if party is None or (one.has_party and party in one.gold.parties)]
    return {slug for one in by if one.found is not None for slug in one.found.claims}


@pytest.mark.parametrize(
    ("words", "span"), [("quote", "span"), ("source_text", "source"), ("cue_text", "cue"), ("content_text", "content")]
)
def test_every_span_gives_its_words_back(words: str, span: str, database: str) -> None:
    texts = {row["article_id"]: row["text"] for row in rows(database, "SELECT article_id, text FROM articles")}
    placed = rows(
        database,
        f"SELECT article_id, {words} AS words, {span}_start AS a, {span}_end AS b FROM statement_details"
        f" WHERE {span}_start IS NOT NULL",
    )
    assert placed
    assert [row["words"] for row in placed] == [texts[row["article_id"]][row["a"] : row["b"]] for row in placed]


def test_every_status_change_names_its_statement_and_its_rule(database: str) -> None:
    changes = rows(database, "SELECT claim_id, statement_id, rule FROM claim_status_history")
    members = {
        (row["claim_id"], row["statement_id"])
        for row in rows(database, "SELECT claim_id, statement_id FROM claim_statements")
    }
    assert changes
    assert [row for row in changes if not row["rule"] or (row["claim_id"], row["statement_id"]) not in members] == []


def test_no_comment_stands_in_a_claim(database: str) -> None:
    assert rows(database, "SELECT 1 FROM statement_details WHERE stance = 'comments'")
    assert not rows(database, "SELECT 1 FROM claim_statements WHERE stance = 'comments'")
