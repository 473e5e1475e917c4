"""Appearances, ties and candidates out of rows, as the stages know them.

What an appearance tells of its members' stances is read from its statements, not kept twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from factdb.records import Appearance, Member, Rival, Tie
from factdb.store.facts import article, speaker, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.linking import (
    appearance,
    appearance_accused,
    appearance_key,
    appearance_statement,
    appearance_term,
    appearance_tie,
)
from factdb.store.partytree import PartyTree
from factdb.words import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An appearance (its key) that shares terms with what was asked; `weight` is the sum over the shared ones."""

    key: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedAppearance:
    """An appearance with the claim that it is in now, None where it is in none."""

    appearance: Appearance
    claim_id: int | None


def candidates(connection: sa.Connection, terms: Sequence[str], limit: int | None) -> list[Candidate]:
    """See Reader.candidates."""
    weights: dict[int, float] = defaultdict(float)
    for chunk in in_chunks(terms):
        own = appearance_term.c
        query = sa.select(own.appearance_id, sa.func.sum(own.weight)).where(own.term.in_(chunk))
        for number, weight in connection.execute(query.group_by(own.appearance_id)):
            weights[number] += weight
    keys = _keys_of(connection, weights)
    ranked = sorted((-weight, keys[number]) for number, weight in weights.items())
    return [Candidate(key=key, weight=-weight) for weight, key in ranked[:limit]]


def sharing(connection: sa.Connection, keys: Iterable[int]) -> dict[int, list[str]]:
    """See Reader.sharing."""
    own = appearance_key.c
    query = sa.select(own.key, own.appearance_id)
    rows = [tuple(row) for chunk in in_chunks(keys) for row in connection.execute(query.where(own.key.in_(chunk)))]
    named = _keys_of(connection, {number for _, number in rows})
    found: dict[int, list[str]] = defaultdict(list)
    for key, number in rows:
        found[key].append(named[number])
    return found


def _keys_of(connection: sa.Connection, appearance_ids: Iterable[int]) -> dict[int, str]:
    query = sa.select(appearance.c.appearance_id, appearance.c.key).where(appearance.c.retired_in.is_(None))
    return {
        row.appearance_id: row.key
        for chunk in in_chunks(appearance_ids)
        for row in connection.execute(query.where(appearance.c.appearance_id.in_(chunk)))
    }


def appearances(
    connection: sa.Connection,
    tree: PartyTree,
    *,
    keys: Iterable[str] = (),
    claim_ids: Iterable[int] = (),
) -> list[PlacedAppearance]:
    """See Reader.appearances and Reader.appearances_of."""
    query = sa.select(appearance, article.c.key.label("article_key"), article.c.published_on).join(article)
    query = query.where(appearance.c.retired_in.is_(None))
    rows = [
        row
        for column, wanted in ((appearance.c.key, keys), (appearance.c.claim_id, claim_ids))
        for chunk in in_chunks(wanted)
        for row in connection.execute(query.where(column.in_(chunk)))
    ]
    ids = [row.appearance_id for row in rows]
    members, terms, accused_by = _members(connection, ids), _terms(connection, ids), _accused_in(connection, tree, ids)
    spoken = _spoken(connection, tree, ids)
    placed = (
        PlacedAppearance(
            claim_id=row.claim_id,
            appearance=Appearance(
                key=row.key,
                article=row.article_key,
                language=row.language,
                members=tuple(members[row.appearance_id]),
                accused=tuple(accused_by[row.appearance_id]),
                terms=tuple(terms[row.appearance_id]),
                title=row.title,
                proposition=row.proposition,
                on=row.published_on,
                **_stances(spoken[row.appearance_id]),
            ),
        )
        for row in rows
    )
    return sorted(placed, key=lambda each: each.appearance.key)


def _members(connection: sa.Connection, appearance_ids: Sequence[int]) -> dict[int, list[Member]]:
    own = appearance_statement.c
    found: dict[int, list[Member]] = defaultdict(list)
    nearest, rival = statement.alias("nearest"), statement.alias("rival")
    source = (
        appearance_statement.join(statement, statement.c.statement_id == own.statement_id)
        .outerjoin(nearest, nearest.c.statement_id == own.nearest_id)
        .outerjoin(rival, rival.c.statement_id == own.rival_id)
    )
    keys = statement.c.key, nearest.c.key.label("nearest"), rival.c.key.label("rival")
    query = sa.select(appearance_statement, *keys).select_from(source)
    for chunk in in_chunks(appearance_ids):
        for row in connection.execute(query.where(own.appearance_id.in_(chunk)).order_by(own.position)):
            member = Member(
                statement=row.key,
                score=row.score,
                rule=row.rule,
                is_general=row.is_general,
                nearest=row.nearest,
                rival=Rival(statement=row.rival, score=row.rival_score, rule=row.rival_rule) if row.rival else None,
            )
            found[row.appearance_id].append(member)
    return found


def _spoken(
    connection: sa.Connection, tree: PartyTree, appearance_ids: Sequence[int]
) -> dict[int, list[tuple[Stance, str]]]:
    """The stance and the party of each member, in order: the party whose words they are where they are relayed."""
    own = appearance_statement.c
    found: dict[int, list[tuple[Stance, str]]] = defaultdict(list)
    said_by = sa.func.coalesce(statement.c.origin_party_id, speaker.c.party_id).label("party_id")
    query = sa.select(own.appearance_id, statement.c.stance, said_by).select_from(
        appearance_statement.join(statement, statement.c.statement_id == own.statement_id).join(
            speaker, speaker.c.speaker_id == statement.c.speaker_id
        )
    )
    for chunk in in_chunks(appearance_ids):
        for row in connection.execute(query.where(own.appearance_id.in_(chunk)).order_by(own.position)):
            found[row.appearance_id].append((Stance(row.stance), tree.names[row.party_id]))
    return found


def _stances(spoken: Sequence[tuple[Stance, str]]) -> dict[str, tuple[Any, ...]]:
    """What an appearance tells of its members: their stances, and who asserts, denies and admits."""
    by = {
        name: tuple(dict.fromkeys(party for stance, party in spoken if stance is wanted))
        for name, wanted in (("voices", Stance.ASSERTS), ("deniers", Stance.DENIES), ("admitters", Stance.ADMITS))
    }
    return {"stances": tuple(sorted({stance for stance, _ in spoken})), **by}


def _terms(connection: sa.Connection, appearance_ids: Sequence[int]) -> dict[int, list[tuple[str, float]]]:
    own = appearance_term.c
    found: dict[int, list[tuple[str, float]]] = defaultdict(list)
    query = sa.select(own.appearance_id, own.term, own.weight).order_by(own.appearance_id, own.position)
    for chunk in in_chunks(appearance_ids):
        for row in connection.execute(query.where(own.appearance_id.in_(chunk))):
            found[row.appearance_id].append((row.term, row.weight))
    return found


def _accused_in(connection: sa.Connection, tree: PartyTree, appearance_ids: Sequence[int]) -> dict[int, list[str]]:
    own = appearance_accused.c
    found: dict[int, list[str]] = defaultdict(list)
    query = sa.select(own.appearance_id, own.party_id).order_by(own.appearance_id, own.position)
    for chunk in in_chunks(appearance_ids):
        for row in connection.execute(query.where(own.appearance_id.in_(chunk))):
            found[row.appearance_id].append(tree.names[row.party_id])
    return found


def ties(connection: sa.Connection, keys: Iterable[str]) -> list[Tie]:
    """See Reader.ties."""
    ids = list(ids_by_key(connection, appearance, keys).values())
    own = appearance_tie.c
    rows = {
        (row.one_id, row.other_id): row
        for column in (own.one_id, own.other_id)
        for chunk in in_chunks(ids)
        for row in connection.execute(sa.select(appearance_tie).where(column.in_(chunk)))
    }
    named = _keys_of(connection, {number for pair in rows for number in pair})
    found = []
    for row in (row for pair, row in rows.items() if named.keys() >= set(pair)):
        one, other = sorted((named[row.one_id], named[row.other_id]))
        found.append(Tie(one=one, other=other, score=row.score, rule=row.rule))
    return sorted(found, key=lambda tie: (tie.one, tie.other))
