"""Who the parties of a database are: those that factdb brings along, with what people decided about them laid over.

Every file of this room that needs to know a party asks here, so that a decision holds everywhere at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from factdb.parties import Names, alias, gazetteer, shipped
from factdb.records import Alias, Alliance, Overlay, Party, Ruling
from factdb.store import PARTY_QUESTIONS, Reader

GROUP = "group"
EXACT = "exact"
"""What the value of an alias ends in where it counts only as it is spelled: `id`, `exact`, `id exact` or nothing."""


def known_parties(reader: Reader) -> Names:
    """The parties as they are known in a database, at the moment that the reader shows."""
    return gazetteer(overlay_of(reader))


def overlay_of(reader: Reader) -> Overlay:
    """What people decided about parties, and agree on; of several parents that a party was given the latest counts."""
    rulings = reader.rulings(PARTY_QUESTIONS)
    by_kind: dict[str, list[tuple[str, Ruling]]] = defaultdict(list)
    for one in rulings:
        if one.value is not None and (one.state == "accepted" or one.question.kind == "parent"):
            by_kind[one.question.kind].append((str(one.question.party), one))
    parents = tuple((name, one.value or None) for name, one in by_kind["parent"])
    same = tuple((name, str(one.value)) for name, one in by_kind["same_party"])
    aliases: dict[str, tuple[Alias, ...]] = defaultdict(tuple)
    for name, one in by_kind["alias"]:
        aliases[name] += (alias_of(str(one.question.words), str(one.value)),)
    kinds = {name: str(one.value) for name, one in by_kind["is_known"]}
    read = {*(name for name, kind in kinds.items() if kind), *aliases, *(name for pair in same for name in pair)}
    named = {*kinds, *read, *(name for name, _ in parents)}
    return Overlay(
        parties=tuple(_party(reader, name, kinds.get(name), aliases[name], name in read) for name in sorted(named)),
        parents=parents,
        same=same,
        alliances=tuple(_alliances(reader)),
    )


def _party(reader: Reader, name: str, kind: str | None, aliases: Sequence[Alias], is_read: bool) -> Party:
    """A party as factdb or the articles know it, with what people added to it.

    One that nobody named, but only placed, has no kind: articles go on being read as they were, whatever it is.
    """
    known, number = as_shipped(name), reader.tree.ids.get(name)
    told = known.kind if known is not None else GROUP if number is None else reader.tree.kinds[number]
    parent = None if known is None else known.parent
    told = told if is_read or known is not None or told != GROUP else ""
    return Party(name=name, kind=kind or told, parent=parent, aliases=tuple(dict.fromkeys(aliases)))


def as_shipped(name: str) -> Party | None:
    """The party of this very name as factdb brings it along, whatever people decided; None where it brings none."""
    known = shipped().get(name)
    return known if known is not None and known.name == name else None


def shipped_among(names: Iterable[str]) -> list[Party]:
    """Those of these parties that factdb brings along, as it does."""
    return [party for name in names if (party := as_shipped(name)) is not None]


def as_recorded(names: Iterable[str]) -> list[Party]:
    """Parties as they are recorded, before what people decided is laid over them: what nobody knows is a group."""
    return [as_shipped(name) or Party(name=name, kind=GROUP) for name in names]


def alias_of(words: str, value: str) -> Alias:
    """The alias that an answer gives a party, by what was asked about and the answer's value.

    >>> alias_of("Negeri Ginseng", "id"), alias_of("Teluk", "exact")
    (Alias(text='Negeri Ginseng', language='id', exact=False), Alias(text='Teluk', language=None, exact=True))
    """
    told = value.split()
    given = alias(words, next((each for each in told if each != EXACT), None))
    return replace(given, exact=given.exact or EXACT in told)


def _alliances(reader: Reader) -> Iterator[Alliance]:
    names = reader.tree.names
    for row in reader.rows("alliance", {"retired_in": None}, order=("alliance_id",)):
        yield Alliance(
            one=names[int(str(row["one_id"]))],
            other=names[int(str(row["other_id"]))],
            kind=str(row["kind"]),
            source=str(row["source"]),
            since=_word(row["since"]),
            until=_word(row["until"]),
        )


def _word(value: object) -> str | None:
    return None if value is None else str(value)
