"""Parties as lanes of a timeline, and their statements as marks that do not cover each other.

A dossier and where each statement stands on the axis come in, lanes with marks go out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from factdb.report.catalogue import say
from factdb.report.dossiers import Dossier, Row, names_in, side_of
from factdb.report.measure import in_lines
from factdb.report.visible import visible
from factdb.words import Role, Stance

MOST_LANES = 12
MOST_ROWS = 5
ROW, HEADING, ABOVE, LEAST = 15.0, 24.0, 17.0, 34.0
MARK, SLOT = 14.0, 18.0
NAME_SIZE = 13.0
SIDES = ("asserts", "accused", "denies", "others")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a statement stands on the axis, from its first day to its last, and what is told of it."""

    start: float
    end: float
    is_span: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What is said in one lane: by a party, or by several small ones."""

    side: str
    names: tuple[str, ...]
    is_accused: bool
    statements: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One statement, or several alike on one day; `shape` is its stance, for a denial with a kind that kind.

    `is_light` marks what is retold, or was denied before it was alleged; a span is a date no more precise.
    """

    shape: str
    is_light: bool
    is_span: bool
    start: float
    end: float
    x: float
    y: float
    told: str
    statement_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A party's marks; `heading` is told above where a side begins, with the height where it stands."""

    name: tuple[str, ...]
    told: str
    side: str
    is_accused: bool
    top: float
    height: float
    heading: str
    marks: tuple[Mark, ...]


def voices_of(dossier: Dossier) -> tuple[Voice, ...]:
    """Who speaks, grouped by side: who asserts, the accused, who denies, all others; small parties share a lane."""
    said: defaultdict[str, list[Row]] = defaultdict(list)
    accused = names_in(dossier.claim, "accused")
    for row in dossier.statements:
        said[side_of(row, dossier.claim)].append(row)
    for name in accused:
        said.setdefault(name, [])
    voices = [
        Voice(side=side_in(rows, name in accused), names=(name,), is_accused=name in accused, statements=tuple(rows))
        for name, rows in said.items()
    ]
    return tuple(sorted(folded(voices), key=lambda voice: (SIDES.index(voice.side), len(voice.names) > 1)))


def side_in(rows: Sequence[Row], is_accused: bool) -> str:
    """On which side a party stands by what it says."""
    if is_accused:
        return "accused"
    stances = [row["stance"] for row in rows]
    backs = sum(stance in (Stance.ASSERTS, Stance.WITHDRAWS, Stance.ADMITS) for stance in stances)
    denials = stances.count(Stance.DENIES)
    return "asserts" if backs and backs >= denials else "denies" if denials else "others"


def folded(voices: Sequence[Voice]) -> list[Voice]:
    """Voices in their order; beyond MOST_LANES those that say least share one lane a side."""
    kept = sorted(voices, key=lambda voice: (-len(voice.statements) - voice.is_accused, voice.names))
    large = {voice.names for voice in kept[: MOST_LANES if len(voices) > MOST_LANES else None]}
    small: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if voice.names not in large:
            small[voice.side].append(voice)
    shared = [
        Voice(
            side=side,
            names=tuple(name for voice in group for name in voice.names),
            is_accused=side == "accused",
            statements=tuple(row for voice in group for row in voice.statements),
        )
        for side, group in small.items()
    ]
    return [voice for voice in voices if voice.names in large] + shared


def lanes_at(voices: Iterable[Voice], spots: Mapping[int, Spot], top: float, gutter: float) -> tuple[Lane, ...]:
    """Lanes from a height downwards; without a gutter the names stand above the marks."""
    lanes: list[Lane] = []
    side = ""
    for voice in voices:
        heading = say(f"lane.{voice.side}") if voice.side != side else ""
        top += HEADING if heading else 0
        above = 0.0 if gutter else ABOVE
        name = name_of(voice)
        label = in_lines(name, NAME_SIZE, gutter - 8 if gutter else 300, 2 if gutter else 1)
        marks, rows = dodged(marks_of(voice, spots))
        height = max(above + rows * ROW + 8, (len(label) + (not marks)) * 15.0 + 8 if gutter else 0, LEAST)
        middle = top + above + (height - above) / 2
        placed = tuple(replace(mark, y=middle + mark.y * ROW) for mark in marks)
        lanes.append(
            Lane(
                name=label,
                told=lane_in_words(voice, name),
                side=voice.side,
                is_accused=voice.is_accused,
                top=top,
                height=height,
                heading=heading,
                marks=placed,
            )
        )
        top, side = top + height, voice.side
    return tuple(lanes)


def name_of(voice: Voice) -> str:
    """A lane's name: its party, or how many parties share it."""
    return visible(voice.names[0]) if len(voice.names) == 1 else say("picture.parties", count=len(voice.names))


def lane_in_words(voice: Voice, name: str) -> str:
    """A lane for who does not see it: name, whether accused, how many statements."""
    accused = f", {say('picture.accused')}" if voice.is_accused else ""
    return f"{name}{accused}: {say('count.statement', count=len(voice.statements))}"


def marks_of(voice: Voice, spots: Mapping[int, Spot]) -> list[Mark]:
    """A mark for each statement; where they would pile up, one for those that are alike."""
    marks = []
    for row in voice.statements:
        spot = spots[row["statement_id"]]
        marks.append(
            Mark(
                shape=row.get("denial_kind") or row["stance"] if row["stance"] == Stance.DENIES else row["stance"],
                is_light=row.get("repeats_statement_id") is not None or row.get("role") == Role.PRIOR_DENIAL,
                is_span=spot.is_span,
                start=spot.start,
                end=spot.end,
                x=(spot.start + spot.end) / 2,
                y=0.0,
                told=spot.told,
                statement_ids=(row["statement_id"],),
            )
        )
    for slot in (0.01, SLOT):
        if dodged(marks)[1] > MOST_ROWS:
            marks = bundled(marks, slot)
    return marks


def bundled(marks: Iterable[Mark], slot: float) -> list[Mark]:
    """Marks of one kind and one place as one; `slot` is how near counts as one place."""
    groups: defaultdict[tuple[object, ...], list[Mark]] = defaultdict(list)
    for mark in marks:
        where = round(mark.start / slot), round(mark.end / slot)
        groups[mark.shape, mark.is_light, mark.is_span, *where].append(mark)
    return [together(group) for group in groups.values()]


def together(group: Sequence[Mark]) -> Mark:
    """Several marks as one that tells how many statements it stands for."""
    ids = tuple(number for mark in group for number in mark.statement_ids)
    if len(ids) == 1:
        return group[0]
    words = group[0].told.removeprefix(f"{say('picture.first_of', count=len(group[0].statement_ids))}\n")
    return replace(group[0], statement_ids=ids, told=f"{say('picture.first_of', count=len(ids))}\n{words}")


def dodged(marks: Iterable[Mark]) -> tuple[list[Mark], int]:
    """Marks with their rows as `y`, counted from the middle of the lane, and how many rows there are."""
    ends: list[float] = []
    placed: list[tuple[Mark, int]] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.statement_ids)):
        left, right = min(mark.start, mark.x - MARK / 2), max(mark.end, mark.x + MARK / 2)
        right += 9 if len(mark.statement_ids) > 1 else 0
        row = next((row for row, end in enumerate(ends) if end + 1 <= left), len(ends))
        ends[row : row + 1] = [right]
        placed.append((mark, row))
    return [replace(mark, y=row - (len(ends) - 1) / 2) for mark, row in placed], max(len(ends), 1)
