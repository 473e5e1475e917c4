"""A cluster of dask.distributed that reads articles: many machines, or processes of this one.

Articles come in, what they say goes out as text and is kept as Parquet, so that what was read once is not read again.
Workers need nothing but the same factdb: no database, no folder that all can see. One that is lost costs time alone,
since the scheduler gives what it had to do to another one.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from factdb.errors import FactdbError
from factdb.pipeline.partitions import partition_in, partition_of, save_partition
from factdb.pipeline.written import maker_of, readings_in_words
from factdb.read import pyarrow
from factdb.records import Article, Overlay, Problem

PATIENCE = 10
"""Seconds in which a scheduler must answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """A partition: its articles, its file (None where nothing is kept), and what will be read, None if it is there."""

    maker: str
    articles: Sequence[Article]
    notes: Sequence[Problem]
    file: Path | None
    result: Any


class Cluster:
    """The workers of a scheduler, or so many of this machine; not asked before there is something to read."""

    at_once = 200
    ahead = 8_000
    """40 partitions on their way: enough for twenty workers, and at most 200 MB of readings that wait."""

    def __init__(self, scheduler: str | None, workers: int, folder: Path | None) -> None:
        """Results are kept in the folder, if there is any. Raises FactdbError where dask or pyarrow is missing."""
        self.scheduler, self.workers, self.folder = scheduler, workers, folder
        self._undo = ExitStack()
        self._dask = _library()
        pyarrow()

    @cached_property
    def _client(self) -> Any:
        """The one to whom work is given."""
        address: Any = self.scheduler
        if address is None:
            address = self._dask.LocalCluster(
                n_workers=self.workers if self.workers > 1 else os.cpu_count(),
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=50,
            )
            self._undo.callback(address.close)
        try:
            client = self._dask.Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            told = f"No scheduler of dask answers at {address}. Start one (`dask scheduler`), and workers for it."
            raise FactdbError(told) from error
        self._undo.callback(client.close)
        return client

    def begin(self, overlay: Overlay, articles: Sequence[Article], notes: Sequence[Problem]) -> _Task:
        """Has a partition read, unless it is there."""
        maker = maker_of(overlay)
        file = partition_of(self.folder, maker, articles) if self.folder else None
        result = None
        if file is None or not file.exists():
            result = self._client.submit(read_there, overlay, articles, pure=False)
        return _Task(maker=maker, articles=articles, notes=notes, file=file, result=result)

    def finish(self, task: _Task) -> list[bytes]:
        """What was read; FactdbError where the cluster cannot, or is another version's."""
        if task.result is None:
            assert task.file is not None
            words = partition_in(task.file)
            if words is None or len(words) != len(task.articles):
                raise FactdbError(f"{task.file} is not as it was written. Delete it and run the same command again.")
            return words
        maker, words = self._result(task)
        if maker != task.maker:
            raise FactdbError(f"A worker reads as {maker}, this is {task.maker}: install the same factdb everywhere.")
        if task.file is not None:
            save_partition(task.file, task.maker, task.articles, words, task.notes)
        return words

    def _result(self, task: _Task) -> tuple[str, list[bytes]]:
        from distributed.client import FutureCancelledError
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker

        try:
            found: tuple[str, list[bytes]] = task.result.result()
        except KilledWorker as error:
            told = f"all from {task.articles[0].source} to {task.articles[-1].source}"
            raise FactdbError(f"Workers end, one after another, while they read {told}: {error}") from error
        except (FutureCancelledError, CommClosedError, TimeoutError) as error:
            raise FactdbError(
                "The scheduler is gone. What was read is kept: run the same command again once there is one."
            ) from error
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._undo.close()


def read_there(overlay: Overlay, articles: Sequence[Article]) -> tuple[str, list[bytes]]:
    """What a worker does: tells what articles say, and as whom it read them."""
    return maker_of(overlay), readings_in_words(overlay, articles)


def _library() -> Any:
    try:
        import distributed
    except ImportError:
        raise FactdbError("A cluster wants dask first: pip install 'factdb[dask]'.") from None
    return distributed
