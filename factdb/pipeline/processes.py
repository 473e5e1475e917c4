"""Processes of this machine that read articles.

Articles come in, what they say goes out as text. No process inherits open databases or threads. On Linux they are
copies of one that has read the packs and does nothing else (`preloaded`): it costs a second of processor time, however
many there are. Elsewhere, where systems do not like to be copied, each is started by itself and costs that second.
"""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext
from threading import Thread
from types import TracebackType
from typing import Self

from factdb.errors import FactdbError
from factdb.pipeline.written import readings_in_words
from factdb.records import Article, Overlay, Problem

MOST_TRIES = 3
BEHIND = 5
"""How far readers stand behind the one who keeps, where there is not a core for each: all would wait for that one."""


@dataclass(slots=True, kw_only=True)
class _Task:
    """Some articles, on their way through a process that knows these parties."""

    overlay: Overlay
    articles: Sequence[Article]
    result: Future[list[bytes]]
    tries: int = 1


class Processes:
    """So many processes, none before the first article; leaving ends them. What one left undone is read once more."""

    at_once = 25
    """Half a second of work, against a millisecond to hand it over."""

    ahead = 400
    """Two batches, so that nobody waits for the other and memory stays flat."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool = self._new()
        self._open: list[_Task] = []

    def begin(self, overlay: Overlay, articles: Sequence[Article], _notes: Sequence[Problem]) -> _Task:
        """Has articles read by a process that knows these parties."""
        try:
            result = self._pool.submit(readings_in_words, overlay, articles)
        except BrokenProcessPool:
            self._mend()
            result = self._pool.submit(readings_in_words, overlay, articles)
        self._open.append(task := _Task(overlay=overlay, articles=articles, result=result))
        return task

    def finish(self, task: _Task) -> list[bytes]:
        """What was read; FactdbError where processes end by themselves again and again."""
        while True:
            try:
                words = task.result.result()
            except BrokenProcessPool:
                self._mend()
            else:
                self._open.remove(task)
                return words

    def _mend(self) -> None:
        """Starts new processes where one ended by itself, which ends all, and has read anew what was lost."""
        self._pool.shutdown()
        self._pool = self._new()
        for task in self._open:
            if isinstance(task.result.exception(), BrokenProcessPool):
                if task.tries == MOST_TRIES:
                    raise FactdbError(_given_up(task))
                task.tries += 1
                task.result = self._pool.submit(readings_in_words, task.overlay, task.articles)

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=ways(), initializer=_prepare)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)


def ways() -> BaseContext:
    """How processes are started here; Python itself starts them so on Linux since 3.14, and not on macOS."""
    if sys.platform != "linux":
        return get_context("spawn")
    copied = get_context("forkserver")
    copied.set_forkserver_preload(["factdb.pipeline.preloaded"])
    return copied


def _given_up(task: _Task) -> str:
    return (
        f"A process that reads articles was ended {task.tries} times, each time before it had read all from "
        f"{task.articles[0].source} to {task.articles[-1].source}. Perhaps the memory is too small for so many: "
        "run the same command again with fewer --workers; what was loaded so far stays. In a script of your own, put "
        'what it does below `if __name__ == "__main__"`, since each process imports it.'
    )


def _prepare() -> None:
    obey_parent()
    if hasattr(os, "nice"):
        os.nice(BEHIND)
    gc.freeze()


def obey_parent() -> None:
    """What each process does first: it leaves Ctrl-C to the one that keeps, and ends when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
