"""People's answers to what the machine asked, into rows and out of them.

An answer is added and never edited: who answers anew retires the own earlier answer. A review is accepted or rejected
where all who answered agree; where they disagree it is open, and a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from factdb.store.decisions import decision, review
from factdb.store.facts import claim, statement
from factdb.store.fetch import in_chunks
from factdb.store.save import content_hash, insert_many, insert_one
from factdb.store.save_claims import Proposal, save_proposals

if TYPE_CHECKING:
    from factdb.store.write import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person answered to a review (its number): accepted or rejected, when (UTC, ISO text), and why."""

    review: int
    state: str
    author: str
    decided_at: str
    note: str = ""


def save_answers(writer: Writer, answers: Iterable[Answer]) -> int:
    """See Writer.save_answers."""
    given = list(dict.fromkeys(answers))
    known = answers_to(writer.connection, {one.review for one in given}, also_retired=True)
    fresh = [one for one in given if one not in known[one.review].values()]
    keys = dict(
        writer.connection.execute(
            sa.select(review.c.review_id, review.c.key).where(review.c.review_id.in_(known))
        ).all()
    )
    rows = [
        (_key(keys[a.review], a), a.review, a.state, a.author, a.decided_at, writer.changeset_id, a.note) for a in fresh
    ]
    columns = ("key", "review_id", "state", "author", "decided_at", "recorded_in", "note")
    insert_many(writer.connection, decision, columns, rows)
    for number, all_of_them in answers_to(writer.connection, {one.review for one in fresh}).items():
        _settle(writer, number, all_of_them)
    return len(fresh)


def _key(review_key: str, answer: Answer) -> str:
    return content_hash(review_key, answer.state, answer.author, answer.decided_at, answer.note)


def _settle(writer: Writer, number: int, answers: Mapping[int, Answer]) -> None:
    """Retires what its own author has answered anew since, and lets the review say what all that is left amounts to."""
    last = {answers[each].author: each for each in sorted(answers, key=lambda each: (answers[each].decided_at, each))}
    gone = sorted(set(answers) - set(last.values()))
    retired = decision.update().where(decision.c.decision_id.in_(gone))
    writer.connection.execute(retired.values(retired_in=writer.changeset_id))
    states = {answers[each].state for each in last.values()}
    change = review.update().where(review.c.review_id == number)
    state = amounts_to(states)
    decided = None if state == "open" else writer.changeset_id
    writer.connection.execute(change.values(state=state, decided_in=decided))


def amounts_to(states: set[str]) -> str:
    """The state of a review by the states of its answers.

    >>> amounts_to({"accepted"}), amounts_to({"accepted", "rejected"}), amounts_to(set())
    ('accepted', 'open', 'open')
    """
    return next(iter(states)) if len(states) == 1 else "open"


def answers_to(
    connection: sa.Connection, reviews: Iterable[int], *, also_retired: bool = False
) -> dict[int, dict[int, Answer]]:
    """The answers to each of these reviews, by their own number; every review has a dictionary."""
    found: dict[int, dict[int, Answer]] = {number: {} for number in reviews}
    query = sa.select(decision).order_by(decision.c.decision_id)
    if not also_retired:
        query = query.where(decision.c.retired_in.is_(None))
    for chunk in in_chunks(found):
        for row in connection.execute(query.where(decision.c.review_id.in_(chunk))):
            found[row.review_id][row.decision_id] = Answer(
                review=row.review_id,
                state=row.state,
                author=row.author,
                decided_at=row.decided_at,
                note=row.note,
            )
    return found


def conflicts(connection: sa.Connection) -> dict[int, Sequence[Answer]]:
    """See Reader.conflicts."""
    own = decision.c
    differing = sa.select(own.review_id).where(own.retired_in.is_(None)).group_by(own.review_id)
    numbers = connection.scalars(differing.having(sa.func.count(own.state.distinct()) > 1).order_by(own.review_id))
    return {number: tuple(given.values()) for number, given in answers_to(connection, numbers.all()).items()}


def review_of(writer: Writer, proposal: Proposal, author: str) -> int:
    """See Writer.review_of."""
    one, other = claim.alias("one"), claim.alias("other")
    ends = [sa.func.coalesce(end.c.merged_into_id, end.c.claim_id) for end in (one, other)]
    asked = {proposal.claim, proposal.other_claim}
    query = (
        sa.select(review.c.review_id, *ends)
        .outerjoin(one, one.c.claim_id == review.c.claim_id)
        .outerjoin(other, other.c.claim_id == review.c.other_claim_id)
        .outerjoin(statement, statement.c.statement_id == review.c.statement_id)
        .where(review.c.kind == proposal.kind, statement.c.key.is_not_distinct_from(proposal.statement))
        .order_by(review.c.review_id)
    )
    for number, *claims in writer.connection.execute(query):
        if set(claims) == asked:
            return int(number)
    save_proposals(writer, [proposal], author)
    return int(writer.connection.scalars(sa.select(sa.func.max(review.c.review_id))).one())


def save_signed(writer: Writer, table: sa.Table, values: Mapping[str, object]) -> bool:
    """See Writer.save_signed."""
    same = [
        table.c[name].is_not_distinct_from(value) for name, value in values.items() if name not in ("score", "rule")
    ]
    if writer.connection.execute(sa.select(table).where(table.c.retired_in.is_(None), *same)).first():
        return False
    insert_one(writer.connection, table, {**values, "recorded_in": writer.changeset_id})
    return True
