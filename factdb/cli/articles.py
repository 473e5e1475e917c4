"""The commands about articles, `article fix`, `withdraw` and `reinstate`, and `statement add` for what was missed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from factdb.cli.deciding import deciding
from factdb.words import Stance

if TYPE_CHECKING:
    from factdb.pipeline import Desk


@click.group(epilog="Example: factdb article fix wire.txt --published 2024-10-30")
def article() -> None:
    """One article: what is known of it, and whether it stands."""


@article.command("fix", epilog="Example: factdb article fix wire.txt --published 2024-10-30 --author Ana")
@click.argument("name", metavar="ARTICLE")
@click.option("--published", "published_on", metavar="DATE", help="When it was published: 2024, 2024-10, 2024-10-31.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--language", metavar="CODE", help="The language of its text, as id or en.")
@click.option("--title", metavar="TEXT", help="Its headline.")
@deciding
def fix_article(desk: "Desk", name: str, note: str, **fields: str | None) -> Iterator[str]:
    """Correct what is known of an article.

    It is read anew, so that "on Wednesday" is another day once its date is another; what people decided about its
    statements stands. ARTICLE is a file, an address or a number, as reports print it.
    """
    from factdb import fetch
    from factdb.pipeline import amending

    given = {field: value for field, value in fields.items() if value is not None}
    if not given:
        raise click.UsageError("Say what to correct: --published, --publisher, --language or --title.")
    yield from amending.fix(desk, fetch.one_article(desk.writer, name), given, note)


@article.command("withdraw", epilog="Example: factdb article withdraw wire.txt --because 'Retracted on 3 March.'")
@click.argument("name", metavar="ARTICLE")
@click.option("--because", "why", metavar="TEXT", required=True, help="Why, in words that reports of it repeat.")
@deciding
def withdraw_article(desk: "Desk", name: str, why: str, note: str) -> Iterator[str]:
    """Say that an article was retracted by its outlet.

    What it says counts no more; nothing is deleted, and the article can still be read.
    """
    from factdb import fetch
    from factdb.pipeline import amending

    yield amending.withdraw(desk, fetch.one_article(desk.writer, name), f"{why} {note}".strip())


@article.command("reinstate", epilog="Example: factdb article reinstate wire.txt")
@click.argument("name", metavar="ARTICLE")
@deciding
def reinstate_article(desk: "Desk", name: str, note: str) -> Iterator[str]:
    """Say that a withdrawn article stands again."""
    from factdb import fetch
    from factdb.pipeline import amending

    yield amending.reinstate(desk, fetch.one_article(desk.writer, name), note)


@click.command(
    "add",
    epilog="Example: factdb statement add 3 --quote Lies --stance denies --party Chad",
)
@click.argument("name", metavar="ARTICLE")
@click.option("--quote", metavar="WORDS", required=True, help="The passage, word for word as the text has it.")
@click.option("--at", type=click.IntRange(0), metavar="OFFSET", help="Where it begins, if it stands there twice.")
@click.option("--stance", type=click.Choice([stance.value for stance in Stance]), required=True, help="What is done.")
@click.option("--speaker", metavar="NAME", help="Who says it; the party itself unless given.")
@click.option("--party", metavar="NAME", required=True, help="The party that is spoken for.")
@click.option("--role", metavar="WORDS", help="The speaker's office.")
@click.option("--said-on", metavar="DATE", help="When: 2024, 2024-10, 2024-10-31; the article's date unless given.")
@click.option("--claim", metavar="CLAIM", help="The claim that it is about.")
@click.option("--content", metavar="WORDS", help="What was said, within the quote.")
@click.option("--cue", metavar="WORDS", help="The reporting words, within the quote.")
@click.option("--source", metavar="WORDS", help="The words that name the speaker, within the quote.")
@deciding
def add_statement(desk: "Desk", name: str, note: str, claim: str | None, **given: Any) -> Iterator[str]:
    """Add a statement that was missed.

    The quote has to stand in the article word for word; where it nearly does, what differs is told.
    """
    from factdb import fetch
    from factdb.pipeline import amending

    given["speaker"] = given["speaker"] or given["party"]
    yield from amending.add(desk, fetch.one_article(desk.writer, name), note, claim, **given)
