"""The program itself: its options, its commands, and the one place where an error becomes a message and an exit code.

Exit codes: 0 done, 1 an error, 2 wrong usage, 130 interrupted. Data goes to stdout, everything else to stderr.
"""

from typing import Any

import click

from factdb import __version__
from factdb.cli import claims, lists, loading, merging, reports, upkeep
from factdb.errors import FactdbError

INTERRUPTED = 130


class Program(click.Group):
    """A group whose commands may raise FactdbError, and may be interrupted."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; what the user can do something about becomes `Error: …` and exit 1."""
        try:
            return super().invoke(ctx)
        except FactdbError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


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
for command in (upkeep.backup, upkeep.publish, upkeep.check, upkeep.upgrade, upkeep.rebuild):
    main.add_command(command)
for command in (lists.statements, lists.search, lists.parties, lists.problems, lists.languages):
    main.add_command(command)
