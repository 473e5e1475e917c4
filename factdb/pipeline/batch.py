"""One transaction's worth of articles: each is read, kept and grouped with its reprints, then claims are made of all.

In come articles and the problems that came with them; what is there already is left alone. Out goes what was found,
added to a tally.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from factdb.parties import gazetteer
from factdb.pipeline.claiming import Claiming
from factdb.pipeline.known import overlay_of
from factdb.pipeline.reading import Reading, reading_of
from factdb.pipeline.reprints import Print, group_copies
from factdb.pipeline.result import Tally
from factdb.pipeline.written import Told, maker_of
from factdb.records import Article, Gazetteer, Problem
from factdb.store import Writer


@dataclass(slots=True, kw_only=True)
class Portion:
    """Articles that are kept together, the problems that came with them, and what is known of what they say, by key."""

    articles: list[Article] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    told: dict[str, Told] = field(default_factory=dict)


class Batch:
    """One transaction's worth of articles."""

    def __init__(self, writer: Writer, collections: Sequence[str], tally: Tally) -> None:
        self.writer, self.collections, self.tally = writer, collections, tally
        self.overlay = overlay_of(writer)
        self.parties: Gazetteer = gazetteer(self.overlay)
        self.claiming = Claiming(writer, self.parties)

    def keep(self, portion: Portion) -> None:
        """Keeps a portion, but for articles that are there; what nobody told of the others is read here."""
        articles, problems = portion.articles, portion.problems
        known = self.writer.known_articles([article.key for article in articles])
        fresh = {article.key: article for article in articles if article.key not in known}
        self._put_known_into_collections([article for article in articles if article.key in known])
        self.keep_readings([self._reading(article, portion.told.get(article.key)) for article in fresh.values()])
        kept = [problem for problem in problems if problem.article is None or problem.article in fresh]
        self._keep_problems(kept, fresh)
        settlement = self.claiming.settle()
        self.tally.change(settlement.changes)
        self.tally.count(
            articles_new=len(fresh), articles_known=len(articles) - len(fresh), claims_opened=settlement.opened
        )

    def _reading(self, article: Article, told: Told | None) -> Reading:
        """What an article says: as it was told, unless people decided something about parties in the meantime."""
        if told is not None and told.maker == maker_of(self.overlay):
            return told.reading
        return reading_of(article, self.parties)

    def _put_known_into_collections(self, articles: Sequence[Article]) -> None:
        """An article that is there already still goes into a collection that is asked for now."""
        if self.collections and articles:
            self.writer.save_articles(articles, self.collections)

    def keep_readings(self, readings: Sequence[Reading]) -> None:
        """Saves articles with what they say, all of a kind at once: row by row it takes four times as long."""
        articles = [one.article for one in readings]
        statements = [each for one in readings for each in one.statements]
        self.writer.save_parties(each for one in readings for each in one.parties)
        numbers = self.writer.save_articles(articles, self.collections)
        self.writer.save_statements_of(articles, statements)
        prints = [Print(article=one.article, number=numbers[one.article.key], marks=one.marks) for one in readings]
        grouped = group_copies(self.writer, prints)
        problems = [*(each for one in readings for each in one.problems), *grouped.doubts]
        self._keep_problems(problems, {one.key: one for one in articles})
        self.claiming.tell_anew(grouped.changed)
        self.tally.count(copies=grouped.copies, statements=len(statements))
        self.claiming.add(
            [each for one in readings for each in one.appearances],
            {key: keys for one in readings for key, keys in one.keys.items()},
            is_whole=True,
        )

    def _keep_problems(self, problems: Sequence[Problem], articles: dict[str, Article]) -> None:
        self.writer.save_problems(problems)
        self.tally.note(problems, {key: article.source for key, article in articles.items()})
