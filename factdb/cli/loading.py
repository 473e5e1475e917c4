"""The command `load`: articles in, and a short account of what they brought."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from factdb.cli.output import database_option
from factdb.cli.watching import exit_code_option, exit_told, has_moved, status_account
from factdb.errors import InputError
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import LoadResult

Step = Callable[[int, int | None], None]


@click.command(epilog="Example: factdb load articles/ wire.jsonl --publisher Antara")
@click.argument("articles", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="The date of articles that do not say it: 2024, 2024-10, 2024-10-31.")
@click.option("--publisher", metavar="NAME", help="The publisher of articles that do not say it.")
@click.option("--language", metavar="CODE", help="The language of articles that do not say it; else it is detected.")
@click.option("--collection", metavar="NAME", help="Put the articles into this collection, too.")
@click.option("--author", metavar="NAME", help="Who loads, for the record; your user name unless you say otherwise.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Read in so many processes, and keep what they read in this one; the database is the same.",
)
@click.option("--engine", type=click.Choice(["dask"]), help="Read on a cluster; wants pip install 'factdb[dask]'.")
@click.option("--scheduler", metavar="ADDRESS", help="Whose cluster: tcp://host:8786; else one of this machine's own.")
@click.option(
    "--readings",
    default="factdb-readings",
    show_default=True,
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="Where is kept, as Parquet, what the cluster read.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be found; keep nothing.")
@exit_code_option()
@database_option
@click.pass_obj
def load(db: str, /, articles: tuple[str, ...], in_code: bool, **options: Any) -> None:
    """Read articles into the database.

    ARTICLES are files, folders, globs, or - for standard input; .txt, .html, .jsonl, .csv and .parquet. What is loaded
    already is left alone, so an interrupted load can be run again. What changed for the claims that you follow
    (`claim track`) is told before other changes.
    """
    from factdb import pipeline

    with progress() as step:
        result = pipeline.load(db, articles, progress=step, **options)
    for words in told(result):
        click.echo(visible(words), err=True)
    for line in account(result, options["dry_run"]):
        click.echo(line)
    if not result.articles_new + result.articles_known:
        raise InputError("No article could be read. `factdb problems` tells why.")
    exit_told(in_code and has_moved(result))


def told(result: "LoadResult") -> Iterator[str]:
    """The first problems in words, and how many more there are."""
    yield from (f"Problem: {words}" for words in result.problem_words)
    if more := result.problems - len(result.problem_words):
        yield f"{more} more problems; `factdb problems` lists them all."


@contextmanager
def progress() -> Iterator[Step]:
    """A step to call with how many articles are done of how many; a bar on a terminal, silence elsewhere.

    If the load is interrupted, tells how far it came.
    """
    done = 0
    with bar() as draw:

        def step(count: int, total: int | None) -> None:
            nonlocal done
            done = count
            draw(count, total)

        try:
            yield step
        except KeyboardInterrupt:
            click.echo(f"Articles loaded so far: {done}. They stay; run the same command again for the rest.", err=True)
            raise


@contextmanager
def bar() -> Iterator[Step]:
    """Draws a progress bar to stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda count, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda count, total: shown.update(task, completed=count, total=total)


def account(result: "LoadResult", dry_run: bool) -> Iterator[str]:
    """What a load found, in lines; status changes last, those of watched claims before others."""
    if dry_run:
        yield "Nothing was kept (--dry-run). A load would give:"
    articles = f"{result.articles_new} new, {result.articles_known} known already, {result.copies} reprints of others"
    yield f"Articles: {articles}."
    yield f"Statements: {result.statements}. Claims opened: {result.claims_opened}."
    if result.problems:
        yield f"Problems: {result.problems} (`factdb problems` lists them)."
    yield from status_account(result, "this load")
