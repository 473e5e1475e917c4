"""Which other claim of its article a statement was nearest to, and why it is not told there.

In come the article's claims by the keys of their statements, and how alike those are; out goes for each claim the rival
of each statement. Nothing is decided here: it is told what the scores and the rules of `gather` decided.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import fsum
from typing import Protocol

from factdb.link.frame import Frame, Lineage
from factdb.link.likeness import akin, reason
from factdb.records import Rival


class Compared(Protocol):
    """The statements of one article by key: their frames, for each the scores of those it was compared with."""

    frames: dict[str, Frame]
    near: dict[str, dict[str, float]]
    lineage: Lineage

    def why_apart(self, left: Sequence[str], right: Sequence[str]) -> str:
        """What keeps statements of two claims apart in words, empty where nothing but their likeness does."""

    def meet(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether statements of two claims have a word or a concept in common."""


def rivals_in(claims: Sequence[Sequence[str]], compared: Compared) -> list[Mapping[str, Rival]]:
    """For each claim the rivals of its statements; a statement that nothing of another claim is like has none."""
    places: dict[str, set[int]] = {}
    for place, claim in enumerate(claims):
        for key in claim:
            places.setdefault(key, set()).add(place)

    @cache
    def claims_apart(one: int, other: int) -> str:
        cause = compared.why_apart(claims[one], claims[other])
        return cause or ("" if compared.meet(claims[one], claims[other]) else "no weighty word in common")

    def rival(key: str, place: int) -> Rival | None:
        near = {one: score for one, score in compared.near[key].items() if one in places}
        outside = [(score, one) for one, score in near.items() if places[one].isdisjoint(places[key])]
        score, best = max(outside, default=(0.0, key))
        if not score:
            return None
        there = min(places[best])
        beside = [near[one] for one in near if place in places[one]]
        rivals = [one for one in near if there in places[one]]
        is_likelier = score >= max(beside, default=0.0)
        cause = compared.why_apart([key], rivals) or (is_likelier and claims_apart(place, there))
        one, other = compared.frames[min(key, best)], compared.frames[max(key, best)]
        parts = [reason(one, other, compared.lineage)]
        if cause:
            parts.append(f"kept apart: {cause}")
        elif akin(one.accused, other.accused, compared.lineage) is False:
            parts.append("against it: another accused")
        if is_likelier and not cause and len(rivals) > 1:
            parts.append(f"{fsum(near[each] for each in rivals) / len(rivals):.2f} on average over that claim")
        return Rival(statement=compared.frames[best].statement.key, score=round(score, 3), rule="; ".join(parts))

    return [
        {key: found for key in claim if (found := rival(key, place)) is not None} for place, claim in enumerate(claims)
    ]
