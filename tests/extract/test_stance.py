"""The sentences of tests/cases/stance.txt: which stance is taken, and by which word it turns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extract.casefile import extracted

FILE = Path(__file__).parents[1] / "cases" / "stance.txt"


def lines(is_asserted: bool) -> Iterator[tuple[str, str, str]]:
    """Language, sentence and stance; those below `# not yet` are not asserted."""
    below = False
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            below = line.startswith("# not yet")
        elif line.startswith(" ") and below != is_asserted:
            language, _, rest = line.strip().partition(" | ")
            sentence, _, stance = rest.rpartition(" => ")
            yield language, sentence, stance


def stances(language: str, sentence: str) -> str:
    return " ".join(one.stance for one in extracted(sentence, language).statements) or "nothing"


@pytest.mark.parametrize(("language", "sentence", "stance"), [*lines(True)])
def test_stance_of_the_one_statement_of_a_sentence(language: str, sentence: str, stance: str) -> None:
    assert stances(language, sentence) == stance
