"""An extractor that reads as an older version might have: some things not at all, some otherwise."""

from dataclasses import replace

from factdb.extract import Extracted, key_of, statements_in
from factdb.records import Article, Gazetteer, Span, Statement
from factdb.words import Stance


def older(article: Article, parties: Gazetteer) -> Extracted:
    """An extractor that misses some statements, finds some with other values and some with other words."""
    found = statements_in(article, parties)
    read = [_older(one, number) for one in found.statements if (number := int(one.key[:8], 16) % 5) != 4]
    return Extracted(tuple(read), found.problems)


def _older(one: Statement, number: int) -> Statement:
    if number == 1:
        return replace(one, speaker_role="somebody", said_on=replace(one.said_on, value=None))
    if number == 2 and one.stance is Stance.DENIES:
        return _keyed(replace(one, stance=Stance.COMMENTS))
    if number == 3 and one.content and one.content.end - one.content.start > 30:
        return _keyed(replace(one, content=Span(one.content.start, one.content.end - 9), quantities=()))
    return one


def _keyed(one: Statement) -> Statement:
    return replace(one, key=key_of(one.article, one.content or one.quote, one.cue, one.stance, one.speaker))
