"""What is derived for very many claims, computed by several processes while one writes.

Each process reads the database for itself, as it is while the writer's transaction lasts, and tells what would have to
be written; where a process dies, the writer computes what is left.
"""

import gc
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

from factdb.pipeline.collecting import without_collecting
from factdb.pipeline.known import known_parties
from factdb.pipeline.processes import obey_parent
from factdb.pipeline.rederiving import chunks, derive, histories_of
from factdb.records import Gazetteer
from factdb.store import Differences, Reader, Writer, open_database

MANY = 20_000
"""Claims for which starting processes is worth a second."""

A_TASK = 2_000
Told = Future[list[Differences]]


@without_collecting()
def derive_all(
    writer: Writer, parties: Gazetteer, claims: Sequence[int], where: str | Path, workers: int = 0
) -> set[int]:
    """Derives these claims, which this transaction has not changed; gives those of which other rows were kept.

    By so many processes; by as many as there are cores, if none are asked for and the claims are many.
    """
    workers = workers or ((os.cpu_count() or 1) if len(claims) >= MANY else 1)
    if workers == 1:
        return {claim for some in chunks(claims) for claim in derive(writer, parties, some)}
    tasks = deque(list(claims[start : start + A_TASK]) for start in range(0, len(claims), A_TASK))
    differed: set[int] = set()
    try:
        for differences in _computed(str(where), tasks, workers):
            differed |= writer.save_differences(differences)
    except BrokenProcessPool:
        left = [claim for task in tasks for claim in task]
        differed |= {claim for some in chunks(left) for claim in derive(writer, parties, some)}
    return differed


def _computed(where: str, tasks: deque[list[int]], workers: int) -> Iterator[Differences]:
    """What differs in each task, in order; a task leaves the queue once all of it has been handed out."""
    spawn = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_open, initargs=(where,)) as pool:
        begun: deque[Told] = deque(pool.submit(_differences, task) for task in list(tasks)[: 2 * workers])
        waiting = iter(list(tasks)[2 * workers :])
        while begun:
            yield from begun[0].result()
            begun.popleft()
            tasks.popleft()
            begun.extend(pool.submit(_differences, task) for task in [next(waiting, None)] if task is not None)


_open_here: list[tuple[ExitStack, Reader, Gazetteer]] = []
"""What a process that computes has open as long as it lives."""


def _open(where: str) -> None:
    obey_parent()
    stack = ExitStack()
    reader = stack.enter_context(stack.enter_context(open_database(where, read_only=True)).reading())
    _open_here.append((stack, reader, known_parties(reader)))
    gc.disable()  # histories hold no cycles; looking for some took a third of the time


def _differences(claims: list[int]) -> list[Differences]:
    ((_, reader, parties),) = _open_here
    return [reader.differences(histories_of(reader, parties, some)) for some in chunks(claims)]
