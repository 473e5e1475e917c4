"""The command `log`: who changed what, and when."""

import click

from factdb.cli.asking import Ask, listing
from factdb.cli.restricting import DAY, wrong_usage

AT_FIRST = 50


@click.command(epilog="Example: factdb log --author Ana --since 2024-10")
@click.option("--author", metavar="NAME", help="Only what this person did.")
@click.option("--since", metavar=DAY, help="Only what was recorded from this day, month or year on.")
@click.option("--kind", metavar="KIND", help="Only changesets of this kind: load, review, track, verdict, undo ...")
@click.option("--claim", metavar="CLAIM", help="Only what has to do with this claim.")
@click.option(
    "--limit", type=click.IntRange(1), default=AT_FIRST, show_default=True, help="At most this many, the latest."
)
@listing
def log(ask: Ask, since: str | None, **asked: object) -> None:
    """Who changed what, and when.

    Every changeset, the latest first: its number, which `undo` takes, and what it did. Nothing that was recorded is
    ever lost: what was undone stays here.
    """
    from factdb import logbook
    from factdb.report import date_in

    with wrong_usage():
        first = date_in(since, "--since")
    ask(logbook.log, since=first, **asked)
