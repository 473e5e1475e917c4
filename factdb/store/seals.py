"""What proves that nothing recorded was altered: a hash over what each changeset recorded, chained to the one before.

`seal` is called as a transaction ends, `broken_seals` by a check: both hash the same rows in the same order. Only what
is never edited is hashed; what is derived, or worded anew by the machine, is computed anew by the check instead. Who
has the seal of the last changeset can tell later whether anything up to it was changed, taken away or slipped in.
Rows are read back to be hashed, but for the many that whoever wrote them `told` as they are read: reading them took as
long as a third of writing them.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from factdb.records import Article
from factdb.store.columns import Bytewise
from factdb.store.decisions import claim_wording, decision, problem, review, seal, verdict
from factdb.store.facts import (
    CUT,
    alliance,
    article,
    article_collection,
    changeset,
    claim,
    claim_relation,
    claim_statement,
    collection,
    party,
    party_alias,
    quantity,
    said_in,
    speaker,
    statement,
)
from factdb.store.fetch import in_chunks
from factdb.store.partytree import PARTY_FIELDS
from factdb.store.save import insert_many
from factdb.store.save_decisions import ARTICLE_FIELDS
from factdb.words import PublishedBasis

CHAIN = "changeset"
AT_ONCE = 1000
Digests = dict[str, tuple[int, str]]
"""For each table (and 'changeset' for the chain) how many rows, and the hash over them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A table that is sealed: its rows as they are hashed, the changeset of each, and its number where it has one."""

    rows: sa.Select[Any]
    recorded_in: "sa.Column[int]"
    number: "sa.Column[int] | None"
    retired_in: "sa.Column[int] | None"
    later: int


def _sealed(
    table: sa.Table,
    *,
    but: tuple[str, ...] = (),
    later: tuple[str, ...] = (),
    decided: tuple[str, ...] = (),
    of: sa.Table | None = None,
    told: "tuple[sa.ColumnElement[Any], ...]" = (),
    **beside: Any,
) -> Sealed:
    """A table but for some columns, recorded with each row itself or with that `of` another table it points to.

    `beside` are columns of tables that it points to, hashed with each row because they are shown with it. Columns that
    came `later` count where they hold something. Those about which people may have `decided` are hashed as recorded,
    those of a name that is `told` as it tells.
    """
    instead = {one.name: one for one in told}
    computed = tuple(column.name for column in table.c if column.computed is not None)
    left_out = {"recorded_in", "retired_in", *but, *later, *computed}
    own: list[sa.ColumnElement[Any]] = [
        as_recorded(column) if column.name in decided else instead.get(column.name, column)
        for column in table.c
        if column.name not in left_out
    ]
    source: Any = table
    for other in dict.fromkeys(column.table for column in beside.values()):
        source = source.join(other)
    if of is not None:
        source = source.join(of)
    (key, *further) = table.primary_key.columns
    order = [Bytewise(column) if isinstance(column.type, sa.Text) else column for column in (key, *further)]
    return Sealed(
        rows=sa.select(*own, *beside.values(), *(table.c[name] for name in later)).select_from(source).order_by(*order),
        recorded_in=(table if of is None else of).c.recorded_in,
        number=None if further else key,
        retired_in=table.c.get("retired_in"),
        later=len(later),
    )


def as_recorded(column: "sa.Column[Any]") -> "sa.ColumnElement[Any]":
    """What a column held as its row was recorded: what stood there before the first decision about it.

    A party's parent stands there by its name.
    """
    key: sa.Column[Any]
    (key,) = column.table.primary_key.columns
    kinds = PARTY_FIELDS[column.name] if column.table is party else (column.name,)
    asked = (review.c[key.name] == key) & review.c.kind.in_(kinds)
    told = sa.select(decision.c.before).select_from(decision.join(review)).where(asked).correlate(column.table)
    first: Any = told.order_by(decision.c.decision_id).limit(1).scalar_subquery()
    if column is party.c.parent_id:
        above = party.alias("above")
        first = sa.select(above.c.party_id).where(above.c.name == first).scalar_subquery()
    return sa.case((told.exists(), first), else_=column).label(column.name)


def as_loaded(connection: sa.Connection, articles: Iterable[Article]) -> list[Article]:
    """See Reader.as_loaded."""
    known = {one.key: one for one in articles}
    query = sa.select(article.c.key, *(as_recorded(article.c[name]) for name in ARTICLE_FIELDS))
    rows = [row for chunk in in_chunks(known) for row in connection.execute(query.where(article.c.key.in_(chunk)))]
    told = {row.key: {name: getattr(row, name) for name in ARTICLE_FIELDS} for row in rows}
    basis = "published_basis"
    return [replace(one, **{**told[key], basis: PublishedBasis(told[key][basis])}) for key, one in known.items()]


SEALED: Mapping[str, Sealed] = {
    "article": _sealed(article, decided=ARTICLE_FIELDS),
    "article_collection": _sealed(article_collection, collection=collection.c.name),
    "party": _sealed(party, but=("root_id",), decided=tuple(PARTY_FIELDS)),
    "party_alias": _sealed(party_alias),
    "alliance": _sealed(alliance),
    "statement": _sealed(
        statement,
        but=("repeats_statement_id",),
        told=tuple(said_in(name) for name in CUT),
        name=speaker.c.name,
        party=speaker.c.party_id,
        a=speaker.c.is_anonymous,
    ),
    "quantity": _sealed(quantity, of=statement),
    "claim": _sealed(claim, but=("title", "language", "proposition", "merged_into_id")),
    "claim_wording": _sealed(claim_wording),
    "claim_statement": _sealed(claim_statement),
    "claim_relation": _sealed(claim_relation),
    "review": _sealed(review, but=("state", "decided_in"), later=("article_id", "party_id", "words")),
    "decision": _sealed(decision, later=("value", "before")),
    "verdict": _sealed(verdict),
    "problem": _sealed(problem),
}


def _told(sealed: Sealed, values: list[Any]) -> list[Any]:
    """The values of a row as they are hashed: without columns that came later, where all of those are empty."""
    if not sealed.later:
        return values
    older = len(values) - sealed.later
    return values[:older] if not any(one is not None for one in values[older:]) else values


class Hash:
    """A hash over the rows of a table, in order of their numbers, that grows by the row."""

    def __init__(self) -> None:
        self.rows, self._sum = 0, hashlib.sha256()

    def add(self, *rows: object) -> None:
        """Takes in rows as a seal is over them."""
        self.rows += len(rows)
        self._sum.update(b"".join(map(_written, rows)))

    @property
    def digest(self) -> tuple[int, str]:
        """How many rows, and the hash over them."""
        return self.rows, self._sum.hexdigest()


def _written(values: object) -> bytes:
    """Values as bytes that are the same in every version of Python and on both engines."""
    return _JSON.encode(values).encode() + b"\n"


_JSON = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=repr)


_NUMBERED = {name: each.number for name, each in SEALED.items() if each.number is not None}
_RETIRABLE = {name: each.retired_in for name, each in SEALED.items() if each.retired_in is not None}
_HIGHEST = sa.select(
    *(
        sa.select(sa.func.max(own)).select_from(own.table).scalar_subquery().label(name)
        for name, own in _NUMBERED.items()
    )
)
_NEW = sa.select(
    *(
        sa.select(sa.func.count()).select_from(own.table).where(own > sa.bindparam(name)).scalar_subquery().label(name)
        for name, own in _NUMBERED.items()
    )
)
_GONE: sa.CompoundSelect[Any] = sa.union_all(
    *(
        sa.select(sa.literal_column(f"'{name}'")).where(sa.exists().where(own == sa.bindparam("number")))
        for name, own in _RETIRABLE.items()
    )
)


def highest_numbers(connection: sa.Connection) -> dict[str, int]:
    """The highest number of each sealed table that is numbered: what a transaction adds stands above it."""
    return {name: highest or 0 for name, highest in connection.execute(_HIGHEST).one()._mapping.items()}


def seal_changeset(
    connection: sa.Connection, changeset_id: int, above: Mapping[str, int], told: Mapping[str, Hash]
) -> None:
    """Seals what a changeset recorded and retired, before its transaction ends; its rows stand `above` numbers.

    What is `told` of a table counts where it is all that was added to it.
    """
    hashes: dict[str, Hash] = defaultdict(Hash)
    added = connection.execute(_NEW, dict(above)).one()._mapping
    for name in (name for name in SEALED if added.get(name, 1)):
        if name in told and told[name].rows == added[name]:
            hashes[name] = told[name]
        elif rows := rows_recorded(connection, name, changeset_id, above):
            hashes[name].add(*rows)
    for name in connection.scalars(_GONE, {"number": changeset_id}).all():
        for row in connection.execute(SEALED[name].rows.where(_RETIRABLE[name] == changeset_id)):
            hashes[_retired(name)].add(row[0])
    _save(connection, changeset_id, hashes)


def rows_recorded(
    connection: sa.Connection, name: str, changeset_id: int, above: Mapping[str, int]
) -> list[Sequence[object]]:
    """The rows of a table that a changeset recorded, read back as they are hashed; they stand `above` numbers."""
    each = SEALED[name]
    rows = each.rows.where(each.recorded_in == changeset_id)
    if each.number is not None:
        rows = rows.where(each.number > above[name])
    return [_told(each, list(row)) for row in connection.execute(rows)]


def seal_all(connection: sa.Connection) -> None:
    """Seals the changesets of a database that were recorded before there were seals."""
    last = sa.func.coalesce(sa.select(sa.func.max(seal.c.changeset_id)).scalar_subquery(), 0)
    own = changeset.c.changeset_id
    unsealed = connection.scalars(sa.select(own).where(own > last).order_by(own)).all()
    found = _recorded(connection) if unsealed else {}
    for number in unsealed:
        _save(connection, number, found.get(number, {}))


def _retired(name: str) -> str:
    return f"{name} retired"


def _save(connection: sa.Connection, changeset_id: int, hashes: Mapping[str, Hash]) -> None:
    digests = {name: one.digest for name, one in sorted(hashes.items())}
    own = seal.c.changeset_id
    before = sa.select(seal.c.digest).where(own < changeset_id, seal.c.name == CHAIN).order_by(own.desc()).limit(1)
    fields = connection.execute(sa.select(changeset).where(changeset.c.changeset_id == changeset_id)).one()
    digests[CHAIN] = chained(connection.scalar(before), list(fields), digests)
    rows = [(changeset_id, name, count, digest) for name, (count, digest) in digests.items()]
    insert_many(connection, seal, ("changeset_id", "name", "row_count", "digest"), rows)


def chained(before: str | None, fields: list[Any], digests: Digests) -> tuple[int, str]:
    """The seal of a changeset: over the seal before it, its own fields and the hashes of its rows."""
    told = [before, fields, sorted((name, *one) for name, one in digests.items() if name != CHAIN)]
    return 1, hashlib.sha256(_written(told)).hexdigest()


def _recorded(connection: sa.Connection) -> Mapping[int, dict[str, Hash]]:
    """The hashes over what is there now, by changeset and table."""
    found: dict[int, dict[str, Hash]] = defaultdict(lambda: defaultdict(Hash))
    for name, each in SEALED.items():
        when = [each.recorded_in.label("in_changeset")]
        when += [] if each.retired_in is None else [each.retired_in.label("until_changeset")]
        for row in connection.execute(each.rows.add_columns(*when), execution_options={"yield_per": AT_ONCE}):
            values = list(row)
            until = values.pop() if each.retired_in is not None else None
            found[values.pop()][name].add(_told(each, values))
            if until is not None:
                found[until][_retired(name)].add(values[0])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenSeal:
    """A changeset that does not hold what it recorded: in which table ('changeset': its own row or seal).

    `recorded` rows were sealed, `found` are there; None of both where the changeset's own row or seal is wrong.
    """

    changeset_id: int
    name: str
    recorded: int | None = None
    found: int | None = None


def broken_seals(connection: sa.Connection) -> Iterator[BrokenSeal]:
    """The changesets, in order, that do not hold what they recorded, and what was slipped in under no changeset."""
    kept: dict[int, Digests] = defaultdict(dict)
    for row in connection.execute(sa.select(seal)):
        kept[row.changeset_id][row.name] = (row.row_count, row.digest)
    found, before = _recorded(connection), None
    for fields in connection.execute(sa.select(changeset).order_by(changeset.c.changeset_id)).all():
        number = fields.changeset_id
        now, then = {name: one.digest for name, one in found[number].items()}, kept.pop(number, {})
        for name in sorted((now.keys() | then.keys()) - {CHAIN}):
            if now.get(name) != then.get(name):
                counts = (each.get(name, (0, ""))[0] for each in (then, now))
                yield BrokenSeal(
                    changeset_id=number, name=name, **dict(zip(("recorded", "found"), counts, strict=True))
                )
        if then.get(CHAIN) != chained(before, list(fields), then):
            yield BrokenSeal(changeset_id=number, name=CHAIN)
        before = then.get(CHAIN, (1, None))[1]
    for number in sorted(kept.keys() | (found.keys() - kept.keys() - _numbers(connection))):
        yield BrokenSeal(changeset_id=number, name=CHAIN)


def _numbers(connection: sa.Connection) -> set[int]:
    return set(connection.scalars(sa.select(changeset.c.changeset_id)))


def last_seal(connection: sa.Connection) -> str | None:
    """The seal of the last changeset, None where there is none."""
    chain = sa.select(seal.c.digest).where(seal.c.name == CHAIN).order_by(seal.c.changeset_id.desc()).limit(1)
    return connection.scalar(chain)
