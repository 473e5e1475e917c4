"""Attributions whose stance is known, on their way to statements: split, put together, or told better by another.

In come the attributions of an article in order of place, out go those that become statements. Nothing is read here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from factdb.extract.agents import Attribution
from factdb.extract.layout import Sentence
from factdb.extract.people import Speaker
from factdb.extract.stance import Taken
from factdb.records import Span
from factdb.words import Stance

SHORT_QUOTATION = 360
FEW = 3
LONGEST = 1200
WEIGHTY = frozenset({Stance.DENIES, Stance.DECLINES, Stance.ADMITS, Stance.WITHDRAWS})


class Told(NamedTuple):
    """A report that a denial takes up in its own words: its noun, whose it is, what it tells."""

    attribution: Attribution | None
    speaker: Speaker
    content: Span


class Found(NamedTuple):
    """One attribution with what the next steps need of it; `told` is the report that it takes up, if any."""

    sentence: Sentence
    quote: Span
    attribution: Attribution | None
    speaker: Speaker
    content: Span
    taken: Taken
    told: Told | None = None

    @property
    def cue(self) -> Span | None:
        """The reporting words, None where a quotation goes on without any."""
        if self.attribution is None:
            return None
        hit, tokens = self.attribution.hit, self.sentence.tokens
        return Span(tokens[hit.first].start, tokens[hit.last - 1].end)


def split(whole: Found, pieces: Sequence[Span], takes: Sequence[Taken]) -> list[Found]:
    """A quotation of several sentences, `pieces`, split where its stance, `takes`, changes; a short one stays whole."""
    content, sentence = whole.content, whole.sentence
    if content.end - content.start <= SHORT_QUOTATION or len(pieces) <= FEW:
        pieces, takes = [content], [min(takes, key=lambda t: (t.stance not in WEIGHTY, t.stance == "comments"))]
    runs: list[tuple[Span, Taken]] = []
    for piece, taken in zip(pieces, takes, strict=True):
        if runs and (runs[-1][1].stance in WEIGHTY) == (taken.stance in WEIGHTY):
            before, kept = runs[-1]
            stays = kept.stance in WEIGHTY or taken.stance == "comments"
            runs[-1] = (Span(before.start, piece.end), kept if stays else taken)
        else:
            runs.append((piece, taken))
    quotes = [piece for piece, _ in runs]
    quotes[0] = Span(sentence.start, quotes[0].end)
    quotes[-1] = Span(quotes[-1].start, sentence.end)
    return [
        whole._replace(quote=quote, content=piece, taken=taken)
        for quote, (piece, taken) in zip(quotes, runs, strict=True)
    ]


def without_carriers(found: Sequence[Found], is_media: Callable[[str], bool]) -> list[Found]:
    """Without what only carries another one ("the BBC reported that they had said …") or says it twice over."""
    beside: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        beside[one.sentence.start].append(one)
    return [
        one
        for one in found
        if not any(_is_told_better(one, other, is_media) for other in beside[one.sentence.start] if other is not one)
    ]


def _is_told_better(one: Found, other: Found, is_media: Callable[[str], bool]) -> bool:
    is_anybody = one.speaker.kind == "anybody"
    if other.speaker.party == one.speaker.party or is_anybody:
        return _holds(other, one) and (is_anybody or _is_same_act(one, other))
    is_medium = is_media(one.speaker.party)
    carries = one.speaker.is_anonymous or is_medium
    return carries and _holds(one, other) and (is_medium or not _only_comments(other, one))


def _holds(outer: Found, inner: Found) -> bool:
    cue = inner.cue
    return cue is not None and outer.content.start <= cue.start and cue.end <= outer.content.end


def _is_same_act(inner: Found, outer: Found) -> bool:
    """Whether one speaker takes one stance twice over, the inner words being at least half of the outer ones."""
    names = sorted((inner.speaker.name, outer.speaker.name), key=len)
    said, whole = inner.content, outer.content
    return (
        names[0] in names[1]
        and inner.taken.stance is outer.taken.stance
        and whole.start <= said.start <= said.end <= whole.end
        and whole.end - whole.start <= 2 * (said.end - said.start) < 2 * (whole.end - whole.start)
    )


def _only_comments(inner: Found, outer: Found) -> bool:
    """Whether the inner words only comment where the outer ones tell something: they are not what is carried."""
    return inner.taken.stance is Stance.COMMENTS and outer.taken.stance is not Stance.COMMENTS


def with_reports(found: Iterable[Found]) -> Iterator[Found]:
    """Each of the found ones, before a denial what the report asserts that it takes up: in the same quote."""
    for one in found:
        if one.told is not None and one.taken.stance is Stance.DENIES:
            yield one._replace(**one.told._asdict(), taken=Taken(Stance.ASSERTS), told=None)
        yield one


def continued(found: Sequence[Found]) -> list[Found]:
    """A quotation that stands alone right after its speaker's words goes on with them: one statement, one quote."""
    kept: list[Found] = []
    for one in found:
        before = kept[-1] if kept else None
        goes_on = (
            before is not None
            and one.attribution is None
            and before.sentence.paragraph == one.sentence.paragraph
            and before.speaker.name == one.speaker.name
            and 0 <= one.quote.start - before.quote.end < 3
            and (before.taken.stance in WEIGHTY) == (one.taken.stance in WEIGHTY)
            and one.content.end - before.content.start < LONGEST
        )
        if before is None or not goes_on:
            kept.append(one)
            continue
        taken = one.taken if before.taken.stance == Stance.COMMENTS else before.taken
        kept[-1] = before._replace(
            quote=Span(before.quote.start, one.quote.end),
            content=Span(before.content.start, one.content.end),
            taken=taken,
        )
    return kept
