"""The command `export`: claims or statements in a form that other programs read."""

import click

from factdb.cli.output import database_option, put
from factdb.cli.restricting import moment_options, scope_options
from factdb.export import FORMS
from factdb.records import Moment
from factdb.report import Scope


@click.command(epilog="Example: factdb export --format jsonld --output claims.jsonld")
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="Which standard.")
@scope_options("limit")
@moment_options
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to a file instead.")
@database_option
@click.pass_obj
def export(db: str, form: str, scope: Scope, moment: Moment, output: str | None) -> None:
    """Hand claims or statements to other programs.

    `jsonld`: claims in the words of schema.org, a ClaimReview only where somebody gave a verdict. `annotations`:
    statements as W3C Web Annotations, each tied to the exact words of its article.
    """
    from factdb import exporting, fetch

    with fetch.reading(db, moment) as reader:
        text = exporting.in_json(exporting.exported(reader, form, scope))
    if output is None:
        click.echo(text, nl=False)
    else:
        put(text, output)
