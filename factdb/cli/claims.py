"""The commands about claims: `claims`, `claim show` and `claim track`."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from factdb.cli import curating
from factdb.cli.asking import Ask, listing
from factdb.cli.output import database_option
from factdb.cli.restricting import scope_options
from factdb.cli.watching import status_account
from factdb.report import Scope, visible

if TYPE_CHECKING:
    from factdb.pipeline import TrackResult
    from factdb.records import Tracked


@click.command(epilog="Example: factdb claims --status corroborated --since 2024-10")
@scope_options("status", "official_only", "limit")
@listing
def claims(ask: Ask, scope: Scope) -> None:
    """All claims with their status.

    Those with the most statements come first.
    """
    from factdb import fetch

    ask(fetch.claims, scope)


@click.group(epilog="Example: factdb claim show north-korea-arms")
def claim() -> None:
    """One claim."""


@claim.command("show", epilog="Example: factdb claim show north-korea-arms --format json")
@click.argument("claim")
@listing
def show_claim(ask: Ask, claim: str) -> None:
    """A claim as it stands now.

    CLAIM is its name as reports print it, or its number.
    """
    from factdb import fetch

    ask(fetch.claim, claim)


@claim.command("track", epilog="Example: factdb claim track seeds/tracked.toml")
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@click.option("--title", metavar="WORDS", help="A few words for one claim that is given here instead of in a file.")
@click.option(
    "--proposition", metavar="SENTENCE", help="The sentence that is asserted or denied; the title unless given."
)
@click.option("--accused", metavar="PARTY", multiple=True, help="Whose act it is; may be given several times.")
@click.option("--slug", metavar="NAME", help="Its public name; made from the title unless given.")
@click.option(
    "--term", "terms", metavar="WORDS", multiple=True, help="Words that speak of it; several times, any language."
)
@click.option("--collection", metavar="NAME", help="The investigation that it belongs to.")
@click.option("--author", metavar="NAME", help="Who tracks, for the record; your user name unless you say otherwise.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen; keep nothing.")
@database_option
@click.pass_obj
def track_claim(db: str, /, file: str | None, author: str | None, dry_run: bool, **words: Any) -> None:
    """Follow a claim in your own words.

    FILE is a TOML file with [[claim]] sections (title, proposition, accused, slug, terms); or give one claim by
    options. It draws what fits it from the articles that are loaded and from those to come, and keeps your words.
    """
    from factdb import pipeline

    result = pipeline.track(db, followed(file, words), author=author, dry_run=dry_run)
    for note in result.notes:
        click.echo(f"Note: {visible(note)}", err=True)
    for line in tracked(result, dry_run):
        click.echo(line)


def followed(file: str | None, words: dict[str, Any]) -> "Sequence[Tracked]":
    """The claims that the command line names: those of a file, or the one given by options."""
    from factdb import pipeline

    if (file is None) == (words["title"] is None):
        raise click.UsageError("Give a file of claims, or one claim by --title.")
    if file is None:
        return [pipeline.wanted(**words)]
    if given := [name for name, value in words.items() if value]:
        raise click.UsageError(f"--{given[0].removesuffix('s')} is for a claim by --title; a file says its own.")
    return pipeline.tracked_in(file)


def tracked(result: "TrackResult", dry_run: bool) -> Iterator[str]:
    """What tracking did, in lines; status changes last."""
    if dry_run:
        yield "Nothing was kept (--dry-run). Tracking would give:"
    yield f"Tracked claims: {len(result.new)} new, {len(result.changed)} changed, {len(result.known)} known already."
    yield from status_account(result, "tracking")


for command in curating.COMMANDS:
    claim.add_command(command)
