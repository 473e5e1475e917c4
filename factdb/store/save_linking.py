"""Rows out of appearances and ties. Each function serves one method of Writer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa

from factdb.records import Appearance, Keys, Tie
from factdb.store.facts import statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.fetch_linking import OPENING
from factdb.store.fetch_versions import keyed
from factdb.store.linking import (
    appearance,
    appearance_accused,
    appearance_key,
    appearance_statement,
    appearance_terms,
    appearance_tie,
    opening_key,
)
from factdb.store.save import insert_many, party_id
from factdb.words import MACHINE

if TYPE_CHECKING:
    from factdb.store.write import Writer


Terms = tuple[tuple[str, float], ...]


def save_appearances(writer: Writer, appearances: Sequence[Appearance], found_by: Mapping[str, Keys]) -> dict[str, int]:
    """See Writer.save_appearances."""
    keys = [record.key for record in appearances]
    known = ids_by_key(writer.connection, appearance, keys)
    fresh = list({record.key: record for record in appearances if record.key not in known}.values())
    if not fresh:
        return known
    writer.record_changeset()
    articles = writer.known_articles([record.article for record in fresh])
    rows = [
        (record.key, articles[record.article], record.language, writer.changeset_id, record.title, record.proposition)
        for record in fresh
    ]
    columns = ("key", "article_id", "language", "recorded_in", "title", "proposition")
    insert_many(writer.connection, appearance, columns, rows)
    numbers = ids_by_key(writer.connection, appearance, keys)
    _save_members(writer, fresh, numbers)
    _save_accused(writer, fresh, numbers)
    _save_terms(writer, fresh, numbers, found_by)
    return numbers


def _save_accused(writer: Writer, fresh: Sequence[Appearance], numbers: Mapping[str, int]) -> None:
    accused = [
        (numbers[record.key], party_id(writer, name), place)
        for record in fresh
        for place, name in enumerate(record.accused)
    ]
    insert_many(writer.connection, appearance_accused, ("appearance_id", "party_id", "position"), accused)


def _save_terms(
    writer: Writer, fresh: Sequence[Appearance], numbers: Mapping[str, int], found_by: Mapping[str, Keys]
) -> None:
    """The terms and keys of new appearances; what several have from one opening stands with the first of them."""
    first: dict[tuple[str, Terms], int] = {}
    terms: list[tuple[object, ...]] = []
    openings: list[tuple[int, int]] = []
    said: list[tuple[int, int]] = []
    for record in fresh:
        number, keys = numbers[record.key], found_by.get(record.key, Keys())
        opening = tuple(pair for pair in record.terms if pair[0].startswith(OPENING))
        holder = first.setdefault((record.article, opening), number)
        own = record.terms if holder == number else record.terms[: -len(opening) or None]
        terms.append((number, None if holder == number else holder, *written(own)))
        openings += [(key, number) for key in keys.opening if holder == number]
        said += [(key, number) for key in keys.said]
    insert_many(writer.connection, appearance_terms, ("appearance_id", "opening_id", "terms", "weights"), terms)
    insert_many(writer.connection, opening_key, ("key", "appearance_id"), sorted(openings))
    insert_many(writer.connection, appearance_key, ("key", "appearance_id"), sorted(said))


def written(terms: Terms) -> tuple[str, str]:
    """Terms as they are kept: their names, a line each, and their weights in the same order.

    >>> written((("c:mayor", 1.733), ("p:Indonesia", 2.0)))
    ('c:mayor\\np:Indonesia', '1.733 2.0')
    """
    return "\n".join(term for term, _ in terms), " ".join(str(weight) for _, weight in terms)


def _save_members(writer: Writer, fresh: Sequence[Appearance], numbers: dict[str, int]) -> None:
    """The statements of new appearances, each with the nearest beside it and its rival in another one."""
    told = [(numbers[record.key], place, m) for record in fresh for place, m in enumerate(record.members)]
    keys = {key for _, _, m in told for key in (m.statement, m.nearest, m.rival and m.rival.statement) if key}
    statements = _found(writer.connection, keys)
    rows = [
        (number, statements[m.statement], place, m.score, m.is_general, m.rule)
        + (statements[m.nearest] if m.nearest else None,)
        + ((statements[m.rival.statement], m.rival.score, m.rival.rule) if m.rival else (None, None, None))
        for number, place, m in told
    ]
    own = ("appearance_id", "statement_id", "position", "score", "is_general", "rule")
    columns = (*own, "nearest_id", "rival_id", "rival_score", "rival_rule")
    insert_many(writer.connection, appearance_statement, columns, rows)


def _found(connection: sa.Connection, keys: Iterable[str]) -> dict[str, int]:
    """The row of each statement that the machine found last; where a person added it, the last row."""
    own = statement.c
    query = sa.select(own.key, own.statement_id).order_by(own.decided_by == MACHINE, own.statement_id)
    rows = (row for chunk in in_chunks(keys) for row in connection.execute(query.where(keyed(statement, chunk))))
    return {row.key: row.statement_id for row in rows}


def move_appearances(writer: Writer, into: Mapping[str, int | None]) -> None:
    """See Writer.move_appearances."""
    own = appearance.c
    there = own.key == sa.bindparam("moved"), own.retired_in.is_(None)
    rows = [{"moved": key, "claim": claim_id} for key, claim_id in into.items()]
    if rows:
        writer.record_changeset()
        writer.connection.execute(appearance.update().where(*there).values(claim_id=sa.bindparam("claim")), rows)


def save_ties(writer: Writer, ties: Iterable[Tie]) -> None:
    """See Writer.save_ties."""
    records = {(tie.one, tie.other): tie for tie in ties}
    numbers = ids_by_key(writer.connection, appearance, [key for pair in records for key in pair])
    rows = []
    for tie in records.values():
        one, other = sorted((numbers[tie.one], numbers[tie.other]))
        rows.append((one, other, tie.score, tie.rule))
    if rows:
        own = appearance_tie.c
        pair = (own.one_id == sa.bindparam("first")) & (own.other_id == sa.bindparam("second"))
        same = appearance_tie.delete().where(pair)
        writer.connection.execute(same, [{"first": one, "second": other} for one, other, _, _ in rows])
    insert_many(writer.connection, appearance_tie, ("one_id", "other_id", "score", "rule"), rows)


def replace_ties(writer: Writer, keys: Iterable[str], ties: Iterable[Tie]) -> None:
    """See Writer.replace_ties."""
    numbers, own = list(ids_by_key(writer.connection, appearance, keys).values()), appearance_tie.c
    retired = sa.select(appearance.c.appearance_id).where(appearance.c.retired_in.is_not(None))
    for end, other in (own.one_id, own.other_id), (own.other_id, own.one_id):
        for chunk in in_chunks(numbers):
            gone = appearance_tie.delete().where(end.in_(chunk), other.not_in(retired))
            writer.connection.execute(gone)
    save_ties(writer, ties)
