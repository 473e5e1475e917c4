"""Relations between claims that the machine proposes. The function serves Writer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from factdb.records import Question
from factdb.store.facts import claim_relation
from factdb.store.fetch import in_chunks
from factdb.store.save import insert_many

if TYPE_CHECKING:
    from factdb.store.write import Writer


def set_relations(writer: Writer, claim_ids: Iterable[int], wanted: Iterable[Question], author: str) -> None:
    """See Writer.set_relations."""
    fresh = {(one.claim, one.other_claim, one.kind): one for one in wanted}
    own = claim_relation.c
    live = sa.select(claim_relation).where(own.state == "proposed", own.retired_in.is_(None))
    going = []
    for chunk in in_chunks(claim_ids):
        for row in writer.connection.execute(live.where(own.claim_id.in_(chunk))):
            pair = (row.claim_id, row.other_claim_id, row.kind)
            same = pair in fresh and (fresh[pair].score, fresh[pair].rule) == (row.score, row.rule)
            if same:
                del fresh[pair]
            else:
                going.append(row.claim_relation_id)
    if not going and not fresh:
        return
    for chunk in in_chunks(going):
        retired = claim_relation.update().where(own.claim_relation_id.in_(chunk))
        writer.connection.execute(retired.values(retired_in=writer.changeset_id))
    columns = ("claim_id", "other_claim_id", "kind", "state", "score", "decided_by", "recorded_in", "rule")
    rows = [
        (one.claim, one.other_claim, one.kind, "proposed", one.score, author, writer.changeset_id, one.rule)
        for one in fresh.values()
    ]
    insert_many(writer.connection, claim_relation, columns, rows)
