"""The commands by which people correct statements: `statement fix`, `link`, `unlink`, `strike` and `restore`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from factdb.cli.articles import add_statement
from factdb.cli.deciding import NUMBER, deciding
from factdb.words import Stance

if TYPE_CHECKING:
    from factdb.pipeline import Desk


@click.group(epilog="Example: factdb statement fix 17 --stance denies")
def statement() -> None:
    """One statement: what it says, and which claim it is about.

    Its number stands in `factdb statements` and `factdb search`.
    """


@statement.command("fix", epilog="Example: factdb statement fix 17 --stance denies --said-on 2024-10-30")
@click.argument("number", metavar="N", type=NUMBER)
@click.option("--stance", type=click.Choice([stance.value for stance in Stance]), help="What its speaker does.")
@click.option("--speaker", metavar="NAME", help="Who says it.")
@click.option("--role", "speaker_role", metavar="WORDS", help="The speaker's office; '' for none.")
@click.option("--party", metavar="NAME", help="The party that is spoken for.")
@click.option("--origin", "origin_party", metavar="NAME", help="The party whose words are relayed; '' for none.")
@click.option("--said-on", metavar="DATE", help="When it was said: 2024, 2024-10, 2024-10-31; '' where nobody knows.")
@click.option("--anonymous/--named", "is_anonymous", default=None, help="Whether the speaker has no name.")
@click.option("--general/--specific", "is_general", default=None, help="Whether it denies all such acts, or this one.")
@deciding
def fix_statement(desk: "Desk", number: int, note: str, **fields: str | bool | None) -> Iterator[str]:
    """Correct what a statement says.

    What is not given stays. The words of the article never change, and a newer extractor does not undo it.
    """
    from factdb.pipeline import curating

    given = {name: value for name, value in fields.items() if value is not None}
    if not given:
        raise click.UsageError("Say what to correct: --stance, --speaker, --role, --party, --origin, --said-on …")
    yield from curating.fix(desk, number, given, note)


@statement.command("link", epilog="Example: factdb statement link 17 north-korea-arms --from russia-drones")
@click.argument("number", metavar="N", type=NUMBER)
@click.argument("claim")
@click.option("--from", "old", metavar="CLAIM", help="Take it out of this claim in the same step.")
@deciding
def link_statement(desk: "Desk", number: int, claim: str, old: str | None, note: str) -> Iterator[str]:
    """Put a statement into a claim.

    CLAIM is a claim's name as reports print it, or its number.
    """
    from factdb.pipeline import curating

    yield from curating.link(desk, number, claim, old, note)


@statement.command("unlink", epilog="Example: factdb statement unlink 17 north-korea-arms")
@click.argument("number", metavar="N", type=NUMBER)
@click.argument("claim")
@deciding
def unlink_statement(desk: "Desk", number: int, claim: str, note: str) -> Iterator[str]:
    """Take a statement out of a claim.

    The machine never puts it back.
    """
    from factdb.pipeline import curating

    yield curating.unlink(desk, number, claim, note)


@statement.command("strike", epilog="Example: factdb statement strike 17 --note 'a caption, nobody says it'")
@click.argument("numbers", metavar="N...", nargs=-1, required=True, type=NUMBER)
@deciding
def strike_statement(desk: "Desk", numbers: tuple[int, ...], note: str) -> Iterator[str]:
    """Say that there is no such statement.

    It counts nowhere any more; what the article says stays.
    """
    for number in numbers:
        desk.strike(number, note)
        yield f"Statement {number} is struck."


@statement.command("restore", epilog="Example: factdb statement restore 17")
@click.argument("numbers", metavar="N...", nargs=-1, required=True, type=NUMBER)
@deciding
def restore_statement(desk: "Desk", numbers: tuple[int, ...], note: str) -> Iterator[str]:
    """Say that a struck statement counts after all."""
    for number in numbers:
        desk.restore(number, note)
        yield f"Statement {number} counts."


statement.add_command(add_statement)
