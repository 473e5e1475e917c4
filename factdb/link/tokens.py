"""The words of a text as linking reads them: where each begins, how it is written, and in small letters.

In comes a text, out go its tokens. A statement's words are asked for several times and statements overlap, so that the
words of an article are found once. Which of them tell anything is not known here.
"""

import re
from bisect import bisect_left

from factdb.records import Span

TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:[-'’][^\W_]+)*")

Token = tuple[int, str, str]
"""Where a word begins, the word with straight apostrophes, the same in small letters; quicker to make than a record."""


def tokens_in(text: str, start: int = 0) -> list[Token]:
    """The tokens of a text, whose first character has the place `start`.

    >>> tokens_in("Rusia's 10.000")
    [(0, "Rusia's", "rusia's"), (8, '10.000', '10.000')]
    """
    found = [(match.start() + start, match.group().replace("’", "'")) for match in TOKEN.finditer(text)]
    return [(at, word, word.lower()) for at, word in found]


class Tokens:
    """The tokens of one article, by place."""

    def __init__(self, text: str) -> None:
        self._text, self._all = text, tokens_in(text)
        self._starts = [at for at, _, _ in self._all]

    def within(self, span: Span) -> list[Token]:
        """The tokens of a span as if it stood alone: of a word that its edge cuts only the part inside."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        if self._goes_on(first, span.start) or self._goes_on(last, span.end):
            return tokens_in(self._text[span.start : span.end], span.start)
        return self._all[first:last]

    def _goes_on(self, place: int, at: int) -> bool:
        """Whether the token before one reaches over a place in the text."""
        return place > 0 and self._starts[place - 1] + len(self._all[place - 1][1]) > at
