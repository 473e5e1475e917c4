"""The commands about verdicts: `verdict import` and `verdict list`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from factdb.cli.asking import Ask, listing
from factdb.cli.output import database_option
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import VerdictResult

MOST_TOLD = 20


@click.group(epilog="Example: factdb verdict list")
def verdict() -> None:
    """What people and organizations hold of claims."""


@verdict.command("import", epilog="Example: factdb verdict import reviews.jsonld --dry-run")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--review", type=click.IntRange(1), metavar="N", help="Only the review of this number in the file.")
@click.option("--claim", metavar="CLAIM", help="The claim that this review is about.")
@click.option("--author", metavar="NAME", help="Who imports, for the record; your user name unless you say otherwise.")
@click.option("--dry-run", is_flag=True, help="Tell what would be imported; keep nothing.")
@database_option
@click.pass_obj
def import_verdicts(
    db: str, file: str, review: int | None, claim: str | None, author: str | None, dry_run: bool
) -> None:
    """Take over fact-checkers' ClaimReviews.

    FILE is JSON-LD (one review, a list, a graph or a feed) or an HTML page that holds some. A review is taken where it
    surely is about one claim: it names an article in which the claim appears and says what the claim says. Others are
    listed. A status never changes by a verdict.
    """
    from factdb import pipeline

    result = pipeline.import_verdicts(db, file, review=review, claim=claim, author=author, dry_run=dry_run)
    for line in imported(result, dry_run):
        click.echo(line)


@verdict.command("list", epilog="Example: factdb verdict list --format csv")
@click.option("--claim", metavar="CLAIM", help="Only those on this claim.")
@listing
def list_verdicts(ask: Ask, claim: str | None) -> None:
    """All verdicts, the latest first.

    Who rated which claim, and how.
    """
    from factdb import fetch

    ask(fetch.verdicts, claim)


def imported(result: "VerdictResult", dry_run: bool) -> Iterator[str]:
    """What an import of verdicts did, in lines; what was not taken last."""
    if dry_run:
        yield "Nothing was kept (--dry-run). An import would give:"
    yield f"Verdicts: {len(result.imported)} imported, {len(result.known)} known already."
    yield from (f"  {visible(line)}" for line in result.imported)
    if result.unmatched:
        yield f"Not taken: {len(result.unmatched)}."
        yield from (f"  {visible(line)}" for line in result.unmatched[:MOST_TOLD])
    if len(result.unmatched) > MOST_TOLD:
        yield f"  … and {len(result.unmatched) - MOST_TOLD} more."
