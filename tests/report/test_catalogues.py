"""The catalogues of all languages hold the same texts with the same fields, and every text that the code says."""

import re
import string
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import factdb.report
from factdb.report.amounts import ranges
from factdb.report.catalogue import ENGLISH, LANGUAGES, _flat, say, speaking
from factdb.words import DenialKind, Flag, Stance, Status

ROOM = Path(factdb.report.__file__).parent
SAID = re.compile(r"""\bsay\(\s*f?["']([a-z_.]+)["'{]""")
FAMILIES = {"status": Status, "stance": Stance, "denial_kind": DenialKind, "warning": Flag}


def entries(language: str) -> dict[str, Any]:
    told = (files("factdb.report") / "catalogues" / f"{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(told)))


def code() -> str:
    """All code and templates of reports."""
    return "".join(file.read_text(encoding="utf-8") for file in ROOM.rglob("*") if file.suffix in (".py", ".j2"))


def fields(entry: Any) -> list[set[str]]:
    """The fields of each form of a text."""
    forms = entry.values() if isinstance(entry, dict) else [entry]
    return [{name for _, name, _, _ in string.Formatter().parse(form) if name} for form in forms]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_text_with_the_same_fields(language: str) -> None:
    english, here = entries(ENGLISH), entries(language)
    assert here.keys() == english.keys()
    for key, entry in here.items():
        assert set().union(*fields(entry)) <= set().union(*fields(english[key])), key
        assert isinstance(entry, dict) == isinstance(english[key], dict), key
        assert all(text.strip() for text in (entry.values() if isinstance(entry, dict) else [entry])), key


@pytest.mark.parametrize("family", FAMILIES)
def test_every_word_of_a_vocabulary_is_in_the_catalogues(family: str) -> None:
    assert {f"{family}.{word}" for word in FAMILIES[family]} <= entries(ENGLISH).keys()


def test_what_the_code_says_is_in_the_catalogues() -> None:
    said = {key for key in SAID.findall(code()) if not key.endswith(".")}
    assert len(said) > 20
    assert said - entries(ENGLISH).keys() == set()


def test_no_text_is_kept_that_nothing_says() -> None:
    said = set(SAID.findall(code()))
    assert [key for key in entries(ENGLISH) if key not in said and f"{key.rpartition('.')[0]}." not in said] == []


def test_a_language_is_spoken_inside_and_not_after() -> None:
    with speaking("id"):
        assert say("count.claim", count=12000) == "12.000 klaim"
    assert say("count.claim", count=1) == "1 claim"


def test_two_languages_differ() -> None:
    english, indonesian = entries("en"), entries("id")
    same = {key for key, text in english.items() if text == indonesian[key] and any(c.isalpha() for c in str(text))}
    assert same <= {"column.status", "sign.range", "sign.quantity", "sign.named", "changes.step"}


def test_a_number_reads_as_it_is_spoken() -> None:
    number = {"unit": "tentara", "low": 10000, "high": None}
    assert ranges([number]) == "at least 10,000 tentara"
    with speaking("id"):
        assert ranges([number]) == "sedikitnya 10.000 tentara"
        assert say("warning.thin", score=0.17).count("(0,17 dari 1)") == 1
