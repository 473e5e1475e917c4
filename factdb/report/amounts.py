"""Quantities as a reader wants them: one range a unit, over all that was said in a claim."""

from collections import defaultdict
from collections.abc import Iterable

from factdb.report.catalogue import number, say
from factdb.report.dossiers import Row
from factdb.report.visible import visible

MOST = 4


def ranges(quantities: Iterable[Row]) -> str:
    """The range of each unit, those that are named most often, in that order; numbers of nothing are left out.

    >>> troops = {"unit": "troops", "low": 10000, "high": None}, {"unit": "troops", "low": None, "high": 12000}
    >>> ranges([*troops, {"unit": "", "low": 7, "high": 7}])
    '10,000–12,000 troops'
    """
    return "; ".join(say("sign.quantity", unit=unit, range=span(rows)) for unit, rows in by_unit(quantities))


def by_unit(quantities: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The quantities of each unit, those that are named most often, in that order, then by name.

    Beside a number that several statements give, what one alone mentions (50 km, 5 places) is left out.
    """
    units: defaultdict[str, list[Row]] = defaultdict(list)
    for row in quantities:
        if unit := visible(row["unit"]):
            units[unit].append(row)
    named = sorted(units.items(), key=lambda item: (-len(item[1]), item[0]))
    most = len(named[0][1]) if named else 0
    return [(unit, rows) for unit, rows in named if len(rows) > 1 or most == 1][:MOST]


def span(rows: Iterable[Row]) -> str:
    """The range over several quantities; open ends are told in words only where nothing closes them."""
    bounds = [(row["low"], row["high"]) for row in rows]
    known = [end for pair in bounds for end in pair if end is not None]
    if not known:
        return say("sign.not_told")
    if min(known) < max(known):
        return say("sign.range", low=min(known), high=max(known))
    if all(low is None for low, _ in bounds):
        return say("sign.up_to", number=known[0])
    is_open = any(high is None for _, high in bounds)
    return say("sign.or_more", number=known[0]) if is_open else number(known[0])
