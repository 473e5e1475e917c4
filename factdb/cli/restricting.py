"""The options that restrict a report, and those that tell of which moment it is.

`scope_options` gives a command one `Scope` instead of an argument an option, `moment_options` one `Moment`. What is
wrong with them is wrong usage.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click

from factdb.errors import InputError
from factdb.report import moment, scope
from factdb.words import CONTESTED, Status

Command = Callable[..., Any]
DAY = "DATE"

OPTIONS = {
    "collection": click.option("--collection", metavar="NAME", help="Only what stands in articles of this collection."),
    "party": click.option("--party", metavar="NAME", help="Only what this party, or one under it, has to do with."),
    "since": click.option("--since", metavar=DAY, help="From this day, month or year on."),
    "until": click.option("--until", metavar=DAY, help="Up to this day, month or year."),
    "status": click.option(
        "--status",
        multiple=True,
        type=click.Choice([status.value for status in Status]),
        help="Only claims of this status; several times.",
    ),
    "contested": click.option(
        "--status",
        multiple=True,
        type=click.Choice([status.value for status in Status if status in CONTESTED]),
        help="Only claims of this status; several times.",
    ),
    "language": click.option("--language", metavar="CODE", help="Only what stands in articles in this language."),
    "official_only": click.option(
        "--official-only", is_flag=True, help="Only what an accused or its ally denies; leave out others' denials."
    ),
    "watched": click.option("--watched", is_flag=True, help="Only claims that are followed (`claim track`)."),
    "min_score": click.option(
        "--min-score", type=click.FloatRange(0, 1), default=0.0, help="Leave out what stands on less (0 to 1)."
    ),
    "limit": click.option("--limit", type=click.IntRange(1), help="At most this many."),
}
RESTRICTIONS = tuple(name for name in OPTIONS if name != "contested")
EVERY = ("collection", "party", "since", "until", "language", "watched")


def scope_options(*more: str) -> Callable[[Command], Command]:
    """Adds the options of EVERY report (--collection, --party …) and `more` of OPTIONS; the command takes a `scope`."""

    def restrict(command: Command) -> Command:
        @wraps(command)
        def restricted(*args: Any, **given: Any) -> Any:
            with wrong_usage():
                asked = scope(**{name: given.pop(name) for name in RESTRICTIONS if name in given})
            return command(*args, scope=asked, **given)

        for name in reversed((*EVERY, *more)):
            restricted = OPTIONS[name](restricted)
        return restricted

    return restrict


def moment_options(command: Command) -> Command:
    """Adds --as-of and --known-at; the command takes a `moment`."""

    @wraps(command)
    def at_moment(*args: Any, as_of: str | None, known_at: str | None, **given: Any) -> Any:
        with wrong_usage():
            asked = moment(as_of, known_at)
        return command(*args, moment=asked, **given)

    said = "As things stood on this day (by the end of this month, year): only what had been said by then."
    recorded = "As this database knew it then (a day, or 2024-10-31T18:30 in UTC): only what had been recorded by then."
    known = click.option("--known-at", metavar="TIME", help=recorded)
    return click.option("--as-of", metavar=DAY, help=said)(known(at_moment))


@contextmanager
def wrong_usage() -> Iterator[None]:
    """What is wrong with what was typed ends in a hint to the help and exit 2."""
    try:
        yield
    except InputError as error:
        raise click.UsageError(str(error)) from error
