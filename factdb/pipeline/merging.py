"""Two databases meet: what the other one holds comes in by its content, so that what both have is there once.

Articles come with the statements that were found in them, not read anew; claims are made of all that is there then, as
a load makes them. What people decided comes with its author and time (`pipeline.meeting`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdb.errors import DatabaseError
from factdb.link import keys_of
from factdb.pipeline.checking import CheckResult, check
from factdb.pipeline.claiming import Claiming
from factdb.pipeline.known import known_parties
from factdb.pipeline.loading import BATCH, home, signed, transactions
from factdb.pipeline.meeting import Meeting
from factdb.pipeline.reading import marks_of
from factdb.pipeline.reprints import Print, group_copies
from factdb.pipeline.result import Tally
from factdb.pipeline.watching import WatchedChange, watched_claims
from factdb.records import Article, Party, Problem
from factdb.store import Reader, Writer, open_database
from factdb.words import MACHINE

COMPARED = {"published_on": "published on", "language": "in the language", "title": "titled"}
Step = Callable[[int, int | None], None]
Numbers = Sequence[int]
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """What a merge brought. `conflicts` are sentences: what both databases hold differently; `notes` what to know.

    `watched` counts the claims that people follow here now, `watched_changes` are those that the merge changed.
    """

    articles_new: int
    articles_known: int
    copies: int
    statements: int
    claims_opened: int
    answers: int
    conflicts: tuple[str, ...]
    notes: tuple[str, ...]
    status_changes: tuple[str, ...]
    watched: int
    watched_changes: tuple[WatchedChange, ...]


def merge(
    where: str | Path,
    other: str | Path,
    *,
    author: str | None = None,
    batch: int = BATCH,
    dry_run: bool = False,
    progress: Step = lambda done, total: None,
) -> MergeResult:
    """Brings what another database holds into this one, which is created where there is none.

    Interrupted, it can be run again; run twice, it adds nothing. Either way round gives the same facts, but for names
    and numbers. Where both hold different things, what is here stays and the conflict is told and kept.

    Raises DatabaseError for a database that cannot be used, for another one that is not sound, and for one of
    them that was published without its texts.
    """
    proof = _proven(other)
    note = f"{Path(proof.where).name}, seal {proof.seal}"
    with (
        home(where, dry_run) as place,
        open_database(other, read_only=True) as source,
        source.reading() as reader,
        open_database(place, create=True) as database,
        transactions(database, signed(author), dry_run, kind="merge", note=note) as transaction,
    ):
        merging, numbers = _Merging(reader), reader.numbers("article")
        with transaction() as writer:
            if _lacks_texts(writer):
                raise DatabaseError(f"{database.where} was published without its texts. Merge into a new file instead.")
            merging.begin(writer)
        for start in range(0, len(numbers), batch):
            with transaction() as writer:
                merging.keep(writer, numbers[start : start + batch])
            progress(min(start + batch, len(numbers)), len(numbers))
        with transaction() as writer:
            merging.end(writer)
    return merging.result()


def _proven(other: str | Path) -> CheckResult:
    """What a check tells of the other database, which is sound and holds its texts."""
    proof = check(other)
    if not proof.is_sound:
        first = proof.findings[0]
        raise DatabaseError(
            f"{proof.where} is not sound, so nothing of it was merged. {first.place}: {first.message} "
            f"`factdb check --db {proof.where}` tells all that was found."
        )
    with open_database(other, read_only=True) as database, database.reading() as reader:
        if _lacks_texts(reader):
            raise DatabaseError(f"{proof.where} was published without its texts. Ask its owner for a backup to merge.")
    return proof


def _lacks_texts(reader: Reader) -> bool:
    """Whether texts were left out: what another database says of such an article cannot be placed in it."""
    return bool(reader.rows("articles", {"text": None}, limit=1))


class _Merging:
    """One merge, over its transactions."""

    def __init__(self, source: Reader) -> None:
        self.source, self.meeting, self.tally = source, Meeting(source), Tally()
        self.origins = {str(row["name"]): str(row["origin"]) for row in source.rows("party")}
        self.parties = {party.name: party for party in source.parties(sorted(set(self.origins.values())))}
        self.collections = {row["collection_id"]: str(row["name"]) for row in source.rows("collection")}
        self.conflicts: list[str] = []

    def begin(self, writer: Writer) -> None:
        """Brings what people made, their parties and the claims that they track, and what could not be read there."""
        self.tally.look(watched_claims(writer))
        made = {name for name, origin in self.origins.items() if origin == "person"}
        self._save_parties(writer, made | self.meeting.parties())
        self.tally.change(self.meeting.track(writer))
        self._save_problems(writer, self.source.rows("problem", {"article_id": None}, order=("problem_id",)), {})

    def keep(self, writer: Writer, numbers: Numbers) -> None:
        """Brings these articles of the other database, with what they say and what may be claims in it."""
        rows = self.source.rows("article", {"article_id": list(numbers)}, order=("article_id",))
        keys = {_number(row["article_id"]): str(row["key"]) for row in rows}
        theirs, ours = (reader.as_loaded(reader.articles(keys.values())) for reader in (self.source, writer))
        articles, known = ({article.key: article for article in some} for some in (theirs, ours))
        self._save_parties(writer, self._names(numbers, keys.values()))
        claiming = Claiming(writer, known_parties(writer))
        collections, fresh = self._collections(numbers), []
        for number, key in keys.items():
            mine = writer.save_article(articles[key], collections[number])
            self._save_statements(writer, number, key)
            if key in known:
                self._compare(writer, known[key], articles[key])
            else:
                fresh.append(Print(article=articles[key], number=mine, marks=marks_of(articles[key])))
        grouped = group_copies(writer, fresh)
        claiming.tell_anew(grouped.changed)
        self.tally.count(copies=grouped.copies)
        problems = self.source.rows("problem", {"article_id": list(keys)}, order=("problem_id",))
        self._save_problems(writer, problems, keys)
        self._save_appearances(writer, claiming, numbers)
        settlement = claiming.settle()
        self.tally.change(settlement.changes)
        self.tally.count(
            articles_new=len(keys) - len(known), articles_known=len(known), claims_opened=settlement.opened
        )

    def end(self, writer: Writer) -> None:
        """Brings what people decided about claims, once all claims are there."""
        self.tally.change(self.meeting.decide(writer))
        self.tally.look(watched_claims(writer))

    def result(self) -> MergeResult:
        """All that was brought."""
        told = self.tally.result()
        return MergeResult(
            articles_new=told.articles_new,
            articles_known=told.articles_known,
            copies=told.copies,
            statements=told.statements,
            claims_opened=told.claims_opened,
            answers=self.meeting.answers,
            conflicts=(*self.conflicts, *self.meeting.conflicts),
            notes=tuple(self.meeting.notes),
            status_changes=told.status_changes,
            watched=told.watched,
            watched_changes=told.watched_changes,
        )

    def _collections(self, numbers: Numbers) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for row in self.source.rows("article_collection", {"article_id": list(numbers)}):
            found[_number(row["article_id"])].append(self.collections[row["collection_id"]])
        return found

    def _names(self, numbers: Numbers, keys: Iterable[str]) -> set[str]:
        """The parties that these articles speak of."""
        names = {name for said in self.source.statements(keys) for name in (said.party, said.origin_party) if name}
        shown = [
            str(row["key"]) for row in self.source.rows("appearance", {"article_id": list(numbers), "retired_in": None})
        ]
        return names | {name for placed in self.source.appearances(shown) for name in placed.appearance.accused}

    def _save_parties(self, writer: Writer, names: Iterable[str]) -> None:
        """Saves these parties and all above them, each as what it came to be there."""
        wanted: dict[str, Party] = {}
        ahead = sorted(names)
        while ahead:
            name = ahead.pop()
            if name not in wanted:
                wanted[name] = self.parties[name]
                ahead += [above for above in (wanted[name].parent,) if above]
        for origin in sorted(set(self.origins.values())):
            some = [wanted[name] for name in sorted(wanted) if self.origins[name] == origin]
            writer.save_parties(some, origin)

    def _save_statements(self, writer: Writer, number: int, key: str) -> None:
        """Saves the statements of an article that were not there, as they were found, or added by hand.

        What people decided about them is brought, and laid over them, at the end.
        """
        keys = {str(row["key"]) for row in self.source.rows("statement", {"article_id": number})}
        lost = {str(row["key"]) for row in self.source.rows("statement_lost", {"article_id": number})}
        here = {str(row["key"]) for row in writer.rows("statement", {"article_id": writer.known_articles([key])[key]})}
        found = self.source.versions(keys - lost - here)
        told = [one for one in found.values() if one.live or not one.by_hand]
        self.tally.count(statements=sum(one.live is not None for one in told))
        for person in sorted({one.by_hand or MACHINE for one in told}):
            writer.save_statements(key, [one.base for one in told if (one.by_hand or MACHINE) == person], person)

    def _save_problems(self, writer: Writer, rows: Iterable[Row], keys: Mapping[int, str]) -> None:
        writer.save_problems(
            Problem(
                message=str(row["message"]),
                article=None if row["article_id"] is None else keys[_number(row["article_id"])],
                source=None if row["source"] is None else str(row["source"]),
                start=None if row["span_start"] is None else _number(row["span_start"]),
                end=None if row["span_end"] is None else _number(row["span_end"]),
            )
            for row in rows
        )

    def _save_appearances(self, writer: Writer, claiming: Claiming, numbers: Numbers) -> None:
        keys = [
            str(row["key"]) for row in self.source.rows("appearance", {"article_id": list(numbers), "retired_in": None})
        ]
        known = {placed.appearance.key for placed in writer.appearances(keys)}
        placed = self.source.appearances([key for key in keys if key not in known])
        fresh = [one.appearance for one in placed]
        claiming.add(fresh, {one.key: keys_of(one) for one in fresh})

    def _compare(self, writer: Writer, ours: Article, theirs: Article) -> None:
        """Tells, and keeps as a doubt, what the other database says differently about an article that both have."""
        for name, told in COMPARED.items():
            here, there = getattr(ours, name), getattr(theirs, name)
            if there is not None and here != there:
                message = f"Another database has it {told} {there}; here it is {here or 'not told'}."
                writer.save_problems([Problem(article=ours.key, message=message)])
                self.conflicts.append(f"{ours.source}: {message}")


def _number(value: object) -> int:
    return int(str(value))
