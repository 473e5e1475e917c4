"""Where the appearances of an article that is read anew come from, so that its claims keep their names.

In come what the article shows now and showed before, out go claims. Which appearances belong together is told by their
ties, as always: this only tells which name they keep.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from factdb.pipeline.differing import shared
from factdb.records import Appearance, Span
from factdb.store import PlacedAppearance, Reader

Spans = Mapping[str, Span]
Held = tuple[int, frozenset[str]]
"""A claim, and the statements (keys) of one appearance that was in it."""


def homes(
    reader: Reader, number: int, fresh: Sequence[Appearance], gone: Sequence[PlacedAppearance], spans: Spans
) -> dict[str, int]:
    """For each new appearance (key) of an article the claim of the likest that it showed; no entry for one without.

    Likest is which has most statements (keys) in common, of two the one shown last, so that what an article shows again
    is what it was. Where no statement is the same, their `spans` tell.
    """
    if not fresh:
        return {}
    last = [(p.claim_id, _keys(p.appearance)) for p in gone if p.claim_id is not None]
    once = _once(reader, number)
    found = {one.key: _likest(_keys(one), [*last, *once]) or _nearest(_keys(one), last, spans) for one in fresh}
    return {key: claim for key, claim in found.items() if claim is not None}


def _keys(one: Appearance) -> frozenset[str]:
    return frozenset(member.statement for member in one.members)


def _likest(own: frozenset[str], shown: Sequence[Held]) -> int | None:
    """The first claim of an appearance that has the most in common with these statements."""
    alike = [(len(own & keys) / len(own | keys), claim) for claim, keys in shown]
    return max(alike, key=lambda one: one[0], default=(0, None))[1] if any(score for score, _ in alike) else None


def _nearest(own: frozenset[str], shown: Sequence[Held], spans: Spans) -> int | None:
    """The claim in which most statements overlap these."""
    counts = Counter[int]()
    for claim, keys in shown:
        theirs = [spans[key] for key in keys if key in spans]
        counts[claim] += sum(any(shared(spans[mine], each) > 0 for each in theirs) for mine in own)
    return min(+counts, key=lambda claim: (-counts[claim], claim), default=None)


def _once(reader: Reader, number: int) -> list[Held]:
    """The appearances that were retired, the last first, each with the claim that held it, where that is not merged."""
    rows = reader.rows("appearance", {"article_id": number}, order=("-retired_in", "appearance_id"))
    retired = [_number(row["appearance_id"]) for row in rows if row["retired_in"] is not None]
    members = reader.rows("appearance_statement", {"appearance_id": retired})
    told = reader.rows("statement", {"article_id": number})
    keys = {row["statement_id"]: str(row["key"]) for row in told}
    links = reader.rows("claim_statement", {"statement_id": [row["statement_id"] for row in told]})
    held = sorted({_number(row["claim_id"]) for row in links})
    there = {_number(row["claim_id"]) for row in reader.rows("claim", {"claim_id": held, "merged_into_id": None})}
    claims: dict[object, set[int]] = defaultdict(set)
    for row in links:
        claims[row["statement_id"]] |= {_number(row["claim_id"])} & there
    found = []
    for each in retired:
        own = [row["statement_id"] for row in members if row["appearance_id"] == each]
        counts = Counter(claim for statement in own for claim in claims[statement])
        if counts:
            found.append((min(counts, key=lambda claim: (-counts[claim], claim)), frozenset(keys[one] for one in own)))
    return found


def _number(value: object) -> int:
    return int(str(value))
