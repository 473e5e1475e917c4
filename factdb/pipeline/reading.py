"""One article as the extractor reads it: what it says, and by which day it is dated where nobody told one.

In come an article and the parties, out go the article and what was found; `parties_of` tells who has to be known for
that to be saved. A load and a re-reading read the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from factdb.extract import Extracted, statements_in
from factdb.extract.undated import estimated
from factdb.languages import codes
from factdb.pipeline.known import as_recorded
from factdb.records import Article, Gazetteer, Party, Statement
from factdb.words import PublishedBasis

Extractor = Callable[[Article, Gazetteer], Extracted]
"""What reads an article: the extractor of this version, `statements_in`, unless another one is to be tried."""


def read(article: Article, parties: Gazetteer, extractor: Extractor = statements_in) -> tuple[Article, Extracted]:
    """The statements of an article; without a date it is dated by what it says, where that proves one."""
    if article.published_basis is PublishedBasis.ESTIMATED:
        article = replace(article, published_on=None, published_basis=PublishedBasis.NONE)
    found = extractor(article, parties)
    if article.published_on is not None or article.language not in codes():
        return article, found
    return estimated(article, found, parties, extractor)


def parties_of(statements: Iterable[Statement], parties: Gazetteer) -> list[Party]:
    """Everybody who is named in these statements, with all whom they stand under."""
    names = {name for s in statements for name in (s.party, s.origin_party, *(m.party for m in s.mentions)) if name}
    return as_recorded(dict.fromkeys(one for name in sorted(names) for one in parties.lineage(name)))
