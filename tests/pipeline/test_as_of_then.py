"""Reports as of a day: only what was said by then, and the status that the stored history has for that day."""

from collections.abc import Iterable
from pathlib import Path

import pytest
import sqlalchemy as sa

from factdb import fetch
from factdb.errors import DatabaseError, NotFoundError
from factdb.pipeline import load, looking_back, publish
from factdb.records import Moment
from factdb.report import Report, Scope
from factdb.report.pages import Entry
from factdb.status.when import first_day, last_day
from factdb.store import VIEWS, PastDay, Reader, open_database
from tests.conftest import NewPlace, forget, fresh_postgresql, on_server
from tests.pipeline.contents import seeds, write
from tests.pipeline.minis import MINIS
from tests.torture.durable import durable_server
from tests.torture.test_places import nobody

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
            assert isinstance(past, PastDay)
            past.lay("2022-12-31", lambda claims: dict.fromkeys(claims))
            then = past.rows("claim_status")
            assert len(then) < len(before["claim_status"])
            assert {row["claim_id"] for row in then} == {row["claim_id"] for row in past.rows("claim")}
        with database.reading() as reader:
            assert {view: reader.rows(view) for view in VIEWS} == before
            assert reader.rows("claim_state")


def test_a_published_file_in_a_locked_folder_is_read(tmp_path: Path) -> None:
    place, folder = str(tmp_path / "a.db"), tmp_path / "locked"
    load(place, [write(tmp_path / "news.jsonl", MINIS)])
    folder.mkdir()
    file = folder / "public.db"
    publish(place, file, without_texts=True)
    file.chmod(0o444)
    folder.chmod(0o555)
    for reachable in (tmp_path, *tmp_path.parents[:-2]):
        reachable.chmod(reachable.stat().st_mode | 0o011)
    with nobody(), looking_back(file, Moment(as_of="2022-09-10", known_at="2100-01-01T00:00:00Z")) as reader:
        (row,) = reader.rows("contested_claims")
        assert row["status"] == "denied" and row["status_since"] == "2022-09-07"
        assert [path.name for path in folder.iterdir()] == ["public.db"]
    folder.chmod(0o755)


def test_a_claim_that_came_later_is_told_so(database: str) -> None:
    slug = str(max(read(database, "claim_status"), key=lambda row: str(row["first_said_on"] or ""))["slug"])
    with looking_back(database, Moment(as_of="2000")) as reader:
        with pytest.raises(NotFoundError, match="is younger"):
            reader.claim(slug)
        with pytest.raises(NotFoundError, match="No claim 'no-such-claim'"):
            reader.claim("no-such-claim")


def test_nothing_can_be_written_while_looking_back(place: str, tmp_path: Path) -> None:
    load(place, [write(tmp_path / "news.jsonl", MINIS[:3])])
    with looking_back(place, Moment(as_of="2024")) as reader, pytest.raises(sa.exc.DBAPIError):
        reader.connection.exec_driver_sql("DELETE FROM party_alias")


def test_a_search_path_that_puts_temporary_tables_last_is_no_way_around(postgresql: str, tmp_path: Path) -> None:
    place = fresh_postgresql(postgresql)
    load(place, [write(tmp_path / "news.jsonl", MINIS[:3])])
    on_server(postgresql, f"ALTER DATABASE {sa.make_url(place).database} SET search_path TO public, pg_temp")
    with looking_back(place, Moment(as_of="2000")) as reader:
        assert reader.rows("claim_status") == reader.rows("statement_details") == []
    forget(place)


def test_who_may_only_read_on_a_server_needs_temporary_tables_alone(postgresql: str, tmp_path: Path) -> None:
    place = fresh_postgresql(postgresql)
    load(place, [write(tmp_path / "news.jsonl", MINIS[:3])])
    name = sa.make_url(place).database
    on_server(postgresql, "CREATE ROLE watcher LOGIN", "ALTER ROLE watcher SET default_transaction_read_only = on")
    on_server(place, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO watcher")
    watching = sa.make_url(place).set(username="watcher").render_as_string(hide_password=False)
    with looking_back(watching, Moment(as_of="2024")) as reader:
        assert reader.rows("contested_claims")
    on_server(postgresql, f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC")
    with pytest.raises(DatabaseError, match=r"does not let this user do that. Ask the owner .* \(GRANT\)"):
        looking_back(watching, Moment(as_of="2024")).__enter__()
    on_server(place, "DROP OWNED BY watcher", "DROP ROLE watcher")
    forget(place)


def test_a_server_that_follows_another_one_says_what_it_cannot(tmp_path: Path) -> None:
    with durable_server() as server:
        load(server.url, [write(tmp_path / "news.jsonl", MINIS[:1])])
        server.crash()
        (server.folder / "data" / "standby.signal").touch()
        server.start()
        with open_database(server.url, read_only=True) as database, database.reading() as reader:
            assert reader.rows("claim_status")
        with pytest.raises(DatabaseError, match="This server follows another one"):
            looking_back(server.url, Moment(as_of="2024")).__enter__()


class Whole(Scope):
    """A scope for which a report reads all claims, as it must where words of articles restrict it."""

    def restricts_what_counts(self) -> bool:
        return True


def seen(told: Report) -> list[object]:
    """What a reader sees on a page, whatever order an engine gave rows in that are shown together."""
    assert told.page is not None
    blocks = [(one.lines, one.facts, one.steps, one.amounts) for one in told.page.blocks if isinstance(one, Entry)]
    return [told.page.head, told.page.foot, blocks]


@pytest.mark.parametrize("day", [None, "2022-10-15", "2023"])
def test_a_page_is_the_beginning_of_the_whole_report(database: str, day: str | None) -> None:
    with fetch.reading(database, Moment(as_of=day)) as reader:
        for asked in ({}, {"limit": 2}, {"least": 0.7}, {"status": ("disputed",), "limit": 1}):
            page, whole = (fetch.contested(reader, scope(**asked)) for scope in (Scope, Whole))
            assert page.table == whole.table
            assert seen(page) == seen(whole)


@pytest.mark.parametrize("recorded", [False, True])
def test_changes_of_a_period_are_those_of_all_claims_in_it(database: str, recorded: bool) -> None:
    periods = (
        {"since": "2022-09"},
        {"until": "2023-01-20"},
        {"since": "2022", "until": "2022-11", "status": ("denied",)},
    )
    with fetch.reading(database) as reader:
        for asked in periods:
            some, whole = (fetch.changes(reader, scope(**asked), recorded=recorded) for scope in (Scope, Whole))
            assert some.table == whole.table
            assert seen(some) == seen(whole)
