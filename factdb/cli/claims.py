"""The commands about claims: `claims` and `claim show`."""

import click

from factdb.cli.output import output_options, scope_options, show
from factdb.report import Scope
from factdb.words import Status


@click.command(epilog="Example: factdb claims --status corroborated")
@scope_options
@click.option("--status", type=click.Choice([status.value for status in Status]), help="Only claims of this status.")
@click.option("--limit", type=click.IntRange(1), help="At most this many claims.")
@output_options
@click.pass_obj
def claims(
    db: str,
    collection: str | None,
    party: str | None,
    status: str | None,
    limit: int | None,
    form: str,
    output: str | None,
) -> None:
    """All claims with their status.

    Those with the most statements come first.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.claims(reader, Scope(collection=collection, party=party, limit=limit), status)
    show(found, form, output)


@click.group(epilog="Example: factdb claim show north-korea-arms")
def claim() -> None:
    """One claim."""


@claim.command("show", epilog="Example: factdb claim show north-korea-arms --format json")
@click.argument("claim")
@output_options
@click.pass_obj
def show_claim(db: str, claim: str, form: str, output: str | None) -> None:
    """A claim as it stands now.

    CLAIM is its name as reports print it, or its number.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.claim(reader, claim)
    show(found, form, output)
