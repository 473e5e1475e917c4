"""The commands of the program, as tests walk through them: each with the words that call it."""

from collections.abc import Iterator

import click

from factdb.cli import main
from factdb.cli.commands import loaded


def commands(group: click.Group = main, *above: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, in the order of their names."""
    for name, command in sorted(group.commands.items()):
        found = loaded(name) if group is main else command
        path = (*above, name)
        yield from commands(found, *path) if isinstance(found, click.Group) else [(path, found)]


COMMANDS = dict(commands())
