"""The plain-text cases of tests/cases/link.txt, each title a test, and what must hold whatever the articles say."""

import random
import re
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from factdb.link import compare, partition, settle, slug_of
from factdb.parties import shipped
from factdb.records import Appearance, Article, Span, Statement, Tie
from factdb.words import Stance
from tests.link.plain import titled

FILE = Path(__file__).parent.parent / "cases" / "link.txt"


@dataclass
class Case:
    title: str
    lines: list[tuple[str, str, str, str]] = field(default_factory=list)
    wanted: set[frozenset[str]] = field(default_factory=set)

    def articles(self) -> dict[str, tuple[Article, list[Statement]]]:
        letters = dict.fromkeys(key[0] for key, *_ in self.lines)
        return {letter: article([one for one in self.lines if one[0][0] == letter]) for letter in letters}

    def appearances(self) -> list[Appearance]:
        found = [settle(text, statements, shipped()).appearances for text, statements in self.articles().values()]
        return [one for several in found for one in several]

    def claims(self) -> set[frozenset[str]]:
        return claims_of(self.appearances())


def cases() -> list[Case]:
    return [case_of(title, lines) for title, lines in titled(FILE)]


def case_of(title: str, lines: list[str]) -> Case:
    case = Case(title)
    for line in lines:
        if line.startswith("=>"):
            groups = line.removeprefix("=>").split("/")
            case.wanted = {frozenset(group.split()) for group in groups if group.strip()}
        else:
            key, party, stance, words = (part.strip() for part in line.split("|"))
            case.lines.append((key, party, stance, words))
    return case


def article(lines: list[tuple[str, str, str, str]]) -> tuple[Article, list[Statement]]:
    """The article that the lines make, and its statements with the spans that their marks tell."""
    letter = lines[0][0][0]
    language = "id" if letter.islower() else "en"
    text, spans = "", []
    for *_, words in lines:
        plain = re.sub(r"[\[\]{}]", "", words)
        spans.append((Span(len(text), len(text) + len(plain)), words))
        text += plain + "\n"
    told = Article(key=f"article {letter}", text=text, source=letter, language=language)
    mentions = shipped().mentions(text, language)
    statements = [
        Statement(
            key=key,
            article=told.key,
            quote=quote,
            stance=Stance(stance.removesuffix(" all")),
            is_general=stance.endswith(" all"),
            is_negated=stance.endswith(" all"),
            speaker=party,
            party=party,
            cue=marked(quote, words, "{}"),
            answers=marked(quote, words, "[]"),
            is_direct='"' in words,
            mentions=tuple(one for one in mentions if quote.start <= one.start < quote.end),
        )
        for (key, party, stance, _), (quote, words) in zip(lines, spans, strict=True)
    ]
    return told, statements


def marked(quote: Span, words: str, marks: str) -> Span | None:
    if marks[0] not in words:
        return None
    before, inside = (re.sub(r"[\[\]{}]", "", part) for part in re.split(f"[{re.escape(marks)}]", words)[:2])
    return Span(quote.start + len(before), quote.start + len(before) + len(inside))


def ties_of(appearances: list[Appearance]) -> list[Tie]:
    pairs = combinations(appearances, 2)
    return [tie for one, other in pairs if (tie := compare(one, other, shipped().lineage))]


def claims_of(appearances: list[Appearance]) -> set[frozenset[str]]:
    by_key = {one.key: one for one in appearances}
    groups = partition(appearances, ties_of(appearances)).groups
    return {frozenset(m.statement for key in one.appearances for m in by_key[key].members) for one in groups}


CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    assert case.claims() == case.wanted


def everything() -> list[Appearance]:
    """The appearances of all cases, their articles told apart by the case that they stand in."""
    found = []
    for number, case in enumerate(CASES):
        for text, statements in case.articles().values():
            told = replace(text, key=f"{number} {text.key}")
            found += settle(
                told, [replace(one, key=f"{number} {one.key}") for one in statements], shipped()
            ).appearances
    return found


def test_compare_is_symmetric() -> None:
    pairs = list(combinations(everything(), 2))
    assert any(compare(one, other, shipped().lineage) for one, other in pairs)
    for one, other in pairs:
        assert compare(one, other, shipped().lineage) == compare(other, one, shipped().lineage)


def test_appearances_of_one_article_are_never_tied() -> None:
    first = everything()[0]
    assert compare(first, replace(first, key="another"), shipped().lineage) is None


@pytest.mark.parametrize("seed", range(8))
def test_partition_does_not_depend_on_the_order(seed: int) -> None:
    appearances = everything()
    ties = ties_of(appearances)
    wanted = partition(appearances, ties)
    shuffle = random.Random(seed).shuffle
    shuffle(appearances)
    shuffle(ties)
    assert partition(appearances, ties) == wanted


@pytest.mark.parametrize("seed", range(8))
def test_settling_does_not_depend_on_the_order_of_statements(seed: int) -> None:
    for case in CASES:
        for text, statements in case.articles().values():
            wanted = settle(text, statements, shipped())
            mixed = statements[:]
            random.Random(seed).shuffle(mixed)
            assert settle(text, mixed, shipped()) == wanted


def test_a_region_can_be_partitioned_by_itself() -> None:
    """What no tie reaches does not matter: the groups of a connected region are those of the whole."""
    appearances = everything()
    ties = ties_of(appearances)
    whole = partition(appearances, ties).groups
    region = {appearances[0].key}
    while grown := {key for tie in ties for key in (tie.one, tie.other) if {tie.one, tie.other} & region} - region:
        region |= grown
    part = partition([one for one in appearances if one.key in region], ties).groups
    assert set(part) == {group for group in whole if region & set(group.appearances)}


def asserting(key: str, **more: object) -> Appearance:
    return replace(BLANK, key=key, article=f"of {key}", stances=(Stance.ASSERTS,), **more)  # type: ignore[arg-type]


BLANK = Appearance(
    key="", article="", language="en", members=(), accused=(), terms=(), title="", proposition="", stances=()
)
DENIAL = replace(BLANK, key="d", article="of d", stances=(Stance.DENIES,))


def tie(one: str, other: str, score: float) -> Tie:
    return Tie(one=min(one, other), other=max(one, other), score=score, rule="because")


def test_a_denial_never_bridges_two_claims() -> None:
    cut = partition([asserting("a"), asserting("b"), DENIAL], [tie("a", "d", 0.9), tie("b", "d", 0.6)])
    assert [group.appearances for group in cut.groups] == [("a", "d"), ("b",)]


def test_where_two_candidates_remain_both_are_proposed_and_neither_linked() -> None:
    cut = partition([asserting("a"), asserting("b"), DENIAL], [tie("a", "d", 0.9), tie("b", "d", 0.89)])
    assert [group.appearances for group in cut.groups] == [("a",), ("b",), ("d",)]
    assert [(one.one, one.other) for one in cut.proposals] == [("d", "a"), ("d", "b")]


def test_a_chain_does_not_pull_strangers_together() -> None:
    keys = "abcdefgh"
    chain = [tie(one, other, 0.5) for one, other in pairwise(keys)]
    assert max(len(one.appearances) for one in partition([asserting(key) for key in keys], chain).groups) < len(keys)


def test_a_refusal_to_comment_alone_is_no_claim() -> None:
    assert partition([replace(DENIAL, stances=(Stance.DECLINES,))], []).groups == ()


def test_every_member_says_why() -> None:
    for one in everything():
        assert one.members and all(member.rule and 0 <= member.score <= 1 for member in one.members)


@pytest.mark.parametrize("one", everything(), ids=lambda one: one.proposition[:30])
def test_names_are_short_and_plain(one: Appearance) -> None:
    slug = slug_of(one.accused, one.terms, one.title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 60
    assert 0 < len(one.title) <= 90 and one.proposition
