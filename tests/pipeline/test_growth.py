"""Linking finds its candidates by an index: what a new article costs does not grow with what is loaded."""

from collections.abc import Iterator
from itertools import combinations, islice
from pathlib import Path

import pytest
import sqlalchemy as sa

from benchmarks.invented import ACCUSING, Told, imagined, invented
from benchmarks.linking import keep
from factdb.link import keys_of, settle
from factdb.parties import shipped
from factdb.pipeline import nearby
from factdb.pipeline.claiming import Claiming
from factdb.store import Writer, open_database
from tests.conftest import fresh_postgresql

PARTIES = sorted(party.name for party in shipped().all() if party.kind in ACCUSING)
SMALL, LARGE, NEW = 40, 640, 20


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with (
        open_database(tmp_path / "growth.db", create=True) as database,
        database.writing(author="test", kind="load", keep=False) as writing,
    ):
        yield writing


def test_comparisons_do_not_grow_with_the_articles(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen times the articles: comparing with each would be sixteen times the work, with a share of them as well."""
    compared = []
    monkeypatch.setattr(nearby, "alike", lambda one, other: compared.append((one.key, other.key)))
    news, known = invented(PARTIES), []

    def comparisons(articles: int, seed: int) -> int:
        known.extend(islice(news, articles - len(known)))
        for told in known:
            keep(writer, told, shipped())
        filled = [imagined(told) for told in known]
        writer.save_appearances(filled, {one.key: keys_of(one) for one in filled})
        compared.clear()
        for told in islice(invented(PARTIES, seed), NEW):
            link(writer, told)
        return len(compared)

    few = comparisons(SMALL, seed=1)
    assert comparisons(LARGE, seed=2) <= few + 2 * NEW


def link(writer: Writer, told: Told) -> None:
    keep(writer, told, shipped())
    add(Claiming(writer, shipped()), told)


def add(linking: Claiming, told: Told) -> None:
    shown = settle(told.article, told.statements, shipped()).appearances
    linking.add(shown, {one.key: keys_of(one) for one in shown}, is_whole=True)


def test_articles_on_one_matter_share_keys_and_those_on_two_seldom_do() -> None:
    news = list(islice(invented(PARTIES), 300))
    found = [(told.matter, keys_of(imagined(told)).both) for told in news]
    pairs = list(combinations(found, 2))
    same = [bool(one[1] & other[1]) for one, other in pairs if one[0] == other[0]]
    strange = [bool(one[1] & other[1]) for one, other in pairs if one[0] != other[0]]
    assert len(same) >= 10 and sum(same) >= 0.9 * len(same)
    assert sum(strange) <= 0.02 * len(strange)


def test_no_table_is_read_whole_to_find_what_is_near(writer: Writer) -> None:
    """Every query by which linking reads goes by an index."""
    raw = writer.connection.connection.driver_connection
    plans = {
        (statement, row[3])
        for statement, parameters in asked_by_linking(writer)
        for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", one_of(parameters)).fetchall()
    }
    whole = {
        (statement, step)
        for statement, step in plans
        if step.startswith(("SCAN", "SEARCH claim USING INDEX ix_claim_merged"))
    }
    assert not {statement for statement, step in whole if "LIMIT 0" not in statement and step != "SCAN listed"}


def test_postgresql_has_an_index_for_whatever_linking_asks(postgresql: str) -> None:
    """It prefers reading small tables whole; told to avoid that, it must not have to."""
    with (
        open_database(fresh_postgresql(postgresql), create=True) as database,
        database.writing(author="test", kind="load", keep=False) as writer,
    ):
        asked = asked_by_linking(writer)
        writer.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        raw = writer.connection.connection.driver_connection
        plans = {
            statement: "\n".join(row[0] for row in raw.execute(f"EXPLAIN {statement}", one_of(parameters)).fetchall())
            for statement, parameters in asked
            if "LIMIT 0" not in statement
        }
    assert len(plans) > 20
    assert [statement for statement, plan in plans.items() if "Seq Scan" in plan] == []


def asked_by_linking(writer: Writer) -> list[tuple[str, object]]:
    """The queries, with what they are about, by which one more article is linked to some that are there."""
    asked: list[tuple[str, object]] = []
    for told in islice(invented(PARTIES), SMALL):
        link(writer, told)

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        asked.append((statement, parameters))

    engine = writer.connection.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        told = next(invented(PARTIES, seed=3))
        keep(writer, told, shipped())
        asked.clear()
        linking = Claiming(writer, shipped())
        add(linking, told)
        linking.settle()
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return [one for one in asked if one[0].lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE"))]


def one_of(parameters: object) -> object:
    """The values of one execution of many."""
    return parameters[0] if isinstance(parameters, list) else parameters
