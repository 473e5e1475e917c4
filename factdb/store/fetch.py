"""Records out of rows: what the stages saved, as the stages know it. Asks for many keys in chunks, orders by key."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from factdb.records import (
    Alias,
    Appearance,
    Article,
    Member,
    Party,
    Quantity,
    SaidOn,
    Span,
    Statement,
    Tie,
    Voice,
)
from factdb.store.facts import (
    article,
    article_text,
    claim_accused,
    claim_statement,
    party,
    party_alias,
    quantity,
    speaker,
    statement,
)
from factdb.store.linking import (
    appearance,
    appearance_accused,
    appearance_statement,
    appearance_term,
    appearance_tie,
)
from factdb.store.partytree import PartyTree
from factdb.words import PublishedBasis, SaidOnBasis, Stance

CHUNK = 5000


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


def in_chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The distinct values in lists short enough for one IN."""
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def ids_by_key(connection: sa.Connection, table: sa.Table, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of the rows with these keys; of statements, those not retired."""
    number = table.c[f"{table.name}_id"]
    found: dict[str, int] = {}
    for chunk in in_chunks(keys):
        query = sa.select(table.c.key, number).where(table.c.key.in_(chunk))
        if "retired_in" in table.c:
            query = query.where(table.c.retired_in.is_(None))
        found.update((key, each) for key, each in connection.execute(query))
    return found


def articles(connection: sa.Connection, keys: Iterable[str]) -> list[Article]:
    """See Reader.articles."""
    query = sa.select(article, article_text.c.text).join(article_text).order_by(article.c.key)
    return [
        Article(
            key=row.key,
            text=row.text,
            source=row.source,
            url=row.url,
            archived_url=row.archived_url,
            retrieved_on=row.retrieved_on,
            title=row.title,
            publisher=row.publisher,
            author=row.author,
            language=row.language,
            published_on=row.published_on,
            published_basis=PublishedBasis(row.published_basis),
        )
        for chunk in in_chunks(sorted(set(keys)))
        for row in connection.execute(query.where(article.c.key.in_(chunk)))
    ]


def statements(connection: sa.Connection, article_keys: Iterable[str]) -> list[Statement]:
    """See Reader.statements."""
    own, relayed = party.alias("own"), party.alias("relayed")
    query = (
        sa.select(
            statement,
            article.c.key.label("article_key"),
            speaker.c.name.label("speaker"),
            speaker.c.is_anonymous,
            own.c.name.label("party"),
            relayed.c.name.label("origin_party"),
        )
        .join(article, article.c.article_id == statement.c.article_id)
        .join(speaker, speaker.c.speaker_id == statement.c.speaker_id)
        .join(own, own.c.party_id == speaker.c.party_id)
        .outerjoin(relayed, relayed.c.party_id == statement.c.origin_party_id)
        .where(statement.c.retired_in.is_(None))
        .order_by(article.c.key, statement.c.span_start, statement.c.span_end, statement.c.key)
    )
    rows = [
        row
        for chunk in in_chunks(sorted(set(article_keys)))
        for row in connection.execute(query.where(article.c.key.in_(chunk)))
    ]
    numbers = _quantities(connection, [row.statement_id for row in rows])
    return [_statement(row, numbers[row.statement_id]) for row in rows]


def _quantities(connection: sa.Connection, statement_ids: Iterable[int]) -> dict[int, tuple[Quantity, ...]]:
    found: dict[int, tuple[Quantity, ...]] = defaultdict(tuple)
    query = sa.select(quantity).order_by(quantity.c.quantity_id)
    for chunk in in_chunks(statement_ids):
        for row in connection.execute(query.where(quantity.c.statement_id.in_(chunk))):
            number = Quantity(start=row.span_start, end=row.span_end, unit=row.unit, low=row.low, high=row.high)
            found[row.statement_id] += (number,)
    return found


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def said_on(row: Any) -> SaidOn:
    """When the statement of a row was said."""
    basis = SaidOnBasis(row.said_on_basis)
    return SaidOn(value=row.said_on, earliest=row.said_on_earliest, latest=row.said_on_latest, basis=basis)


def _statement(row: Any, quantities: tuple[Quantity, ...]) -> Statement:
    return Statement(
        key=row.key,
        article=row.article_key,
        quote=Span(row.span_start, row.span_end),
        stance=Stance(row.stance),
        speaker=row.speaker,
        party=row.party,
        source=_span(row.source_start, row.source_end),
        cue=_span(row.cue_start, row.cue_end),
        content=_span(row.content_start, row.content_end),
        speaker_role=row.speaker_role,
        origin_party=row.origin_party,
        is_anonymous=row.is_anonymous,
        is_direct=row.is_direct,
        is_retold=row.is_retold,
        medium=row.medium,
        said_on=said_on(row),
        quantities=quantities,
        answers=_span(row.answers_start, row.answers_end),
        is_negated=row.is_negated,
        is_general=row.is_general,
    )


def candidates(connection: sa.Connection, terms: Sequence[str], limit: int) -> list[Candidate]:
    """See Reader.candidates."""
    weights: dict[int, float] = defaultdict(float)
    for chunk in in_chunks(terms):
        total = sa.func.sum(appearance_term.c.weight)
        query = sa.select(appearance_term.c.appearance_id, total).where(appearance_term.c.term.in_(chunk))
        for number, weight in connection.execute(query.group_by(appearance_term.c.appearance_id)):
            weights[number] += weight
    keys = _keys_of(connection, weights)
    ranked = sorted((-weight, keys[number]) for number, weight in weights.items())
    return [Candidate(key=key, weight=-weight) for weight, key in ranked[:limit]]


def _keys_of(connection: sa.Connection, appearance_ids: Iterable[int]) -> dict[int, str]:
    query = sa.select(appearance.c.appearance_id, appearance.c.key)
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
    query = sa.select(own.appearance_id, statement.c.key, own.score, own.rule, own.is_general).join(statement)
    for chunk in in_chunks(appearance_ids):
        for row in connection.execute(query.where(own.appearance_id.in_(chunk)).order_by(own.position)):
            member = Member(statement=row.key, score=row.score, rule=row.rule, is_general=row.is_general)
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
        appearance_statement.join(statement).join(speaker, speaker.c.speaker_id == statement.c.speaker_id)
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
    return {"stances": tuple(dict.fromkeys(stance for stance, _ in spoken)), **by}


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
    for (one_id, other_id), row in rows.items():
        one, other = sorted((named[one_id], named[other_id]))
        found.append(Tie(one=one, other=other, score=row.score, rule=row.rule))
    return sorted(found, key=lambda tie: (tie.one, tie.other))


def accused(connection: sa.Connection, tree: PartyTree, claim_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """See Reader.accused."""
    wanted = list(claim_ids)
    found: dict[int, tuple[str, ...]] = dict.fromkeys(wanted, ())
    own = claim_accused.c
    for chunk in in_chunks(wanted):
        query = sa.select(claim_accused).where(own.claim_id.in_(chunk)).order_by(own.claim_id, own.position)
        for row in connection.execute(query):
            found[row.claim_id] += (tree.names[row.party_id],)
    return found


def voices(connection: sa.Connection, tree: PartyTree, claim_ids: Iterable[int]) -> dict[int, list[Voice]]:
    """See Reader.voices."""
    wanted = list(claim_ids)
    found: dict[int, list[Voice]] = {claim_id: [] for claim_id in wanted}
    repeated = statement.alias("repeated")
    query = (
        sa.select(
            claim_statement.c.claim_id,
            claim_statement.c.stance,
            (claim_statement.c.is_general | statement.c.is_general).label("is_general"),
            statement.c.key,
            statement.c.is_retold,
            statement.c.origin_party_id,
            statement.c.said_on,
            statement.c.said_on_earliest,
            statement.c.said_on_latest,
            statement.c.said_on_basis,
            speaker.c.party_id,
            speaker.c.is_anonymous,
            article.c.published_on,
            repeated.c.key.label("repeats"),
        )
        .join(statement, statement.c.statement_id == claim_statement.c.statement_id)
        .join(speaker, speaker.c.speaker_id == statement.c.speaker_id)
        .join(article, article.c.article_id == statement.c.article_id)
        .outerjoin(repeated, repeated.c.statement_id == statement.c.repeats_statement_id)
        .where(claim_statement.c.retired_in.is_(None), statement.c.retired_in.is_(None))
        .order_by(statement.c.key)
    )
    for chunk in in_chunks(wanted):
        for row in connection.execute(query.where(claim_statement.c.claim_id.in_(chunk))):
            found[row.claim_id].append(_voice(row, tree))
    return found


def _voice(row: Any, tree: PartyTree) -> Voice:
    return Voice(
        statement=row.key,
        stance=Stance(row.stance),
        lineage=tree.lineage(row.party_id),
        said_on=said_on(row),
        origin=tree.lineage(row.origin_party_id),
        published_on=row.published_on,
        repeats=row.repeats,
        is_anonymous=row.is_anonymous,
        is_general=bool(row.is_general),
        is_retold=row.is_retold,
    )


def parties(connection: sa.Connection, tree: PartyTree, party_ids: Iterable[int]) -> list[Party]:
    """Records of these parties with their aliases, in the order given."""
    wanted = list(party_ids)
    aliases: dict[int, list[Alias]] = defaultdict(list)
    own = party_alias.c
    for chunk in in_chunks(wanted):
        query = sa.select(party_alias).where(own.party_id.in_(chunk)).order_by(own.text, own.language)
        for row in connection.execute(query):
            aliases[row.party_id].append(Alias(text=row.text, language=row.language or None, exact=row.is_exact))
    return [_party(tree, party_id, tuple(aliases[party_id])) for party_id in wanted]


def _party(tree: PartyTree, party_id: int, aliases: tuple[Alias, ...]) -> Party:
    parent = tree.parents[party_id]
    return Party(
        name=tree.names[party_id],
        kind=tree.kinds[party_id],
        parent=None if parent is None else tree.names[parent],
        aliases=aliases,
    )
