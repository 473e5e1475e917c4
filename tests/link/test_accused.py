"""The plain-text cases of tests/cases/accused.txt: whose act a statement tells of."""

from functools import cache
from pathlib import Path

import pytest

from factdb.link.frame import frames_of, topic_of, words_of
from factdb.parties import shipped
from tests.link.test_linking import Case, article

FILE = Path(__file__).parent.parent / "cases" / "accused.txt"


def cases() -> list[tuple[Case, dict[str, set[str]]]]:
    """Each case with the parties that are wanted for its statements."""
    found: list[tuple[Case, dict[str, set[str]]]] = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            found.append((Case(line), {}))
        elif line.strip().startswith("=>"):
            for part in line.split("=>")[1].split("/"):
                key, party = part.strip().split(" ", 1)
                found[-1][1][key] = {party} - {"-"}
        else:
            key, party, stance, words = (part.strip() for part in line.split("|"))
            found[-1][0].lines.append((key, party, stance, words))
    return found


@pytest.mark.parametrize(("case", "wanted"), cases(), ids=lambda one: one.title if isinstance(one, Case) else "")
def test_whose_act(case: Case, wanted: dict[str, set[str]]) -> None:
    told, statements = article(case.lines)
    words, lineage = words_of(told.language), cache(shipped().lineage)
    frames = frames_of(told, statements, topic_of(told, words, lineage), words, lineage)
    assert {one.statement.key: set(one.accused) for one in frames if one.statement.key in wanted} == wanted
