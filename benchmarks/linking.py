"""How long linking takes a statement when 1,000, 10,000 and 100,000 claims are there: it must not grow with them.

    python -m benchmarks.linking FOLDER [CLAIMS…]

Databases are filled with invented news in FOLDER and kept there, so that a second run measures at once. Then 200
further articles, whose words have been looked up before, are linked in one transaction that is taken back. Times are
printed as milliseconds a statement, in all and by step, and as ratios to the first database.
"""

import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.invented import ACCUSING, Matter, Told, imagined, invented
from factdb.link import compare, keys_of, settle, slug_of
from factdb.parties import shipped
from factdb.pipeline import claiming, nearby
from factdb.pipeline.claiming import Claiming
from factdb.pipeline.rederiving import derive
from factdb.records import Appearance, Gazetteer, Member, Party
from factdb.store import Writer, open_database

SIZES = (1_000, 10_000, 100_000)
ARTICLES = 200
AT_ONCE = 500
STEPS: tuple[tuple[str, object, str], ...] = (
    ("keep appearances", Writer, "save_appearances"),
    ("keys", nearby, "keys_of"),
    ("candidates", Writer, "sharing"),
    ("fetch appearances", Writer, "appearances"),
    ("fetch of claims", Writer, "appearances_of"),
    ("compare", nearby, "compare"),
    ("keep ties", Writer, "save_ties"),
    ("fetch ties", Writer, "ties"),
    ("partition", claiming, "partition"),
    ("open claims", Writer, "new_claim"),
    ("fill claims", Writer, "set_claim_statements"),
    ("accused", Writer, "set_accused"),
    ("statuses", Writer, "rows"),
    ("proposals", Writer, "save_questions"),
    ("derive", claiming, "derive"),
)


def main(folder: Path, sizes: Sequence[int]) -> None:
    """Fills what is missing, measures each database and prints the table."""
    folder.mkdir(parents=True, exist_ok=True)
    gazetteer = shipped()
    parties = sorted(party.name for party in gazetteer.all() if party.kind in ACCUSING)
    measured = {}
    for size in sizes:
        measured[size] = linked(filled(folder, size, gazetteer, parties), gazetteer, parties)
    _print(measured)


def filled(folder: Path, size: int, gazetteer: Gazetteer, parties: Sequence[str]) -> Path:
    """A database with so many claims of invented news; what a run before made is taken."""
    place = folder / f"{size}.db"
    if place.exists():
        return place
    half, started = folder / "unfinished.db", perf_counter()
    half.unlink(missing_ok=True)
    filling = _Filling(gazetteer)
    with open_database(half, create=True) as database:
        news = invented(parties)
        while filling.claims < size:
            with database.writing(author="benchmark", kind="load") as writer:
                filling.keep(writer, list(islice(news, AT_ONCE)))
    shutil.move(half, place)
    print(f"{place}: {filling.claims} claims, {filling.statements} statements, {perf_counter() - started:.0f} s")
    return place


class _Filling:
    """Claims made of what the generator knows to be one matter: quicker than to find it, and much the same."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.of: dict[Matter, list[tuple[int, list[Appearance]]]] = defaultdict(list)
        self.claims = self.statements = 0

    def keep(self, writer: Writer, news: Sequence[Told]) -> None:
        """Saves articles with their appearances, those of one matter that are tied in one claim."""
        settled = [(told, imagined(told)) for told in news]
        for told in news:
            keep(writer, replace(told, statements=told.statements[:2]), self.gazetteer)
        writer.save_appearances([one for _, one in settled], {one.key: keys_of(one) for _, one in settled})
        touched: dict[int, list[Appearance]] = {}
        for told, one in settled:
            claim, members = self._claim(writer, told.matter, one)
            members.append(one)
            touched[claim] = members
            writer.move_appearances([one.key], claim)
        for claim, members in touched.items():
            pairs = combinations(members, 2)
            ties = (compare(one, other, self.gazetteer.lineage) for one, other in pairs)
            writer.save_ties([tie for tie in ties if tie is not None])
            found = {m.statement: m for one in members for m in one.members}
            writer.set_claim_statements(claim, [Member(statement=key, score=1.0, rule="") for key in found])
        derive(writer, self.gazetteer, list(touched))
        self.statements += 2 * len(news)

    def _claim(self, writer: Writer, matter: Matter, one: Appearance) -> tuple[int, list[Appearance]]:
        for number, members in self.of[matter]:
            if one.article != members[0].article:
                return number, members
        slug = slug_of(one.accused, one.terms, one.title)
        words = {"title": one.title, "proposition": one.proposition, "language": one.language}
        self.of[matter].append((writer.new_claim(slug, accused=one.accused, **words), []))
        self.claims += 1
        return self.of[matter][-1]


def keep(writer: Writer, told: Told, gazetteer: Gazetteer) -> None:
    """Saves an article with its statements and their parties."""
    names = {one.party for one in told.statements} | {m.party for one in told.statements for m in one.mentions}
    for name in sorted(names):
        line = gazetteer.lineage(name)
        writer.save_parties([gazetteer.get(one) or Party(name=one, kind="person") for one in line])
    writer.save_article(told.article)
    writer.save_statements(told.article.key, told.statements)


def linked(place: Path, gazetteer: Gazetteer, parties: Sequence[str]) -> dict[str, float]:
    """The milliseconds a statement that linking further articles takes, by step; `all` is their whole."""
    known = list(dict.fromkeys(told.matter for told in islice(invented(parties), 500)))
    news = list(islice(invented(parties, seed=1, matters=known), ARTICLES))
    with (
        open_database(place) as database,
        database.writing(author="benchmark", kind="load", keep=False) as writer,
        timed(STEPS) as spent,
    ):
        for told in news:
            keep(writer, told, gazetteer)
            for one in settle(told.article, told.statements, gazetteer).appearances:
                keys_of(one)
        spent.clear()
        started = perf_counter()
        linking = Claiming(writer, gazetteer)
        spent["begin"] = perf_counter() - started
        appearances = [one for told in news for one in settle(told.article, told.statements, gazetteer).appearances]
        spent["settle"] = perf_counter() - started - spent["begin"]
        linking.add(appearances)
        linking.settle()
        spent["all"] = perf_counter() - started
    statements = sum(len(told.statements) for told in news)
    return {step: 1000 * seconds / statements for step, seconds in spent.items()}


@contextmanager
def timed(steps: Sequence[tuple[str, Any, str]]) -> Iterator[dict[str, float]]:
    """Measures how long functions take while inside: seconds by the name of the step."""
    spent: dict[str, float] = defaultdict(float)
    steps = [(step, owner, name) for step, owner, name in steps if hasattr(owner, name)]
    kept = [(owner, name, getattr(owner, name)) for _, owner, name in steps]
    for step, owner, name in steps:
        setattr(owner, name, _watched(getattr(owner, name), step, spent))
    try:
        yield spent
    finally:
        for owner, name, function in kept:
            setattr(owner, name, function)


def _watched(function: Callable[..., Any], step: str, spent: dict[str, float]) -> Callable[..., Any]:
    def watched(*args: Any, **named: Any) -> Any:
        started = perf_counter()
        try:
            return function(*args, **named)
        finally:
            spent[step] += perf_counter() - started

    return watched


def _print(measured: dict[int, dict[str, float]]) -> None:
    """One row a step, slowest first, one column a database: milliseconds a statement and the ratio to the first."""
    first, last = next(iter(measured.values())), next(reversed(measured.values()))
    print(f"{'ms a statement':20}" + "".join(f"{size:>12,} claims   " for size in measured))
    for step in sorted(last, key=lambda step: -last[step]):
        told = ((row.get(step, 0.0), row.get(step, 0.0) / max(first.get(step, 0.0), 1e-6)) for row in measured.values())
        print(f"{step:20}" + "".join(f"{ms:12.3f}  x{ratio:7.2f}" for ms, ratio in told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or SIZES)
