"""A database of claims that nobody read from articles: filled straight through the tables, as large as is wanted.

    python -m benchmarks.archive FILE CLAIMS

Sizes of claims are those of news: half have one to three statements, the largest of a million some thousands, the mean
is ten. Days pass; each brings articles that tell of several claims each, some claims begin, most have been talked of
before. One in ten is denied. Some statements are retold, coarsely dated or not dated at all, some articles reprint
others, a changeset holds some weeks. What factdb proves of a database (`factdb check`) holds of this one: keys,
spans, seals, reprints and statuses. Claims have no appearances: linking is measured elsewhere.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from factdb.extract import key_of as key_of_statement
from factdb.parties import shipped
from factdb.pipeline import rebuild
from factdb.read import key_of as key_of_article
from factdb.read.copies import bands
from factdb.records import Gazetteer, Party, Span
from factdb.store import Writer, open_database
from factdb.store.connect import connect_to
from factdb.store.model import TABLES
from factdb.store.save import insert_many
from factdb.words import PublishedBasis, SaidOnBasis, Stance

MEDIAN, SPREAD = 2.8, 1.55
"""Of the sizes of claims, which are lognormal: mean 10, one in a hundred above 100, one in a million near 5,000."""

FIRST, DAYS = date(2015, 1, 1), 3650
CHANGESETS = 120
LARGE = 100_000
"""Claims above which a database is filled without seals and search."""

PARTIES, OUTLETS, LOCALS = 400, 60, 100
TOLD_IN = (3, 12)
"""Statements of an article, at least and at most."""

LONG_ENOUGH = 11
"""Statements of an article that can be told from its reprint; a shorter text has too few runs of words."""

CUES = {
    Stance.ASSERTS: "says",
    Stance.DENIES: "denies",
    Stance.DECLINES: "declines to confirm",
    Stance.ADMITS: "admits",
    Stance.WITHDRAWS: "takes back",
}
VOCABULARY = (
    "shells drones convoy border loan mine port treaty gas sanctions ballot audit prison data troops harbour steel "
    "contract election river grain fuel radar ferry pipeline tunnel permit levy quota census vaccine cargo depot"
)
WORDS = VOCABULARY.split()


@dataclass(slots=True)
class Matter:
    """A claim as the generator knows it; `told` of its statements have come."""

    number: int
    accused: str
    accusers: list[str]
    is_denied: bool
    size: int
    told: int = 0
    is_open: bool = False


@dataclass
class Archive:
    """What is drawn: parties, and which claims are talked of on which day."""

    claims: int
    gazetteer: Gazetteer
    chance: random.Random = field(default_factory=lambda: random.Random("archive"))

    def __post_init__(self) -> None:
        everybody = sorted(self.gazetteer.all(), key=lambda party: party.name)
        spoken = [party.name for party in everybody if party.kind not in ("media", "unnamed", "group")]
        self.parties = self.chance.sample(spoken, PARTIES)
        self.outlets = [party.name for party in everybody if party.kind == "media"][:OUTLETS]
        self.locals = [f"{WORDS[number % len(WORDS)]} workers {number}" for number in range(LOCALS)]
        self.under: dict[str, list[str]] = {name: [name] for name in self.parties}
        for name in self.parties:
            for above in self.gazetteer.lineage(name)[1:]:
                self.under.setdefault(above, [above]).append(name)
        self.begun = 0

    def days(self) -> Iterator[tuple[date, list[Matter]]]:
        """Each day with the claims that are told of, as often as they are."""
        coming: list[list[Matter]] = [[] for _ in range(DAYS)]
        for day in range(DAYS):
            until = self.claims * (day + 1) // DAYS
            while self.begun < until:
                self._begin(coming, day)
            told, coming[day] = coming[day], []
            yield FIRST + timedelta(days=day), told

    def _begin(self, coming: list[list[Matter]], day: int) -> None:
        size = max(1, min(20_000, round(self.chance.lognormvariate(0, SPREAD) * MEDIAN)))
        self.begun += 1
        accused = self._party(self.parties)
        accusers = [self._party(self.parties) for _ in range(1 + size.bit_length() // 2)]
        matter = Matter(self.begun, accused, accusers, self.chance.random() < 0.2, size)
        lasting = min(DAYS - day - 1, 2 + 15 * size.bit_length() ** 2)
        coming[day].append(matter)
        for _ in range(size - 1):
            coming[day + int(lasting * self.chance.random() ** 2)].append(matter)

    def _party(self, among: Sequence[str]) -> str:
        """Some speak far more often than others."""
        if self.chance.random() < 0.1:
            return self.locals[int(LOCALS * self.chance.random() ** 2)]
        return among[int(len(among) * self.chance.random() ** 3)]

    def speech(self, matter: Matter) -> tuple[Stance, str]:
        """What is said next in a claim, and for whom."""
        matter.told += 1
        drawn = self.chance.random()
        if matter.is_denied and (matter.told > 1 or matter.size == 1) and drawn < 0.3:
            third = drawn < 0.03
            own = self.under.get(matter.accused, [matter.accused])
            return Stance.DENIES, self._party(self.parties) if third else self.chance.choice(own)
        if drawn > 0.95:
            stance = Stance.DECLINES if drawn < 0.992 else Stance.ADMITS if drawn < 0.997 else Stance.WITHDRAWS
            return stance, matter.accused if stance is not Stance.WITHDRAWS else matter.accusers[0]
        if drawn > 0.92:
            return Stance.ASSERTS, self.chance.choice(self.outlets)
        return Stance.ASSERTS, matter.accusers[int(len(matter.accusers) * self.chance.random() ** 2)]


class Filling:
    """Rows as they are written, some weeks at a time."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.chance = archive, archive.chance
        self.rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
        self.speakers: dict[tuple[str, int, bool], int] = {}
        self.articles = self.statements = self.copies = 0

    def write(self, writer: Writer) -> None:
        """Writes what has come together, under one changeset."""
        changeset = writer.changeset_id
        for name, rows in self.rows.items():
            columns = COLUMNS[name]
            if "recorded_in" in TABLES[name].c:
                columns, rows = (*columns, "recorded_in"), [(*row, changeset) for row in rows]
            insert_many(writer.connection, TABLES[name], columns, rows)
        for rows in self.rows.values():
            rows.clear()

    def tell(self, day: date, told: list[Matter], ids: dict[str, int]) -> None:
        """The articles of a day."""
        self.chance.shuffle(told)
        start = 0
        while start < len(told):
            many = self.chance.randint(*TOLD_IN)
            self._article(day, told[start : start + many], ids)
            start += many

    def _article(self, day: date, told: list[Matter], ids: dict[str, int]) -> None:
        outlet, lines, said, at = self.chance.choice(self.archive.outlets), [], [], 0
        for matter in told:
            stance, party = self.archive.speech(matter)
            speaker, is_anonymous = self._speaker(party)
            content = " ".join(self.chance.choices(WORDS, k=7))
            cue = CUES[stance]
            line = f"{speaker} {cue} {content}."
            said.append((matter, stance, party, speaker, is_anonymous, at, cue, content))
            lines.append(line)
            at += len(line) + 1
        text = "\n".join(lines)
        is_dated = self.chance.random() > 0.015
        number = self._print(text, outlet, day.isoformat() if is_dated else None)
        first = [self._statement(number, text, one, ids, day, is_dated, None) for one in said]
        if is_dated and len(said) >= LONG_ENOUGH and self.chance.random() < 0.2:
            later = day + timedelta(days=1)
            self._reprint(number, text, said, first, later, ids)

    def _reprint(
        self, number: tuple[int, str], text: str, said: list[Any], first: list[int], later: date, ids: dict[str, int]
    ) -> None:
        """Another outlet prints the text a day later: its statements repeat those of the first print."""
        other = self._print(text, f"The {self.chance.choice(WORDS).capitalize()} {number[0]}", later.isoformat())
        self.copies += 1
        self.rows["copy_group"].append((self.copies,))
        for (article, _), is_first in ((number, True), (other, False)):
            self.rows["copy_group_article"].append((article, self.copies, is_first))
            self.rows["article_band"] += [(band, article) for band in bands(text)]
        for one, repeated in zip(said, first, strict=True):
            self._statement(other, text, one, ids, later, True, repeated)

    def _print(self, text: str, outlet: str, day: str | None) -> tuple[int, str]:
        self.articles += 1
        key = key_of_article(text, outlet)
        basis = str(PublishedBasis.GIVEN if day else PublishedBasis.NONE)
        source = f"a{self.articles}"
        self.rows["article"].append((self.articles, outlet, day, basis, "en", source, key))
        self.rows["article_text"].append((self.articles, "", text))
        return self.articles, key

    def _statement(
        self,
        article: tuple[int, str],
        text: str,
        one: Any,
        ids: dict[str, int],
        day: date,
        is_dated: bool,
        repeated: int | None,
    ) -> int:
        matter, stance, party, speaker, is_anonymous, at, cue, content = one
        cue_at = at + len(speaker) + 1
        start = cue_at + len(cue) + 1
        end = start + len(content)
        self.statements += 1
        key = key_of_statement(article[1], Span(start, end), Span(cue_at, start - 1), stance, speaker)
        who = self._number_of(speaker, ids[party], is_anonymous)
        self._open(matter, content, ids)
        drawn = self.chance.random()
        is_retold = stance is Stance.ASSERTS and drawn < 0.04
        is_general = stance is Stance.DENIES and drawn < 0.08
        origin = (
            ids[self.archive.outlets[0] if drawn > 0.999 else matter.accusers[0]]
            if drawn > 0.95 and stance is Stance.ASSERTS
            else None
        )
        self.rows["statement"].append(
            (
                self.statements, article[0], who, origin, str(stance), False, is_retold, False, is_general,
                *self._said_on(day, is_dated, is_retold), repeated, "machine",
                at, end + 1, at, cue_at - 1, cue_at, start - 1, start, end,
                key, speaker, cue, content, text[at : end + 1],
            )
        )  # fmt: skip
        score = round(0.3 + 0.7 * self.chance.random(), 3)
        self.rows["claim_statement"].append(
            (matter.number, self.statements, str(stance), score, is_general, "told of", "machine")
        )
        return self.statements

    def _number_of(self, speaker: str, party: int, is_anonymous: bool) -> int:
        named = (speaker, party, is_anonymous)
        if named not in self.speakers:
            self.speakers[named] = len(self.speakers) + 1
            self.rows["speaker"].append((self.speakers[named], *named))
        return self.speakers[named]

    def _said_on(self, day: date, is_dated: bool, is_retold: bool) -> tuple[str | None, ...]:
        """Mostly the day; a month or a year for some, an earlier day for what is retold."""
        drawn = self.chance.random()
        said = day - timedelta(days=int(200 * self.chance.random())) if is_retold else day
        told = said.isoformat()
        if not is_dated:
            return None, None, None, str(SaidOnBasis.NONE)
        if drawn < 0.05:
            first = said.replace(day=1)
            return told[:7], first.isoformat(), told, str(SaidOnBasis.TEXT)
        if drawn < 0.065:
            return told[:4], f"{told[:4]}-01-01", told, str(SaidOnBasis.TEXT)
        return told, told, told, str(SaidOnBasis.TEXT if drawn < 0.4 or is_retold else SaidOnBasis.ARTICLE)

    def _open(self, matter: Matter, content: str, ids: dict[str, int]) -> None:
        if matter.is_open:
            return
        matter.is_open = True
        title = f"{matter.accused}: {content}"
        slug = f"{WORDS[matter.number % 31]}-{WORDS[matter.number % 29]}-{matter.number}"
        self.rows["claim"].append((matter.number, slug, title, "en", "found", f"{title}."))
        self.rows["claim_accused"].append((matter.number, ids[matter.accused], 0))

    def _speaker(self, party: str) -> tuple[str, bool]:
        drawn = self.chance.random()
        if drawn < 0.6:
            return party, False
        return (f"an official of {party}", True) if drawn < 0.65 else (f"Speaker {int(drawn * 20)} of {party}", False)


STATEMENT = (
    "statement_id", "article_id", "speaker_id", "origin_party_id", "stance", "is_direct", "is_retold", "is_negated",
    "is_general", "said_on", "said_on_earliest", "said_on_latest", "said_on_basis", "repeats_statement_id",
    "decided_by", "span_start", "span_end", "source_start", "source_end", "cue_start", "cue_end", "content_start",
    "content_end", "key", "source_text", "cue_text", "content_text", "quote",
)  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "article": ("article_id", "publisher", "published_on", "published_basis", "language", "source", "key"),
    "article_text": ("article_id", "title", "text"),
    "article_band": ("band", "article_id"),
    "copy_group": ("copy_group_id",),
    "copy_group_article": ("article_id", "copy_group_id", "is_first"),
    "speaker": ("speaker_id", "name", "party_id", "is_anonymous"),
    "statement": STATEMENT,
    "claim": ("claim_id", "slug", "title", "language", "origin", "proposition"),
    "claim_accused": ("claim_id", "party_id", "position"),
    "claim_statement": ("claim_id", "statement_id", "stance", "score", "is_general", "linked_by", "decided_by"),
}


def fill(place: Path, claims: int, changesets: int = CHANGESETS) -> Filling:
    """Makes a file with so many claims; what is derived is left to a rebuild.

    A large one is neither sealed nor searchable, which would take most of the time, and is indexed at the end.
    """
    archive = Archive(claims, shipped())
    filling, is_large = Filling(archive), claims > LARGE
    with open_database(place, create=True) as database, connect_to(database.engine, writes=True) as connection:
        raw: Any = connection.connection.driver_connection
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -1000000"):
            raw.execute(f"PRAGMA {pragma}")
        later = _without_indices(raw) if is_large else []
        days, ids = archive.days(), dict[str, int]()
        for weeks in range(changesets):
            months = list(islice(days, -(-DAYS // changesets)))
            at = datetime(FIRST.year + 10, 6, 1, tzinfo=UTC) + timedelta(days=weeks)
            with connection.begin():
                writer = Writer(connection, author="benchmark", kind="load", note="", recorded_at=at)
                ids = ids or _parties(writer, archive)
                for day, told in months:
                    filling.tell(day, told, ids)
                filling.write(writer)
                if not is_large:
                    writer.finish()
        for sql in later:
            raw.execute(sql)
    return filling


def _without_indices(raw: Any) -> list[str]:
    """Drops the indices of the tables that are filled; gives what makes them again."""
    found = raw.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    made = [(name, sql) for name, table, sql in found.fetchall() if table in COLUMNS]
    for name, _ in made:
        raw.execute(f"DROP INDEX {name}")
    return [sql for _, sql in made]


def _parties(writer: Writer, archive: Archive) -> dict[str, int]:
    known = [one for name in (*archive.parties, *archive.outlets) for one in archive.gazetteer.lineage(name)]
    records = [party for name in dict.fromkeys(known) if (party := archive.gazetteer.get(name)) is not None]
    writer.save_parties([*records, *(Party(name=name, kind="group") for name in archive.locals)])
    return dict(writer.tree.ids)


def main(place: Path, claims: int) -> None:
    """Fills a database and tells how long it took."""
    started = perf_counter()
    filling = fill(place, claims)
    filled = perf_counter()
    if claims <= LARGE:
        rebuild(place)
    told = f"{claims:,} claims, {filling.statements:,} statements of {filling.articles:,} articles"
    size = place.stat().st_size / 1e6
    print(f"{told}: filled in {filled - started:.0f} s, derived in {perf_counter() - filled:.0f} s, {size:,.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
