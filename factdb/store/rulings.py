"""What people decided, out of rows: answers, what they amount to, and where people disagree.

A claim that a question names counts as the one that it was merged into, a statement as its latest row.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from factdb.records import Answer, Question, Ruling
from factdb.store.decisions import decision, review
from factdb.store.facts import article, claim, party, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.fetch_versions import keyed

OPEN = "open"


def amounts_to(states: set[str]) -> str:
    """The state of a review by the states of its answers; one that was taken back says nothing.

    >>> amounts_to({"accepted", "open"}), amounts_to({"accepted", "rejected"}), amounts_to(set())
    ('accepted', 'open', 'open')
    """
    told = states - {OPEN}
    return next(iter(told)) if len(told) == 1 else OPEN


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
            found[row.review_id][row.decision_id] = answer_of(row)
    return found


def answer_of(row: Any) -> Answer:
    """The answer in a row of the table decision."""
    return Answer(
        review=row.review_id,
        state=row.state,
        author=row.author,
        decided_at=row.decided_at,
        value=row.value,
        before=row.before,
        note=row.note,
    )


def conflicts(connection: sa.Connection) -> dict[int, Sequence[Answer]]:
    """See Reader.conflicts."""
    own = decision.c
    differing = sa.select(own.review_id).where(own.retired_in.is_(None), own.state != OPEN).group_by(own.review_id)
    numbers = connection.scalars(differing.having(sa.func.count(own.state.distinct()) > 1).order_by(own.review_id))
    return {
        number: tuple(one for one in given.values() if one.state != OPEN)
        for number, given in answers_to(connection, numbers.all()).items()
    }


def rulings(
    connection: sa.Connection,
    kinds: Collection[str] | None = None,
    *,
    statements: Iterable[str] | None = None,
    claims: Iterable[int] | None = None,
    articles: Iterable[str] | None = None,
) -> list[Ruling]:
    """See Reader.rulings."""
    query = _asked().where(_is_answered())
    if kinds is not None:
        query = query.where(review.c.kind.in_(list(kinds)))
    rows: dict[int, Any] = {}
    for column, numbers in _about(connection, statements, claims, articles):
        for chunk in in_chunks(numbers):
            rows |= {row.review_id: row for row in connection.execute(query.where(column.in_(chunk)))}
    if statements is None and claims is None and articles is None:
        rows = {row.review_id: row for row in connection.execute(query)}
    answers = answers_to(connection, rows)
    told = (ruling_of(rows[number], answers[number]) for number in sorted(rows))
    return [ruling for ruling in told if ruling is not None]


def _about(
    connection: sa.Connection,
    statements: Iterable[str] | None,
    claims: Iterable[int] | None,
    articles: Iterable[str] | None,
) -> Iterator[tuple["sa.Column[int]", list[int]]]:
    """The columns of review, with the numbers that are asked for in each."""
    if statements is not None:
        wanted = (sa.select(statement.c.statement_id).where(keyed(statement, chunk)) for chunk in in_chunks(statements))
        yield review.c.statement_id, [number for query in wanted for number in connection.scalars(query)]
    if articles is not None:
        yield review.c.article_id, list(ids_by_key(connection, article, articles).values())
    if claims is not None:
        numbers = list(claims)
        merged = (sa.select(claim.c.claim_id).where(claim.c.merged_into_id.in_(chunk)) for chunk in in_chunks(numbers))
        numbers += [number for query in merged for number in connection.scalars(query)]
        yield review.c.claim_id, numbers
        yield review.c.other_claim_id, numbers


def _is_answered() -> "sa.ColumnElement[bool]":
    own = decision.c
    return sa.exists().where(own.review_id == review.c.review_id, own.retired_in.is_(None), own.state != OPEN)


def _asked() -> sa.Select[Any]:
    """Reviews with what they are about, by keys and names; claims as what they were merged into."""
    one, other = claim.alias("one"), claim.alias("other")
    ends = [sa.func.coalesce(end.c.merged_into_id, end.c.claim_id) for end in (one, other)]
    named = [statement.c.key.label("statement"), article.c.key.label("article"), party.c.name.label("party")]
    return (
        sa.select(review, *named, ends[0].label("claim"), ends[1].label("other_claim"))
        .outerjoin(statement, statement.c.statement_id == review.c.statement_id)
        .outerjoin(article, article.c.article_id == review.c.article_id)
        .outerjoin(party, party.c.party_id == review.c.party_id)
        .outerjoin(one, one.c.claim_id == review.c.claim_id)
        .outerjoin(other, other.c.claim_id == review.c.other_claim_id)
        .order_by(review.c.review_id)
    )


def question_of(row: Any) -> Question:
    """The question in a row of a review with what it is about."""
    return Question(
        kind=row.kind,
        rule=row.rule,
        statement=row.statement,
        claim=row.claim,
        other_claim=row.other_claim,
        article=row.article,
        party=row.party,
        words=row.words,
        score=row.score,
    )


def ruling_of(row: Any, answers: Mapping[int, Answer]) -> Ruling | None:
    """What these live answers to the review of a row amount to; None where all were taken back."""
    given = sorted((each.decided_at, each.author, number) for number, each in answers.items() if each.state != OPEN)
    if not given:
        return None
    last = answers[given[-1][-1]]
    return Ruling(
        question=question_of(row),
        review=row.review_id,
        state=amounts_to({each.state for each in answers.values()}),
        author=last.author,
        decided_at=last.decided_at,
        value=last.value if last.state == "accepted" else None,
    )


def questions(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, Question]:
    """See Reader.questions."""
    query = _asked()
    return {
        row.review_id: question_of(row)
        for chunk in in_chunks(numbers)
        for row in connection.execute(query.where(review.c.review_id.in_(chunk)))
    }


def own_claims(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, int]:
    """See Reader.own_claims."""
    ever = sa.select(review.c.claim_id).join(decision, decision.c.review_id == review.c.review_id)
    filled = ever.where(review.c.kind == "belongs", decision.c.state == "accepted")
    into = sa.case((claim.c.claim_id.in_(filled), claim.c.claim_id), else_=claim.c.merged_into_id)
    query = sa.select(review.c.review_id, sa.func.coalesce(into, claim.c.claim_id)).join(
        claim, claim.c.claim_id == review.c.claim_id
    )
    return {
        number: own
        for chunk in in_chunks(numbers)
        for number, own in connection.execute(query.where(review.c.review_id.in_(chunk)))
    }


def by_statement(found: Iterable[Ruling]) -> dict[str, list[Ruling]]:
    """Rulings about statements by the statement's key, in the order of the questions."""
    told: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in found:
        if ruling.question.statement is not None:
            told[ruling.question.statement].append(ruling)
    return told
