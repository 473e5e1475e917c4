"""Claims: opening, merging, linking statements to them, proposals, and what is derived. Each function serves Writer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Member
from factdb.store.facts import claim, claim_accused, claim_statement, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.linking import appearance
from factdb.store.save import delete_where, drawn, insert_many, insert_one, party_id
from factdb.store.save_histories import save_histories
from factdb.words import Origin

if TYPE_CHECKING:
    from factdb.store.write import Writer

SLUG_LENGTH = 60


def slugified(words: str) -> str:
    """Lower-case ASCII words joined by hyphens, beginning with a letter, cut at a word's end.

    >>> slugified("10.000 tentara Korut di Kursk: «bohong»?"), slugified("Пхеньян")
    ('claim-10-000-tentara-korut-di-kursk-bohong', 'claim')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not slug[:1].isalpha():
        slug = f"claim-{slug}".rstrip("-")
    return slug if len(slug) <= SLUG_LENGTH else slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]


def free_slug(writer: Writer, base: str) -> str:
    """See Writer.free_slug."""
    return _next_free(writer, slugified(base), ())


def _free(writer: Writer, slugs: Sequence[str]) -> list[str]:
    """Those of these slugs that no claim has, asked for one by one: an index on text finds no beginnings."""
    taken = {
        slug
        for some in in_chunks(slugs)
        for slug in writer.connection.scalars(sa.select(claim.c.slug).where(claim.c.slug.in_(some)))
    }
    return [slug for slug in slugs if slug not in taken]


def new_claim(
    writer: Writer,
    slug_base: str,
    title: str,
    proposition: str,
    language: str,
    accused: Sequence[str],
    origin: Origin,
) -> int:
    """See Writer.new_claim."""
    values = {
        "slug": free_slug(writer, slug_base),
        "title": title,
        "language": language,
        "origin": origin,
        "recorded_in": writer.changeset_id,
        "proposition": proposition,
    }
    claim_id = insert_one(writer.connection, claim, values)
    if accused:
        set_accused(writer, {claim_id: accused})
    return claim_id


def new_claims(writer: Writer, words: Sequence[tuple[str, str, str, str]]) -> list[int]:
    """See Writer.new_claims."""
    if not words:
        return []
    bases = [slugified(base) for base, *_ in words]
    free, taken = set(_free(writer, list(dict.fromkeys(bases)))), set[str]()
    for place, base in enumerate(bases):
        if base not in free or base in taken:
            bases[place] = _next_free(writer, base, taken)
        taken.add(bases[place])
    numbers = list(drawn(writer.connection, claim, len(words)))
    columns = ("claim_id", "slug", "title", "language", "origin", "recorded_in", "proposition")
    rows = [
        (number, slug, title, language, Origin.FOUND, writer.changeset_id, proposition)
        for number, slug, (_, title, proposition, language) in zip(numbers, bases, words, strict=True)
    ]
    insert_many(writer.connection, claim, columns, rows)
    return numbers


def _next_free(writer: Writer, slug: str, taken: Container[str]) -> str:
    """The first of slug, slug-2, slug-3 … that no claim has and that is not taken."""
    wanted, number = [slug], 2
    while not (free := [one for one in _free(writer, wanted) if one not in taken]):
        wanted, number = [f"{slug}-{each}" for each in range(number, 2 * number)], 2 * number
    return free[0]


def set_accused(writer: Writer, accused: Mapping[int, Sequence[str]]) -> None:
    """See Writer.set_accused."""
    own = claim_accused.c
    now: dict[int, list[int]] = {number: [] for number in accused}
    for chunk in in_chunks(accused):
        query = (
            sa.select(own.claim_id, own.party_id).where(own.claim_id.in_(chunk)).order_by(own.claim_id, own.position)
        )
        for number, party in writer.connection.execute(query):
            now[number].append(party)
    wanted = {
        number: list(dict.fromkeys(party_id(writer, name) for name in names)) for number, names in accused.items()
    }
    differing = [number for number in wanted if wanted[number] != now[number]]
    if not differing:
        return
    writer.record_changeset()
    delete_where(writer.connection, claim_accused, "claim_id", [number for number in differing if now[number]])
    rows = [(number, party, place) for number in differing for place, party in enumerate(wanted[number])]
    insert_many(writer.connection, claim_accused, ("claim_id", "party_id", "position"), rows)


def reword_claim(writer: Writer, claim_id: int, title: str, proposition: str, language: str) -> None:
    """See Writer.reword_claim."""
    writer.record_changeset()
    change = claim.update().where(claim.c.claim_id == claim_id)
    writer.connection.execute(change.values(title=title, proposition=proposition, language=language))


def merge_claims(writer: Writer, kept: int, gone: int) -> None:
    """See Writer.merge_claims."""
    if kept == gone:
        raise ValueError(f"claim {kept} cannot be merged into itself")
    connection, own = writer.connection, claim_statement.c
    moved = [
        row for row in _live(writer, [gone]) if row.statement_id not in {r.statement_id for r in _live(writer, [kept])}
    ]
    columns = ("claim_id", "statement_id", "stance", "score", "is_general", "linked_by", "decided_by", "recorded_in")
    rows = [
        (kept, r.statement_id, r.stance, r.score, r.is_general, r.linked_by, r.decided_by, writer.changeset_id)
        for r in moved
    ]
    insert_many(connection, claim_statement, columns, rows)
    live = claim_statement.update().where(own.claim_id == gone, own.retired_in.is_(None))
    connection.execute(live.values(retired_in=writer.changeset_id))
    connection.execute(appearance.update().where(appearance.c.claim_id == gone).values(claim_id=kept))
    redirected = (claim.c.claim_id == gone) | (claim.c.merged_into_id == gone)
    connection.execute(claim.update().where(redirected).values(merged_into_id=kept))
    save_histories(writer, {gone: None})


def revive(writer: Writer, claim_id: int) -> None:
    """See Writer.revive."""
    own = claim.c
    change = claim.update().where(own.claim_id == claim_id, own.merged_into_id.is_not(None))
    if writer.connection.execute(change.values(merged_into_id=None)).rowcount:
        writer.record_changeset()


def _live(writer: Writer, claim_ids: Iterable[int]) -> list[Any]:
    own = claim_statement.c
    query = sa.select(claim_statement).where(own.retired_in.is_(None)).order_by(own.claim_statement_id)
    return [
        row for chunk in in_chunks(claim_ids) for row in writer.connection.execute(query.where(own.claim_id.in_(chunk)))
    ]


def set_claim_statements(writer: Writer, wanted: Mapping[int, Iterable[Member]]) -> set[int]:
    """See Writer.set_claim_statements."""
    told = {claim_id: {one.statement: one for one in members} for claim_id, members in wanted.items()}
    numbers = ids_by_key(writer.connection, statement, [key for members in told.values() for key in members])
    fresh = {
        (claim_id, numbers[key]): (one.score, one.is_general, one.rule, one.decided_by)
        for claim_id, members in told.items()
        for key, one in members.items()
    }
    going, touched = [], set()
    for row in _live(writer, told):
        pair = (row.claim_id, row.statement_id)
        if fresh.get(pair) == (row.score, row.is_general, row.linked_by, row.decided_by):
            del fresh[pair]
        else:
            going.append(row.claim_statement_id)
            touched.add(row.claim_id)
    touched |= {claim_id for claim_id, _ in fresh}
    if not touched:
        return touched
    _retire(writer, going)
    stances = _stances(writer, (number for _, number in fresh))
    columns = ("claim_id", "statement_id", "stance", "score", "is_general", "linked_by", "decided_by", "recorded_in")
    rows = [(claim_id, number, stances[number], *how, writer.changeset_id) for (claim_id, number), how in fresh.items()]
    insert_many(writer.connection, claim_statement, columns, rows)
    return touched


def _retire(writer: Writer, link_ids: Sequence[int]) -> None:
    for chunk in in_chunks(link_ids):
        rows = claim_statement.update().where(claim_statement.c.claim_statement_id.in_(chunk))
        writer.connection.execute(rows.values(retired_in=writer.changeset_id))


def _stances(writer: Writer, statement_ids: Iterable[int]) -> dict[int, str]:
    own = statement.c
    return {
        row.statement_id: row.stance
        for chunk in in_chunks(statement_ids)
        for row in writer.connection.execute(sa.select(own.statement_id, own.stance).where(own.statement_id.in_(chunk)))
    }
