"""What the reports choose, mark and leave out."""

from dataclasses import replace

import pandas
import pytest
from rich.cells import cell_len

from factdb.report import Dossier, Scope, contested, dossiers_of, frame_of, rendered, timeline
from factdb.report.dossiers import sureness
from factdb.report.quotes import short_quote

Dossiers = tuple[Dossier, ...]


def test_the_surest_claim_comes_first_and_a_bar_leaves_the_rest_out(dossiers: Dossiers) -> None:
    assert [sureness(dossier) for dossier in dossiers] == [0.648, 0.95]
    rows = contested(dossiers, 19, Scope()).table.rows
    assert [row["slug"] for row in rows] == ["10-000-tentara-kursk", "pengiriman-senjata-rusia"]
    assert len(contested(dossiers, 19, Scope(least=0.7)).table.rows) == 1


def test_an_anonymous_source_or_an_estimated_date_makes_less_sure(dossiers: Dossiers) -> None:
    claim = dossiers[1]
    unnamed = tuple({**row, "is_anonymous": 1} for row in claim.statements)
    estimated = tuple({**row, "said_on_basis": "estimated"} for row in claim.statements)
    assert sureness(replace(claim, statements=unnamed)) == pytest.approx(0.76)
    assert sureness(replace(claim, statements=estimated)) == pytest.approx(0.855)


def test_what_is_left_out_is_told(dossiers: Dossiers) -> None:
    text = rendered(contested(dossiers, 19, Scope(limit=1)))
    assert "2 of 19 claims" in text and "1 more left out by --limit." in text


def test_one_statement_speaks_for_a_party_and_the_rest_are_counted(dossiers: Dossiers) -> None:
    report = contested(dossiers, 19, Scope())
    assert report.page
    lines = report.page.blocks[0].lines
    assert [(line.stance, line.party) for line in lines] == [
        ("asserts", "United States"),
        ("asserts", "South Korea"),
        ("denies", "Russia"),
        ("denies", "Belarus"),
        ("declines", "North Korea"),
    ]
    assert [line.notes for line in lines if line.party == "Russia"] == [("1 more statement",)]
    assert [line.kind for line in lines] == ["", "", "official", "third party", ""]


def test_a_database_without_claims_says_what_to_do() -> None:
    text = rendered(contested([], 0, Scope()))
    assert "factdb load" in text and "Status says who said what" in text


def test_a_timeline_marks_the_steps_of_the_status_and_ends_with_the_undated(dossiers: Dossiers) -> None:
    rows = timeline(dossiers[1]).table.rows
    assert [(row["party"], row["status"]) for row in rows if row["is_change"]] == [
        ("Russia", "denied"),
        ("South Korea", "disputed"),
    ]
    assert rows[-1]["said_on"] is None


def test_a_retelling_stands_where_its_change_took_effect(dossiers: Dossiers) -> None:
    first, second = dossiers[1].statements[:2]
    early = {**second, "said_on": "2001", "said_on_earliest": "2001-01-01", "claim_id": 2}
    change = {"claim_id": 2, "sequence": 1, "statement_id": early["statement_id"], "effective_on": "2024-10-30"}
    made = dossiers_of([dossiers[1].claim], [first, early], [], [change], [])[0]
    assert made.statements[0]["statement_id"] == first["statement_id"]


def test_a_long_quote_is_cut_and_never_changed() -> None:
    words = "Kami belum pernah mengekspor senjata, " * 8
    quote = short_quote({"content_text": words})
    assert len(quote) <= 162 and quote.startswith('"') and quote.endswith(' …"')
    assert words.startswith(quote[1:-3])


def test_a_frame_has_its_columns_also_without_rows() -> None:
    frame = frame_of(contested([], 0, Scope()).table)
    assert isinstance(frame, pandas.DataFrame) and frame.empty and "deniers" in frame.columns


@pytest.mark.parametrize(
    "words", ["それは全くの嘘であり、事実無根である。" * 4, "הכול שקרים וכזבים מתחילתם ועד סופם " * 5, "a" * 300]
)
@pytest.mark.parametrize("width", [80, 140])
def test_no_script_breaks_the_layout(words: str, width: int, dossiers: Dossiers) -> None:
    statement = {**dossiers[1].statements[0], "content_text": words, "speaker": words, "party": words[:40]}
    claim = {**dossiers[1].claim, "title": words}
    text = rendered(contested([Dossier(claim=claim, statements=(statement,))], 1, Scope()), "table", width)
    assert max(map(cell_len, text.splitlines())) <= width


def test_what_tells_the_matter_is_quoted_and_not_a_demand(dossiers: Dossiers) -> None:
    claim = dossiers[1]
    (telling,) = (row for row in claim.statements if row["party"] == "Pentagon")
    demand = {**telling, "statement_id": 99, "quote": "Saya menyerukan mereka untuk segera pulang", "is_direct": 1}
    demand["content_text"] = demand["quote"]
    report = contested([replace(claim, statements=(demand, *claim.statements))], 19, Scope())
    assert report.page and report.page.blocks[0].lines[0].quote == f'"{telling["content_text"]}"'


def test_of_a_refusal_the_whole_passage_is_quoted() -> None:
    said = {"stance": "declines", "content_text": "lebih lanjut", "quote": "Ia menolak berkomentar lebih lanjut."}
    assert short_quote(said) == '"Ia menolak berkomentar lebih lanjut."'


def test_many_claims_are_listed_first_and_few_are_not(dossiers: Dossiers) -> None:
    many = [replace(dossiers[1], claim={**dossiers[1].claim, "slug": f"claim-{n}"}) for n in range(6)]
    page = contested(many, 19, Scope()).page
    assert page and page.index
    assert [row[-1] for row in page.index.rows] == [block.slug for block in page.blocks]
    assert str(rendered(contested(many, 19, Scope()))).count("claim-3") == 2
    assert str(rendered(contested(many, 19, Scope()), "md")).count("claim-3") == 2
    few = contested(many[:5], 19, Scope()).page
    assert few and few.index is None
