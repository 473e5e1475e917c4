"""A person's answer to what the machine asked: signed, dated, and kept beside all others."""

from pathlib import Path

from factdb.errors import InputError, NotFoundError
from factdb.pipeline.desk import deciding
from factdb.store import ANSWERS, Writer


def decide(
    where: str | Path,
    review: int | str,
    state: str,
    *,
    value: str | None = None,
    author: str | None = None,
    note: str = "",
) -> bool:
    """Records that a person accepts or rejects a review, told by its number or key; whether that is news.

    `open` takes the person's earlier answer back. Answering anew replaces the person's own earlier answer, never
    another's. Raises InputError for a state that is none, NotFoundError for a review that is none, DatabaseError for a
    database that cannot be used.
    """
    if state not in ANSWERS:
        raise InputError(f"'{state}' is no answer to a review. Answer {' or '.join(ANSWERS)}.")
    with deciding(where, author=author) as desk:
        return desk.answer_review(_number(desk.writer, review), state, value, note)


def _number(writer: Writer, review: int | str) -> int:
    column = "review_id" if isinstance(review, int) else "key"
    for row in writer.rows("review", {column: review}):
        return int(str(row["review_id"]))
    raise NotFoundError(f"No review '{review}'. The table 'review' lists what is asked.")
