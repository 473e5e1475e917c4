"""The command `undo`: what a changeset did is taken back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from factdb.cli.deciding import NUMBER
from factdb.cli.output import database_option
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import UndoResult


@click.command(epilog="Example: factdb undo 12 --dry-run")
@click.argument("changesets", metavar="CHANGESET...", nargs=-1, required=True, type=NUMBER)
@click.option("--author", metavar="NAME", help="Who takes it back, for the record; your user name unless you say.")
@click.option("--note", metavar="TEXT", default="", help="Why, for the record.")
@click.option("--dry-run", is_flag=True, help="Tell what it would change; keep nothing.")
@database_option
@click.pass_obj
def undo(db: str, changesets: tuple[int, ...], author: str | None, note: str, dry_run: bool) -> None:
    """Take back what changesets did.

    CHANGESET is a number that `factdb log` shows. Decisions give way to those before them, articles that were loaded
    are withdrawn and stay to be read. What was decided anew since stays. An undo can be undone, too.
    """
    from factdb import pipeline

    result = pipeline.undo(db, changesets, author=author, note=note, dry_run=dry_run)
    for line in account(result, changesets, dry_run):
        click.echo(line)


def account(result: "UndoResult", changesets: tuple[int, ...], dry_run: bool) -> Iterator[str]:
    """What was taken back, in lines: how much, what was not, the statuses that changed by it, how to have it again."""
    if dry_run:
        yield "Nothing was kept (--dry-run). It would do this:"
    numbers = sorted(set(changesets))
    named = f"changeset{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
    extent = "Nothing of" if not result.taken_back else "Only a part of" if result.kept else "All of"
    yield f"{extent} {named} was taken back."
    yield from (f"  Not taken back: {visible(one)}" for one in result.kept)
    yield "Status changes caused by this:" if result.status_changes else "No claim changed its status."
    yield from (f"  {visible(change)}" for change in result.status_changes)
    if result.changeset is not None and not dry_run:
        yield f"Changeset {result.changeset}; `factdb undo {result.changeset}` brings it back."
