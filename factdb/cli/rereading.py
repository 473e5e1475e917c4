"""The command `reextract`: stored articles are read anew; what differs is listed, then kept if that is wanted."""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from factdb.cli.loading import progress
from factdb.cli.output import database_option
from factdb.report import visible
from factdb.report.quotes import cut, quoted

if TYPE_CHECKING:
    from factdb.pipeline import Difference, ReextractResult, Reread

LONGEST = 100
SHORT = 40


@click.command(epilog="Example: factdb reextract --collection kursk --apply")
@click.option("--article", "articles", metavar="ARTICLE", multiple=True, help="Only this one; several times for more.")
@click.option("--collection", metavar="NAME", help="Only the articles of this collection.")
@click.option("--apply", "is_wanted", is_flag=True, help="Keep it without asking.")
@click.option("--dry-run", is_flag=True, help="Only list it; never ask.")
@click.option("--author", metavar="NAME", help="Who does it, for the record; your user name unless you say otherwise.")
@database_option
@click.pass_obj
def reextract(db: str, /, articles: tuple[str, ...], is_wanted: bool, dry_run: bool, **options: Any) -> None:
    """Read the stored articles anew, as this version reads them.

    Lists what is new, gone and changed, and which statuses change by it; on a terminal it then asks whether to keep
    that, elsewhere it keeps it only with --apply. What people decided stands. ARTICLE is a file, an address or a
    number.
    """
    from factdb import pipeline

    options["articles"] = numbers_of(db, articles)
    with progress() as step:
        result = pipeline.reextract(db, dry_run=dry_run or not is_wanted, progress=step, **options)
    for line in listed(result, is_kept=is_wanted and not dry_run):
        click.echo(line)
    if result.differing and not dry_run and not is_wanted and asked():
        with progress() as step:
            for line in kept(pipeline.reextract(db, progress=step, **options)):
                click.echo(line)


def asked() -> bool:
    """Asks on a terminal whether to keep it; elsewhere nothing is kept, and how to do so is told."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("Nothing was kept. `factdb reextract --apply` keeps it.")
        return False
    is_kept = click.confirm("Keep this?")
    if not is_kept:
        click.echo("Nothing was kept.")
    return is_kept


def numbers_of(db: str, articles: tuple[str, ...]) -> list[int]:
    """The numbers of the articles that are named."""
    from factdb import fetch

    if not articles:
        return []
    with fetch.reading(db) as reader:
        return [int(fetch.one_article(reader, name)["article_id"]) for name in articles]


def listed(result: "ReextractResult", *, is_kept: bool) -> Iterator[str]:
    """What differs, article by article; how much it is, and which statuses change by it."""
    for read in result.differing:
        yield from in_article(read)
    counts = {"new": 0, "gone": 0, "changed": 0}
    for read in result.differing:
        for one in read.differences:
            counts[kind_of(one)] += 1
    read_anew = f"{result.articles - len(result.left)}, {len(result.differing)} with something else in them"
    yield f"Articles read anew: {read_anew}."
    for why, count in Counter(read.left for read in result.left).items():
        yield f"Left as they are: {count}, each because {why}."
    yield f"Statements: {', '.join(f'{count} {kind}' for kind, count in counts.items())}."
    if is_kept:
        yield from kept(result)
    elif result.status_changes:
        yield "Status changes that this would cause:"
        yield from (f"  {visible(change)}" for change in result.status_changes)


def kept(result: "ReextractResult") -> Iterator[str]:
    """What was recorded and what it changed, in lines."""
    yield "Status changes caused by this:" if result.status_changes else "No claim changed its status."
    yield from (f"  {visible(change)}" for change in result.status_changes)
    if result.changesets:
        yield f"Recorded as changeset {', '.join(map(str, result.changesets))}."


def in_article(read: "Reread") -> Iterator[str]:
    """What differs in one article, in lines: the statement with its words, then what became of it."""
    from factdb.pipeline import changes

    article = read.article
    told = ", ".join(filter(None, (article.publisher, article.published_on)))
    yield visible(f"{article.source}{f' ({told})' if told else ''}")
    for one in read.differences:
        statement = one.now or one.was
        assert statement is not None
        span = statement.content or statement.quote
        words = quoted(cut(visible(article.text[span.start : span.end]), LONGEST))
        yield f"  {kind_of(one):<8} {statement.stance:<9} {visible(statement.party)}: {words}"
        if one.was and one.now:
            values = changes(one.was, one.now, article.text)
            yield f"           {'; '.join(f'{name} {short(was)} → {short(now)}' for name, was, now in values)}"
        if one.decided:
            yield f"           {visible(one.decided)}"


def kind_of(one: "Difference") -> str:
    """What became of a statement, in a word."""
    return "new" if one.was is None else "gone" if one.now is None else "changed"


def short(words: str) -> str:
    """A value as it is told of a change; long words are cut."""
    return cut(visible(words), SHORT) or "nothing"
