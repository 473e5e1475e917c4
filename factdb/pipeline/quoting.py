"""Words that a person quotes, found in a stored text: the exact place, or why there is none and what is nearest.

In come the words and the text, out goes their span, always exact: words that only look alike are never taken for those
of the text, but told.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from factdb.errors import InputError
from factdb.records import Span

ALIKE = str.maketrans(dict.fromkeys("“”„«»‘’‚'`´", '"') | dict.fromkeys("‐‑‒–—−", "-"))
AROUND = 30
MOST_PLACES = 5
LONGEST = 200


def place_of(
    words: str, text: str, *, called: str = "quote", at: int | None = None, within: Span | None = None
) -> Span:
    """The span of words in a text, or `within` a stretch of it; `at` says where it begins, if it stands there twice.

    Raises InputError where the words are not there, telling what comes nearest, and where they are there several times.
    """
    words, part = words.strip(), within or Span(0, len(text))
    if not words:
        raise InputError(f"The {called} is empty. Give the words as the text has them.")
    places = [start for start in _places(words, text) if part.start <= start and start + len(words) <= part.end]
    if at is not None and at in places:
        return Span(at, at + len(words))
    if not places:
        raise InputError(_nearest(words, text, called, part))
    if at is not None or len(places) > 1:
        raise InputError(_several(places, words, text, called, at))
    return Span(places[0], places[0] + len(words))


def _places(words: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]


def _several(places: Sequence[int], words: str, text: str, called: str, at: int | None) -> str:
    shown = "; ".join(f"at {one} ({_around(text, one, one + len(words))})" for one in places[:MOST_PLACES])
    more = f"; and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    if at is not None:
        return f"The {called} does not begin at {at}. It stands in the text {shown}{more}."
    if called != "quote":
        return f"The words of the {called} stand there {len(places)} times: {shown}{more}. Give more words."
    return f"The quote stands there {len(places)} times: {shown}{more}. Say which by --at, as in --at {places[-1]}."


def _around(text: str, start: int, end: int) -> str:
    """A place in a text as it is told: its words with a few letters around them."""
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    inside = text[start:end] if end - start <= 2 * AROUND else f"{text[start : start + AROUND]}…"
    return f"…{before}[{inside}]{after}…"


def _nearest(words: str, text: str, called: str, part: Span) -> str:
    """Why words are not in a text, with what comes nearest: the same but for marks, blanks and case, or the likest."""
    told = f"The {called} is not in the {'text' if part == Span(0, len(text)) else 'quote'} word for word. "
    asked = _folded(words, Span(0, len(words)))
    there = _folded(text, part)
    start = "".join(letter for letter, _ in there).find("".join(letter for letter, _ in asked))
    if start >= 0:
        found = Span(there[start][1], there[start + len(asked) - 1][1] + 1)
        return f"{told}{_difference(words, text[found.start : found.end], found.start)}"
    likest = _likest(words, text, part)
    if likest is None:
        return f"{told}Nothing there is like it. Copy the words from the text: `factdb report article` shows it."
    return f"{told}{_difference(words, text[likest.start : likest.end], likest.start)}"


def _folded(text: str, part: Span) -> list[tuple[str, int]]:
    """Each letter that counts, with its place: case, kinds of marks and of blanks do not."""
    found: list[tuple[str, int]] = []
    for place in range(part.start, part.end):
        letter = text[place].translate(ALIKE).casefold()
        if not letter.isspace():
            found += [(each, place) for each in letter]
        elif found and found[-1][0] != " ":
            found.append((" ", place))
    return found


def _difference(words: str, there: str, start: int) -> str:
    """The words of the text and the first letter in which they differ from those that were given."""
    place = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(words, there, strict=False)))
    mine, theirs = (_named(each[place : place + 1]) for each in (words, there))
    shown = there if len(there) <= LONGEST else f"{there[:LONGEST]}…"
    return f"At {start} the text has [{shown}]; it first differs at {start + place}: {theirs}, not {mine}."


def _named(letter: str) -> str:
    """A letter as it can be told from those that look like it."""
    return f"‘{letter}’ (U+{ord(letter):04X})" if letter else "its end"


def _likest(words: str, text: str, part: Span) -> Span | None:
    """The stretch of a text that shares the longest run of words with these, as long as they are; None without any."""
    asked = [word for word, _ in _words(words, Span(0, len(words)))]
    there = list(_words(text, part))
    matcher = SequenceMatcher(None, asked, [word for word, _ in there], autojunk=False)
    best = matcher.find_longest_match()
    if not best.size:
        return None
    first = max(best.b - best.a, 0)
    last = min(first + len(asked), len(there)) - 1
    return Span(there[first][1].start, there[last][1].end)


def _words(text: str, part: Span) -> Iterator[tuple[str, Span]]:
    for match in re.compile(r"\S+").finditer(text, part.start, part.end):
        yield match.group().translate(ALIKE).casefold(), Span(match.start(), match.end())
