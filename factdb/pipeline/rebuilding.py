"""Everything that follows from the facts, computed anew: what people decided, words, histories, views and search."""

from dataclasses import dataclass
from pathlib import Path

from factdb.pipeline.answering import Answering
from factdb.pipeline.deriving import derive_all
from factdb.pipeline.known import known_parties
from factdb.pipeline.rederiving import chunks, derive
from factdb.pipeline.worded import appearances_in, word, worded_otherwise
from factdb.store import open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildResult:
    """How many claims were derived anew, and the public names of those whose rows differed from what was kept."""

    claims: int
    differed: tuple[str, ...]


def rebuild(where: str | Path, *, dry_run: bool = False) -> RebuildResult:
    """Computes everything derived anew from the facts, in one transaction; a dry run only compares.

    Found claims first get the words and the accused that they should have; then what people decided is carried out, as
    far as it is not. Views, search and explanations of a file are made anew, too. Raises DatabaseError for a database
    that cannot be used.
    """
    differed: set[str] = set()
    with open_database(where) as database, database.writing(author="", kind="rebuild", keep=not dry_run) as writer:
        parties = known_parties(writer)
        rows = writer.rows("claim", only=("claim_id", "slug"), order=("claim_id",))
        slugs = {int(str(row["claim_id"])): str(row["slug"]) for row in rows}
        reworded: set[int] = set()
        for some in chunks(list(slugs)):
            otherwise = dict(worded_otherwise(writer, parties, some))
            shown = appearances_in(writer, sorted(otherwise))
            word(writer, parties, {claim: shown.get(claim, ()) for claim in otherwise})
            reworded |= set(otherwise)
        for some in chunks(sorted(reworded)):
            derive(writer, parties, some)
        kept = [claim for claim in slugs if claim not in reworded]
        differed |= {slugs[claim] for claim in reworded | derive_all(writer, parties, kept, where)}
        decided = Answering(writer, "")
        decided.take_up()
        differed |= {slug for slug, before, after in decided.settled().values() if before != after}
        writer.lay_surface_anew()
    return RebuildResult(claims=len(slugs), differed=tuple(sorted(differed)))
