"""The invented news by which reading is measured is read like news; what a word costs does not grow with length."""

import pytest

from benchmarks.extraction import LENGTHS, WORDS, article, cut, spent
from benchmarks.paragraphs import texts
from factdb.extract import statements_in
from factdb.parties import shipped

MOST = 1.8
TRIES = 4


@pytest.mark.parametrize("code", ["en", "id"])
def test_it_holds_statements_and_never_repeats_itself(code: str) -> None:
    told = list(texts(code, WORDS, 3))
    found = [statements_in(article(text, code), shipped()).statements for text in told]
    assert min(map(len, found)) >= 8
    lines = [line for text in told for line in text.splitlines()]
    assert len(set(lines)) > 0.95 * len(lines)


def test_a_word_costs_no_more_in_a_long_article() -> None:
    told = list(texts("en", 1_600, 1))
    sizes = [[article(text, "en") for text in cut(told, words)] for words in LENGTHS[1:3]]
    for _ in range(TRIES):
        short, long = (spent(one, lambda each: len(statements_in(each, shipped()).statements))[0] for one in sizes)
        if long <= MOST * short * LENGTHS[2] / LENGTHS[1]:
            return
    pytest.fail(f"1,600 words take {long:.1f} ms, 400 words {short:.1f} ms.")
