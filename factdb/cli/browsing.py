"""The command `browse`: the file in a browser, until it is interrupted."""

import os
import sys

import click

from factdb.cli.output import database_option


@click.command(epilog="Example: factdb browse --db kursk.db")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Where to listen; a free one unless given.")
@click.option("--no-open", is_flag=True, help="Print the address; open no browser.")
@database_option
@click.pass_obj
def browse(db: str, port: int, no_open: bool) -> None:
    """Look at the database in a browser.

    What is contested, each claim with its timeline, tables to filter, questions in SQL; by Datasette, which
    pip install 'factdb[browse]' brings. Only this machine can see it, nothing can be changed there, and others may go
    on loading. Ctrl-C ends it.
    """
    from factdb import browse

    def ready(address: str) -> None:
        click.echo(address)
        click.echo("Ctrl-C ends it.", err=True)
        if not no_open and has_display():
            click.launch(address)

    browse.serve(db, port, ready)


def has_display() -> bool:
    """Whether there is a screen that a browser could open on; without one, the text browsers would take over."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
