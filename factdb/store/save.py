"""Rows out of records: articles, parties, statements, problems. Each function serves one method of Writer.

Many rows go in through the driver: as tuples in SQLite, which takes them twice as fast, by COPY in PostgreSQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Article, Party, Problem, Span, Statement
from factdb.store.connect import COPY
from factdb.store.decisions import problem
from factdb.store.facts import (
    article,
    article_collection,
    article_text,
    collection,
    copy_group,
    copy_group_article,
    party,
    party_alias,
    quantity,
    speaker,
    statement,
)
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.linking import article_band

if TYPE_CHECKING:
    from factdb.store.write import Writer


def insert_many(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: list[tuple[Any, ...]]
) -> None:
    """Inserts tuples that follow `columns`; days and moments as ISO text, which both engines read."""
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == "sqlite" and rows:
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({places})", rows)
    elif len(rows) == 1:
        connection.execute(table.insert(), dict(zip(columns, rows[0], strict=True)))
    elif rows:
        connection.exec_driver_sql(f"{COPY}{table.name} ({names}) FROM STDIN", rows)


def insert_one(connection: sa.Connection, table: sa.Table, values: Mapping[str, Any]) -> int:
    """Inserts a row and gives its number."""
    key = connection.execute(table.insert().values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def save_article(writer: Writer, record: Article, collections: Sequence[str]) -> int:
    """See Writer.save_article."""
    known = writer.known_articles([record.key])
    article_id = known[record.key] if known else _new_article(writer, record)
    for name in collections:
        _put_into_collection(writer, article_id, name)
    return article_id


def _new_article(writer: Writer, record: Article) -> int:
    own = ("article_id", "recorded_in")
    columns = [column.name for column in article.c if column.name not in own and column.computed is None]
    values = {name: getattr(record, name) for name in columns}
    article_id = insert_one(writer.connection, article, {**values, "recorded_in": writer.changeset_id})
    words = {"article_id": article_id, "title": record.title or "", "text": record.text}
    writer.connection.execute(article_text.insert().values(**words))
    return article_id


def _put_into_collection(writer: Writer, article_id: int, name: str) -> None:
    connection = writer.connection
    number = connection.scalar(sa.select(collection.c.collection_id).where(collection.c.name == name))
    number = number or insert_one(connection, collection, {"name": name})
    row = {"article_id": article_id, "collection_id": number}
    if not connection.execute(sa.select(article_collection).filter_by(**row)).first():
        connection.execute(article_collection.insert().values(**row, recorded_in=writer.changeset_id))


def save_bands(writer: Writer, article_id: int, bands: Iterable[int]) -> None:
    """See Writer.save_bands."""
    known = set(
        writer.connection.scalars(sa.select(article_band.c.band).where(article_band.c.article_id == article_id))
    )
    rows = [(band, article_id) for band in sorted(set(bands) - known)]
    insert_many(writer.connection, article_band, ("band", "article_id"), rows)


def set_copy_group(writer: Writer, article_ids: Sequence[int]) -> None:
    """See Writer.set_copy_group."""
    connection, own = writer.connection, copy_group_article.c
    groups = list(connection.scalars(sa.select(own.copy_group_id).where(own.article_id.in_(article_ids)).distinct()))
    grouped = set(connection.scalars(sa.select(own.article_id).where(own.copy_group_id.in_(groups))))
    if len(groups) == 1 and grouped >= set(article_ids):
        return
    group = min(groups) if groups else insert_one(connection, copy_group, {"recorded_in": writer.changeset_id})
    writer.record_changeset()
    connection.execute(copy_group_article.delete().where(own.copy_group_id.in_(groups)))
    connection.execute(copy_group.delete().where(copy_group.c.copy_group_id.in_(set(groups) - {group})))
    members = sorted(grouped | set(article_ids))
    dated = sa.select(article.c.article_id).where(article.c.article_id.in_(members))
    first = connection.scalar(dated.order_by(article.c.published_on.is_(None), article.c.published_on, article.c.key))
    rows = [(each, group, each == first) for each in members]
    insert_many(connection, copy_group_article, ("article_id", "copy_group_id", "is_first"), rows)


def save_parties(writer: Writer, parties: Iterable[Party], origin: str) -> None:
    """See Writer.save_parties."""
    records = {record.name: record for record in parties}
    for record in [record for record in records.values() if record not in writer.parties_saved]:
        writer.parties_saved.add(record)
        _ensure_party(writer, record.name, records, origin)
        _add_aliases(writer, record)


def _ensure_party(writer: Writer, name: str, records: Mapping[str, Party], origin: str) -> int:
    """The number of a party, saved after its parents where it is new."""
    tree = writer.tree
    if name in tree.ids:
        return tree.ids[name]
    record = records.get(name, Party(name=name, kind="organisation"))
    above = None
    if record.parent is not None and record.parent != name:
        above = _ensure_party(writer, record.parent, records, origin)
    values = {
        "name": name,
        "kind": record.kind,
        "parent_id": above,
        "origin": origin,
        "recorded_in": writer.changeset_id,
    }
    number = insert_one(writer.connection, party, values)
    tree.put(number, name, record.kind, above)
    root = tree.lineage_ids(number)[-1]
    writer.connection.execute(party.update().where(party.c.party_id == number).values(root_id=root))
    return number


def _add_aliases(writer: Writer, record: Party) -> None:
    if not record.aliases:
        return
    number = writer.tree.ids[record.name]
    own = party_alias.c
    query = sa.select(own.text, own.language).where(own.party_id == number)
    known = {(row.text, row.language) for row in writer.connection.execute(query)}
    fresh = {(alias.text, alias.language or ""): alias.exact for alias in record.aliases}
    rows = [
        (number, text, language, exact, writer.changeset_id)
        for (text, language), exact in fresh.items()
        if (text, language) not in known
    ]
    insert_many(writer.connection, party_alias, ("party_id", "text", "language", "is_exact", "recorded_in"), rows)


def party_id(writer: Writer, name: str) -> int:
    """See Writer.party_id."""
    return writer.tree.ids.get(name) or _ensure_party(writer, name, {}, "found")


SPANS = {"span": "quote", "source": "source", "cue": "cue", "content": "content", "answers": "answers"}


def save_statements(
    writer: Writer, article_key: str, statements: Sequence[Statement], decided_by: str
) -> dict[str, int]:
    """See Writer.save_statements."""
    keys = [record.key for record in statements]
    known = ids_by_key(writer.connection, statement, keys)
    fresh = list({record.key: record for record in statements if record.key not in known}.values())
    if not fresh:
        return known
    article_id = writer.known_articles([article_key])[article_key]
    text = writer.article_texts([article_id])[article_id]
    rows = [_statement_row(writer, record, article_id, text, decided_by) for record in fresh]
    insert_many(writer.connection, statement, tuple(rows[0]), [tuple(row.values()) for row in rows])
    numbers = ids_by_key(writer.connection, statement, keys)
    columns = ("statement_id", "unit", "low", "high", "span_start", "span_end", "text")
    amounts = [
        (numbers[record.key], each.unit, each.low, each.high, each.start, each.end, text[each.start : each.end])
        for record in fresh
        for each in record.quantities
    ]
    insert_many(writer.connection, quantity, columns, amounts)
    return numbers


def replace_statement(writer: Writer, key: str, record: Statement | None, decided_by: str) -> None:
    """See Writer.replace_statement."""
    own = statement.c
    live = writer.connection.execute(sa.select(statement).where(own.key == key, own.retired_in.is_(None))).first()
    if live is not None:
        closed = statement.update().where(own.statement_id == live.statement_id)
        writer.connection.execute(closed.values(retired_in=writer.changeset_id))
    if record is None:
        return
    number = save_statements(writer, record.article, [record], decided_by)[key]
    if live is not None:
        again = statement.update().where(own.statement_id == number)
        writer.connection.execute(again.values(repeats_statement_id=live.repeats_statement_id))
        others = statement.update().where(own.repeats_statement_id == live.statement_id, own.retired_in.is_(None))
        writer.connection.execute(others.values(repeats_statement_id=number))


def _statement_row(writer: Writer, record: Statement, article_id: int, text: str, decided_by: str) -> dict[str, Any]:
    origin = None if record.origin_party is None else party_id(writer, record.origin_party)
    row: dict[str, Any] = {
        "key": record.key,
        "article_id": article_id,
        "speaker_id": _speaker_id(writer, record),
        "speaker_role": record.speaker_role,
        "origin_party_id": origin,
        "stance": record.stance,
        "is_direct": record.is_direct,
        "is_retold": record.is_retold,
        "is_negated": record.is_negated,
        "is_general": record.is_general,
        "medium": record.medium,
        "said_on": record.said_on.value,
        "said_on_earliest": record.said_on.earliest,
        "said_on_latest": record.said_on.latest,
        "said_on_basis": record.said_on.basis,
        "decided_by": decided_by,
        "recorded_in": writer.changeset_id,
    }
    for name, attribute in SPANS.items():
        span: Span | None = getattr(record, attribute)
        row[f"{name}_start"], row[f"{name}_end"] = (span.start, span.end) if span else (None, None)
    for column, span in (("source_text", record.source), ("cue_text", record.cue), ("content_text", record.content)):
        row[column] = text[span.start : span.end] if span else None
    row["quote"] = text[record.quote.start : record.quote.end]
    return row


def _speaker_id(writer: Writer, record: Statement) -> int:
    values = {
        "name": record.speaker,
        "party_id": party_id(writer, record.party),
        "is_anonymous": record.is_anonymous,
    }
    known = writer.speakers.get(tuple(values.values()))
    if known is None:
        number = writer.connection.scalar(sa.select(speaker.c.speaker_id).filter_by(**values))
        known = number or insert_one(writer.connection, speaker, values)
        writer.speakers[tuple(values.values())] = known
    return known


def set_repeats(writer: Writer, repeats: Mapping[str, str | None]) -> None:
    """See Writer.set_repeats."""
    numbers = ids_by_key(writer.connection, statement, [*repeats, *(key for key in repeats.values() if key)])
    wanted = {numbers[key]: numbers[repeated] if repeated else None for key, repeated in repeats.items()}
    for number, repeated in _repeated(writer, wanted).items():
        if repeated != wanted[number]:
            writer.record_changeset()
            change = statement.update().where(statement.c.statement_id == number)
            writer.connection.execute(change.values(repeats_statement_id=wanted[number]))


def _repeated(writer: Writer, statement_ids: Iterable[int]) -> dict[int, int | None]:
    own = statement.c
    query = sa.select(own.statement_id, own.repeats_statement_id)
    return {
        row.statement_id: row.repeats_statement_id
        for chunk in in_chunks(statement_ids)
        for row in writer.connection.execute(query.where(own.statement_id.in_(chunk)))
    }


def save_problems(writer: Writer, problems: Iterable[Problem]) -> None:
    """See Writer.save_problems."""
    records = {_problem_key(record): record for record in problems}
    known = ids_by_key(writer.connection, problem, records)
    fresh = {key: record for key, record in records.items() if key not in known}
    articles = writer.known_articles([record.article for record in fresh.values() if record.article])
    columns = ("key", "article_id", "source", "span_start", "span_end", "recorded_in", "message")
    rows = [
        (
            key,
            articles[record.article] if record.article else None,
            record.source,
            record.start,
            record.end,
            writer.changeset_id,
            record.message,
        )
        for key, record in fresh.items()
    ]
    insert_many(writer.connection, problem, columns, rows)


def _problem_key(record: Problem) -> str:
    return content_hash(record.article, record.source, record.start, record.end, record.message)


def content_hash(*parts: object) -> str:
    """A hash by which the same parts are known again in any database.

    >>> content_hash("a", 1) == content_hash("a", "1"), content_hash("ab", "c") == content_hash("a", "bc")
    (True, False)
    """
    return hashlib.sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:32]


def delete_where(connection: sa.Connection, table: sa.Table, column: str, values: Iterable[Any]) -> None:
    """Deletes the rows whose column has any of these values."""
    for chunk in in_chunks(values):
        connection.execute(table.delete().where(table.c[column].in_(chunk)))
