"""What a load, a merge or a tracking changed for the claims that people follow: their status, and what is newly said.

In come two looks at the followed claims, one before and one after; out go those that differ. A claim that a person
tracks is watched until it is closed.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from factdb.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStatement:
    """A statement that a watched claim did not hold before: who took which stance, when and in which words."""

    statement_id: int
    party: str
    stance: str
    said_on: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedChange:
    """A watched claim that changed: `before` and `after` are its statuses, None where nothing was said of it.

    `new` are the statements that came, in the order in which they were said; `gone` counts those that it lost.
    """

    slug: str
    title: str
    before: str | None
    after: str | None
    new: tuple[NewStatement, ...] = ()
    gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A followed claim at one moment, with its statements by number."""

    slug: str
    title: str
    status: str | None
    statements: Mapping[int, NewStatement] = field(default_factory=dict)


def watched_claims(reader: Reader) -> dict[int, Watched]:
    """The claims that people follow as they stand now, by number."""
    rows = reader.rows("claim_status", {"claim_id": sorted(reader.tracked())})
    claims = {_number(row["claim_id"]): row for row in rows if not row["is_closed"]}
    said: dict[int, dict[int, NewStatement]] = defaultdict(dict)
    for row in reader.rows("claim_statements", {"claim_id": sorted(claims)}, order=("said_on", "statement_id")):
        said[_number(row["claim_id"])][_number(row["statement_id"])] = NewStatement(
            statement_id=_number(row["statement_id"]),
            party=str(row["party"]),
            stance=str(row["stance"]),
            said_on=_word(row["said_on"]),
            quote=str(row["quote"]),
        )
    return {
        number: Watched(
            slug=str(row["slug"]), title=str(row["title"]), status=_word(row["status"]), statements=said[number]
        )
        for number, row in claims.items()
    }


def watched_changes(before: Mapping[int, Watched], after: Mapping[int, Watched]) -> tuple[WatchedChange, ...]:
    """The claims followed now that differ from before, those whose status changed first, then by name."""
    found = [_change(before.get(number), now) for number, now in after.items()]
    kept = [one for one in found if one.before != one.after or one.new or one.gone]
    return tuple(sorted(kept, key=lambda one: (one.before == one.after, one.slug)))


def _change(then: Watched | None, now: Watched) -> WatchedChange:
    known = then.statements if then else {}
    return WatchedChange(
        slug=now.slug,
        title=now.title,
        before=then.status if then else None,
        after=now.status,
        new=tuple(one for number, one in now.statements.items() if number not in known),
        gone=len(known.keys() - now.statements.keys()),
    )


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> int:
    return int(str(value))
