"""The command `review`, and `review export` and `review import` for those who decide in a spreadsheet."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

from factdb.cli.output import database_option, put
from factdb.cli.screen import conversed
from factdb.errors import InputError
from factdb.report import visible
from factdb.review import Kind

if TYPE_CHECKING:
    from factdb.pipeline import ImportResult

Command = Callable[..., Any]
MOST_TOLD = 40
NO_TERMINAL = (
    "A review needs a terminal, and here is none. `factdb review export FILE.csv` writes what is doubtful for a "
    "spreadsheet, `factdb review import FILE.csv` takes the answers."
)


def queue_options(command: Command) -> Command:
    """Adds the options that restrict what is asked."""
    kinds = click.Choice([kind.value for kind in Kind])
    for option in reversed(
        (
            click.option("--claim", metavar="CLAIM", help="Only what this claim stands on."),
            click.option("--kind", "kinds", multiple=True, type=kinds, help="Only doubts of this kind; several times."),
            click.option("--collection", metavar="NAME", help="Only claims that this collection's articles speak of."),
            click.option("--limit", type=click.IntRange(1), help="At most this many."),
        )
    ):
        command = option(command)
    return command


@click.group(invoke_without_command=True, epilog="Example: factdb review --kind link --limit 20")
@queue_options
@click.option("--author", metavar="NAME", help="Who decides, for the record; your user name unless you say otherwise.")
@database_option
@click.pass_context
def review(ctx: click.Context, /, author: str | None, limit: int | None, **asked: Any) -> None:
    """Decide what the machine is not sure of, one key each.

    What matters most to a claim's status comes first. You see the words in the article and what your answer would
    change; nothing is kept before you confirm it, and u takes the last answer back. It needs a terminal, and works over
    ssh and tmux. `review export` and `review import` do the same by way of a spreadsheet.
    """
    if ctx.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(NO_TERMINAL)
    from factdb import pipeline

    reviewing = pipeline.Reviewing(ctx.obj, author=author, asked=_asked(**asked), limit=limit)
    try:
        conversed(reviewing)
    finally:
        click.echo(visible(reviewing.account()), err=True)


@review.command("export", epilog="Example: factdb review export doubts.csv --collection kursk")
@click.argument("file", type=click.Path(dir_okay=False))
@queue_options
@database_option
@click.pass_obj
def export_review(db: str, /, file: str, limit: int | None, **asked: Any) -> None:
    """Write what is doubtful as a table for a spreadsheet.

    FILE is CSV, or - for standard output. Fill the column `answer` with what the column `allowed` offers, then import
    the file; lines without an answer are left alone.
    """
    from factdb import pipeline

    text, count = pipeline.export_review(db, _asked(**asked), limit)
    if file == "-":
        click.echo(text, nl=False)
        return
    put(b"\xef\xbb\xbf" + text.encode(), file)
    click.echo(f"{count} questions. Fill the column 'answer', then: factdb review import {visible(file)}", err=True)


@review.command("import", epilog="Example: factdb review import doubts.csv --dry-run")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--author", metavar="NAME", help="Who decides where the column `reviewer` is empty; your user name.")
@click.option("--dry-run", is_flag=True, help="Tell what would change; keep nothing.")
@database_option
@click.pass_obj
def import_review(db: str, file: str, author: str | None, dry_run: bool) -> None:
    """Take the answers of a table that `review export` wrote.

    All of them are one changeset. What was answered so before is left alone, and a line that cannot be understood is
    told. Columns may be reordered or dropped, but for `question` and `answer`.
    """
    from factdb import pipeline

    result = pipeline.import_review(db, file, author=author, dry_run=dry_run)
    for line in imported(result, dry_run):
        click.echo(visible(line) if not line.startswith("  ") else f"  {visible(line)}")
    if result.wrong and not (result.given or result.known):
        raise InputError("No line could be understood.")


def imported(result: "ImportResult", dry_run: bool) -> Iterator[str]:
    """What an import did, in lines; what could not be understood last."""
    if dry_run:
        yield "Nothing was kept (--dry-run). An import would give:"
    yield f"Answers: {len(result.given)} given, {len(result.known)} known already, {len(result.wrong)} not understood."
    for title, lines in (("Given:", result.given), ("Known already:", result.known)):
        if lines:
            yield title
        yield from (f"  {line}" for line in lines[:MOST_TOLD])
        if len(lines) > MOST_TOLD:
            yield f"  … and {len(lines) - MOST_TOLD} more."
    yield "Status changes caused by them:" if result.status_changes else "No claim changed its status."
    yield from (f"  {change}" for change in result.status_changes)
    if result.wrong:
        yield "Not understood:"
    yield from (f"  {line}" for line in result.wrong)


def _asked(claim: str | None, kinds: tuple[str, ...], collection: str | None) -> Any:
    from factdb.pipeline import Asked

    return Asked(claim=claim, kinds=tuple(map(Kind, kinds)), collection=collection)
