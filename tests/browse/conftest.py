"""The seeds in a database, and `factdb browse` on it."""

from collections.abc import Iterator

import pytest

from factdb import pipeline
from tests.browse.running import ROOT, Site, browsing


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database of the seed articles; tests only read it."""
    file = tmp_path_factory.mktemp("browse") / "seeds # 100%?.db"
    pipeline.load(file, [str(ROOT / "seeds")], author="tests")
    return str(file)


@pytest.fixture(scope="module")
def site(seeds: str) -> Iterator[Site]:
    """The seeds, browsed."""
    with browsing(seeds) as running:
        yield running
