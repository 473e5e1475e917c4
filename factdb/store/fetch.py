"""Records out of rows: what the stages saved, as the stages know it. Asks for many keys in chunks, orders by key."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from factdb.records import (
    Alias,
    Article,
    Party,
    Quantity,
    SaidOn,
    Span,
    Statement,
    Voice,
)
from factdb.store.columns import Bytewise
from factdb.store.facts import (
    article,
    article_text,
    claim_accused,
    claim_statement,
    has_key,
    party,
    party_alias,
    quantity,
    speaker,
    statement,
)
from factdb.store.linking import article_band
from factdb.store.partytree import PartyTree
from factdb.words import OUTLET, PublishedBasis, SaidOnBasis, Stance

CHUNK = 5000
STANCES = {str(stance): stance for stance in Stance}
_key_of = attrgetter("statement")
_repeated = statement.alias("repeated")
VOICED = (
    sa.select(
        claim_statement.c.claim_id,
        statement.c.statement_id,
        statement.c.article_id,
        claim_statement.c.stance,
        statement.c.key,
        statement.c.origin_party_id,
        speaker.c.party_id,
        speaker.c.is_anonymous,
        (claim_statement.c.is_general | statement.c.is_general).label("is_general"),
        statement.c.is_retold,
        article.c.key.label("article"),
        article.c.published_on,
        article.c.publisher,
        _repeated.c.key.label("repeats"),
        claim_statement.c.score,
        statement.c.said_on,
        sa.cast(statement.c.said_on_earliest, sa.Text),
        sa.cast(statement.c.said_on_latest, sa.Text),
        statement.c.said_on_basis,
    )
    .join(statement, statement.c.statement_id == claim_statement.c.statement_id)
    .join(speaker, speaker.c.speaker_id == statement.c.speaker_id)
    .join(article, article.c.article_id == statement.c.article_id)
    .outerjoin(_repeated, _repeated.c.statement_id == statement.c.repeats_statement_id)
    .where(claim_statement.c.retired_in.is_(None), statement.c.retired_in.is_(None))
)
"""The voices of claims, as rows."""


def in_chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The distinct values in lists short enough for one IN."""
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def listed(numbers: Iterable[int]) -> str:
    """Whole numbers as they stand in an IN: thousands of them are written in less time than they are bound."""
    return ",".join(map(str, sorted(numbers)))


def ids_by_key(connection: sa.Connection, table: sa.Table, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of the rows with these keys; of statements, those not retired."""
    number = table.c[f"{table.name}_id"]
    found: dict[str, int] = {}
    for chunk in in_chunks(keys):
        is_named = has_key(table.c, chunk) if table is statement else table.c.key.in_(chunk)
        query = sa.select(table.c.key, number).where(is_named)
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


def articles_with_bands(connection: sa.Connection, bands: Iterable[int]) -> dict[int, list[int]]:
    """See Reader.articles_with_bands."""
    found: dict[int, list[int]] = defaultdict(list)
    for chunk in in_chunks(bands):
        query = f"SELECT band, article_id FROM article_band WHERE band IN ({listed(chunk)})"
        for band, number in connection.exec_driver_sql(query).all():
            found[band].append(number)
    return dict(found)


def alike_by_bands(connection: sa.Connection, least: int, article_ids: Iterable[int]) -> dict[int, set[int]]:
    """See Reader.alike_by_bands."""
    one, other = article_band.alias("one"), article_band.alias("other")
    pairs = sa.select(one.c.article_id, other.c.article_id.label("other_id")).select_from(
        one.join(other, (other.c.band == one.c.band) & (other.c.article_id > one.c.article_id))
    )
    grouped = pairs.group_by(one.c.article_id, other.c.article_id).having(sa.func.count() >= least)
    found: dict[int, set[int]] = defaultdict(set)
    for chunk in in_chunks(article_ids):
        for mine, theirs in connection.execute(grouped.where(one.c.article_id.in_(chunk))):
            found[mine].add(theirs)
    return found


def statements(connection: sa.Connection, article_keys: Iterable[str]) -> list[Statement]:
    """See Reader.statements."""
    return [
        one
        for chunk in in_chunks(sorted(set(article_keys)))
        for _, one in statements_where(connection, article.c.key.in_(chunk))
    ]


def statements_where(
    connection: sa.Connection, condition: "sa.ColumnElement[bool]", *, also_retired: bool = False
) -> list[tuple[int, Statement]]:
    """The statements that fit a condition on statement or article, with their numbers, by article key and span."""
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
        .where(condition)
        .order_by(article.c.key, statement.c.span_start, statement.c.span_end, statement.c.key)
    )
    rows = connection.execute(query if also_retired else query.where(statement.c.retired_in.is_(None))).all()
    numbers = _quantities(connection, [row.statement_id for row in rows])
    return [(row.statement_id, _statement(row, numbers[row.statement_id])) for row in rows]


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


def accused(connection: sa.Connection, tree: PartyTree, claim_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """See Reader.accused."""
    wanted = list(claim_ids)
    found: dict[int, tuple[str, ...]] = dict.fromkeys(wanted, ())
    own = claim_accused.c
    query = sa.select(own.claim_id, own.party_id).order_by(own.claim_id, own.position)
    for chunk in in_chunks(wanted):
        for claim_id, party_id in plain_rows(connection, query.where(own.claim_id.in_(chunk))):
            found[claim_id] += (tree.names[party_id],)
    return found


class VoiceRow(NamedTuple):
    """What the store knows of a voice besides: the numbers of its statement and article, and of who counts for it."""

    statement_id: int
    article_id: int
    party_id: int


_voice, _voice_row = partial(tuple.__new__, Voice), partial(tuple.__new__, VoiceRow)
"""Both out of all their fields in order, in a third of the time that it takes to name them."""


def voices(
    connection: sa.Connection, tree: PartyTree, claim_ids: Iterable[int], schema: str | None = None
) -> tuple[dict[int, list[Voice]], dict[str, VoiceRow]]:
    """See Reader.voices; with each voice's row by its key. Read from the tables of a schema, if one is given."""
    wanted = list(claim_ids)
    found: dict[int, list[Voice]] = {claim_id: [] for claim_id in wanted}
    rows: dict[str, VoiceRow] = {}
    names, kinds, line = tree.names, tree.kinds, cache(tree.lineage)
    for chunk in in_chunks(wanted):
        for (
            claim_id, statement_id, article_id, stance, key, origin, own, is_anonymous, is_general, is_retold,
            article_key, published_on, publisher, repeats, score, said, earliest, latest, basis,
        ) in plain_rows(connection, VOICED.where(claim_statement.c.claim_id.in_(chunk)), schema):  # fmt: skip
            is_outlet = origin is None and (kinds[own] == OUTLET or names[own] == publisher)
            voice = _voice((
                key, STANCES[stance], line(own), _said_on(said, earliest, latest, basis), line(origin), article_key,
                published_on, repeats, is_anonymous, is_general, is_retold, is_outlet, score,
            ))  # fmt: skip
            found[claim_id].append(voice)
            rows[key] = _voice_row((statement_id, article_id, own if origin is None else origin))
    for voices_of_one in found.values():
        voices_of_one.sort(key=_key_of)
    return found, rows


def plain_rows(connection: sa.Connection, query: "sa.Select[Any]", schema: str | None = None) -> list[tuple[Any, ...]]:
    """Rows as the driver gives them, which is four times as fast: days, yes and no come as the engine keeps them."""
    options = {"schema_translate_map": {None: schema}} if schema else {}
    cursor: Any = connection.execute(query, execution_options=options).cursor
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@lru_cache(maxsize=1 << 16)
def _said_on(value: str | None, earliest: str | None, latest: str | None, basis: str) -> SaidOn:
    """Dates recur: each is made once."""
    return SaidOn(value=value, earliest=earliest, latest=latest, basis=SaidOnBasis(basis))


def parties(connection: sa.Connection, tree: PartyTree, party_ids: Iterable[int]) -> list[Party]:
    """Records of these parties with their aliases, in the order given."""
    wanted = list(party_ids)
    aliases: dict[int, list[Alias]] = defaultdict(list)
    own = party_alias.c
    for chunk in in_chunks(wanted):
        query = (
            sa.select(party_alias).where(own.party_id.in_(chunk)).order_by(Bytewise(own.text), Bytewise(own.language))
        )
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
