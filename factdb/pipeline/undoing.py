"""Taking back what a changeset did: each answer gives way to the one before it, articles that it loaded are withdrawn.

What somebody decided anew since stays as it is now, and is told. An undo is a changeset of its own and can be undone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from factdb.errors import InputError, NotFoundError
from factdb.pipeline.carrying import CARRIED
from factdb.pipeline.desk import Desk, deciding
from factdb.pipeline.loading import later
from factdb.pipeline.reextracting import REEXTRACT
from factdb.pipeline.restating import STANDS
from factdb.records import Question, Wording
from factdb.store import FOLLOWED, Writer

SIGNED = ("claim_relation", "verdict", "alliance")
"""Tables of what people signed, whose rows are closed and added again as they were."""

SAID = ("state", "value", "note")
"""What an answer says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoResult:
    """What an undo did: how much was taken back, what could not be, in sentences, and which statuses changed."""

    taken_back: int
    kept: tuple[str, ...]
    status_changes: tuple[str, ...]
    changeset: int | None


def undo(
    where: str | Path, changesets: Sequence[int], *, author: str | None = None, note: str = "", dry_run: bool = False
) -> UndoResult:
    """Takes back what these changesets decided or loaded, the latest first.

    Raises NotFoundError for one that is not there, InputError where there is nothing to take back in any of them.
    """
    numbers = sorted(set(changesets), reverse=True)
    told = f"undo {', '.join(map(str, sorted(numbers)))}{f': {note}' if note else ''}"
    with deciding(where, author=author, kind="undo", note=told, keep=not dry_run) as desk:
        undoing = _Undoing(desk)
        for number in numbers:
            undoing.take_back(number)
        if not undoing.taken_back and not undoing.kept:
            raise InputError("There is nothing to take back: no decision and no new article.")
    return UndoResult(
        taken_back=undoing.taken_back,
        kept=tuple(undoing.kept),
        status_changes=desk.changes,
        changeset=desk.changeset,
    )


class _Undoing:
    """Changesets being taken back at one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.writer: Writer = desk.writer
        self.taken_back = 0
        self.kept: list[str] = []

    def take_back(self, number: int) -> None:
        """Takes back one changeset."""
        rows = self.writer.rows("changeset", {"changeset_id": number})
        if not rows:
            raise NotFoundError(f"No changeset {number}. `factdb log` lists them.")
        if rows[0]["kind"] == REEXTRACT:
            raise InputError(
                f"Changeset {number} holds what was found in articles read anew, which nobody decided. Correct what is "
                "wrong in it, or read them by the older version of factdb: `factdb reextract`."
            )
        self._answers(number)
        self._wordings(number)
        for table in SIGNED:
            self._signed(table, number)
        for row in self.writer.rows("article", {"recorded_in": number}):
            question = Question(kind=STANDS, article=str(row["key"]))
            why = f"changeset {number} was taken back"
            self.taken_back += self.desk.answer(question, "rejected", why)

    def _answers(self, number: int) -> None:
        """Each answer of the changeset gives way to its author's answer before it, or to none."""
        retired = self.writer.rows("decision", {"retired_in": number})
        before = {(row["review_id"], row["author"]): row for row in retired}
        anew: Counter[tuple[str, object]] = Counter()
        for row in self.writer.rows("decision", {"recorded_in": number}, order=("-decision_id",)):
            review, author = _number(row["review_id"]), str(row["author"])
            if row["retired_in"] == number:
                continue
            if not self._stands(row):
                anew[author, row["retired_in"]] += 1
                continue
            was = before.get((row["review_id"], row["author"]))
            state = str(was["state"]) if was else "open"
            value = None if was is None or was["value"] is None else str(was["value"])
            note = str(was["note"]) if was else ""
            self.taken_back += self.desk.answer_review(review, state, value, note, by=author)
            for carried in self._carried(row):
                self.desk.answer_review(carried, state, value, note, by=author)
        for (author, since), many in anew.items():
            what = "a question" if many == 1 else f"{many} questions"
            self.kept.append(f"{author} answered {what} of changeset {number} anew in changeset {since}; that stays.")

    def _carried(self, row: Mapping[str, object]) -> list[int]:
        """The reviews to which an answer was carried over since, when its article was read anew."""
        same = {"author": row["author"], "decided_at": row["decided_at"], "retired_in": None}
        return [_number(one["review_id"]) for one in self.writer.rows("decision", same) if CARRIED in str(one["note"])]

    def _stands(self, row: Mapping[str, object]) -> bool:
        """Whether an answer stands: as it was given, or given again since by an undo of what had taken its place."""
        own = {"review_id": row["review_id"], "author": row["author"], "retired_in": None}
        return any(all(one[name] == row[name] for name in SAID) for one in self.writer.rows("decision", own))

    def _wordings(self, number: int) -> None:
        """A tracked claim gets the words that it had before; one that was new is followed no more."""
        for row in self.writer.rows("claim_wording", {"recorded_in": number}):
            claim = _number(row["claim_id"])
            wordings = self.writer.wordings([claim])[claim]
            last, own = wordings[-1], _place(wordings, row)
            if (last.claim, last.author) != (wordings[own].claim, wordings[own].author):
                self.kept.append(f"'{last.claim.slug}' was worded anew since by {last.author}.")
            elif own == 0:
                self.taken_back += self.desk.answer(Question(kind=FOLLOWED, claim=claim), "rejected")
            else:
                again = replace(wordings[own - 1], worded_at=later([one.worded_at for one in wordings]))
                self.taken_back += self.writer.save_wording(again)[1]
                self.desk.touch([claim])

    def _signed(self, table: str, number: int) -> None:
        """What was signed is closed, what was closed is signed again."""
        rows = self.writer.rows(table, {"recorded_in": number})
        again = self.writer.rows(table, {"retired_in": number})
        if table == "claim_relation":
            rows, again = ([row for row in each if row["state"] != "proposed"] for each in (rows, again))
        left_out = (f"{table}_id", "recorded_in", "retired_in")
        for row in rows:
            self.taken_back += self.writer.retire(
                table, {name: value for name, value in row.items() if name not in left_out}
            )
        for row in again:
            self.taken_back += self.writer.save_signed(
                table, {name: value for name, value in row.items() if name not in left_out}
            )
        if table == "alliance":
            ends = {_number(row[end]) for row in (*rows, *again) for end in ("one_id", "other_id")}
            self.desk.touch_parties(self.writer.tree.names[end] for end in ends)
        if table == "claim_relation":
            self.desk.touch(_number(row[end]) for row in (*rows, *again) for end in ("claim_id", "other_claim_id"))


def _place(wordings: Sequence[Wording], row: Mapping[str, object]) -> int:
    """Which of the wordings of a claim a row holds."""
    return next(i for i, one in enumerate(wordings) if (one.worded_at, one.author) == (row["worded_at"], row["author"]))


def _number(value: object) -> int:
    return int(str(value))
