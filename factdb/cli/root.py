"""The program itself: its options, its commands, and the one place where an error becomes a message and an exit code.

Exit codes: 0 done, 1 an error, 2 wrong usage, 3 done, and a change was found where --exit-code asked for it,
130 interrupted. Data goes to stdout, everything else to stderr.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from factdb import __version__
from factdb.cli.commands import announced, loaded
from factdb.errors import FactdbError

INTERRUPTED = 130
COLLECTIONS = (50_000, 50, 100)
"""When Python looks for garbage: modules, packs and tables are none, and were looked through again and again."""

NO_TEXT = "surrogates not allowed"  # what Python says of bytes in an argument that it could not decode


class Program(click.Group):
    """A group whose commands may raise FactdbError, and may be interrupted."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Reads the program's own options; what is wrong with them is told without obeying it."""
        with told_plainly():
            return super().make_context(*args, **extra)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command that is to be run, and imports it; until then its name and its line of help are enough."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, loaded(name) if name else None, rest

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; what the user can do something about becomes `Error: …` and exit 1."""
        try:
            with told_plainly(), few_collections():
                return super().invoke(ctx)
        except FactdbError as error:
            raise click.ClickException(shown(str(error))) from error
        except UnicodeEncodeError as error:
            if error.reason != NO_TEXT:
                raise
            raise click.ClickException("What was typed is no text: it holds bytes that are not UTF-8.") from error
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


@contextmanager
def few_collections() -> Iterator[None]:
    """Python looks for garbage seldom inside; a short load takes an eighth less."""
    usual = gc.get_threshold()
    gc.set_threshold(*COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Messages that repeat what was typed hold no escape sequence: it may have been pasted, or be a file's name."""
    try:
        yield
    except click.ClickException as error:
        error.message = shown(error.message)  # type: ignore[misc]
        raise


def shown(message: str) -> str:
    """A message in one line that a terminal shows and does not obey."""
    from factdb.report import visible

    return visible(message)


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


for command in announced():
    main.add_command(command)
