"""What in a database is doubtful, row by row: thin links, dates, parties and speakers of which the machine is not sure.

Only what nobody has decided is found. Nothing here weighs what would follow, or knows how it is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from factdb.store.columns import Bytewise
from factdb.store.derived import claim_state, status_change
from factdb.store.facts import (
    article,
    article_collection,
    beginning,
    claim,
    claim_accused,
    claim_collection,
    claim_statement,
    collection,
    party,
    party_alias,
    speaker,
    statement,
)
from factdb.store.fetch import in_chunks
from factdb.store.linking import appearance_statement
from factdb.words import CONTESTED, MACHINE, SaidOnBasis, Stance, Status

HEAVY = (*sorted(CONTESTED), Status.ADMITTED)
"""Statuses that say something against somebody."""

KEPT_APART = "kept apart"
"""How the reason begins for which two statements are in two claims whatever they score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A statement in a claim (numbers, and the statement's key) about which something is doubtful.

    `score` and `rule` are those of its link; `rival_id` is the statement of another claim that came near, with that
    claim, score and rule. `article_id` and `article_key` tell where it stands, `is_dated` whether that article has a
    date of its own. `party_id` and `party` are who speaks.
    """

    claim_id: int
    statement_id: int
    key: str
    score: float
    rule: str
    article_id: int
    article_key: str
    is_dated: bool
    party_id: int
    party: str
    rival_id: int | None = None
    rival_claim_id: int | None = None
    rival_score: float | None = None
    rival_rule: str | None = None


LINKED = (
    claim_statement.join(statement, statement.c.statement_id == claim_statement.c.statement_id)
    .join(article, article.c.article_id == statement.c.article_id)
    .join(speaker, speaker.c.speaker_id == statement.c.speaker_id)
    .join(party, party.c.party_id == speaker.c.party_id)
)
LIVE = claim_statement.c.retired_in.is_(None) & statement.c.retired_in.is_(None)
BY_MACHINE = claim_statement.c.decided_by == MACHINE
COLUMNS = (
    claim_statement.c.claim_id,
    claim_statement.c.statement_id,
    claim_statement.c.score,
    claim_statement.c.linked_by.label("rule"),
    statement.c.key,
    statement.c.article_id,
    article.c.key.label("article_key"),
    (article.c.published_on.is_not(None) & (article.c.published_basis != "estimated")).label("is_dated"),
    party.c.party_id,
    party.c.name.label("party"),
)


def thin_links(connection: sa.Connection, thin: float, near: float) -> list[Doubtful]:
    """Links by the machine that score less than `thin`, or whose rival comes as near as this part of the score.

    A rival that a rule keeps apart, whatever its score, is none.
    """
    own, there = appearance_statement.c, claim_statement.alias("there")
    # Appearances tell of the rows that were found; one that was corrected since has another number, and the same key.
    was, rival_was, rival = (statement.alias(name) for name in ("was", "rival_was", "rival"))
    named = (was.c.key, rival.c.statement_id.label("rival_id"), own.rival_score, own.rival_rule)
    rivals = (
        sa.select(*named, sa.func.min(there.c.claim_id).label("rival_claim_id"))
        .select_from(appearance_statement)
        .join(was, was.c.statement_id == own.statement_id)
        .join(rival_was, rival_was.c.statement_id == own.rival_id)
        .join(rival, (beginning(rival.c.key) == beginning(rival_was.c.key)) & rival.c.retired_in.is_(None))
        .join(there, (there.c.statement_id == rival.c.statement_id) & there.c.retired_in.is_(None))
        .where(own.rival_score >= near * own.score, ~own.rival_rule.contains(KEPT_APART))
        .group_by(was.c.key, rival.c.statement_id, own.rival_score, own.rival_rule)
        .subquery()
    )
    together = claim_statement.alias("together")
    beside = (
        sa.select(together.c.statement_id)
        .where(
            together.c.claim_id == claim_statement.c.claim_id,
            together.c.statement_id == rivals.c.rival_id,
            together.c.retired_in.is_(None),
        )
        .exists()
    )
    told = [rivals.c[name] for name in ("rival_id", "rival_claim_id", "rival_score", "rival_rule")]
    query = (
        sa.select(*COLUMNS, *told)
        .select_from(LINKED.outerjoin(rivals, rivals.c.key == statement.c.key))
        .where(LIVE, BY_MACHINE, (claim_statement.c.score < thin) | (rivals.c.rival_id.is_not(None) & ~beside))
        .order_by(claim_statement.c.claim_id, Bytewise(statement.c.key), rivals.c.rival_score.desc())
    )
    found: dict[tuple[int, int], Doubtful] = {}
    for one in _found(connection, query):
        found.setdefault((one.claim_id, one.statement_id), one)
    return list(found.values())


def unsure_dates(connection: sa.Connection) -> list[Doubtful]:
    """Statements in claims whose date is estimated, or which have none."""
    unsure = statement.c.said_on_basis.in_((SaidOnBasis.ESTIMATED, SaidOnBasis.NONE))
    undecided = statement.c.decided_by == MACHINE
    return _found(connection, _linked().where(unsure, undecided))


def of_strangers(connection: sa.Connection) -> list[Doubtful]:
    """What somebody asserts or denies in a claim of whom only articles know: under nobody, by no other name."""
    named = sa.select(party_alias.c.party_id).where(
        party_alias.c.party_id == party.c.party_id, party_alias.c.text != party.c.name
    )
    strange = (party.c.kind == "group") & (party.c.origin == "found") & party.c.parent_id.is_(None)
    spoken = claim_statement.c.stance.in_((Stance.ASSERTS, Stance.DENIES))
    return _found(connection, _linked().where(strange, spoken, ~named.exists()))


def of_nameless(connection: sa.Connection) -> list[Doubtful]:
    """What speakers without a name say in claims that are contested or admitted."""
    heavy = sa.select(claim_state.c.claim_id).where(claim_state.c.status.in_(HEAVY))
    undecided = statement.c.decided_by == MACHINE
    query = _linked().where(speaker.c.is_anonymous, claim_statement.c.claim_id.in_(heavy), undecided)
    return _found(connection, query)


def in_claims(connection: sa.Connection, claim_ids: Iterable[int]) -> list[Doubtful]:
    """All that is said in these claims."""
    own = claim_statement.c.claim_id
    return [one for some in in_chunks(claim_ids) for one in _found(connection, _linked().where(own.in_(some)))]


def settling(connection: sa.Connection, claim_ids: Iterable[int]) -> list[Doubtful]:
    """The statement in each of these claims that caused its last change of status."""
    own, later = status_change.c, status_change.alias("later").c
    last = sa.select(sa.func.max(later.sequence)).where(later.claim_id == own.claim_id).scalar_subquery()
    caused = (own.claim_id == claim_statement.c.claim_id) & (own.statement_id == claim_statement.c.statement_id)
    query = _linked().join(status_change, caused).where(own.sequence == last, statement.c.decided_by == MACHINE)
    return [
        one
        for some in in_chunks(claim_ids)
        for one in _found(connection, query.where(claim_statement.c.claim_id.in_(some)))
    ]


def about_persons(connection: sa.Connection) -> dict[int, str]:
    """The contested or admitted claims whose accused may be a private person: a person or unknown, under nobody."""
    private = party.c.kind.in_(("person", "group")) & party.c.parent_id.is_(None)
    query = (
        sa.select(claim_accused.c.claim_id, party.c.name)
        .join(party, party.c.party_id == claim_accused.c.party_id)
        .join(claim_state, claim_state.c.claim_id == claim_accused.c.claim_id)
        .where(private, claim_state.c.status.in_(HEAVY))
        .order_by(claim_accused.c.claim_id, claim_accused.c.position.desc())
    )
    return {row.claim_id: row.name for row in connection.execute(query)}


def denied_somewhere(connection: sa.Connection) -> set[int]:
    """The claims in which somebody denies: no other claim can be contested, or become so by less being said."""
    own = claim_statement.c
    query = sa.select(own.claim_id).where(own.stance == Stance.DENIES, own.retired_in.is_(None)).distinct()
    return set(connection.scalars(query))


def claims_of_collection(connection: sa.Connection, name: str) -> set[int]:
    """The claims that articles of a collection speak about, and those that a person put into it."""
    told = (
        sa.select(claim_statement.c.claim_id)
        .join(statement, statement.c.statement_id == claim_statement.c.statement_id)
        .join(article_collection, article_collection.c.article_id == statement.c.article_id)
        .join(collection, collection.c.collection_id == article_collection.c.collection_id)
        .where(LIVE, collection.c.name == name)
    )
    put = sa.select(claim_collection.c.claim_id).join(collection).where(collection.c.name == name)
    return {number for query in (told, put) for number in connection.scalars(query)}


def claims_by_word(connection: sa.Connection, words: str, limit: int) -> list[int]:
    """Live claims whose slug or title holds all these words, the shortest slug first."""
    query = sa.select(claim.c.claim_id).where(claim.c.merged_into_id.is_(None))
    for word in words.lower().split():
        held = sa.func.lower(claim.c.slug + " " + claim.c.title).contains(word, autoescape=True)
        query = query.where(held)
    query = query.order_by(sa.func.length(claim.c.slug), Bytewise(claim.c.slug)).limit(limit)
    return list(connection.scalars(query))


def _linked() -> "sa.Select[Any]":
    query = sa.select(*COLUMNS).select_from(LINKED).where(LIVE)
    return query.order_by(claim_statement.c.claim_id, Bytewise(statement.c.key))


def _found(connection: sa.Connection, query: "sa.Select[Any]") -> list[Doubtful]:
    rows: Iterable[Any] = connection.execute(query).mappings()
    return [Doubtful(**{**row, "is_dated": bool(row["is_dated"])}) for row in rows]
