"""One source phrase: the words of a sentence that name who speaks, cut to the noun phrase and its core.

`Source` holds the run of tokens, its core and the word classes of the core. It only tells what the words are; whom they
mean is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factdb.extract.holders import Run
from factdb.extract.layout import Sentence, Token
from factdb.extract.lexicon import Hits
from factdb.extract.names import COMPOUND
from factdb.extract.phrase import core
from factdb.extract.scene import Scene
from factdb.records import Mention

HEADS = frozenset({"groups", "organisations", "documents", "roles", "factions", "anonymous"})
COMMON = frozenset({"groups", "factions", "anonymous"})
MODIFIERS = frozenset({"determiners", "pointing", "adverbs", "auxiliaries"})


@dataclass(frozen=True, slots=True)
class Source:
    """tokens[first:last] name the source, tokens[first:end] are its core, `runs` the sentence's names of persons."""

    scene: Scene
    sentence: Sentence
    hits: Hits
    runs: Sequence[Run]
    first: int
    end: int
    last: int
    classes: frozenset[str]

    @property
    def tokens(self) -> Sequence[Token]:
        """The sentence's tokens."""
        return self.sentence.tokens

    @property
    def start(self) -> int:
        """Where in the text the phrase begins."""
        return self.sentence.tokens[self.first].start

    @property
    def words(self) -> str:
        """The phrase as the text writes it, without clauses and second sources after it."""
        end = self.end
        if end < self.last and ("prepositions" in self.hits.at[end] or self.low(end) == "("):
            end = next((i for i in range(end, self.last) if self.low(i) in ",;" or self._is_relative(i)), self.last)
        return self.scene.words(self.sentence.tokens, self.first, end)

    def _is_relative(self, i: int) -> bool:
        """Whether a relative clause begins at token `i`: "for that country" holds none."""
        return "relatives" in self.hits.at[i] and "prepositions" not in self.hits.at[i - 1]

    @property
    def paragraph(self) -> int:
        """Where in the text the sentence's paragraph begins."""
        return self.scene.text.rfind("\n", 0, self.sentence.start) + 1

    def low(self, i: int) -> str:
        """Token `i` in lower case, empty at the phrase's end."""
        return self.sentence.tokens[i].low if i < self.last else ""

    def classes_at(self, i: int) -> frozenset[str]:
        """The word classes of token `i`, none at the phrase's end."""
        return self.hits.at[i] if i < self.last else frozenset()

    @property
    def classes_after(self) -> frozenset[str]:
        """The word classes of the token behind the phrase."""
        return self.hits.at[self.last] if self.last < len(self.hits.at) else frozenset()

    def is_word(self, i: int) -> bool:
        """Whether token `i` is a word inside the phrase."""
        return i < self.last and self.sentence.tokens[i].kind == "word"

    def heads(self, name: str) -> list[int]:
        """The tokens of the core that belong to a word class."""
        return [i for i in range(self.first, self.end) if name in self.hits.at[i]]

    def mentions(self, first: int, last: int) -> list[Mention]:
        """The parties that tokens[first:last] name, persons and media left out."""
        return [m for m in self.named(first, last) if m.kind not in ("person", "media")]

    def named(self, first: int, last: int) -> list[Mention]:
        """Everything of the gazetteer that tokens[first:last] name; `al-Qaeda-linked` names nobody."""
        if first >= last:
            return []
        linked = [t for t in self.tokens[first:last] if "-" in t.low and COMPOUND.search(t.low) is not None]
        found = self.scene.mentions_in(self.tokens[first].start, self.tokens[last - 1].end)
        return [m for m in found if not any(t.start < m.end < t.end for t in linked)]

    def own_name(self, last: int, most: int = 6) -> str:
        """A group's own words without determiners: "Western officials", "aktivis HAM"."""
        at, tokens = self.hits.at, self.tokens
        keep = [
            i for i in range(self.first, last) if at[i].isdisjoint(MODIFIERS) and tokens[i].kind in ("word", "number")
        ]
        while keep and not at[keep[0]].isdisjoint({"prepositions", "conjunctions"}):
            keep.pop(0)
        while keep and "existence" in at[keep[-1]]:
            keep.pop()
        name = self.scene.words(tokens, keep[0], min(keep[-1], keep[0] + most - 1) + 1) if keep else ""
        opens = bool(keep) and (keep[0] == 0 or tokens[keep[0] - 1].kind == "quote")
        return name[0].lower() + name[1:] if opens and not at[keep[0]].isdisjoint(COMMON) else name


def source_of(scene: Scene, sentence: Sentence, hits: Hits, run: Run, runs: Sequence[Run]) -> Source:
    """The phrase in tokens[first:last] with its core found."""
    first, last = run
    end = core(sentence.tokens, hits, first, last)
    if end - first == 1 and "determiners" in hits.at[first] and end < last - 1 and "of_links" in hits.at[end]:
        end = core(sentence.tokens, hits, end + 1, last)
    classes = frozenset[str]().union(*(hits.at[i] for i in range(first, end)))
    return Source(scene, sentence, hits, runs, first, end, last, classes)


def singular(word: str) -> str:
    """An English plural's singular; other words as they are.

    >>> singular("officials"), singular("pejabat")
    ('official', 'pejabat')
    """
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
