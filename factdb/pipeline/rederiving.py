"""What is derived for claims, computed anew from the facts: positions, changes, states, roles.

`derive` is called for the claims that a transaction touched, `rebuild` for all of them; both give the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdb.pipeline.known import known_parties
from factdb.pipeline.worded import appearances_in, word, worded_otherwise
from factdb.records import Gazetteer, History
from factdb.status import as_of, has_status, history_of
from factdb.store import Reader, Writer, open_database

AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildResult:
    """How many claims were derived anew, and the public names of those whose rows differed from what was kept."""

    claims: int
    differed: tuple[str, ...]


def derive(writer: Writer, parties: Gazetteer, claims: Sequence[int]) -> None:
    """Folds the histories of these claims anew and keeps them; a claim without a status keeps nothing."""
    writer.save_histories(histories_of(writer, parties, claims))


def histories_of(
    reader: Reader, parties: Gazetteer, claims: Sequence[int], day: str | None = None
) -> dict[int, History | None]:
    """The histories of these claims, folded from the facts that a reader sees; None for a claim without a status.

    With a `day` only what was said by then is folded.
    """
    voices, accused = reader.voices(claims), reader.accused(claims)
    histories = {}
    for claim in claims:
        lines = [parties.lineage(name) for name in accused[claim]]
        told = as_of(voices[claim], lines, day) if day else voices[claim]
        histories[claim] = history_of(told, lines, parties.alliances()) if has_status(told) else None
    return histories


def differing(reader: Reader, parties: Gazetteer, claims: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The claims of these for which other rows are kept than the facts give, with the names of the derived tables."""
    return reader.differing(histories_of(reader, parties, claims))


def rebuild(where: str | Path, *, dry_run: bool = False) -> RebuildResult:
    """Computes everything derived anew from the facts, in one transaction; a dry run only compares.

    Found claims first get the words and the accused that their appearances give them. Views, search and explanations of
    a file are made anew, too. Raises DatabaseError for a database that cannot be used.
    """
    differed: list[str] = []
    with open_database(where) as database, database.writing(author="", kind="rebuild", keep=not dry_run) as writer:
        parties = known_parties(writer)
        slugs = {int(str(row["claim_id"])): str(row["slug"]) for row in writer.rows("claim")}
        for some in chunks(sorted(slugs)):
            reworded = dict(worded_otherwise(writer, parties, some))
            shown = appearances_in(writer, sorted(reworded))
            for claim in reworded:
                word(writer, parties, claim, shown.get(claim, ()))
            differed += [slugs[claim] for claim in sorted({*reworded, *differing(writer, parties, some)})]
            derive(writer, parties, some)
        writer.lay_surface_anew()
    return RebuildResult(claims=len(slugs), differed=tuple(differed))


def chunks(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    """The numbers in lists short enough to be read and computed at once."""
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
