"""Which appearances may be one claim: new ones find their ties to all that is there.

In come the appearances of a transaction, out go ties, saved with them; `tie_anew` compares once more what is there. Two
appearances are compared when they share a key, whatever else there is, so that neither order nor number of the others
matters. Most of those that share one are seen to be no claim by their terms alone; only of the others all is read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from factdb.link import alike, compare, glimpse_of, keys_of, side_of
from factdb.records import Appearance, Keys, Tie
from factdb.store import Writer

AT_ONCE = 20_000
"""Appearances that are fetched and compared at once: what a transaction needs of memory does not grow with the rest."""

Lineage = Callable[[str], tuple[str, ...]]


def save_with_ties(
    writer: Writer, fresh: Sequence[Appearance], found_by: Mapping[str, Keys], lineage: Lineage, *, is_whole: bool
) -> None:
    """Saves new appearances, found by these keys, with the ties that they have to each other and to what is there.

    They are compared as they are given where that `is_whole`, else as they are known once they are saved.
    """
    if not fresh:
        return
    both = {name: found.both for name, found in found_by.items()}
    there = writer.sharing({key for keys in both.values() for key in keys})  # asked before: their own keys are at hand
    numbers = writer.save_appearances(fresh, found_by)
    own = {numbers[one.key]: one for one in fresh}
    known = own if is_whole else _whole(writer, own)
    pairs = _pairs({numbers[name]: keys for name, keys in both.items() if name in numbers}, there)
    writer.save_ties(_ties(writer, known, pairs, lineage))


def tie_anew(writer: Writer, known: Sequence[Appearance], lineage: Lineage) -> frozenset[str]:
    """Gives appearances that are there the keys and ties that they have now; those (keys) whose ties are others."""
    if not known:
        return frozenset()
    found_by = {one.key: keys_of(one) for one in known}
    writer.set_keys(found_by)
    numbers = writer.appearance_ids(found_by)
    keys = {numbers[name]: found.both for name, found in found_by.items()}
    pairs = _pairs(keys, writer.sharing({key for some in keys.values() for key in some}))
    wanted = set(_ties(writer, _whole(writer, keys), pairs, lineage))
    differing = wanted ^ set(writer.ties(found_by))
    touched = {key for tie in differing for key in (tie.one, tie.other)}
    if changed := touched & found_by.keys():
        writer.record_changeset()
        writer.replace_ties(changed, [tie for tie in wanted if changed & {tie.one, tie.other}])
    return frozenset(touched)


def _ties(
    writer: Writer, own: Mapping[int, Appearance], found: Sequence[tuple[int, int]], lineage: Lineage
) -> Iterator[Tie]:
    """The ties of these appearances, which are saved, to each other and to others, of the pairs that were found."""
    sides = {number: side_of(one) for number, one in own.items()}
    for pairs in _by_some(found):
        others = writer.weighed({number for pair in pairs for number in pair} - sides.keys())
        near = sides | {number: glimpse_of(one) for number, one in others.items()}
        likely = [(one, other, each) for one, other in pairs if (each := alike(near[one], near[other])) is not None]
        whole = {**own, **_whole(writer, {number for *pair, _ in likely for number in pair} - own.keys())}
        for one, other, each in likely:
            tie = compare(whole[one], whole[other], lineage, each)
            if tie is not None:
                yield tie


def _pairs(found_by: Mapping[int, frozenset[int]], there: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """Appearances that share a key, with each other or with those that are there: each pair once, in order."""
    own: dict[int, list[int]] = defaultdict(list)
    for one, keys in found_by.items():
        for key in keys:
            own[key].append(one)
    pairs: set[tuple[int, int]] = set()
    for key, ones in own.items():
        others = (*ones, *there.get(key, ()))
        if len(others) > 1:
            pairs.update((other, one) if one < other else (one, other) for one in ones for other in others)
    return [(one, other) for other, one in sorted(pairs) if one != other]


def _by_some(pairs: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    return (pairs[start : start + AT_ONCE] for start in range(0, len(pairs), AT_ONCE))


def _whole(writer: Writer, numbers: Iterable[int]) -> dict[int, Appearance]:
    return {number: placed.appearance for number, placed in writer.numbered(numbers).items()}
