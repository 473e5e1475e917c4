"""Appearances, ties and candidates out of rows, as the stages know them.

What an appearance tells of its members' stances is read from its statements, not kept twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from factdb.records import Appearance, Member, Rival, Tie, Weighed
from factdb.store.columns import iso_text
from factdb.store.facts import article, speaker, statement
from factdb.store.fetch import ids_by_key, in_chunks, listed
from factdb.store.linking import (
    appearance,
    appearance_accused,
    appearance_key,
    appearance_statement,
    appearance_terms,
    appearance_tie,
    opening_key,
)
from factdb.store.partytree import PartyTree
from factdb.words import Stance

OPENING = "t:"
"""How the terms begin that come from the opening of an article; they stand last."""


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
    """See Reader.candidates. All appearances are looked through: who tracks a claim can wait for that."""
    wanted = frozenset(terms)
    own, opening = appearance_terms.alias("own"), appearance_terms.alias("opening")
    query = (
        sa.select(appearance.c.key, own.c.terms, own.c.weights, opening.c.terms, opening.c.weights)
        .select_from(
            appearance.join(own, own.c.appearance_id == appearance.c.appearance_id).outerjoin(
                opening, opening.c.appearance_id == own.c.opening_id
            )
        )
        .where(appearance.c.retired_in.is_(None))
    )
    found = []
    for key, *told in connection.execute(query) if wanted else ():
        weight = sum(weight for term, weight in read_terms(*told) if term in wanted)
        if weight:
            found.append((-weight, key))
    return [Candidate(key=key, weight=-weight) for weight, key in sorted(found)[:limit]]


def sharing(connection: sa.Connection, keys: Iterable[int]) -> dict[int, list[int]]:
    """See Reader.sharing."""
    said, openings = (_found_by(connection, table, keys) for table in (appearance_key, opening_key))
    holders = {number for numbers in openings.values() for number in numbers}
    shown = _shown_with(connection, holders)
    live = _live(connection, {number for numbers in said.values() for number in numbers})
    found = {key: [each for number in numbers for each in shown[number]] for key, numbers in openings.items()}
    for key, numbers in said.items():
        found.setdefault(key, []).extend(number for number in numbers if number in live)
    return found


def _found_by(connection: sa.Connection, table: sa.Table, keys: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for chunk in in_chunks(keys):
        query = f"SELECT key, appearance_id FROM {table.name} WHERE key IN ({listed(chunk)})"
        for key, number in connection.exec_driver_sql(query).all():
            found[key].append(number)
    return found


def _live(connection: sa.Connection, numbers: Iterable[int]) -> set[int]:
    """Those of these appearances that are not retired."""
    query = "SELECT appearance_id FROM appearance WHERE retired_in IS NULL AND appearance_id IN ({})"
    return {
        number
        for chunk in in_chunks(numbers)
        for (number,) in connection.exec_driver_sql(query.format(listed(chunk))).all()
    }


def _shown_with(connection: sa.Connection, holders: Iterable[int]) -> dict[int, list[int]]:
    """For each appearance with which an opening stands all appearances that have this opening."""
    found: dict[int, list[int]] = defaultdict(list)
    query = (
        "SELECT coalesce(t.opening_id, t.appearance_id), a.appearance_id FROM appearance f "
        "JOIN appearance a ON a.article_id = f.article_id JOIN appearance_terms t ON t.appearance_id = a.appearance_id "
        "WHERE a.retired_in IS NULL AND coalesce(t.opening_id, t.appearance_id) = f.appearance_id "
        "AND f.appearance_id IN ({})"
    )
    for chunk in in_chunks(holders):
        for holder, number in connection.exec_driver_sql(query.format(listed(chunk))).all():
            found[holder].append(number)
    return found


def weighed(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, Weighed]:
    """See Reader.weighed."""
    query = (
        "SELECT a.appearance_id, a.key, n.key, n.published_on, own.terms, own.weights, opening.terms, opening.weights "
        "FROM appearance a JOIN article n ON n.article_id = a.article_id "
        "JOIN appearance_terms own ON own.appearance_id = a.appearance_id "
        "LEFT JOIN appearance_terms opening ON opening.appearance_id = own.opening_id "
        "WHERE a.appearance_id IN ({})"
    )
    return {
        number: Weighed(key, article_key, *_apart(*told), iso_text(on))
        for chunk in in_chunks(numbers)
        for number, key, article_key, on, *told in connection.exec_driver_sql(query.format(listed(chunk))).all()
    }


def _apart(
    terms: str, weights: str, opening: str | None, opening_weights: str | None
) -> tuple[dict[str, float], dict[str, float]]:
    """The terms that are said and those of the opening, which stand behind them or elsewhere."""
    said, topic = _divided(terms, weights)
    return said, topic if opening is None or opening_weights is None else _divided(opening, opening_weights)[1]


def _divided(terms: str, weights: str) -> tuple[dict[str, float], dict[str, float]]:
    names, told = terms.split("\n"), list(map(float, weights.split()))
    behind = terms.count(f"\n{OPENING}") + terms.startswith(OPENING)
    first = len(told) - behind
    return dict(zip(names[:first], told[:first], strict=False)), dict(zip(names[first:], told[first:], strict=False))


def read_terms(
    terms: str, weights: str, opening: str | None = None, opening_weights: str | None = None
) -> tuple[tuple[str, float], ...]:
    """Terms as they are kept, with those of an opening that stands elsewhere behind them.

    >>> read_terms("c:mayor\\np:Indonesia", "1.733 2.0", "t:mayor\\nt:grand", "1.0 0.81")
    (('c:mayor', 1.733), ('p:Indonesia', 2.0), ('t:mayor', 1.0), ('t:grand', 0.81))
    """
    own = zip(terms.split("\n"), map(float, weights.split()), strict=False)
    if not opening or opening_weights is None:
        return tuple(own)
    behind = zip(opening.split("\n"), map(float, opening_weights.split()), strict=True)
    return (*own, *(pair for pair in behind if pair[0].startswith(OPENING)))


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
    numbers: Iterable[int] = (),
) -> dict[int, PlacedAppearance]:
    """See Reader.appearances, Reader.appearances_of and Reader.numbered: by number, in order of key."""
    query = sa.select(appearance, article.c.key.label("article_key"), article.c.published_on).join(article)
    query = query.where(appearance.c.retired_in.is_(None))
    asked = ((appearance.c.key, keys), (appearance.c.claim_id, claim_ids), (appearance.c.appearance_id, numbers))
    rows = [
        row
        for column, wanted in asked
        for chunk in in_chunks(wanted)
        for row in connection.execute(query.where(column.in_(chunk)))
    ]
    if not rows:
        return {}
    ids = [row.appearance_id for row in rows]
    members, terms, accused_by = _members(connection, ids), _terms(connection, ids), _accused_in(connection, tree, ids)
    spoken = _spoken(connection, tree, ids)
    return {
        row.appearance_id: PlacedAppearance(
            claim_id=row.claim_id,
            appearance=Appearance(
                key=row.key,
                article=row.article_key,
                language=row.language,
                members=tuple(members[row.appearance_id]),
                accused=tuple(accused_by[row.appearance_id]),
                terms=terms.get(row.appearance_id, ()),
                title=row.title,
                proposition=row.proposition,
                on=row.published_on,
                **_stances(spoken[row.appearance_id]),
            ),
        )
        for row in sorted(rows, key=lambda row: str(row.key))
    }


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


def _terms(connection: sa.Connection, appearance_ids: Sequence[int]) -> dict[int, tuple[tuple[str, float], ...]]:
    own, opening = appearance_terms.alias("own"), appearance_terms.alias("opening")
    query = sa.select(own.c.appearance_id, own.c.terms, own.c.weights, opening.c.terms, opening.c.weights).select_from(
        own.outerjoin(opening, opening.c.appearance_id == own.c.opening_id)
    )
    return {
        number: read_terms(*told)
        for chunk in in_chunks(appearance_ids)
        for number, *told in connection.execute(query.where(own.c.appearance_id.in_(chunk)))
    }


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
