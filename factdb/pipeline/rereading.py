"""Stored articles read anew, inside a transaction: by a newer extractor, or because a date or language was corrected.

In come numbers of articles, out goes what is new, gone and changed in each. What is found as it was keeps its rows;
what is found otherwise closes its row and adds one; what is not found any more is retired. Then the articles'
appearances are settled anew and find their claims, so that all is as if the articles were loaded now, but for names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from factdb.extract import statements_in
from factdb.languages import codes
from factdb.link import settle
from factdb.pipeline.claiming import STRONG, Claiming, Settlement
from factdb.pipeline.differing import Difference, differences, said
from factdb.pipeline.inheriting import homes
from factdb.pipeline.known import known_parties
from factdb.pipeline.nearby import save_with_ties, tie_anew
from factdb.pipeline.reading import Extractor, parties_of, read
from factdb.pipeline.reprints import group_anew
from factdb.records import Appearance, Article, Gazetteer, Span, Statement
from factdb.store import PlacedAppearance, Writer
from factdb.words import MACHINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What differs once an article was read anew. Its text is '' where it was left out, and then nothing was read."""

    article: Article
    number: int
    differences: tuple[Difference, ...] = ()


def reread(
    writer: Writer, numbers: Iterable[int], extractor: Extractor = statements_in
) -> tuple[list[Reread], Settlement]:
    """Reads these articles anew and settles their claims; what it did to statements and to claims.

    An article whose text was left out stays as it is. Nothing is recorded where nothing is found otherwise.
    """
    reading = _Rereading(writer, known_parties(writer), extractor)
    rows = writer.rows("article", {"article_id": list(numbers)}, order=("article_id",))
    articles = {article.key: article for article in writer.articles([str(row["key"]) for row in rows])}
    told = [reading.read(articles[str(row["key"])], _number(row["article_id"])) for row in rows]
    return told, reading.claiming.settle()


class _Rereading:
    """The articles of one transaction that are read anew."""

    def __init__(self, writer: Writer, parties: Gazetteer, extractor: Extractor) -> None:
        self.writer, self.parties, self.extractor = writer, parties, extractor
        self.claiming = Claiming(writer, parties)

    def read(self, article: Article, number: int) -> Reread:
        """Reads one article anew and keeps what differs; its claims wait to be settled."""
        if not article.text:
            return Reread(article=article, number=number)
        article, found = read(article, self.parties, self.extractor)
        were = {one.key: one for one in self.writer.statements([article.key])}
        now = {one.key: replace(one, mentions=()) for one in found.statements}
        self.writer.save_parties(parties_of(found.statements, self.parties))
        touched = self._keep_statements(article, number, were, now)
        self.writer.save_problems(found.problems)
        self.claiming.tell_anew(group_anew(self.writer, article, number))
        is_known = article.language in codes()
        shown = settle(article, found.statements, self.parties).appearances if is_known else ()
        self._keep_appearances(number, shown, touched, {key: said(one) for key, one in (were | now).items()})
        return Reread(article=article, number=number, differences=differences(were, now))

    def _keep_statements(
        self, article: Article, number: int, were: Mapping[str, Statement], now: Mapping[str, Statement]
    ) -> set[str]:
        """Retires, replaces and adds the machine's statements of an article; those (keys) whose rows were retired."""
        rows = self.writer.rows("statement", {"article_id": number, "retired_in": None})
        by_people = {str(row["key"]) for row in rows if row["decided_by"] != MACHINE}
        ours = were.keys() - by_people
        away = {key for key in ours if were[key] != now.get(key)}
        come = [one for key, one in now.items() if key in away or key not in were]
        self.claiming.tell_anew([_number(row["statement_id"]) for row in rows if row["key"] in away])
        self.writer.retire_statements(away)
        self.writer.save_statements(article.key, come)
        return away

    def _keep_appearances(
        self, number: int, shown: Sequence[Appearance], touched: set[str], spans: Mapping[str, Span]
    ) -> None:
        """Retires what the article does not show any more, adds what it shows now, and ties all of it anew.

        What is new is put where most of its statements were, so that claims keep their names.
        """
        rows = self.writer.rows("appearance", {"article_id": number, "retired_in": None})
        there = {placed.appearance.key: placed for placed in self.writer.appearances([str(r["key"]) for r in rows])}
        wanted = {one.key: one for one in shown}
        kept = {key for key in there if _is_same(there[key].appearance, wanted.get(key), touched)}
        gone = [there[key] for key in sorted(there.keys() - kept)]
        fresh = [wanted[key] for key in sorted(wanted.keys() - kept)]
        self._leave(gone)
        keys = save_with_ties(self.writer, fresh, self.claiming.lineage)
        for key, home in homes(self.writer, number, fresh, gone, spans).items():
            self.writer.move_appearances([key], home)
        known = [wanted[key] for key in sorted(kept)]
        self.claiming.reconsider({*keys, *kept, *tie_anew(self.writer, known, self.claiming.lineage)})

    def _leave(self, gone: Sequence[PlacedAppearance]) -> None:
        """Retires appearances and has all that they held together settled without them."""
        keys = {placed.appearance.key for placed in gone}
        ties = self.writer.ties(sorted(keys))
        near = {key for tie in ties if tie.score >= STRONG for key in (tie.one, tie.other)}
        self.writer.retire_appearances(sorted(keys))
        self.claiming.touch({placed.claim_id for placed in gone if placed.claim_id is not None})
        self.claiming.reconsider(near - keys)


def _is_same(one: Appearance, other: Appearance | None, touched: set[str]) -> bool:
    """Whether an appearance is kept as it would be saved now, and points to no statement that was touched."""
    if other is None:
        return False
    pointed = {key for m in one.members for key in (m.statement, m.nearest, m.rival and m.rival.statement)}
    told = (one.language, one.members, one.accused, one.terms, one.title, one.proposition)
    return not pointed & touched and told == (
        *(other.language, other.members, other.accused, other.terms, other.title, other.proposition),
    )


def _number(value: object) -> int:
    return int(str(value))
