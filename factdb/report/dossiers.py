"""What the views say about one claim, put together: its row, its statements in order, its history, its quantities.

Rows of the public views come in (mappings by column name), dossiers go out. Nothing here reads a database.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factdb.report.catalogue import say
from factdb.report.visible import visible
from factdb.words import ANONYMOUS_COUNTS, CONTESTED, ESTIMATED_COUNTS, Role, SaidOnBasis, Stance

Row = Mapping[str, Any]

STANCE_ORDER = (Stance.ASSERTS, Stance.COMMENTS, Stance.DECLINES, Stance.WITHDRAWS, Stance.DENIES, Stance.ADMITS)
THIN_LINK = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One claim with all that belongs to it.

    `claim` is its row of claim_status; `statements` are its rows of claim_statements, each joined with its row of
    statement_details, in the order in which they were said; `history` are its rows of claim_status_history in
    sequence; `quantities` its rows of claim_quantities.
    """

    claim: Row
    statements: tuple[Row, ...] = ()
    history: tuple[Row, ...] = ()
    quantities: tuple[Row, ...] = ()

    def change_by(self, statement: Row) -> Row | None:
        """The change of status that a statement caused, None where it caused none."""
        return next((row for row in self.history if row["statement_id"] == statement["statement_id"]), None)


def dossiers_of(
    claims: Iterable[Row],
    links: Iterable[Row],
    details: Iterable[Row],
    changes: Iterable[Row],
    quantities: Iterable[Row],
) -> tuple[Dossier, ...]:
    """A dossier for each claim, in the order of `claims`; rows of other claims are left out."""
    detail_of = {row["statement_id"]: row for row in details}
    linked = by_claim({**detail_of.get(row["statement_id"], {}), **row} for row in links)
    changed, counted = by_claim(changes), by_claim(quantities)
    found = []
    for claim in claims:
        history = sorted(changed[claim["claim_id"]], key=lambda row: row["sequence"])
        statements = in_order_said(linked[claim["claim_id"]], history)
        amounts = tuple(counted[claim["claim_id"]])
        found.append(Dossier(claim=claim, statements=statements, history=tuple(history), quantities=amounts))
    return tuple(found)


def by_claim(rows: Iterable[Row]) -> defaultdict[Any, list[Row]]:
    """Rows under their claim_id."""
    groups: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["claim_id"]].append(row)
    return groups


def in_order_said(statements: Iterable[Row], history: Sequence[Row] = ()) -> tuple[Row, ...]:
    """Statements as the status rules walk them: by earliest day, assertions before their answers, undated ones last.

    A statement that changed the status stands where its change took effect (a retelling may count later than it says).
    """
    moved = {row["statement_id"]: row for row in history}

    def order(row: Row) -> tuple[str, int, int]:
        change = moved.get(row["statement_id"], {})
        day = change.get("effective_on") or row.get("said_on_earliest") or row.get("said_on") or "9999"
        return padded(day), STANCE_ORDER.index(row["stance"]), row["statement_id"]

    return tuple(sorted(statements, key=order))


def padded(date: str) -> str:
    """A date as its first day, so that dates of every precision sort together."""
    return (date + "-01-01")[:10]


def sureness(dossier: Dossier) -> float:
    """How well a claim stands on its statements, 0 to 1: the weaker of its two sides, each by its best statement.

    A statement weighs as much as its link to the claim is sure, less if its speaker is anonymous or its date is
    estimated. A side of which nothing is loaded (an allegation known from its denial only) does not weigh.
    """
    sides = (
        [row for row in dossier.statements if row["stance"] == Stance.ASSERTS],
        [row for row in dossier.statements if row["stance"] == Stance.DENIES and row["role"] != Role.PRIOR_DENIAL],
    )
    return round(min((max(map(weight, side)) for side in sides if side), default=0.0), 3)


def weight(statement: Row) -> float:
    """How much one statement weighs: its score, less for an anonymous speaker or an estimated date."""
    score = statement["score"] if statement.get("score") is not None else 1.0
    if statement.get("is_anonymous"):
        score *= ANONYMOUS_COUNTS
    if statement.get("said_on_basis") == SaidOnBasis.ESTIMATED:
        score *= ESTIMATED_COUNTS
    return float(score)


def is_contested(claim: Row) -> bool:
    """Whether somebody denies what somebody else asserts; a tracked claim of which nothing was said is not."""
    return claim["status"] in CONTESTED


def surest_first(dossiers: Iterable[Dossier]) -> tuple[Dossier, ...]:
    """Dossiers by sureness, then by number of statements, then by name."""

    def order(dossier: Dossier) -> tuple[float, int, str]:
        return -sureness(dossier), -len(dossier.statements), dossier.claim["slug"]

    return tuple(sorted(dossiers, key=order))


def side_of(statement: Row, claim: Row) -> str:
    """Under which name a statement stands in a report: its party, or the root that the claim counts in its place.

    >>> side_of({"party": "Pentagon", "root_party": "United States"}, {"accusers": "United States; Ukraine"})
    'United States'
    """
    counted = {name for side in ("accused", "accusers", "corroborators", "deniers") for name in names_in(claim, side)}
    root = statement.get("root_party")
    return str(root if root in counted and statement["party"] not in counted else statement["party"])


def names_in(row: Row, column: str) -> tuple[str, ...]:
    """The names in a column that lists several, none where it is empty."""
    return tuple(name for name in (row.get(column) or "").split("; ") if name)


def sides(claim: Row) -> tuple[str, ...]:
    """Who stands where, in one line; none where nobody does.

    >>> sides({"accused": "Russia", "accusers": "Ukraine; United States", "corroborators": "United States"})
    ('accused: Russia · asserted by Ukraine · corroborated by United States',)
    """
    names = {column: names_in(claim, column) for column in ("accused", "accusers", "corroborators", "deniers")}
    names["accusers"] = tuple(name for name in names["accusers"] if name not in names["corroborators"])
    told = [say(f"claim.{side}", names=visible(", ".join(found))) for side, found in names.items() if found]
    return (" · ".join(told),) if told else ()
