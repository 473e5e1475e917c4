"""A review of one database by one person: doubts are shown one after the other, replies tried, kept, taken back.

Each reply is one transaction and one changeset; what it would do is tried in a transaction of which nothing stays. The
queue is read in portions, so that a large database does not have to be read to its end first.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from factdb.errors import InputError, NotFoundError
from factdb.link import nearness
from factdb.pipeline.desk import deciding
from factdb.pipeline.known import known_parties
from factdb.pipeline.loading import signed
from factdb.pipeline.presenting import item_of
from factdb.pipeline.queue import EVERYTHING, Asked, doubts
from factdb.pipeline.replying import give, uniting
from factdb.pipeline.undoing import undo
from factdb.review import TAKES_NOTHING, Asks, Doubt, Item, Reply, Word, read, written
from factdb.store import Reader, open_database

PORTION = 40
CHOICES = 6
FAR_REACHING = frozenset({Asks.PARTY, Asks.PUBLISHED_ON, Asks.PROBLEM})
"""What is asked about more claims than the one that is shown."""


_CORRECTS = frozenset({Word.STANCE, Word.SPEAKER, Word.PARTY, Word.DATE, Word.MERGE})
SETTLING: Mapping[Asks, frozenset[Word]] = {
    **{asks: frozenset(Word) for asks in Asks},
    Asks.BELONGS: frozenset(Word) - _CORRECTS,
    Asks.SAID_ON: frozenset({Word.ACCEPT, Word.REJECT, Word.DATE}),
}
"""The answers after which a question is not open any more."""


class Reviewing:
    """One person's way through the queue. What it shows is read anew where an earlier reply may have changed it."""

    def __init__(
        self, where: str | Path, *, author: str | None = None, asked: Asked = EVERYTHING, limit: int | None = None
    ) -> None:
        self.where, self.author, self.asked, self.limit = where, author, asked, limit
        self._waiting: list[Doubt] = []
        self._seen: set[str] = set()
        self._touched: set[int] = set()
        self._shown: Doubt | None = None
        self._kept: list[tuple[int, Doubt]] = []
        self._again: Doubt | None = None

    def next(self) -> Item | None:
        """The next item, None where nothing is left, or as many were seen as were asked for.

        It is the same one where the last reply corrected something and left its question open.
        """
        self._shown = None
        again, self._again = self._again, None
        if again is not None:
            with _reading(self.where) as reader:
                self._shown = self._anew(reader, again)
                if self._shown is not None:
                    return item_of(reader, self._shown)
        while self.limit is None or len(self._seen) < self.limit:
            with _reading(self.where) as reader:
                self._waiting = self._waiting or self._portion(reader)
                if not self._waiting:
                    return None
                doubt: Doubt | None = self._waiting.pop(0)
                if doubt is not None and self._touched & {doubt.claim_id, doubt.other_claim_id}:
                    doubt = self._anew(reader, doubt)
                if doubt is not None:
                    self._seen.add(doubt.key)
                    self._shown = doubt
                    return item_of(reader, doubt)
        return None

    def tried(self, reply: Reply) -> tuple[str, ...]:
        """What a reply would do to claims and their statuses, in sentences; nothing of it stays."""
        with deciding(self.where, author=self.author, keep=False) as desk:
            united = uniting(desk.writer, reply)
            give(desk, reply)
        return (united, *desk.changes) if united else desk.changes

    def kept(self, reply: Reply) -> str:
        """Keeps a reply; what it did, in a sentence."""
        with deciding(self.where, author=self.author) as desk:
            is_news = give(desk, reply)
        if not is_news or desk.changeset is None or self._shown is None:
            return "That was decided already."
        self._kept.append((desk.changeset, self._shown))
        self._touch(self._shown, reply)
        self._again = self._shown if reply.word not in SETTLING[self._shown.asks] else None
        return "; ".join(desk.changes) or "Kept; no claim changed its status."

    def undone(self) -> tuple[Item | None, str]:
        """Takes back the last reply of this review; the item that it was about comes again.

        Raises InputError where there is none.
        """
        if not self._kept:
            raise InputError("Nothing was decided in this review yet. `factdb undo` takes back what was before.")
        changeset, doubt = self._kept.pop()
        undo(self.where, [changeset], author=self.author)
        if self._shown is not None:
            self._seen.discard(self._shown.key)
            self._waiting.insert(0, self._shown)
        self._touch(doubt, None)
        self._shown = doubt
        with _reading(self.where) as reader:
            return item_of(reader, self._anew(reader, doubt) or doubt), "Taken back."

    def account(self) -> str:
        """What was decided in this review, in a sentence."""
        count = len(self._kept)
        if not count:
            return "Nothing was decided."
        return f"{count} decision{'' if count == 1 else 's'} kept. `factdb log` tells them, `factdb undo` takes back."

    def choices(self, word: Word, text: str) -> list[tuple[str, str]]:
        """What an answer may take, the likeliest first: names of claims with their titles, or of parties."""
        with _reading(self.where) as reader:
            if word in (Word.RELINK, Word.MERGE):
                return list(_claims(reader, self._shown, text))
            return list(_parties(reader, self._shown, text))

    def _portion(self, reader: Reader) -> list[Doubt]:
        found = doubts(reader, known_parties(reader), self.asked)
        return list(islice((one for one in found if one.key not in self._seen), PORTION))

    def _anew(self, reader: Reader, doubt: Doubt) -> Doubt | None:
        """A doubt as it is now, None where it is none any more."""
        if doubt.claim_id is None or not reader.rows("claim_status", {"claim_id": doubt.claim_id}):
            return None if doubt.claim_id else doubt
        asked = Asked(claim=str(doubt.claim_id))
        found = doubts(reader, known_parties(reader), asked)
        return next((one for one in found if one.key == doubt.key), None)

    def _touch(self, doubt: Doubt, reply: Reply | None) -> None:
        """Notes what has to be read anew after a reply."""
        if doubt.asks in FAR_REACHING or reply is None or reply.word not in TAKES_NOTHING:
            self._waiting = []
        self._touched |= {number for number in (doubt.claim_id, doubt.other_claim_id) if number is not None}


@contextmanager
def _reading(where: str | Path) -> Iterator[Reader]:
    with open_database(where, read_only=True) as database, database.reading() as reader:
        yield reader


def _claims(reader: Reader, doubt: Doubt | None, text: str) -> Iterator[tuple[str, str]]:
    """Claims by words of their name or title; without words the rival, then those near by, the likest title first."""
    own = doubt.claim_id if doubt else None
    if text.strip():
        numbers = reader.claims_by_word(text, CHOICES + 1)
    else:
        rivals = [doubt.other_claim_id] if doubt and doubt.other_claim_id else []
        near = set(reader.near_claims([own]).get(own, ())) if own is not None else set()
        numbers = [*rivals, *_likest(reader, own, near - {*rivals})]
    wanted = [number for number in numbers if number != own][:CHOICES]
    rows = {row["claim_id"]: row for row in reader.rows("claim_status", {"claim_id": wanted})}
    for number in wanted:
        if row := rows.get(number):
            yield str(row["slug"]), f"{row['status'] or 'no status'}: {row['title']}"


def _likest(reader: Reader, own: int | None, near: set[int]) -> list[int]:
    numbers = sorted({*near, *([] if own is None else [own])})
    rows = reader.rows("claim", {"claim_id": numbers, "merged_into_id": None})
    words = {int(str(row["claim_id"])): f"{row['title']} {row['proposition']}" for row in rows}
    mine = words.pop(own, "") if own is not None else ""
    return sorted(words, key=lambda number: (-nearness(mine, words[number], "en"), number))


def _parties(reader: Reader, doubt: Doubt | None, text: str) -> Iterator[tuple[str, str]]:
    """Parties by the beginning of their name, then by a part of it; without words those of the claim."""
    tree, folded = reader.tree, text.strip().casefold()
    if folded:
        hits = sorted((not name.casefold().startswith(folded), len(name), name) for name in tree.ids
                      if folded in name.casefold())  # fmt: skip
        names = [name for _, _, name in hits]
    else:
        claim = doubt.claim_id if doubt and doubt.claim_id else 0
        spoken = [one.party for one in reader.in_claims([claim])] if claim else []
        names = [*reader.accused([claim])[claim], *spoken]
    for name in list(dict.fromkeys(names))[:CHOICES]:
        parent = tree.parents[tree.ids[name]]
        yield name, f"under {tree.names[parent]}" if parent else str(tree.kinds[tree.ids[name]])


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import of replies did, line by line: sentences with the number of the line in the file."""

    given: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    status_changes: tuple[str, ...] = ()


def export_review(where: str | Path, asked: Asked = EVERYTHING, limit: int | None = None) -> tuple[str, int]:
    """The queue as CSV that a colleague edits in a spreadsheet, and how many questions it holds."""
    with open_database(where, read_only=True) as database, database.reading() as reader:
        found = islice(doubts(reader, known_parties(reader), asked), limit)
        items = [item_of(reader, one) for one in found]
    return written(items), len(items)


def import_review(
    where: str | Path, file: str | Path, *, author: str | None = None, dry_run: bool = False
) -> ImportResult:
    """Gives the answers of a file in one transaction; a line that names its reviewer is signed by that person.

    What is decided already is left alone. A line that cannot be understood is told; the others are given. Raises
    InputError for a file that cannot be read or is no such table.
    """
    path = Path(file)
    try:
        lines = read(path.read_bytes(), path.name)
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror}.") from error
    given: list[str] = []
    known: list[str] = []
    wrong: list[str] = []
    with deciding(where, author=author, note=f"import of {path.name}", keep=not dry_run) as desk:
        importer = desk.author
        for line in lines:
            place = f"{path.name}, line {line.line}"
            if line.reply is None:
                wrong.append(f"{place}: {line.wrong}")
                continue
            desk.author = signed(line.reviewer) if line.reviewer else importer
            try:
                is_news = give(desk, line.reply)
            except (InputError, NotFoundError) as error:
                wrong.append(f"{place}: {error}")
                continue
            told = f"{place}: {line.reply.word} {line.reply.value}".rstrip() + f" ({line.asked or line.reply.key})"
            (given if is_news else known).append(told)
        desk.author = importer
    return ImportResult(given=tuple(given), known=tuple(known), wrong=tuple(wrong), status_changes=desk.changes)
