"""What the log needs, read from the tables and handed to `report`: every changeset with what it did.

How many rows a changeset recorded is told by its seal, so that no table of facts is counted.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from factdb import report
from factdb.fetch import Reader, of_its_moment, rows_in
from factdb.report import Done, Report, Row

__all__ = ["log"]

DECIDED = ("confirmed", "rejected")
UNDONE = re.compile(r"undo (\d+(?:, \d+)*)")
"""What the note of an undo begins with."""


@of_its_moment
def log(
    reader: Reader,
    *,
    author: str | None = None,
    since: str | None = None,
    kind: str | None = None,
    claim: str | None = None,
    limit: int | None = None,
) -> Report:
    """Changesets with what each did, the latest first; NotFoundError where there is no such claim."""
    asked = {name: told for name, told in (("author", author), ("kind", kind)) if told is not None}
    found: list[Row] = [
        row
        for row in reader.rows("changeset", asked, order=("-changeset_id",))
        if since is None or str(row["recorded_at"]) >= since
    ]
    if claim is not None:
        about = changesets_about(reader, reader.claim(claim)["claim_id"])
        found = [row for row in found if row["changeset_id"] in about]
    shown = found[:limit]
    return report.log(done_in(reader, shown), len(found) - len(shown))


def changesets_about(reader: Reader, claim: Any) -> set[Any]:
    """The changesets that recorded, retired or decided something about a claim, or one that was merged into it."""
    merged = [row["claim_id"] for row in reader.rows("claim", {"merged_into_id": claim})]
    claims = [claim, *merged]
    links = rows_in(reader, "claim_statement", "claim_id", claims)
    relations = [row for end in ENDS for row in rows_in(reader, "claim_relation", end, claims, {"state": DECIDED})]
    signed = [row for table in ("claim_wording", "verdict") for row in rows_in(reader, table, "claim_id", claims)]
    statements = {row["statement_id"] for row in links}
    reviews = [row for end in ENDS for row in rows_in(reader, "review", end, claims)]
    reviews += rows_in(reader, "review", "statement_id", statements)
    decisions = rows_in(reader, "decision", "review_id", {row["review_id"] for row in reviews})
    rows = [*links, *relations, *signed, *decisions, *rows_in(reader, "claim", "claim_id", claims)]
    return {row[when] for row in rows for when in ("recorded_in", "retired_in") if row.get(when) is not None}


ENDS = ("claim_id", "other_claim_id")


def done_in(reader: Reader, changesets: Sequence[Row]) -> list[Done]:
    """What each of these changesets did."""
    numbers = [row["changeset_id"] for row in changesets]
    counts: dict[Any, dict[str, int]] = defaultdict(dict)
    for row in rows_in(reader, "seal", "changeset_id", numbers):
        counts[row["changeset_id"]][row["name"]] = row["row_count"]
    slugs = _Slugs(reader)
    decisions = _grouped(decisions_in(reader, numbers, slugs))
    wordings = _grouped(slugs.named(_recorded(reader, "claim_wording", numbers)))
    verdicts = _grouped(slugs.named(_recorded(reader, "verdict", numbers)))
    relations = _grouped(slugs.named(_recorded(reader, "claim_relation", numbers, {"state": DECIDED})))
    alliances = _grouped(alliances_in(reader, numbers))
    undoes, undone_by = undone_in(reader)
    return [
        Done(
            row=row,
            counts=counts[number],
            undoes=tuple(undoes[number]),
            undone_by=tuple(undone_by[number]),
            decisions=decisions[number],
            wordings=wordings[number],
            verdicts=verdicts[number],
            relations=relations[number],
            alliances=alliances[number],
        )
        for number, row in zip(numbers, changesets, strict=True)
    ]


def undone_in(reader: Reader) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Which changesets each undo took back, and by which each was taken back."""
    undoes: dict[int, list[int]] = defaultdict(list)
    undone_by: dict[int, list[int]] = defaultdict(list)
    for row in reader.rows("changeset", {"kind": "undo"}, order=("changeset_id",)):
        told = UNDONE.match(str(row["note"]))
        for number in map(int, told[1].split(", ")) if told else ():
            undoes[own := int(str(row["changeset_id"]))].append(number)
            undone_by[number].append(own)
    return undoes, undone_by


def _recorded(
    reader: Reader, table: str, numbers: Sequence[Any], where: Mapping[str, object] | None = None
) -> list[Row]:
    return rows_in(reader, table, "recorded_in", numbers, where)


def _grouped(rows: Sequence[Row]) -> dict[Any, list[Row]]:
    """Rows by the changeset that recorded them."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["recorded_in"]].append(row)
    return found


class _Slugs:
    """The public names of claims."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def named(self, rows: Sequence[Row]) -> list[Row]:
        """Rows with the `slug` of the claim that each is about, and `other` for a second one; None for none."""
        wanted = {row[end] for row in rows for end in ENDS if row.get(end) is not None}
        slugs = {row["claim_id"]: row["slug"] for row in rows_in(self.reader, "claim", "claim_id", wanted)}
        ends = (("slug", "claim_id"), ("other", "other_claim_id"))
        return [{**row, **{name: slugs.get(row.get(end)) for name, end in ends}} for row in rows]


def decisions_in(reader: Reader, numbers: Sequence[Any], slugs: _Slugs) -> list[Row]:
    """The decisions of these changesets with what they are about, by names and by the numbers of the present."""
    decisions = sorted(_recorded(reader, "decision", numbers), key=lambda row: row["decision_id"])
    gone = {tuple(row[name] for name in BY): row for row in rows_in(reader, "decision", "retired_in", numbers)}
    reviews = rows_in(reader, "review", "review_id", {row["review_id"] for row in decisions})
    asked = {row["review_id"]: row for row in slugs.named(reviews)}
    said = statements_of(reader, {row["statement_id"] for row in reviews if row["statement_id"] is not None})
    articles = rows_in(reader, "article", "article_id", {row["article_id"] for row in reviews if row["article_id"]})
    sources = {row["article_id"]: row["source"] for row in articles}
    found: list[Row] = []
    for row in decisions:
        about = asked[row["review_id"]]
        found.append(
            {
                **row,
                **_taken_back(row, gone),
                **{name: about[name] for name in ("kind", "words", "slug", "other")},
                **said.get(about["statement_id"], NOBODY),
                "article": sources.get(about["article_id"]),
                "party": reader.tree.names.get(about["party_id"]),
            }
        )
    return found


BY = ("review_id", "author", "retired_in")


def _taken_back(row: Row, gone: Mapping[tuple[Any, ...], Row]) -> Row:
    """What an answer that takes one back took back, and whether it does."""
    was = gone.get((row["review_id"], row["author"], row["recorded_in"]))
    if row["state"] != "open" or was is None:
        return {"is_taken_back": False}
    return {"is_taken_back": True, **{name: was[name] for name in ("state", "value", "before")}}


NOBODY: Row = {"statement": None, "speaker": None, "publisher": None}


def statements_of(reader: Reader, numbers: set[Any]) -> dict[Any, Row]:
    """For these statements the number that each has now, the party that speaks in it, and its publisher."""
    rows = {row["statement_id"]: row for row in rows_in(reader, "statement", "statement_id", numbers)}
    live = rows_in(reader, "statement", "key", {row["key"] for row in rows.values()}, {"retired_in": None})
    now = {row["key"]: row for row in live}
    speakers = {row["speaker_id"] for row in (*rows.values(), *live)}
    parties = {
        row["speaker_id"]: reader.tree.names[row["party_id"]]
        for row in rows_in(reader, "speaker", "speaker_id", speakers)
    }
    articles = rows_in(reader, "article", "article_id", {row["article_id"] for row in rows.values()})
    publishers = {row["article_id"]: row["publisher"] for row in articles}
    return {
        number: {
            "statement": now.get(row["key"], row)["statement_id"],
            "speaker": parties[now.get(row["key"], row)["speaker_id"]],
            "publisher": publishers[row["article_id"]],
        }
        for number, row in rows.items()
    }


def alliances_in(reader: Reader, numbers: Sequence[Any]) -> list[Row]:
    """The alliances that these changesets recorded, and those that they took back, with the names of both."""
    begun = [{**row, "is_over": False} for row in _recorded(reader, "alliance", numbers)]
    over = rows_in(reader, "alliance", "retired_in", numbers)
    begun += [{**row, "is_over": True, "recorded_in": row["retired_in"]} for row in over]
    names = reader.tree.names
    return [{**row, "one": names[row["one_id"]], "other": names[row["other_id"]]} for row in begun]
