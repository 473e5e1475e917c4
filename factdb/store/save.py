"""Rows out of records: articles, parties, problems. Each function serves one method of Writer.

Many rows go in through the driver: as tuples in SQLite, which takes them twice as fast, by COPY in PostgreSQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Article, Party, Problem
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


def drawn(connection: sa.Connection, table: sa.Table, count: int) -> Iterator[int]:
    """As many new numbers for rows of a table, rising: who knows them before the rows are there need not ask for them.

    A writer is alone in SQLite, which gives the next free number anyway; PostgreSQL draws them from its own sequence.
    """
    (key,) = table.primary_key.columns
    if connection.dialect.name == "sqlite":
        last = connection.scalar(sa.select(sa.func.max(key))) or 0
        return iter(range(last + 1, last + 1 + count))
    sequence = f"pg_get_serial_sequence('{table.name}', '{key.name}')"
    return iter(connection.scalars(sa.text(f"SELECT nextval({sequence}) FROM generate_series(1, {count})")).all())


def save_articles(writer: Writer, records: Sequence[Article], collections: Sequence[str]) -> dict[str, int]:
    """See Writer.save_articles."""
    numbers = writer.known_articles([record.key for record in records])
    fresh = list({record.key: record for record in records if record.key not in numbers}.values())
    if fresh:
        numbers |= zip((record.key for record in fresh), drawn(writer.connection, article, len(fresh)), strict=True)
        told = [(numbers[one.key], writer.changeset_id, *(getattr(one, each) for each in _TOLD)) for one in fresh]
        insert_many(writer.connection, article, ("article_id", "recorded_in", *_TOLD), told)
        words = [(numbers[one.key], one.title or "", one.text) for one in fresh]
        insert_many(writer.connection, article_text, ("article_id", "title", "text"), words)
    for name in collections:
        _put_into_collection(writer, numbers.values(), name)
    return numbers


_TOLD = tuple(
    column.name for column in article.c if column.name not in ("article_id", "recorded_in") and column.computed is None
)


def _put_into_collection(writer: Writer, article_ids: Iterable[int], name: str) -> None:
    connection, own = writer.connection, article_collection.c
    wanted = list(article_ids)
    number = connection.scalar(sa.select(collection.c.collection_id).where(collection.c.name == name))
    if number is None:
        number = insert_one(connection, collection, {"name": name})
    inside = sa.select(own.article_id).where(own.collection_id == number)
    known = {
        each for chunk in in_chunks(wanted) for each in connection.scalars(inside.where(own.article_id.in_(chunk)))
    }
    rows = [(each, number, writer.changeset_id) for each in wanted if each not in known]
    insert_many(connection, article_collection, ("article_id", "collection_id", "recorded_in"), rows)


def save_bands(writer: Writer, bands: Mapping[int, Iterable[int]]) -> None:
    """See Writer.save_bands."""
    own = article_band.c
    query = sa.select(own.band, own.article_id)
    known = {
        tuple(row)
        for chunk in in_chunks(bands)
        for row in writer.connection.execute(query.where(own.article_id.in_(chunk)))
    }
    rows = {(band, number) for number, each in bands.items() for band in each} - known
    insert_many(writer.connection, article_band, ("band", "article_id"), sorted(rows))


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
    fresh = [record for record in records.values() if record not in writer.parties_saved]
    writer.parties_saved.update(fresh)
    new: dict[str, Party] = {}
    for record in fresh:
        _gather_new(writer, record.name, records, new)
    _save_new_parties(writer, list(new.values()), origin)
    _add_aliases(writer, fresh)


def _gather_new(writer: Writer, name: str, records: Mapping[str, Party], new: dict[str, Party]) -> None:
    """Adds a party to those that are new, after its parents, where it is not known."""
    if name in writer.tree.ids or name in new:
        return
    record = records.get(name, Party(name=name, kind="organisation"))
    if record.parent is not None and record.parent != name:
        _gather_new(writer, record.parent, records, new)
    new[name] = record


def _save_new_parties(writer: Writer, new: Sequence[Party], origin: str) -> None:
    """Saves parties that are not there, parents first."""
    tree, rows = writer.tree, []
    for record, number in zip(new, drawn(writer.connection, party, len(new)) if new else (), strict=True):
        above = tree.ids[record.parent] if record.parent is not None and record.parent != record.name else None
        tree.put(number, record.name, record.kind, above)
        root = tree.lineage_ids(number)[-1]
        rows.append((number, record.name, record.kind, above, root, origin, writer.changeset_id))
    columns = ("party_id", "name", "kind", "parent_id", "root_id", "origin", "recorded_in")
    insert_many(writer.connection, party, columns, rows)


def _add_aliases(writer: Writer, records: Sequence[Party]) -> None:
    """Adds the aliases of parties that they do not have yet."""
    named = {writer.tree.ids[record.name]: record for record in records if record.aliases}
    own = party_alias.c
    query = sa.select(own.party_id, own.text, own.language)
    known = {
        tuple(row)
        for chunk in in_chunks(named)
        for row in writer.connection.execute(query.where(own.party_id.in_(chunk)))
    }
    fresh = {
        (number, alias.text, alias.language or ""): alias.exact
        for number, record in named.items()
        for alias in record.aliases
    }
    rows = [(*alias, exact, writer.changeset_id) for alias, exact in fresh.items() if alias not in known]
    insert_many(writer.connection, party_alias, ("party_id", "text", "language", "is_exact", "recorded_in"), rows)


def party_id(writer: Writer, name: str) -> int:
    """See Writer.party_id."""
    if name not in writer.tree.ids:
        _save_new_parties(writer, [Party(name=name, kind="organisation")], "found")
    return writer.tree.ids[name]


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
