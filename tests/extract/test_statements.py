"""The plain-text cases of tests/cases/statements-*.txt, each title a test."""

import pytest

from tests.extract.casefile import FILES, Case, cases

EVERY = [case for name in FILES for case in cases(name)]
SPEECH = [case for name in FILES if name.startswith("statements") for case in cases(name)]


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c.language}: {c.title}") for c in SPEECH if c.is_asserted])
def test_statements_of_an_article(case: Case) -> None:
    assert case.differences() == []


def test_every_case_has_a_name_of_its_own() -> None:
    titles = [(case.language, case.title) for case in EVERY]
    assert sorted(titles) == sorted(set(titles))
