"""The command `merge`: another database comes in, and what both hold differently is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from factdb.cli.loading import progress
from factdb.cli.output import database_option
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import MergeResult


@click.command(epilog="Example: factdb merge budi.db")
@click.argument("other", metavar="OTHER")
@click.option("--author", metavar="NAME", help="Who merges, for the record; your user name unless you say otherwise.")
@click.option("--dry-run", is_flag=True, help="Tell what would come; keep nothing.")
@database_option
@click.pass_obj
def merge(db: str, other: str, author: str | None, dry_run: bool) -> None:
    """Bring in what another database holds.

    OTHER is a file or PostgreSQL URL, which is only read. What both hold is kept once; merging twice adds nothing. Of
    what people decided nothing is dropped: where they disagree, it is told and stays open.
    """
    from factdb import pipeline

    with progress() as step:
        result = pipeline.merge(db, other, author=author, dry_run=dry_run, progress=step)
    for line in merged(result, dry_run):
        click.echo(line)


def merged(result: "MergeResult", dry_run: bool) -> Iterator[str]:
    """What a merge brought, in lines; conflicts last."""
    if dry_run:
        yield "Nothing was kept (--dry-run). A merge would bring:"
    articles = f"{result.articles_new} new, {result.articles_known} known already, {result.copies} reprints of others"
    yield f"Articles: {articles}."
    yield f"Statements: {result.statements}. Claims opened: {result.claims_opened}. Decisions: {result.answers}."
    yield "Status changes caused by this merge:" if result.status_changes else "No claim changed its status."
    yield from (f"  {visible(change)}" for change in result.status_changes)
    yield from (f"Note: {visible(note)}" for note in result.notes)
    yield f"Conflicts: {len(result.conflicts)}, none decided:" if result.conflicts else "No conflicts."
    yield from (f"  {visible(conflict)}" for conflict in result.conflicts)
