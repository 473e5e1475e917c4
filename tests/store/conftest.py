"""Fixtures of the store: a fresh database on each engine."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from factdb.store import Database, open_database
from tests.postgres import postgresql_server
from tests.store.filling import fill

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a running PostgreSQL server."""
    with postgresql_server() as url:
        yield url


def fresh_postgresql(server: str) -> str:
    """The URL of a new, empty database on the server."""
    name = f"factdb_{next(_numbers)}"
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a fresh database can be made, on each engine."""
    if request.param == "sqlite":
        return str(tmp_path / "factdb.db")
    return fresh_postgresql(request.getfixturevalue("postgresql"))


@pytest.fixture
def database(place: str) -> Iterator[Database]:
    """A fresh, empty database on each engine."""
    with open_database(place, create=True) as opened:
        yield opened


@pytest.fixture
def other_place(place: str, request: pytest.FixtureRequest) -> str:
    """Another fresh place on the same engine."""
    if "://" not in place:
        return f"{place}.other"
    return fresh_postgresql(request.getfixturevalue("postgresql"))


@pytest.fixture
def filled(database: Database) -> Database:
    """A database on each engine with something in every view."""
    fill(database)
    return database
