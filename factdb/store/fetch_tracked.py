"""Tracked claims out of rows, with the words and terms that a person gave them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from factdb.records import Tracked, Wording
from factdb.store.columns import Bytewise
from factdb.store.decisions import claim_wording, review
from factdb.store.facts import claim, claim_accused, claim_collection, claim_term, collection
from factdb.store.fetch import in_chunks
from factdb.store.partytree import PartyTree
from factdb.words import Origin

FOLLOWED = "is_followed"
"""Asked of a tracked claim; rejected, it draws nothing any more."""


def tracked(connection: sa.Connection, tree: PartyTree, *, also_ended: bool = False) -> dict[int, Tracked]:
    """See Reader.tracked; also those that people followed once."""
    ended = sa.exists().where(
        review.c.kind == FOLLOWED, review.c.claim_id == claim.c.claim_id, review.c.state == "rejected"
    )
    chosen = claim.c.origin == Origin.TRACKED
    if not also_ended:
        chosen &= claim.c.merged_into_id.is_(None) & ~ended
    claims = connection.execute(sa.select(claim).where(chosen).order_by(Bytewise(claim.c.slug))).all()
    if not claims:
        return {}
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
        for row in claims
    }


def wordings(connection: sa.Connection, claim_ids: Iterable[int]) -> dict[int, list[Wording]]:
    """See Reader.wordings."""
    found: dict[int, list[Wording]] = defaultdict(list)
    own = claim_wording.c
    query = sa.select(claim_wording, claim.c.slug).join(claim).order_by(own.worded_at, own.claim_wording_id)
    for chunk in in_chunks(claim_ids):
        for row in connection.execute(query.where(own.claim_id.in_(chunk))):
            worded = Tracked(
                slug=row.slug,
                title=row.title,
                proposition=row.proposition,
                language=row.language,
                accused=tuple(row.accused.splitlines()),
                terms=tuple(row.terms.splitlines()),
                collection=row.collection,
            )
            found[row.claim_id].append(Wording(claim=worded, author=row.author, worded_at=row.worded_at))
    return found


def _gathered(connection: sa.Connection, query: sa.Select[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for claim_id, value in connection.execute(query):
        found[claim_id].append(value)
    return found
