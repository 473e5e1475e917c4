"""Why a status changed, in the reader's language: every rule that the status cases lead to is told in it."""

import re

import pytest

from factdb.report.catalogue import speaking
from factdb.report.reasons import SENTENCES, pattern, rule_in_words
from factdb.status import has_status
from tests.status.test_status_cases import CASES

TOLD = [case for case in CASES if has_status(case.voices()) and all(v.stance != "comments" for v in case.voices())]
RULES = sorted({change.rule for case in TOLD for change in case.history(case.voices()).changes})
ENGLISH_WORDS = re.compile(r"\b(the|what|denies|asserts?|stands?|party|parties|official|nobody|first|independent of)\b")


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_told_in_indonesian(rule: str) -> None:
    with speaking("id"):
        told = rule_in_words(rule)
    assert not ENGLISH_WORDS.search(told), told
    assert rule_in_words(rule) == rule


def test_every_sentence_of_the_catalogue_is_one_that_the_rules_write() -> None:
    parts = {part for rule in RULES for part in rule.split("; ")}
    unmet = {name for name in SENTENCES if not any(pattern(name).fullmatch(part) for part in parts)}
    assert unmet <= {"one_beside", "more"}  # possible where denials are withdrawn; no case leads there


def test_what_is_no_known_rule_stays_as_it_is() -> None:
    with speaking("id"):
        assert rule_in_words("by hand; no denial stands") == "by hand; tidak ada bantahan yang bertahan"
