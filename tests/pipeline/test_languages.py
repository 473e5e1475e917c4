"""Articles of a language that was added: they are known as its own, and their denials reach the contested report."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from factdb.cli import main
from factdb.read import language_of
from tests.pipeline.contents import write

CASES = Path(__file__).parents[1] / "cases"
FILES = sorted(CASES.glob("articles-??.jsonl"))
ALLEGED = "The United States on Wednesday accused North Korea of selling artillery shells to Russia."
DENIED = {
    "id": "Korea Utara membantah menjual peluru artileri kepada Rusia. Pyongyang tidak pernah mengekspor amunisi.",
    "ms": "Korea Utara menafikan menjual peluru artileri kepada Rusia. Pyongyang tidak pernah mengeksport peluru.",
}


def contested(place: str, *files: str) -> list[dict[str, object]]:
    """The claims that the contested report tells after loading files into a new database."""
    for command in (["load", *files], ["report", "contested", "--format", "json"]):
        done = CliRunner().invoke(main, ["--db", place, *command])
        assert done.exit_code == 0, done.output
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_articles_are_known_as_their_language(file: Path) -> None:
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert {language_of(text) for text in texts} == {file.stem[-2:]}
    assert {language_of(part) for text in texts for part in text.split("\n\n") if len(part) > 100} == {file.stem[-2:]}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_each_article_brings_a_contested_claim(file: Path, place: str) -> None:
    found = contested(place, str(file))
    assert len(found) == len(file.read_text(encoding="utf-8").splitlines()), found


@pytest.mark.parametrize("code", [*DENIED, "all"])
def test_an_english_allegation_and_its_denial_are_one_claim(code: str, place: str, tmp_path: Path) -> None:
    texts = {"en": ALLEGED, **(DENIED if code == "all" else {code: DENIED[code]})}
    records = [
        {"source": language, "language": language, "published": f"2022-09-{15 + day}", "text": text}
        for day, (language, text) in enumerate(texts.items())
    ]
    (claim,) = contested(place, write(tmp_path / "a.jsonl", records))
    assert (claim["accusers"], claim["deniers"], claim["article_count"]) == ("United States", "North Korea", len(texts))
