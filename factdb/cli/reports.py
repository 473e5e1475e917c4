"""The commands that answer: the group `report` and `explain`."""

import click

from factdb.cli.output import Show, output_options, period_options, quoting_options, scope_options
from factdb.report import Scope


@click.group(epilog="Example: factdb report contested --format md --output contested.md")
def report() -> None:
    """What is contested, and how it came to be."""


@report.command(epilog="Example: factdb report contested --party Russia --min-score 0.5")
@scope_options
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="Leave out what stands on less (0 to 1).")
@click.option("--limit", type=click.IntRange(1), help="At most this many claims.")
@quoting_options
@click.pass_obj
def contested(
    db: str,
    collection: str | None,
    party: str | None,
    min_score: float,
    limit: int | None,
    show: Show,
) -> None:
    """What somebody asserts and somebody else denies.

    The surest claims come first. Each party's best statement is quoted; marked is what rests on unnamed sources,
    estimated dates or thin links.
    """
    from factdb import fetch

    scope = Scope(collection=collection, party=party, least=min_score, limit=limit)
    with fetch.reading(db) as reader:
        found = fetch.contested(reader, scope)
    show(found)


@report.command(epilog="Example: factdb report timeline north-korea-arms --format md")
@click.argument("claim")
@quoting_options
@click.pass_obj
def timeline(db: str, claim: str, show: Show) -> None:
    """How one claim came to its status.

    Every statement about CLAIM in the order in which it was said, and where the claim stood after it.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.timeline(reader, claim)
    show(found)


@report.command(epilog="Example: factdb report changes --since 2024-10 --until 2024-11-15")
@scope_options
@period_options
@click.option("--recorded", is_flag=True, help="Count by when this file learned it, not by when it was said.")
@quoting_options
@click.pass_obj
def changes(
    db: str,
    collection: str | None,
    party: str | None,
    since: str | None,
    until: str | None,
    recorded: bool,
    show: Show,
) -> None:
    """What changed in a period.

    Which claims took another status, and the words that caused it; the claim that changed last comes first.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.changes(reader, Scope(collection=collection, party=party), since, until, recorded=recorded)
    show(found)


@report.command(epilog="Example: factdb report claim north-korea-arms --cite")
@click.argument("claim")
@quoting_options
@click.pass_obj
def claim(db: str, claim: str, show: Show) -> None:
    """All about one claim on one page.

    Where CLAIM stands and the best words each way; every statement, the numbers, the articles, narrower and wider
    claims.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.one_claim(reader, claim)
    show(found)


@report.command(epilog="Example: factdb report denials --party Russia")
@scope_options
@output_options
@click.pass_obj
def denials(db: str, collection: str | None, party: str | None, show: Show) -> None:
    """Who denied what, and what became of it.

    Each party's record: its denials, how many were later admitted or corroborated, which stand, the days between.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.denials(reader, Scope(collection=collection, party=party))
    show(found)


@report.command(epilog="Example: factdb report coverage --collection kursk")
@scope_options
@output_options
@click.pass_obj
def coverage(db: str, collection: str | None, party: str | None, show: Show) -> None:
    """Which publisher carried which side.

    Of the contested claims: who printed the allegation, who the denial, what rests on one publisher alone, and what a
    publisher left out although it was known by then.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.coverage(reader, Scope(collection=collection, party=party))
    show(found)


@report.command(epilog="Example: factdb report article seeds/articles/004_153c129ab84b8570.txt")
@click.argument("article", metavar="FILE")
@quoting_options
@click.pass_obj
def article(db: str, article: str, show: Show) -> None:
    """An article with its statements marked.

    FILE is the file or address that it was loaded from, the end of one, or its number.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.article(reader, article)
    show(found)


@click.command(epilog="Example: factdb explain north-korea-arms")
@click.argument("claim")
@quoting_options
@click.pass_obj
def explain(db: str, claim: str, show: Show) -> None:
    """Why a claim stands where it stands.

    The rule and the words behind each step of CLAIM, why each statement belongs to it, and the nearest rival claim.
    """
    from factdb import fetch

    with fetch.reading(db) as reader:
        found = fetch.explanation(reader, claim)
    show(found)
