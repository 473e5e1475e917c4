"""Which appearances may be one claim: new ones find their ties to all that is there.

In come the appearances of a transaction, out go ties, saved with them; `tie_anew` compares once more what is there. Two
appearances are compared when they share a key, whatever else there is, so that neither order nor number of the others
matters.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from factdb.link import compare, keys_of
from factdb.records import Appearance, Tie
from factdb.store import Writer

AT_ONCE = 20_000
"""Pairs that are fetched and compared at once: what a transaction needs of memory does not grow with the database."""


def save_with_ties(
    writer: Writer,
    fresh: Sequence[Appearance],
    found_by: Mapping[str, frozenset[int]],
    lineage: Callable[[str], tuple[str, ...]],
) -> None:
    """Saves new appearances, found by these keys, with the ties that they have to each other and to what is there."""
    if not fresh:
        return
    writer.save_appearances(fresh, found_by)
    pairs = sorted(_pairs(writer, found_by))
    for start in range(0, len(pairs), AT_ONCE):
        writer.save_ties(_ties(writer, pairs[start : start + AT_ONCE], lineage))


def tie_anew(writer: Writer, known: Sequence[Appearance], lineage: Callable[[str], tuple[str, ...]]) -> frozenset[str]:
    """Gives appearances that are there the keys and ties that they have now; those (keys) whose ties are others."""
    found_by = {one.key: keys_of(one) for one in known}
    writer.set_keys(found_by)
    pairs = sorted(_pairs(writer, found_by))
    steps = (pairs[start : start + AT_ONCE] for start in range(0, len(pairs), AT_ONCE))
    wanted = {tie for some in steps for tie in _ties(writer, some, lineage)}
    differing = wanted ^ set(writer.ties(found_by))
    touched = {key for tie in differing for key in (tie.one, tie.other)}
    if changed := touched & found_by.keys():
        writer.record_changeset()
        writer.replace_ties(changed, [tie for tie in wanted if changed & {tie.one, tie.other}])
    return frozenset(touched)


def _pairs(writer: Writer, found_by: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Each new appearance with each that shares a key with it; both are saved."""
    sharing = writer.sharing({key for keys in found_by.values() for key in keys})
    return {
        (min(one, other), max(one, other))
        for one, keys in found_by.items()
        for key in keys
        for other in sharing.get(key, ())
        if other != one
    }


def _ties(writer: Writer, pairs: Sequence[tuple[str, str]], lineage: Callable[[str], tuple[str, ...]]) -> Iterable[Tie]:
    keys = {key for pair in pairs for key in pair}
    known = {placed.appearance.key: placed.appearance for placed in writer.appearances(sorted(keys))}
    found = (compare(known[one], known[other], lineage) for one, other in pairs)
    return [tie for tie in found if tie is not None]
