"""The commands about verdicts: `verdict give`, `withdraw`, `scale`, `import` and `list`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from factdb import report
from factdb.cli.asking import Ask, listing
from factdb.cli.deciding import NUMBER
from factdb.cli.output import Show, database_option, output_options
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import GivenVerdict, VerdictResult

MOST_TOLD = 20
RELIABILITY = (
    "How reliable its source is (Admiralty code): A reliable, B usually reliable, C fairly reliable, "
    "D not usually reliable, E unreliable, F cannot be judged."
)
CREDIBILITY = (
    "How credible what is claimed is (Admiralty code): 1 confirmed by others, 2 probably true, 3 possibly true, "
    "4 doubtful, 5 improbable, 6 cannot be judged."
)
ratings_option = click.option(
    "--ratings",
    envvar="FACTDB_RATINGS",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Your own scale, a TOML file; also from FACTDB_RATINGS. `verdict scale` shows it.",
)


@click.group(epilog="Example: factdb verdict list")
def verdict() -> None:
    """What people and organizations hold of claims."""


@verdict.command("give", epilog="Example: factdb verdict give north-korea-arms --rating 'half true'")
@click.argument("claim")
@click.option("--rating", metavar="WORD", required=True, help="A word of the scale (`factdb verdict scale`).")
@click.option("--author", metavar="NAME", help="Whose verdict it is; your user name unless you say otherwise.")
@click.option("--organization", metavar="NAME", help="Whose it is, where it is an organization's; you record it.")
@click.option("--reliability", type=click.Choice("ABCDEF", case_sensitive=False), metavar="A-F", help=RELIABILITY)
@click.option("--credibility", type=click.Choice("123456"), metavar="1-6", help=CREDIBILITY)
@click.option("--explanation", metavar="TEXT", default="", help="Why, in your words.")
@click.option("--url", metavar="ADDRESS", help="Where you published it.")
@click.option("--on", metavar="DATE", help="When it was given: 2024, 2024-10, 2024-10-31; today unless you say it.")
@ratings_option
@click.option("--dry-run", is_flag=True, help="Tell what would be kept; keep nothing.")
@database_option
@click.pass_obj
def give_verdict(db: str, /, claim: str, rating: str, dry_run: bool, **options: Any) -> None:
    """Say what you hold of a claim.

    A verdict is yours alone, signed and dated; the status of CLAIM, which tells who said what, never changes by it.
    Giving one anew replaces your own earlier one on that claim, nobody else's.
    """
    from factdb import pipeline

    for line in given(pipeline.give_verdict(db, claim, rating, dry_run=dry_run, **options), dry_run):
        click.echo(line)


@verdict.command("withdraw", epilog="Example: factdb verdict withdraw 3 --note 'the source was another one'")
@click.argument("number", metavar="N", type=NUMBER)
@click.option("--author", metavar="NAME", help="Who withdraws it; your user name unless you say otherwise.")
@click.option("--note", metavar="TEXT", default="", help="Why, for the record.")
@click.option("--dry-run", is_flag=True, help="Tell what would be withdrawn; keep nothing.")
@database_option
@click.pass_obj
def withdraw_verdict(db: str, number: int, author: str | None, note: str, dry_run: bool) -> None:
    """Take a verdict back.

    N is its number, as `factdb verdict list` tells it. It no longer counts, and stays on record.
    """
    from factdb import pipeline

    gone = pipeline.withdraw_verdict(db, number, author=author, note=note, dry_run=dry_run)
    did = "Would withdraw" if dry_run else "Withdrew"
    click.echo(visible(f"{did} verdict {number}: '{gone.rating}' by {gone.author} on {gone.claim}."))
    if not dry_run:
        click.echo(f"Changeset {gone.changeset}; `factdb undo {gone.changeset}` takes it back.")


@verdict.command("scale", epilog="Example: factdb verdict scale --ratings ratings.toml")
@ratings_option
@output_options
def show_scale(show: Show, ratings: str | None) -> None:
    """The words in which a claim may be rated.

    Each with its place between worst and best. A file of your own has [[rating]] sections with words = ["half true",
    "setengah benar"], value = 3 and means = "…"; a rating without value is no point on the scale.
    """
    from factdb import pipeline

    rows = [
        {"words": "; ".join(one.words), "value": None if one.value is None else f"{one.value:g}", "means": one.means}
        for one in pipeline.scale_of(ratings).ratings
    ]
    show(report.listing("scale", rows))


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


def given(result: "GivenVerdict", dry_run: bool) -> Iterator[str]:
    """What giving a verdict did, in lines."""
    own = result.verdict
    grade = f"{own.source_reliability or ''}{own.information_credibility or ''}"
    told = f"'{own.rating}' by {own.author}, {own.given_on}{f' ({grade})' if grade else ''}"
    if dry_run:
        yield "Nothing was kept (--dry-run). It would do this:"
    if result.changeset is None:
        yield visible(f"Known already: verdict {result.number} on {result.claim}, {told}.")
        return
    yield visible(f"Verdict {result.number} on {result.claim}: {told}.")
    yield from (f"It replaces verdict {number}, which stays on record." for number in result.replaced)
    if not dry_run:
        yield f"Changeset {result.changeset}; `factdb undo {result.changeset}` takes it back."


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
