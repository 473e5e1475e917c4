"""Pages and timelines cost the same however many claims there are; processes derive what one alone derives.

The same is measured on a million claims by `benchmarks/standing.py`; here steps are counted, which nothing disturbs.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.archive import fill
from factdb.pipeline import check, rebuild
from factdb.pipeline.deriving import derive_all
from factdb.pipeline.known import known_parties
from factdb.store import open_database
from factdb.store.save_histories import DERIVED

SIZES = (80, 640)
A_STEP = 10
SURE = "SELECT claim_id FROM claim_state WHERE is_contested ORDER BY sureness DESC, statement_count DESC LIMIT 5"
ASKED = {
    "a page of contested claims": "SELECT * FROM contested_claims LIMIT 5",
    "the surest contested claims": SURE,
    "a timeline": "SELECT * FROM claim_status_history WHERE slug = (SELECT slug FROM claim WHERE claim_id = 7)",
}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    places = {size: tmp_path_factory.mktemp("archive") / f"{size}.db" for size in SIZES}
    for size, place in places.items():
        fill(place, size, changesets=3)
        rebuild(place)
    return places


def steps(place: Path, sql: str) -> int:
    """How many steps of SQLite's machine a query takes, in tens."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    with closing(sqlite3.connect(place)) as file:
        file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        file.set_progress_handler(count, A_STEP)
        file.execute(sql).fetchall()
    return taken


def test_a_made_up_archive_is_sound(archives: dict[int, Path]) -> None:
    assert check(archives[SIZES[0]]).findings == ()


@pytest.mark.parametrize("asked", ASKED)
def test_a_page_costs_the_same_among_more_claims(archives: dict[int, Path], asked: str) -> None:
    few, many = (steps(archives[size], ASKED[asked]) for size in SIZES)
    assert many <= 2 * few + 20


def test_contested_claims_are_counted_by_an_index_alone(archives: dict[int, Path]) -> None:
    with closing(sqlite3.connect(archives[SIZES[0]])) as file:
        plan = file.execute("EXPLAIN QUERY PLAN SELECT count(*) FROM contested_claims").fetchall()
    assert [row[3].replace("COVERING ", "") for row in plan] == ["SCAN st USING INDEX ix_claim_state_surest"]


def test_processes_derive_what_one_alone_derives(archives: dict[int, Path]) -> None:
    place = archives[SIZES[0]]

    def kept() -> dict[str, list[tuple[object, ...]]]:
        with closing(sqlite3.connect(place)) as file:
            return {t.name: sorted(file.execute(f"SELECT * FROM {t.name}"), key=repr) for t in DERIVED}

    before = kept()
    with closing(sqlite3.connect(place)) as file:
        file.executescript("DELETE FROM statement_role WHERE claim_id % 2; UPDATE claim_state SET sureness = 2;")
    with open_database(place) as database, database.writing(author="", kind="rebuild") as writer:
        claims = writer.numbers("claim")
        differed = derive_all(writer, known_parties(writer), claims, place, workers=2)
        assert differed == {row["claim_id"] for row in writer.rows("claim_state")}
    assert kept() == before
