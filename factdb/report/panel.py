"""The numbers that statements name of one thing, on one scale below a timeline.

A dossier and the axis of its timeline come in, positions and texts go out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from factdb.report.amounts import by_unit, span
from factdb.report.axis import Axis, place
from factdb.report.catalogue import number
from factdb.report.days import days_said
from factdb.report.dossiers import Dossier, Row, side_of
from factdb.report.measure import in_lines
from factdb.report.visible import visible

PANEL, LABEL, BESIDE = 72.0, 12.0, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number that a statement names: `low` and `high` are heights, equal for an exact one; `opens` has an arrow."""

    x: float
    low: float
    high: float
    opens: str
    stance: str
    told: str
    statement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The numbers of the unit that is named most, on one scale: its least and its greatest in words."""

    top: float
    unit: tuple[str, ...]
    least: str
    greatest: str
    amounts: tuple[Amount, ...]


def panel_of(dossier: Dossier, axis: Axis, top: float, gutter: float) -> Panel | None:
    """The numbers of the unit that is named most; None where fewer than two statements name one on a known day."""
    said = {row["statement_id"]: row for row in dossier.statements if days_said(row)}
    known = [row for row in dossier.quantities if row.get("statement_id") in said]
    for unit, rows in by_unit(row for row in known if row["low"] is not None or row["high"] is not None):
        found = {(row["statement_id"], row["low"], row["high"]): row for row in rows}
        if len({statement for statement, *_ in found}) > 1:
            numbers = [(row, said[row["statement_id"]]) for row in found.values()]
            return panel_with(unit, numbers, dossier.claim, axis, top, gutter)
    return None


def panel_with(
    unit: str, numbers: Sequence[tuple[Row, Row]], claim: Row, axis: Axis, top: float, gutter: float
) -> Panel:
    """A panel with quantities, each beside its statement; what would stand on each other stands side by side."""
    ends = [float(end) for row, _ in numbers for end in (row["low"], row["high"]) if end is not None]
    least, greatest = min(ends), max(ends)
    amounts: list[Amount] = []
    taken: Counter[int] = Counter()
    for row, statement in sorted(numbers, key=lambda pair: (days_said(pair[1]), pair[1]["statement_id"])):
        first, last = (place(axis, day) for day in days_said(statement) or (0, 0))
        slot = round((first + last) / 2 / BESIDE)
        aside = BESIDE * ((taken[slot] + 1) // 2) * (-1) ** taken[slot]
        taken[slot] += 1
        heights = [height_of(float(end), least, greatest, top) for end in (row["low"], row["high"]) if end is not None]
        amounts.append(
            Amount(
                x=(first + last) / 2 + aside,
                low=heights[0],
                high=heights[-1],
                opens="up" if row["high"] is None else "down" if row["low"] is None else "",
                stance=statement["stance"],
                told=f"{visible(side_of(statement, claim))}: {visible(row.get('text')) or span([row])} ({unit})",
                statement_id=row["statement_id"],
            )
        )
    return Panel(
        top=top,
        unit=in_lines(unit, LABEL, gutter - 70 if gutter else 200, 2),
        least=number(least) if least < greatest else "",
        greatest=number(greatest),
        amounts=tuple(amounts),
    )


def height_of(value: float, least: float, greatest: float, top: float) -> float:
    """Where a number stands between the least, below, and the greatest; by order of size if they differ much."""
    if least == greatest:
        return top + PANEL / 2
    if least > 0 and greatest / 30 > least:
        value, least, greatest = log10(value), log10(least), log10(greatest)
    size = max(abs(least), abs(greatest))  # as shares of it no difference is too large, and none too small
    return top + 18 + (PANEL - 36) * (greatest / size - value / size) / (greatest / size - least / size)
