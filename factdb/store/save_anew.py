"""Articles read anew: what is not found in them any more is retired. Each function serves one method of Writer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from factdb.records import Keys
from factdb.store.facts import claim_statement, copy_group, copy_group_article, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.fetch_linking import sharing
from factdb.store.linking import appearance, appearance_key, article_band, statement_lost
from factdb.store.save import delete_where, insert_many
from factdb.words import MACHINE

if TYPE_CHECKING:
    from factdb.store.write import Writer


def retire_statements(writer: Writer, keys: Iterable[str]) -> None:
    """See Writer.retire_statements."""
    numbers = ids_by_key(writer.connection, statement, keys).values()
    links = claim_statement.c
    for chunk in in_chunks(numbers):
        gone = {"retired_in": writer.changeset_id}
        writer.connection.execute(statement.update().where(statement.c.statement_id.in_(chunk)).values(gone))
        live = links.statement_id.in_(chunk) & links.retired_in.is_(None) & (links.decided_by == MACHINE)
        writer.connection.execute(claim_statement.update().where(live).values(gone))


def retire_appearances(writer: Writer, keys: Iterable[str]) -> None:
    """See Writer.retire_appearances."""
    for chunk in in_chunks(ids_by_key(writer.connection, appearance, keys).values()):
        own = appearance.update().where(appearance.c.appearance_id.in_(chunk))
        writer.connection.execute(own.values(claim_id=None, retired_in=writer.changeset_id))


def set_keys(writer: Writer, found_by: Mapping[str, Keys]) -> None:
    """See Writer.set_keys."""
    numbers = ids_by_key(writer.connection, appearance, found_by)
    wanted = {(key, numbers[name]) for name, keys in found_by.items() for key in keys.both}
    known = {
        (key, number)
        for key, found in sharing(writer.connection, {key for key, _ in wanted}).items()
        for number in found
    }
    if missing := wanted - known:
        writer.record_changeset()
        insert_many(writer.connection, appearance_key, ("key", "appearance_id"), sorted(missing))


def forget_prints(writer: Writer, article_id: int) -> tuple[int, ...]:
    """See Writer.forget_prints."""
    connection, own = writer.connection, copy_group_article.c
    delete_where(connection, article_band, "article_id", [article_id])
    group = connection.scalar(sa.select(own.copy_group_id).where(own.article_id == article_id))
    if group is None:
        return (article_id,)
    writer.record_changeset()
    members = connection.scalars(sa.select(own.article_id).where(own.copy_group_id == group).order_by(own.article_id))
    grouped = tuple(members)
    connection.execute(copy_group_article.delete().where(own.copy_group_id == group))
    connection.execute(copy_group.delete().where(copy_group.c.copy_group_id == group))
    return grouped


def set_lost(writer: Writer, article_id: int, keys: Iterable[str]) -> None:
    """See Writer.set_lost."""
    own = statement_lost.c
    wanted = set(keys)
    kept = set(writer.connection.scalars(sa.select(own.key).where(own.article_id == article_id)))
    if wanted == kept:
        return
    writer.record_changeset()
    delete_where(writer.connection, statement_lost, "key", kept - wanted)
    rows = [(key, article_id) for key in sorted(wanted - kept)]
    insert_many(writer.connection, statement_lost, ("key", "article_id"), rows)
