"""Articles that others read ahead of the one who keeps what they say.

In come portions of articles, out go the same portions in the same order with what their articles say. Who reads them
is a `Crew`: processes of this machine, or a cluster. It knows no database; who keeps decides what of it holds.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from factdb.pipeline.batch import Portion
from factdb.pipeline.known import overlay_of
from factdb.pipeline.written import Told, maker_of, reading_in
from factdb.records import Article, Overlay, Problem
from factdb.store import Database


class Crew(Protocol):
    """Those who read: `at_once` articles are one task, some `ahead` of those that are kept may be on their way."""

    at_once: int
    ahead: int

    def begin(self, overlay: Overlay, articles: Sequence[Article], notes: Sequence[Problem]) -> Any:
        """Has articles read by somebody who knows these parties; `notes` are the problems that came with them."""

    def finish(self, task: Any) -> list[bytes]:
        """What was read, once it is: each as `readings_in_words` gives it. FactdbError where nobody can read it."""


class Readers:
    """What a crew reads, on its way to the one who keeps it."""

    def __init__(self, crew: Crew, database: Database) -> None:
        self.crew, self.database = crew, database
        self._waiting: deque[tuple[Portion, str, list[Any]]] = deque()

    def ahead(self, portions: Iterable[Portion]) -> Iterator[Portion]:
        """The portions, read but for articles that are there or told already; some are read while one is kept."""
        for portion in portions:
            self._waiting.append(self._begun(portion))
            while sum(len(one.articles) for one, _, _ in self._waiting) > self.crew.ahead:
                yield self._finished()
        while self._waiting:
            yield self._finished()

    def _begun(self, portion: Portion) -> tuple[Portion, str, list[Any]]:
        """A portion, the maker of what is read of it, and the tasks that read it."""
        keys = {article.key: article for article in portion.articles}
        with self.database.reading() as reader:
            overlay, there = overlay_of(reader), reader.known_articles(keys)
        maker = maker_of(overlay)
        told = {key for key, one in portion.told.items() if one.maker == maker}
        read = [article for key, article in keys.items() if key not in there and key not in told]
        tasks = []
        for start in range(0, len(read), self.crew.at_once):
            some = read[start : start + self.crew.at_once]
            mine = {article.key for article in some}
            notes = [problem for problem in portion.problems if problem.article in mine]
            tasks.append(self.crew.begin(overlay, some, notes))
        return portion, maker, tasks

    def _finished(self) -> Portion:
        """The first portion, once it is read."""
        portion, maker, tasks = self._waiting[0]
        for task in tasks:
            for one in map(reading_in, self.crew.finish(task)):
                portion.told[one.article.key] = Told(maker=maker, reading=one)
        self._waiting.popleft()
        return portion
