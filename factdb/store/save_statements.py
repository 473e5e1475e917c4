"""Rows out of statements, with their speakers and quantities. Each function serves one method of Writer.

The words of statements are cut out of the texts of their articles, so that a quote is what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from factdb.records import Span, Statement
from factdb.store.facts import has_key, quantity, speaker, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.save import drawn, insert_many, party_id

if TYPE_CHECKING:
    from factdb.store.write import Writer

COLUMNS = (
    *("statement_id", "article_id", "speaker_id", "speaker_role", "origin_party_id", "stance"),
    *("is_direct", "is_retold", "is_negated", "is_general", "medium"),
    *("said_on", "said_on_earliest", "said_on_latest", "said_on_basis", "decided_by", "recorded_in"),
    *(f"{span}_{end}" for span in ("span", "source", "cue", "content", "answers") for end in ("start", "end")),
    *("key", "source_text", "cue_text", "content_text", "quote"),
)
AMOUNTS = ("quantity_id", "statement_id", "unit", "low", "high", "span_start", "span_end", "text")
NOWHERE = (None, None)
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
    articles = writer.known_articles(dict.fromkeys(one.article for one in statements))
    numbers = ids_by_key(writer.connection, statement, _perhaps_there(writer, statements, articles))
    fresh = list({record.key: record for record in statements if record.key not in numbers}.values())
    if not fresh:
        return numbers
    writer.statements_saved.update(one.key for one in fresh)
    numbers |= zip((one.key for one in fresh), drawn(writer.connection, statement, len(fresh)), strict=True)
    rows, told = [], []
    for one, who in _speakers(writer, fresh):
        own = (numbers[one.key], articles[one.article], writer.speakers[who])
        kept, sealed = _rows(writer, one, own, who, texts[one.article], decided_by)
        rows.append(kept)
        told.append(sealed)
    insert_many(writer.connection, statement, COLUMNS, rows)
    writer.told["statement"].add(*told)
    _save_quantities(writer, texts, [(numbers[one.key], one) for one in fresh if one.quantities])
    return numbers


def _perhaps_there(writer: Writer, records: Iterable[Statement], articles: Mapping[str, int]) -> list[str]:
    """The keys of statements that may be there: of an article that is new in this transaction, those saved in it."""
    saved, before = writer.statements_saved, writer.articles_before
    return [one.key for one in records if one.key in saved or articles[one.article] <= before]


def _save_quantities(writer: Writer, texts: Mapping[str, str], saved: Sequence[tuple[int, Statement]]) -> None:
    """Saves the numbers in statements that were just saved."""
    told = [(number, texts[one.article], each) for number, one in saved for each in one.quantities]
    if not told:
        return
    rows = [
        (own, number, each.unit, _real(each.low), _real(each.high), each.start, each.end, text[each.start : each.end])
        for own, (number, text, each) in zip(drawn(writer.connection, quantity, len(told)), told, strict=True)
    ]
    insert_many(writer.connection, quantity, AMOUNTS, rows)
    writer.told["quantity"].add(*rows)


def _real(value: float | None) -> float | None:
    """A number as a column of fractions gives it back."""
    return None if value is None else float(value)


def replace_statement(writer: Writer, key: str, record: Statement | None, decided_by: str) -> None:
    """See Writer.replace_statement."""
    own = statement.c
    live = writer.connection.execute(sa.select(statement).where(has_key(own, [key]), own.retired_in.is_(None))).first()
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


def _rows(
    writer: Writer, record: Statement, numbers: tuple[int, int, int], who: Speaker, text: str, decided_by: str
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The row of a statement, with its own number and those of article and speaker, and what its seal is over."""
    said, quote = record.said_on, record.quote
    before = (
        *numbers,
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
    )
    cut = (record.source, record.cue, record.content)
    ends = [each for span in (quote, *cut, record.answers) for each in ((span.start, span.end) if span else NOWHERE)]
    words = [None if span is None else text[span.start : span.end] for span in cut]
    outside = [None if _is_in(span, quote) else told for span, told in zip(cut, words, strict=True)]
    whole = text[quote.start : quote.end]
    kept = (*before, writer.changeset_id, *ends, record.key, *outside, whole)
    return kept, (*before, *ends, record.key, *words, whole, *who)


def _is_in(span: Span | None, quote: Span) -> bool:
    """Whether the words of a span can be cut out of the quote."""
    return span is None or (quote.start <= span.start and span.end <= quote.end)


def _speakers(writer: Writer, records: Sequence[Statement]) -> list[tuple[Statement, Speaker]]:
    """Each statement with its speaker, whose number the writer knows then; speakers that are not there are saved.

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
    return list(zip(records, told, strict=True))


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
