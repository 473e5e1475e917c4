"""Which claims people united and which they hold apart.

The machine puts appearances into claims (`appearance.claim_id`); a claim that people united with another one keeps its
appearances and leads to the one that they kept (`claim.merged_into_id`), so that it can be taken back at any time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.store.decisions import decision, review
from factdb.store.facts import beginning, claim, claim_statement, statement
from factdb.store.fetch import in_chunks
from factdb.store.linking import appearance, appearance_statement
from factdb.store.rulings import OPEN
from factdb.words import Origin

if TYPE_CHECKING:
    from factdb.store.write import Writer

SAME, BELONGS = "same_claim", "belongs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """Claims as people united them: `kept` leads from each united claim to the one that was kept, itself included.

    `apart` holds pairs of kept claims, the lesser number first, that people decided are not one.
    """

    kept: Mapping[int, int] = field(default_factory=dict)
    apart: frozenset[tuple[int, int]] = frozenset()

    def home(self, claim_id: int) -> int:
        """The claim that holds what the machine put into this one."""
        return self.kept.get(claim_id, claim_id)

    def together(self, claim_id: int) -> set[int]:
        """All claims whose appearances one claim holds."""
        home = self.home(claim_id)
        return {one for one, kept in self.kept.items() if kept == home} | {home}

    def are_apart(self, one: int, other: int) -> bool:
        """Whether people decided that two claims are not one."""
        return tuple(sorted((self.home(one), self.home(other)))) in self.apart


def homes(connection: sa.Connection) -> Homes:
    """See Reader.homes."""
    decided = _decided(connection)
    held = _machine_claims(connection, {end for one in decided for end in (one.claim_id, one.other_claim_id)})
    roots: dict[int, int] = {}

    def root(one: int) -> int:
        while roots.get(one, one) != one:
            one = roots[one]
        return one

    for one in decided:
        if one.state == "accepted":
            roots[root(held[one.claim_id])] = root(held[one.other_claim_id])
    groups: dict[int, set[int]] = defaultdict(set)
    for one in decided:
        for end in (held[one.claim_id], held[one.other_claim_id]):
            groups[root(end)].add(end)
    chosen = _kept(connection, decided, held)
    kept = {
        each: min(group, key=lambda one: (-chosen.get(one, -1), one)) for group in groups.values() for each in group
    }
    apart = {
        tuple(sorted((kept[held[one.claim_id]], kept[held[one.other_claim_id]])))
        for one in decided
        if one.state == "rejected"
    }
    return Homes(kept=kept, apart=frozenset((one, other) for one, other in apart if one != other))


def _decided(connection: sa.Connection) -> list[Any]:
    """The pairs that people agree about, the one that was decided last at the end."""
    own = review.c
    query = (
        sa.select(own.claim_id, own.other_claim_id, own.state, decision.c.value)
        .join(decision, decision.c.review_id == own.review_id)
        .where(own.kind == SAME, own.state != OPEN, decision.c.retired_in.is_(None), decision.c.state == own.state)
        .order_by(decision.c.decided_at, decision.c.decision_id)
    )
    return list(connection.execute(query))


def _machine_claims(connection: sa.Connection, claim_ids: Iterable[int]) -> dict[int, int]:
    """For each claim the one that holds its appearances: itself, or where the machine merged it into another, that."""
    found = {number: number for number in claim_ids}
    if not found:
        return found
    own, placed, asked = claim.c, appearance.c, review.c
    by_people = sa.exists().where(asked.kind == BELONGS, asked.claim_id == own.claim_id, asked.state == "accepted")
    merged = sa.select(own.claim_id, own.merged_into_id).where(
        own.merged_into_id.is_not(None),
        own.origin == Origin.FOUND,
        ~sa.exists().where(placed.claim_id == own.claim_id),
        ~by_people,
    )
    empty = {
        number: into
        for chunk in in_chunks(found)
        for number, into in connection.execute(merged.where(own.claim_id.in_(chunk)))
    }
    found |= empty
    once, now = statement.alias("once"), statement.alias("now")
    held = (
        sa.select(claim_statement.c.claim_id, placed.claim_id.label("holder"), sa.func.count().label("held"))
        .join(once, once.c.statement_id == claim_statement.c.statement_id)
        .join(now, now.c.statement_id.in_(_rows_like(once)))
        .join(appearance_statement, appearance_statement.c.statement_id == now.c.statement_id)
        .join(appearance, placed.appearance_id == appearance_statement.c.appearance_id)
        .where(placed.claim_id.is_not(None))
        .group_by(claim_statement.c.claim_id, placed.claim_id)
        .order_by(sa.func.count(), placed.claim_id.desc())
    )
    for chunk in in_chunks(empty):
        for row in connection.execute(held.where(claim_statement.c.claim_id.in_(chunk))):
            found[row.claim_id] = row.holder
    return found


def _rows_like(once: Any) -> sa.Select[Any]:
    """The numbers of all rows of the same statement."""
    every = statement.alias("every")
    same = beginning(every.c.key) == beginning(once.c.key)
    return sa.select(every.c.statement_id).where(
        sa.or_(same & every.c.retired_in.is_(None), same & every.c.retired_in.is_not(None))
    )


def _kept(connection: sa.Connection, decided: Iterable[Any], held: Mapping[int, int]) -> dict[int, int]:
    """How much each claim is to be kept: one that people follow most of all, else the one that was named last."""
    own = claim.c
    slugs: dict[str, int] = {}
    wanted: dict[int, int] = {}
    rows = [
        row
        for chunk in in_chunks({*held, *held.values()})
        for row in connection.execute(sa.select(own.claim_id, own.slug, own.origin).where(own.claim_id.in_(chunk)))
    ]
    slugs = {row.slug: held.get(row.claim_id, row.claim_id) for row in rows}
    for place, one in enumerate(decided):
        if one.state == "accepted" and one.value in slugs:
            wanted[slugs[one.value]] = place
    first = len(wanted) + len(rows) + 1
    for row in rows:
        if row.origin == Origin.TRACKED:
            wanted[row.claim_id] = wanted.get(row.claim_id, 0) + first * first
    return wanted


def lead(writer: Writer, claim_ids: Iterable[int]) -> None:
    """See Writer.lead."""
    connection, own = writer.connection, claim.c
    numbers = list(claim_ids)
    led = (sa.select(own.claim_id).where(own.merged_into_id.in_(chunk)) for chunk in in_chunks(numbers))
    numbers += [number for query in led for number in connection.scalars(query)]
    now = homes(connection)
    for chunk in in_chunks(number for number in numbers if now.home(number) == number):
        found = own.claim_id.in_(chunk) & (own.origin == Origin.FOUND)
        holding = _holding(connection, chunk)
        for row in connection.execute(sa.select(own.claim_id, own.merged_into_id).where(found)).all():
            target = None if row.claim_id in holding else _leads_to(writer, row.claim_id)
            if target != row.merged_into_id:
                writer.record_changeset()
                change = claim.update().where(own.claim_id == row.claim_id)
                connection.execute(change.values(merged_into_id=target))


def _holding(connection: sa.Connection, claim_ids: Sequence[int]) -> set[int | None]:
    """Those of these claims that hold something."""
    links, shown = claim_statement.c, appearance.c
    live = sa.select(links.claim_id).where(links.claim_id.in_(claim_ids), links.retired_in.is_(None))
    return {
        *connection.scalars(live.distinct()),
        *connection.scalars(sa.select(shown.claim_id).where(shown.claim_id.in_(claim_ids)).distinct()),
    }


def _leads_to(writer: Writer, claim_id: int) -> int | None:
    """The claim that holds most of what one that holds nothing once held, None where none does."""
    once, links = statement.c, claim_statement.c
    keys = sa.select(once.key).join(claim_statement, links.statement_id == once.statement_id).distinct()
    linked = writer.linked_to(writer.connection.scalars(keys.where(links.claim_id == claim_id)))
    held = Counter(number for numbers in linked.values() for number in set(numbers))
    return min(held, key=lambda number: (-held[number], number)) if held else None


def rehome(writer: Writer, touched: Iterable[int]) -> None:
    """See Writer.rehome."""
    connection, own, ends = writer.connection, claim.c, review.c
    now = homes(connection)
    asked = sa.union(*(sa.select(end).where(ends.kind == SAME) for end in (ends.claim_id, ends.other_claim_id)))
    concerned = set(now.kept) | (set(connection.scalars(asked)) & set(touched))
    rows = {
        row.claim_id: row.merged_into_id
        for column in (own.claim_id, own.merged_into_id)
        for chunk in in_chunks(concerned)
        for row in connection.execute(sa.select(own.claim_id, own.merged_into_id).where(column.in_(chunk)))
    }
    for number, held in _machine_claims(connection, rows).items():
        home = now.home(held)
        target = None if home == number else home
        if target != rows[number]:
            writer.record_changeset()
            connection.execute(claim.update().where(own.claim_id == number).values(merged_into_id=target))
