"""What is derived for claims, as rows: to be saved, or to be compared with the rows that are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import History
from factdb.store.derived import claim_state, party_position, statement_role, status_change
from factdb.store.facts import claim_statement, speaker, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.save import delete_where, insert_many, party_id
from factdb.words import CONTESTED

if TYPE_CHECKING:
    from factdb.store.read import Reader
    from factdb.store.write import Writer

DERIVED = (statement_role, party_position, status_change, claim_state)
Histories = Mapping[int, History]
Rows = list[tuple[Any, ...]]


def save_histories(writer: Writer, histories: Mapping[int, History | None]) -> None:
    """See Writer.save_histories."""
    for table in DERIVED:
        delete_where(writer.connection, table, "claim_id", histories)
    told = {claim_id: history for claim_id, history in histories.items() if history is not None}
    for name in dict.fromkeys(position.party for history in told.values() for position in history.positions):
        party_id(writer, name)
    for table, rows in derived_rows(writer, told).items():
        insert_many(writer.connection, table, table.columns.keys(), rows)


def differing(reader: Reader, histories: Mapping[int, History | None]) -> dict[int, tuple[str, ...]]:
    """See Reader.differing."""
    told = {claim_id: history for claim_id, history in histories.items() if history is not None}
    found: dict[int, list[str]] = defaultdict(list)
    for table, rows in derived_rows(reader, told).items():
        wanted, kept = _by_claim(rows), _by_claim(_kept(reader, table, histories))
        for claim_id in histories:
            if wanted[claim_id] != kept[claim_id]:
                found[claim_id].append(table.name)
    return {claim_id: tuple(names) for claim_id, names in found.items()}


def _by_claim(rows: Rows) -> dict[int, set[tuple[Any, ...]]]:
    found: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for row in rows:
        found[row[0]].add(row)
    return found


def _kept(reader: Reader, table: sa.Table, claim_ids: Iterable[int]) -> Rows:
    return [
        tuple(row)
        for chunk in in_chunks(claim_ids)
        for row in reader.connection.execute(sa.select(table).where(table.c.claim_id.in_(chunk)))
    ]


def derived_rows(reader: Reader, histories: Histories) -> dict[sa.Table, Rows]:
    """The rows of each derived table for these claims, in the order of its columns, the claim first."""
    keys = {key for history in histories.values() for key in _statements_of(history)}
    numbers = ids_by_key(reader.connection, statement, keys)
    parties, counts = reader.tree.ids, _counts(reader, histories)
    return {
        statement_role: _roles(reader, histories, numbers),
        party_position: [
            (claim_id, parties.get(p.party), p.stance, p.since, numbers[p.statement])
            for claim_id, history in histories.items()
            for p in history.positions
        ],
        status_change: [
            (claim_id, c.sequence, c.effective_on, c.from_status, c.to_status, numbers[c.statement], c.rule)
            for claim_id, history in histories.items()
            for c in history.changes
        ],
        claim_state: [_state(each, history, *counts.get(each, (0, 0))) for each, history in histories.items()],
    }


def _statements_of(history: History) -> set[str]:
    told = {role.statement for role in history.roles} | {change.statement for change in history.changes}
    return told | {position.statement for position in history.positions}


def _roles(reader: Reader, histories: Histories, numbers: dict[str, int]) -> Rows:
    """Each statement's role, with the independent party of the claim that it counts for."""
    own = sa.func.coalesce(statement.c.origin_party_id, speaker.c.party_id).label("party_id")
    query = sa.select(statement.c.statement_id, own).join(speaker)
    lineages = {
        row.statement_id: reader.tree.lineage_ids(row.party_id)
        for chunk in in_chunks(numbers[role.statement] for history in histories.values() for role in history.roles)
        for row in reader.connection.execute(query.where(statement.c.statement_id.in_(chunk)))
    }
    rows: Rows = []
    for claim_id, history in histories.items():
        positions = {reader.tree.ids.get(p.party) for p in history.positions}
        for role in history.roles:
            lineage = lineages[numbers[role.statement]]
            party = next((each for each in lineage if each in positions), lineage[0])
            rows.append((claim_id, numbers[role.statement], role.role, role.denial_kind, party))
    return rows


def _counts(reader: Reader, claim_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """How many statements of how many articles each claim has."""
    own = claim_statement.c
    live = own.retired_in.is_(None) & statement.c.retired_in.is_(None)
    query = (
        sa.select(own.claim_id, sa.func.count(), sa.func.count(statement.c.article_id.distinct()))
        .select_from(claim_statement.join(statement))
        .group_by(own.claim_id)
    )
    return {
        claim_id: (statements, articles)
        for chunk in in_chunks(claim_ids)
        for claim_id, statements, articles in reader.connection.execute(query.where(own.claim_id.in_(chunk), live))
    }


def _state(claim_id: int, history: History, statement_count: int, article_count: int) -> tuple[Any, ...]:
    """The row of claim_state."""
    row = {
        "claim_id": claim_id,
        "status": history.status,
        "is_contested": history.status in CONTESTED,
        "denial_kind": history.denial_kind,
        "first_said_on": history.first_said_on,
        "status_since": history.status_since,
        "last_said_on": history.last_said_on,
        "statement_count": statement_count,
        "article_count": article_count,
    }
    lists = ("accusers", "corroborators", "deniers", "flags")
    row |= {name: "; ".join(getattr(history, name)) or None for name in lists}
    return tuple(row[name] for name in claim_state.columns.keys())  # noqa: SIM118 - the names, not the columns
