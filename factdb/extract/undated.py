"""Articles without a date, dated by what they say, where their own words prove a day.

In come an article, what was found in it and the parties; out go the article with its estimated day and what is found
when its dates are read from there. An article whose words prove nothing stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from factdb.extract.dates import DateExpression, date_reader
from factdb.extract.spoken import closes, is_stamp
from factdb.extract.statements import Extracted, statements_in
from factdb.records import Article, Gazetteer, Problem, Span, Statement
from factdb.words import PublishedBasis, SaidOnBasis

CLOCK = re.compile(r"[ \t,|–-]{1,4}\d{1,2}[:.]\d\d(?!\d)")
HEAD = 800


def estimated(
    article: Article,
    found: Extracted,
    gazetteer: Gazetteer,
    extractor: Callable[[Article, Gazetteer], Extracted] = statements_in,
) -> tuple[Article, Extracted]:
    """The article and its statements by the day that the text proves, else both unchanged; `extractor` found them.

    What needed that day is dated on basis `estimated`; what the text dates by itself keeps its basis. A problem says
    where the day comes from.
    """
    expressions = date_reader(article.language).expressions(article.text, None)
    proven = estimate_published(article.text, expressions, _clauses(found))
    if proven is None:
        return article, found
    day, reason = proven
    dated = replace(article, published_on=day, published_basis=PublishedBasis.ESTIMATED)
    read = extractor(dated, gazetteer)
    sure = {one.key: one.said_on.value for one in found.statements if one.said_on.basis is SaidOnBasis.TEXT}
    note = Problem(article=article.key, message=f"The article has no date; {day} is estimated: {reason}.")
    return dated, Extracted(tuple(_by_estimate(one, sure) for one in read.statements), (note, *read.problems))


def estimate_published(
    text: str, expressions: Iterable[DateExpression], attributions: Sequence[Span] = ()
) -> tuple[str, str] | None:
    """An article's day as its own words prove it, with the reason; None where they do not.

    Proof is a full date with its weekday that agrees and that stamps the page, a clock time behind it ("Fri Apr 29,
    2011 5:34 pm"), or what was said: set off by commas at the end of a clause ("kata X, Rabu (5/10/2022)."), or inside
    one of the `attributions` (clauses without what was said). Of several the latest counts: an article is not older
    than what it reports.
    """
    full = [one for one in expressions if is_stamp(one) and one.value and not one.is_relative and not one.conflict]
    head = [one for one in full if one.start < HEAD and CLOCK.match(text, one.end)]
    said = [
        one
        for one in full
        if closes(text, one, Span(0, len(text))) or any(s.start <= one.start and one.end <= s.end for s in attributions)
    ]
    latest = max([*head, *said], key=lambda one: (one.value or "", -one.start), default=None)
    if latest is None:
        return None
    stamped = "the page" if latest in head else "what was said"
    return (latest.value or "", f"the text dates {stamped}: “{text[latest.start : latest.end]}”")


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
