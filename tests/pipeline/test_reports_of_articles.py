"""Reports over what articles give, on both engines: they count as the views do, and show what the articles say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factdb import fetch, pipeline
from factdb.errors import NotFoundError
from factdb.report import Scope, visible
from factdb.report.denials import record
from factdb.report.pages import Passage
from tests.pipeline.contents import write
from tests.pipeline.minis import MINIS

FIGURES = ("denials", "later_admitted", "later_corroborated", "standing", "median_days_to_corroboration")


@pytest.fixture
def reader(place: str, tmp_path: Path) -> Iterator[fetch.Reader]:
    pipeline.load(place, [write(tmp_path / "articles.jsonl", MINIS)])
    with fetch.reading(place) as reader:
        yield reader


def test_the_record_of_denials_is_that_of_the_view(reader: fetch.Reader) -> None:
    rows = fetch.denials(reader, Scope()).table.rows
    own = {party: [row for row in rows if row["party"] == party] for party in {row["party"] for row in rows}}
    view = {row["party"]: row for row in reader.rows("denial_record")}
    assert own.keys() == view.keys() != set()
    for party, denied in own.items():
        assert {name: view[party][name] for name in FIGURES} == record(denied)


def test_an_article_is_found_by_its_name_its_end_its_number(reader: fetch.Reader) -> None:
    for name in ("second-accuser", "4"):
        assert {row["article_source"] for row in fetch.article(reader, name).table.rows} == {"second-accuser"}
    with pytest.raises(NotFoundError, match="Did you mean 'second-accuser'"):
        fetch.article(reader, "second-acuser")


def test_every_article_is_marked_whole(reader: fetch.Reader) -> None:
    for row in reader.rows("articles"):
        page = fetch.article(reader, str(row["source"])).page
        assert page
        (passage,) = (block for block in page.blocks if isinstance(block, Passage))
        shown = " ".join("".join(piece.text for piece in paragraph) for paragraph in passage.paragraphs)
        assert visible(shown) == visible(row["text"])
        opened = [number for paragraph in passage.paragraphs for piece in paragraph for number in piece.opens]
        assert len(opened) == len(set(opened)) == row["statement_count"]


def test_every_change_of_the_history_is_in_the_report_of_changes(reader: fetch.Reader) -> None:
    told = {(row["slug"], row["to_status"], row["statement_id"]) for row in fetch.changes(reader, Scope()).table.rows}
    kept = {(row["slug"], row["to_status"], row["statement_id"]) for row in reader.rows("claim_status_history")}
    assert told == kept != set()
