"""Where claims stand, a page at a time: how many there are, how many of them are contested, and the surest of these.

All of it is read from the states and their index of contested claims, however much was said in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from factdb.store.columns import Bytewise
from factdb.store.decisions import review
from factdb.store.derived import claim_state, status_change
from factdb.store.facts import changeset, claim, claim_statement
from factdb.words import Origin

_CONTESTED = sa.text("is_contested")
"""In the words of the partial index, or it would not be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contested:
    """Contested claims: the numbers of those that are shown, the surest first; how many there are, by status.

    `closed` counts those that people closed, which are in neither.
    """

    shown: tuple[int, ...]
    counts: dict[str, int]
    closed: int


def claim_count(connection: sa.Connection) -> int:
    """How many rows claim_status has: claims that have a state, and tracked ones that people follow."""
    left = sa.select(review.c.claim_id).where(review.c.kind == "is_followed", review.c.state == "rejected")
    waiting = (
        sa.select(sa.func.count())
        .select_from(claim.outerjoin(claim_state, claim_state.c.claim_id == claim.c.claim_id))
        .where(claim.c.origin == Origin.TRACKED, claim.c.merged_into_id.is_(None), claim_state.c.claim_id.is_(None))
        .where(claim.c.claim_id.not_in(left.where(review.c.claim_id.is_not(None))))
    )
    stated = connection.scalar(sa.select(sa.func.count()).select_from(claim_state))
    return (stated or 0) + (connection.scalar(waiting) or 0)


def contested(connection: sa.Connection, statuses: Sequence[str], least: float, limit: int | None) -> Contested:
    """See Reader.contested."""
    own = claim_state.c
    closed = sa.select(review.c.claim_id).where(review.c.kind == "is_closed", review.c.state == "accepted")
    fits: list[Any] = [_CONTESTED, *([own.status.in_(statuses)] if statuses else [])]
    still = [*fits, own.claim_id.not_in(closed.where(review.c.claim_id.is_not(None))), own.sureness >= least]
    slug = sa.select(claim.c.slug).where(claim.c.claim_id == own.claim_id).scalar_subquery()
    order = (own.sureness.desc(), own.statement_count.desc(), Bytewise(slug))
    shown = connection.scalars(sa.select(own.claim_id).where(*still).order_by(*order).limit(limit))
    counts = sa.select(own.status, sa.func.count().label("claims")).where(*still).group_by(own.status)
    left_out = sa.select(sa.func.count()).where(*fits, own.claim_id.in_(closed))
    return Contested(
        shown=tuple(shown),
        counts={row.status: row.claims for row in connection.execute(counts)},
        closed=connection.scalar(left_out) or 0,
    )


def changed(
    connection: sa.Connection, since: str | None, until: str | None, statuses: Sequence[str], *, recorded: bool
) -> tuple[tuple[int, ...], int]:
    """See Reader.changed."""
    own = status_change.c
    source: sa.FromClause = status_change
    column: sa.ColumnElement[Any] = own.effective_on
    if recorded:
        linked = (claim_statement.c.claim_id == own.claim_id) & (claim_statement.c.statement_id == own.statement_id)
        source = source.outerjoin(claim_statement, linked & claim_statement.c.retired_in.is_(None))
        source = source.outerjoin(changeset, changeset.c.changeset_id == claim_statement.c.recorded_in)
        column = sa.cast(changeset.c.recorded_at, sa.Text)
    if statuses:
        source = source.join(claim_state, claim_state.c.claim_id == own.claim_id)
    of_status = [claim_state.c.status.in_(statuses)] if statuses else []
    day = sa.func.substr(column.concat("-01-01"), 1, 10)
    bounds = [Bytewise(day) >= (since + "-01-01")[:10]] if since else []
    bounds += [Bytewise(sa.func.substr(day, 1, len(until))) <= until] if until else []
    inside = sa.select(own.claim_id).select_from(source).where(*bounds, *of_status).distinct()
    undated = sa.select(sa.func.count()).select_from(source).where(column.is_(None), *of_status)
    return tuple(connection.scalars(inside.order_by(own.claim_id))), connection.scalar(undated) or 0
