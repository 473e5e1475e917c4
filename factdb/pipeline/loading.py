"""Loading: files → articles → statements → appearances → claims → histories, a batch of articles a transaction.

A load can be interrupted and run again: what is there is known by its content hash. Nothing is kept by halves.
"""

import getpass
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from factdb.errors import InputError
from factdb.pipeline.batch import Batch, Portion
from factdb.pipeline.collecting import collect_new, without_collecting
from factdb.pipeline.counting import articles_at_most
from factdb.pipeline.result import LoadResult, Tally
from factdb.pipeline.wanted import short
from factdb.pipeline.watching import watched_claims
from factdb.pipeline.written import told_in
from factdb.read import Defaults, Written, clean, inputs
from factdb.records import Article, Problem
from factdb.store import Database, Writer, open_database, would_be_created

if TYPE_CHECKING:
    from factdb.pipeline.readers import Crew

BATCH = 200
DASK = "dask"
READINGS = "factdb-readings"
TIME = "%Y-%m-%dT%H:%M:%SZ"
Step = Callable[[int, int | None], None]


def load(
    where: str | Path,
    paths: Sequence[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    collection: str | None = None,
    author: str | None = None,
    batch: int = BATCH,
    workers: int = 1,
    engine: str | None = None,
    scheduler: str | None = None,
    readings: str | Path | None = READINGS,
    dry_run: bool = False,
    progress: Step = lambda done, total: None,
) -> LoadResult:
    """Loads what `paths` name into a database, which is created where there is none.

    `published`, `publisher` and `language` are for articles that do not tell them. `progress` is told after each batch
    how many articles are done and how many there are at most, None where that is not known. A dry run keeps nothing
    and creates nothing.

    More than one of `workers` are processes that read articles while this one keeps them: the database is the same. A
    script that asks for them must be guarded by `if __name__ == "__main__"`, since each process imports it. With the
    engine `dask` they are workers of a cluster, that of the `scheduler` at an address or one on this machine; what they
    read is kept in the folder `readings` and not read again.

    Raises InputError for a path that means nothing, DatabaseError for a database that cannot be used.
    """
    read = inputs(paths, Defaults(published=published, publisher=publisher, language=language), sys.stdin.buffer)
    total, done, tally = articles_at_most(paths), 0, Tally()
    collections = (name,) if (name := short(collection or "", "collection")) else ()
    crew = crew_of(engine, workers, scheduler, None if dry_run else readings)
    with (
        without_collecting(),
        home(where, dry_run) as place,
        open_database(place, create=True) as database,
        transactions(database, signed(author), dry_run, kind="load") as transaction,
        reading_ahead(crew, database) as ahead,
    ):
        with transaction() as writer:
            tally.look(watched_claims(writer))
        for portion in ahead(_portions(read, batch)):
            with transaction() as writer:
                Batch(writer, collections, tally).keep(portion)
            collect_new()
            done += len(portion.articles)
            progress(done, total)
        with transaction() as writer:
            tally.look(watched_claims(writer))
    return tally.result()


def signed(author: str | None) -> str:
    """Who does it, for the record: who is named, else who is at the keyboard, else (as in a container) `unknown`."""
    if author and (name := clean(author)):
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def later(times: Iterable[str]) -> str:
    """Now, or a second after the last of these times, so that an answer is always later than those before it."""
    now = datetime.now(UTC).replace(microsecond=0)
    last = max(times, default=None)
    if last is not None:
        now = max(now, datetime.strptime(last, TIME).replace(tzinfo=UTC) + timedelta(seconds=1))
    return now.strftime(TIME)


@contextmanager
def home(where: str | Path, dry_run: bool) -> Iterator[str | Path]:
    """Where facts go: to a place that is thrown away, where a dry run would have to create a database."""
    if not dry_run or not would_be_created(where):
        yield where
        return
    with TemporaryDirectory() as folder:
        yield Path(folder, "dry-run.db")


@contextmanager
def transactions(
    database: Database, author: str, dry_run: bool, *, kind: str, note: str = ""
) -> Iterator[Callable[[], AbstractContextManager[Writer]]]:
    """A transaction for each batch; of a dry run one for all, so that they see each other, and taken back."""
    if not dry_run:
        yield lambda: database.writing(author=author, kind=kind, note=note)
        return
    with database.writing(author=author, kind=kind, note=note, keep=False) as writer:
        yield lambda: nullcontext(writer)


def _portions(read: Iterable[Article | Problem | Written], size: int) -> Iterator[Portion]:
    """Articles by the batch, each with the problems that came with them."""
    portion = Portion()
    for item in read:
        if isinstance(item, Problem):
            portion.problems.append(item)
            continue
        if len(portion.articles) == size:
            yield portion
            portion = Portion()
        if isinstance(item, Article):
            portion.articles.append(item)
            portion.told.pop(item.key, None)
        else:
            _take_in(portion, item)
    if portion.articles or portion.problems:
        yield portion


def _take_in(portion: Portion, written: Written) -> None:
    """Adds an article that was read before, with what was read in it."""
    try:
        told, notes = told_in(written)
    except ValueError:
        message = "It is no reading as this version writes them; load the article itself."
        portion.problems.append(Problem(message=message, source=written.source))
        return
    portion.articles.append(told.reading.article)
    portion.problems.extend(notes)
    portion.told[told.reading.article.key] = told


@contextmanager
def reading_ahead(
    crew: "AbstractContextManager[Crew] | None", database: Database
) -> Iterator[Callable[[Iterator[Portion]], Iterator[Portion]]]:
    """Has portions read by others before they are kept, where there are others."""
    if crew is None:
        yield iter
        return
    from factdb.pipeline.readers import Readers

    with crew as hands:
        yield Readers(hands, database).ahead


def crew_of(
    engine: str | None, workers: int, scheduler: str | None, readings: str | Path | None
) -> "AbstractContextManager[Crew] | None":
    """Those who read for the one who keeps; None where that one does it alone."""
    if engine == DASK:
        from factdb.pipeline.cluster import Cluster

        return Cluster(scheduler, workers, Path(readings) if readings else None)
    if engine is not None:
        raise InputError(f"There is no engine '{engine}'. There is {DASK}; without any, this machine reads by itself.")
    if scheduler is not None:
        raise InputError(f"A scheduler is one of dask: --engine {DASK} --scheduler ADDRESS.")
    if workers == 1:
        return None
    from factdb.pipeline.processes import Processes

    return Processes(workers)
