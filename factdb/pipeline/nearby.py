"""Which appearances may be one claim: new ones find their ties to all that is there.

In come the appearances of a transaction, out go ties, saved with them. Two appearances are compared when they share
`SHARED` terms, whatever else there is, so that neither order nor number of the others matters.
"""

from collections.abc import Callable, Iterable, Sequence

from factdb.link import compare
from factdb.records import Appearance, Tie
from factdb.store import Writer

SHARED = 4
"""Of 994 ties strong enough to unite (450 articles on many matters) 990 share this many terms; a fifth of pairs do."""


def save_with_ties(
    writer: Writer, fresh: Sequence[Appearance], lineage: Callable[[str], tuple[str, ...]]
) -> tuple[str, ...]:
    """Saves new appearances with the ties that they have among themselves and to what is there; gives their keys."""
    if not fresh:
        return ()
    writer.save_appearances(fresh)
    pairs = {pair for one in fresh for pair in _pairs(writer, one)}
    keys = {key for pair in pairs for key in pair}
    known = {placed.appearance.key: placed.appearance for placed in writer.appearances(sorted(keys))}
    writer.save_ties(_ties(((known[one], known[other]) for one, other in sorted(pairs)), lineage))
    return tuple(one.key for one in fresh)


def sharing(writer: Writer, one: Appearance) -> list[str]:
    """The keys of the appearances that share enough terms with one to be compared."""
    near = writer.candidates([term for term, _ in one.terms], shared=SHARED)
    return [candidate.key for candidate in near if candidate.key != one.key]


def _pairs(writer: Writer, one: Appearance) -> Iterable[tuple[str, str]]:
    return ((min(one.key, key), max(one.key, key)) for key in sharing(writer, one))


def _ties(pairs: Iterable[tuple[Appearance, Appearance]], lineage: Callable[[str], tuple[str, ...]]) -> Iterable[Tie]:
    found = (compare(one, other, lineage) for one, other in pairs)
    return [tie for tie in found if tie is not None]
