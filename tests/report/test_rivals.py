"""What `explain` says of the nearest rival claim and of the words that point back."""

from dataclasses import replace
from typing import Any

import pytest

from factdb.report import Compared, Dossier, Row, compared, explanation, rendered

OWN, OTHER = "pengiriman-senjata-rusia", "10-000-tentara-kursk"
RULE = "shared terms artillery_shell (2.0), Russia (1.5); kept apart: Russia would both hold and deny it"
NOTHING = Compared(members=(), ties=(), links=(), slug_of={}, statements=())


def member(statement: int, **more: Any) -> dict[str, Any]:
    bare = {"appearance_id": 1, "statement_id": statement, "score": 0.62, "nearest_id": None, "rival_id": None}
    return {**bare, "rival_score": None, "rival_rule": None, **more}


def tie(one: int, other: int, score: float) -> dict[str, Any]:
    return {"one_id": one, "other_id": other, "score": score, "rule": "shared terms kursk (2.9)"}


def explained(dossier: Dossier, found: Compared) -> tuple[Row, str]:
    """The row and the words of the denial of statement 12, "temuan palsu"."""
    report = explanation(compared(dossier, found))
    (row,) = (row for row in report.table.rows if row["statement_id"] == 12)
    assert report.page
    (line,) = (line for line in report.page.blocks[0].lines if line.quote == '"temuan palsu"')
    return row, "\n".join(line.why[1:])


RIVAL = member(12, nearest_id=11, rival_id=21, rival_score=0.31, rival_rule=RULE)


def test_a_rival_is_named_by_the_claim_that_it_is_in_now(dossiers: tuple[Dossier, ...]) -> None:
    links = [{"statement_id": 21, "slug": OTHER}]
    row, words = explained(dossiers[0], replace(NOTHING, members=[RIVAL], links=links))
    assert (row["rival"], row["rival_statement_id"], row["rival_score"]) == (OTHER, 21, 0.31)
    assert row["rival_rule"] == RULE and row["linked_to"] == 11
    assert f"nearest rival: {OTHER} (statement 21), 0.31 against 0.62: shared terms artillery shell (2.0)" in words
    assert words.startswith("linked to statement 11 by: ")


def test_a_rival_in_no_claim_is_told_as_such(dossiers: tuple[Dossier, ...]) -> None:
    row, words = explained(dossiers[0], replace(NOTHING, members=[RIVAL]))
    assert row["rival"] is None and "nearest rival: in no claim (statement 21), 0.31" in words


def test_what_its_article_tells_apart_may_have_come_into_the_same_claim(dossiers: tuple[Dossier, ...]) -> None:
    links = [{"statement_id": 21, "slug": OWN}]
    row, words = explained(dossiers[0], replace(NOTHING, members=[RIVAL], links=links))
    assert row["rival_score"] is None and "no rival: statement 21, which its article tells" in words


def test_the_strongest_tie_to_another_claim_is_the_rival_where_it_came_nearer(dossiers: tuple[Dossier, ...]) -> None:
    links = [{"statement_id": 21, "slug": OTHER}]
    slugs = {1: OWN, 2: OWN, 3: OTHER, 4: OTHER}
    ties = [tie(1, 2, 0.3), tie(1, 3, 0.2), tie(1, 4, 0.1)]
    found = replace(NOTHING, members=[RIVAL], links=links, ties=ties, slug_of=slugs)
    row, words = explained(dossiers[0], found)
    assert (row["rival"], row["rival_statement_id"], row["rival_score"]) == (OTHER, None, 0.2)
    assert f"nearest rival: {OTHER} (in another article), 0.20 against 0.30: shared terms kursk (2.9)" in words
    row, _ = explained(dossiers[0], replace(found, ties=[tie(1, 2, 0.9), tie(1, 3, 0.2)]))
    assert row["rival_statement_id"] == 21


def test_a_tie_as_strong_as_its_own_tells_how_alike_the_claims_are(dossiers: tuple[Dossier, ...]) -> None:
    found = replace(NOTHING, members=[member(12)], ties=[tie(1, 2, 0.2)], slug_of={1: OWN, 2: OTHER, 3: OTHER})
    _, words = explained(dossiers[0], found)
    assert "0.20: shared terms kursk (2.9); 0.10 on average between both claims" in words


def test_nothing_near_is_no_rival_and_what_a_person_linked_has_none_told(dossiers: tuple[Dossier, ...]) -> None:
    assert explained(dossiers[0], replace(NOTHING, members=[member(12)]))[1].endswith("\nno rival")
    assert "rival" not in explained(dossiers[0], NOTHING)[1]


@pytest.mark.parametrize("own", [True, False], ids=["the statement", "the one beside it"])
def test_words_that_point_back_are_quoted(own: bool, dossiers: tuple[Dossier, ...]) -> None:
    rule = {"linked_by": "same accused Russia; points back to what was said before"}
    rows = tuple({**row, **rule} for row in dossiers[0].statements)
    answers = {"quote": "Moskow membantah tuduhan tersebut.", "span_start": 5, "answers_start": 22, "answers_end": 38}
    found = replace(NOTHING, members=[RIVAL], statements=[{"statement_id": 12 if own else 11, **answers}])
    row, words = explained(replace(dossiers[0], statements=rows), found)
    assert row["answers"] == ("tuduhan tersebut" if own else None)
    told = 'points back with "tuduhan tersebut"'
    assert f"same accused Russia; {told if own else f'statement 11 {told}'}, score" in words


def test_every_form_carries_the_rival(dossiers: tuple[Dossier, ...]) -> None:
    report = explanation(
        compared(dossiers[0], replace(NOTHING, members=[RIVAL], links=[{"statement_id": 21, "slug": OTHER}]))
    )
    assert all(OTHER in rendered(report, form) for form in ("table", "csv", "json", "md"))
