"""Every command that gives a report gives it in every form that it offers, and none of them ends in a crash."""

from collections.abc import Callable

import click
import pytest
from click.testing import Result

from factdb.report import ENGLISH, LANGUAGES
from tests import program

GIVEN = {"claim": "mayor-money", "article": "harbour.txt", "words": "coin"}


COMMANDS = {
    words: command
    for words, command in program.COMMANDS.items()
    if any(param.name == "form" for param in command.params) and words != ("export",)
}
"""The commands that offer forms and are asked nothing but what GIVEN holds, by the words that call them."""


def test_the_commands_are_found() -> None:
    assert {("claims",), ("report", "contested"), ("verdict", "list"), ("languages",)} <= COMMANDS.keys()


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_gives_every_form_that_it_offers(words: tuple[str, ...], run: Callable[..., Result]) -> None:
    params = {str(param.name): param for param in COMMANDS[words].params}
    given = [GIVEN[name] for name, param in params.items() if isinstance(param, click.Argument)]
    offered = params["form"].type
    assert isinstance(offered, click.Choice)
    languages = [(form, language) for form in ("table", "html") for language in LANGUAGES]
    for form, language in dict.fromkeys([*languages, *((form, ENGLISH) for form in offered.choices)]):
        done = run(*words, *given, "--format", form, "--lang", language)
        assert done.exit_code == 0, (form, language, done.stderr)
        assert done.stdout_bytes or form == "jsonl"
