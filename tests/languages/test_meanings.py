"""The lexicon: tables that hold what they say, and words of several languages that meet in their meaning."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from factdb.languages.concepts import concepts
from factdb.languages.linking import linking
from factdb.languages.meanings import FOLDER, TABLES, meaning_of, rows
from factdb.link.terms import terms_of
from factdb.link.tokens import tokens_in

ROOT = Path(__file__).parents[2]
LICENCE = "https://creativecommons.org/licenses/by-sa/3.0/"


def table(name: str) -> list[dict[str, list[str]]]:
    return [{code: list(words) for code, words in row.items()} for row in rows((FOLDER / name).read_text("utf-8"))]


def events() -> Iterator[tuple[str, list[tuple[str, str]], list[str]]]:
    """Title, two sentences with their languages, the meanings expected."""
    text = (ROOT / "tests/cases/meanings.txt").read_text(encoding="utf-8")
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            title, *sentences, expected = lines
            told = [(line[:2], line[2:].strip()) for line in sentences]
            yield title, told, expected.removeprefix("=> ").split()


def meanings(code: str, sentence: str) -> dict[str, float]:
    terms = terms_of(tokens_in(sentence), (), linking(code), concepts(code), lambda party: (party,))
    return {term[2:]: weight for term, weight in terms.items() if term.startswith("w:")}


EVENTS = tuple(events())


def shared(one: tuple[str, str], other: tuple[str, str]) -> dict[str, float]:
    mine, theirs = meanings(*one), meanings(*other)
    return {name: min(weight, theirs[name]) for name, weight in mine.items() if name in theirs}


@pytest.mark.parametrize("event", EVENTS, ids=[event[0] for event in EVENTS])
def test_sentences_of_one_event_meet_in_their_meanings(event: tuple[str, list[tuple[str, str]], list[str]]) -> None:
    _, (one, other), expected = event
    names = shared(one, other)
    assert {name for name in expected if name[0] != "-"} <= set(names)
    assert not {name[1:] for name in expected if name[0] == "-"} & set(names)
    rivals = [sentences[1] for _, sentences, _ in EVENTS if sentences[1] != other]
    assert sum(names.values()) > max(sum(shared(one, rival).values()) for rival in rivals)


@pytest.mark.parametrize("name", TABLES)
def test_no_word_stands_twice_in_a_language(name: str) -> None:
    counts = Counter((code, word) for row in table(name) for code, words in row.items() for word in words)
    assert [word for word, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_meaning_has_an_english_name_and_another_language(name: str) -> None:
    assert [row for row in table(name) if "en" not in row or len(row) < 2] == []


def test_the_dictionary_has_nothing_that_the_own_table_has() -> None:
    own, dictionary = ({(c, w) for row in table(name) for c, words in row.items() for w in words} for name in TABLES)
    assert own & dictionary == set()


def test_the_dictionary_and_the_notice_name_its_source_and_licence() -> None:
    for file in (FOLDER / "wikdict.tsv", ROOT / "NOTICE"):
        text = file.read_text(encoding="utf-8")
        assert LICENCE in text and "Karl Bartel" in text and "FreeDict" in text


def test_forms_that_no_stem_leads_to_have_their_meaning() -> None:
    assert [meaning_of(word, word, "en") for word in ("stole", "children", "bought")] == ["steal", "child", "buy"]
    assert meaning_of("dibom", "dibom", "id") == meaning_of("bombing", "bomb", "en") == "bomb"


def test_a_word_without_a_known_meaning_is_its_root() -> None:
    assert meaning_of("prabowonya", "prabowo", "id") == "prabowo"
    assert meaning_of("haus", "haus", "de") == "haus"
