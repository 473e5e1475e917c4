"""Fixtures of the store: databases on each engine, empty and filled."""

from collections.abc import Iterator

import pytest

from factdb.store import Database, open_database
from tests.store.filling import fill


@pytest.fixture
def database(place: str) -> Iterator[Database]:
    """A fresh, empty database on each engine."""
    with open_database(place, create=True) as opened:
        yield opened


@pytest.fixture
def filled(database: Database) -> Database:
    """A database on each engine with something in every view but that of decisions."""
    fill(database)
    return database
