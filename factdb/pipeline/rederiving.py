"""What is derived for claims, computed anew from the facts: positions, changes, states, roles.

`derive` is called for the claims that a transaction touched, and by a rebuild for all of them.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from factdb.pipeline.collecting import without_collecting
from factdb.records import Gazetteer, History
from factdb.status import as_of, has_status, history_of
from factdb.store import Reader, Writer

AT_ONCE = 500


def derive(writer: Writer, parties: Gazetteer, claims: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Folds the histories of these claims anew and keeps them; a claim without a status keeps nothing.

    Gives the claims of which other rows were kept, with the names of the derived tables.
    """
    return writer.save_histories(histories_of(writer, parties, claims))


@without_collecting()
def histories_of(
    reader: Reader, parties: Gazetteer, claims: Sequence[int], day: str | None = None
) -> dict[int, History | None]:
    """The histories of these claims, folded from the facts that a reader sees; None for a claim without a status.

    With a `day` only what was said by then is folded.
    """
    voices, accused = reader.voices(claims), reader.accused(claims)
    lineages = {name: parties.lineage(name) for name in set(chain.from_iterable(accused.values()))}
    histories = {}
    for claim in claims:
        lines = [lineages[name] for name in accused[claim]]
        told = as_of(voices[claim], lines, day) if day else voices[claim]
        histories[claim] = history_of(told, lines, parties.alliances()) if has_status(told) else None
    return histories


def differing(reader: Reader, parties: Gazetteer, claims: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The claims of these for which other rows are kept than the facts give, with the names of the derived tables."""
    return reader.differing(histories_of(reader, parties, claims))


def chunks(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    """The numbers in lists short enough to be read and computed at once."""
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
