"""The commands by which people shape claims: `claim rename`, `merge`, `split`, `relate`, `close` and `reopen`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from factdb.cli.deciding import NUMBER, deciding

if TYPE_CHECKING:
    from factdb.pipeline import Desk


@click.command("rename", epilog="Example: factdb claim rename north-korea-arms --title 'Shells for Russia'")
@click.argument("name", metavar="CLAIM")
@click.option("--title", metavar="WORDS", help="A few words for it.")
@click.option("--proposition", metavar="SENTENCE", help="The sentence that is asserted or denied.")
@click.option("--accused", metavar="PARTY", multiple=True, help="Whose act it is; may be given several times.")
@deciding
def rename_claim(
    desk: "Desk", name: str, title: str | None, proposition: str | None, accused: tuple[str, ...], note: str
) -> Iterator[str]:
    """Give a claim other words, or say whose act it is.

    What is not given stays, and so does its name in reports and links. Whose act it is decides which denials are
    official and who is independent, so that its status may change.
    """
    from factdb.pipeline import curating

    yield curating.rename(desk, name, title, proposition, accused or None, note)


@click.command("merge", epilog="Example: factdb claim merge north-korea-arms north-korea-shells")
@click.argument("kept")
@click.argument("gone", nargs=-1, required=True)
@deciding
def merge_claims(desk: "Desk", kept: str, gone: tuple[str, ...], note: str) -> Iterator[str]:
    """Say that claims are one.

    KEPT keeps its words and its name, the names of the GONE lead to it; of two claims a tracked one is kept.
    """
    from factdb.pipeline import curating

    for name in gone:
        yield curating.unite(desk, kept, name, note)


@click.command("split", epilog="Example: factdb claim split north-korea-arms 17 23 --title Troops")
@click.argument("name", metavar="CLAIM")
@click.argument("statements", metavar="STATEMENT...", nargs=-1, required=True, type=NUMBER)
@click.option("--title", metavar="WORDS", required=True, help="A few words for the new claim.")
@click.option("--proposition", metavar="SENTENCE", help="The sentence it is about; the title unless given.")
@click.option("--accused", metavar="PARTY", multiple=True, help="Whose act it is; as of CLAIM unless given.")
@deciding
def split_claim(
    desk: "Desk",
    name: str,
    statements: tuple[int, ...],
    title: str,
    proposition: str | None,
    accused: tuple[str, ...],
    note: str,
) -> Iterator[str]:
    """Take statements out of a claim into one of their own.

    STATEMENT is a number, as `factdb statements --claim CLAIM` tells it. The two are held apart from then on.
    """
    from factdb.pipeline import curating

    yield curating.split(desk, name, statements, title, proposition, accused or None, note)


@click.command("relate", epilog="Example: factdb claim relate kursk-troops north-korean-troops")
@click.argument("narrower")
@click.argument("wider")
@click.option("--reject", is_flag=True, help="Say that it is not so.")
@deciding
def relate_claims(desk: "Desk", narrower: str, wider: str, reject: bool, note: str) -> Iterator[str]:
    """Say that one claim is narrower than another.

    What NARROWER says is part of what WIDER says. With --reject it is not, and is not proposed again.
    """
    from factdb.pipeline import curating

    yield curating.relate(desk, narrower, wider, confirmed=not reject, note=note)


@click.command("close", epilog="Example: factdb claim close north-korea-arms --note 'nothing more to come'")
@click.argument("names", metavar="CLAIM...", nargs=-1, required=True)
@deciding
def close_claim(desk: "Desk", names: tuple[str, ...], note: str) -> Iterator[str]:
    """Say that a claim needs no further work.

    It is neither watched nor asked about, and left out of `report contested`; its status goes on as before.
    """
    for name in names:
        desk.close(name, note)
        yield f"'{name}' is closed."


@click.command("reopen", epilog="Example: factdb claim reopen north-korea-arms")
@click.argument("names", metavar="CLAIM...", nargs=-1, required=True)
@deciding
def reopen_claim(desk: "Desk", names: tuple[str, ...], note: str) -> Iterator[str]:
    """Say that a closed claim needs work again."""
    for name in names:
        desk.reopen(name, note)
        yield f"'{name}' is open again."


COMMANDS = (rename_claim, merge_claims, split_claim, relate_claims, close_claim, reopen_claim)
