"""Uniting what belongs together: average linkage over scored pairs, the strongest first.

In come keys, scores of pairs and what must stay apart; out come clusters. A pair without a score counts as 0, so that a
chain of likenesses does not pull strangers together. Depends on no order; ties between scores are broken by the keys.
"""

from collections.abc import Callable, Iterable, Mapping
from heapq import heapify, heappop, heappush

Pair = tuple[str, str]
Apart = Callable[[tuple[str, ...], tuple[str, ...]], bool]


def united(
    keys: Iterable[str],
    scores: Mapping[Pair, float],
    least: float,
    apart: Apart | None = None,
) -> list[tuple[str, ...]]:
    """The keys in clusters whose average score between each other is at least `least`, sorted.

    `scores` are given for pairs in sorted order; `apart` may forbid two clusters to become one.

    >>> united("abc", {("a", "b"): 0.9, ("b", "c"): 0.6}, 0.5)
    [('a', 'b'), ('c',)]
    """
    members: dict[str, tuple[str, ...]] = {key: (key,) for key in keys}
    sums: dict[str, dict[str, float]] = {key: {} for key in members}
    for (one, other), score in scores.items():
        if one in members and other in members and one != other:
            sums[one][other] = sums[other][one] = score
    heap = [(-score, one, other, 1, 1) for one, row in sums.items() for other, score in row.items() if one < other]
    heapify(heap)
    while heap:
        score, one, other, left, right = heappop(heap)
        if -score < least:
            break
        stale = one not in members or other not in members
        if stale or len(members[one]) != left or len(members[other]) != right:
            continue
        if apart is not None and apart(members[one], members[other]):
            continue
        members[one] = tuple(sorted(members[one] + members.pop(other)))
        _move(sums, one, other)
        for third, total in sums[one].items():
            first, second = min(one, third), max(one, third)
            mean = round(total / (len(members[one]) * len(members[third])), 9)
            heappush(heap, (-mean, first, second, len(members[first]), len(members[second])))
    return sorted(members.values())


def _move(sums: dict[str, dict[str, float]], one: str, other: str) -> None:
    """Add the sums of a cluster that was merged to those of the one that took it in."""
    for third, total in sums.pop(other).items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
