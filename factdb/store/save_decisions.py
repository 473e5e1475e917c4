"""What people are asked and what they answer, into rows. Each function serves one method of Writer.

An answer is added and never edited: who answers anew retires the own earlier answer. A review is accepted or rejected
where all who answered agree; where they disagree it is open, and a conflict. What an article holds follows the latest
answer, and what stood there before is kept with the answer, so that every earlier moment can be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Answer, Question
from factdb.store.decisions import decision, review
from factdb.store.facts import article, claim, party, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.fetch_versions import keyed
from factdb.store.partytree import PARENT, PARTY_QUESTIONS, SAME, held_by, settle_parties
from factdb.store.rulings import OPEN, amounts_to, answers_to
from factdb.store.save import content_hash, insert_many, insert_one, party_id

if TYPE_CHECKING:
    from factdb.store.write import Writer

ARTICLE_FIELDS = ("published_on", "published_basis", "publisher", "language", "title")
"""The kinds of questions whose answer an article's row holds, in the column of that name."""

OF_ONE_CLAIM = ("is_closed", "is_followed")
"""The kinds of questions about a claim itself: what was said of one that went into it says nothing of it."""


def save_questions(writer: Writer, questions: Iterable[Question], author: str) -> None:
    """See Writer.save_questions."""
    asked = list(questions)
    slugs = _slugs(writer, {each for one in asked for each in (one.claim, one.other_claim) if each})
    keyed = {_key_of(one, slugs): one for one in asked}
    known = ids_by_key(writer.connection, review, keyed)
    fresh = {key: one for key, one in keyed.items() if key not in known}
    numbers = _last_rows(writer, [one.statement for one in fresh.values() if one.statement])
    articles = writer.known_articles([one.article for one in fresh.values() if one.article])
    rows = [
        {
            "key": key,
            "kind": one.kind,
            "state": OPEN,
            "statement_id": numbers[one.statement] if one.statement else None,
            "claim_id": one.claim,
            "other_claim_id": one.other_claim,
            "article_id": articles[one.article] if one.article else None,
            "party_id": party_id(writer, one.party) if one.party else None,
            "words": one.words,
            "score": one.score,
            "author": author,
            "recorded_in": writer.changeset_id,
            "rule": one.rule,
        }
        for key, one in fresh.items()
    ]
    if rows:
        insert_many(writer.connection, review, tuple(rows[0]), [tuple(row.values()) for row in rows])


def _key_of(asked: Question, slugs: Mapping[int, str]) -> str:
    """What a question is known by; what it is about beside statement and claims counts where there is some."""
    further = [part for part in (asked.article, asked.party, asked.words) if part is not None]
    told = (asked.kind, asked.statement, slugs.get(asked.claim or 0), slugs.get(asked.other_claim or 0))
    return content_hash(*told, *further)


def _slugs(writer: Writer, claim_ids: Iterable[int]) -> dict[int, str]:
    query = sa.select(claim.c.claim_id, claim.c.slug)
    return {
        row.claim_id: row.slug
        for chunk in in_chunks(claim_ids)
        for row in writer.connection.execute(query.where(claim.c.claim_id.in_(chunk)))
    }


def _last_rows(writer: Writer, keys: Iterable[str]) -> dict[str, int]:
    """The latest row of each of these statements, retired or not."""
    own = statement.c
    query = sa.select(own.key, sa.func.max(own.statement_id)).group_by(own.key)
    return {
        key: number
        for chunk in in_chunks(keys)
        for key, number in writer.connection.execute(query.where(keyed(statement, chunk)))
    }


def review_of(writer: Writer, asked: Question, author: str) -> int:
    """See Writer.review_of."""
    one, other = claim.alias("one"), claim.alias("other")
    ends = [sa.func.coalesce(end.c.merged_into_id, end.c.claim_id) for end in (one, other)]
    about = (
        (statement.c.key, asked.statement),
        (article.c.key, asked.article),
        (party.c.name, asked.party),
        (review.c.words, asked.words),
    )
    query = (
        sa.select(review.c.review_id, review.c.claim_id, review.c.other_claim_id, *ends)
        .outerjoin(one, one.c.claim_id == review.c.claim_id)
        .outerjoin(other, other.c.claim_id == review.c.other_claim_id)
        .outerjoin(statement, statement.c.statement_id == review.c.statement_id)
        .outerjoin(article, article.c.article_id == review.c.article_id)
        .outerjoin(party, party.c.party_id == review.c.party_id)
        .where(review.c.kind == asked.kind, *(column.is_not_distinct_from(told) for column, told in about))
        .order_by(review.c.review_id)
    )
    rows = writer.connection.execute(query).all()
    own, merged = [set(row[1:3]) for row in rows], [set(row[3:5]) for row in rows]
    for pairs in (own,) if asked.kind in OF_ONE_CLAIM else (own, merged):
        for row, claims in zip(rows, pairs, strict=True):
            if claims == {asked.claim, asked.other_claim}:
                return int(row[0])
    save_questions(writer, [asked], author)
    return int(writer.connection.scalars(sa.select(sa.func.max(review.c.review_id))).one())


def save_answers(writer: Writer, answers: Iterable[Answer]) -> int:
    """See Writer.save_answers."""
    given = list(dict.fromkeys(answers))
    rows = _reviews(writer, {one.review for one in given})
    known = set(_keys_there(writer, rows))
    fresh = {key: one for one in given if (key := _answer_key(rows[one.review].key, one)) not in known}
    for key, one in fresh.items():
        told = {
            "key": key,
            "review_id": one.review,
            "state": one.state,
            "value": one.value,
            "before": _before(writer, rows[one.review], one),
            "author": one.author,
            "decided_at": one.decided_at,
            "recorded_in": writer.changeset_id,
            "note": one.note,
        }
        if one.value and rows[one.review].kind in (PARENT, SAME):
            party_id(writer, one.value)
        insert_one(writer.connection, decision, told)
        _settle(writer, rows[one.review])
    return len(fresh)


def _reviews(writer: Writer, numbers: Iterable[int]) -> dict[int, Any]:
    return {
        row.review_id: row
        for chunk in in_chunks(numbers)
        for row in writer.connection.execute(sa.select(review).where(review.c.review_id.in_(chunk)))
    }


def _keys_there(writer: Writer, reviews: Iterable[int]) -> list[str]:
    own = decision.c
    return [
        key
        for chunk in in_chunks(reviews)
        for key in writer.connection.scalars(sa.select(own.key).where(own.review_id.in_(chunk)))
    ]


def _answer_key(review_key: str, answer: Answer) -> str:
    told = () if answer.value is None else (answer.value,)
    return content_hash(review_key, answer.state, answer.author, answer.decided_at, answer.note, *told)


def _settle(writer: Writer, row: Any) -> None:
    """Retires what its own author has answered anew since, and lets the review say what all that is left amounts to."""
    answers = answers_to(writer.connection, [row.review_id])[row.review_id]
    last = {answers[each].author: each for each in sorted(answers, key=lambda each: (answers[each].decided_at, each))}
    gone = sorted(set(answers) - set(last.values()))
    retired = decision.update().where(decision.c.decision_id.in_(gone))
    writer.connection.execute(retired.values(retired_in=writer.changeset_id))
    state = amounts_to({answers[each].state for each in last.values()})
    decided = None if state == OPEN else writer.changeset_id
    change = review.update().where(review.c.review_id == row.review_id)
    writer.connection.execute(change.values(state=state, decided_in=decided))
    if row.party_id is not None and row.kind in PARTY_QUESTIONS:
        settle_parties(writer.connection, writer.tree, [row.party_id])
    if row.article_id is not None and row.kind in ARTICLE_FIELDS:
        given = [each for each in last.values() if answers[each].state == "accepted"]
        live = sorted((answers[each].decided_at, answers[each].author, each) for each in given)
        told = answers[live[-1][-1]].value if live else _loaded(writer, row.review_id)
        fixed = article.update().where(article.c.article_id == row.article_id)
        writer.connection.execute(fixed.values({row.kind: told}))


def _before(writer: Writer, row: Any, answer: Answer) -> str | None:
    """What stands there now of what a review asks: as the row of an article or a party holds it, else as is told."""
    if row.article_id is not None:
        return _kept(writer, row)
    return answer.before if row.party_id is None else held_by(writer.tree, row.party_id, row.kind)


def _kept(writer: Writer, row: Any) -> str | None:
    """What an article's row holds now of what a review asks, None where nothing, or where it asks another thing."""
    if row.kind not in ARTICLE_FIELDS:
        return None
    told: str | None = writer.connection.scalar(
        sa.select(article.c[row.kind]).where(article.c.article_id == row.article_id)
    )
    return told


def _loaded(writer: Writer, review_id: int) -> str | None:
    """What stood there before anybody decided."""
    first = sa.select(decision.c.before).where(decision.c.review_id == review_id).order_by(decision.c.decision_id)
    return writer.connection.scalar(first.limit(1))


def save_signed(writer: Writer, table: sa.Table, values: Mapping[str, object]) -> bool:
    """See Writer.save_signed."""
    same = [
        table.c[name].is_not_distinct_from(value) for name, value in values.items() if name not in ("score", "rule")
    ]
    if writer.connection.execute(sa.select(table).where(table.c.retired_in.is_(None), *same)).first():
        return False
    insert_one(writer.connection, table, {**values, "recorded_in": writer.changeset_id})
    return True


def retire(writer: Writer, table: sa.Table, where: Mapping[str, object]) -> int:
    """See Writer.retire."""
    same = [table.c[name].is_not_distinct_from(value) for name, value in where.items()]
    (key,) = table.primary_key.columns
    numbers = list(writer.connection.scalars(sa.select(key).where(table.c.retired_in.is_(None), *same)))
    if numbers:
        closed = table.update().where(key.in_(numbers))
        writer.connection.execute(closed.values(retired_in=writer.changeset_id))
    return len(numbers)
