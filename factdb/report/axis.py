"""A time axis that stays readable when a matter sleeps for years: to scale, but for long gaps that are cut and told.

Days come in as ordinals, positions on a line go out. Inside a stretch all is to one scale, the same in every stretch.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from factdb.report.days import day_in_words, length_in_words
from factdb.report.measure import width_of

NEAR = 14.0  # two marks nearer than this touch
CROWDED = 0.35  # of the days beside each other
LONG = 0.2  # of all the time that is drawn
BREAK, PAD, ROOM_A_STRETCH = 30.0, 16.0, 120.0
INDENT = 12.0  # at most so much of what a stretch does not need stands in front of it
WIDEST_DAY = 90.0
LABEL_SIZE = 11.0
OVER = 8.0  # a label may stand out so far beyond its stretch
Told = Callable[[date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of the axis that is drawn to scale: its first and last day, where these stand, and its two ends."""

    first: int
    last: int
    start: float
    end: float
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A stretch of time that is left out: where, and how long it is in words."""

    left: float
    right: float
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A labelled day; `year` stands below where it is not the one of the tick before."""

    x: float
    label: str
    year: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Stretches from left to right; `scale` is the width of a day."""

    stretches: tuple[Stretch, ...]
    scale: float


def axis_over(days: Iterable[int], left: float, right: float) -> Axis:
    """The axis that shows these days between two positions; empty where there are none."""
    groups = cut_at_long_gaps(sorted(set(days)), right - left) if days else []
    groups = [group for group in groups if group]
    if not groups:
        return Axis(stretches=(), scale=0.0)
    scale = scale_of(groups, right - left)
    spare = (room_for(groups, right - left) - scale * drawn(groups)) / len(groups)
    stretches, at = [], left
    for group in groups:
        start = at + PAD + min(spare / 2, INDENT)
        end = start + scale * (group[-1] - group[0])
        ends = at + 2 * PAD + spare + scale * (group[-1] - group[0])
        stretches.append(Stretch(first=group[0], last=group[-1], start=start, end=end, left=at, right=ends))
        at = ends + BREAK
    return Axis(stretches=tuple(stretches), scale=scale)


def cut_at_long_gaps(days: Sequence[int], width: float) -> list[Sequence[int]]:
    """Days in groups: the longest gap is cut as long as what is left would crowd, and the gap is long beside it."""
    groups = [days]
    while is_crowded(groups, width) and len(groups) * ROOM_A_STRETCH < width:
        gaps = [(later - day, day) for group in groups for day, later in pairwise(group)]
        longest, before = max(gaps)
        if longest < LONG * drawn(groups) or longest * scale_of(groups, width) < BREAK:
            break
        groups = [part for group in groups for part in split_behind(group, before)]
    return groups


def split_behind(days: Sequence[int], before: int) -> list[Sequence[int]]:
    """Days in two groups, the first of which ends with the given one; whole where that is not inside."""
    if before not in days[:-1]:
        return [days]
    at = days.index(before) + 1
    return [days[:at], days[at:]]


def is_crowded(groups: Sequence[Sequence[int]], width: float) -> bool:
    """Whether too many days would touch the next one."""
    gaps = [later - day for group in groups for day, later in pairwise(group)]
    near = [gap for gap in gaps if gap * scale_of(groups, width) < NEAR]
    return len(near) > CROWDED * len(gaps)


def drawn(groups: Sequence[Sequence[int]]) -> int:
    """How many days are drawn to scale."""
    return sum(group[-1] - group[0] for group in groups if group)


def room_for(groups: Sequence[Sequence[int]], width: float) -> float:
    """The width that is left for days."""
    return width - 2 * PAD * len(groups) - BREAK * (len(groups) - 1)


def scale_of(groups: Sequence[Sequence[int]], width: float) -> float:
    """The width of a day."""
    days = drawn(groups)
    return min(room_for(groups, width) / days, WIDEST_DAY) if days else 0.0


def place(axis: Axis, day: int) -> float:
    """Where a day stands; in the middle of the break where it is left out, at an end where it lies beyond."""
    nearest = axis.stretches[0].start
    for stretch in axis.stretches:
        if day < stretch.first:
            return nearest if stretch is axis.stretches[0] else stretch.left - BREAK / 2
        if day <= stretch.last:
            return stretch.start + (day - stretch.first) * axis.scale
        nearest = stretch.end
    return nearest


def breaks_of(axis: Axis) -> tuple[Break, ...]:
    """What is left out between the stretches."""
    return tuple(
        Break(left=one.right, right=other.left, told=length_in_words(other.first - one.last))
        for one, other in pairwise(axis.stretches)
    )


def ticks_of(axis: Axis) -> tuple[Tick, ...]:
    """Labelled days in every stretch, as fine as there is room for their labels."""
    is_told, pattern = grain(axis.scale)
    return tuple(tick for stretch in axis.stretches for tick in ticks_in(stretch, axis, is_told, pattern))


def grain(scale: float) -> tuple[Told, str]:
    """Which days get a label, and how it is written."""
    grains: tuple[tuple[float, Told, str], ...] = (
        (1, lambda day: True, "d MMM"),
        (7, lambda day: day.day in (1, 8, 15, 22), "d MMM"),
        (14, lambda day: day.day in (1, 15), "d MMM"),
        (30, lambda day: day.day == 1, "MMM"),
        (91, lambda day: day.day == 1 and day.month in (1, 4, 7, 10), "MMM"),
        (182, lambda day: day.day == 1 and day.month in (1, 7), "MMM"),
        *((365 * years, _first_of_every(years), "y") for years in (1, 2, 5, 10, 25)),
    )
    fitting = (grain[1:] for grain in grains if not scale or grain[0] * scale >= 52)
    return next(fitting, (_first_of_every(100), "y"))


def _first_of_every(years: int) -> Told:
    return lambda day: day.day == day.month == 1 and day.year % years == 0


def ticks_in(stretch: Stretch, axis: Axis, is_told: Told, pattern: str) -> tuple[Tick, ...]:
    """The ticks of one stretch; its first day where none falls into it."""
    beyond = int(PAD / axis.scale) if axis.scale else 0
    first, last = max(stretch.first - beyond, 1), min(stretch.last + beyond, date.max.toordinal())
    days = [date.fromordinal(day) for day in range(first, last + 1)]
    told = [day for day in days if is_told(day)]
    if not told:
        told, pattern = [date.fromordinal(stretch.first)], "d MMM"
    ticks: list[Tick] = []
    free, year = float("-inf"), 0
    for day in told:
        x = stretch.start + (day.toordinal() - stretch.first) * axis.scale
        label = day_in_words(day.isoformat(), pattern)
        half = width_of(label, LABEL_SIZE) / 2
        is_cut = x - half < stretch.left - OVER or x + half > stretch.right + OVER
        if x - half < free or (is_cut and len(told) > 1):
            continue
        below = str(day.year) if pattern != "y" and day.year != year else ""
        ticks.append(Tick(x=x, label=label, year=below))
        free, year = x + half + 6, day.year
    return tuple(ticks)
