"""People's verdicts on claims, into rows and out of them. Each is its author's own: none is in the way of another.

A verdict is known again by what it says; neither by the claim, which each database tells by its own number, nor by the
words for what was assessed, which stay empty where somebody took the claim's own.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import sqlalchemy as sa

from factdb.records import Verdict
from factdb.store.decisions import verdict
from factdb.store.facts import claim
from factdb.store.save import content_hash, insert_one

if TYPE_CHECKING:
    from factdb.store.write import Writer

FIELDS = tuple(field.name for field in fields(Verdict))


def save_verdict(writer: Writer, claim_id: int, given: Verdict, anew: bool) -> bool:
    """See Writer.save_verdict."""
    parts = (getattr(given, name) for name in FIELDS if name != "claim_reviewed")
    key = content_hash(*(float(part) if isinstance(part, int) else part for part in parts))
    own = sa.func.coalesce(claim.c.merged_into_id, claim.c.claim_id)
    known = sa.select(verdict.c.verdict_id).join(claim).where(verdict.c.key == key, own == claim_id)
    known = known.where(verdict.c.retired_in.is_(None)) if anew else known
    if writer.connection.execute(known.limit(1)).first():
        return False
    values = {name: getattr(given, name) for name in FIELDS}
    insert_one(
        writer.connection,
        verdict,
        {**values, "key": key, "claim_id": claim_id, "recorded_in": writer.changeset_id},
    )
    return True


def withdraw_verdict(writer: Writer, number: int) -> None:
    """See Writer.withdraw_verdict."""
    mine = verdict.update().where(verdict.c.verdict_id == number)
    writer.connection.execute(mine.values(retired_in=writer.changeset_id))


def verdicts(connection: sa.Connection) -> list[tuple[int, Verdict]]:
    """See Reader.verdicts."""
    columns = [verdict.c[name] for name in FIELDS]
    query = sa.select(verdict.c.claim_id, *columns).where(verdict.c.retired_in.is_(None)).order_by(verdict.c.verdict_id)
    return [(row[0], Verdict(**dict(zip(FIELDS, row[1:], strict=True)))) for row in connection.execute(query)]
