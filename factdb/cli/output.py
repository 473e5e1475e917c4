"""How commands take a report's form and print it.

`output_options`, `quoting_options`, `scope_options` and `database_option` add the options that commands share. A
command with one of the first two gets `show`, which prints its report in the form that was asked for, or writes it to a
file.
"""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from factdb.errors import InputError
from factdb.report import ENGLISH, FOR_FILES, FORMATS, LANGUAGES, Report, cited, rendered, speaking, visible

Show = Callable[[Report], None]
Command = TypeVar("Command", bound=Callable[..., Any])
PIPED_WIDTH = 100


def database_option(command: Command) -> Command:
    """Adds --db, for those who write it after the command; it goes before the program's own."""

    def choose(ctx: click.Context, _: click.Parameter, db: str | None) -> None:
        ctx.obj = db or ctx.obj

    told = "The database, as `factdb --db` takes it."
    return click.option("--db", expose_value=False, callback=choose, metavar="PATH-or-URL", help=told)(command)


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds --format, --output, --lang and --db; the command gets `show`, which takes its report."""

    @wraps(command)
    def shown(*args: Any, form: str, output: str | None, **options: Any) -> None:
        command(*args, show=partial(show, form=form, output=output), **options)

    form = click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
    file = click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to a file instead.")
    return form(file(language_option(database_option(shown))))


def quoting_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds --cite to what `output_options` adds."""

    @wraps(command)
    def quoting(*args: Any, show: Show, cite: bool, **options: Any) -> None:
        command(*args, show=(lambda report: show(cited(report))) if cite else show, **options)

    told = "Give every quote a footnote: who, when, where, and how to look it up."
    return click.option("--cite", is_flag=True, help=told)(output_options(quoting))


def language_option(command: Command) -> Command:
    """Adds --lang: all that the command says is said in that language; quotes stay as they are."""

    def speak(ctx: click.Context, _: click.Parameter, language: str) -> None:
        ctx.with_resource(speaking(language))

    told = "The language of the report; quotes stay as they are."
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=ENGLISH,
        show_default=True,
        expose_value=False,
        callback=speak,
        help=told,
    )(command)


def scope_options(command: Command) -> Command:
    """Adds --collection and --party."""
    collection = click.option("--collection", metavar="NAME", help="Only what stands in articles of this collection.")
    party = click.option("--party", metavar="NAME", help="Only what this party, or one under it, has to do with.")
    return collection(party(command))


def period_options(command: Command) -> Command:
    """Adds --since and --until, dates as precise as one likes."""
    since = date_option("--since", help="From this day, month or year on.")
    return since(date_option("--until", help="Up to this day, month or year.")(command))


def date_option(name: str, **more: Any) -> Callable[[Command], Command]:
    """An option that takes a day, a month or a year in ISO form."""
    return click.option(name, metavar="DATE", callback=partial_date, **more)


def partial_date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The date as it was typed; usage is wrong where there is no such day."""
    try:
        date.fromisoformat(f"{value or '2000'}-01-01"[:10])
    except ValueError as error:
        raise click.BadParameter(f"'{value}' is no date. Write 2024, 2024-10 or 2024-10-30.") from error
    return value


def show(report: Report, form: str, output: str | None) -> None:
    """Prints a report to stdout, or writes it to a file and says so on stderr."""
    if output is None:
        if form in FOR_FILES and sys.stdout.isatty():
            raise InputError(f"A terminal cannot show {form}. Write it to a file with --output FILE.{form}.")
        click.echo(rendered(report, form, width(), has_color()), nl=False)
        return
    made = rendered(report, form)
    try:
        if is_database(Path(output)):
            raise InputError(f"{output} is a database. Write the report to another file.")
        Path(output).write_bytes(made if isinstance(made, bytes) else made.encode())
    except OSError as error:
        raise InputError(f"Cannot write {output}: {error.strerror}.") from error
    click.echo(f"Wrote {visible(output)}.", err=True)


def is_database(file: Path) -> bool:
    """Whether a file holds an SQLite database, or what belongs to one: no report is written over it."""
    if not file.is_file():
        return False
    with file.open("rb") as data:
        begins = data.read(16)
    return begins == b"SQLite format 3\0" or file.name.endswith(("-wal", "-shm", "-journal"))


def width() -> int:
    """The terminal's width, or COLUMNS; where there is no terminal, a width that reads well."""
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns


def has_color() -> bool:
    """Whether stdout is a terminal that wants colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
