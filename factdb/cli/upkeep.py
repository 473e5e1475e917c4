"""The commands that look after a database: `upgrade` and `rebuild`."""

import click

from factdb.cli.output import database_option
from factdb.report import visible

SHOWN = 10


@click.command(epilog="Example: factdb upgrade --db kursk.db")
@database_option
@click.pass_obj
def upgrade(db: str) -> None:
    """Bring an older database to this version.

    Needed once, when a command says so. Nothing that it holds is lost; make a copy first all the same.
    """
    from factdb import pipeline

    click.echo(f"The database has the schema of this version ({pipeline.upgrade(db)}).")


@click.command(epilog="Example: factdb rebuild --dry-run")
@click.option("--dry-run", is_flag=True, help="Only compare; keep what is there.")
@database_option
@click.pass_obj
def rebuild(db: str, dry_run: bool) -> None:
    """Compute every status anew from the facts.

    Positions, changes, statuses and roles of all claims. The facts stay as they are; none should differ from what was
    kept.
    """
    from factdb import pipeline

    result = pipeline.rebuild(db, dry_run=dry_run)
    click.echo(f"Claims computed anew: {result.claims}. Different from what was kept: {len(result.differed)}.")
    for slug in result.differed[:SHOWN]:
        click.echo(f"  {visible(slug)}")
