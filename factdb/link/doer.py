"""Where a party stands in what is said: as who does something, as who is accused of it, as what it is done to.

In comes a passage, out go its words and, for each party named in it, what holds of its place. Only the order of words
counts; which words are verbs, prepositions or acts is told by the language packs. Nothing here decides who acted.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from factdb.languages import codes, raw
from factdb.languages.linking import Linking, stem
from factdb.languages.speech import read
from factdb.link.tokens import Token
from factdb.records import Mention

BREAK = re.compile(r"[,;:.!?()\"“”]|``|''| [-–—] ")
CLAUSE = 12
PHRASE = 5
SHORTEST_VERB = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Words, and what a word may begin or end with: `di-` and `-ed` among the entries of a pack."""

    words: frozenset[str]
    begins: tuple[str, ...]
    ends: tuple[str, ...]

    def fits(self, word: str) -> bool:
        """Whether a lower-case word is one of them."""
        if word in self.words:
            return True
        return len(word) >= SHORTEST_VERB and (word.startswith(self.begins) or word.endswith(self.ends))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The word classes by which a language shows who does what, lower case.

    `skipped` stand between a preposition and a name, `opens` begin a clause, `joins` tie names, `of` stand between a
    thing and whose it is; `helping` stand before a verb; `active` and `passive` are verbs or what tells them.
    """

    linking: Linking
    skipped: frozenset[str]
    opens: frozenset[str]
    joins: frozenset[str]
    prepositions: frozenset[str]
    of: frozenset[str]
    helping: frozenset[str]
    active: Forms
    passive: Forms


@cache
def grammar_of(linking: Linking) -> Grammar:
    """The word classes of the language whose linking words these are; of English where it has no pack."""
    speech = read(raw(linking.code if linking.code in codes() else "en"))
    return Grammar(
        linking=linking,
        skipped=_single(speech.determiners, speech.titles, speech.roles),
        opens=_single(speech.clause_starts, speech.conjunctions, speech.relatives, speech.that) | linking.opening,
        joins=_single(speech.coordinators),
        prepositions=_single(speech.prepositions) - _single(speech.of_links),
        of=_single(speech.of_links),
        helping=_single(speech.auxiliaries, speech.adverbs, speech.negators),
        active=_forms(linking.active),
        passive=_forms(linking.passive),
    )


def _single(*lists: Iterable[str]) -> frozenset[str]:
    return frozenset(word for words in lists for word in words if " " not in word)


def _forms(entries: Iterable[str]) -> Forms:
    entries = sorted(entries)
    return Forms(
        words=frozenset(one for one in entries if "-" not in (one[0], one[-1])),
        begins=tuple(one[:-1] for one in entries if one.endswith("-")),
        ends=tuple(one[1:] for one in entries if one.startswith("-")),
    )


class Passage:
    """The words of a passage of a text; what is said in it begins at `content`, and a clause with it."""

    def __init__(self, text: str, start: int, tokens: Sequence[Token], content: int, grammar: Grammar) -> None:
        self.grammar = grammar
        self.at = [at for at, _, _ in tokens]
        self.words = [word for _, word, _ in tokens]
        self.low = [low for _, _, low in tokens]
        self.text, self.content = text, content
        self.ends = [start, *(at + len(word) for at, word, _ in tokens)]

    def is_accused(self, mention: Mention) -> bool:
        """Whether a word before the party accuses it: "blamed Y", "menuding Y", "allegations against Y"."""
        first, last = self._phrase(mention)
        accuse, before = self.grammar.linking.accuse, self.low[max(0, first - 2) : first]
        return first < last and bool(before) and (before[-1] in accuse or " ".join(before) in accuse)

    def places(self, mention: Mention) -> frozenset[str]:
        """What holds of the place where a party is named.

        `charged` with what follows ("Belgium of killing"), named after `by` ("oleh"), `subject` of a verb, also of one
        for an act held against somebody (`act`), `patient` of one in the passive; `deed` is its own ("serangan Rusia",
        "Russia's attack").
        """
        first, last = self._phrase(mention)
        if first == last:
            return frozenset()
        found = set()
        if self._opens(first) and last < len(self.low) and self.low[last] in self.grammar.linking.opening:
            found |= set() if self.low[last] in self.grammar.joins else {"charged"}
        if first and self.low[first - 1] in self.grammar.linking.by:
            found.add("by")
        else:
            in_phrase, after_verb = self._before(first)
            found |= set() if in_phrase else self._beside(first, last, after_verb)
        return frozenset(found)

    def _phrase(self, mention: Mention) -> tuple[int, int]:
        """The words that name a party, with what stands before a name, as first and behind the last."""
        first, last = bisect_left(self.at, mention.start), bisect_left(self.at, mention.end)
        if first == last:
            return first, last
        while first > 0 and not self._breaks(first) and self.low[first - 1] in self.grammar.skipped:
            first -= 1
        return first, last

    def _beside(self, first: int, last: int, after_verb: bool) -> set[str]:
        """What the verb after the party makes of it; else whether the word before or after it is its deed."""
        verb = self._verb(last)
        if verb is None or (after_verb and not self._is_next(last, verb)):
            deed = self._acts(last, last + 2) or (
                first > 0 and not self._breaks(first) and self._acts(first - 1, first) and not self._is_verb(first - 1)
            )
            return {"deed"} if deed else set()
        near = range(verb, min(len(self.low), verb + 3))
        linking, helping = self.grammar.linking, self.grammar.helping
        reports = self.low[verb] in linking.stop and self.low[verb] not in helping
        if reports or any(self.low[i] in linking.accuse for i in near):
            return set()
        if any(self._is_passive(i) for i in near):
            return {"patient"}
        return {"subject", "act"} if self._acts(verb, verb + PHRASE) else {"subject"}

    def _before(self, first: int) -> tuple[bool, bool]:
        """Whether a preposition, and whether a verb, stands before a word in its clause."""
        verb = False
        for i in range(first - 1, max(-1, first - CLAUSE), -1):
            if self._breaks(i + 1):
                break
            if self.low[i] in self.grammar.prepositions:
                return True, verb
            if self.low[i] in self.grammar.opens:
                break
            verb = verb or self._is_verb(i)
        return False, verb

    def _verb(self, last: int) -> int | None:
        """The verb of which a party named before word `last` may be the subject."""
        for i in range(last, min(len(self.low), last + PHRASE)):
            word = self.low[i]
            if self._breaks(i):
                return None
            if self._is_verb(i):
                return i
            if word in self.grammar.prepositions or (word in self.grammar.opens and word not in self.grammar.joins):
                return None
        return None

    def _opens(self, i: int) -> bool:
        """Whether what is said begins with a word."""
        return self.ends[i] <= self.content <= self.at[i]

    def _breaks(self, i: int) -> bool:
        """Whether a clause may begin at a word: after a mark, or where begins what is said."""
        end, at = self.ends[i], self.at[i]
        return self._opens(i) or (self.text[end:at] != " " and BREAK.search(self.text, end, at) is not None)

    def _is_next(self, last: int, verb: int) -> bool:
        return verb <= last + 2 and all(self.low[i] in self.grammar.helping for i in range(last, verb))

    def _is_verb(self, i: int) -> bool:
        word, grammar = self.low[i], self.grammar
        if word in grammar.helping:
            return True
        if self.words[i][0].isupper() or word in grammar.prepositions or word in grammar.skipped:
            return False
        return grammar.active.fits(word) or grammar.passive.fits(word)

    def _is_passive(self, i: int) -> bool:
        return self.grammar.passive.fits(self.low[i]) and not self.words[i][0].isupper()

    def _acts(self, first: int, last: int) -> bool:
        """Whether a word among these names an act that is held against somebody."""
        linking = self.grammar.linking
        words = [word.removesuffix("'s") for word in self.low[max(0, first) : last]]
        return any(word in linking.grave or stem(word, linking) in linking.grave for word in words)
