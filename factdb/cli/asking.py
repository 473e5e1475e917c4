"""How a command asks a database and answers: `answering` gives it `ask`, which does both.

`ask(fetch.contested, scope)` opens the database at the moment that was asked for, has the report made, and shows it in
the form that was asked for.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from factdb.cli.output import Show, output_options, quoting_options
from factdb.cli.restricting import moment_options
from factdb.records import Moment

Ask = Callable[..., None]
Command = Callable[..., Any]


def answering(command: Command, *, quotes: bool = True) -> Command:
    """Adds the options for moment and form (--cite, too, where the report `quotes`); the command gets `ask`."""

    @wraps(command)
    @click.pass_obj
    def answer(db: str, /, *args: Any, moment: Moment, show: Show, **options: Any) -> None:
        def ask(question: Callable[..., Any], *given: Any, **more: Any) -> None:
            from factdb import fetch

            with fetch.reading(db, moment) as reader:
                found = question(reader, *given, **more)
            show(found)

        command(*args, ask=ask, **options)

    with_form = quoting_options(answer) if quotes else output_options(answer)
    return moment_options(with_form)


def listing(command: Command) -> Command:
    """As `answering`, for a report that quotes nobody."""
    return answering(command, quotes=False)
