"""The commands that answer: the group `report` and `explain`."""

import click

from factdb.cli.asking import Ask, answering, drawing, listing
from factdb.cli.restricting import scope_options
from factdb.cli.watching import exit_code_option, exit_told
from factdb.report import Scope


@click.group(epilog="Example: factdb report contested --format md --output contested.md")
def report() -> None:
    """What is contested, and how it came to be."""


@report.command(epilog="Example: factdb report contested --party Russia --as-of 2022-10")
@scope_options("contested", "official_only", "min_score", "limit")
@answering
def contested(ask: Ask, scope: Scope) -> None:
    """What somebody asserts and somebody else denies.

    The surest claims come first. Each party's best statement is quoted; marked is what rests on unnamed sources,
    estimated dates or thin links.
    """
    from factdb import fetch

    ask(fetch.contested, scope)


@report.command(epilog="Example: factdb report timeline kursk --format svg --output kursk.svg")
@click.argument("claim")
@drawing
def timeline(ask: Ask, claim: str) -> None:
    """How one claim came to its status.

    Every statement about CLAIM in the order in which it was said, and where the claim stood after it.
    """
    from factdb import fetch

    ask(fetch.timeline, claim)


@report.command(epilog="Example: factdb report changes --since 2024-10 --until 2024-11-15 --watched")
@scope_options("status")
@click.option("--recorded", is_flag=True, help="Take the period as when this file learned it, not when it was said.")
@exit_code_option("there is any such change")
@answering
def changes(ask: Ask, scope: Scope, recorded: bool, in_code: bool) -> None:
    """What changed in a period.

    Which claims took another status since DATE, and the words that caused it; the claim that changed last comes first.
    """
    from factdb import fetch

    found = ask(fetch.changes, scope, recorded=recorded)
    exit_told(in_code and bool(found.table.rows))


@report.command(epilog="Example: factdb report claim north-korea-arms --cite")
@click.argument("claim")
@answering
def claim(ask: Ask, claim: str) -> None:
    """All about one claim on one page.

    Where CLAIM stands and the best words each way; every statement, the numbers, the articles, narrower and wider
    claims.
    """
    from factdb import fetch

    ask(fetch.one_claim, claim)


@report.command(epilog="Example: factdb report denials --party Russia")
@scope_options("status")
@listing
def denials(ask: Ask, scope: Scope) -> None:
    """Who denied what, and what became of it.

    Each party's record: its denials, how many were later admitted or corroborated, which stand, the days between.
    """
    from factdb import fetch

    ask(fetch.denials, scope)


@report.command(epilog="Example: factdb report coverage --collection kursk")
@scope_options("contested", "official_only")
@listing
def coverage(ask: Ask, scope: Scope) -> None:
    """Which publisher carried which side.

    Of the contested claims: who printed the allegation, who the denial, what rests on one publisher alone, and what a
    publisher left out although it was known by then.
    """
    from factdb import fetch

    ask(fetch.coverage, scope)


@report.command(epilog="Example: factdb report article seeds/articles/004_153c129ab84b8570.txt")
@click.argument("article", metavar="FILE")
@answering
def article(ask: Ask, article: str) -> None:
    """An article with its statements marked.

    FILE is the file or address that it was loaded from, the end of one, or its number.
    """
    from factdb import fetch

    ask(fetch.article, article)


@click.command(epilog="Example: factdb explain north-korea-arms")
@click.argument("claim")
@answering
def explain(ask: Ask, claim: str) -> None:
    """Why a claim stands where it stands.

    The rule and the words behind each step of CLAIM, why each statement belongs to it, and the nearest rival claim.
    """
    from factdb import fetch

    ask(fetch.explanation, claim)
