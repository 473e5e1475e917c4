"""Whom the words of a source mean: speaker, office and party, in plain-text cases, and what a cast never does."""

from pathlib import Path
from time import process_time

import pytest

from factdb.extract import statements_in
from factdb.parties import shipped
from factdb.records import Article, Statement
from factdb.words import PublishedBasis
from tests.extract.casefile import files

CASES = Path(__file__).parent.parent / "cases"
SECONDS = 20


def lines(name: str) -> list[object]:
    title, found = "", []
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            text, _, wanted = line.strip().partition(" => ")
            found.append(pytest.param(name[-6:-4], text, wanted, id=f"{title}: {text}"))
        elif not line.startswith("#"):
            title = line
    return found


def statements(text: str, language: str) -> tuple[Statement, ...]:
    article = Article(
        key="a",
        text=text,
        source="a",
        language=language,
        published_on="2024-10-31",
        published_basis=PublishedBasis.GIVEN,
    )
    return statements_in(article, shipped()).statements


@pytest.mark.parametrize(("code", "text", "wanted"), [line for name in files("speakers") for line in lines(name)])
def test_who_speaks(code: str, text: str, wanted: str) -> None:
    found = [f"{s.speaker} | {s.speaker_role or '-'} | {s.party}" for s in statements(text, code)]
    assert ("; ".join(found) or "nobody") == wanted


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The minister met John Kirby in Paris on Monday."),
        ("id", "Menteri itu bertemu Budi Santoso di Jakarta pada Senin."),
    ],
)
def test_who_is_only_mentioned_does_not_speak(code: str, text: str) -> None:
    assert statements(text, code) == ()


def test_a_full_name_given_later_is_used_from_the_start() -> None:
    text = "Natanegara membantah kabar itu. Menurut Ketua Umum Andi Natanegara, rapat itu tidak pernah ada."
    assert {s.speaker for s in statements(text, "id")} == {"Andi Natanegara"}


@pytest.mark.parametrize("text", ["Budi " * 20_000, "the official " * 10_000, "A.B. " * 20_000])
def test_a_senseless_text_is_read_in_time(text: str) -> None:
    started = process_time()
    statements(text, "en")
    assert process_time() - started < SECONDS
