"""Tracked claims into rows. `save_tracked` serves the method of Writer of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from factdb.records import Tracked
from factdb.store.facts import claim_collection, claim_term, collection
from factdb.store.save import insert_many, insert_one
from factdb.store.save_claims import new_claim, reword_claim, set_accused
from factdb.words import Origin

if TYPE_CHECKING:
    from factdb.store.write import Writer


def save_tracked(writer: Writer, record: Tracked) -> tuple[int, bool]:
    """See Writer.save_tracked."""
    known = {each.slug: (claim_id, each) for claim_id, each in writer.tracked().items()}
    claim_id, before = known.get(record.slug, (None, None))
    if claim_id is not None and before == record:
        return claim_id, False
    words = {"title": record.title, "proposition": record.proposition, "language": record.language}
    if claim_id is None:
        claim_id = new_claim(writer, record.slug, accused=record.accused, origin=Origin.TRACKED, **words)
    else:
        reword_claim(writer, claim_id, **words)
        set_accused(writer, claim_id, record.accused)
    _set_terms(writer, claim_id, record)
    return claim_id, True


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
