"""All claims of a page over time, in a row each: where each stood when, and when somebody asserted or denied.

Dossiers come in, positions in hundredths of the width go out, so that a row is as wide as there is room.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from factdb.report.axis import Axis, Break, axis_over, breaks_of, place, ticks_of
from factdb.report.days import days_of, days_said
from factdb.report.dossiers import Dossier
from factdb.report.visible import visible
from factdb.words import Stance

WIDTH = 640.0
APART = 15.0
OWN = re.compile(r"top|main|overview(-title)?|notes|tip|(note|part)-\d+")  # what a page calls its own parts
TICKED = {Stance.ASSERTS: "asserts", Stance.DENIES: "denies", Stance.ADMITS: "admits"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One claim: where it is found and its title, its band (status, start, width) and its ticks (stance, place)."""

    anchor: str
    title: str
    status: str
    language: str
    band: tuple[tuple[str, float, float], ...]
    ticks: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A day that is told above; a minor one only where there is room."""

    x: float
    label: str
    year: str
    is_minor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All claims on one axis; positions are hundredths of the width, `stances` those that are ticked anywhere."""

    rows: tuple[Row, ...]
    ticks: tuple[Label, ...]
    breaks: tuple[Break, ...]
    stances: tuple[str, ...]


def overview(dossiers: Sequence[Dossier]) -> Overview:
    """Claims in their order, on one axis."""
    axis = axis_over([day for dossier in dossiers for day in first_days(dossier)], 0, WIDTH)
    breaks = (Break(left=share(gap.left), right=share(gap.right), told=gap.told) for gap in breaks_of(axis))
    rows = tuple(row_of(one, axis) for one in dossiers)
    used = {stance for row in rows for stance, _ in row.ticks}
    stances = tuple(stance for stance in TICKED.values() if stance in used)
    return Overview(rows=rows, ticks=labels_of(axis), breaks=tuple(breaks), stances=stances)


def first_days(dossier: Dossier) -> list[int]:
    """The days on which a step of the status, or what was said, begins."""
    said = [days_said(row) for row in dossier.statements if row["stance"] in TICKED]
    steps = [days_of(row["effective_on"]) for row in dossier.history if row.get("effective_on")]
    return [days[0] for days in (*said, *steps) if days]


def labels_of(axis: Axis) -> tuple[Label, ...]:
    """The days that are told above the rows; what stands nearer than APART to one before is minor."""
    labels: list[Label] = []
    free, year, told = 0.0, "", ""
    for tick in ticks_of(axis):
        x, year = share(tick.x), tick.year or year
        is_minor = x < free
        labels.append(
            Label(x=x, label=tick.label, year=tick.year if is_minor or year == told else year, is_minor=is_minor)
        )
        if not is_minor:
            free, told = x + APART, year
    return tuple(labels)


def row_of(dossier: Dossier, axis: Axis) -> Row:
    """One claim's row; what has no date is not in it."""
    dated = [row for row in dossier.history if row.get("effective_on")]
    starts = [share(place(axis, days_of(row["effective_on"])[0])) for row in dated]
    spans = zip(dated, starts, [*starts[1:], 100.0], strict=False)
    said = ((TICKED.get(row["stance"]), days_said(row)) for row in dossier.statements)
    ticks = {(stance, share(place(axis, days[0]))) for stance, days in said if stance and days}
    return Row(
        anchor=anchor_of(dossier.claim["slug"]),
        title=visible(dossier.claim.get("title") or dossier.claim.get("proposition")),
        status=dossier.claim["status"] or "",
        language=dossier.claim.get("language") or "",
        band=tuple((row["to_status"], start, max(end - start, 0.2)) for row, start, end in spans),
        ticks=tuple(sorted(ticks, key=lambda tick: (tick[1], tick[0]))),
    )


def anchor_of(slug: str) -> str:
    """Where a claim is found on a page: by its name, told apart from the page's own parts by a sign that no name has.

    >>> anchor_of("shells"), anchor_of("notes")
    ('shells', 'notes_')
    """
    return f"{slug}_" if OWN.fullmatch(slug) else slug


def share(x: float) -> float:
    """A position in hundredths of the width."""
    return x / WIDTH * 100
