"""What people decided about parties, laid over a shipment: more parties and names, other parents, two that are one.

A shipment and decisions come in, a shipment goes out, and what names mean that articles may have read otherwise.
Whatever was decided, and in whatever order: decisions that lead in a circle come to one end, the same every time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from factdb.parties.reading import Shipment
from factdb.records import Alias, Alliance, Overlay, Party


def overlaid(base: Shipment, overlay: Overlay) -> tuple[Shipment, Mapping[str, str]]:
    """The shipment with all that was decided, and what names that are no party's own mean now by what was decided."""
    taken = {(alias.text, alias.language) for party in overlay.parties for alias in party.aliases}
    parties = {party.name: _without(party, taken) for party in base.parties}
    for party in overlay.parties:
        parties[party.name] = _joined(parties.get(party.name), party)
    for name, parent in overlay.parents:
        if name in parties:
            parties[name] = replace(parties[name], parent=parent, terms=())
    meant = resolved(overlay.same)
    for gone, kept in meant.items():
        if kept in parties:
            parties[kept] = _taking_in(parties[kept], parties.pop(gone, Party(name=gone, kind="")))
    named = {alias.text: party.name for party in overlay.parties for alias in party.aliases}
    meant = {name: last for name, kept in {**named, **meant}.items() if (last := meant.get(kept, kept)) in parties}
    meant = {name: kept for name, kept in meant.items() if name not in parties}
    alliances = tuple(_between(one, meant) for one in (*base.alliances, *overlay.alliances))
    return replace(base, parties=tuple(parties.values()), alliances=alliances), meant


def resolved(same: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each name that is another one now, with the last one that this leads to; of a circle the least name stays.

    >>> resolved([("a", "b"), ("b", "c"), ("x", "y"), ("y", "x")])
    {'a': 'c', 'b': 'c', 'y': 'x'}
    """
    following = dict(same)
    found = {}
    for name in following:
        line = [name]
        while (after := following.get(line[-1])) is not None and after not in line:
            line.append(after)
        last = line[-1] if after is None else min(line[line.index(after) :])
        if last != name:
            found[name] = last
    return found


def _without(party: Party, taken: set[tuple[str, str | None]]) -> Party:
    """The party less the aliases that were given to another one (an alias for all languages takes each)."""
    kept = tuple(a for a in party.aliases if (a.text, a.language) not in taken and (a.text, None) not in taken)
    if len(kept) == len(party.aliases):
        return party
    return replace(party, aliases=kept)


def _joined(known: Party | None, own: Party) -> Party:
    """A party as people know it laid over the shipped one of the same name; one without a kind is not read by name."""
    if known is None and not own.kind:
        return replace(own, kind="group")
    if known is None:
        named = any(alias.text == own.name for alias in own.aliases)
        return own if named else replace(own, aliases=(*own.aliases, Alias(text=own.name)))
    aliases = tuple(dict.fromkeys((*known.aliases, *own.aliases)))
    return replace(known, kind=own.kind or known.kind, parent=own.parent or known.parent, aliases=aliases)


def _taking_in(kept: Party, gone: Party) -> Party:
    """The party that was kept, with the aliases of the one that is gone, or with its name where it has none."""
    more = gone.aliases or (Alias(text=gone.name),)
    return replace(kept, aliases=tuple(dict.fromkeys((*kept.aliases, *more))))


def _between(alliance: Alliance, meant: Mapping[str, str]) -> Alliance:
    """The alliance between what its parties are now."""
    one, other = meant.get(alliance.one, alliance.one), meant.get(alliance.other, alliance.other)
    return alliance if (one, other) == (alliance.one, alliance.other) else replace(alliance, one=one, other=other)
