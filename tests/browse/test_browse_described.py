"""What Datasette is told about the file fits the file: each view, each column, each question, each search."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdb.browse.described import metadata, shown
from factdb.browse.plugin import words_of
from factdb.store import VIEWS, open_database

TABLES = ("statement_search", "article_search")
FOUND = ("Korea", '"Korea Utara', "korea -utara*")
LOST = ("", " ", "Korea NOT (", "NEAR(a b)", "quote:x", "^x", "'", '""', "{", "\0", "x" * 9999, "x-" * 9999)


@pytest.fixture(scope="module")
def told(seeds: str) -> dict[str, Any]:
    """Datasette's metadata of the seeds."""
    with open_database(seeds, read_only=True) as database, database.reading() as reader:
        return metadata(reader.rows("about"), reader)["databases"]["factdb"]


@pytest.fixture(scope="module")
def file(seeds: str) -> Iterator[sqlite3.Connection]:
    """The seeds as Datasette reads them."""
    with closing(sqlite3.connect(seeds)) as connection:
        connection.create_function("words_of", 1, words_of)
        yield connection


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_told_with_columns_that_it_has(view: str, told: dict[str, Any], file: sqlite3.Connection) -> None:
    columns = [column[0] for column in file.execute(f"SELECT * FROM {view}").description]
    given = told["tables"][view]
    assert list(given["columns"]) == columns
    assert all(given["columns"].values()) and given["description"] and given["title"]
    named = [*given.get("facets", ()), *(given[key] for key in ("sort", "sort_desc", "fts_pk") if key in given)]
    assert set(named) <= set(columns)
    assert given.get("fts_table") in (None, *TABLES)


def test_every_table_behind_the_views_is_hidden_but_the_one_that_explains(
    told: dict[str, Any], file: sqlite3.Connection
) -> None:
    names = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    own = {name for name in names if not name.startswith((*TABLES, "sqlite_"))}
    assert {name for name in own if not told["tables"].get(name, {}).get("hidden")} == {"about"}


@pytest.mark.parametrize("name", shown()["query"])
def test_a_question_is_told_and_answers(name: str, told: dict[str, Any], file: sqlite3.Connection) -> None:
    query = told["queries"][name]
    assert query["title"] and query["description"]
    slug = file.execute("SELECT slug FROM contested_claims").fetchone()[0]
    assert file.execute(query["sql"], {"month": "", "words": "Korea", "slug": slug}).fetchall()


def test_changes_are_those_of_the_month_that_was_asked_for_else_of_the_latest(file: sqlite3.Connection) -> None:
    sql = shown()["query"]["changes_this_month"]["sql"]
    months = {str(row[0])[:7] for row in file.execute(sql, {"month": ""})}
    latest = file.execute("SELECT max(substr(effective_on, 1, 7)) FROM claim_status_history").fetchone()[0]
    assert months == {latest}
    asked = [str(row[0]) for row in file.execute(sql, {"month": " 2022-09 "})]
    assert asked
    assert all(day.startswith("2022-09") for day in asked)


@pytest.mark.parametrize("typed", [*FOUND, *LOST])
def test_whatever_is_typed_is_searched_without_an_error(typed: str, file: sqlite3.Connection) -> None:
    rows = file.execute(shown()["query"]["search"]["sql"], {"words": typed}).fetchall()
    assert bool(rows) == (typed in FOUND)


@given(st.text(max_size=200))
def test_no_text_breaks_a_search(typed: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        assert connection.execute("SELECT * FROM t WHERE t MATCH ?", (words_of(typed),)).fetchall() == []
