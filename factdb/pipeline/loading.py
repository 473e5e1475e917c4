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

from factdb.pipeline.batch import Batch, Portion
from factdb.pipeline.counting import articles_at_most
from factdb.pipeline.result import LoadResult, Tally
from factdb.pipeline.wanted import short
from factdb.pipeline.watching import watched_claims
from factdb.read import Defaults, clean, inputs
from factdb.records import Article, Problem
from factdb.store import Database, Writer, open_database, would_be_created

BATCH = 200
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
    dry_run: bool = False,
    progress: Step = lambda done, total: None,
) -> LoadResult:
    """Loads what `paths` name into a database, which is created where there is none.

    `published`, `publisher` and `language` are for articles that do not tell them. `progress` is told after each batch
    how many articles are done and how many there are at most, None where that is not known. A dry run keeps nothing
    and creates nothing.

    More than one of `workers` are processes that read articles while this one keeps them: the database is the same. A
    script that asks for them must be guarded by `if __name__ == "__main__"`, since each process imports it.

    Raises InputError for a path that means nothing, DatabaseError for a database that cannot be used.
    """
    read = inputs(paths, Defaults(published=published, publisher=publisher, language=language), sys.stdin.buffer)
    total, done, tally = articles_at_most(paths), 0, Tally()
    collections = (name,) if (name := short(collection or "", "collection")) else ()
    with (
        home(where, dry_run) as place,
        open_database(place, create=True) as database,
        transactions(database, signed(author), dry_run, kind="load") as transaction,
        reading_ahead(workers, database) as ahead,
    ):
        with transaction() as writer:
            tally.look(watched_claims(writer))
        for portion in ahead(_portions(read, batch)):
            with transaction() as writer:
                Batch(writer, collections, tally).keep(portion)
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


def _portions(read: Iterable[Article | Problem], size: int) -> Iterator[Portion]:
    """Articles by the batch, each with the problems that came with them."""
    portion = Portion()
    for item in read:
        if isinstance(item, Problem):
            portion.problems.append(item)
            continue
        if len(portion.articles) == size:
            yield portion
            portion = Portion()
        portion.articles.append(item)
    if portion.articles or portion.problems:
        yield portion


@contextmanager
def reading_ahead(workers: int, database: Database) -> Iterator[Callable[[Iterator[Portion]], Iterator[Portion]]]:
    """Has portions read by other processes before they are kept, where more than one is wanted."""
    if workers == 1:
        yield iter
        return
    from factdb.pipeline.readers import Readers

    with Readers(workers, database) as readers:
        yield readers.ahead
