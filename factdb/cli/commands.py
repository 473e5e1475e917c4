"""The commands of the program by name, each with its help in one line: told without importing any of them.

A command's own file is imported when the command is run, or when its own help is asked for.
"""

from importlib import import_module

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "article": ("articles", "One article: what is known of it, and whether it stands."),
    "backup": ("upkeep", "Copy the database into a new file."),
    "browse": ("browsing", "Look at the database in a browser."),
    "check": ("upkeep", "Prove that nothing in the database was damaged or altered."),
    "claim": ("claims", "One claim."),
    "claims": ("claims", "All claims with their status."),
    "explain": ("reports", "Why a claim stands where it stands."),
    "export": ("exporting", "Hand claims or statements to other programs."),
    "languages": ("lists", "The languages that factdb reads."),
    "load": ("loading", "Read articles into the database."),
    "log": ("log", "Who changed what, and when."),
    "merge": ("merging", "Bring in what another database holds."),
    "parties": ("lists", "Who was spoken for, and under whom they stand."),
    "party": ("parties", "Who is who: parties, their names and their allies."),
    "problems": ("lists", "What could not be read for sure."),
    "publish": ("upkeep", "Make one compact file to hand over or to put on the web."),
    "rebuild": ("upkeep", "Compute every status anew from the facts."),
    "reextract": ("rereading", "Read the stored articles anew, as this version reads them."),
    "report": ("reports", "What is contested, and how it came to be."),
    "review": ("reviewing", "Decide what the machine is not sure of, one key each."),
    "search": ("lists", "Statements and articles by their words."),
    "statement": ("correcting", "One statement: what it says, and which claim it is about."),
    "statements": ("lists", "Who said what, and when."),
    "undo": ("undoing", "Take back what changesets did."),
    "upgrade": ("upkeep", "Bring an older database to this version."),
    "verdict": ("verdicts", "What people and organizations hold of claims."),
}
"""By the name of a command the file that holds it under that name, and the first sentence of its help."""


def announced() -> list[click.Command]:
    """The commands as the program's help and completion tell of them; `loaded` gives what they do."""
    return [click.Command(name, help=told) for name, (_, told) in COMMANDS.items()]


def loaded(name: str) -> click.Command:
    """The command of that name, which must be one of the table."""
    file, _ = COMMANDS[name]
    command: click.Command = getattr(import_module(f"factdb.cli.{file}"), name)
    return command
