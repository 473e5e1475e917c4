"""How long statuses and the reports on them take in a database of `benchmarks.archive`: 1 page of a million claims.

    python -m benchmarks.standing FILE [DAY…]

Each question is asked three times, the quickest counts; processor time, so that what else runs does not. Views are read
as a browser reads them, reports as the commands ask for them; what a day shows is asked as of each DAY.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from time import process_time
from typing import Any

from factdb import fetch
from factdb.pipeline.known import known_parties
from factdb.pipeline.rederiving import derive
from factdb.records import Moment
from factdb.report import Scope
from factdb.store import Writer, open_database

NEW = 1_000
PER_ARTICLE = 9
SPREAD = 7_919_003
"""A prime: every so many statements one is taken, so that large claims are talked of more often, as in the news."""

Measured = tuple[str, float]
NAMED = "SELECT c.slug FROM claim_state s JOIN claim c ON c.claim_id = s.claim_id"


def main(place: Path, days: list[str]) -> None:
    """Prints a line a question."""
    for name, seconds in chain(of_views(place), of_reports(place), of_days(place, days), map(of_statements, [place])):
        print(f"{name:70}{1000 * seconds:12.1f} ms", flush=True)


def of_views(place: Path) -> Iterator[Measured]:
    """The views as a browser of databases reads them."""
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as file:
        (usual,) = file.execute(f"{NAMED} WHERE statement_count = 10 LIMIT 1").fetchone()
        for sql in (
            "SELECT * FROM contested_claims LIMIT 50",
            "SELECT count(*) FROM contested_claims",
            f"SELECT * FROM claim_status_history WHERE slug = '{usual}'",
        ):
            yield sql, quickest(lambda sql=sql: file.execute(sql).fetchall())


def of_reports(place: Path) -> Iterator[Measured]:
    """What the commands ask the store, and make of it."""
    with fetch.reading(str(place)) as reader:
        usual, largest = (
            str(reader.connection.exec_driver_sql(f"{NAMED} {which} LIMIT 1").scalar())
            for which in ("WHERE statement_count = 10", "ORDER BY statement_count DESC")
        )
        yield "the numbers of the 50 surest contested claims", quickest(lambda: reader.contested(limit=50))
        yield "how many claims there are", quickest(reader.claim_count)
        yield "report contested --limit 20", quickest(lambda: fetch.contested(reader, Scope(limit=20)))
        yield "report timeline of 10 statements", quickest(lambda: fetch.timeline(reader, usual))
        yield "report timeline of the largest claim", quickest(lambda: fetch.timeline(reader, largest), 1)
        scope = Scope(since="2020-03-03", until="2020-03-03")
        yield "report changes of one day", quickest(lambda: fetch.changes(reader, scope), 1)


def of_days(place: Path, days: list[str]) -> Iterator[Measured]:
    """The contested report as of days."""

    def asked(day: str) -> None:
        with fetch.reading(str(place), Moment(as_of=day)) as reader:
            fetch.contested(reader, Scope(limit=20))

    yield from ((f"report contested --limit 20 --as-of {day}", quickest(lambda day=day: asked(day), 1)) for day in days)


def of_statements(place: Path) -> Measured:
    """Statuses after new statements, as a load derives them in its transaction; all of it is taken back."""
    with open_database(place) as database, database.writing(author="benchmark", kind="load", keep=False) as writer:
        parties, touched = known_parties(writer), told_of(writer)
        started = process_time()
        derive(writer, parties, touched)
        return f"{NEW} new statements: {len(touched)} claims derived anew", process_time() - started


def told_of(writer: Writer) -> list[int]:
    """Says in new articles what was said elsewhere; gives the claims that this is about."""
    ask = writer.connection.exec_driver_sql
    last = {name: int(ask(f"SELECT max({name}_id) FROM {name}").scalar() or 0) for name in ("article", "statement")}
    own = {name: writer.columns(name) for name in ("article", "statement", "claim_statement")}
    touched = set()
    for number in range(NEW):
        article = last["article"] + 1 + number // PER_ARTICLE
        of = 1 + number * SPREAD % last["statement"]
        new: dict[str, Any] = {"article_id": article, "recorded_in": writer.changeset_id, "said_on": "2025-06-01"}
        new |= {"said_on_earliest": "2025-06-01", "said_on_latest": "2025-06-01", "published_on": "2025-06-01"}
        new |= {"key": f"new {number}", "statement_id": last["statement"] + 1 + number, "repeats_statement_id": None}
        new |= {"said_on_basis": "article", "published_basis": "given"}
        if number % PER_ARTICLE == 0:
            _copy(ask, "article", own["article"], 1, {**new, "key": f"new article {number}"})
        _copy(ask, "statement", own["statement"], of, new)
        link = f"SELECT * FROM claim_statement WHERE statement_id = {of} LIMIT 1"
        row = dict(zip(own["claim_statement"], ask(link).one(), strict=True))
        touched.add(int(row["claim_id"]))
        _copy(ask, "claim_statement", own["claim_statement"], row["claim_statement_id"], new)
    return sorted(touched)


def _copy(ask: Callable[..., Any], table: str, columns: tuple[str, ...], number: int, new: dict[str, Any]) -> None:
    """A row of a table once more, with what is new in it."""
    left_out = {"claim_statement_id", "name"}
    there = [name for name in columns if name not in left_out]
    told = ", ".join("?" if name in new else name for name in there)
    values = tuple(new[name] for name in there if name in new)
    ask(f"INSERT INTO {table} ({', '.join(there)}) SELECT {told} FROM {table} WHERE {table}_id = {number}", values)


def quickest(ask: Callable[[], object], times: int = 3) -> float:
    """The least processor time that a question takes."""
    return min(_timed(ask) for _ in range(times))


def _timed(ask: Callable[[], object]) -> float:
    started = process_time()
    ask()
    return process_time() - started


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
