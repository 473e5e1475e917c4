"""Which appearances make one claim: a pure function of the appearances and their ties.

In come appearances and ties in any order, out go groups and what a person should look at. Appearances that hold an
assertion are gathered first; those that only answer join the group that they fit best by a margin and never bridge two.
Where two groups remain within the margin both are proposed and neither is linked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factdb.link.unite import Apart, united
from factdb.records import Appearance, Tie
from factdb.words import Stance

UNITE = 0.1
ATTACH = 0.2
MARGIN = 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Appearances that are one claim; `key` is the least of their keys, `scores` how surely each belongs, and why."""

    key: str
    appearances: tuple[str, ...]
    scores: tuple[float, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two groups (by key), or an appearance and a group, that a person should compare; not linked."""

    one: str
    other: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """The groups, and what is proposed."""

    groups: tuple[Group, ...]
    proposals: tuple[Proposal, ...]


def partition(appearances: Iterable[Appearance], ties: Iterable[Tie], apart: Apart | None = None) -> Partition:
    """The claims that appearances form, and the proposals.

    Depends on neither the order of the appearances nor that of the ties. Ties that name an unknown appearance are
    passed over. Appearances that hold nothing but a refusal to comment, and fit no claim, are in no group. `apart` may
    forbid two sets of appearances (keys) to be one claim.
    """
    known = {one.key: one for one in appearances}
    pairs = {(tie.one, tie.other): tie for tie in ties if tie.one in known and tie.other in known}
    core = sorted(key for key, one in known.items() if Stance.ASSERTS in one.stances)
    rest = sorted(key for key in known if Stance.ASSERTS not in known[key].stances)
    scores = {pair: tie.score for pair, tie in pairs.items()}
    clusters = united(core, scores, UNITE, apart)
    links: dict[str, tuple[float, str]] = {}
    proposals: list[Proposal] = []
    joined: dict[int, list[str]] = {}
    loose: list[str] = []
    for key in rest:
        ranked = _ranked(key, clusters, pairs, apart)
        if not ranked or ranked[0][0] < ATTACH:
            loose.append(key)
        elif len(ranked) > 1 and ranked[1][0] >= ATTACH and ranked[0][0] - ranked[1][0] < MARGIN:
            proposals.extend(
                Proposal(one=key, other=clusters[place][0], score=score, rule=f"one of two candidates: {rule}")
                for score, place, rule in ranked[:2]
            )
            loose.append(key)
        else:
            joined.setdefault(ranked[0][1], []).append(key)
            links[key] = ranked[0][0], ranked[0][2]
    gathered: list[list[str]] = [[*cluster, *joined.get(place, [])] for place, cluster in enumerate(clusters)]
    torn = {one.one for one in proposals}
    alone = [key for key in loose if key not in torn]
    gathered += [
        list(one)
        for one in united(alone, scores, UNITE, apart)
        if any(Stance.DENIES in known[key].stances or Stance.ADMITS in known[key].stances for key in one)
    ]
    gathered += [[key] for key in sorted(torn)]
    groups = tuple(sorted((_group(keys, pairs, links) for keys in gathered), key=lambda one: one.key))
    return Partition(groups=groups, proposals=tuple(sorted(proposals, key=lambda one: (one.one, one.other))))


def _ranked(
    key: str, clusters: Sequence[tuple[str, ...]], pairs: Mapping[tuple[str, str], Tie], apart: Apart | None
) -> list[tuple[float, int, str]]:
    """The clusters an answer may belong to, best first: by its strongest ties to each."""
    ranked = []
    for place, cluster in enumerate(clusters):
        found = [tie for one in cluster if (tie := pairs.get((min(key, one), max(key, one))))]
        if found and not (apart and apart((key,), cluster)):
            best = max(found, key=lambda tie: (tie.score, tie.one, tie.other))
            ranked.append((best.score, place, best.rule))
    return sorted(ranked, key=lambda one: (-one[0], one[1]))


def _group(keys: Sequence[str], pairs: Mapping[tuple[str, str], Tie], links: Mapping[str, tuple[float, str]]) -> Group:
    ordered = sorted(keys)
    scores, rules = [], []
    for key in ordered:
        found = [tie for one in ordered if one != key and (tie := pairs.get((min(key, one), max(key, one))))]
        best = max(found, key=lambda tie: (tie.score, tie.one, tie.other), default=None)
        tied = links.get(key) or ((best.score, best.rule) if best else None)
        scores.append(tied[0] if tied else 1.0)
        rules.append(f"with another article: {tied[1]}" if tied else "opens the claim")
    return Group(key=ordered[0], appearances=tuple(ordered), scores=tuple(scores), rules=tuple(rules))
