"""Loading: files → articles → statements → appearances → claims → histories, a batch of articles a transaction.

A load can be interrupted and run again: what is there is known by its content hash. Nothing is kept by halves.
"""

import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdb.extract import statements_in
from factdb.languages import codes
from factdb.languages.page import furniture, page
from factdb.link import settle
from factdb.parties import gazetteer
from factdb.pipeline.claiming import Claiming
from factdb.read import Defaults, inputs
from factdb.read.copies import bands, is_copy
from factdb.records import Article, Gazetteer, Party, Problem, Span, Statement
from factdb.store import Writer, open_database

BATCH = 200
Step = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """What a load found. `status_changes` are sentences, one a claim whose status it changed."""

    articles_new: int = 0
    articles_known: int = 0
    copies: int = 0
    statements: int = 0
    claims_opened: int = 0
    problems: int = 0
    status_changes: tuple[str, ...] = ()


class _DryRunOver(Exception):  # noqa: N818
    """Takes a dry run's transaction back."""


def load(
    where: str | Path,
    paths: Sequence[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    collection: str | None = None,
    author: str | None = None,
    batch: int = BATCH,
    dry_run: bool = False,
    progress: Step = lambda done, total: None,
) -> LoadResult:
    """Loads what `paths` name into a database, which is created where there is none.

    `published`, `publisher` and `language` are for articles that do not tell them. Raises InputError for a path that
    means nothing, DatabaseError for a database that cannot be used. A dry run keeps nothing.
    """
    read = inputs(paths, Defaults(published=published, publisher=publisher, language=language), sys.stdin.buffer)
    total = LoadResult()
    collections = (collection,) if collection else ()
    with open_database(where, create=True) as database:
        done = 0
        for articles, problems in _batches(read, batch):
            try:
                with database.writing(author=author or getpass.getuser(), kind="load") as writer:
                    part = _Batch(writer, collections).keep(articles, problems)
                    if dry_run:
                        raise _DryRunOver
            except _DryRunOver:
                pass
            total = _sum(total, part)
            done += len(articles)
            progress(done, None)
    return total


def _batches(read: Iterator[Article | Problem], size: int) -> Iterator[tuple[list[Article], list[Problem]]]:
    """Articles by the batch, each with the problems that came with them."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for item in read:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        if len(articles) == size:
            yield articles, problems
            articles, problems = [], []
        articles.append(item)
    if articles or problems:
        yield articles, problems


class _Batch:
    """One transaction's worth of articles."""

    def __init__(self, writer: Writer, collections: Sequence[str]) -> None:
        self.writer, self.collections = writer, collections
        self.parties: Gazetteer = gazetteer(writer.parties(("person",)))

    def keep(self, articles: Sequence[Article], problems: Sequence[Problem]) -> LoadResult:
        """Keeps a batch and gives what it brought."""
        known = self.writer.known_articles([a.key for a in articles])
        fresh = {a.key: a for a in articles if a.key not in known}
        copies = statements = doubts = 0
        claiming = Claiming(self.writer, self.parties)
        for article in fresh.values():
            found = statements_in(article, self.parties)
            is_reprint = self._keep_article(article, found.statements)
            self.writer.save_problems(found.problems)
            claiming.add(settle(article, found.statements, self.parties).appearances if article.language in codes() else ())
            copies += is_reprint
            statements += len(found.statements)
            doubts += len(found.problems)
        self.writer.save_problems([p for p in problems if p.article is None or p.article in fresh])
        opened, changes = claiming.settle_claims()
        return LoadResult(
            articles_new=len(fresh),
            articles_known=len(articles) - len(fresh),
            copies=copies,
            statements=statements,
            claims_opened=opened,
            problems=doubts + len(problems),
            status_changes=changes,
        )

    def _keep_article(self, article: Article, statements: Sequence[Statement]) -> bool:
        """Saves an article with its statements; tells whether it is a reprint of one that is there."""
        self.writer.save_parties(self._parties_of(statements))
        number = self.writer.save_article(article, self.collections)
        self.writer.save_statements(article.key, statements)
        skip = furniture(article.text, page(article.language)) if article.language in codes() else ()
        return self._group_copies(article, number, skip, statements)

    def _parties_of(self, statements: Sequence[Statement]) -> list[Party]:
        names = {n for s in statements for n in (s.party, s.origin_party, *(m.party for m in s.mentions)) if n}
        parties: dict[str, Party] = {}
        for name in sorted(names):
            for one in self.parties.lineage(name):
                parties[one] = self.parties.get(one) or Party(name=one, kind="group")
        return list(parties.values())

    def _group_copies(self, article: Article, number: int, skip: Sequence[Span], statements: Sequence[Statement]) -> bool:
        marks = bands(article.text, skip)
        near = self.writer.articles_with_bands(marks)
        texts = self.writer.article_texts(n for n, shared in near.items() if shared > 1)
        same = sorted(n for n, text in texts.items() if n != number and is_copy(text, article.text))
        self.writer.save_bands(number, marks)
        if not same:
            return False
        self.writer.set_copy_group([*same, number])
        self._repeat(article, statements, same)
        return True

    def _repeat(self, article: Article, statements: Sequence[Statement], copies: Sequence[int]) -> None:
        """What a reprint says is what its first print said: each statement repeats the one with the same words."""
        told: dict[tuple[str, str, str], int] = {}
        for row in self.writer.rows("statement_details", {"article_id": tuple(copies)}, order=("statement_id",)):
            said = str(row["content_text"] or row["quote"])
            original = int(str(row["repeats_statement_id"] or row["statement_id"]))
            told.setdefault((" ".join(said.split()), str(row["stance"]), str(row["party"])), original)
        numbered = self.writer.rows("statement", {"statement_id": tuple(set(told.values()))}) if told else []
        keys = {int(str(row["statement_id"])): str(row["key"]) for row in numbered}
        repeats = {}
        for one in statements:
            span = one.content or one.quote
            number = told.get((" ".join(article.text[span.start : span.end].split()), str(one.stance), one.party))
            if number is not None:
                repeats[one.key] = keys[number]
        self.writer.set_repeats(repeats)


def _sum(one: LoadResult, other: LoadResult) -> LoadResult:
    return LoadResult(
        articles_new=one.articles_new + other.articles_new,
        articles_known=one.articles_known + other.articles_known,
        copies=one.copies + other.copies,
        statements=one.statements + other.statements,
        claims_opened=one.claims_opened + other.claims_opened,
        problems=one.problems + other.problems,
        status_changes=one.status_changes + other.status_changes,
    )
