"""A claim as a picture, before it is drawn: who spoke when and how, where the claim stood, which numbers were named.

A dossier and a width come in, positions and texts go out. Nothing is drawn here; `svg` draws any picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factdb.report.axis import Axis, Break, Tick, axis_over, breaks_of, place, ticks_of
from factdb.report.catalogue import say
from factdb.report.days import day_in_words, days_of, days_said, said_in_words
from factdb.report.dossiers import Dossier, Row
from factdb.report.lanes import Lane, Spot, Voice, lanes_at, voices_of
from factdb.report.lines import line_of
from factdb.report.measure import in_lines, width_of
from factdb.report.panel import PANEL, Panel, panel_of
from factdb.report.quotes import short_quote
from factdb.report.visible import visible

WIDE, NARROW = 800.0, 340.0
GUTTER, UNDATED, EDGE = 172.0, 62.0, 8.0
BAND, LABEL, SMALL, SIGN = 18.0, 12.0, 11.0, 26.0
QUOTE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A stretch of the status band; `row` is the line of its label, counted from the band upwards."""

    status: str
    left: float
    right: float
    told: str
    day: str
    label_x: float
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A sign of the legend: which mark it shows, in which words, where."""

    mark: str
    told: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A timeline with all its positions, in units of which `width` are as wide as the picture.

    `undated` is where statements without a date begin, None where there are none; `notes` are the lines beneath.
    """

    title: str
    told: str
    language: str
    slug: str
    status: str
    width: float
    height: float
    left: float
    right: float
    band: float
    axis: float
    bottom: float
    steps: tuple[Step, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[Break, ...]
    lanes: tuple[Lane, ...]
    undated: float | None
    panel: Panel | None
    legend: tuple[Key, ...]
    notes: tuple[str, ...]


def picture(dossier: Dossier, width: float = WIDE) -> Picture:
    """The timeline of a claim at a width; below 500 units names stand above their lanes and marks tell no words."""
    voices = voices_of(dossier)
    gutter = GUTTER if width >= 500 else 0.0
    has_undated = any(days_said(row) is None for row in dossier.statements)
    left, right = gutter + EDGE, width - EDGE - (UNDATED if has_undated else 0)
    axis = axis_over(days_in(dossier), left, right)
    right = right if axis.stretches or not has_undated else left
    steps = steps_of(dossier, axis, right, width - EDGE, gutter)
    band = 6 + (max((step.row for step in steps), default=-1) + 1) * 16.0
    top = band + BAND + 44
    lanes = lanes_at(voices, spots_of(dossier, axis, right + UNDATED / 2, is_brief=not gutter), top, gutter)
    bottom = lanes[-1].top + lanes[-1].height if lanes else top
    panel = panel_of(dossier, axis, bottom + 14, gutter)
    below = (panel.top + PANEL if panel else bottom) + 24
    legend = legend_of(lanes, width, below)
    told = notes_of(voices, breaks_of(axis), panel)
    notes = tuple(line for note in told for line in in_lines(note, SMALL, width - 2 * EDGE, 3))
    height = (legend[-1].y if legend else below - 16) + 14 + 15 * len(notes)
    return Picture(
        title=visible(dossier.claim.get("title") or dossier.claim.get("proposition")),
        told=described(dossier),
        language=dossier.claim.get("language") or "",
        slug=dossier.claim["slug"],
        status=dossier.claim["status"] or "",
        width=width,
        height=height,
        left=left,
        right=right,
        band=band,
        axis=band + BAND + 14,
        bottom=bottom,
        steps=steps,
        ticks=ticks_of(axis),
        breaks=breaks_of(axis),
        lanes=lanes,
        undated=right if has_undated else None,
        panel=panel,
        legend=legend,
        notes=notes,
    )


def days_in(dossier: Dossier) -> list[int]:
    """Every day that a statement or a step of the status begins or ends with."""
    spans = [days_said(row) for row in dossier.statements]
    steps = [days_of(row["effective_on"])[0] for row in dossier.history if row.get("effective_on")]
    return [day for span in spans if span for day in span] + steps


def described(dossier: Dossier) -> str:
    """What the picture shows, in a sentence or two, for who does not see it."""
    came = "; ".join(
        f"{say('status.' + row['to_status'])} {day_in_words(row['effective_on'])}" for row in dossier.history
    )
    count = say("count.statement", count=len(dossier.statements))
    return say("picture.described", count=count, steps=came or say("nothing_said"))


def steps_of(dossier: Dossier, axis: Axis, undated: float, right: float, gutter: float) -> tuple[Step, ...]:
    """The status band: each status from the day it began to the next; the last one reaches the end."""
    starts = [step_start(row, axis, undated) for row in dossier.history]
    ends = [*starts[1:], right]
    steps: list[Step] = []
    rows: list[float] = []
    for row, start, end in reversed(list(zip(dossier.history, starts, ends, strict=False))):
        told, day = say(f"status.{row['to_status']}"), day_in_words(row.get("effective_on"))
        wide = width_of(f"{told} {day}", LABEL) + 12
        x = max(min(start, right - wide), gutter)
        line = next((line for line, taken in enumerate(rows) if x + wide <= taken), len(rows))
        rows[line : line + 1] = [x]
        steps.append(
            Step(status=row["to_status"], left=start, right=max(end, start), told=told, day=day, label_x=x, row=line)
        )
    return tuple(reversed(steps))


def step_start(change: Row, axis: Axis, undated: float) -> float:
    """Where a step of the status begins: the first day of its date; among the undated where it has none."""
    if change.get("effective_on") and axis.stretches:
        return place(axis, days_of(change["effective_on"])[0])
    return undated + 4


def spots_of(dossier: Dossier, axis: Axis, undated: float, is_brief: bool) -> dict[int, Spot]:
    """Where each statement stands on the axis, by its number, with what is told of it."""
    spots = {}
    for row in dossier.statements:
        days = days_said(row)
        first, last = (place(axis, days[0]), place(axis, days[1])) if days else (undated, undated)
        is_span = bool(days and days[0] != days[1])
        lines = told(row, dossier)[: 1 if is_brief else None]
        spots[row["statement_id"]] = Spot(start=first, end=last, is_span=is_span, told="\n".join(lines))
    return spots


def told(row: Row, dossier: Dossier) -> tuple[str, ...]:
    """A statement in lines: who, how and when; the words; who spoke, and where it stands."""
    line = line_of(row, dossier)
    stance = f"{say('stance.' + line.stance)} ({line.kind})" if line.kind else say(f"stance.{line.stance}")
    first = f"{line.party} {stance} · {said_in_words(row)}"
    where = " · ".join(part for part in (line.who, line.publisher) if part)
    return tuple(part for part in (first, short_quote(row, QUOTE), where) if part)


def legend_of(lanes: Sequence[Lane], width: float, top: float) -> tuple[Key, ...]:
    """The signs that the picture uses, each once, in lines that fit."""
    marks = [mark for lane in lanes for mark in lane.marks]
    used = [shape for shape in SHAPES if any(mark.shape == shape for mark in marks)]
    if any(mark.is_light for mark in marks):
        used.append("light")
    if any(mark.is_span for mark in marks):
        used.append("span")
    if any(len(mark.statement_ids) > 1 for mark in marks):
        used.append("several")
    keys: list[Key] = []
    x, y = EDGE, top
    for shape in used:
        words = say(f"legend.{shape}")
        wide = SIGN + width_of(words, LABEL) + 16
        if x + wide > width and x > EDGE:
            x, y = EDGE, y + 20
        keys.append(Key(mark=shape, told=words, x=x, y=y))
        x += wide
    return tuple(keys)


SHAPES = ("asserts", "official", "third_party", "denies", "admits", "withdraws", "declines", "comments")


def notes_of(voices: Sequence[Voice], breaks: Sequence[Break], panel: Panel | None) -> tuple[str, ...]:
    """What a reader must know to read the picture right: time that is cut out, parties that share a lane."""
    notes = [say("picture.cut", count=len(breaks))] if breaks else []
    if folded := sum(len(voice.names) for voice in voices if len(voice.names) > 1):
        notes.append(say("picture.folded", count=folded))
    if panel and any(amount.opens for amount in panel.amounts):
        notes.append(say("picture.open"))
    return tuple(notes)
