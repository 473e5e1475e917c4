"""What a report is restricted to, and the moment of which it tells; both checked, and both told at a report's head.

What a user asked for comes in, a `Scope` or a `Moment` goes out, or an InputError in words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from factdb.errors import InputError
from factdb.records import NOW, Moment
from factdb.report.catalogue import say
from factdb.report.dossiers import Dossier, Row
from factdb.report.pages import Report
from factdb.report.visible import visible
from factdb.words import DenialKind, Status

DATES = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
YEARS = range(1000, 9999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is restricted to; None, 0 and nothing restrict nothing.

    `since` and `until` are days, months or years: a statement is in the period if it may have been said in it, a claim
    if any of its statements is. `language` is that of the articles, `official_only` leaves out the denials of third
    parties, `watched` leaves only claims that people follow, `least` is the lowest sureness that is shown.
    """

    collection: str | None = None
    party: str | None = None
    since: str | None = None
    until: str | None = None
    status: tuple[str, ...] = ()
    language: str | None = None
    official_only: bool = False
    watched: bool = False
    least: float = 0.0
    limit: int | None = None

    def restricts_what_counts(self) -> bool:
        """Whether it leaves out some of what was said, or claims by what was said in them, and not by their state."""
        by_words = (self.collection, self.party, self.language, self.official_only, self.watched)
        return any(by_words) or self.has_period()

    def has_period(self) -> bool:
        """Whether it is restricted to a time."""
        return bool(self.since or self.until)

    def holds_day(self, row: Row) -> bool:
        """Whether a statement may have been said in the period; one without a date is dated by its article.

        >>> Scope(since="2024-03", until="2024").holds_day({"said_on": "2024"})
        True
        >>> Scope(since="2024-03").holds_day({"said_on": "2024-02-29"})
        False
        """
        said = row["said_on"] or row.get("published_on")
        if said is None:
            return not self.has_period()
        since, until = self.since or "", self.until or said
        return bool(said >= since[: len(said)] and said[: len(until)] <= until)

    def holds_claim(self, claim: Row) -> bool:
        """Whether a claim has one of the statuses, and the denial of an accused if only such are asked for."""
        is_denied_officially = claim["denial_kind"] == DenialKind.OFFICIAL
        return (not self.status or claim["status"] in self.status) and (is_denied_officially or not self.official_only)

    def in_words(self) -> str:
        """The restriction as the head of a report tells it."""
        parts = [say("scope.collection", name=self.collection)] if self.collection else []
        parts += [say("scope.party", name=self.party)] if self.party else []
        parts += [say("scope.since", day=self.since)] if self.since else []
        parts += [say("scope.until", day=self.until)] if self.until else []
        parts += [say("scope.status", names=", ".join(say(f"status.{one}") for one in self.status))] * bool(self.status)
        parts += [say("scope.language", code=self.language)] if self.language else []
        parts += [say("scope.official_only")] if self.official_only else []
        parts += [say("scope.watched")] if self.watched else []
        parts += [say("scope.least", least=self.least)] if self.least else []
        return say("scope.only", restrictions=", ".join(parts)) if parts else say("scope.all")


def scope(
    *,
    collection: str | None = None,
    party: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: str | Iterable[str] = (),
    language: str | None = None,
    official_only: bool = False,
    watched: bool = False,
    min_score: float = 0.0,
    limit: int | None = None,
) -> Scope:
    """What a user asked for, checked; `status` may be one or several.

    >>> scope(since="yesterday")
    Traceback (most recent call last):
    factdb.errors.InputError: 'yesterday' is no date for --since. Write 2024-10-31, 2024-10 or 2024.

    Raises InputError for a date that is none, a period that ends before it begins, and a status that there is not.
    """
    wanted = tuple(dict.fromkeys([status] if isinstance(status, str) else status))
    if unknown := [one for one in wanted if one not in list(Status)]:
        raise InputError(f"'{unknown[0]}' is no status. There are {', '.join(Status)}.")
    first, last = date_in(since, "--since"), date_in(until, "--until")
    if first and last and last < first[: len(last)]:
        raise InputError(f"Nothing lies between --since {first} and --until {last}. Exchange them.")
    return Scope(
        collection=collection,
        party=party,
        since=first,
        until=last,
        status=wanted,
        language=language,
        official_only=official_only,
        watched=watched,
        least=min_score,
        limit=limit,
    )


def moment(as_of: str | None = None, known_at: str | None = None) -> Moment:
    """The moment that a user asked for: now, where neither is given. A day of recording means its end, in UTC.

    >>> moment("2024-10", "2024-11-05T12:00+07:00")
    Moment(as_of='2024-10', known_at='2024-11-05T05:00:00Z')

    Raises InputError for what is no date or time.
    """
    return Moment(as_of=date_in(as_of, "--as-of"), known_at=time_in(known_at, "--known-at"))


def date_in(text: str | None, asked: str) -> str | None:
    """A day, month or year as it was typed; `asked` names what it is for."""
    if text is None:
        return None
    try:
        if DATES.fullmatch(text) and date.fromisoformat((text + "-01-01")[:10]).year in YEARS:
            return text
    except ValueError:
        pass
    raise InputError(f"'{text}' is no date for {asked}. Write 2024-10-31, 2024-10 or 2024.")


def time_in(text: str | None, asked: str) -> str | None:
    """A day or a moment as UTC to the second; without an offset it is in UTC already."""
    if text is None:
        return None
    try:
        told = datetime.fromisoformat(text)
        if len(text) <= len("2024-10-31"):
            told = datetime.combine(told, time.max)
        told = (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
        if told.year in YEARS:
            return told.strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        pass
    raise InputError(f"'{text}' is no time for {asked}. Write 2024-10-31, or 2024-10-31T18:30 in UTC.")


def at_moment(report: Report, told: Moment) -> Report:
    """A report whose head says of which moment it is; as it was, where that is now."""
    if told == NOW or report.page is None:
        return report
    lines = [say("moment.as_of", day=told.as_of)] if told.as_of else []
    lines += [say("moment.known_at", time=told.known_at)] if told.known_at else []
    return replace(report, page=replace(report.page, head=(*report.page.head, *map(visible, lines))))


def restricted(report: Report, told: Scope, left_out: int = 0) -> Report:
    """A report whose head says to what it is restricted, and whose foot how many rows a limit left out."""
    if report.page is None:
        return report
    page, words = report.page, visible(told.in_words())
    head = (f"{words[0].upper()}{words[1:]}.",) if words != visible(Scope().in_words()) else ()
    foot = (say("contested.left_out", count=left_out),) if left_out else ()
    return replace(report, page=replace(page, head=(*page.head, *head), foot=(*page.foot, *foot)))


def officially(dossier: Dossier) -> Dossier:
    """A dossier without the denials of third parties."""
    kept = tuple(row for row in dossier.statements if row["denial_kind"] != DenialKind.THIRD_PARTY)
    return replace(dossier, statements=kept)
