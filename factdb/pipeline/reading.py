"""One article as it is read: what it says, by which day it is dated where nobody told one, and what it is found by.

In come an article and the parties, out goes a `Reading`: nothing in it depends on any other article, so that articles
may be read anywhere and in any order. A load and a re-reading read the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from factdb.extract import Extracted, statements_in
from factdb.extract.undated import estimated
from factdb.languages import codes
from factdb.languages.page import furniture, page
from factdb.link import keys_of, settle
from factdb.pipeline.known import as_recorded
from factdb.read.copies import bands
from factdb.records import Appearance, Article, Gazetteer, Keys, Party, Problem, Statement
from factdb.words import PublishedBasis

Extractor = Callable[[Article, Gazetteer], Extracted]
"""What reads an article: the extractor of this version, `statements_in`, unless another one is to be tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one article says, alone: its statements, the claims that show up in it, and what both are found by.

    `keys` are those of `keys_of` by the key of an appearance, `marks` are the bands by which reprints of it are found.
    """

    article: Article
    statements: Sequence[Statement]
    problems: Sequence[Problem]
    parties: Sequence[Party]
    appearances: Sequence[Appearance]
    keys: Mapping[str, Keys]
    marks: Sequence[int]


def reading_of(article: Article, parties: Gazetteer) -> Reading:
    """All that an article says; claims show up only in languages that factdb reads."""
    article, found = read(article, parties)
    shown = settle(article, found.statements, parties).appearances if article.language in codes() else ()
    return Reading(
        article=article,
        statements=found.statements,
        problems=found.problems,
        parties=parties_of(found.statements, parties),
        appearances=shown,
        keys={one.key: keys_of(one) for one in shown},
        marks=marks_of(article),
    )


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


def marks_of(article: Article) -> Sequence[int]:
    """The bands of an article's text without what a site prints around every text."""
    skip = furniture(article.text, page(article.language)) if article.language in codes() else ()
    return bands(article.text, skip)
