"""A person's own verdict on a claim: given by hand, signed and dated, and taken back.

In come a claim, a rating from a scale and what else the person says; out goes what was kept. A status never follows
from a verdict. Who gives a verdict anew replaces the own earlier one; what stood before stays known to `--known-at`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from factdb.errors import InputError, NotFoundError
from factdb.pipeline.loading import signed
from factdb.pipeline.wanted import short
from factdb.read import Scale, clean, rated, scale_in
from factdb.records import Verdict
from factdb.report.scope import date_in
from factdb.store import Writer, open_database

RELIABILITY = "ABCDEF"
CREDIBILITY = "123456"
MOST_EXPLAINED = 10_000
SAID = tuple(field.name for field in fields(Verdict))
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenVerdict:
    """What giving a verdict did: its number, the claim (slug) and the verdict.

    `replaced` are the numbers of the author's own earlier verdicts on the claim. `changeset` is None where the verdict
    was there just so, and then nothing was kept.
    """

    number: int
    claim: str
    verdict: Verdict
    replaced: tuple[int, ...] = ()
    changeset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnVerdict:
    """A verdict that was taken back: its number, the claim (slug), who had given it and the rating, the changeset."""

    number: int
    claim: str
    author: str
    rating: str
    changeset: int


def give_verdict(
    where: str | Path,
    claim: str,
    rating: str,
    *,
    author: str | None = None,
    organization: str | None = None,
    reliability: str | None = None,
    credibility: str | int | None = None,
    explanation: str = "",
    url: str | None = None,
    on: str | None = None,
    ratings: str | Path | None = None,
    dry_run: bool = False,
) -> GivenVerdict:
    """Records what a person holds of a claim, or an `organization`, for which `author` records it.

    `rating` is a word of the scale in the file `ratings`, or of the shipped one; `reliability` (A to F) and
    `credibility` (1 to 6) are the Admiralty code; `on` is today unless it says another day, month or year.

    Raises InputError for what cannot be used, NotFoundError for a claim that is none, DatabaseError for a database
    that cannot be used.
    """
    person, scale = signed(author), scale_in(ratings)
    word, value = rated(rating, scale)
    given = Verdict(
        author=short(organization if organization is not None else person, "the author"),
        author_kind="person" if organization is None else "organization",
        rating=word,
        rating_value=value,
        worst_rating=None if value is None else scale.worst,
        best_rating=None if value is None else scale.best,
        source_reliability=_grade(reliability, RELIABILITY, "source reliability"),
        information_credibility=_grade(credibility, CREDIBILITY, "information credibility"),
        given_on=_day(on),
        url=_address(url),
        explanation=_explained(explanation),
    )
    if not given.author:
        raise InputError("An organization has a name. Give it, or leave --organization out.")
    with open_database(where) as database, database.writing(author=person, kind="verdict", keep=not dry_run) as writer:
        return _kept(writer, writer.claim(claim), given)


def withdraw_verdict(
    where: str | Path, number: int, *, author: str | None = None, note: str = "", dry_run: bool = False
) -> WithdrawnVerdict:
    """Takes back the verdict of this number, whoever gave it; the changeset says who did it.

    Raises NotFoundError for a verdict that is none or was withdrawn, DatabaseError for a database that cannot be used.
    """
    with (
        open_database(where) as database,
        database.writing(author=signed(author), kind="verdict", note=clean(note), keep=not dry_run) as writer,
    ):
        row = _verdict(writer, number)
        writer.retire("verdict", {"verdict_id": number})
        changeset = writer.changeset_id
    author, rating = str(row["author"]), str(row["rating"])
    return WithdrawnVerdict(number=number, claim=str(row["slug"]), author=author, rating=rating, changeset=changeset)


def scale_of(ratings: str | Path | None = None) -> Scale:
    """The words in which a claim may be rated: those of a file, or the shipped ones."""
    return scale_in(ratings)


def _kept(writer: Writer, claim: Row, given: Verdict) -> GivenVerdict:
    """Saves a verdict in the place of its author's own earlier ones on the claim."""
    claim_id, slug = int(str(claim["claim_id"])), str(claim["slug"])
    own: Row = {"claim_id": claim_id, "author": given.author, "author_kind": given.author_kind}
    is_new = writer.save_verdict(claim_id, given, anew=True)
    stands = {
        int(str(row["verdict_id"])): all(row[name] == getattr(given, name) for name in SAID)
        for row in writer.rows("verdicts", own, order=("verdict_id",))
    }
    number = next(each for each, is_this in stands.items() if is_this)
    earlier = tuple(each for each, is_this in stands.items() if not is_this) if is_new else ()
    for each in earlier:
        writer.retire("verdict", {"verdict_id": each})
    changeset = writer.changeset_id if is_new else None
    return GivenVerdict(number=number, claim=slug, verdict=given, replaced=earlier, changeset=changeset)


def _verdict(writer: Writer, number: int) -> Row:
    for row in writer.rows("verdicts", {"verdict_id": number}):
        return row
    if writer.rows("verdict", {"verdict_id": number}):
        raise NotFoundError(f"Verdict {number} was withdrawn already. `factdb verdict list` lists those that stand.")
    raise NotFoundError(f"No verdict {number}. `factdb verdict list` lists them with their numbers.")


def _grade(given: str | int | None, grades: str, what: str) -> str | None:
    """A letter or digit of the Admiralty code as it is kept."""
    if given is None:
        return None
    grade = str(given).strip().upper()
    if len(grade) != 1 or grade not in grades:
        raise InputError(f"'{given}' is no {what}. It is one of {', '.join(grades)}.")
    return grade


def _day(on: str | None) -> str:
    """The day on which a verdict was given; nobody gives one tomorrow."""
    today = datetime.now().astimezone().date().isoformat()
    day = date_in(on, "a verdict") or today
    if day > today[: len(day)]:
        raise InputError(f"{day} is still to come. A verdict is dated by the day on which it was given.")
    return day


def _address(url: str | None) -> str | None:
    if url is None:
        return None
    line = short(url, "the address")
    if not re.fullmatch(r"https?://\S+", line):
        raise InputError(f"'{line}' is no address of the web. Write it as https://….")
    return line


def _explained(words: str) -> str:
    told = clean(words)
    if len(told) > MOST_EXPLAINED:
        raise InputError(
            f"The explanation has {len(told):,} letters; {MOST_EXPLAINED:,} are the most. Give the rest by --url."
        )
    return told
