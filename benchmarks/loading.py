"""What a load costs beside reading: its rows against the same rows in bare tables, its memory, and articles a second.

    python -m benchmarks.loading FOLDER [rows | memory | all-in] [ARTICLES…]

`rows` reads invented articles before the clock starts. Then it measures, in one run: how long factdb takes to save them
and what they say, with and without finding their claims; how long `executemany` takes for the same rows in tables
without a key, a check or an index, and in factdb's own tables, which is the least that they can take; and how long
sqlite-utils' `insert_all` takes for them, bare and with the same keys and search (left out where it is not installed;
factdb does not need it). `memory` loads files of JSON Lines, each in a process of its own, and tells the
most that each had in memory at once. `all-in` tells how many articles of such a file a whole load takes in a second.
Times are CPU time. FOLDER is where files are made; they are removed at the end.
"""

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.invented import ACCUSING, invented
from factdb.parties import shipped
from factdb.pipeline import load
from factdb.pipeline.batch import Batch
from factdb.pipeline.claiming import Claiming
from factdb.pipeline.collecting import collect_new, without_collecting
from factdb.pipeline.loading import BATCH
from factdb.pipeline.reading import Reading, reading_of
from factdb.pipeline.result import Tally
from factdb.read import Defaults, inputs
from factdb.store import open_database
from factdb.store.columns import metadata
from factdb.store.model import TABLES
from factdb.store.surface import SQLITE_SEARCH

ARTICLES = {"rows": (1_000,), "memory": (1_000, 10_000), "all-in": (2_000,)}
Tables = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
"""Rows by table, with the names of their columns."""


def records(seed: int = 0) -> Iterator[dict[str, str]]:
    """Articles of some 300 words and nine statements, as a file of JSON Lines brings them; without end."""
    parties = sorted(party.name for party in shipped().all() if party.kind in ACCUSING)
    news = invented(parties, seed)
    for number, (one, other) in enumerate(zip(news, news, strict=False)):
        told = [one.article.text, other.article.text]
        yield {
            "title": str(one.article.title),
            "text": "\n\n".join(told),
            "source": f"invented {number}",
            "published": str(one.article.published_on),
            "language": "en",
        }


def written(folder: Path, articles: int) -> Path:
    """A file of JSON Lines with so many articles."""
    file = folder / f"{articles}.jsonl"
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(one)}\n" for one in islice(records(), articles))
    return file


def rows(folder: Path, articles: int) -> dict[str, float]:
    """Seconds that saving the same articles takes in each way."""
    readings = [
        reading_of(one, shipped()) for one in inputs([str(written(folder, articles))], Defaults(), sys.stdin.buffer)
    ]
    told = {"factdb without linking": measured(lambda: saved(folder / "saved.db", readings, link=False))}
    kept = rows_of(folder / "saved.db")
    told["factdb with linking"] = measured(lambda: saved(folder / "linked.db", readings, link=True))
    told["bare tables"] = measured(lambda: bare(folder / "bare.db", kept))
    told["factdb's tables"] = measured(lambda: full(folder / "full.db", kept))
    try:
        import sqlite_utils
    except ImportError:
        print("sqlite-utils is not installed: pip install sqlite-utils, to compare with it.")
        return told
    told["sqlite-utils"] = measured(lambda: by_sqlite_utils(sqlite_utils, folder / "utils.db", kept))
    told["sqlite-utils, findable"] = measured(
        lambda: by_sqlite_utils(sqlite_utils, folder / "found.db", kept, findable=True)
    )
    return told


def measured(work: Callable[[], None]) -> float:
    """The CPU time that something takes, where Python looks for circles of objects no oftener than in a load."""
    with without_collecting():
        started = process_time()
        work()
        return process_time() - started


def saved(place: Path, readings: Sequence[Reading], *, link: bool) -> None:
    """What a load does with articles that are read, in transactions of as many."""
    with open_database(place, create=True) as database:
        for start in range(0, len(readings), BATCH):
            with database.writing(author="benchmark", kind="load") as writer:
                batch = Batch(writer, (), Tally())
                batch.claiming = batch.claiming if link else _NoClaims(writer, batch.parties)
                batch.keep_readings(readings[start : start + BATCH])
                batch.claiming.settle()
            collect_new()


class _NoClaims(Claiming):
    """Linking that leaves alone what it is given."""

    def add(self, *_appearances: Any, **_found: Any) -> None:
        """Nothing is added."""


def rows_of(place: Path) -> Tables:
    """What the tables of a database hold."""
    found: Tables = {}
    with closing(sqlite3.connect(place)) as connection:
        for name, table in TABLES.items():
            columns = [column.name for column in table.c if column.computed is None]
            told = connection.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
            if told and name != "about":
                found[name] = (columns, told)
    return found


def bare(place: Path, tables: Tables) -> None:
    """The rows in tables that have nothing but columns."""
    with closing(sqlite3.connect(place)) as connection, connection:
        for name, (columns, told) in tables.items():
            connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", told)


def full(place: Path, tables: Tables) -> None:
    """The rows in factdb's tables with their keys, checks, indices and search, by nothing but the driver."""
    open_database(place, create=True).close()
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        for name in (table.name for table in metadata.sorted_tables if table.name in tables):
            columns, told = tables[name]
            into = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            connection.executemany(into, told)
        for name in SQLITE_SEARCH:
            connection.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")


def by_sqlite_utils(library: Any, place: Path, tables: Tables, *, findable: bool = False) -> None:
    """The rows by sqlite-utils, which takes dictionaries; `findable` with keys and an index of words."""
    database = library.Database(place)
    for name, (columns, told) in tables.items():
        key = tuple(column.name for column in TABLES[name].primary_key) if findable else None
        database[name].insert_all((dict(zip(columns, row, strict=True)) for row in told), pk=key)
    if findable:
        database["article_text"].enable_fts(["title", "text"])
        database["statement"].enable_fts(["quote"])
    database.close()


def memory(folder: Path, articles: int) -> float:
    """The most megabytes that a load of so many articles has in memory, in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.loading", "--load", folder / "loaded.db", written(folder, articles)],
        check=True,
        capture_output=True,
        text=True,
    )
    (folder / "loaded.db").unlink()
    return float(told.stdout)


def loaded(place: str, file: str) -> None:
    """Loads a file and tells the most megabytes in memory."""
    load(place, [file], author="benchmark")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def all_in(folder: Path, articles: int) -> float:
    """Articles that a load reads, saves and links in a second of CPU time."""
    file = written(folder, articles)
    return articles / measured(
        lambda: print(load(folder / "all.db", [str(file)], author="benchmark").statements, "statements")
    )


def main(folder: Path, what: Sequence[str], sizes: Sequence[int]) -> None:
    """Measures and prints."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in what:
        for size in sizes or ARTICLES[part]:
            with tempfile.TemporaryDirectory(dir=folder) as place:
                _print(part, Path(place), size)


def _print(part: str, place: Path, size: int) -> None:
    if part == "memory":
        print(f"{size:>9,} articles: {memory(place, size):6.0f} MB at most")
    elif part == "all-in":
        print(f"{size:>9,} articles: {all_in(place, size):6.1f} a second")
    else:
        told = rows(place, size)
        print(f"{size:>9,} articles")
        for way, seconds in told.items():
            print(f"{way:24}{1000 * seconds / size:8.3f} ms an article   x{seconds / told['bare tables']:6.2f}")


if __name__ == "__main__":
    if sys.argv[1] == "--load":
        loaded(*sys.argv[2:])
    else:
        asked = [one for one in sys.argv[2:] if one in ARTICLES] or list(ARTICLES)
        main(Path(sys.argv[1]), asked, [int(one) for one in sys.argv[2:] if one.isdecimal()])
