"""Reports as of a day: only what was said by then, and the status that the stored history has for that day."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from factdb.pipeline import load, looking_back
from factdb.records import Moment
from factdb.status.when import first_day, last_day
from factdb.store import VIEWS, Reader, open_database
from tests.conftest import NewPlace
from tests.pipeline.contents import seeds, write
from tests.pipeline.minis import MINIS

Row = dict[str, object]


@pytest.fixture(scope="module")
def database(new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory) -> str:
    place = new_place()
    load(place, [write(tmp_path_factory.mktemp("news") / "news.jsonl", [*seeds(), *MINIS])])
    return place


def read(place: str, view: str) -> list[Row]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.rows(view)


def bounds(dates: Iterable[object]) -> list[tuple[str, str]]:
    return [(first_day(str(on)), last_day(str(on))) for on in dates if on]


def days_in(place: str) -> list[str]:
    """The days on which something begins or ends that was said, and the days before the first."""
    told = bounds(row["said_on"] or row["published_on"] for row in read(place, "claim_statements"))
    return ["1999-12-31", *sorted({day for pair in told for day in pair})]


def test_each_claim_stands_as_its_history_says(database: str) -> None:
    steps, said = read(database, "claim_status_history"), read(database, "claim_statements")
    claims = {row["claim_id"] for row in read(database, "claim_status") if row["status"]}
    compared = 0
    for day in days_in(database):
        with looking_back(database, Moment(as_of=day)) as reader:
            then = {row["claim_id"]: row["status"] for row in reader.rows("claim_status")}
        for claim in claims:
            mine = sorted((row for row in steps if row["claim_id"] == claim), key=lambda row: int(str(row["sequence"])))
            dates = [row["said_on"] or row["published_on"] for row in said if row["claim_id"] == claim]
            if any(low <= day < high for low, high in bounds([*dates, *(row["effective_on"] for row in mine)])):
                continue
            done = [
                row["to_status"] for row in mine if row["effective_on"] and first_day(str(row["effective_on"])) <= day
            ]
            assert then.get(claim) == (done[-1] if done else None), (claim, day)
            compared += 1
    assert compared > 500


def test_nothing_said_later_is_told_anywhere(database: str) -> None:
    day = "2022-10-31"
    with looking_back(database, Moment(as_of="2022-10")) as reader:
        views = {view: reader.rows(view) for view in VIEWS}
        for row in views["statement_details"]:
            low, high = bounds([row["said_on"] or row["published_on"]])[0]
            assert low <= day and (high <= day or str(row["said_on_latest"]) <= day or told(reader, row))
        statements = {row["statement_id"] for row in views["statement_details"]}
        claims = {row["claim_id"]: row for row in views["claim_status"]}
        assert 0 < len(statements) < len(read(database, "statement_details"))
        assert 0 < len(claims) < len(read(database, "claim_status"))
        for view in ("claim_statements", "claim_quantities", "claim_status_history"):
            assert views[view] and {row["statement_id"] for row in views[view]} <= statements
            assert {row["claim_id"] for row in views[view]} <= claims.keys()
        for number, claim in claims.items():
            mine = [row for row in views["claim_statements"] if row["claim_id"] == number]
            assert len(mine) == claim["statement_count"] and {row["role"] for row in mine} & {"allegation", "denial"}
            assert len({row["article_id"] for row in mine}) == claim["article_count"]
        assert {row["claim_id"] for row in views["contested_claims"]} <= claims.keys()
        found = {row["statement_id"] for row in reader.search("Rusia", 500)} - {None}
        assert found and found <= statements


def told(reader: Reader, row: Row) -> bool:
    """Whether a statement is as old as the one that it repeats."""
    return bool(row["repeats_statement_id"])


def test_no_moment_leaves_a_trace(place: str, tmp_path: Path) -> None:
    load(place, [write(tmp_path / "news.jsonl", MINIS)])
    before = {view: read(place, view) for view in VIEWS}
    with open_database(place, read_only=True) as database:
        with database.looking_back(Moment(as_of="2022")) as past:
            past.settle("2022-12-31")
            assert not past.rows("claim_status") and not past.rows("claim")
        with database.reading() as reader:
            assert {view: reader.rows(view) for view in VIEWS} == before
            assert reader.rows("claim_state")
