"""Who the parties of a database are: those that factdb brings along, with what people decided about them laid over.

Every file of this room that needs to know a party asks here, so that a decision holds everywhere at once.
"""

from collections.abc import Iterator

from factdb.parties import gazetteer
from factdb.records import Alliance, Gazetteer, Overlay
from factdb.store import Reader


def known_parties(reader: Reader) -> Gazetteer:
    """The parties as they are known in a database, at the moment that the reader shows."""
    return gazetteer(overlay_of(reader))


def overlay_of(reader: Reader) -> Overlay:
    """What people decided about parties."""
    return Overlay(alliances=tuple(_alliances(reader)))


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
