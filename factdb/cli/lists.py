"""The commands that list what the file holds: `statements`, `search`, `parties`, `problems`, `languages`."""

import click

from factdb.cli.output import Show, output_options, scope_options
from factdb.report import Scope, listing
from factdb.words import Stance


@click.command(epilog="Example: factdb statements --stance denies --party Russia --format csv")
@scope_options
@click.option(
    "--stance", type=click.Choice([stance.value for stance in Stance]), help="Only statements of this stance."
)
@click.option("--limit", type=click.IntRange(1), help="At most this many statements.")
@output_options
@click.pass_obj
def statements(
    db: str,
    collection: str | None,
    party: str | None,
    stance: str | None,
    limit: int | None,
    show: Show,
) -> None:
    """Who said what, and when.

    In the order in which it was said.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.statements(reader, Scope(collection=collection, party=party, limit=limit), stance)
    show(found)


@click.command(epilog="Example: factdb search 'artillery shells'")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most this many matches.")
@output_options
@click.pass_obj
def search(db: str, words: tuple[str, ...], limit: int, show: Show) -> None:
    """Statements and articles by their words.

    Those that hold all WORDS, statements first, the best match first; words in quotes stay together.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.search(reader, " ".join(words), limit)
    show(found)


@click.command(epilog="Example: factdb parties --format csv --output parties.csv")
@click.option("--all", "everyone", is_flag=True, help="Also parties that nothing was said for.")
@output_options
@click.pass_obj
def parties(db: str, everyone: bool, show: Show) -> None:
    """Who was spoken for, and under whom they stand.

    States, ministries, companies, armed groups … as articles name them.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.parties(reader, spoken=not everyone)
    show(found)


@click.command(epilog="Example: factdb problems --format csv")
@output_options
@click.pass_obj
def problems(db: str, show: Show) -> None:
    """What could not be read for sure.

    Dates that contradict themselves, lines that are broken, articles without a date.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.problems(reader)
    show(found)


@click.command(epilog="Example: factdb languages")
@output_options
def languages(show: Show) -> None:
    """The languages that factdb reads.

    Articles in other languages can be loaded and searched; no statements are found in them.
    """
    from babel import Locale

    from factdb.languages import codes

    names = [{"code": code, "name": Locale.parse(code).get_language_name("en")} for code in codes()]
    show(listing("languages", names))
