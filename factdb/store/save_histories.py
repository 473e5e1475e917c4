"""What is derived for claims, as rows: to be saved, or to be compared with the rows that are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import History
from factdb.store.columns import IsoDate, metadata
from factdb.store.derived import claim_state, party_position, statement_role, status_change
from factdb.store.facts import has_key, speaker, statement
from factdb.store.fetch import VoiceRow, in_chunks, plain_rows
from factdb.store.save import insert_many, party_id
from factdb.words import CONTESTED, DenialKind, Role, Stance, Status

if TYPE_CHECKING:
    from factdb.store.partytree import PartyTree
    from factdb.store.read import Reader
    from factdb.store.write import Writer

DERIVED = (statement_role, party_position, status_change, claim_state)
WORDS: Mapping[str | None, str] = {word: word.value for words in (Role, DenialKind, Stance, Status) for word in words}
Histories = Mapping[int, History]
VoiceRows = Mapping[str, VoiceRow]
Row = tuple[Any, ...]
Rows = list[Row]
Differences = dict[str, tuple[Rows, Rows]]
"""For each derived table the rows that are kept and should not be, and those that should be."""


def save_histories(writer: Writer, histories: Mapping[int, History | None]) -> dict[int, tuple[str, ...]]:
    """See Writer.save_histories."""
    told = (history for history in histories.values() if history is not None)
    for name in dict.fromkeys(position.party for history in told for position in history.positions):
        party_id(writer, name)
    found = differences(writer, histories)
    save_differences(writer, found)
    return names_of_tables(found)


def save_differences(writer: Writer, found: Differences) -> None:
    """See Writer.save_differences."""
    for name, (gone, new) in found.items():
        table = metadata.tables[name]
        if gone:
            _delete_rows(writer.connection, table, gone)
        if new:
            insert_many(writer.connection, table, table.columns.keys(), new)


def differing(reader: Reader, histories: Mapping[int, History | None]) -> dict[int, tuple[str, ...]]:
    """See Reader.differing."""
    return names_of_tables(differences(reader, histories))


def names_of_tables(found: Differences) -> dict[int, tuple[str, ...]]:
    """The claims of which rows differ, each with the names of the tables."""
    names: dict[int, list[str]] = defaultdict(list)
    for name, (gone, new) in found.items():
        for claim_id in {row[0] for row in (*gone, *new)}:
            names[claim_id].append(name)
    return {claim_id: tuple(listed) for claim_id, listed in names.items()}


def differences(reader: Reader, histories: Mapping[int, History | None]) -> Differences:
    """See Reader.differences."""
    told = {claim_id: history for claim_id, history in histories.items() if history is not None}
    found: Differences = {}
    for table, rows in derived_rows(reader, told).items():
        own = sa.select(*(sa.cast(c, sa.Text) if isinstance(c.type, IsoDate) else c for c in table.columns))
        chunks = (plain_rows(reader.connection, own.where(table.c.claim_id.in_(some))) for some in in_chunks(histories))
        kept = {row for chunk in chunks for row in chunk}
        new = sorted(row for row in rows if row not in kept)  # by their keys, which stand first: nothing else decides
        gone = list(kept.difference(rows)) if new or len(kept) > len(rows) else []
        found[table.name] = gone, new
    return found


def _delete_rows(connection: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """Deletes rows by their keys, which stand first in them."""
    keys = list(table.primary_key.columns)
    same = sa.and_(*(key == sa.bindparam(f"one_{key.name}") for key in keys))
    named = [f"one_{key.name}" for key in keys]
    connection.execute(table.delete().where(same), [dict(zip(named, row, strict=False)) for row in rows])


def derived_rows(reader: Reader, histories: Histories, tables: Sequence[sa.Table] = DERIVED) -> dict[sa.Table, Rows]:
    """The rows of derived tables for these claims, in the order of their columns, the claim first; words are plain.

    A server's driver and another process take a member of a vocabulary for something else than its word.
    """
    rows, made = _voice_rows(reader, histories), {table: _MAKERS[table] for table in tables}
    return {
        table: [row for claim_id, history in histories.items() for row in make(reader.tree, claim_id, history, rows)]
        for table, make in made.items()
    }


def _voice_rows(reader: Reader, histories: Histories) -> VoiceRows:
    """The rows of all statements of these histories: mostly those that were read to fold them."""
    known = reader.voice_rows
    missing = [key for history in histories.values() for key, *_ in history.roles if key not in known]
    if not missing:
        return known
    own = sa.func.coalesce(statement.c.origin_party_id, speaker.c.party_id)
    query = sa.select(statement.c.key, statement.c.statement_id, statement.c.article_id, own).join(speaker)
    live = query.where(statement.c.retired_in.is_(None))
    chunks = (plain_rows(reader.connection, live.where(has_key(statement.c, some))) for some in in_chunks(missing))
    return {**known, **{key: VoiceRow(*row) for chunk in chunks for key, *row in chunk}}


def _roles(tree: PartyTree, claim_id: int, history: History, rows: VoiceRows) -> Iterator[Row]:
    """Each statement's role, with the independent party of the claim that it counts for."""
    positions = {tree.ids.get(position.party) for position in history.positions}
    counted: dict[int, int] = {}
    for key, role, denial_kind in history.roles:
        statement_id, _, party = rows[key]
        if party not in counted:
            lineage = tree.lineage_ids(party)
            counted[party] = next((each for each in lineage if each in positions), lineage[0])
        yield claim_id, statement_id, WORDS[role], WORDS.get(denial_kind), counted[party]


def _positions(tree: PartyTree, claim_id: int, history: History, rows: VoiceRows) -> Rows:
    return [
        (claim_id, tree.ids.get(party), WORDS[stance], since, rows[statement].statement_id)
        for party, stance, since, statement in history.positions
    ]


def _changes(_tree: PartyTree, claim_id: int, history: History, rows: VoiceRows) -> Rows:
    return [
        (claim_id, sequence, on, WORDS.get(before), WORDS[after], rows[statement].statement_id, rule)
        for sequence, on, before, after, statement, rule in history.changes
    ]


def _state(_tree: PartyTree, claim_id: int, history: History, rows: VoiceRows) -> Rows:
    row = (
        claim_id,
        WORDS[history.status],
        history.status in CONTESTED,
        WORDS.get(history.denial_kind),
        history.first_said_on,
        history.status_since,
        history.last_said_on,
        len(history.roles),
        len({rows[key].article_id for key, *_ in history.roles}),
        "; ".join(history.accusers) or None,
        "; ".join(history.corroborators) or None,
        "; ".join(history.deniers) or None,
        "; ".join(history.flags) or None,
        history.sureness,
        history.begins_on,
        history.settled_on,
    )
    return [row]


_MAKERS: Mapping[sa.Table, Callable[[PartyTree, int, History, VoiceRows], Iterable[Row]]] = {
    statement_role: _roles,
    party_position: _positions,
    status_change: _changes,
    claim_state: _state,
}
