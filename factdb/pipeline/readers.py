"""Processes that read articles ahead of the one that keeps what they say.

In come portions of articles, out go the same portions in the same order with what their articles say. Readers know no
database; who keeps decides what of it holds. Each process is started by itself (spawn), on every system alike: it
inherits neither open databases nor threads, and costs a second of processor time, once.
"""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Self

from factdb.errors import FactdbError
from factdb.pipeline.batch import Portion
from factdb.pipeline.known import overlay_of
from factdb.pipeline.written import Told, maker_of, reading_in, readings_in_words
from factdb.records import Article, Overlay
from factdb.store import Database

AHEAD = 400
"""How many articles may be read before they can be kept: two batches, so that nobody waits and memory stays flat."""

AT_ONCE = 25
"""How many articles a process is given at once: half a second of work, against a millisecond to hand it over."""

MOST_TRIES = 3


@dataclass(slots=True, kw_only=True)
class _Task:
    """Some articles of a portion, on their way through a process that knows these parties."""

    articles: Sequence[Article]
    overlay: Overlay
    result: Future[list[bytes]]
    tries: int = 1


class Readers:
    """So many processes, none before the first article; leaving ends them."""

    def __init__(self, workers: int, database: Database) -> None:
        self.workers, self.database = workers, database
        self._pool = self._new()
        self._waiting: deque[tuple[Portion, list[_Task]]] = deque()

    def ahead(self, portions: Iterable[Portion]) -> Iterator[Portion]:
        """The portions, read but for articles that are there or told already; a few are read while one is kept.

        Raises FactdbError where processes end by themselves again and again; what one had to read is read once more.
        """
        for portion in portions:
            self._waiting.append((portion, []))
            self._begin()
            while sum(len(one.articles) for one, _ in self._waiting) > AHEAD:
                yield self._finished()
        while self._waiting:
            yield self._finished()

    def _begin(self) -> None:
        """Has the last portion read."""
        portion, tasks = self._waiting[-1]
        keys = {article.key: article for article in portion.articles}
        with self.database.reading() as reader:
            overlay, there = overlay_of(reader), reader.known_articles(keys)
        maker = maker_of(overlay)
        told = {key for key, one in portion.told.items() if one.maker == maker}
        read = [article for key, article in keys.items() if key not in there and key not in told]
        for start in range(0, len(read), AT_ONCE):
            some = read[start : start + AT_ONCE]
            tasks.append(_Task(articles=some, overlay=overlay, result=self._submitted(overlay, some)))

    def _submitted(self, overlay: Overlay, articles: Sequence[Article]) -> Future[list[bytes]]:
        try:
            return self._pool.submit(readings_in_words, overlay, articles)
        except BrokenProcessPool:
            self._mend()
            return self._pool.submit(readings_in_words, overlay, articles)

    def _finished(self) -> Portion:
        """The first portion, once it is read."""
        portion, tasks = self._waiting[0]
        for task in tasks:
            while (words := self._words(task)) is None:
                self._mend()
            maker = maker_of(task.overlay)
            for one in map(reading_in, words):
                portion.told[one.article.key] = Told(maker=maker, reading=one)
        self._waiting.popleft()
        return portion

    def _words(self, task: _Task) -> list[bytes] | None:
        """What a task gave; None where a process ended before it was done."""
        try:
            return task.result.result()
        except BrokenProcessPool:
            return None

    def _mend(self) -> None:
        """Starts new processes where one ended by itself, which ends all, and has read anew what was lost."""
        self._pool.shutdown()
        self._pool = self._new()
        for task in [task for _, tasks in self._waiting for task in tasks]:
            if isinstance(task.result.exception(), BrokenProcessPool):
                if task.tries == MOST_TRIES:
                    raise FactdbError(_given_up(task))
                task.tries += 1
                task.result = self._pool.submit(readings_in_words, task.overlay, task.articles)

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"), initializer=_prepare)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)


def _given_up(task: _Task) -> str:
    return (
        f"A process that reads articles was ended {task.tries} times, each time before it had read all from "
        f"{task.articles[0].source} to {task.articles[-1].source}. Perhaps the memory is too small for so many: "
        "run the same command again with fewer --workers. What was loaded so far stays."
    )


def _prepare() -> None:
    """What each process does first: it leaves Ctrl-C to the one that keeps, and ends when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
