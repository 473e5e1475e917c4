"""The commands that a person gives to a database of which something is wrong, and what may come back.

Either the command does its work, or one line says what is wrong, where, and what to do next; never a traceback.
"""

from pathlib import Path

from click.testing import CliRunner

from factdb.cli import main

REPORT = ("report", "contested", "--format", "json")
NEXT = (
    "restore a backup",
    "choose another place",
    "try again",
    "run the command again",
    "`factdb check",
    "run the same command again",
    "is the server running",
    "is it running",
    "`factdb load`",
    "`factdb upgrade`",
    "create it first",
    "give the file",
    "copy it elsewhere",
    "check that its folder exists",
    "ask its owner",
)
"""What a person is told to do, one of which must be in every error."""


def tried(place: str | Path, *command: str) -> tuple[bool, str]:
    """Whether a command did its work, and what it said; if it did not, asserts that it says so in one line."""
    result = CliRunner().invoke(main, ["--db", str(place), *command])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code == 0:
        return True, result.stdout
    told = result.stderr.strip().splitlines()[-1]
    assert result.exit_code == 1
    assert told.startswith("Error: ")
    assert any(words in told.lower() for words in NEXT), told
    return False, told


def checked(place: str | Path) -> tuple[bool, str]:
    """Whether `factdb check` finds a database sound, and what it prints or why it cannot open it."""
    result = CliRunner().invoke(main, ["--db", str(place), "check"])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert (result.exit_code == 0) == (" is sound: " in result.stdout)
    assert result.exit_code == 0 or " is not sound: " in result.stdout or result.stderr.startswith("Error: ")
    return result.exit_code == 0, result.stdout or result.stderr
