"""Claims: opening, merging, linking statements to them, proposals, and what is derived. Each function serves Writer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Member
from factdb.store.facts import claim, claim_accused, claim_statement, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.linking import appearance
from factdb.store.save import insert_many, insert_one, party_id
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
    slug = slugified(base)
    wanted, number = [slug], 2
    while not (free := _free(writer, wanted)):
        wanted, number = [f"{slug}-{each}" for each in range(number, 2 * number)], 2 * number
    return free[0]


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
        set_accused(writer, claim_id, accused)
    return claim_id


def set_accused(writer: Writer, claim_id: int, accused: Sequence[str]) -> None:
    """See Writer.set_accused."""
    numbers = list(dict.fromkeys(party_id(writer, name) for name in accused))
    own = claim_accused.c
    now = sa.select(own.party_id).where(own.claim_id == claim_id).order_by(own.position)
    if list(writer.connection.scalars(now)) == numbers:
        return
    writer.record_changeset()
    writer.connection.execute(claim_accused.delete().where(own.claim_id == claim_id))
    rows = [(claim_id, number, place) for place, number in enumerate(numbers)]
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
        row for row in _live(writer, gone) if row.statement_id not in {r.statement_id for r in _live(writer, kept)}
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


def _live(writer: Writer, claim_id: int) -> list[Any]:
    own = claim_statement.c
    query = sa.select(claim_statement).where(own.claim_id == claim_id, own.retired_in.is_(None))
    return list(writer.connection.execute(query.order_by(own.claim_statement_id)))


def set_claim_statements(writer: Writer, claim_id: int, members: Iterable[Member]) -> bool:
    """See Writer.set_claim_statements."""
    wanted = {member.statement: member for member in members}
    numbers = ids_by_key(writer.connection, statement, wanted)
    fresh = {numbers[key]: (one.score, one.is_general, one.rule, one.decided_by) for key, one in wanted.items()}
    going = []
    for row in _live(writer, claim_id):
        if fresh.get(row.statement_id) == (row.score, row.is_general, row.linked_by, row.decided_by):
            del fresh[row.statement_id]
        else:
            going.append(row.claim_statement_id)
    if not going and not fresh:
        return False
    _retire(writer, going)
    stances = _stances(writer, fresh)
    columns = ("claim_id", "statement_id", "stance", "score", "is_general", "linked_by", "decided_by", "recorded_in")
    rows = [(claim_id, number, stances[number], *how, writer.changeset_id) for number, how in fresh.items()]
    insert_many(writer.connection, claim_statement, columns, rows)
    return True


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
