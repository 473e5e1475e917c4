"""When the sayings of one article were said: their own dates, and what the article's time line hands on.

In come an article's sentences and date expressions and, in order of place, the sayings found in them; out goes one
`SaidOn` a saying. It knows no parties beyond the lineage that a saying brings along.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from factdb.extract.dates import DateExpression
from factdb.extract.layout import Sentence
from factdb.extract.spoken import SpeechDates, said_on
from factdb.extract.timeline import Told, dated
from factdb.records import Mention, Quantity, SaidOn, Span

HEADING = 18
_START = attrgetter("start")
Placed = TypeVar("Placed", Mention, Quantity, DateExpression, Span)


class Saying(NamedTuple):
    """One saying as its date needs it: where it stands, and who speaks for whom.

    `clause` is the passage that holds it, `cue` None where no words report it. `speaker` is empty where nobody is known
    by name; `lineage` runs from the party spoken for up to its root; `is_body`: the party itself is the speaker.
    """

    sentence: Sentence
    clause: Span
    cue: Span | None
    content: Span
    speaker: str
    lineage: tuple[str, ...]
    is_body: bool


class When:
    """One article being dated."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        expressions: Sequence[DateExpression],
        dates: SpeechDates,
        published_on: str | None,
    ) -> None:
        self.text, self.sentences, self.expressions = text, sentences, expressions
        self.dates, self.published_on = dates, published_on
        lines = {paragraph: n for n, paragraph in enumerate(dict.fromkeys(s.paragraph for s in sentences))}
        self._places = {s.start: (n, lines[s.paragraph]) for n, s in enumerate(sentences)}

    def said_on(self, sayings: Sequence[Saying]) -> tuple[SaidOn, ...]:
        """The dates of all sayings of the article, in their order."""
        speaking = {one.sentence.start for one in sayings}
        told = [(s.start, event) for s in self.sentences if s.start not in speaking if (event := self._event(s))]
        told += [(one.clause.start, self._told(one)) for one in sayings]
        return dated([one for _, one in sorted(told, key=lambda pair: pair[0])], self.published_on)

    def _event(self, sentence: Sentence) -> Told | None:
        """What a sentence without a saying dates, a heading, or None."""
        clause, place = Span(sentence.start, sentence.end), self._places[sentence.start]
        dating = self._dating(clause, sentence, None, None)
        if not dating or not dating.value:
            return Told(*place, SaidOn()) if is_heading(self.text, sentence) else None
        scenes, is_cited = self.dates.scenes(self.text, clause), self.dates.is_cited(self.text, dating, clause)
        return Told(*place, said_on(dating, None), scenes=scenes, is_cited=is_cited)

    def _told(self, one: Saying) -> Told:
        dating = self._dating(one.clause, one.sentence, one.cue, one.content)
        own, is_cited = (
            said_on(dating, self.published_on),
            bool(dating and self.dates.is_cited(self.text, dating, one.clause)),
        )
        where = (self.text, one.clause, one.cue, one.content)
        shift, is_now = self.dates.shift(*where), self.dates.is_now(*where)
        scenes, scene = self.dates.scenes(self.text, one.clause), self.dates.scene(*where)
        place = self._places[one.sentence.start]
        return Told(*place, own, one.speaker, one.lineage, one.is_body, shift, is_now, scenes, scene, is_cited)

    def _dating(
        self, clause: Span, sentence: Sentence, cue: Span | None, content: Span | None
    ) -> DateExpression | None:
        return self.dates.dating(
            self.text, inside(self.expressions, clause), clause=clause, cue=cue, content=content,
            published_on=self.published_on, quotations=sentence.quotations,
        )  # fmt: skip


def is_heading(text: str, sentence: Sentence) -> bool:
    """A short line of its own that no full stop closes, with text below it: what it says, the text says.

    One that begins with a quotation has only lost its full stop.
    """
    ends_line = text[sentence.end : sentence.end + 1] == "\n"
    starts_line = sentence.start == 0 or text[sentence.start - 1] == "\n"
    is_short = len(sentence.tokens) <= HEADING and sentence.tokens[0].kind != "quote"
    return starts_line and ends_line and is_short and text[sentence.end - 1] not in ".!?\"”’',:;)"


def inside(things: Sequence[Placed], span: Span) -> Iterator[Placed]:
    """Of things in order of place those that lie in a span."""
    for at in range(bisect_left(things, span.start, key=_START), len(things)):
        if things[at].start >= span.end:
            return
        if things[at].end <= span.end:
            yield things[at]
