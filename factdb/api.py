"""factdb from Python: open a database, load articles into it, and have the reports as pandas DataFrames.

`factdb.open(…)` comes in here. Each method asks the same functions as the command of the same name.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from factdb.report import Report, Scope, frame_of

if TYPE_CHECKING:
    from pandas import DataFrame

    from factdb.fetch import Reader
    from factdb.pipeline import CheckResult, Copied, LoadResult, MergeResult, TrackResult


def open(where: str | Path = "factdb.db") -> "Factdb":
    """A factdb database by path or PostgreSQL URL; a file that is not there yet is created by the first load."""
    return Factdb(str(where))


class Factdb:
    """A database and what can be asked of it; reports are DataFrames, and each sees the database as it is then.

    `contested`, `claims` and `statements` take `collection` and `party` to restrict them; a claim is told by its slug.
    """

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left to close: no connection outlives a call."""

    def load(self, *inputs: str | Path, **options: Any) -> "LoadResult":
        """Loads files, folders and globs; takes what `factdb load` takes (`published`, `publisher`, `collection` …)."""
        from factdb import pipeline

        return pipeline.load(self.where, [str(item) for item in inputs], **options)

    def track(
        self,
        file: str | Path | None = None,
        *,
        title: str | None = None,
        author: str | None = None,
        dry_run: bool = False,
        **words: Any,
    ) -> "TrackResult":
        """Follows the claims of a TOML file, or one by its `title`, `proposition`, `accused`, `terms`, `slug`."""
        from factdb import pipeline

        claims = pipeline.tracked_in(file) if file is not None else [pipeline.wanted(title or "", **words)]
        return pipeline.track(self.where, claims, author=author, dry_run=dry_run)

    def backup(self, file: str | Path) -> "Copied":
        """Copies the database into a new file, while others may read and write it."""
        from factdb import pipeline

        return pipeline.backup(self.where, file)

    def publish(self, file: str | Path, *, without_texts: bool = False) -> "Copied":
        """Makes one compact file for others; `without_texts` leaves out the articles' texts but for quotes."""
        from factdb import pipeline

        return pipeline.publish(self.where, file, without_texts=without_texts)

    def check(self) -> "CheckResult":
        """Whether nothing in the database was damaged or altered: `is_sound`, and every finding."""
        from factdb import pipeline

        return pipeline.check(self.where)

    def merge(self, other: str | Path, *, author: str | None = None, dry_run: bool = False) -> "MergeResult":
        """Brings in what another database holds; `conflicts` of the result tells what both hold differently."""
        from factdb import pipeline

        return pipeline.merge(self.where, other, author=author, dry_run=dry_run)

    def contested(
        self,
        *,
        collection: str | None = None,
        party: str | None = None,
        min_score: float = 0.0,
        limit: int | None = None,
    ) -> "DataFrame":
        """Contested claims, the surest first: one row a claim."""
        from factdb import fetch

        scope = Scope(collection=collection, party=party, least=min_score, limit=limit)
        return self._frame(lambda reader: fetch.contested(reader, scope))

    def timeline(self, claim: str) -> "DataFrame":
        """One claim's statements in the order in which they were said, with the status after each."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.timeline(reader, claim))

    def claim(self, claim: str) -> "DataFrame":
        """All that was said about one claim: one row a statement, as in its timeline."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.one_claim(reader, claim))

    def changes(
        self,
        since: str | None = None,
        until: str | None = None,
        *,
        recorded: bool = False,
        collection: str | None = None,
        party: str | None = None,
    ) -> "DataFrame":
        """What changed in a period (2024, 2024-10 or 2024-10-30): one row a change of a claim's status."""
        from factdb import fetch

        scope = Scope(collection=collection, party=party)
        return self._frame(lambda reader: fetch.changes(reader, scope, since, until, recorded=recorded))

    def denials(self, *, collection: str | None = None, party: str | None = None) -> "DataFrame":
        """What each party denied and what became of it: one row a party and claim."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.denials(reader, Scope(collection=collection, party=party)))

    def coverage(self, *, collection: str | None = None, party: str | None = None) -> "DataFrame":
        """Which publisher carried which side of the contested claims: one row a claim and publisher."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.coverage(reader, Scope(collection=collection, party=party)))

    def article(self, name: str) -> "DataFrame":
        """The statements of one article, by its file, address or number: one row a statement."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.article(reader, name))

    def explain(self, claim: str) -> "DataFrame":
        """One claim's statements with the rule that each set off and why it is linked."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.explanation(reader, claim))

    def claims(
        self, *, status: str | None = None, collection: str | None = None, party: str | None = None
    ) -> "DataFrame":
        """All claims, those with the most statements first: one row a claim."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.claims(reader, Scope(collection=collection, party=party), status))

    def statements(
        self, *, stance: str | None = None, collection: str | None = None, party: str | None = None
    ) -> "DataFrame":
        """All statements in the order in which they were said: one row a statement."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.statements(reader, Scope(collection=collection, party=party), stance))

    def search(self, query: str, limit: int = 20) -> "DataFrame":
        """Statements, then articles, that hold the words of a query, the best match first."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.search(reader, query, limit))

    def parties(self, *, spoken: bool = True) -> "DataFrame":
        """Parties that something was said for, or all there are: one row a party."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.parties(reader, spoken))

    def problems(self) -> "DataFrame":
        """What the articles hold that could not be read for sure: one row a problem."""
        from factdb import fetch

        return self._frame(fetch.problems)

    def _frame(self, asked: "Callable[[Reader], Report]") -> "DataFrame":
        from factdb import fetch

        with fetch.reading(self.where) as reader:
            return frame_of(asked(reader).table)
