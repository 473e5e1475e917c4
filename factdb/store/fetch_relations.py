"""Which claims are near to which, and what people decided about claims that may be narrower than others."""

import itertools
from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa

from factdb.store.facts import claim, claim_relation
from factdb.store.fetch import in_chunks
from factdb.store.linking import appearance, appearance_tie


def near_claims(connection: sa.Connection, claim_ids: Iterable[int]) -> dict[int, set[int]]:
    """See Reader.near_claims."""
    one, other = appearance.alias("one"), appearance.alias("other")
    mine, theirs = claim.alias("mine"), claim.alias("theirs")
    tied = appearance_tie.c
    ends = [sa.func.coalesce(end.c.merged_into_id, end.c.claim_id) for end in (mine, theirs)]
    ways = (
        one.join(other, other.c.article_id == one.c.article_id),
        one.join(appearance_tie, tied.one_id == one.c.appearance_id).join(
            other, other.c.appearance_id == tied.other_id
        ),
        one.join(appearance_tie, tied.other_id == one.c.appearance_id).join(
            other, other.c.appearance_id == tied.one_id
        ),
    )
    found: dict[int, set[int]] = defaultdict(set)
    for chunk in in_chunks(claim_ids):
        for way, asked in itertools.product(ways, (mine.c.claim_id, mine.c.merged_into_id)):
            placed = way.join(mine, mine.c.claim_id == one.c.claim_id).join(
                theirs, theirs.c.claim_id == other.c.claim_id
            )
            query = sa.select(*ends).select_from(placed).where(asked.in_(chunk), ends[0] != ends[1]).distinct()
            for row in connection.execute(query):
                found[row[0]].add(row[1])
    return found


def first_appearances(connection: sa.Connection, claim_ids: Iterable[int]) -> dict[int, str]:
    """See Reader.first_appearances."""
    found: dict[int, str] = {}
    for chunk, home in itertools.product(in_chunks(claim_ids), (claim.c.claim_id, claim.c.merged_into_id)):
        query = sa.select(home, sa.func.min(appearance.c.key)).select_from(appearance.join(claim))
        for number, key in connection.execute(query.where(home.in_(chunk)).group_by(home)):
            found[number] = min(key, found.get(number, key))
    return found


def decided_relations(connection: sa.Connection) -> dict[tuple[int, int], str]:
    """See Reader.decided_relations."""
    one, other, own = claim.alias("one"), claim.alias("other"), claim_relation.c
    ends = [sa.func.coalesce(end.c.merged_into_id, end.c.claim_id) for end in (one, other)]
    both = claim_relation.join(one, one.c.claim_id == own.claim_id).join(other, other.c.claim_id == own.other_claim_id)
    query = (
        sa.select(*ends, own.state)
        .select_from(both)
        .where(own.state.in_(("confirmed", "rejected")), own.retired_in.is_(None))
    )
    said: dict[tuple[int, int], set[str]] = defaultdict(set)
    for row in connection.execute(query):
        said[row[0], row[1]].add(row[2])
    return {pair: states.pop() for pair, states in said.items() if len(states) == 1}
