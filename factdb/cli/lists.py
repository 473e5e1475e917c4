"""The commands that list what the file holds: `statements`, `search`, `parties`, `problems`, `languages`."""

import click

from factdb import report
from factdb.cli.asking import Ask, answering, listing
from factdb.cli.output import Show, output_options
from factdb.cli.restricting import scope_options
from factdb.report import Scope
from factdb.words import Stance


@click.command(epilog="Example: factdb statements --stance denies --party Russia --format csv")
@scope_options("limit")
@click.option(
    "--stance", type=click.Choice([stance.value for stance in Stance]), help="Only statements of this stance."
)
@click.option("--claim", metavar="CLAIM", help="Only statements in this claim.")
@answering
def statements(ask: Ask, scope: Scope, stance: str | None, claim: str | None) -> None:
    """Who said what, and when.

    In the order in which it was said, each with the number by which other commands know it.
    """
    from factdb import fetch

    ask(fetch.statements, scope, stance, claim)


@click.command(epilog="Example: factdb search 'artillery shells'")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most this many matches.")
@listing
def search(ask: Ask, words: tuple[str, ...], limit: int) -> None:
    """Statements and articles by their words.

    Those that hold all WORDS, statements first, the best match first; words in quotes stay together.
    """
    from factdb import fetch

    ask(fetch.search, " ".join(words), limit)


@click.command(epilog="Example: factdb parties --format csv --output parties.csv")
@click.option("--all", "everyone", is_flag=True, help="Also parties that nothing was said for.")
@listing
def parties(ask: Ask, everyone: bool) -> None:
    """Who was spoken for, and under whom they stand.

    States, ministries, companies, armed groups … as articles name them.
    """
    from factdb import fetch

    ask(fetch.parties, spoken=not everyone)


@click.command(epilog="Example: factdb problems --format csv")
@listing
def problems(ask: Ask) -> None:
    """What could not be read for sure.

    Dates that contradict themselves, lines that are broken, articles without a date.
    """
    from factdb import fetch

    ask(fetch.problems)


@click.command(epilog="Example: factdb languages")
@output_options
def languages(show: Show) -> None:
    """The languages that factdb reads.

    Articles in other languages can be loaded and searched; no statements are found in them.
    """
    from babel import Locale

    from factdb.languages import codes

    names = [{"code": code, "name": Locale.parse(code).get_language_name("en")} for code in codes()]
    show(report.listing("languages", names))
