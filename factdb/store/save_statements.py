"""Rows out of statements, with their speakers and quantities. Each function serves one method of Writer.

The words of statements are cut out of the texts of their articles, so that a quote is what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Span, Statement
from factdb.store.facts import quantity, speaker, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.save import drawn, insert_many, party_id

if TYPE_CHECKING:
    from factdb.store.write import Writer

COLUMNS = (
    *("statement_id", "key", "article_id", "speaker_id", "speaker_role", "origin_party_id", "stance"),
    *("is_direct", "is_retold", "is_negated", "is_general", "medium"),
    *("said_on", "said_on_earliest", "said_on_latest", "said_on_basis", "decided_by", "recorded_in"),
    *(f"{span}_{end}" for span in ("span", "source", "cue", "content", "answers") for end in ("start", "end")),
    *("source_text", "cue_text", "content_text", "quote"),
)
AMOUNTS = ("statement_id", "unit", "low", "high", "span_start", "span_end", "text")
Speaker = tuple[str, int, bool]
"""The name of a speaker, the number of its party, whether it has no name."""


def save_statements(
    writer: Writer, article_key: str, statements: Sequence[Statement], decided_by: str
) -> dict[str, int]:
    """See Writer.save_statements."""
    number = writer.known_articles([article_key])[article_key]
    texts = {article_key: writer.article_texts([number]).get(number, "")}
    return save_statements_in(writer, texts, statements, decided_by)


def save_statements_in(
    writer: Writer, texts: Mapping[str, str], statements: Sequence[Statement], decided_by: str
) -> dict[str, int]:
    """Saves the statements of articles whose texts these are, by key; see Writer.save_statements_of."""
    numbers = ids_by_key(writer.connection, statement, [record.key for record in statements])
    fresh = list({record.key: record for record in statements if record.key not in numbers}.values())
    if not fresh:
        return numbers
    articles = writer.known_articles(dict.fromkeys(one.article for one in fresh))
    numbers |= zip((one.key for one in fresh), drawn(writer.connection, statement, len(fresh)), strict=True)
    speakers = _speakers(writer, fresh)
    rows = [
        (
            numbers[one.key],
            one.key,
            articles[one.article],
            speaker_id,
            *_told(writer, one, texts[one.article], decided_by),
        )
        for one, speaker_id in zip(fresh, speakers, strict=True)
    ]
    insert_many(writer.connection, statement, COLUMNS, rows)
    amounts = [
        (
            numbers[one.key],
            each.unit,
            each.low,
            each.high,
            each.start,
            each.end,
            texts[one.article][each.start : each.end],
        )
        for one in fresh
        for each in one.quantities
    ]
    insert_many(writer.connection, quantity, AMOUNTS, amounts)
    return numbers


def replace_statement(writer: Writer, key: str, record: Statement | None, decided_by: str) -> None:
    """See Writer.replace_statement."""
    own = statement.c
    live = writer.connection.execute(sa.select(statement).where(own.key == key, own.retired_in.is_(None))).first()
    if live is not None:
        closed = statement.update().where(own.statement_id == live.statement_id)
        writer.connection.execute(closed.values(retired_in=writer.changeset_id))
    if record is None:
        return
    number = save_statements(writer, record.article, [record], decided_by)[key]
    if live is not None:
        again = statement.update().where(own.statement_id == number)
        writer.connection.execute(again.values(repeats_statement_id=live.repeats_statement_id))
        others = statement.update().where(own.repeats_statement_id == live.statement_id, own.retired_in.is_(None))
        writer.connection.execute(others.values(repeats_statement_id=number))


def _told(writer: Writer, record: Statement, text: str, decided_by: str) -> tuple[Any, ...]:
    """What the row of a statement holds after its numbers, in the order of the columns."""
    said, quote = record.said_on, record.quote
    return (
        record.speaker_role,
        None if record.origin_party is None else party_id(writer, record.origin_party),
        record.stance,
        record.is_direct,
        record.is_retold,
        record.is_negated,
        record.is_general,
        record.medium,
        said.value,
        said.earliest,
        said.latest,
        said.basis,
        decided_by,
        writer.changeset_id,
        quote.start,
        quote.end,
        *_ends(record.source),
        *_ends(record.cue),
        *_ends(record.content),
        *_ends(record.answers),
        *(_words(span, quote, text) for span in (record.source, record.cue, record.content)),
        text[quote.start : quote.end],
    )


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _words(span: Span | None, quote: Span, text: str) -> str | None:
    """The words of a span, where they cannot be cut out of the quote."""
    is_inside = span is None or (quote.start <= span.start and span.end <= quote.end)
    return None if span is None or is_inside else text[span.start : span.end]


def _speakers(writer: Writer, records: Iterable[Statement]) -> list[int]:
    """The number of the speaker of each statement; speakers that are not there are saved.

    A party that is new in this transaction has no speakers but those that the writer knows.
    """
    told: list[Speaker] = [(one.speaker, party_id(writer, one.party), one.is_anonymous) for one in records]
    known, own = writer.speakers, speaker.c
    unknown = [each for each in dict.fromkeys(told) if each not in known]
    query = sa.select(own.name, own.party_id, own.is_anonymous, own.speaker_id)
    for chunk in in_chunks((party, name) for name, party, _ in unknown if party <= writer.parties_before):
        for row in writer.connection.execute(query.where(sa.tuple_(own.party_id, own.name).in_(chunk))):
            known[row.name, row.party_id, row.is_anonymous] = row.speaker_id
    new = [each for each in unknown if each not in known]
    if new:
        known.update(zip(new, drawn(writer.connection, speaker, len(new)), strict=True))
        columns = ("speaker_id", "name", "party_id", "is_anonymous")
        insert_many(writer.connection, speaker, columns, [(known[each], *each) for each in new])
    return [known[each] for each in told]


def set_repeats(writer: Writer, repeats: Mapping[str, str | None]) -> None:
    """See Writer.set_repeats."""
    numbers = ids_by_key(writer.connection, statement, [*repeats, *(key for key in repeats.values() if key)])
    wanted = {numbers[key]: numbers[repeated] if repeated else None for key, repeated in repeats.items()}
    kept = _repeated(writer, wanted)
    rows = [{"number": each, "repeated": wanted[each]} for each in kept if kept[each] != wanted[each]]
    if rows:
        writer.record_changeset()
        change = statement.update().where(statement.c.statement_id == sa.bindparam("number"))
        writer.connection.execute(change.values(repeats_statement_id=sa.bindparam("repeated")), rows)


def _repeated(writer: Writer, statement_ids: Iterable[int]) -> dict[int, int | None]:
    own = statement.c
    query = sa.select(own.statement_id, own.repeats_statement_id)
    return {
        row.statement_id: row.repeats_statement_id
        for chunk in in_chunks(statement_ids)
        for row in writer.connection.execute(query.where(own.statement_id.in_(chunk)))
    }
