"""The commands by which a person decides who is who: `party add`, `alias`, `merge`, `parent` and `ally`."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from factdb.cli.output import database_option
from factdb.cli.restricting import DAY, wrong_usage
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import PartyResult

Command = Callable[..., Any]


def deciding(command: Command) -> Command:
    """Adds --author, --note, --dry-run and --db to a command that gives what it did, and prints that."""

    @wraps(command)
    @click.pass_obj
    def decide(db: str, /, *args: Any, dry_run: bool, **options: Any) -> None:
        result = command(db, *args, dry_run=dry_run, **options)
        for note in result.notes:
            click.echo(f"Note: {visible(note)}", err=True)
        for line in told(result, dry_run):
            click.echo(line)

    told_of = "Who decides, for the record; your user name unless you say otherwise."
    named = click.option("--author", metavar="NAME", help=told_of)
    noted = click.option("--note", metavar="WORDS", default="", help="Why, for the record.")
    dry = click.option("--dry-run", is_flag=True, help="Tell what would change; keep nothing.")
    return named(noted(dry(database_option(decide))))


def told(result: "PartyResult", dry_run: bool) -> Iterator[str]:
    """What a decision did, in lines: what it says, the statuses that it changed, and how to take it back."""
    if dry_run:
        yield "Nothing was kept (--dry-run). It would do this:"
    yield from map(visible, result.done or ("Nothing changed.",))
    if result.done:
        yield "Status changes caused by this:" if result.status_changes else "No claim changed its status."
    yield from (f"  {visible(change)}" for change in result.status_changes)
    if result.changeset is not None and not dry_run:
        yield f"Changeset {result.changeset}; `factdb undo {result.changeset}` takes it back."


@click.group(epilog="Example: factdb party alias 'North Korea' 'Negeri Juche' --language id")
def party() -> None:
    """Who is who: parties, their names and their allies."""


@party.command("add", epilog="Example: factdb party add 'Teluk Watch' --kind company --alias TW")
@click.argument("name")
@click.option("--kind", required=True, metavar="KIND", help="state, ministry, agency, company, armed_group, person ...")
@click.option("--parent", metavar="PARTY", help="The party that it stands under.")
@click.option("--alias", "aliases", metavar="NAME", multiple=True, help="Another name for it; several times.")
@deciding
def add(db: str, /, **told: Any) -> "PartyResult":
    """Make a party known.

    NAME is how reports print it. It is found under it, and under its aliases, in articles that are loaded from now on.
    """
    from factdb import pipeline

    return pipeline.add_party(db, **told)


@party.command("alias", epilog="Example: factdb party alias 'North Korea' 'Negeri Juche' --language id")
@click.argument("party")
@click.argument("alias")
@click.option("--language", metavar="CODE", default="", help="Only in articles in this language.")
@click.option("--exact", is_flag=True, help="Only in these very capitals, as an abbreviation.")
@deciding
def alias(db: str, /, **told: Any) -> "PartyResult":
    """Give a party a further name.

    PARTY is one that factdb or an article knows. Whoever was read under ALIAS is PARTY from now on, too.
    """
    from factdb import pipeline

    return pipeline.alias_party(db, **told)


@party.command("merge", epilog="Example: factdb party merge 'Kanto' 'Kanto Company' --note 'one firm'")
@click.argument("kept")
@click.argument("gone", nargs=-1, required=True)
@deciding
def merge(db: str, /, **told: Any) -> "PartyResult":
    """Make several parties one.

    Whatever was said for GONE, and will be, counts for KEPT; the names of GONE mean KEPT.
    """
    from factdb import pipeline

    return pipeline.merge_parties(db, **told)


@party.command("parent", epilog="Example: factdb party parent 'Wagner Group' --root")
@click.argument("party")
@click.argument("parent", required=False)
@click.option("--root", is_flag=True, help="It stands under nobody.")
@deciding
def parent(db: str, /, parent: str | None, root: bool, **told: Any) -> "PartyResult":
    """Say whom a party stands under.

    PARTY speaks for PARENT from then on: they are one side of a claim, unless another party under PARENT is accused.
    """
    from factdb import pipeline

    if (parent is None) != root:
        raise click.UsageError("Give the party that it stands under, or --root.")
    return pipeline.place_party(db, parent=parent, **told)


@party.command("ally", epilog="Example: factdb party ally Chad France --since 1976 --source treaty")
@click.argument("one")
@click.argument("other")
@click.option("--since", metavar=DAY, help="From this day, month or year on; always, unless given.")
@click.option("--until", metavar=DAY, help="Up to this day, month or year; for good, unless given.")
@click.option("--source", metavar="WORDS", required=True, help="Where that is written.")
@deciding
def ally(db: str, /, since: str | None, until: str | None, **told: Any) -> "PartyResult":
    """Record two parties as allies.

    When one is accused, a denial by the other within these dates is an official one.
    """
    from factdb import pipeline
    from factdb.report import date_in

    with wrong_usage():
        first, last = date_in(since, "--since"), date_in(until, "--until")
    return pipeline.ally_parties(db, since=first, until=last, **told)
