"""The command `export`: claims or statements in a form that other programs read."""

from pathlib import Path

import click

from factdb.cli.output import database_option, put
from factdb.cli.restricting import moment_options, scope_options
from factdb.export import FOLDERS, FORMS
from factdb.records import Moment
from factdb.report import Scope, visible


@click.command(epilog="Example: factdb export --format jsonld --output claims.jsonld")
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="Which form.")
@scope_options("limit")
@moment_options
@click.option("--output", type=click.Path(), metavar="FILE", help="Write to a file instead; parquet: the folder.")
@database_option
@click.pass_obj
def export(db: str, form: str, scope: Scope, moment: Moment, output: str | None) -> None:
    """Hand claims or statements to other programs.

    `jsonld`: claims in the words of schema.org, a ClaimReview only where somebody gave a verdict. `annotations`:
    statements as W3C Web Annotations, each tied to the exact words of its article. `parquet`: all articles, statements,
    claims and histories for DuckDB, polars or Spark, a file each in the folder of --output; it is never restricted, but
    for a moment, and wants pip install 'factdb[parquet]'.
    """
    from factdb import exporting, fetch

    if form in FOLDERS:
        save(db, moment, folder_in(output, scope))
        return
    with fetch.reading(db, moment) as reader:
        text = exporting.in_json(exporting.exported(reader, form, scope))
    if output is None:
        click.echo(text, nl=False)
    else:
        put(text, output)


def folder_in(output: str | None, scope: Scope) -> Path:
    """The folder that was asked for; what was typed may not ask for more than that."""
    if output is None:
        raise click.UsageError("Parquet is a folder of files: give one with --output FOLDER.")
    if scope != Scope():
        raise click.UsageError("Parquet holds everything; restrict the question that you ask of it.")
    return Path(output)


def save(db: str, moment: Moment, folder: Path) -> None:
    """Writes the folder, and says on stderr what is in it."""
    from factdb import exporting, fetch

    with fetch.reading(db, moment) as reader:
        written = exporting.save_parquet(reader, folder)
    for name, rows in written.items():
        click.echo(f"Wrote {visible(folder / name)}: {rows:,} rows.", err=True)
