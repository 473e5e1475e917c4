"""Fixtures of the store: databases on each engine, empty and filled."""

from collections.abc import Iterator

import pytest

from factdb.records import Answer
from factdb.store import Database, open_database
from tests.store.filling import MOMENT, fill


@pytest.fixture
def database(place: str) -> Iterator[Database]:
    """A fresh, empty database on each engine."""
    with open_database(place, create=True) as opened:
        yield opened


@pytest.fixture
def filled(database: Database) -> Database:
    """A database on each engine with something in every view."""
    fill(database)
    with database.writing(author="Ana", kind="review", recorded_at=MOMENT) as writer:
        writer.save_answers([Answer(review=1, state="rejected", author="Ana", decided_at="2024-06-01T10:00:00Z")])
    return database
