"""What `load --workers` gives: processor time of the one who keeps and of those who read, and whether all is the same.

    python -m benchmarks.workers FOLDER [ARTICLES [FILE.jsonl]]

Invented news (or those of a file) are loaded into fresh databases in FOLDER by one process and by one that keeps what
two others read. Time is processor time, so that a busy machine matters little: with a core each, a load takes as long
as the busiest of its processes, or, on two cores, half of what all need together. Wall time is printed beside it, and
is worth something on an idle machine.
"""

import sys
from contextlib import suppress
from pathlib import Path
from time import perf_counter, process_time

import psutil

from benchmarks.loading import written
from factdb.pipeline import load
from factdb.store import open_database
from factdb.store.model import TABLES

ARTICLES = 1_000
WORKERS = 2
CORES = 2
TIMED = ("changeset", "seal")
"""Tables that tell of the moment, which are left out where databases are compared."""


def main(folder: Path, articles: int, file: Path | None) -> None:
    """Loads twice, compares and prints."""
    folder.mkdir(parents=True, exist_ok=True)
    news = file or written(folder, articles)
    alone, helped = (measured(folder / f"workers-{many}.db", news, many) for many in (1, WORKERS))
    for name, found in (("alone", alone), (f"{WORKERS} workers", helped)):
        print(f"{name:12} keeps {found[0]:7.2f}  reads {found[1]:7.2f} ms an article; wall {found[2]:7.2f}")
    (all_alone, _, wall), (keeps, reads, shared) = alone, helped
    print(f"on {CORES} cores  x{all_alone / max(keeps, (keeps + reads) / CORES):5.2f}  (wall x{wall / shared:5.2f})")
    print(f"bound by the one who keeps: x{all_alone / keeps:5.2f} at most, with {reads / keeps:4.1f} readers")
    print(f"the same database: {held(folder / 'workers-1.db') == held(folder / f'workers-{WORKERS}.db')}")


def measured(place: Path, news: Path, workers: int) -> tuple[float, float, float]:
    """Milliseconds an article: processor time of this process and of the others, and wall time."""
    for end in ("", "-wal", "-shm"):
        Path(f"{place}{end}").unlink(missing_ok=True)
    others: dict[int, float] = {}
    own, wall = process_time(), perf_counter()
    found = load(
        place,
        [str(news)],
        workers=workers,
        author="benchmark",
        progress=lambda _done, _total: others.update(of_others()),
    )
    spent = (process_time() - own, sum(others.values()), perf_counter() - wall)
    kept, read, waited = (1000 * seconds / found.articles_new for seconds in spent)
    return kept, read, waited


def of_others() -> dict[int, float]:
    """The processor time (seconds) of each process that this one and its children started, asked while they run.

    Who reads may be a child of one that only starts others: the system does not count it as ours when it has ended.
    """
    found = {}
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            found[child.pid] = sum(child.cpu_times()[:2])
    return found


def held(place: Path) -> dict[str, list[str]]:
    """All rows of a database but those that tell when it was made."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {table: sorted(map(repr, reader.rows(table))) for table in TABLES if table not in TIMED}


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES,
        Path(sys.argv[3]) if len(sys.argv) > 3 else None,
    )
