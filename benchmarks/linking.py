"""How long linking takes a statement when 1,000 to 1,000,000 claims are there: it must not grow with them.

    python -m benchmarks.linking FOLDER [CLAIMS…]

Databases are filled with invented news in FOLDER and kept there, so that a second run measures at once. Then 200
further articles, whose words have been looked up before, are linked in one transaction that is taken back, while Python
looks for no circles of objects, as in a load. Times are printed as milliseconds of CPU a statement, in all and by step,
and as ratios to the first database.
"""

import shutil
import sqlite3
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.invented import ACCUSING, Matter, Told, imagined, invented
from factdb.link import keys_of, settle, slug_of
from factdb.parties import shipped
from factdb.pipeline import claiming, nearby
from factdb.pipeline.claiming import Claiming
from factdb.pipeline.collecting import without_collecting
from factdb.records import Appearance, Gazetteer, Party, Statement
from factdb.store import Writer, open_database
from factdb.store.save_claims import slugified
from factdb.store.save_linking import written

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ARTICLES = 200
AT_ONCE = 500
INVENTED = 100_000
"""Claims that are invented one by one at most."""

LINES = (2, 2)
STEPS: tuple[tuple[str, object, str], ...] = (
    ("keep appearances", Writer, "save_appearances"),
    ("candidates", Writer, "sharing"),
    ("their terms", Writer, "weighed"),
    ("look at pairs", nearby, "alike"),
    ("fetch candidates", Writer, "numbered"),
    ("fetch appearances", Writer, "appearances"),
    ("fetch of claims", Writer, "appearances_of"),
    ("compare", nearby, "compare"),
    ("keep ties", Writer, "save_ties"),
    ("fetch ties", Writer, "ties"),
    ("partition", claiming, "partition"),
    ("open claims", Writer, "new_claims"),
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
        place = filled(folder, min(size, INVENTED), gazetteer, parties)
        place = multiplied(place, size) if size > INVENTED else place
        measured[size] = linked(place, gazetteer, parties)
    _print(measured)


def filled(folder: Path, size: int, gazetteer: Gazetteer, parties: Sequence[str]) -> Path:
    """A database with so many claims of invented news; what a run before made is taken."""
    place = folder / f"{size}.db"
    if place.exists():
        return place
    half, started = folder / f"unfinished-{size}.db", perf_counter()
    half.unlink(missing_ok=True)
    with open_database(half, create=True) as database, database.writing(author="benchmark", kind="load") as writer:
        known = [gazetteer.get(one) for name in parties for one in gazetteer.lineage(name)]
        writer.save_parties([one for one in known if one is not None])
        changeset, tree = writer.changeset_id, dict(writer.tree.ids)
    with closing(sqlite3.connect(half, isolation_level=None)) as raw:
        filling = _Filling(raw, changeset, tree)
        raw.execute("PRAGMA journal_mode = OFF")
        raw.execute("PRAGMA cache_size = -1000000")
        raw.execute("BEGIN")
        news = invented(parties, lines=LINES)
        while filling.claims < size:
            filling.keep(list(islice(news, AT_ONCE)))
        filling.keep_keys()
        raw.execute("COMMIT")
        raw.execute("PRAGMA journal_mode = WAL")
    shutil.move(half, place)
    print(f"{place}: {filling.claims} claims, {filling.statements} statements, {perf_counter() - started:.0f} s")
    return place


class _Filling:
    """Claims made of what the generator knows to be one matter, put straight into the tables, nothing compared.

    Numbers of rows: that of an article is also that of its appearance. What is derived and what search reads is left
    out; linking asks for neither.
    """

    def __init__(self, raw: sqlite3.Connection, changeset: int, parties: Mapping[str, int]) -> None:
        self.raw, self.changeset, self.parties = raw, changeset, parties
        self.speakers: dict[str, int] = {}
        self.of: dict[Matter, int] = {}
        self.slugs: Counter[str] = Counter()
        self.articles = self.statements = self.claims = 0
        self.rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.keys = {"appearance_key": array("q"), "opening_key": array("q")}

    def keep(self, news: Sequence[Told]) -> None:
        """Keeps articles with their appearances, those of one matter in one claim."""
        for told in news:
            self._keep(told, imagined(told))
        for table, rows in self.rows.items():
            self.raw.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        self.rows.clear()

    def _keep(self, told: Told, one: Appearance) -> None:
        self.articles += 1
        number, article, rows = self.articles, told.article, self.rows
        rows["article(article_id, key, source, title, language, published_on, published_basis, recorded_in)"].append(
            (number, article.key, article.source, article.title, "en", article.published_on, "given", self.changeset)
        )
        rows["article_text"].append((number, article.title, article.text))
        claim = self._claim(told.matter, one)
        shown = (number, one.key, number, claim, "en", self.changeset, None, one.title, one.proposition)
        rows["appearance"].append(shown)
        rows["appearance_accused"].append((number, self.parties[one.accused[0]], 0))
        rows["appearance_terms"].append((number, None, *written(one.terms)))
        keys = keys_of(one)
        self.keys["appearance_key"].extend((key << 32) + number for key in keys.said)
        self.keys["opening_key"].extend((key << 32) + number for key in keys.opening)
        for place, statement in enumerate(told.statements):
            self._keep_statement(told, statement, number, claim, place)

    def _keep_statement(self, told: Told, one: Statement, number: int, claim: int, place: int) -> None:
        self.statements += 1
        by, text, spans = self.statements, told.article.text, (one.quote, one.source, one.cue, one.content)
        own: dict[str, Any] = {"statement_id": by, "article_id": number, "speaker_id": self._speaker(one.speaker)}
        own |= {"stance": one.stance, "said_on": one.said_on.value, "said_on_earliest": one.said_on.earliest}
        own |= {"said_on_latest": one.said_on.latest, "said_on_basis": one.said_on.basis, "key": one.key}
        own |= dict.fromkeys(("is_direct", "is_retold", "is_negated", "is_general"), False)
        own |= {"decided_by": "machine", "recorded_in": self.changeset}
        for name, span in zip(("span", "source", "cue", "content"), spans, strict=True):
            assert span is not None
            words = "quote" if name == "span" else f"{name}_text"
            own |= {f"{name}_start": span.start, f"{name}_end": span.end, words: text[span.start : span.end]}
        self.rows[f"statement({', '.join(own)})"].append(tuple(own.values()))
        self.rows["appearance_statement"].append((number, by, place, 1.0, False, None, None, None, "", None))
        link = (by, claim, by, one.stance, 1.0, False, "", "machine", self.changeset, None)
        self.rows["claim_statement"].append(link)

    def _speaker(self, name: str) -> int:
        if name not in self.speakers:
            self.speakers[name] = len(self.speakers) + 1
            self.rows["speaker"].append((self.speakers[name], name, self.parties[name], False))
        return self.speakers[name]

    def _claim(self, matter: Matter, one: Appearance) -> int:
        if matter not in self.of:
            self.claims += 1
            slug = slugified(slug_of(one.accused, one.terms, one.title))
            self.slugs[slug] += 1
            slug = slug if self.slugs[slug] == 1 else f"{slug}-{self.slugs[slug]}"
            told = (self.claims, slug, one.title, "en", "found", None, self.changeset, one.proposition)
            self.rows["claim"].append(told)
            self.rows["claim_accused"].append((self.claims, self.parties[one.accused[0]], 0))
            self.of[matter] = self.claims
        return self.of[matter]

    def keep_keys(self) -> None:
        """Keys come last and in order: millions of them are put in at once in a hundredth of the time."""
        for table, keys in self.keys.items():
            ordered = np.sort(np.frombuffer(keys, dtype=np.int64))
            for some in np.array_split(ordered, max(1, len(ordered) // 1_000_000)):
                pairs = zip((some >> 32).tolist(), (some & 0xFFFFFFFF).tolist(), strict=True)
                self.raw.executemany(f"INSERT INTO {table} VALUES (?, ?)", pairs)


def multiplied(place: Path, size: int) -> Path:
    """A database with so many claims, made of a smaller one over and over: a million would take hours to invent.

    Each copy of an appearance keeps its keys and takes the terms of another one: it is found by chance as often as an
    invented one would be, and tells of no matter that is told of elsewhere.
    """
    whole = place.with_name(f"{size}.db")
    if whole.exists():
        return whole
    half, started = place.with_name(f"unfinished-{size}.db"), perf_counter()
    half.unlink(missing_ok=True)
    shutil.copy(place, half)
    with closing(sqlite3.connect(half, isolation_level=None)) as raw:
        for way in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000"):
            raw.execute(f"PRAGMA {way}")
        raw.execute("ATTACH ? AS old", (str(place),))
        raw.execute("BEGIN")
        last = {table: raw.execute(f"SELECT max({table}_id) FROM old.{table}").fetchone()[0] for table in NUMBERED}
        copies = -(-size // raw.execute("SELECT count(*) FROM old.claim").fetchone()[0])
        for table in COPIED:
            _copy(raw, table, last, copies)
        raw.execute("COMMIT")
        raw.execute("PRAGMA journal_mode = WAL")
    shutil.move(half, whole)
    print(f"{whole}: {copies} times {place}, {perf_counter() - started:.0f} s")
    return whole


NUMBERED = ("article", "appearance", "statement", "claim", "claim_statement")
COPIED = (
    *("article", "article_text", "statement", "claim", "claim_accused", "claim_statement", "appearance"),
    *("appearance_accused", "appearance_statement", "appearance_terms", "appearance_key", "opening_key"),
)


def _copy(raw: sqlite3.Connection, table: str, last: Mapping[str, int], copies: int) -> None:
    """All rows of a table again and again: with numbers, keys and slugs of their own, or other terms."""
    told: dict[str, str] = {}
    for _, name, _, _, _, _, hidden in raw.execute(f"PRAGMA old.table_xinfo({table})"):
        if hidden:
            continue
        own = name.removesuffix("_id")
        told[name] = f"o.{name} + n.n * {last[own]}" if own in last else f"o.{name}"
        if name == "slug" or (name == "key" and table in NUMBERED):
            told[name] = f"n.n || '-' || o.{name}"
    source = f"old.{table} o"
    if table == "appearance_terms":
        other = f"t.appearance_id = (o.appearance_id + n.n * 1009) % {last['appearance']} + 1"
        source, told["terms"], told["weights"] = f"{source} JOIN old.{table} t ON {other}", "t.terms", "t.weights"
    first = 0 if table.endswith("_key") else 1
    counted = f"SELECT {first} UNION ALL SELECT n + 1 FROM n WHERE n < {copies - 1}"
    turns = f"(WITH RECURSIVE n(n) AS ({counted}) SELECT n FROM n)"
    ways = f"{turns} n CROSS JOIN {source}"
    if table.endswith("_key"):  # anew, in their order: put in between they would take hours
        raw.execute(f"DELETE FROM main.{table}")
        ways = f"old.{table} o CROSS JOIN {turns} n"
    raw.execute(f"INSERT INTO main.{table} ({', '.join(told)}) SELECT {', '.join(told.values())} FROM {ways}")


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
    known = list(dict.fromkeys(told.matter for told in islice(invented(parties, lines=LINES), 500)))
    news = list(islice(invented(parties, seed=1, matters=known), ARTICLES))
    with (
        open_database(place) as database,
        database.writing(author="benchmark", kind="load", keep=False) as writer,
        without_collecting(),
        timed(STEPS) as spent,
    ):
        for told in news:
            keep(writer, told, gazetteer)
        appearances = [one for told in news for one in settle(told.article, told.statements, gazetteer).appearances]
        keys = {one.key: keys_of(one) for one in appearances}
        spent.clear()
        started = process_time()
        linking = Claiming(writer, gazetteer)
        spent["begin"] = process_time() - started
        linking.add(appearances, keys, is_whole=True)
        linking.settle()
        spent["all"] = process_time() - started
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
        started = process_time()
        try:
            return function(*args, **named)
        finally:
            spent[step] += process_time() - started

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
