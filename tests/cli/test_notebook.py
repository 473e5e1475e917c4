"""factdb from Python: the same answers as the command line, as DataFrames."""

from pathlib import Path

import pandas
import pytest

import factdb
from factdb.errors import DatabaseError, NotFoundError


def test_every_report_is_a_frame_with_rows(database: str) -> None:
    with factdb.open(database) as db:
        frames = [db.contested(), db.timeline("mayor-money"), db.explain("mayor-money"), db.claims(), db.statements()]
        frames += [db.search("coin"), db.parties(), db.problems()]
    assert all(isinstance(frame, pandas.DataFrame) and not frame.empty for frame in frames)


def test_the_contested_claim_tells_its_sides(database: str) -> None:
    claim = factdb.open(database).contested().iloc[0]
    assert (claim.slug, claim.accusers, claim.deniers) == ("mayor-money", "Audit Office", "City Hall")
    assert claim.denied_in_words == 'City Hall: "Not one coin"'


def test_a_timeline_holds_the_status_after_each_statement(database: str) -> None:
    frame = factdb.open(database).timeline("mayor-money")
    assert list(frame.status) == ["alleged", "denied"] and list(frame.said_on) == ["2024-03-04", "2024-03-05"]


def test_reports_can_be_restricted(database: str) -> None:
    db = factdb.open(database)
    assert len(db.claims(party="Harbour Company")) == 1 and len(db.claims(status="alleged")) == 1
    assert len(db.statements(stance="denies")) == 1 and len(db.statements(party="Audit Office")) == 1
    assert len(db.contested(min_score=0.95)) == 0 and len(db.contested(collection="harbour")) == 1


def test_what_is_not_there_is_an_error(database: str, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="mayor-money"):
        factdb.open(database).timeline("mayor-mone")
    with pytest.raises(DatabaseError, match="No database"):
        factdb.open(tmp_path / "none.db").claims()
    with pytest.raises(AttributeError, match="nothing"):
        factdb.nothing  # noqa: B018


def test_loading_creates_the_database_and_later_reports_see_it(place: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "Russia denied on Tuesday that it had bought artillery shells.\n", encoding="utf-8"
    )
    db = factdb.open(place)
    assert db.load(tmp_path / "one.txt", published="2022-09-07").articles_new == 1
    first = len(db.statements())
    (tmp_path / "two.txt").write_text("Ukraine denied on Friday that it had shelled the plant.\n", encoding="utf-8")
    db.load(tmp_path / "two.txt", published="2022-09-10")
    assert len(db.statements()) == first + 1
