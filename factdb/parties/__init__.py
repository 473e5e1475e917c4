"""Who speaks: the gazetteer of states, ministries, agencies, armed groups, organisations, media and known people.

The TOML files beside this module hold names, aliases, parents and alliances; `shipped()` reads them once.
`gazetteer(…)` adds what a database's users have recorded. Nothing here decides who said what: it tells which party
a name means.

>>> [m.party for m in shipped().mentions("Kementerian Pertahanan Rusia membantah tuduhan AS.", "id")]
['Ministry of Defence (Russia)', 'United States']
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from factdb.parties.names import Names
from factdb.parties.reading import shipment
from factdb.records import Alias, Alliance, Party

__all__ = ["Names", "gazetteer", "shipped"]


@cache
def shipped() -> Names:
    """The parties and alliances that factdb brings along."""
    return Names(shipment())


def gazetteer(parties: Iterable[Party] = (), alliances: Iterable[Alliance] = ()) -> Names:
    """The shipped parties and alliances together with a user's own; the user's word wins.

    A party of a shipped name adds its aliases to it, and moves it where it has a parent of its own. An alias that a
    shipped party has already goes to the user's party.
    """
    extra, allies = tuple(parties), tuple(alliances)
    if not extra and not allies:
        return shipped()
    base = shipment()
    taken = {(alias.text, alias.language) for party in extra for alias in party.aliases}
    merged = {party.name: _without(party, taken) for party in base.parties}
    for party in extra:
        merged[party.name] = _joined(merged.get(party.name), party)
    return Names(replace(base, parties=tuple(merged.values()), alliances=(*base.alliances, *allies)))


def _without(party: Party, taken: set[tuple[str, str | None]]) -> Party:
    """The party less the aliases that a user has given to another one (an alias for all languages takes each)."""
    kept = tuple(a for a in party.aliases if (a.text, a.language) not in taken and (a.text, None) not in taken)
    if len(kept) == len(party.aliases):
        return party
    return replace(party, aliases=kept)


def _joined(shipped_party: Party | None, own: Party) -> Party:
    """A user's party laid over the shipped one of the same name."""
    if shipped_party is None:
        named = any(alias.text == own.name for alias in own.aliases)
        aliases = own.aliases if named else (*own.aliases, Alias(text=own.name))
        return Party(name=own.name, kind=own.kind, parent=own.parent, aliases=aliases)
    return replace(
        shipped_party,
        kind=own.kind or shipped_party.kind,
        parent=own.parent or shipped_party.parent,
        aliases=tuple(dict.fromkeys((*shipped_party.aliases, *own.aliases))),
    )
