"""How commands take a report's form and print it.

`output_options`, `language_option` and `database_option` add the options that commands share. A command with the first
gets `show`, which prints its report in the form that was asked for, or writes it to a file.
"""

import os
import shutil
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from factdb.errors import InputError
from factdb.report import ENGLISH, FOR_FILES, FORMATS, LANGUAGES, PICTURES, Report, cited, rendered, speaking, visible

Show = Callable[[Report], None]
Command = Callable[..., Any]
PIPED_WIDTH = 100


def database_option(command: Command) -> Command:
    """Adds --db, for those who write it after the command; it goes before the program's own."""

    def choose(ctx: click.Context, _: click.Parameter, db: str | None) -> None:
        ctx.obj = db or ctx.obj

    told = "The database, as `factdb --db` takes it."
    return click.option("--db", expose_value=False, callback=choose, metavar="PATH-or-URL", help=told)(command)


class Form(click.Choice[str]):
    """A form of a report; where there is no picture, it says where there is one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The form as it was typed, if this command has it."""
        if value in PICTURES and value not in self.choices:
            self.fail(f"{value} is a picture of one claim: factdb report timeline CLAIM --format {value}.", param, ctx)
        return super().convert(value, param, ctx)


def output_options(command: Command, *, quotes: bool = False, forms: tuple[str, ...] = FORMATS) -> Command:
    """Adds --format, --output, --lang and --db, and --cite where the report `quotes` somebody.

    The command gets `show`, which takes its report.
    """

    @wraps(command)
    def shown(*args: Any, form: str, output: str | None, cite: bool = False, **options: Any) -> None:
        def told(report: Report) -> None:
            show(cited(report) if cite else report, form, output)

        command(*args, show=told, **options)

    with_form = click.option("--format", "form", type=Form(forms), default="table", show_default=True)
    file = click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write to a file instead.")
    found = with_form(file(language_option(database_option(shown))))
    told = "Give every quote a footnote: who, when, where, and how to look it up."
    return click.option("--cite", is_flag=True, help=told)(found) if quotes else found


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


def show(report: Report, form: str, output: str | None) -> None:
    """Prints a report to stdout, or writes it to a file and says so on stderr."""
    if output is None:
        if form in FOR_FILES and sys.stdout.isatty():
            raise InputError(f"A terminal cannot show {form}. Write it to a file with --output FILE.{form}.")
        click.echo(rendered(report, form, width(), has_color()), nl=False)
        return
    put(rendered(report, form), output)


def put(made: str | bytes, output: str) -> None:
    """Writes what was made to a file and says so on stderr."""
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
