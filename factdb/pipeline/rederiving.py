"""What is derived for claims, computed anew from the facts: positions, changes, states, roles.

`derive` is called for the claims that a transaction touched, `rebuild` for all of them; both give the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdb.parties import gazetteer
from factdb.records import Gazetteer
from factdb.status import has_status, history_of
from factdb.store import Reader, Writer, open_database

DERIVED = ("statement_role", "party_position", "status_change", "claim_state")
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildResult:
    """How many claims were derived anew, and the public names of those whose rows differed from what was kept."""

    claims: int
    differed: tuple[str, ...]


def derive(writer: Writer, parties: Gazetteer, claims: Sequence[int]) -> None:
    """Folds the histories of these claims anew and keeps them; a claim without a status keeps nothing."""
    voices, accused = writer.voices(claims), writer.accused(claims)
    histories = {}
    for claim in claims:
        lines = [parties.lineage(name) for name in accused[claim]]
        told = voices[claim]
        histories[claim] = history_of(told, lines, parties.alliances()) if has_status(told) else None
    writer.save_histories(histories)


def rebuild(where: str | Path, *, dry_run: bool = False) -> RebuildResult:
    """Computes everything derived anew from the facts, in one transaction; a dry run only compares.

    Raises DatabaseError for a database that cannot be used.
    """
    differed: list[str] = []
    with open_database(where) as database, database.writing(author="", kind="rebuild", keep=not dry_run) as writer:
        parties = gazetteer(writer.parties(("person",)))
        rows = writer.rows("claim", order=("claim_id",))
        slugs = {int(str(row["claim_id"])): str(row["slug"]) for row in rows}
        for chunk in _chunks(sorted(slugs)):
            before = _kept(writer, chunk)
            derive(writer, parties, chunk)
            after = _kept(writer, chunk)
            differed += [slugs[claim] for claim in chunk if before[claim] != after[claim]]
    return RebuildResult(claims=len(slugs), differed=tuple(differed))


def _chunks(claims: Sequence[int]) -> Iterable[Sequence[int]]:
    return (claims[start : start + AT_ONCE] for start in range(0, len(claims), AT_ONCE))


def _kept(reader: Reader, claims: Sequence[int]) -> dict[int, set[tuple[object, ...]]]:
    """The derived rows of each claim as they are kept."""
    found: dict[int, set[tuple[object, ...]]] = {claim: set() for claim in claims}
    for table in DERIVED:
        for row in reader.rows(table, {"claim_id": tuple(claims)}):
            found[int(str(row["claim_id"]))].add((table, *row.values()))
    return found
