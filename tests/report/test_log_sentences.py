"""`log` tells a decision in a sentence, also where a party was only said to be one."""

import pytest

from factdb.report.log import answered


@pytest.mark.parametrize(
    ("value", "told"), [("", "Marla is a party of its own"), ("company", "Marla is a party: company")]
)
def test_a_party_that_speaks_for_itself_is_told_in_a_whole_sentence(value: str, told: str) -> None:
    row = {"kind": "is_known", "state": "accepted", "party": "Marla", "value": value, "before": None}
    blank = {"slug": None, "other": None, "statement": None, "article": None, "words": None}
    assert answered(row | blank) == told
