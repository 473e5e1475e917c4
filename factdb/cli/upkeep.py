"""The commands that look after a database: `check`, `backup`, `publish`, `upgrade` and `rebuild`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from factdb.cli.output import database_option
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import CheckResult, Copied, Upgraded

SHOWN = 10
FINDINGS = 50


@click.command(epilog="Example: factdb check --json")
@click.option("--json", "as_json", is_flag=True, help="Everything that was found, for programs.")
@database_option
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:
    """Prove that nothing in the database was damaged or altered.

    Asks for structure, search, every quote against its text, every seal, and computes anew what follows from the facts.
    Exit code 0 where nothing was found, 1 otherwise. Nothing is mended.
    """
    from factdb import pipeline

    result = pipeline.check(ctx.obj)
    if as_json:
        told = {"is_sound": result.is_sound, **asdict(result), "counts": dict(result.counts)}
        click.echo(json.dumps(told, indent=2))  # only ASCII, so that nothing in it commands a terminal
    else:
        for line in checked(result):
            click.echo(line)
    ctx.exit(0 if result.is_sound else 1)


def checked(result: "CheckResult") -> Iterator[str]:
    """The verdict in one line; then what was found and what to do."""
    if result.is_sound:
        counts = ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in result.counts)
        yield f"{visible(result.where)} is sound: {counts}."
        if result.seal:
            yield f"Its seal is {result.seal}."
        return
    count = len(result.findings)
    yield f"{visible(result.where)} is not sound: {count:,} finding{'' if count == 1 else 's'}."
    for finding in result.findings[:FINDINGS]:
        yield f"  {visible(finding.place)}: {visible(finding.message)} ({finding.kind})"
    if count > FINDINGS:
        yield f"  {count - FINDINGS:,} more; `factdb check --json` lists them all."
    yield from dict.fromkeys(finding.remedy for finding in result.findings)


@click.command(epilog="Example: factdb backup kursk-2024-10-30.db --db kursk.db")
@click.argument("file", type=click.Path())
@database_option
@click.pass_obj
def backup(db: str, file: str) -> None:
    """Copy the database into a new file.

    As it is at one moment; others may read and write it meanwhile. From PostgreSQL, too, FILE is an SQLite database
    with the same rows under the same numbers. A file that exists is never overwritten. What a killed backup leaves is
    called FILE.….part and can be removed.
    """
    from factdb import pipeline

    for line in account(pipeline.backup(db, file)):
        click.echo(line)


@click.command(epilog="Example: factdb publish kursk-public.db --without-texts --db kursk.db")
@click.argument("file", type=click.Path())
@click.option("--without-texts", is_flag=True, help="Leave out the articles' texts; titles and quotes stay.")
@database_option
@click.pass_obj
def publish(db: str, file: str, without_texts: bool) -> None:
    """Make one compact file to hand over or to put on the web.

    It needs no second file beside it, opens on read-only media, and is quick to search. Without texts, what search
    knew of their words is left out as well, and that they were left out is recorded in the file. Articles can still be
    loaded into it; what may reprint one without text becomes a problem. `factdb merge` needs the texts.
    """
    from factdb import pipeline

    for line in account(pipeline.publish(db, file, without_texts=without_texts)):
        click.echo(line)


def account(copied: "Copied") -> Iterator[str]:
    """Where a copy is and what it holds, in lines."""
    yield f"Wrote {visible(str(copied.file))} ({max(copied.size / 1e6, 0.1):.1f} MB)."
    yield f"Articles: {copied.articles}. Statements: {copied.statements}. Claims: {copied.claims}."
    if copied.texts_left_out:
        yield f"Texts left out: {copied.texts_left_out}. Titles and quotes are in it, and search finds them."
    if copied.seal:
        yield f"Its seal is {copied.seal}."


@click.command(epilog="Example: factdb upgrade --db kursk.db")
@click.option("--no-backup", is_flag=True, help="Make none: you have one.")
@database_option
@click.pass_obj
def upgrade(db: str, no_backup: bool) -> None:
    """Bring an older database to this version.

    Needed once, when a command says so. Nothing that it holds is lost. An SQLite file is copied first, beside itself;
    on a server make a backup with pg_dump. Whatever fails, the database stays as it was.
    """
    from factdb import pipeline

    for line in change(pipeline.upgrade(db, backup=not no_backup)):
        click.echo(line)


def change(done: "Upgraded") -> Iterator[str]:
    """What an upgrade did and the way back, in lines."""
    if done.before == done.after:
        yield f"Nothing to upgrade: the database has the schema of this version ({done.after})."
        return
    yield f"Upgraded from schema {done.before} to {done.after}."
    if not done.backup:
        yield "No backup was made."
    else:
        yield f"As it was before, it is in {visible(str(done.backup))}."
        yield "To go back, put that file in the database's place and install the older factdb again."


@click.command(epilog="Example: factdb rebuild --dry-run")
@click.option("--dry-run", is_flag=True, help="Only compare; keep what is there.")
@database_option
@click.pass_obj
def rebuild(db: str, dry_run: bool) -> None:
    """Compute every status anew from the facts.

    Positions, changes, statuses and roles of all claims, the words of those that were found; in a file also views and
    search. The facts stay as they are; nothing should differ from what was kept.
    """
    from factdb import pipeline

    result = pipeline.rebuild(db, dry_run=dry_run)
    click.echo(f"Claims computed anew: {result.claims}. Different from what was kept: {len(result.differed)}.")
    for slug in result.differed[:SHOWN]:
        click.echo(f"  {visible(slug)}")
