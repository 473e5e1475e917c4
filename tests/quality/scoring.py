"""What a careful reader finds in the seed articles (seeds/gold.json), compared with what a database holds.

A statement is found where one of the same stance stands on the same passage: the shared part of the two quotes is at
least a quarter of what both cover together, and each statement answers for one only. Only the public views are read.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

SEEDS = Path(__file__).parents[2] / "seeds"
SHARED_LEAST = 0.25
MOJIBAKE = "\u00c2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement as the gold or the database has it; `said_on` None where the text gives no date."""

    id: str
    article: str
    start: int
    end: int
    stance: str
    parties: tuple[str, ...]
    said_on: str | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One gold statement and what became of it: `found` None where nothing stands on its passage."""

    gold: Told
    found: Told | None

    @property
    def is_found(self) -> bool:
        return self.found is not None and self.found.stance == self.gold.stance

    @property
    def has_party(self) -> bool:
        return self.found is not None and self.gold.parties[0] in self.found.parties

    @property
    def has_date(self) -> bool:
        """Whether the date is as precise as the gold one, or more, and agrees with it."""
        want = self.gold.said_on or ""
        return self.found is not None and (self.found.said_on or "")[: len(want)] == want

    def line(self) -> str:
        """Its line in the baseline."""
        how = "missed" if self.found is None else "found" if self.is_found else f"as {self.found.stance}"
        party, date = ("party" if self.has_party else "-", "date" if self.has_date else "-")
        return f"{self.gold.id:<4} {self.gold.stance:<9} {how:<12} {party:<6} {date}"


def rows(database: str, query: str) -> list[dict[str, Any]]:
    """The rows that a query gives, in SQLite or PostgreSQL."""
    if "://" in database:
        with psycopg.connect(database, row_factory=dict_row) as server:
            return server.execute(query.encode()).fetchall()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query)]


def judged(database: str) -> tuple[Judged, ...]:
    """Every gold statement of the seeds with the statement that answers for it; the same stance goes first."""
    gold, found = tuple(gold_statements(database)), tuple(told_statements(database))
    near = [
        (share, wanted, got) for wanted, got in product(gold, found) if (share := shared(wanted, got)) >= SHARED_LEAST
    ]
    near.sort(key=lambda pair: (pair[1].stance != pair[2].stance, -pair[0], pair[1].id, pair[2].id))
    of: dict[str, Told] = {}
    taken: set[str] = set()
    for _, wanted, got in near:
        if wanted.id not in of and got.id not in taken:
            of[wanted.id] = got
            taken.add(got.id)
    return tuple(Judged(gold=one, found=of.get(one.id)) for one in gold)


def gold_statements(database: str) -> Iterator[Told]:
    """The gold statements, placed in the stored texts; ValueError for a quote that is not in its article."""
    texts = {
        Path(str(row["source"])).name: str(row["text"]) for row in rows(database, "SELECT source, text FROM articles")
    }
    for one in json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))["statements"]:
        article = Path(one["article"]).name
        start, end = place_of(one["quote"], texts[article])
        yield Told(
            id=one["id"], article=article, start=start, end=end, stance=one["stance"],
            parties=(one["party"],), said_on=one["said_on"], claims=tuple(one["claims"]),
        )  # fmt: skip


def told_statements(database: str) -> Iterator[Told]:
    """The statements of a database, each with its claims."""
    claims: dict[int, list[str]] = {}
    for row in rows(database, "SELECT statement_id, slug FROM claim_statements ORDER BY slug"):
        claims.setdefault(row["statement_id"], []).append(row["slug"])
    for row in rows(database, "SELECT * FROM statement_details ORDER BY statement_id"):
        yield Told(
            id=f"{row['statement_id']:06}", article=Path(row["article_source"]).name,
            start=row["span_start"], end=row["span_end"], stance=row["stance"],
            parties=(row["party"], row["root_party"]), said_on=row["said_on"],
            claims=tuple(claims.get(row["statement_id"], ())),
        )  # fmt: skip


def place_of(quote: str, text: str) -> tuple[int, int]:
    """Where a quote stands in a text, whatever was done to its white space, marks and stray characters."""
    letters = [i for i, mark in enumerate(text) if mark.isalnum() and mark != MOJIBAKE]
    at = "".join(text[i] for i in letters).find(wanted := "".join(m for m in quote if m.isalnum() and m != MOJIBAKE))
    if at < 0:
        raise ValueError(f"not in its article: {quote}")
    return letters[at], letters[at + len(wanted) - 1] + 1


def shared(one: Told, other: Told) -> float:
    """The shared part of two passages, of what they cover together."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return (
        max(0, both) / (max(one.end, other.end) - min(one.start, other.start)) if one.article == other.article else 0.0
    )


def figures(every: Iterable[Judged]) -> dict[str, float]:
    """Recall of statements, and of those that are covered the share with the right party and date."""
    every = tuple(every)
    covered = [one for one in every if one.found is not None]
    dated = [one for one in covered if one.gold.said_on]
    return {
        "statement_recall": share(one.is_found for one in every),
        "covered": len(covered) / len(every),
        "party": share(one.has_party for one in covered),
        "said_on": share(one.has_date for one in dated),
    }


def share(truths: Iterable[bool]) -> float:
    truths = tuple(truths)
    return sum(truths) / len(truths) if truths else 0.0


def gained_and_lost(baseline: str, lines: Iterable[str]) -> list[str]:
    """What differs from a baseline, a gold statement a line: `+` better, `-` worse, `~` neither."""
    before: Mapping[str, str] = {
        line.split()[0]: line for line in baseline.splitlines() if line and not line.startswith("#")
    }
    after = {line.split()[0]: line for line in lines}
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return [difference(before.get(key, ""), after.get(key, key)) for key in changed]


def difference(before: str, after: str) -> str:
    return f"{sign(before, after)} {after}   (was: {' '.join(before.split()[2:]) or 'not there'})"


def sign(before: str, after: str) -> str:
    gain = rank(after) - rank(before)
    return "+" if gain > 0 else "-" if gain < 0 else "~"


def rank(line: str) -> int:
    return 100 * (" found " in line) + 10 * (" as " in line) + (" party " in line) + line.endswith("date")
