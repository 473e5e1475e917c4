"""Who speaks: the gazetteer of states, ministries, agencies, armed groups, organisations, media and known people.

The TOML files beside this module hold names, aliases, parents and alliances; `shipped()` reads them once.
`gazetteer(…)` lays over them what the users of a database decided. Nothing here decides who said what: it tells which
party a name means.

>>> [m.party for m in shipped().mentions("Kementerian Pertahanan Rusia membantah tuduhan AS.", "id")]
['Ministry of Defence (Russia)', 'United States']
"""

from functools import cache, lru_cache

from factdb.parties.names import Names
from factdb.parties.overlaid import overlaid
from factdb.parties.reading import KINDS, alias, shipment
from factdb.records import Overlay

__all__ = ["KINDS", "Names", "alias", "gazetteer", "shipped"]

NOTHING = Overlay()


@cache
def shipped() -> Names:
    """The parties and alliances that factdb brings along."""
    return Names(shipment())


@lru_cache(4)
def gazetteer(overlay: Overlay = NOTHING) -> Names:
    """The shipped parties and alliances with what people decided laid over them; their word wins.

    A party of a shipped name adds its aliases to it, and moves it where it has a parent of its own. An alias that a
    shipped party has already goes to the party that people gave it to. A party that is the same as another one is no
    party any more: its name and aliases mean the one that was kept, and so does whatever stood under it.

    >>> from factdb.records import Alias, Overlay, Party
    >>> one = Party(name="Teluk Watch", kind="organisation", aliases=(Alias(text="TW"),))
    >>> known = gazetteer(Overlay(parties=(one,), same=(("TASS", "Teluk Watch"),)))
    >>> [m.party for m in known.mentions("TW says so, and so does TASS.", "en")], known.lineage("TASS")
    (['Teluk Watch', 'Teluk Watch'], ('Teluk Watch',))
    """
    return shipped() if overlay == NOTHING else Names(*overlaid(shipment(), overlay))
