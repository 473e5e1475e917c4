"""Tracked claims into rows, with every wording that a person gave them. `save_wording` serves the method of Writer.

The last wording by the time at which it was given counts, whenever it came into this database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Tracked, Wording
from factdb.store.decisions import claim_wording
from factdb.store.facts import changeset, claim, claim_collection, claim_term, collection
from factdb.store.fetch_tracked import tracked
from factdb.store.partytree import tree_of
from factdb.store.save import content_hash, insert_many, insert_one
from factdb.store.save_claims import new_claim, reword_claim, set_accused
from factdb.words import Origin

if TYPE_CHECKING:
    from factdb.store.write import Writer


def save_wording(writer: Writer, wording: Wording) -> tuple[int, bool]:
    """See Writer.save_wording."""
    record = wording.claim
    asked = sa.select(claim.c.claim_id).where(claim.c.slug == record.slug, claim.c.origin == Origin.TRACKED)
    known = writer.connection.scalar(asked)
    claim_id = known or _open(writer, record)
    row = wording_row(wording)
    key = content_hash(record.slug, *row.values())
    if writer.connection.scalar(sa.select(claim_wording.c.claim_wording_id).where(claim_wording.c.key == key)):
        return claim_id, False
    insert_one(
        writer.connection, claim_wording, {"key": key, "claim_id": claim_id, "recorded_in": writer.changeset_id, **row}
    )
    last = writer.wordings([claim_id])[claim_id][-1].claim
    is_changed = tracked(writer.connection, writer.tree, also_ended=True)[claim_id] != last
    if is_changed:
        _apply(writer, claim_id, last)
    return claim_id, is_changed or known is None


def wording_row(wording: Wording) -> dict[str, Any]:
    """What a row of claim_wording tells of a wording; lists stand a line each."""
    record = wording.claim
    return {
        "title": record.title,
        "language": record.language,
        "accused": "\n".join(record.accused),
        "terms": "\n".join(record.terms),
        "collection": record.collection,
        "author": wording.author,
        "worded_at": wording.worded_at,
        "proposition": record.proposition,
    }


def word_tracked(connection: sa.Connection) -> None:
    """Keeps the words of tracked claims that were worded before wordings were kept, as their own changesets' rows."""
    worded = sa.select(claim_wording.c.claim_id)
    query = sa.select(claim.c.claim_id, claim.c.recorded_in, changeset.c.author, changeset.c.recorded_at).join(
        changeset
    )
    known = tracked(connection, tree_of(connection))
    for row in connection.execute(
        query.where(claim.c.claim_id.in_(list(known)), claim.c.claim_id.not_in(worded))
    ).all():
        told = wording_row(Wording(claim=known[row.claim_id], author=row.author, worded_at=row.recorded_at))
        own = {"key": content_hash(known[row.claim_id].slug, *told.values()), "claim_id": row.claim_id}
        connection.execute(claim_wording.insert().values(**own, recorded_in=row.recorded_in, **told))


def _open(writer: Writer, record: Tracked) -> int:
    words = {"title": record.title, "proposition": record.proposition, "language": record.language}
    claim_id = new_claim(writer, record.slug, accused=record.accused, origin=Origin.TRACKED, **words)
    _set_terms(writer, claim_id, record)
    return claim_id


def _apply(writer: Writer, claim_id: int, record: Tracked) -> None:
    reword_claim(writer, claim_id, record.title, record.proposition, record.language)
    set_accused(writer, {claim_id: record.accused})
    _set_terms(writer, claim_id, record)


def _set_terms(writer: Writer, claim_id: int, record: Tracked) -> None:
    connection = writer.connection
    for table in (claim_term, claim_collection):
        connection.execute(table.delete().where(table.c.claim_id == claim_id))
    rows = [(claim_id, place, term) for place, term in enumerate(record.terms)]
    insert_many(connection, claim_term, ("claim_id", "position", "term"), rows)
    if record.collection:
        name = collection.c.name == record.collection
        number = connection.scalar(sa.select(collection.c.collection_id).where(name))
        number = number or insert_one(connection, collection, {"name": record.collection})
        connection.execute(claim_collection.insert().values(claim_id=claim_id, collection_id=number))
