"""Tracked claims out of rows, with the words and terms that a person gave them."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from factdb.records import Tracked
from factdb.store.columns import Bytewise
from factdb.store.facts import claim, claim_accused, claim_collection, claim_term, collection
from factdb.store.partytree import PartyTree
from factdb.words import Origin


def tracked(connection: sa.Connection, tree: PartyTree) -> dict[int, Tracked]:
    """See Reader.tracked."""
    chosen = (claim.c.origin == Origin.TRACKED) & claim.c.merged_into_id.is_(None)
    own, terms = claim.c.claim_id, claim_term.c
    accused = sa.select(own, claim_accused.c.party_id).select_from(claim.join(claim_accused))
    words = sa.select(own, terms.term).select_from(claim.join(claim_term))
    named = sa.select(own, collection.c.name).select_from(claim.join(claim_collection).join(collection))
    parties, listed, kept = (
        _gathered(connection, query.where(chosen).order_by(own, place))
        for query, place in (
            (accused, claim_accused.c.position),
            (words, terms.position),
            (named, Bytewise(collection.c.name)),
        )
    )
    return {
        row.claim_id: Tracked(
            slug=row.slug,
            title=row.title,
            proposition=row.proposition,
            language=row.language,
            accused=tuple(tree.names[number] for number in parties[row.claim_id]),
            terms=tuple(listed[row.claim_id]),
            collection=next(iter(kept[row.claim_id]), None),
        )
        for row in connection.execute(sa.select(claim).where(chosen).order_by(Bytewise(claim.c.slug)))
    }


def _gathered(connection: sa.Connection, query: sa.Select[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for claim_id, value in connection.execute(query):
        found[claim_id].append(value)
    return found
