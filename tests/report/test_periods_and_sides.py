"""What reports say about a period, about each party's denials, and about who printed which side."""

from dataclasses import replace
from typing import Any

import pytest

from factdb.report import Dossier, Scope, article, changes, contested, coverage, denials, rendered, restricted
from factdb.report.pages import Passage
from factdb.report.visible import visible
from tests.report.samples import ARTICLE, LINKS, STATEMENTS

Dossiers = tuple[Dossier, ...]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["denied", "disputed", "denied"]),
        ("2024", None, ["denied", "disputed"]),
        ("2024-11", None, ["disputed"]),
        ("2024-11-02", None, []),
        (None, "2022-09", ["denied"]),
        (None, "2022-08", []),
        ("2022-09-01", "2024-10-30", ["denied", "denied"]),
    ],
)
def test_a_change_lies_in_a_period_by_its_first_day(
    dossiers: Dossiers, since: str | None, until: str | None, expected: list[str]
) -> None:
    assert [row["to_status"] for row in changes(dossiers, since, until).table.rows] == expected


def test_changes_count_by_when_they_were_learned_if_asked(dossiers: Dossiers) -> None:
    learned = tuple({**row, "recorded_at": "2025-06-01T08:00:00Z"} for row in dossiers[0].history)
    known = [replace(dossiers[0], history=learned), dossiers[1]]
    rows = changes(known, "2025-06-01", recorded=True).table.rows
    assert [(row["slug"], row["recorded_at"]) for row in rows] == [(dossiers[0].claim["slug"], "2025-06-01T08:00:00Z")]


def test_changes_without_a_date_are_told_and_lie_in_no_period(dossiers: Dossiers) -> None:
    undated = replace(dossiers[0], history=tuple({**row, "effective_on": None} for row in dossiers[0].history))
    assert "1 change has no date" in str(rendered(changes([undated], "1900")))
    assert len(changes([undated]).table.rows) == 1


def test_an_allegation_that_nobody_answered_is_one_row_below(dossiers: Dossiers) -> None:
    first = dossiers[0].statements[0]
    alleged = {"claim_id": 1, "sequence": 1, "effective_on": "2022-09", "from_status": None, "to_status": "alleged"}
    history = ({**alleged, "statement_id": first["statement_id"], "rule": "one party asserts"},)
    text = str(rendered(changes([replace(dossiers[0], history=history)], "2022")))
    assert "1 new allegation that nobody answered in this period" in text
    assert first["quote"] not in text


def denied(**more: Any) -> dict[str, Any]:
    link = {"claim_id": 1, "role": "denial", "counts_for": "Kanto", "said_on": "2024-03-05", "published_on": None}
    return {**link, "denial_kind": "official", **more}


@pytest.mark.parametrize(
    ("status", "deniers", "later", "outcome"),
    [
        ("denied", "Kanto", {}, "standing"),
        ("alleged", None, {}, "given_up"),
        ("admitted", None, {"role": "corroboration", "said_on": "2024-03-10"}, "admitted"),
        ("disputed", "Kanto", {"role": "corroboration", "said_on": "2024-03-10"}, "corroborated"),
        ("disputed", "Kanto", {"role": "corroboration", "said_on": "2024-03-05"}, "standing"),
        ("disputed", "Kanto", {"role": "corroboration", "said_on": None}, "standing"),
        ("disputed", "Kanto", {"role": "repetition", "said_on": "2024-03-10"}, "standing"),
    ],
)
def test_what_became_of_a_denial(status: str, deniers: str | None, later: dict[str, Any], outcome: str) -> None:
    claim = {"claim_id": 1, "slug": "mercury", "title": "Kanto dumped mercury", "status": status, "deniers": deniers}
    links = [denied(), denied(**later, counts_for="Marla")] if later else [denied()]
    (row,) = denials([claim], links).table.rows
    assert row["outcome"] == outcome
    corroborated = later.get("said_on") == "2024-03-10" and later["role"] == "corroboration"
    assert row["days_to_corroboration"] == (5 if corroborated else None)


def printed(dossier: Dossier, **days: str) -> Dossier:
    """A dossier whose statements were printed on these days, by their numbers."""
    told = tuple({**row, "published_on": days.get(f"s{row['statement_id']}")} for row in dossier.statements)
    return replace(dossier, statements=told)


def test_a_side_is_left_out_only_by_who_could_have_known_it(dossiers: Dossiers) -> None:
    late = printed(
        dossiers[1], s21="2024-11-01", s22="2024-11-30", s23="2024-11-01", s24="2024-11-01", s25="2024-11-30"
    )
    left = {row["publisher"]: row["left_out"] for row in coverage([late], 19, "").table.rows}
    assert left == {"LOGIC.co.id": "denied", "NewsRoom.id": None, "Yahoo Berita": None}
    early = printed(dossiers[1], s21="2024-10-29", s22="2024-10-28", s25="2024-10-28")
    assert [row["left_out"] for row in coverage([early], 19, "").table.rows] == [None, None, None]


def test_a_claim_of_one_publisher_is_told_apart(dossiers: Dossiers) -> None:
    rows = coverage(dossiers, 19, "").table.rows
    assert {row["slug"] for row in rows if row["is_only_publisher"]} == {"pengiriman-senjata-rusia"}


def test_what_stands_for_a_publisher_that_is_not_known_is_told(dossiers: Dossiers) -> None:
    nameless = replace(dossiers[1], statements=tuple({**row, "publisher": None} for row in dossiers[1].statements))
    assert "NewsRoom.id.txt" in str(rendered(coverage([nameless], 19, "")))
    assert "whose publisher is not known" in str(rendered(coverage([nameless], 19, "")))
    assert "whose publisher is not known" not in str(rendered(coverage(dossiers[1:2], 19, "")))


def test_a_marked_article_says_what_it_says_and_every_statement_begins_once() -> None:
    page = article(ARTICLE, STATEMENTS, LINKS).page
    assert page
    (passage,) = (block for block in page.blocks if isinstance(block, Passage))
    pieces = [piece for paragraph in passage.paragraphs for piece in paragraph]
    assert visible(" ".join("".join(piece.text for piece in each) for each in passage.paragraphs)) == visible(
        ARTICLE["text"]
    )
    assert [number for piece in pieces for number in piece.opens] == [71, 72, 73]
    for row in STATEMENTS:
        words = "".join(piece.text for piece in pieces if row["statement_id"] in dict(piece.marks))
        assert visible(words) == visible(row["quote"])


def test_an_article_without_its_text_gives_its_quotes() -> None:
    report = article({**ARTICLE, "text": None}, STATEMENTS, LINKS)
    text = str(rendered(report))
    assert "was left out" in text and "semua *bohong*" in text
    assert len(report.table.rows) == 3


def test_numbers_that_one_statement_alone_mentions_give_way(dossiers: Dossiers) -> None:
    aside = {"claim_id": 2, "unit": "km", "low": 50, "high": 50, "party": "Ukraine", "statement_id": 21}
    told = replace(dossiers[1], quantities=(*dossiers[1].quantities, aside))
    (row,) = contested([told], 19, Scope()).table.rows
    assert row["quantities"] == "10,000–12,000 tentara"
    (row,) = contested([replace(told, quantities=(aside,))], 19, Scope()).table.rows
    assert row["quantities"] == "50 km"


def test_the_head_says_to_what_a_report_is_restricted(dossiers: Dossiers) -> None:
    told = restricted(changes(dossiers, "2024"), Scope(party="Russia"), left_out=2)
    assert told.page is not None
    assert told.page.head[-1] == "Only claims that Russia asserts, denies or is accused of."
    assert told.page.foot[-1] == "2 more left out by --limit."
    assert restricted(changes(dossiers), Scope()) == changes(dossiers)


def test_nothing_inside_a_restriction_is_not_nothing_loaded() -> None:
    assert "factdb load" in str(rendered(contested([], 0, Scope())))
    assert "0 of 0 claims; only what was said since 2030." in str(rendered(contested([], 0, Scope(since="2030"))))


def test_among_many_who_deny_those_who_denied_once_are_counted() -> None:
    parties = [f"Party {number:02}" for number in range(40)]
    told = [{"claim_id": number, "slug": f"claim-{number}", "title": "Shells", "status": "denied"} for number in (1, 2)]
    claims = [{**claim, "deniers": "; ".join(parties)} for claim in told]
    links = [denied(counts_for=party) for party in parties] + [denied(claim_id=2, counts_for="Party 07")]
    text = str(rendered(denials(claims, links)))
    head, _, below = text.partition("What they denied")
    assert "39 parties that denied one claim each" in head and "Party 07" in head and "Party 08" not in head
    assert all(party in below for party in parties)
    assert "later admitted" not in str(rendered(denials(claims, links[:40])))


def test_days_between_are_explained_where_there_are_any() -> None:
    told = "Days are counted from the first denial"
    claim = {"claim_id": 1, "slug": "shells", "title": "Shells", "status": "denied", "deniers": "Kanto"}
    second = denied(role="corroboration", counts_for="Johto", said_on="2024-04")
    assert told in str(rendered(denials([claim], [denied(), second])))
    assert told not in str(rendered(denials([claim], [denied()])))
