"""How frequent words are: the short cut through the word list gives what wordfreq itself gives."""

import pytest
from wordfreq import top_n_list, zipf_frequency

from factdb.languages.linking import frequency


@pytest.mark.parametrize("code", ["en", "id", "ms"])
def test_a_word_is_as_frequent_as_wordfreq_says(code: str) -> None:
    known = top_n_list(code, 20_000)[::40]
    for word in [*known, "zzyzxq", "don't", "negara-negara", "kâr", "10", "Rusia", ""]:
        assert frequency(word, code) == zipf_frequency(word, code)
