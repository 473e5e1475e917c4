"""The words of an article as linking reads them."""

from factdb.link.tokens import Tokens, tokens_in
from factdb.records import Span

TEXT = "Moskow membantah 10.000 peluru. Rusia’s “jawaban” datang hari-hari ini."
QUOTE = Span(0, 31)


def test_the_words_of_a_span_are_those_of_the_span_alone() -> None:
    tokens = Tokens(TEXT)
    for quote in (QUOTE, Span(0, len(TEXT))):
        for start in range(len(TEXT)):
            for end in range(start, len(TEXT) + 1):
                assert tokens.within(Span(start, end), quote) == tokens_in(TEXT[start:end], start)


def test_apostrophes_are_one() -> None:
    assert [word for _, word, _ in tokens_in(TEXT)][4:6] == ["Rusia's", "jawaban"]
