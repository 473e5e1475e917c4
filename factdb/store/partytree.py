"""The tree of parties as one transaction sees it: names, numbers and lineages."""

from dataclasses import dataclass, field

import sqlalchemy as sa

from factdb.store.facts import party


@dataclass(slots=True, kw_only=True)
class PartyTree:
    """All parties. `names` by number, `ids` by name, `parents` by number (None for a root), `kinds` by number."""

    names: dict[int, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)

    def put(self, party_id: int, name: str, kind: str, parent_id: int | None) -> None:
        """Adds a party, or moves it."""
        self.names[party_id], self.ids[name] = name, party_id
        self.kinds[party_id], self.parents[party_id] = kind, parent_id

    def lineage_ids(self, party_id: int) -> tuple[int, ...]:
        """The numbers from the party up to its root."""
        line = [party_id]
        while (parent := self.parents[line[-1]]) is not None and parent not in line:
            line.append(parent)
        return tuple(line)

    def lineage(self, party_id: int | None) -> tuple[str, ...]:
        """The names from the party up to its root, nothing for None."""
        return () if party_id is None else tuple(self.names[each] for each in self.lineage_ids(party_id))


def tree_of(connection: sa.Connection) -> PartyTree:
    """The tree as stored."""
    tree = PartyTree()
    for row in connection.execute(sa.select(party.c.party_id, party.c.name, party.c.kind, party.c.parent_id)):
        tree.put(row.party_id, row.name, row.kind, row.parent_id)
    return tree
