"""People's verdicts on claims, into rows and out of them. Each is its author's own: none is in the way of another.

A verdict is known again by what it says; neither by the claim, which each database tells by its own number, nor by the
words for what was assessed, which stay empty where somebody took the claim's own. One that is withdrawn and given again
has a row more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Verdict
from factdb.store.decisions import verdict
from factdb.store.facts import claim
from factdb.store.save import content_hash, insert_one

if TYPE_CHECKING:
    from factdb.store.write import Writer

FIELDS = tuple(field.name for field in fields(Verdict))
meant = sa.func.coalesce(claim.c.merged_into_id, claim.c.claim_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A verdict on a claim (its number), with how often it was given and how often withdrawn."""

    claim: int
    verdict: Verdict
    given: int
    withdrawn: int


def save_verdict(writer: Writer, claim_id: int, given: Verdict, anew: bool) -> bool:
    """See Writer.save_verdict."""
    known = _rows(writer, claim_id, given)
    if any(row.retired_in is None for row in known) or (known and not anew):
        return False
    values = {name: getattr(given, name) for name in FIELDS}
    own = {"key": _key(given), "claim_id": claim_id, "recorded_in": writer.changeset_id}
    insert_one(writer.connection, verdict, {**values, **own})
    return True


def bring_verdict(writer: Writer, claim_id: int, held: Held) -> bool:
    """See Writer.bring_verdict."""
    is_changed = False
    while _history(rows := _rows(writer, claim_id, held.verdict)) < held.given + held.withdrawn:
        if not save_verdict(writer, claim_id, held.verdict, anew=True):
            number = next(row.verdict_id for row in rows if row.retired_in is None)
            writer.retire("verdict", {"verdict_id": number})
        is_changed = True
    return is_changed


def verdicts(connection: sa.Connection) -> list[Held]:
    """See Reader.verdicts."""
    columns = [verdict.c[name] for name in FIELDS]
    query = sa.select(meant, verdict.c.key, verdict.c.retired_in, *columns).select_from(verdict.join(claim))
    found: dict[tuple[int, str], Held] = {}
    for number, key, retired, *values in connection.execute(query.order_by(verdict.c.verdict_id)):
        told = Verdict(**dict(zip(FIELDS, values, strict=True)))
        before = found.get((number, key))
        found[number, key] = Held(
            claim=number,
            verdict=told,
            given=(before.given if before else 0) + 1,
            withdrawn=(before.withdrawn if before else 0) + (retired is not None),
        )
    return list(found.values())


def _rows(writer: Writer, claim_id: int, given: Verdict) -> Sequence[Any]:
    """The rows of a verdict on a claim, those that were withdrawn, too."""
    query = sa.select(verdict.c.verdict_id, verdict.c.retired_in).select_from(verdict.join(claim))
    return writer.connection.execute(query.where(verdict.c.key == _key(given), meant == claim_id)).all()


def _history(rows: Sequence[Any]) -> int:
    """How often a verdict was given or withdrawn."""
    return len(rows) + sum(row.retired_in is not None for row in rows)


def _key(given: Verdict) -> str:
    parts = (getattr(given, name) for name in FIELDS if name != "claim_reviewed")
    return content_hash(*(float(part) if isinstance(part, int) else part for part in parts))
