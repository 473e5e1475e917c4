"""The tree of parties as one transaction sees it: names, numbers and lineages, with what people decided about them.

A party's row holds its kind and its parent as they are now; what was recorded first stands with the first decision.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from factdb.store.decisions import decision, review
from factdb.store.facts import party

KNOWN, ALIAS, PARENT, SAME = "is_known", "alias", "parent", "same_party"
PARTY_QUESTIONS = (KNOWN, ALIAS, PARENT, SAME)
"""The kinds of questions about parties."""

PARTY_FIELDS: Mapping[str, tuple[str, ...]] = {"kind": (KNOWN,), "parent_id": (PARENT, SAME)}
"""The columns of a party that decisions change, and by which questions."""


@dataclass(slots=True, kw_only=True)
class PartyTree:
    """All parties. `names` by number, `ids` by name, `parents` by number (None for a root), `kinds` by number.

    `same` are parties that are another one, with the one that was kept.
    """

    names: dict[int, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    same: dict[int, int] = field(default_factory=dict)

    def put(self, party_id: int, name: str, kind: str, parent_id: int | None) -> None:
        """Adds a party, or moves it."""
        self.names[party_id], self.ids[name] = name, party_id
        self.kinds[party_id], self.parents[party_id] = kind, parent_id

    def lineage_ids(self, party_id: int) -> tuple[int, ...]:
        """The numbers from the party, or the one that it is now, up to its root."""
        line = [self._kept(party_id)]
        while (parent := self.parents[line[-1]]) is not None and (above := self._kept(parent)) not in line:
            line.append(above)
        return tuple(line)

    def lineage(self, party_id: int | None) -> tuple[str, ...]:
        """The names from the party up to its root, nothing for None."""
        return () if party_id is None else tuple(self.names[each] for each in self.lineage_ids(party_id))

    def _kept(self, party_id: int) -> int:
        """The party that one is now; of those that lead in a circle the one of the least name."""
        line = [party_id]
        while (after := self.same.get(line[-1])) is not None and after not in line:
            line.append(after)
        return line[-1] if after is None else min(line[line.index(after) :], key=self.names.__getitem__)


def tree_of(connection: sa.Connection) -> PartyTree:
    """The tree as stored."""
    tree = PartyTree()
    for row in connection.execute(sa.select(party.c.party_id, party.c.name, party.c.kind, party.c.parent_id)):
        tree.put(row.party_id, row.name, row.kind, row.parent_id)
    for number, told in _told(connection, (SAME,)).items():
        if (kept := _agreed(told, SAME)) is not None and kept in tree.ids:
            tree.same[number] = tree.ids[kept]
    return tree


def recorded_tree(connection: sa.Connection) -> PartyTree:
    """The tree as it was recorded, before what people decided."""
    tree = tree_of(connection)
    tree.same.clear()
    for number, told in _told(connection, (KNOWN, PARENT, SAME), also_retired=True).items():
        kinds = [row.before for row in told if row.kind == KNOWN]
        parents = [row.before for row in told if row.kind in PARTY_FIELDS["parent_id"]]
        tree.kinds[number] = kinds[0] if kinds else tree.kinds[number]
        tree.parents[number] = tree.ids.get(parents[0] or "") if parents else tree.parents[number]
    return tree


def held_by(tree: PartyTree, party_id: int, kind: str) -> str | None:
    """What a party's row holds of what a question of this kind asks: its kind, the name of its parent, else None."""
    if kind == KNOWN:
        return tree.kinds[party_id]
    parent = tree.parents[party_id] if kind in (PARENT, SAME) else None
    return None if parent is None else tree.names[parent]


def settle_parties(connection: sa.Connection, tree: PartyTree, party_ids: Iterable[int]) -> None:
    """Gives these parties the kind and the parent that people decided, else those that were recorded; all their roots.

    The tree is as the rows are then.
    """
    told = _told(connection, (KNOWN, PARENT, SAME), also_retired=True)
    for number in set(party_ids) & set(told):
        _settle(tree, number, told[number])
        now = {"kind": tree.kinds[number], "parent_id": tree.parents[number]}
        connection.execute(party.update().where(party.c.party_id == number).values(**now))
    root_parties(connection, tree)


def root_parties(connection: sa.Connection, tree: PartyTree) -> None:
    """Gives every party the root that it has in the tree."""
    for number, root in connection.execute(sa.select(party.c.party_id, party.c.root_id)).all():
        if root != (now := tree.lineage_ids(number)[-1]):
            connection.execute(party.update().where(party.c.party_id == number).values(root_id=now))


def _settle(tree: PartyTree, number: int, told: list[Any]) -> None:
    """One party in the tree as the answers about it, in the order in which they were given, leave it."""
    kind = next((row.before for row in told if row.kind == KNOWN), tree.kinds[number])
    tree.kinds[number] = _agreed(told, KNOWN) or kind
    placed = [row for row in told if row.kind in PARTY_FIELDS["parent_id"]]
    kept = _agreed(told, SAME)
    if kept is not None and kept in tree.ids:
        tree.same[number] = tree.ids[kept]
        tree.parents[number] = tree.ids[kept]
        return
    tree.same.pop(number, None)
    live = [row for row in placed if row.kind == PARENT and row.retired_in is None and row.state == "accepted"]
    last = max(live, key=lambda row: (row.decided_at, row.decision_id)).value if live else None
    if placed:
        parent = placed[0].before if last is None else last
        tree.parents[number] = tree.ids[parent] if parent else None


def _agreed(told: Iterable[Any], kind: str) -> str | None:
    """The value of the latest answer to a question of this kind, where all who answer it now agree; else None."""
    live = [row for row in told if row.kind == kind and row.retired_in is None and row.state != "open"]
    if not live or {row.state for row in live} != {"accepted"}:
        return None
    value: str | None = max(live, key=lambda row: (row.decided_at, row.decision_id)).value
    return value


def _told(connection: sa.Connection, kinds: Iterable[str], *, also_retired: bool = False) -> dict[int, list[Any]]:
    """The answers to the questions of these kinds, by the number of the party, in the order in which they came."""
    found: dict[int, list[Any]] = defaultdict(list)
    query = sa.select(decision, review.c.kind, review.c.party_id).join(review).order_by(decision.c.decision_id)
    query = query.where(review.c.kind.in_(list(kinds)), review.c.party_id.is_not(None))
    for row in connection.execute(query if also_retired else query.where(decision.c.retired_in.is_(None))):
        found[row.party_id].append(row)
    return found
