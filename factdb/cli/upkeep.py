"""The commands that look after a database: `check`, `upgrade` and `rebuild`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from factdb.cli.output import database_option
from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import CheckResult

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
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in checked(result):
            click.echo(visible(line))
    ctx.exit(0 if result.is_sound else 1)


def checked(result: "CheckResult") -> Iterator[str]:
    """The verdict in one line; then what was found and what to do."""
    if result.is_sound:
        counts = ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for name, count in result.counts)
        yield f"{result.where} is sound: {counts}."
        if result.seal:
            yield f"Its seal is {result.seal}."
        return
    count = len(result.findings)
    yield f"{result.where} is not sound: {count:,} finding{'' if count == 1 else 's'}."
    for finding in result.findings[:FINDINGS]:
        yield f"- {finding.place}: {finding.message} ({finding.kind})"
    if count > FINDINGS:
        yield f"- {count - FINDINGS:,} more; `factdb check --json` lists them all."
    yield from dict.fromkeys(finding.remedy for finding in result.findings)


@click.command(epilog="Example: factdb upgrade --db kursk.db")
@database_option
@click.pass_obj
def upgrade(db: str) -> None:
    """Bring an older database to this version.

    Needed once, when a command says so. Nothing that it holds is lost; make a copy first all the same.
    """
    from factdb import pipeline

    click.echo(f"The database has the schema of this version ({pipeline.upgrade(db)}).")


@click.command(epilog="Example: factdb rebuild --dry-run")
@click.option("--dry-run", is_flag=True, help="Only compare; keep what is there.")
@database_option
@click.pass_obj
def rebuild(db: str, dry_run: bool) -> None:
    """Compute every status anew from the facts.

    Positions, changes, statuses and roles of all claims. The facts stay as they are; none should differ from what was
    kept.
    """
    from factdb import pipeline

    result = pipeline.rebuild(db, dry_run=dry_run)
    click.echo(f"Claims computed anew: {result.claims}. Different from what was kept: {len(result.differed)}.")
    for slug in result.differed[:SHOWN]:
        click.echo(f"  {visible(slug)}")
