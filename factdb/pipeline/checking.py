"""Proving a database: everything that can be computed anew is, and compared with what is kept. Mends nothing.

What the store can tell of itself comes first: where its structure is broken, or rows were altered, what would follow
from them is not computed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factdb.errors import DamagedError
from factdb.extract import key_of as key_of_statement
from factdb.link import key_of as key_of_appearance
from factdb.pipeline.known import known_parties
from factdb.pipeline.rederiving import chunks, differing
from factdb.pipeline.reprints import copies_among, in_order_of_print, repeats_in
from factdb.pipeline.worded import worded_otherwise
from factdb.read import key_of as key_of_article
from factdb.records import Finding
from factdb.store import REBUILD, RESTORE, Reader, open_database
from factdb.words import MACHINE, Origin

Numbers = Sequence[int]
UNRELIABLE = {"structure", "foreign key", "seal", "text", "quote"}
"""Findings after which nothing is computed from the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check found: nothing where the database is sound.

    `counts` tells how many rows of which kind a sound database holds, `seal` is the hash over everything that was ever
    recorded there, None where nothing was.
    """

    where: str
    findings: tuple[Finding, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    seal: str | None = None

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check(where: str | Path) -> CheckResult:
    """Checks a database, in one snapshot and without writing to it.

    Raises DatabaseError for what is no database of factdb, or cannot be opened for another reason than damage.
    """
    try:
        return _checked(where)
    except DamagedError:
        broken = Finding(
            kind="structure", place="file", message="So much is broken that it cannot be read.", remedy=RESTORE
        )
        return CheckResult(where=str(where), findings=(broken,))


def _checked(where: str | Path) -> CheckResult:
    with open_database(where, read_only=True) as database, database.reading() as reader:
        found = list(reader.structure())
        if _may_be_read(found):
            found += [*_asked(reader, "article", _articles), *reader.altered()]
        if _may_be_read(found):
            found += _asked(reader, "article", _statements, _appearances, _reprints)
            found += _asked(reader, "claim", _words, _tracked, _statuses)
        if found:
            return CheckResult(where=database.where, findings=tuple(found))
        return CheckResult(where=database.where, counts=reader.counts(), seal=reader.last_seal())


def _may_be_read(found: Sequence[Finding]) -> bool:
    return not UNRELIABLE & {finding.kind for finding in found}


def _asked(reader: Reader, table: str, *parts: Callable[[Reader, Numbers], Iterable[Finding]]) -> Iterator[Finding]:
    """What these find in all rows of a table, some at a time."""
    for some in chunks(reader.numbers(table)):
        for part in parts:
            yield from part(reader, some)


def _articles(reader: Reader, numbers: Numbers) -> Iterator[Finding]:
    """Texts that are not the ones that their articles are known by; texts that were left out tell nothing."""
    texts, loaded = reader.article_texts(numbers), _loaded_publishers(reader, numbers)
    for row in reader.rows("article", {"article_id": list(numbers)}, order=("article_id",)):
        text = texts.get(_number(row["article_id"]))
        publisher = loaded.get(row["article_id"], row["publisher"])
        told = publisher if isinstance(publisher, str) else None
        if text is not None and key_of_article(text, told) != row["key"]:
            message = f"The text or publisher of {row['source']} is not what was loaded."
            yield Finding(kind="text", place=f"article {row['article_id']}", message=message, remedy=RESTORE)


def _loaded_publishers(reader: Reader, numbers: Numbers) -> dict[object, object]:
    """The publishers that articles were loaded with, where people put others there."""
    asked = reader.rows("review", {"article_id": list(numbers), "kind": "publisher"})
    reviews = {row["review_id"]: row["article_id"] for row in asked}
    answers = reader.rows("decision", {"review_id": list(reviews)}, order=("-decision_id",))
    return {reviews[row["review_id"]]: row["before"] for row in answers}


def _statements(reader: Reader, numbers: Numbers) -> Iterator[Finding]:
    """Statements whose keys are not made of what they say now."""
    rows = reader.rows("article", {"article_id": list(numbers)})
    keys = [str(row["key"]) for row in rows]
    ours = {
        str(row["key"]): row["statement_id"]
        for row in reader.rows("statement", {"article_id": list(numbers), "decided_by": MACHINE, "retired_in": None})
    }
    for one in reader.statements(keys):
        made = key_of_statement(one.article, one.content or one.quote, one.cue, one.stance, one.speaker)
        if one.key in ours and made != one.key:
            message = "Its stance, speaker or words are not those that it is known by."
            yield Finding(kind="statement", place=f"statement {ours[one.key]}", message=message, remedy=RESTORE)


def _appearances(reader: Reader, numbers: Numbers) -> Iterator[Finding]:
    """Appearances of claims whose keys are not made of the statements that they hold now."""
    shown = [str(row["key"]) for row in reader.rows("appearance", {"article_id": list(numbers), "retired_in": None})]
    for placed in reader.appearances(shown):
        one_of = placed.appearance
        if key_of_appearance(one_of.article, [member.statement for member in one_of.members]) != one_of.key:
            message = "It does not hold the statements that it is known by."
            yield Finding(kind="statement", place=f"appearance {one_of.key}", message=message, remedy=RESTORE)


def _reprints(reader: Reader, numbers: Numbers) -> Iterator[Finding]:
    """Groups of reprints, and who repeats whom in them, that do not come out of the texts."""
    groups = _groups(reader, numbers)
    for one, other in copies_among(reader, numbers):
        if groups.get(one) is None or groups.get(one) != _groups(reader, [other]).get(other):
            message = f"It prints the text of article {other}, but they are not in one group."
            yield Finding(kind="reprint", place=f"article {one}", message=message, remedy=RESTORE)
    for group in sorted(set(groups.values())):
        rows = reader.rows("copy_group_article", {"copy_group_id": group})
        members = sorted(_number(row["article_id"]) for row in rows)
        if members[0] in numbers:
            yield from _group(reader, rows, members)


def _groups(reader: Reader, numbers: Numbers) -> dict[int, int]:
    rows = reader.rows("copy_group_article", {"article_id": list(numbers)})
    return {_number(row["article_id"]): _number(row["copy_group_id"]) for row in rows}


def _group(reader: Reader, rows: Sequence[dict[str, object]], members: list[int]) -> Iterator[Finding]:
    """What is wrong in one group: a member that prints no other's text, another first print, other repetitions."""
    place, texts = f"copy group {rows[0]['copy_group_id']}", reader.article_texts(members)
    copies = {number for pair in copies_among(reader, members) for number in pair}
    if len(texts) == len(members) and set(members) - copies:
        told = ", ".join(map(str, sorted(set(members) - copies)))
        message = f"Article {told} is in it and prints none of its texts."
        yield Finding(kind="reprint", place=place, message=message, remedy=RESTORE)
    prints = in_order_of_print(reader, members)
    if [_number(row["article_id"]) for row in rows if row["is_first"]] != prints[:1]:
        yield Finding(kind="reprint", place=place, message="Another print is the first.", remedy=RESTORE)
    told_rows = reader.rows("statement", {"article_id": members, "retired_in": None})
    keys = {row["statement_id"]: row["key"] for row in told_rows}
    kept = {row["key"]: keys.get(row["repeats_statement_id"]) for row in told_rows}
    if kept != repeats_in(reader, [prints]):
        message = "Its statements do not repeat those of the first print."
        yield Finding(kind="reprint", place=place, message=message, remedy=RESTORE)


def _words(reader: Reader, numbers: Numbers) -> Iterator[Finding]:
    """Found claims that are not worded, or do not accuse, as what they were made of does; merged ones that hold it."""
    for number, _ in worded_otherwise(reader, known_parties(reader), numbers):
        message = "It does not have the words or the accused that its appearances give it."
        yield Finding(kind="claim", place=f"claim {number}", message=message, remedy=REBUILD)
    held, homes = {placed.claim_id for placed in reader.appearances_of(numbers)}, reader.homes()
    for row in reader.rows("claim", {"claim_id": list(numbers)}, order=("claim_id",)):
        number, into = _number(row["claim_id"]), row["merged_into_id"]
        united = None if homes.home(number) == number else homes.home(number)
        if into != united and (united is not None or number in held):
            message, remedy = f"'{row['slug']}' is said to be merged, but appearances are in it.", RESTORE
            if united is not None:
                message, remedy = f"'{row['slug']}' was united with another claim, but does not lead there.", REBUILD
            yield Finding(kind="claim", place=f"claim {row['claim_id']}", message=message, remedy=remedy)


def _tracked(reader: Reader, numbers: Numbers) -> Iterator[Finding]:
    """Tracked claims that do not have the words that a person last gave them."""
    wordings, claims = reader.wordings(numbers), reader.tracked()
    for row in reader.rows("claim", {"claim_id": list(numbers), "origin": Origin.TRACKED, "merged_into_id": None}):
        number = _number(row["claim_id"])
        if number in claims and [one.claim for one in wordings.get(number, ())][-1:] != [claims[number]]:
            message = f"'{row['slug']}' does not have the words that a person gave it."
            yield Finding(kind="claim", place=f"claim {number}", message=message, remedy=RESTORE)


def _statuses(reader: Reader, numbers: Numbers) -> Iterator[Finding]:
    """Claims whose status, history, positions or roles do not follow from their statements."""
    parties = known_parties(reader)
    for number, tables in differing(reader, parties, numbers).items():
        message = f"Its rows of {', '.join(tables)} are not what its statements give."
        yield Finding(kind="status", place=f"claim {number}", message=message, remedy=REBUILD)


def _number(value: Any) -> int:
    return int(str(value))
