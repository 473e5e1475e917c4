"""factdb from Python: open a database, load articles into it, and have the reports as pandas DataFrames.

`factdb.open(…)` comes in here. Each method asks the same functions as the command of the same name.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack

from factdb.errors import InputError
from factdb.records import NOW, Moment
from factdb.report import Report, date_in, frame_of, moment, scope

if TYPE_CHECKING:
    from pandas import DataFrame

    from factdb.fetch import Reader
    from factdb.pipeline import (
        CheckResult,
        Copied,
        Desk,
        GivenVerdict,
        LoadResult,
        MergeResult,
        TrackResult,
        UndoResult,
        VerdictResult,
        WithdrawnVerdict,
    )


def open(where: str | Path = "factdb.db") -> "Factdb":
    """A factdb database by path or PostgreSQL URL; a file that is not there yet is created by the first load."""
    return Factdb(str(where))


class Restrictions(TypedDict, total=False):
    """What `contested`, `claims` and `statements` can be restricted to, as the options of the commands say it."""

    collection: str | None
    party: str | None
    since: str | None
    until: str | None
    language: str | None
    watched: bool
    limit: int | None


class OfClaims(Restrictions, total=False):
    """What only claims can be restricted to; `status` may be one or several."""

    status: str | Iterable[str]
    official_only: bool


class Factdb:
    """A database and what can be asked of it; reports are DataFrames, and each sees the database as it is then.

    `contested`, `claims` and `statements` are restricted by `collection`, `party`, `since`, `until`, `language` and
    `watched` (claims that are tracked), claims by `status` and `official_only`, too. `at` gives it as it was at a
    moment. A claim is told by its slug.
    """

    def __init__(self, where: str, moment: Moment = NOW) -> None:
        self.where = where
        self.moment = moment

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left to close: no connection outlives a call."""

    def at(self, *, as_of: str | None = None, known_at: str | None = None) -> "Factdb":
        """The database at a moment: as things stood by what had been said by a day, or recorded by a time (UTC).

        All reports asked of what this gives tell of that moment. Raises InputError for what is no date or time.
        """
        return Factdb(self.where, moment(as_of, known_at))

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

    def export(self, form: str, **restrictions: Unpack[Restrictions]) -> dict[str, Any]:
        """Claims as schema.org JSON-LD (`jsonld`), or statements as W3C Web Annotations (`annotations`), as objects."""
        from factdb import exporting, fetch

        if form not in exporting.FORMS:
            raise InputError(f"No export is called '{form}'. There are {' and '.join(exporting.FORMS)}.")
        asked = scope(**restrictions)
        with fetch.reading(self.where, self.moment) as reader:
            return exporting.exported(reader, form, asked)

    def import_verdicts(
        self,
        file: str | Path,
        *,
        claim: str | None = None,
        review: int | None = None,
        author: str | None = None,
        dry_run: bool = False,
    ) -> "VerdictResult":
        """Takes over the ClaimReviews of a JSON-LD file or HTML page; `unmatched` tells what was not taken, and why."""
        from factdb import pipeline

        return pipeline.import_verdicts(self.where, file, claim=claim, review=review, author=author, dry_run=dry_run)

    def give_verdict(self, claim: str, rating: str, **options: Any) -> "GivenVerdict":
        """Records what you hold of a claim; takes what `factdb verdict give` takes (`author`, `on` …)."""
        from factdb import pipeline

        return pipeline.give_verdict(self.where, claim, rating, **options)

    def withdraw_verdict(self, number: int, *, author: str | None = None, note: str = "") -> "WithdrawnVerdict":
        """Takes back the verdict of this number (`verdict_id` in `verdicts`)."""
        from factdb import pipeline

        return pipeline.withdraw_verdict(self.where, number, author=author, note=note)

    def deciding(
        self, *, author: str | None = None, note: str = "", dry_run: bool = False
    ) -> "AbstractContextManager[Desk]":
        """A desk at which you decide, in one changeset: `with db.deciding(author="Ana") as desk: desk.unite(a, b)`.

        It has a method for each verb: `unite`, `split`, `reword`, `close`, `correct`, `place`, `strike` and more.
        Afterwards `desk.changes` tells which statuses changed, `desk.changeset` what `undo` takes back.
        """
        from factdb import pipeline

        return pipeline.deciding(self.where, author=author, kind="correction", note=note, keep=not dry_run)

    def verdicts(self, claim: str | None = None) -> "DataFrame":
        """What people and organizations hold of claims, or of one: one row a verdict."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.verdicts(reader, claim))

    def contested(
        self,
        *,
        min_score: float = 0.0,
        **restrictions: Unpack[OfClaims],
    ) -> "DataFrame":
        """Contested claims, the surest first: one row a claim."""
        from factdb import fetch

        asked = scope(min_score=min_score, **restrictions)
        return self._frame(lambda reader: fetch.contested(reader, asked))

    def timeline(self, claim: str) -> "DataFrame":
        """One claim's statements in the order in which they were said, with the status after each."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.timeline(reader, claim))

    def claim(self, claim: str) -> "DataFrame":
        """All that was said about one claim: one row a statement, as in its timeline."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.one_claim(reader, claim))

    def changes(self, *, recorded: bool = False, **restrictions: Unpack[OfClaims]) -> "DataFrame":
        """What changed `since` and `until` a day, a month or a year: one row a change of a claim's status."""
        from factdb import fetch

        asked = scope(**restrictions)
        return self._frame(lambda reader: fetch.changes(reader, asked, recorded=recorded))

    def denials(self, **restrictions: Unpack[OfClaims]) -> "DataFrame":
        """What each party denied and what became of it: one row a party and claim."""
        from factdb import fetch

        asked = scope(**restrictions)
        return self._frame(lambda reader: fetch.denials(reader, asked))

    def coverage(self, **restrictions: Unpack[OfClaims]) -> "DataFrame":
        """Which publisher carried which side of the contested claims: one row a claim and publisher."""
        from factdb import fetch

        asked = scope(**restrictions)
        return self._frame(lambda reader: fetch.coverage(reader, asked))

    def article(self, name: str) -> "DataFrame":
        """The statements of one article, by its file, address or number: one row a statement."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.article(reader, name))

    def explain(self, claim: str) -> "DataFrame":
        """One claim's statements with the rule that each set off and why it is linked."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.explanation(reader, claim))

    def claims(self, **restrictions: Unpack[OfClaims]) -> "DataFrame":
        """All claims, those with the most statements first: one row a claim."""
        from factdb import fetch

        asked = scope(**restrictions)
        return self._frame(lambda reader: fetch.claims(reader, asked))

    def statements(
        self,
        *,
        stance: str | None = None,
        claim: str | None = None,
        **restrictions: Unpack[Restrictions],
    ) -> "DataFrame":
        """All statements, or those in a claim, in the order in which they were said: one row a statement."""
        from factdb import fetch

        asked = scope(**restrictions)
        return self._frame(lambda reader: fetch.statements(reader, asked, stance, claim))

    def search(self, query: str, limit: int = 20) -> "DataFrame":
        """Statements, then articles, that hold the words of a query, the best match first."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.search(reader, query, limit))

    def parties(self, *, spoken: bool = True) -> "DataFrame":
        """Parties that something was said for, or all there are: one row a party."""
        from factdb import fetch

        return self._frame(lambda reader: fetch.parties(reader, spoken))

    def log(
        self,
        *,
        author: str | None = None,
        since: str | None = None,
        kind: str | None = None,
        claim: str | None = None,
        limit: int | None = None,
    ) -> "DataFrame":
        """What every changeset did, the latest first: one row a changeset; its number is what can be undone."""
        from factdb import logbook

        first = date_in(since, "since")
        return self._frame(
            lambda reader: logbook.log(reader, author=author, since=first, kind=kind, claim=claim, limit=limit)
        )

    def undo(self, *changesets: int, author: str | None = None, note: str = "", dry_run: bool = False) -> "UndoResult":
        """Takes back what changesets did: decisions give way to those before them, loaded articles are withdrawn."""
        from factdb import pipeline

        return pipeline.undo(self.where, changesets, author=author, note=note, dry_run=dry_run)

    def problems(self) -> "DataFrame":
        """What the articles hold that could not be read for sure: one row a problem."""
        from factdb import fetch

        return self._frame(fetch.problems)

    def _frame(self, asked: "Callable[[Reader], Report]") -> "DataFrame":
        from factdb import fetch

        with fetch.reading(self.where, self.moment) as reader:
            return frame_of(asked(reader).table)
