"""What a person types about an article, or about a statement that was missed in it, checked and decided at a desk.

In come a desk, the row of `articles` and new values; out go sentences. What makes no sense is an InputError that says
what to do instead, before anything is decided.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from factdb.errors import InputError
from factdb.extract import key_of
from factdb.extract.quantities import quantity_reader
from factdb.extract.when import inside
from factdb.languages import codes
from factdb.pipeline.curating import day_within, party_in, words_in
from factdb.pipeline.desk import Desk
from factdb.pipeline.quoting import place_of
from factdb.pipeline.restating import dated
from factdb.read.found import code_of
from factdb.records import Quantity, SaidOn, Span, Statement
from factdb.report.quotes import quoted
from factdb.report.scope import date_in
from factdb.status.when import first_day, last_day
from factdb.words import SaidOnBasis, Stance

Row = Mapping[str, Any]
FIELDS = {"published_on": "published on", "publisher": "publisher", "language": "language", "title": "title"}
QUOTATION_MARKS = '"“”„«»‘’'


def fix(desk: Desk, article: Row, given: Mapping[str, str], note: str = "") -> Iterator[str]:
    """Corrects what is known of an article; it is read anew, so that what it says is dated and told as it should be."""
    for field, value in {field: _value(field, value) for field, value in given.items()}.items():
        desk.fix_article(article["article_id"], field, value, note)
        yield f"{article['source']}: {FIELDS[field]} {article[field] or 'unknown'} → {value}."
        if field == "language" and value not in codes():
            yield f"factdb does not read '{value}' yet, so it finds no statements in it. `factdb languages` lists more."


def _value(field: str, value: str) -> str:
    """A new value as it is kept."""
    if field == "published_on":
        return date_in(value, "--published") or ""
    if field == "language":
        if (code := code_of(value)) is None:
            raise InputError(f"'{value}' is no language code. Write two or three letters, as in id or en.")
        return code
    return words_in(value, FIELDS[field])


def withdraw(desk: Desk, article: Row, why: str) -> str:
    """Says that an article was retracted: its statements count no more."""
    desk.withdraw(article["article_id"], words_in(why, "reason"))
    return f"{article['source']} is withdrawn; its {article['statement_count']} statements count no more."


def reinstate(desk: Desk, article: Row, note: str = "") -> str:
    """Says that a withdrawn article stands again. Raises InputError for one that stands."""
    if article["withdrawn"] is None:
        raise InputError(f"{article['source']} was not withdrawn.")
    desk.reinstate(article["article_id"], note)
    return f"{article['source']} stands again; its statements count as before."


def add(desk: Desk, article: Row, note: str = "", claim: str | None = None, **given: Any) -> Iterator[str]:
    """Adds a statement that was missed, with its words as the text has them; puts it into a claim, if one is named."""
    if article["text"] is None:
        raise InputError(
            f"The text of {article['source']} was left out of this file, so no words can be quoted from it."
        )
    if article["withdrawn"] is not None:
        raise InputError(
            f"{article['source']} is withdrawn; nothing in it counts. `factdb article reinstate` undoes it."
        )
    slug = None if claim is None else str(desk.writer.claim(claim)["slug"])
    said = _statement(desk, article, **given)
    _check_new(desk, said)
    desk.add(said, note)
    (row,) = desk.writer.rows("statement", {"key": said.key, "retired_in": None})
    number = int(str(row["statement_id"]))
    when = said.said_on.value or "undated"
    yield f"Statement {number}: {said.party} {said.stance}, {when}: {quoted(str(row['quote']))}"
    if slug is None:
        yield f"It is in no claim yet: factdb statement link {number} CLAIM puts it into one."
        return
    desk.place(number, slug, note)
    yield f"Statement {number} is put into '{slug}'."


def _statement(
    desk: Desk,
    article: Row,
    *,
    quote: str,
    stance: str,
    speaker: str,
    party: str,
    at: int | None = None,
    said_on: str | None = None,
    **further: str | None,
) -> Statement:
    """A statement of an article by its words, each placed in its text."""
    text = str(article["text"])
    whole = place_of(quote, text, at=at)
    parts = {
        name: place_of(words, text, called=name, within=whole)
        for name in ("content", "cue", "source")
        if (words := further.get(name)) is not None
    }
    content = parts.get("content")
    (key,) = (row["key"] for row in desk.writer.rows("article", {"article_id": article["article_id"]}))
    name = words_in(speaker, "speaker")
    return Statement(
        key=key_of(str(key), content or whole, parts.get("cue"), Stance(stance), name),
        article=str(key),
        quote=whole,
        stance=Stance(stance),
        speaker=name,
        party=party_in(desk, party),
        speaker_role=further.get("role"),
        is_direct=_is_quoted(text, content or whole),
        said_on=_said_on(article, said_on),
        quantities=_quantities(text, str(article["language"]), content or whole),
        content=content,
        cue=parts.get("cue"),
        source=parts.get("source"),
    )


def _check_new(desk: Desk, said: Statement) -> None:
    """Raises InputError where the statement is there already, or was struck."""
    found = desk.writer.versions([said.key]).get(said.key)
    if found is None or (found.live is None and found.by_hand):
        return
    (number, *_) = (row["statement_id"] for row in desk.writer.rows("statement", {"key": said.key}))
    if found.live is None:
        raise InputError(f"That statement was struck. `factdb statement restore {number}` brings it back.")
    raise InputError(f"That statement is there already. `factdb statement fix {number}` corrects it.")


def _said_on(article: Row, told: str | None) -> SaidOn:
    """When it was said: as the person says, else by the article's date."""
    printed = article["published_on"]
    if told:
        return dated(day_within(article, told), printed)
    if printed is None:
        return SaidOn()
    return SaidOn(value=printed, earliest=first_day(printed), latest=last_day(printed), basis=SaidOnBasis.ARTICLE)


def _is_quoted(text: str, words: Span) -> bool:
    """Whether words are a quotation: a mark opens them, or stands right before them."""
    return any(mark in QUOTATION_MARKS for mark in text[max(words.start - 1, 0) : words.start + 1])


def _quantities(text: str, language: str, words: Span) -> tuple[Quantity, ...]:
    """The numbers in some words of a text; none in a language that factdb does not read."""
    if language not in codes():
        return ()
    return tuple(inside(quantity_reader(language).quantities(text), words))
