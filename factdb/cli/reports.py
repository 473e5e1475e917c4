"""The commands that answer: `report contested`, `report timeline`, `explain`."""

import click

from factdb.cli.output import output_options, show
from factdb.cli.restricting import moment_options, scope_options
from factdb.records import Moment
from factdb.report import Scope


@click.group(epilog="Example: factdb report contested --format md --output contested.md")
def report() -> None:
    """What is contested, and how it came to be."""


@report.command(epilog="Example: factdb report contested --party Russia --as-of 2022-10")
@scope_options("contested", "official_only", "min_score", "limit")
@moment_options
@output_options
@click.pass_obj
def contested(db: str, scope: Scope, moment: Moment, form: str, output: str | None) -> None:
    """What somebody asserts and somebody else denies.

    The surest claims come first. Each party's best statement is quoted; marked is what rests on unnamed sources,
    estimated dates or thin links.
    """
    from factdb import fetch

    with fetch.reading(db, moment) as reader:
        found = fetch.contested(reader, scope)
    show(found, form, output)


@report.command(epilog="Example: factdb report timeline north-korea-arms --format md")
@click.argument("claim")
@moment_options
@output_options
@click.pass_obj
def timeline(db: str, claim: str, moment: Moment, form: str, output: str | None) -> None:
    """How one claim came to its status.

    Every statement about CLAIM in the order in which it was said, and where the claim stood after it.
    """
    from factdb import fetch

    with fetch.reading(db, moment) as reader:
        found = fetch.timeline(reader, claim)
    show(found, form, output)


@click.command(epilog="Example: factdb explain north-korea-arms")
@click.argument("claim")
@moment_options
@output_options
@click.pass_obj
def explain(db: str, claim: str, moment: Moment, form: str, output: str | None) -> None:
    """Why a claim stands where it stands.

    The rule and the words behind each step of CLAIM, why each statement belongs to it, and the nearest rival claim.
    """
    from factdb import fetch

    with fetch.reading(db, moment) as reader:
        found = fetch.explanation(reader, claim)
    show(found, form, output)
