"""Replies of a review become decisions: the name of a question and an answer come in, verbs of the desk go out.

Names of questions are those of the queue, so that an answer that was written down elsewhere finds its question again.
What is decided already is left alone, so that one file can be imported twice.
"""

from collections.abc import Callable, Mapping

from factdb.errors import InputError, NotFoundError
from factdb.pipeline.desk import Desk
from factdb.pipeline.naming import Room
from factdb.records import Question
from factdb.review import OFFERED, Asks, Reply, Word
from factdb.store import SAME, Reader

OF_STATEMENT: Mapping[Word, str] = {
    Word.STANCE: "stance",
    Word.SPEAKER: "speaker",
    Word.PARTY: "party",
    Word.DATE: "said_on",
}
"""The kind of question that each correction of a statement answers."""

STATES: Mapping[Word, str] = {Word.ACCEPT: "accepted", Word.REJECT: "rejected"}


def give(desk: Desk, reply: Reply) -> bool:
    """Has a person decide what a reply says; whether that is news.

    Raises NotFoundError where the database does not hold what the question or the answer names, InputError for an
    answer that makes no sense there.
    """
    kind, _, named = reply.key.partition(" ")
    if kind not in {*Asks} or not named:
        raise InputError(f"'{reply.key}' names no question. `factdb review export` writes the questions there are.")
    asks = Asks(kind)
    if reply.word not in OFFERED[asks]:
        raise InputError(f"'{reply.word}' does not answer this question.")
    return _GIVEN[asks](_Replying(desk, reply), named)


def kept_first(reader: Reader, one: int, other: int) -> tuple[int, int]:
    """Two claims, first the one that keeps its name: a tracked one, else that of which more is said."""
    voices, tracked = reader.voices([one, other]), reader.tracked()
    first, second = sorted((one, other), key=lambda claim: (claim not in tracked, -len(voices[claim]), claim))
    return first, second


def uniting(reader: Reader, reply: Reply) -> str:
    """Which claim goes into which by a reply, in a sentence; empty where it unites none."""
    kind, *names = reply.key.split(" ")
    if reply.word is Word.MERGE:
        ends = [names[-1] if kind == Asks.BELONGS else names[0], reply.value]
    elif reply.word is Word.ACCEPT and kind == Asks.SAME_CLAIM and len(names) == 2:
        ends = names
    else:
        return ""
    rows = {int(str(row["claim_id"])): str(row["slug"]) for row in map(reader.claim, ends)}
    if len(rows) < 2:
        return ""
    kept, gone = kept_first(reader, *rows)
    return f"{rows[gone]} goes into {rows[kept]}"


class _Replying:
    """One reply on its way to the desk."""

    def __init__(self, desk: Desk, reply: Reply) -> None:
        self.desk, self.reply = desk, reply
        self.word, self.value, self.note = reply.word, reply.value, reply.note

    def belongs(self, named: str) -> bool:
        """Whether a statement belongs to a claim."""
        key, _, slug = named.partition(" ")
        self._statement(key)
        claim = self._claim(slug)
        if self.word in STATES:
            return self._answer(STATES[self.word], kind="belongs", statement=key, claim=claim)
        if self.word is Word.MERGE:
            return self._united(claim, self._claim(self.value))
        return self._of_statement(key, claim)

    def statement(self, key: str) -> bool:
        """Whether there is such a statement, or when it was said."""
        self._statement(key)
        if self.word is Word.ACCEPT:
            return self._answer("accepted", kind=self.reply.key.partition(" ")[0], statement=key)
        if self.word is Word.REJECT:
            return self._answer("rejected", kind="is_statement", statement=key)
        held = self.desk.writer.linked_to([key])[key]
        return self._of_statement(key, held[0] if held else None)

    def published(self, key: str) -> bool:
        """When an article was published."""
        if not self.desk.writer.rows("article", {"key": key}):
            raise NotFoundError("The article of this question is not in this database.")
        return self._answer("accepted", self.value or None, kind="published_on", article=key)

    def same_claim(self, named: str) -> bool:
        """Whether two claims are one."""
        one, other = (self._claim(slug) for slug in self._two(named))
        if self.word is Word.MERGE:
            return self._united(one, self._claim(self.value))
        if self.word is Word.ACCEPT:
            return self._united(one, other)
        if one == other:
            raise InputError("The two are one claim already. `factdb undo` takes back that they were united.")
        low, high = sorted((one, other))
        return self._answer("rejected", kind=SAME, claim=low, other_claim=high)

    def narrower(self, named: str) -> bool:
        """Whether one claim is narrower than another."""
        one, other = (self._claim(slug) for slug in self._two(named))
        if self.word is Word.MERGE:
            return self._united(one, self._claim(self.value))
        state = "confirmed" if self.word is Word.ACCEPT else "rejected"
        ends = {"claim_id": one, "other_claim_id": other, "decided_by": self.desk.author, "retired_in": None}
        if self.desk.writer.rows("claim_relation", {**ends, "state": state}):
            return False
        self.desk.relate(one, other, confirmed=self.word is Word.ACCEPT, note=self.note)
        return True

    def party(self, name: str) -> bool:
        """Whether a party speaks for itself."""
        if name not in self.desk.writer.tree.ids:
            raise NotFoundError(f"No party '{name}' is in this database.")
        if self.word is Word.ACCEPT:
            return self._answer("accepted", kind=Asks.PARTY.value, party=name)
        room = Room(self.desk, self.note)
        if self.word is Word.PARENT:
            room.place(name, self.value)
        else:
            room.unite(self.value, name)
        return bool(room.done)

    def problem(self, key: str) -> bool:
        """Whether something could not be read for sure."""
        for row in self.desk.writer.rows("problem", {"key": key}):
            number = row["article_id"]
            keys = [str(row["key"]) for row in self.desk.writer.rows("article", {"article_id": number})]
            if self.word is Word.DATE and keys:
                self._answer("accepted", self.value, kind="published_on", article=keys[0])
            return self._answer("accepted", kind="problem", words=key, article=next(iter(keys), None))
        raise NotFoundError("The problem of this question is not in this database.")

    def _of_statement(self, key: str, claim: int | None) -> bool:
        """A correction of a statement, or another claim for it."""
        if self.word in OF_STATEMENT:
            value = Room(self.desk, "").party(self.value) if self.word is Word.PARTY else self.value
            return self._answer("accepted", value, kind=OF_STATEMENT[self.word], statement=key)
        return self._new(key, claim) if self.word is Word.NEW else self._relinked(key, claim, self._claim(self.value))

    def _relinked(self, key: str, claim: int | None, other: int) -> bool:
        if claim == other:
            raise InputError(f"It is in '{self.value}' already.")
        out = claim is not None and self._answer("rejected", kind="belongs", statement=key, claim=claim)
        return self._answer("accepted", kind="belongs", statement=key, claim=other) or out

    def _new(self, key: str, claim: int | None) -> bool:
        """A claim of its own, unless it is in one of that title."""
        writer = self.desk.writer
        held = writer.linked_to([key])[key]
        if any(row["title"] == self.value for row in writer.rows("claim", {"claim_id": held})):
            return False
        if claim is None:
            raise InputError("The statement is in no claim. Relink it to one first.")
        self.desk.split(claim, [self._statement(key)], title=self.value, note=self.note)
        return True

    def _united(self, one: int, other: int) -> bool:
        """Two claims as one."""
        if one == other:
            return False
        kept, gone = kept_first(self.desk.writer, one, other)
        self.desk.unite(kept, gone, note=self.note)
        return True

    def _answer(self, state: str, value: str | None = None, **about: str | int | None) -> bool:
        return self.desk.answer(Question(**about), state, value, self.note)  # type: ignore[arg-type]

    def _statement(self, key: str) -> int:
        """The last number under which a statement stood."""
        numbers = [int(str(row["statement_id"])) for row in self.desk.writer.rows("statement", {"key": key})]
        if not numbers:
            raise NotFoundError("The statement of this question is not in this database.")
        return max(numbers)

    def _claim(self, slug: str) -> int:
        return int(str(self.desk.writer.claim(slug)["claim_id"]))

    def _two(self, named: str) -> list[str]:
        slugs = named.split(" ")
        if len(slugs) != 2:
            raise InputError(f"'{self.reply.key}' does not name two claims.")
        return slugs


_GIVEN: Mapping[Asks, Callable[[_Replying, str], bool]] = {
    Asks.BELONGS: _Replying.belongs,
    Asks.STATEMENT: _Replying.statement,
    Asks.SAID_ON: _Replying.statement,
    Asks.PUBLISHED_ON: _Replying.published,
    Asks.SAME_CLAIM: _Replying.same_claim,
    Asks.NARROWER: _Replying.narrower,
    Asks.PARTY: _Replying.party,
    Asks.PROBLEM: _Replying.problem,
}
