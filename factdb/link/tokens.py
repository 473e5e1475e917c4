"""The words of a text as linking reads them: where each begins, how it is written, and in small letters.

In comes a text, out go its tokens. The words of a quote are asked for several times and found once. Which of them tell
anything is not known here.
"""

import re
from bisect import bisect_left

from factdb.records import Span

TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:[-'][^\W_]+)*")

Token = tuple[int, str, str]
"""Where a word begins, the word with straight apostrophes, the same in small letters; quicker to make than a record."""


def tokens_in(text: str, start: int = 0) -> list[Token]:
    """The tokens of a text, whose first character has the place `start`.

    >>> tokens_in("Rusia's 10.000")
    [(0, "Rusia's", "rusia's"), (8, '10.000', '10.000')]
    """
    text = text.replace("’", "'")
    return [(match.start() + start, word := match.group(), word.lower()) for match in TOKEN.finditer(text)]


class Tokens:
    """The tokens of one article, looked for where they are asked for: in the quotes of its statements."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._of: dict[Span, list[Token]] = {}

    def of(self, quote: Span) -> list[Token]:
        """The tokens of a quote, which is asked for again for what is told in it and for who is named."""
        found = self._of.get(quote)
        if found is None:
            found = self._of[quote] = tokens_in(self._text[quote.start : quote.end], quote.start)
        return found

    def within(self, span: Span, quote: Span) -> list[Token]:
        """The tokens of a span, mostly of a quote, as if it stood alone: of a word that it cuts only what is inside."""
        whole = self.of(quote)
        first, last = bisect_left(whole, (span.start,)), bisect_left(whole, (span.end,))
        is_cut = any(place and _end(whole[place - 1]) > at for place, at in ((first, span.start), (last, span.end)))
        if is_cut or span.start < quote.start or quote.end < span.end:
            return tokens_in(self._text[span.start : span.end], span.start)
        return whole[first:last]


def _end(token: Token) -> int:
    return token[0] + len(token[1])
