"""The program itself: its options, its commands, and the one place where an error becomes a message and an exit code.

Exit codes: 0 done, 1 an error, 2 wrong usage, 3 done, and a change was found where --exit-code asked for it,
130 interrupted. Data goes to stdout, everything else to stderr.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from factdb import __version__
from factdb.cli import (
    articles,
    browsing,
    claims,
    correcting,
    curating,
    exporting,
    lists,
    loading,
    log,
    merging,
    parties,
    reports,
    rereading,
    reviewing,
    undoing,
    upkeep,
    verdicts,
)
from factdb.errors import FactdbError
from factdb.report import visible

INTERRUPTED = 130
NO_TEXT = "surrogates not allowed"  # what Python says of bytes in an argument that it could not decode


class Program(click.Group):
    """A group whose commands may raise FactdbError, and may be interrupted."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Reads the program's own options; what is wrong with them is told without obeying it."""
        with told_plainly():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; what the user can do something about becomes `Error: …` and exit 1."""
        try:
            with told_plainly():
                return super().invoke(ctx)
        except FactdbError as error:
            raise click.ClickException(visible(error)) from error
        except UnicodeEncodeError as error:
            if error.reason != NO_TEXT:
                raise
            raise click.ClickException("What was typed is no text: it holds bytes that are not UTF-8.") from error
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Messages that repeat what was typed hold no escape sequence: it may have been pasted, or be a file's name."""
    try:
        yield
    except click.ClickException as error:
        error.message = visible(error.message)  # type: ignore[misc]
        raise


@click.group(cls=Program, epilog="Example: factdb load articles/ && factdb report contested")
@click.option(
    "--db",
    envvar="FACTDB_DB",
    default="factdb.db",
    show_default=True,
    metavar="PATH-or-URL",
    help="The database: an SQLite file or a PostgreSQL URL; also from FACTDB_DB.",
)
@click.version_option(__version__, prog_name="factdb")
@click.pass_context
def main(ctx: click.Context, db: str) -> None:
    """Who claims what, and who denies it: from news articles to claims with a status and a history.

    Status says who said what, not what is true.
    """
    ctx.obj = db


for command in (loading.load, merging.merge, reports.report, reports.explain, claims.claims, claims.claim):
    main.add_command(command)
main.add_command(browsing.browse)
main.add_command(rereading.reextract)
main.add_command(undoing.undo)
main.add_command(articles.article)
correcting.statement.add_command(articles.add_statement)
for command in (upkeep.backup, upkeep.publish, upkeep.check, upkeep.upgrade, upkeep.rebuild):
    main.add_command(command)
for command in (lists.statements, lists.search, lists.parties, lists.problems, lists.languages):
    main.add_command(command)
for command in curating.COMMANDS:
    claims.claim.add_command(command)
for command in (exporting.export, verdicts.verdict, reviewing.review, log.log, parties.party, correcting.statement):
    main.add_command(command)
