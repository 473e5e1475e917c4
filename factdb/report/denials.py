"""Each party's record of denials: what it denied, and what became of that.

Rows of claim_status and of claim_statements come in, a page and a table go out. It counts as the view denial_record
does.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import Any

from factdb.report.catalogue import number, say
from factdb.report.contested import title_of
from factdb.report.dossiers import Row, by_claim, names_in, padded
from factdb.report.pages import Grid, Page, Report, Table, header
from factdb.report.visible import visible
from factdb.words import Role, Status

COLUMNS = (
    "party",
    "slug",
    "title",
    "first_denied_on",
    "outcome",
    "status",
    "corroborated_on",
    "days_to_corroboration",
    "denial_count",
    "denial_kind",
)
ADMITTED, CORROBORATED, STANDING, GIVEN_UP = "admitted", "corroborated", "standing", "given_up"
UNKNOWN = "9999"
MOST = 12


def denials(claims: Iterable[Row], links: Iterable[Row], parties: frozenset[str] | None = None) -> Report:
    """What each party denied, a row a party and claim; who denied most comes first. `parties` None: of everybody.

    `links` are the rows of claim_statements of these claims. A denial that was first corroborated and then admitted
    counts as admitted in `outcome`; the record of its party counts both, as far as both happened.
    """
    linked = by_claim(links)
    rows = [row for claim in claims for row in denied(claim, linked[claim["claim_id"]])]
    kept = sorted((row for row in rows if parties is None or row["party"] in parties), key=itemgetter("party"))
    records = [(party, sorted(own, key=first_denied)) for party, own in groupby(kept, key=itemgetter("party"))]
    records.sort(key=lambda item: -len(item[1]))
    table = Table(name="denials", columns=COLUMNS, rows=tuple(row for _, own in records for row in own))
    blocks = tuple(grid for grid in (summary(records), details(table.rows)) if grid.rows)
    head = (say("denials.means") if records else say("denials.none"), say("caveat"))
    return Report(table=table, page=Page(head=head, blocks=blocks))


def denied(claim: Row, links: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """A row for each party that denies one claim: since when, and what came after."""
    answers = sorted(
        (row for row in links if row["role"] == Role.DENIAL), key=lambda row: (row["counts_for"], day(row))
    )
    confirmed = sorted((row for row in links if row["role"] == Role.CORROBORATION), key=day)
    for party, group in groupby(answers, key=itemgetter("counts_for")):
        first, *more = group
        after = next((row for row in confirmed if day(first) < day(row) < UNKNOWN), None)
        yield {
            "party": party,
            "slug": claim["slug"],
            "title": title_of(claim),
            "first_denied_on": dated(first),
            "outcome": outcome(claim, party, after),
            "status": claim["status"],
            "corroborated_on": after and dated(after),
            "days_to_corroboration": after and (date.fromisoformat(day(after)) - date.fromisoformat(day(first))).days,
            "denial_count": 1 + len(more),
            "denial_kind": first["denial_kind"],
        }


def dated(row: Row) -> str | None:
    """When it was said, as precise as the text; by its article where the text tells nothing."""
    told: str | None = row["said_on"] or row["published_on"]
    return told


def day(row: Row) -> str:
    """The first day on which it can have been said."""
    return padded(dated(row) or UNKNOWN)


def outcome(claim: Row, party: str, after: Row | None) -> str:
    """What became of a denial: admitted, corroborated by a second party, standing, or given up by who denied."""
    if claim["status"] == Status.ADMITTED:
        return ADMITTED
    if after:
        return CORROBORATED
    return STANDING if party in names_in(claim, "deniers") else GIVEN_UP


def first_denied(row: Row) -> tuple[str, str]:
    """The order of a party's denials: by date, then by name of the claim."""
    return padded(row["first_denied_on"] or UNKNOWN), row["slug"]


def summary(records: Sequence[tuple[str, Sequence[Row]]]) -> Grid:
    """A row a party: how many claims it denied, and what became of them.

    Among many parties those with a single denial are only counted: the list below says all about them.
    """
    many = [item for item in records if len(item[1]) > 1] if len(records) > MOST else list(records)
    once = len(records) - len(many)
    names = header("party", "denials", "later_admitted", "later_corroborated", "standing", "median_days")
    rows = tuple((visible(party), *map(told, record(own).values())) for party, own in many)
    days = (say("denials.days"),) if any(row["corroborated_on"] for _, own in many for row in own) else ()
    notes = (*days, say("denials.once", count=once)) if once else days
    return Grid(title="", header=names, rows=rows, numbers=(1, 2, 3, 4, 5), notes=notes)


def record(own: Sequence[Row]) -> dict[str, float | None]:
    """The figures of one party, by the names of the columns of denial_record."""
    days = [row["days_to_corroboration"] for row in own if row["corroborated_on"]]
    return {
        "denials": len(own),
        "later_admitted": sum(row["outcome"] == ADMITTED for row in own),
        "later_corroborated": len(days),
        "standing": sum(row["outcome"] == STANDING for row in own),
        "median_days_to_corroboration": median(days) if days else None,
    }


def became(row: Row) -> str:
    """What became of a denial, in words; days are counted between days, not between months."""
    if row["outcome"] != CORROBORATED:
        return say(f"outcome.{row['outcome']}")
    told = say("outcome.corroborated", day=row["corroborated_on"])
    if len(row["corroborated_on"]) == len(row["first_denied_on"]) == len("2024-10-30"):
        told += say("outcome.after", count=row["days_to_corroboration"])
    return told


def told(value: float | None) -> str:
    """A figure, a dash where there is none."""
    return "–" if value is None else number(value)


def details(denied: Sequence[Row]) -> Grid:
    """Every denial, in the order given."""
    rows = tuple(
        (
            visible(row["party"]),
            row["first_denied_on"] or say("no_date"),
            visible(row["title"]),
            became(row),
            row["slug"],
        )
        for row in denied
    )
    return Grid(title=say("denials.each"), header=header("party", "denied_on", "claim", "outcome", "slug"), rows=rows)
