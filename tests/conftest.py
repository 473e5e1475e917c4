"""What all tests share: golden files, fresh databases on each engine, a browser."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.browser import browser, new_page, page, troubles
from tests.postgres import postgresql_server

__all__ = ["browser", "new_page", "page", "troubles"]  # fixtures

_numbers = itertools.count(1)
NewPlace = Callable[[], str]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files and README blocks anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with a golden file, which changes only with --update-golden; a missing one fails."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"{file} is missing: run pytest --update-golden and read what it wrote"
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a running PostgreSQL server, one for each process of the tests."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Has a test run on each engine."""
    return str(request.param)


@pytest.fixture(scope="session")
def new_place(engine: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewPlace:
    """Gives places where nothing is yet, on each engine; for tests that want several, or share one."""
    if engine == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("place") / "factdb.db")
    server: str = request.getfixturevalue("postgresql")
    return lambda: fresh_postgresql(server)


@pytest.fixture
def place(new_place: NewPlace) -> Iterator[str]:
    """Where a fresh database can be made, on each engine."""
    where = new_place()
    yield where
    forget(where)


@pytest.fixture
def other_place(new_place: NewPlace) -> Iterator[str]:
    """Another fresh place on the same engine."""
    where = new_place()
    yield where
    forget(where)


def fresh_postgresql(server: str, options: str = "") -> str:
    """The URL of a new, empty database on the server; `options` are those of CREATE DATABASE."""
    name = f"factdb_{next(_numbers)}"
    on_server(server, f"CREATE DATABASE {name} {options}")
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def forget(place: str) -> None:
    """Drops a database of PostgreSQL, which would fill the disk; pytest itself drops files."""
    if "://" in place:
        url = sa.make_url(place)
        server = url.set(database="postgres").render_as_string(hide_password=False)
        on_server(server, f"DROP DATABASE IF EXISTS {url.database} WITH (FORCE)")


def on_server(place: str, *commands: str) -> None:
    """Runs commands of PostgreSQL as its owner, each in a transaction of its own."""
    url = sa.make_url(place).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for command in commands:
            connection.exec_driver_sql(command)
    engine.dispose()
