"""The command `merge`: another database comes in, and what both hold differently is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from factdb.cli.loading import progress
from factdb.cli.output import database_option
from factdb.cli.watching import exit_code_option, exit_told, has_moved, status_account
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import MergeResult


@click.command(epilog="Example: factdb merge budi.db")
@click.argument("other", metavar="OTHER")
@click.option("--author", metavar="NAME", help="Who merges, for the record; your user name unless you say otherwise.")
@click.option("--dry-run", is_flag=True, help="Tell what would come; keep nothing.")
@exit_code_option()
@database_option
@click.pass_obj
def merge(db: str, other: str, author: str | None, dry_run: bool, in_code: bool) -> None:
    """Bring in what another database holds.

    OTHER is a file or PostgreSQL URL, which is only read. What both hold is kept once; merging twice adds nothing. Of
    what people decided nothing is dropped: where they disagree, it is told and stays open.
    """
    from factdb import pipeline

    with progress() as step:
        result = pipeline.merge(db, other, author=author, dry_run=dry_run, progress=step)
    for line in merged(result, dry_run):
        click.echo(line)
    exit_told(in_code and has_moved(result))


def merged(result: "MergeResult", dry_run: bool) -> Iterator[str]:
    """What a merge brought, in lines; conflicts last."""
    if dry_run:
        yield "Nothing was kept (--dry-run). A merge would bring:"
    articles = f"{result.articles_new} new, {result.articles_known} known already, {result.copies} reprints of others"
    yield f"Articles: {articles}."
    yield f"Statements: {result.statements}. Claims opened: {result.claims_opened}. Decisions: {result.answers}."
    yield from status_account(result, "this merge")
    yield from (f"Note: {visible(note)}" for note in result.notes)
    yield f"Conflicts: {len(result.conflicts)}, none decided:" if result.conflicts else "No conflicts."
    yield from (f"  {visible(conflict)}" for conflict in result.conflicts)
