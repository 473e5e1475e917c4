"""Who is one party, and who speaks for the accused.

Independence is taken where the sides differ: the White House and the Pentagon are one accuser of North Korea, while the
police and the governor are two when a ministry of their own country is accused. Lineages come in (a party first, its
root last), names come out; nothing here knows a date except the validity of an alliance.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from factdb.records import Alliance
from factdb.status.when import When, first_day, last_day
from factdb.words import UNNAMED_PARTIES

Lineage = tuple[str, ...]


class Side(NamedTuple):
    """What a party is beside the accused of a claim.

    `unit` is the independent party that it belongs to. `is_accused` tells that it is an accused or speaks for one,
    `shares_root` that they belong to one root, `is_nobody` that it stands for nobody in particular (a witness, a
    rumour), `is_described` that its name is a mere description.
    """

    unit: str
    is_accused: bool
    shares_root: bool
    is_nobody: bool
    is_described: bool


@lru_cache(maxsize=1 << 16)
def side_of(lineage: Lineage, accused: tuple[Lineage, ...]) -> Side:
    """What the party of this lineage is beside these accused; kept, for the same few speak in claim after claim."""
    unit = unit_of(lineage, accused)
    return Side(
        unit=unit,
        is_accused=speaks_for(lineage, accused),
        shares_root=shares_root(lineage, accused),
        is_nobody=unit in UNNAMED_PARTIES,
        is_described=unit[:1].islower(),
    )


def unit_of(lineage: Lineage, accused: Sequence[Lineage]) -> str:
    """The independent party that `lineage` belongs to beside these accused.

    It is the child of the lowest ancestor shared with an accused; the accused itself for all who stand under it; the
    root where nothing is shared. A party that is itself the shared ancestor is a unit of its own.

    >>> unit_of(("White House", "United States"), [("North Korea",)])
    'United States'
    >>> unit_of(("Kim Yo Jong", "North Korea"), [("North Korea",)])
    'North Korea'
    >>> unit_of(("Polda Sumut", "Polri", "Indonesia"), [("Ministry of Finance (Indonesia)", "Indonesia")])
    'Polri'
    """
    heads = {one[0] for one in accused}
    shared = {name for one in accused for name in one}
    for place, name in enumerate(lineage):
        if name in shared:
            return name if name in heads or place == 0 else lineage[place - 1]
    return lineage[-1]


def speaks_for(lineage: Lineage, accused: Sequence[Lineage]) -> bool:
    """Whether the party is an accused, stands under one, or is a body that an accused stands under.

    >>> speaks_for(("Indonesia",), [("Ministry of Finance (Indonesia)", "Indonesia")])
    True
    >>> speaks_for(("Polri", "Indonesia"), [("Ministry of Finance (Indonesia)", "Indonesia")])
    False
    """
    return any(one[0] in lineage or lineage[0] in one for one in accused)


def shares_root(lineage: Lineage, accused: Sequence[Lineage]) -> bool:
    """Whether the party and an accused belong to one root: Kremlin and Russian Ministry of Defence."""
    return any(one[-1] == lineage[-1] for one in accused)


def is_ally(lineage: Lineage, accused: Sequence[Lineage], alliances: Sequence[Alliance], when: When) -> bool:
    """Whether an alliance between the party (or what it stands under) and an accused held when it spoke.

    Words without a date ask for one without end.
    """
    sides = {name for one in accused for name in one}
    for alliance in alliances:
        one, other = alliance.one, alliance.other
        joins = (one in lineage and other in sides) or (other in lineage and one in sides)
        if joins and _held(alliance, when):
            return True
    return False


def _held(alliance: Alliance, when: When) -> bool:
    if when.first is None or when.last is None:
        return alliance.until is None
    begun = alliance.since is None or first_day(alliance.since) <= when.last
    return begun and (alliance.until is None or when.first <= last_day(alliance.until))
