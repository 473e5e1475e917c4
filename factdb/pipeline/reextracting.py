"""A newer extractor over the stored texts: what it finds otherwise is told, and kept in signed changesets.

Each changeset holds a batch of articles, so that it can be interrupted and run again; where nothing differs, nothing is
recorded. Texts that were left out of a published file cannot be read anew, and their articles stay as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from factdb.errors import NotFoundError
from factdb.extract import statements_in
from factdb.pipeline.loading import BATCH, signed, transactions
from factdb.pipeline.reading import Extractor
from factdb.pipeline.rereading import Reread, reread
from factdb.pipeline.result import Tally
from factdb.store import Reader, open_database

REEXTRACT = "reextract"
"""The kind of changeset that holds what was found in articles read anew."""

Step = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReextractResult:
    """What reading stored articles anew found.

    `differing` are the articles in which something was found otherwise, `left` those that stay as they are, with why,
    `status_changes` sentences, `changesets` the numbers of what was recorded.
    """

    articles: int
    left: tuple[Reread, ...]
    differing: tuple[Reread, ...]
    claims_opened: int
    status_changes: tuple[str, ...]
    changesets: tuple[int, ...] = ()


def reextract(
    where: str | Path,
    *,
    articles: Sequence[int] = (),
    collection: str | None = None,
    author: str | None = None,
    batch: int = BATCH,
    dry_run: bool = False,
    extractor: Extractor = statements_in,
    progress: Step = lambda done, total: None,
) -> ReextractResult:
    """Reads stored articles anew: all of them, those of these numbers, or those of a collection.

    A dry run keeps nothing. Raises NotFoundError for a number or a collection that is none, DatabaseError for a
    database that cannot be used.
    """
    tally, differing, left, changesets = Tally(), [], [], []
    with (
        open_database(where) as database,
        transactions(database, signed(author), dry_run, kind=REEXTRACT) as transaction,
    ):
        with transaction() as reader:
            numbers = _wanted(reader, articles, collection)
        for start in range(0, len(numbers), batch):
            with transaction() as writer:
                read, settlement = reread(writer, numbers[start : start + batch], extractor)
                changesets += [writer.changeset_id] if writer.has_changed and not dry_run else []
            differing += [one for one in read if one.differences]
            left += [one for one in read if one.left]
            tally.change(settlement.changes)
            tally.count(claims_opened=settlement.opened)
            progress(min(start + batch, len(numbers)), len(numbers))
    return ReextractResult(
        articles=len(numbers),
        left=tuple(left),
        differing=tuple(differing),
        claims_opened=tally.result().claims_opened,
        status_changes=tally.result().status_changes,
        changesets=tuple(changesets),
    )


def _wanted(reader: Reader, articles: Sequence[int], collection: str | None) -> list[int]:
    """The numbers of the articles that are asked for, in order."""
    numbers = set(reader.numbers("article"))
    for number in articles:
        if number not in numbers:
            raise NotFoundError(f"No article {number}. `factdb report coverage` lists what is loaded.")
    if articles:
        numbers &= set(articles)
    if collection is not None:
        found = reader.rows("collection", {"name": collection})
        if not found:
            names = ", ".join(f"'{row['name']}'" for row in reader.rows("collection", order=("name",)))
            raise NotFoundError(f"No collection '{collection}'. {f'There are {names}.' if names else 'There is none.'}")
        inside = reader.rows("article_collection", {"collection_id": found[0]["collection_id"]})
        numbers &= {int(str(row["article_id"])) for row in inside}
    return sorted(numbers)
