"""Where persons are named: runs of capital words that are no party, no office, no date and no common word.

Sentences with their word classes come in; `Names.runs` gives the names of a sentence as runs of tokens, told from
places, headlines, acronyms, degrees and the body that an office is held in. Whether somebody speaks is not asked here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from weakref import proxy

from factdb.extract.holders import NEVER, OFFICES, Holders, Run, opens_body
from factdb.extract.layout import Sentence, Token
from factdb.extract.lexicon import Hits
from factdb.extract.scene import Scene

ROMAN = re.compile(r"[IVX]+")
INITIALS = re.compile(r"[A-Z](?:\.[A-Z])*")
COMPOUND = re.compile(
    r"-(?:based|led|backed|born|controlled|held|run|owned|made|era|style|mandated|allied|linked|affiliated|aligned|dominated|inspired|funded|trained)$|\d"
)
DEGREE = re.compile(
    r"(?:[SMADBL]{1,2}|Ph|Dr|Gr)(?:\.[A-Z][A-Za-z]{0,4})+|S[EHTPI]|M[MHTAPI]|LLM|MBA|PhD|[SM](?:Si|Sc|Pd|Sos|Kom|Kes|Ag|Hum|Ked|Farm)|MAP|Lc|Gr"
)


class _Shape(NamedTuple):
    """What a word with a capital looks like."""

    is_roman: bool
    is_compound: bool
    is_acronym: bool
    is_degree: bool


@lru_cache(1 << 14)
def _shape(word: str) -> _Shape:
    """The shape of a word; names come again and again, and are looked at once."""
    return _Shape(
        is_roman=ROMAN.fullmatch(word) is not None,
        is_compound=COMPOUND.search(word) is not None,
        is_acronym=len(word) > 2 and word.isupper() and "-" not in word,
        is_degree=DEGREE.fullmatch(word) is not None,
    )


class Names:
    """The names of one article's sentences; each sentence is read once."""

    def __init__(self, scene: Scene, sentences: Sequence[Sentence], hits: Sequence[Hits]) -> None:
        self.scene = scene
        self._small: set[str] = set()
        self._inner: set[str] = set()
        self.places: set[str] = set()
        self.spoken: Counter[str] = Counter()
        own = proxy(self)  # holding each other, the two would keep every token of the article for the collector
        self._holders = Holders(scene, self.places, self.spoken, lambda tokens, i: own.only_opens(tokens, i))
        self._rough: dict[int, list[Run]] = {}
        self._runs: dict[int, tuple[Run, ...]] = {}
        self.by_sentence: list[tuple[Sentence, Hits]] = []
        for sentence, found in zip(sentences, hits, strict=True):
            if not is_headline(sentence):
                self.by_sentence.append((sentence, found))
                self._note_spelling(sentence.tokens, found)
        for sentence, found in self.by_sentence:
            self._rough[sentence.start] = list(self._found(sentence.tokens, found))
            self._note_spoken(sentence.tokens, found, self._rough[sentence.start])

    def runs(self, sentence: Sentence, hits: Hits) -> tuple[Run, ...]:
        """The names of a sentence, in order."""
        known = self._runs.get(sentence.start)
        if known is None:
            rough = self._rough.get(sentence.start)
            if rough is None:
                rough = list(self._found(sentence.tokens, hits))
            known = self._runs[sentence.start] = tuple(self._holders.persons(sentence.tokens, hits, rough))
        return known

    def is_spelled_so(self, word: str) -> bool:
        """Whether the article writes a word with a capital inside a sentence too."""
        return word in self._inner

    def only_opens(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a capital word opens a sentence and the article nowhere else writes it with a capital."""
        return (i == 0 or tokens[i - 1].kind == "quote") and not self.is_spelled_so(tokens[i].low)

    # ------------------------------------------------------------------ how the article spells

    def _note_spelling(self, tokens: Sequence[Token], hits: Hits) -> None:
        opens = True
        for i, token in enumerate(tokens):
            if token.kind == "word":
                if "placing" in hits.at[i]:
                    self.places.update(t.low for t in tokens[i + 1 : self._place_end(tokens, i + 1)])
                if not token.is_named:
                    self._small.add(token.low)
                elif not opens:
                    self._inner.add(token.low)
                opens = False
            else:
                opens = opens or (token.kind != "number" and token.low not in ",()")

    def _place_end(self, tokens: Sequence[Token], first: int) -> int:
        """Where the place ends that begins at a token: with its mention, or before the two words of a name behind."""
        mention = self.scene.mention_at(tokens[first].start) if first < len(tokens) else None
        end = first
        while end < len(tokens) and tokens[end].is_capital and tokens[end].kind == "word":
            if mention is not None and tokens[end].start >= mention.end:
                return end
            end += 1
        return end if mention is not None or end - first < 3 else end - 2

    def _note_spoken(self, tokens: Sequence[Token], hits: Hits, runs: Sequence[Run]) -> None:
        """Counts the short names right beside a reporting word: `kata Yohanes`, `Scolari said`."""
        beside = {c.last for c in hits.cues} | {-c.first for c in hits.cues}
        for first, last in runs:
            if first and (tokens[first - 1].low == ")" or opens_body(tokens, hits, first - 1)):
                continue
            if last - first <= 2 and (first in beside or -last in beside or (first and "titles" in hits.at[first - 1])):
                self.spoken[tokens[first].low] += 1
                if last - first == 1:
                    self.spoken[tokens[first].low] += 1

    # ------------------------------------------------------------------ runs of capital words

    def _found(self, tokens: Sequence[Token], hits: Hits) -> Iterator[Run]:
        count, end = len(tokens), -1
        for i in [i for i, token in enumerate(tokens) if token.is_named]:
            if i <= end or not self._is_name_word(tokens, hits, i):
                continue
            end = i + 1
            while end < count and (self._is_name_word(tokens, hits, end) or self._joins(tokens, hits, end)):
                end += 1
            first = i + 1 if self._only_opens(tokens, i) else i
            if first < end:
                yield first, end

    def _is_name_word(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        token = tokens[i]
        if not token.is_named:
            return False
        if (
            "former" in hits.at[i]
            or i in hits.cue_tokens
            or not (hits.at[i].isdisjoint(NEVER) or self._opens_place(tokens, hits, i))
            or self.scene.is_dated(token.start)
        ):
            return False
        mention = self.scene.mention_at(token.start)
        if mention is not None:
            return mention.kind == "person"
        word = self.scene.text[token.start : token.end]
        shape = _shape(word)
        if shape.is_compound or (shape.is_roman and i > 0 and not hits.at[i - 1].isdisjoint(OFFICES)):
            return False
        if shape.is_acronym:
            return "." in word and i + 2 < len(tokens) and self._goes_before(tokens, hits, i + 1)
        return not shape.is_degree

    def _opens_place(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether a capital determiner inside a sentence begins a name: `in New York`."""
        inner = 0 < i < len(tokens) - 1 and "placing" in hits.at[i - 1] and tokens[i + 1].is_capital
        return inner and hits.at[i] & NEVER == {"determiners"}

    def _goes_before(self, tokens: Sequence[Token], hits: Hits, stop: int) -> bool:
        """Whether a full stop only closes initials before the rest of a name: `G.K. Marlow`, `Carlton W. Hill`."""
        initials = self.scene.text[tokens[stop - 1].start : tokens[stop - 1].end]
        if tokens[stop].low != "." or INITIALS.fullmatch(initials) is None or stop + 1 >= len(tokens):
            return False
        if "." in tokens[stop + 1].low:
            return False
        return self._is_name_word(tokens, hits, stop + 1) or self._is_short_office(tokens, hits, stop + 1)

    def _joins(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        if self._is_short_office(tokens, hits, i):
            follows = tokens[i + 1].low in ("of", ",") and tokens[i - 1].low != "."
            return not tokens[i + 1].is_capital and not follows and hits.at[i - 1].isdisjoint(NEVER)
        if "name_particles" in hits.at[i]:
            return i + 1 < len(tokens) and self._is_name_word(tokens, hits, i + 1)
        return self._goes_before(tokens, hits, i)

    def _is_short_office(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether a capital word that means an office can be a surname: `Peter T. King`, `Sarah Head`."""
        return "roles" in hits.at[i] and tokens[i].is_capital and len(tokens[i].low) < 6 and i + 1 < len(tokens)

    def _only_opens(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a word is capital only because it opens a sentence: elsewhere the article writes it small."""
        return (
            (i == 0 or tokens[i - 1].kind == "quote")
            and tokens[i].low in self._small
            and tokens[i].low not in self._inner
        )


def is_headline(sentence: Sentence) -> bool:
    """Whether most words begin with a capital, as in a headline: then capitals name nobody."""
    words = [t for t in sentence.tokens if t.kind == "word" and len(t.low) > 3]
    return len(words) >= 4 and sum(t.is_capital for t in words) > 0.7 * len(words) and sentence.tokens[-1].low != "."
