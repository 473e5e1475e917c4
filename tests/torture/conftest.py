"""A small database that was closed in good order, and articles that it does not hold yet."""

from pathlib import Path

import pytest

from factdb import pipeline
from tests.pipeline.contents import write
from tests.torture.news import articles


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of two matters in ten articles; tests copy it."""
    folder = tmp_path_factory.mktemp("small")
    pipeline.load(folder / "small.db", [write(folder / "news.jsonl", articles(10))], author="loader")
    assert [path.name for path in sorted(folder.iterdir())] == ["news.jsonl", "small.db"]
    return folder / "small.db"


@pytest.fixture(scope="session")
def more(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of five articles on a third matter."""
    return write(tmp_path_factory.mktemp("more") / "more.jsonl", articles(15)[10:])
