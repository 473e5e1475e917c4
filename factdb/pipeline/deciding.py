"""A person's answer to what the machine asked: signed, dated, and kept beside all others."""

from datetime import UTC, datetime
from pathlib import Path

from factdb.errors import InputError, NotFoundError
from factdb.pipeline.loading import signed
from factdb.store import ANSWERS, Answer, Writer, open_database


def decide(where: str | Path, review: int | str, state: str, *, author: str | None = None, note: str = "") -> bool:
    """Records that a person accepts or rejects a review, told by its number or key; whether that is news.

    Answering anew replaces the person's own earlier answer, never another's. Raises InputError for a state that is
    none, NotFoundError for a review that is none, DatabaseError for a database that cannot be used.
    """
    if state not in ANSWERS:
        raise InputError(f"'{state}' is no answer to a review. Answer {' or '.join(ANSWERS)}.")
    person = signed(author)
    with open_database(where) as database, database.writing(author=person, kind="review") as writer:
        number = _number(writer, review)
        if any((a.author, a.state, a.note) == (person, state, note) for a in writer.answers([number])[number]):
            return False
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        writer.save_answers([Answer(review=number, state=state, author=person, decided_at=now, note=note)])
    return True


def _number(writer: Writer, review: int | str) -> int:
    column = "review_id" if isinstance(review, int) else "key"
    for row in writer.rows("review", {column: review}):
        return int(str(row["review_id"]))
    raise NotFoundError(f"No review '{review}'. The table 'review' lists what is asked.")
