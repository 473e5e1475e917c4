"""What commands say of watched claims, and the exit code by which a script learns that something changed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from factdb.report import visible

if TYPE_CHECKING:
    from factdb.pipeline import LoadResult, MergeResult, TrackResult, WatchedChange

Command = Callable[..., Any]

CHANGED = 3
"""The exit code for scripts, where --exit-code is given: a change was found. An error stays 1, wrong usage 2."""

MOST_VOICES = 5


def exit_code_option(changed: str = "a watched claim changed its status") -> Callable[[Command], Command]:
    """Adds --exit-code; the command gets `in_code`, whether its exit code shall tell that something `changed`."""
    return click.option(
        "--exit-code", "in_code", is_flag=True, help=f"For scripts: exit with 3 if {changed}, else with 0."
    )


def exit_told(is_changed: bool) -> None:
    """Ends the command with CHANGED where something changed."""
    if is_changed:
        click.get_current_context().exit(CHANGED)


def has_moved(result: "LoadResult | MergeResult") -> bool:
    """Whether a watched claim changed its status."""
    return any(one.before != one.after for one in result.watched_changes)


def status_account(result: "LoadResult | MergeResult | TrackResult", cause: str) -> Iterator[str]:
    """What changed, in lines: first the watched claims, if anybody watches any, then the statuses of others."""
    watched = {one.slug for one in result.watched_changes}
    others = [change for change in result.status_changes if change.partition(": ")[0] not in watched]
    yield from watched_account(result.watched_changes, result.watched)
    if others:
        yield f"{'Other status changes' if watched else 'Status changes'} caused by {cause}:"
    else:
        yield f"No {'other ' if watched else ''}claim changed its status."
    yield from (f"  {visible(change)}" for change in others)


def watched_account(changes: "Sequence[WatchedChange]", watched: int) -> Iterator[str]:
    """What changed for watched claims, in lines; nothing where no claim is watched."""
    if not watched:
        return
    if not changes:
        yield f"Watched claims that changed: none of {watched}."
        return
    yield f"Watched claims that changed ({len(changes)} of {watched}):"
    for one in changes:
        yield from lines_of(one)


def lines_of(change: "WatchedChange") -> Iterator[str]:
    """A watched claim that changed, in lines: its status, then what is newly said.

    >>> from factdb.pipeline import NewStatement, WatchedChange
    >>> said = NewStatement(statement_id=7, party="Russia", stance="denies", said_on="2024", quote="Lies.")
    >>> list(lines_of(WatchedChange(slug="shells", title="Shells", before="alleged", after="denied", new=(said,))))
    ['  shells: alleged → denied', '    1 new statement: Russia denies']
    """
    stands = change.after or "no statements left"
    came = "still" if change.before == change.after else f"{change.before or 'new'} →"
    yield f"  {change.slug}: {came} {stands}"
    if change.new:
        yield f"    {counted(len(change.new), 'new statement')}: {voices(change)}"
    if change.gone:
        yield f"    {counted(change.gone, 'statement')} went elsewhere"


def voices(change: "WatchedChange") -> str:
    """Who spoke anew, with stance and how often, the most frequent first."""
    heard = Counter((one.party, one.stance) for one in change.new)
    ranked = sorted(heard.items(), key=lambda item: (-item[1], item[0]))
    told = [f"{party} {stance}" + (f" ({count})" if count > 1 else "") for (party, stance), count in ranked]
    more = f" and {len(told) - MOST_VOICES} more" if len(told) > MOST_VOICES else ""
    return visible(", ".join(told[:MOST_VOICES])) + more


def counted(number: int, thing: str) -> str:
    """A number with its thing: `1 statement`, `2 statements`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
