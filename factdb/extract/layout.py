"""An article's text as sentences of tokens, with quotations told from what stands around them.

A text and the spans that are no part of the article come in; sentences with code-point offsets go out. A quotation is
never cut: all that stands between its marks belongs to one sentence, and is one token of kind `quote` there.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from factdb.records import Span

MARKS = re.compile(r"``|''|[“”„«»\"‘’'`]")
TOKEN = re.compile(
    r"\w+(?:(?:[-‑/](?=\w)|\.(?!(?<=[a-z]{2}\.)[A-Z][a-z])(?=\w)|,(?<=\d,)(?=\d)|['’](?!s(?!\w)))\w+)*"
    r"|-[LR][RSC]B-|['’]s(?!\w)|[^\w\s]"
)
BEFORE_QUOTATION = re.compile(r"[.!?)][”\"’]*\s+(?=[”“\"„«]\w)")
WITHOUT_SPACE = re.compile(
    r"[.!?](?:(?:(?<=[a-z]{4}.)|(?<=\b[a-z]{3}.)|(?<=\b[a-z]{2}.))[”\"]?(?=[“„«]?(?!Com\b)[A-Z][a-z])|[”\"](?=[A-Z][a-z]))"
)
SPACED_INSIDE = re.compile(r"(?<=[.!?:])[”\"]\s[A-Z][^”\"“\n]{2,600}[,.!?]\s?[”\"]\s?[a-z]")
"""A quotation whose first mark stands with the words before it: `… selesai." Kami pulang, "katanya.`"""

SMALL_START = re.compile(r"\.(?<=[a-z]{4}\.)\s(?=[a-z]{3})")
"""A full stop behind a small word of some length ends a sentence, though a small letter follows."""

STRAY = re.compile(r"(?<=, )[”\"][a-z][^”\"“\n]{0,600}[.:]\s[”\"“][A-Z]")
"""A mark that closes what no mark opened: `…, "kata Budi. Ia pulang. "Kami …`."""

DATELINE = re.compile(r"([A-Z]{4,}(?:\.[A-Z]+)*)-(?=[A-Z][a-z])")
LOW_FIRST = re.compile(r"[a-z]{1,3}['’-][A-Z][a-z]")
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
SAYS_WHO = 90
OPENING = {"“", "„", "«", "``"}
CLOSING = {"”", "»", "''"}
LONGEST_MARK = 2
LONGEST_QUOTATION = 4000
LONGEST_SENTENCE = 2000
"""What goes on longer without a full stop is no sentence, and reading it as one takes time by the square.

Of 50,000 sentences of the press four were longer outside quotations: broken encodings and comments in capitals.
"""

LONGEST_LINE = 20_000
SHORT_QUOTATION = 3


class Token(NamedTuple):
    """A word, a number or a mark: `low` is its text in lower case, `kind` one of word, number, mark, quote.

    `is_named` is whether it is written as names are: with a capital, maybe behind a small article (`al-Obeidi`).
    """

    start: int
    end: int
    low: str
    kind: str
    is_capital: bool
    is_named: bool


_token = tuple.__new__
"""Makes a `Token` of a tuple in half the time: an article has thousands."""


class Sentence(NamedTuple):
    """One sentence: code points in the article's text, its paragraph (from 0), its tokens, its quotations."""

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]
    quotations: tuple[Span, ...]


def sentences_in(
    text: str, language: str, skipped: Sequence[Span] = (), before_names: Collection[str] = ()
) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, without those that lie in `skipped`; none ends in a word of `before_names`.

    >>> [text[s.start:s.end] for text in ['He left. "No. Never," she said.'] for s in sentences_in(text, "en")]
    ['He left.', '"No. Never," she said.']
    """
    quotations = quotations_in(text)
    pieces = [
        p for p in _with_their_marks(text, _pieces(text, language), quotations) if not _lies_in(skipped, p[0], p[1])
    ]
    found = []
    for start, end, paragraph in _merged(text, pieces, quotations, before_names):
        inside = tuple(_within(quotations, start, end))
        tokens = _without(_tokens(text, start, end, inside), list(_within(skipped, start, end)))
        found.append(Sentence(start, end, paragraph, tuple(tokens), inside))
    return tuple(found)


def words_in(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text, quotations read like all else."""
    found: list[Token] = []
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        first, last = match.span()
        if "-" in word and (dateline := DATELINE.match(word)):
            cut = first + dateline.end(1)
            found.append(Token(first, cut, dateline.group(1).lower(), "word", True, True))
            found.append(Token(cut, cut + 1, "-", "mark", False, False))
            found.append(Token(cut + 1, last, word[dateline.end(1) + 1 :].lower(), "word", True, True))
        else:
            found.append(_token(Token, (first, last) + _kind_of(word)))  # noqa: RUF005  quicker than unpacking
    return found


@lru_cache(1 << 15)
def _kind_of(word: str) -> tuple[str, str, bool, bool]:
    """What a token tells beside its place: asked once for all places of a word."""
    if word in BRACKETS:
        return BRACKETS[word], "mark", False, False
    first = word[0]
    kind = "number" if first.isdigit() else "word" if first.isalnum() or len(word) > 1 else "mark"
    is_named = kind == "word" and (first.isupper() or LOW_FIRST.match(word) is not None)
    return word.lower().replace("’", "'"), kind, first.isupper(), is_named


def quotations_in(text: str) -> tuple[Span, ...]:
    """The quotations of a text with their marks, in order, none inside another; an unclosed one ends with its line."""
    found: list[Span] = []
    opened, closing, limit = -1, "", 0
    for match in MARKS.finditer(text):
        at, mark = match.start(), match.group()
        if opened >= 0 and at > limit:
            found.append(Span(opened, _line_end(text, opened)))
            opened = -1
        if opened >= 0:
            if mark in closing.split() and _closes(text, at, mark):
                found.append(Span(opened, match.end()))
                opened = -1
        elif _opens(text, at, mark):
            opened, limit = at, _limit(text, at, mark)
            closing = {"“": '” "', "„": "“ ”", "«": "»", "``": "'' \"", '"': "\" ” ''", "”": "”", "''": "''"}.get(
                mark, "' ’"
            )
    if opened >= 0 and opened != len(text) - 1:
        found.append(Span(opened, _line_end(text, opened)))
    return tuple(s for s in found if s.end - s.start > 2)


def _limit(text: str, at: int, mark: str) -> int:
    """Where a quotation must have ended: its line for a mark that opens and closes, else its paragraph."""
    end = text.find("\n\n" if mark in OPENING else "\n", at, at + LONGEST_QUOTATION)
    return end if end >= 0 else at + LONGEST_QUOTATION


def _opens(text: str, at: int, mark: str) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + len(mark)] if at + len(mark) < len(text) else " "
    if mark in OPENING:
        return True
    free = before.isspace() or before in "([—–-:,.>/"
    if STRAY.match(text, at):
        return False
    if SPACED_INSIDE.match(text, at):
        return True
    if mark in ('"', "”", "''"):
        return ((free or not before.isalnum()) and not (after.isspace() and before.isspace() is False)) or (
            free and before.isspace()
        )
    if not free or (not after.isalnum() and mark != "`") or mark == "’":
        return False
    return re.compile(r"[\w.,!?…] ?['’](?![\w])").search(text, at + 3, min(len(text), at + 600)) is not None


def _closes(text: str, at: int, mark: str) -> bool:
    if mark not in ("'", "’"):
        return True
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isalnum() and not (after == " " and text[at - 1] == "s" and text[at + 2 : at + 3].islower())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text.rstrip()) if end < 0 else end


def _pieces(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    from sentencex import get_sentence_boundaries

    at = 0
    for paragraph, line in enumerate(text.split("\n")):
        if line.strip():
            cuts = [
                (first + piece["start_index"], first + piece["end_index"])
                for first, last in _blocks(line, 0, len(line), LONGEST_LINE)
                for piece in get_sentence_boundaries(language, line[first:last])
            ]
            for start, end in [(at + a, at + b) for cut in cuts for a, b in _blocks(line, *cut, LONGEST_SENTENCE)]:
                words = text[start:end]
                start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
                for cut in sorted(
                    m.end()
                    for cuts in (BEFORE_QUOTATION, WITHOUT_SPACE, SMALL_START)
                    for m in cuts.finditer(text, start, end)
                ):
                    yield start, len(text[start:cut].rstrip()) + start, paragraph
                    start = cut
                if start < end:
                    yield start, end, paragraph
        at += len(line) + 1


def _with_their_marks(
    text: str, pieces: Iterator[tuple[int, int, int]], quotations: Sequence[Span]
) -> Iterator[tuple[int, int, int]]:
    """Each piece with the mark that opens its quotation: `”` opens in some papers, and stands with the words before."""
    opened = [q.start for q in quotations]
    begin = -1
    for start, end, paragraph in pieces:
        start = begin if begin >= 0 else start
        at = bisect_left(opened, end - LONGEST_MARK)
        begin = opened[at] if at < len(opened) and start < opened[at] < end else -1
        yield start, (start + len(text[start:begin].rstrip()) if begin >= 0 else end), paragraph


def _blocks(text: str, start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """A stretch of text in parts of at most so many characters, cut at white space where there is any."""
    while end - start > most:
        cut = text.rfind(" ", start + 1, start + most) + 1 or start + most
        yield start, cut
        start = cut
    yield start, end


def _merged(
    text: str, pieces: Sequence[tuple[int, int, int]], quotations: Sequence[Span], before_names: Collection[str]
) -> Iterator[tuple[int, int, int]]:
    """Pieces that stand in one quotation, or that go on with a small letter or after an abbreviation, put together."""
    n = 0
    current: tuple[int, int, int] | None = None
    for piece in pieces:
        if current is not None:
            while n < len(quotations) and quotations[n].end <= piece[0]:
                n += 1
            inside = n < len(quotations) and quotations[n].start < current[1] and piece[0] < quotations[n].end
            same_line = piece[2] == current[2]
            cut = text[current[0] : current[1]].rsplit(maxsplit=1)[-1].lower() in before_names
            goes_on = same_line and (
                (text[piece[0]].islower() and not SMALL_START.match(text, current[1] - 1))
                or cut
                or _asks(text, current, piece)
            )
            most = 2 * LONGEST_QUOTATION if inside else LONGEST_SENTENCE
            if (inside or goes_on) and piece[1] - current[0] <= most:
                current = (current[0], piece[1], current[2])
                continue
            yield current
        current = piece
    if current is not None:
        yield current


def _asks(text: str, quotation: tuple[int, int, int], piece: tuple[int, int, int]) -> bool:
    """Whether a quotation that ends in `?` or `!` is followed by no more than who said it."""
    ends = text[quotation[0] : quotation[1]].rstrip("\"”’'")
    return ends[-1:] in "?!" and len(ends) < quotation[1] - quotation[0] and piece[1] - piece[0] <= SAYS_WHO


def _lies_in(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether a stretch lies in one of some spans, which are in order and none overlapping."""
    at = bisect_right(spans, start, key=lambda span: span.start) - 1
    return at >= 0 and end <= spans[at].end


def _within(quotations: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    at = bisect_left(quotations, Span(start, start))
    while at < len(quotations) and quotations[at].start < end:
        if quotations[at].end <= end:
            yield quotations[at]
        at += 1


def _tokens(text: str, start: int, end: int, quotations: Sequence[Span]) -> list[Token]:
    """The tokens of a sentence; a quotation of a few words inside it is read like all else, without its marks."""
    found: list[Token] = []
    at = start
    for quotation in quotations:
        found += words_in(text, at, quotation.start)
        if _is_short(text, start, quotation):
            found += [t for t in words_in(text, quotation.start, quotation.end) if t.kind != "mark"]
        else:
            found.append(Token(quotation.start, quotation.end, '"', "quote", False, False))
        at = quotation.end
    return found + words_in(text, at, end)


def _without(tokens: list[Token], left_out: Sequence[Span]) -> list[Token]:
    """The tokens that begin outside of what is left out; both in order of place."""
    if not left_out:
        return tokens
    kept, at = [], 0
    for token in tokens:
        while at < len(left_out) and left_out[at].end <= token.start:
            at += 1
        if at == len(left_out) or token.start < left_out[at].start:
            kept.append(token)
    return kept


def _is_short(text: str, start: int, quotation: Span) -> bool:
    words = text[quotation.start : quotation.end]
    before = text[max(start, quotation.start - 3) : quotation.start].rstrip()
    return (
        len(words.split()) <= SHORT_QUOTATION
        and bool(before)
        and before[-1] not in ",:."
        and words.rstrip("\"”'’")[-1:] not in ".,!?"
    )
