"""How frequent words are: the lists as they are read here give what wordfreq itself gives."""

import pytest
from wordfreq import top_n_list, zipf_frequency

from factdb.languages.frequency import RARE, commonness, frequency
from factdb.languages.linking import KNOWN_WORD
from factdb.link.keys import PER_APPEARANCE, SELDOMMOST
from factdb.link.terms import COMMON, RAREST

ODD = (
    "zzyzxq",
    "don't",
    "negara-negara",
    "kâr",
    "10",
    "Rusia",
    "",
    "artillery shell",
    "self - defence",
    "gun zzyzxq",
    "-",
)
NUMBERS = (
    "7",
    "10",
    "007",
    "1000",
    "1985",
    "2031",
    "12000",
    "3000000",
    "1.5e+06",
    "liputan6",
    "b2b",
    "mi17 t72",
    "1-999",
)


@pytest.mark.parametrize("code", ["en", "id", "ms"])
def test_a_word_is_as_frequent_as_wordfreq_says(code: str) -> None:
    known = top_n_list(code, 400_000)[::80]
    pairs = [f"{one} {other}" for one, other in zip(known[::9], known[-1::-11], strict=False)]
    for word in [*known, *pairs, *ODD, *NUMBERS]:
        exact = zipf_frequency(word, code)
        assert frequency(word, code) == exact, word
        assert commonness(word, code) == exact or max(commonness(word, code), exact) < RARE, word


def test_a_language_without_a_list_is_asked_for_in_english() -> None:
    assert frequency("said", "tlh") == zipf_frequency("said", "en") > 6


def test_who_asks_for_common_words_takes_rarer_ones_to_be_all_alike() -> None:
    assert KNOWN_WORD >= RARE
    assert PER_APPEARANCE - RARE >= SELDOMMOST
    assert COMMON - RARE >= RAREST
