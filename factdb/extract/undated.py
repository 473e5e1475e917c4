"""Articles without a date, dated by what they say, where their own words prove a day.

In come an article, what was found in it and the parties; out go the article with its estimated day and what is found
when its dates are read from there. An article whose words prove nothing stays as it is.
"""

from dataclasses import replace

from factdb.extract.dates import date_reader
from factdb.extract.spoken import estimate_published
from factdb.extract.statements import Extracted, statements_in
from factdb.records import Article, Gazetteer, Problem, Span, Statement
from factdb.words import PublishedBasis, SaidOnBasis


def estimated(article: Article, found: Extracted, gazetteer: Gazetteer) -> tuple[Article, Extracted]:
    """The article and its statements by the day that the text proves, else both unchanged.

    What needed that day is dated on basis `estimated`; what the text dates by itself keeps its basis. A problem says
    where the day comes from.
    """
    expressions = date_reader(article.language).expressions(article.text, None)
    proven = estimate_published(article.text, expressions, _clauses(found))
    if proven is None:
        return article, found
    day, reason = proven
    dated = replace(article, published_on=day, published_basis=PublishedBasis.ESTIMATED)
    read = statements_in(dated, gazetteer)
    sure = {one.key: one.said_on.value for one in found.statements if one.said_on.basis is SaidOnBasis.TEXT}
    note = Problem(article=article.key, message=f"The article has no date; {day} is estimated: {reason}.")
    return dated, Extracted(tuple(_by_estimate(one, sure) for one in read.statements), (note, *read.problems))


def _clauses(found: Extracted) -> list[Span]:
    """What stands in the quotes beside what was said: where the reporting words and their dates are."""
    return [
        part
        for one in found.statements
        if one.content is not None and one.cue is not None
        for part in (Span(one.quote.start, one.content.start), Span(one.content.end, one.quote.end))
        if part.start < part.end and part.start <= one.cue.start < part.end
    ]


def _by_estimate(one: Statement, sure: dict[str, str | None]) -> Statement:
    """A statement whose date rests on the estimate, marked so."""
    if one.said_on.basis is SaidOnBasis.NONE or (one.key in sure and sure[one.key] == one.said_on.value):
        return one
    return replace(one, said_on=replace(one.said_on, basis=SaidOnBasis.ESTIMATED))
