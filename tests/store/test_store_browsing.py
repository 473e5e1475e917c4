"""The file as people see it who open it in DB Browser, Datasette or sqlite3."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from factdb.store import VIEWS, Database, open_database
from tests.store.filling import fill

# About ten columns fit a screen in DB Browser: what a reader wants stands among the first.
FIRST = {
    "articles": "article_id title publisher published_on",
    "statement_details": "statement_id said_on stance party speaker",
    "claim_statements": "slug said_on stance party speaker role",
    "claim_status": "title status status_since accused accusers deniers",
    "contested_claims": "title status status_since accused accusers deniers",
    "claim_status_history": "slug sequence effective_on from_status to_status party",
    "claim_quantities": "slug unit low high party",
    "claim_relations": "slug kind other_slug state score",
    "denial_record": "party root_party denials",
    "parties": "name kind parent root",
    "problems": "problem_id words message",
    "verdicts": "slug rating author given_on",
    "decisions": "decided_at author kind state",
}
LONG = ("text", "quote", "proposition", "aliases", "explanation")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A filled SQLite file, closed."""
    with open_database(tmp_path / "news.db", create=True) as database:
        fill(database)
    return tmp_path / "news.db"


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_begins_with_what_a_reader_wants_and_ends_with_long_text(filled: Database, view: str) -> None:
    with filled.reading() as reader:
        columns = reader.columns(view)
    wanted = tuple(FIRST[view].split())
    assert columns[: len(wanted)] == wanted
    if view != "claim_quantities":  # its text is a number in words
        assert [name for name in columns if name in LONG] == [name for name in columns[-1:] if name in LONG]


def test_statements_stand_in_the_order_in_which_they_were_loaded(file: Path) -> None:
    numbers = rows(file, "SELECT statement_id FROM statement_details")
    assert len(numbers) > 2
    assert numbers == sorted(numbers)


def test_whole_numbers_are_shown_without_a_fraction(file: Path) -> None:
    shown = [value for pair in rows(file, "SELECT low, high FROM claim_quantities") for value in pair]
    assert any(value is not None for value in shown)
    assert not [value for value in shown if isinstance(value, float) and value.is_integer()]


def test_nothing_in_a_view_is_a_blob(file: Path) -> None:
    for view in VIEWS:
        assert not [row for row in rows(file, f"SELECT * FROM {view}") if any(isinstance(cell, bytes) for cell in row)]


def test_an_article_without_a_headline_is_labelled_by_its_source(file: Path) -> None:
    write(file, "UPDATE article SET title = NULL WHERE article_id = 1")
    told = datasette(file, "statement.json?_labels=on&_shape=objects&article_id=1").json()["rows"][0]
    assert told["article_id"]["label"] == rows(file, "SELECT source FROM article WHERE article_id = 1")[0][0]
    write(file, "UPDATE article SET title = 'Semuanya bohong' WHERE article_id = 1")
    told = datasette(file, "statement.json?_labels=on&_shape=objects&article_id=1").json()["rows"][0]
    assert told["article_id"]["label"] == "Semuanya bohong"


@pytest.mark.parametrize("table", ["statement", "article_text"])
def test_datasette_has_a_search_box_where_about_says_so(file: Path, table: str) -> None:
    assert 'name="_search"' in datasette(file, table).text
    told = rows(file, "SELECT explanation FROM about WHERE name = 'search'")[0][0]
    assert table in told


def rows(file: Path, sql: str) -> list[tuple[Any, ...]]:
    """What plain sqlite3 reads."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


def write(file: Path, sql: str) -> None:
    """What somebody does to the file by hand."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(sql)


def datasette(file: Path, page: str) -> Any:
    """A page of Datasette, asked for inside this process."""
    from datasette.app import Datasette

    return asyncio.run(Datasette([str(file)]).client.get(f"/{file.stem}/{page}"))
