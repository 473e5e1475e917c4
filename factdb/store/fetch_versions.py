"""A statement as the machine found it, or as a person first wrote it, and as it stands now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from factdb.records import Statement
from factdb.store.facts import claim, claim_accused, claim_statement, has_key, speaker, statement
from factdb.store.fetch import in_chunks, statements_where
from factdb.store.linking import appearance, appearance_accused, appearance_statement, statement_lost
from factdb.words import MACHINE, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The rows of one statement: `base` is what decisions start from, `live` what stands, None where nothing does.

    `by_hand` is who added it where no machine found it.
    """

    base: Statement
    live: Statement | None
    live_by: str | None
    by_hand: str | None


def versions(connection: sa.Connection, keys: Iterable[str]) -> dict[str, Versions]:
    """See Reader.versions."""
    wanted = list(keys)
    live = _live(connection, wanted)
    lost = _lost(connection, wanted) - live.keys()
    first = {key: row for key, row in _bases(connection, wanted).items() if key not in lost}
    numbers = [row.statement_id for row in (*first.values(), *live.values())]
    records = {
        number: one
        for chunk in in_chunks(numbers)
        for number, one in statements_where(connection, statement.c.statement_id.in_(chunk), also_retired=True)
    }
    return {
        key: Versions(
            base=records[row.statement_id],
            live=records[live[key].statement_id] if key in live else None,
            live_by=live[key].decided_by if key in live else None,
            by_hand=None if row.decided_by == MACHINE else row.decided_by,
        )
        for key, row in first.items()
    }


def _bases(connection: sa.Connection, keys: Iterable[str]) -> dict[str, Any]:
    """The latest row of the machine for each statement; the first row where a person added it."""
    found: dict[str, Any] = {}
    for row in _rows(connection, keys):
        if row.decided_by == MACHINE or row.key not in found:
            found[row.key] = row
    return found


def _lost(connection: sa.Connection, keys: Iterable[str]) -> set[str]:
    own = statement_lost.c.key
    return {key for chunk in in_chunks(keys) for key in connection.scalars(sa.select(own).where(own.in_(chunk)))}


def _live(connection: sa.Connection, keys: Iterable[str]) -> dict[str, Any]:
    return {row.key: row for row in _rows(connection, keys) if row.retired_in is None}


def _rows(connection: sa.Connection, keys: Iterable[str]) -> Iterable[Any]:
    own = statement.c
    query = sa.select(own.key, own.statement_id, own.decided_by, own.retired_in).order_by(own.statement_id)
    for chunk in in_chunks(keys):
        yield from connection.execute(query.where(keyed(statement, chunk)))


def reprints(connection: sa.Connection, keys: Iterable[str]) -> dict[str, str]:
    """See Reader.reprints."""
    first, again = statement.alias("first"), statement.alias("again")
    both = first.join(again, again.c.repeats_statement_id == first.c.statement_id)
    query = sa.select(again.c.key, first.c.key).select_from(both).order_by(again.c.statement_id)
    return {
        row[0]: row[1]
        for chunk in in_chunks(keys)
        for end in (first, again)
        for row in connection.execute(query.where(keyed(end, chunk)))
    }


def appearances_with(connection: sa.Connection, keys: Iterable[str]) -> list[str]:
    """See Reader.appearances_with."""
    members = appearance_statement.c
    source = appearance.join(appearance_statement).join(statement, statement.c.statement_id == members.statement_id)
    query = sa.select(appearance.c.key).select_from(source).where(appearance.c.retired_in.is_(None))
    found = (connection.scalars(query.where(keyed(statement, chunk))) for chunk in in_chunks(keys))
    return sorted({key for some in found for key in some})


def spoken_for(connection: sa.Connection, party_ids: Iterable[int]) -> set[str]:
    """See Reader.spoken_for."""
    found: set[str] = set()
    for chunk in in_chunks(party_ids):
        theirs = sa.select(speaker.c.speaker_id).where(speaker.c.party_id.in_(chunk))
        for condition in (statement.c.speaker_id.in_(theirs), statement.c.origin_party_id.in_(chunk)):
            found.update(connection.scalars(sa.select(statement.c.key).where(condition)))
    return found


def accusing(connection: sa.Connection, party_ids: Iterable[int]) -> set[int]:
    """See Reader.accusing."""
    found: set[int | None] = set()
    shown = sa.select(appearance.c.claim_id).join(appearance_accused)
    for chunk in in_chunks(party_ids):
        found.update(connection.scalars(sa.select(claim_accused.c.claim_id).where(claim_accused.c.party_id.in_(chunk))))
        found.update(connection.scalars(shown.where(appearance_accused.c.party_id.in_(chunk))))
    return {claim for claim in found if claim is not None}


def keyed(table: Any, keys: Iterable[str]) -> "sa.ColumnElement[bool]":
    """That a row of `statement`, live or closed, has one of these keys: each kind has its own index of keys."""
    is_named = has_key(table.c, keys)
    return sa.or_(is_named & table.c.retired_in.is_(None), is_named & table.c.retired_in.is_not(None))


def linked_to(connection: sa.Connection, keys: Iterable[str]) -> dict[str, list[int]]:
    """See Reader.linked_to."""
    found: dict[str, list[int]] = {key: [] for key in keys}
    links = claim_statement.c
    query = (
        sa.select(statement.c.key, links.claim_id)
        .join(statement, statement.c.statement_id == links.statement_id)
        .where(links.retired_in.is_(None))
        .order_by(links.claim_id)
    )
    for chunk in in_chunks(found):
        for key, claim_id in connection.execute(query.where(keyed(statement, chunk))):
            found[key].append(claim_id)
    return found


def stances(connection: sa.Connection, keys: Iterable[str]) -> dict[str, str]:
    """See Reader.stances."""
    own = statement.c
    query = sa.select(own.key, own.stance).where(own.retired_in.is_(None))
    return {
        key: stance for chunk in in_chunks(keys) for key, stance in connection.execute(query.where(has_key(own, chunk)))
    }


def once_held(connection: sa.Connection, keys: Iterable[str]) -> dict[str, set[int]]:
    """See Reader.once_held."""
    links, held, live = claim_statement.c, appearance.c, claim_statement.alias("live")
    query = (
        sa.select(statement.c.key, links.claim_id)
        .join(statement, statement.c.statement_id == links.statement_id)
        .join(claim, claim.c.claim_id == links.claim_id)
        .where(
            claim.c.origin == Origin.FOUND,
            ~sa.exists().where(held.claim_id == claim.c.claim_id),
            ~sa.exists().where(live.c.claim_id == claim.c.claim_id, live.c.retired_in.is_(None)),
        )
        .distinct()
    )
    found: dict[str, set[int]] = defaultdict(set)
    for chunk in in_chunks(keys):
        for key, claim_id in connection.execute(query.where(keyed(statement, chunk))):
            found[key].add(claim_id)
    return found
