"""The plain-text cases of tests/cases/statements-*.txt, each title a test."""

from dataclasses import replace

import pytest

from factdb.extract import statements_in
from factdb.languages import codes
from factdb.parties import shipped
from factdb.words import Stance
from tests.extract.casefile import CASES, DAY, KINDS, Case, article, cases, extracted, files

SPEECH = [case for name in files("statements") for case in cases(name)]
EVERY = [*SPEECH, *cases("layout.txt")]


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c.language}: {c.title}") for c in SPEECH if c.is_asserted])
def test_statements_of_an_article(case: Case) -> None:
    assert case.differences() == []


def test_every_case_has_a_name_of_its_own() -> None:
    titles = [(case.language, case.title) for case in EVERY]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "An earlier version of this article said the mine had closed.", "said the mine had closed"),
        ("en", "Correction: the mine has not closed.", "the mine has not closed"),
        ("id", "Ralat: tambang itu tidak ditutup.", "tambang itu tidak ditutup"),
    ],
)
def test_an_outlet_takes_back_what_it_has_told(language: str, text: str, said: str) -> None:
    told = replace(article(text, language, DAY), publisher="The Harbour Post")
    (statement,) = statements_in(told, shipped()).statements
    assert (statement.stance, statement.speaker) == (Stance.WITHDRAWS, "The Harbour Post")
    assert text[statement.content.start : statement.content.end] == said


def test_a_correction_by_nobody_is_no_statement() -> None:
    assert not extracted("Correction: the mine has not closed.", "en").statements


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", sorted({*codes()} - {"en"}))
def test_a_language_has_cases_of_every_kind(code: str, kind: str) -> None:
    assert (CASES / f"{kind}-{code}.txt").is_file(), f"write tests/cases/{kind}-{code}.txt: docs/languages.md tells how"
