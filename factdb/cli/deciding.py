"""How a command that decides something answers: what it decided, what that changed, and how to take it back.

`deciding` gives a command a `desk` and --author, --note, --dry-run and --db. The command yields what it decides in
sentences; they are printed once all of it is kept, so that nothing is told that did not happen.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from factdb.cli.output import database_option
from factdb.cli.rereading import in_article
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import Desk

Command = Callable[..., Any]
NUMBER = click.IntRange(1, 10**18)
"""The type of a number by which a row is told; more than this no engine can count."""


def deciding(command: Callable[..., Iterator[str]]) -> Command:
    """Has a command decide at a desk, which it gets as `desk`; `note` is what the person says of it."""

    @wraps(command)
    @click.pass_obj
    def decided(db: str, /, *args: Any, author: str | None, note: str, dry_run: bool, **options: Any) -> None:
        from factdb import pipeline

        with pipeline.deciding(db, author=author, kind="correction", note=note, keep=not dry_run) as desk:
            said = list(command(*args, desk=desk, note=note, **options))
        for line in account(desk, said, dry_run):
            click.echo(line)

    told = "Who decides, for the record; your user name unless you say otherwise."
    who = click.option("--author", metavar="NAME", help=told)
    why = click.option("--note", metavar="TEXT", default="", help="Why, for the record.")
    dry = click.option("--dry-run", is_flag=True, help="Tell what it would change; keep nothing.")
    return who(why(dry(database_option(decided))))


def account(desk: "Desk", said: list[str], dry_run: bool) -> Iterator[str]:
    """What was decided, in lines: the sentences, the statuses that changed by it, and how to take it back."""
    if desk.changeset is None:
        yield "Nothing changed: that was decided so already."
        return
    if dry_run:
        yield "Nothing was kept (--dry-run). It would do this:"
    yield from map(visible, said)
    for read in desk.read_anew:
        yield from in_article(read) if read.differences else ()
    yield "Status changes caused by this:" if desk.changes else "No claim changed its status."
    yield from (f"  {visible(change)}" for change in desk.changes)
    if not dry_run:
        yield f"Changeset {desk.changeset}; `factdb undo {desk.changeset}` takes it back."
