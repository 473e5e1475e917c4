"""Nothing that reading makes waits for Python to look for circles of objects: a load looks seldom."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from factdb.parties import shipped
from factdb.pipeline.collecting import without_collecting
from factdb.pipeline.reading import reading_of
from factdb.records import Article

TEXT = (
    "Washington accused North Korea on Tuesday of sending 10,000 shells to Russia. "
    '"That is a lie," said Kim Son Gyong, a vice minister. Governor Anna Brown of Ohio said she had seen the shells. '
    "The vice minister denied it again. Seoul confirmed the report, and Brown said the lie was told by Pyongyang."
)


@contextmanager
def circles_kept() -> Iterator[list[object]]:
    """What only Python's collector would have dropped, of what the block made."""
    gc.collect()
    found: list[object] = []
    with without_collecting():
        yield found
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            gc.collect()
            found += gc.garbage
        finally:
            gc.set_debug(0)
            gc.garbage.clear()


def test_what_reading_makes_holds_itself_in_no_circle() -> None:
    article = Article(key="a", text=TEXT, source="a", language="en", published_on="2024-10-31")
    reading_of(article, shipped())
    with circles_kept() as kept:
        assert reading_of(article, shipped()).appearances
    assert [one for one in kept if type(one).__module__.startswith("factdb")] == []
