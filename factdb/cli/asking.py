"""How a command asks a database and answers: `answering` gives it `ask`, which does both.

`ask(fetch.contested, scope)` opens the database at the moment that was asked for, has the report made, and shows it in
the form that was asked for, and gives it back.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import click

from factdb.cli.output import Command, Show, output_options
from factdb.cli.restricting import moment_options
from factdb.records import Moment
from factdb.report import FORMATS, PICTURES, Report

Ask = Callable[..., Report]


def answering(command: Command, *, quotes: bool = True, forms: tuple[str, ...] = FORMATS) -> Command:
    """Adds the options for moment and form (--cite, too, where the report `quotes`); the command gets `ask`."""

    @wraps(command)
    @click.pass_obj
    def answer(db: str, /, *args: Any, moment: Moment, show: Show, **options: Any) -> None:
        def ask(question: Callable[..., Report], *given: Any, **more: Any) -> Report:
            from factdb import fetch

            with fetch.reading(db, moment) as reader:
                found = question(reader, *given, **more)
            show(found)
            return found

        command(*args, ask=ask, **options)

    return moment_options(output_options(answer, quotes=quotes, forms=forms))


listing = partial(answering, quotes=False)
"""As `answering`, for a report that quotes nobody."""

drawing = partial(answering, forms=FORMATS + PICTURES)
"""As `answering`, for a report that can be a picture, too."""
