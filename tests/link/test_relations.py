"""The plain-text cases of tests/cases/relations.txt, each title a test, and what must hold of any claims."""

from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

import pytest

from factdb.link import Worded, relations, wider, worded
from factdb.link.relations import narrower
from factdb.parties import shipped
from tests.link.plain import titled

FILE = Path(__file__).parent.parent / "cases" / "relations.txt"


@dataclass
class Case:
    title: str
    claims: dict[str, Worded] = field(default_factory=dict)
    wanted: set[tuple[str, str]] = field(default_factory=set)


def cases() -> list[Case]:
    return [case_of(title, lines) for title, lines in titled(FILE)]


def case_of(title: str, lines: list[str]) -> Case:
    case = Case(title)
    for line in lines:
        if line.startswith("=>"):
            pairs = line.removeprefix("=>").split(",")
            case.wanted = {(one[0].strip(), one[1].strip()) for pair in pairs if (one := pair.split("<"))[1:]}
        else:
            letter, language, accused, text = (part.strip() for part in line.split("|"))
            case.claims[letter] = worded(letter, text, language, (accused,), shipped())
    return case


CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    pairs = permutations(case.claims.values(), 2)
    found = {(one.key, other.key) for one, other in pairs if narrower(one, other, shipped().lineage)}
    assert found == case.wanted


def test_a_relation_says_how_surely_and_why() -> None:
    claims = CASES[0].claims
    (found,) = wider(claims["B"], [claims["A"]], shipped().lineage)
    assert 0.78 <= found.score <= 1
    assert "artillery shell" in found.rule and "Wagner Group" in found.rule


def test_a_claim_has_few_wider_ones_the_same_in_any_order() -> None:
    claims = CASES[0].claims
    many = [
        worded(f"A{n}", "North Korea sold rockets and shells to Russia.", "en", ("North Korea",), shipped())
        for n in range(4)
    ]
    many.append(claims["A"])
    found = wider(claims["B"], many, shipped().lineage)
    assert len(found) == relations.MOST
    assert wider(claims["B"], many[::-1], shipped().lineage) == found
