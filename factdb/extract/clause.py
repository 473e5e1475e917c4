"""The words of one sentence: where phrases that name somebody begin and end, and what a verb group holds.

A sentence with the hits of its lexicon comes in; runs of tokens and spans go out. It knows word classes and order, and
nothing of what a cue means.
"""

from itertools import accumulate

from factdb.extract.layout import Sentence
from factdb.extract.lexicon import Hits
from factdb.languages.speech import SpeechWords
from factdb.records import Span

REACH = 30
PLAIN = 4
NO_NOUN = frozenset({"auxiliaries", "adverbs", "negators", "copulas", "own", "self"})
WORDS_OF = {"mark": 0, "quote": 5}
HEADING = 0.8
SHORT_WORD = 3
FEW_WORDS = 3
PERSON_NOUNS = frozenset(
    {"roles", "titles", "anonymous", "groups", "factions", "witnesses", "organisations", "documents"}
)
INSIDE_NAMES = frozenset({"of", "for", "from", "dari", "untuk", "bagi"})


class Clause:
    """One sentence: its tokens, their classes, and the language's words."""

    def __init__(self, sentence: Sentence, hits: Hits, words: SpeechWords) -> None:
        self.sentence, self.hits, self.words = sentence, hits, words
        self.tokens = sentence.tokens
        self.count = len(self.tokens)
        self.cue_starts = {c.first for c in hits.cues}
        self.verbs = {c.first for c in hits.cues if "noun_like" not in hits.at[c.first]}
        self._words_before = tuple(accumulate([WORDS_OF.get(t.kind, 1) for t in self.tokens], initial=0))

    def has(self, name: str, i: int) -> bool:
        """Whether token `i` is there and belongs to the class of that name."""
        return 0 <= i < self.count and name in self.hits.at[i]

    def is_mark(self, i: int, mark: str) -> bool:
        """Whether token `i` is there and is that mark."""
        return 0 <= i < self.count and self.tokens[i].low == mark

    def is_heading(self) -> bool:
        """Whether nearly every longer word is written with a capital letter, as English headings are."""
        long = [t for t in self.tokens if t.kind == "word" and t.end - t.start > SHORT_WORD]
        return len(long) >= FEW_WORDS and sum(t.is_capital for t in long) > HEADING * len(long)

    def words_between(self, first: int, last: int) -> int:
        """How many words stand in a run; a quotation counts for five."""
        return max(0, self._words_before[last] - self._words_before[max(0, first)])

    def span(self, first: int, last: int) -> Span | None:
        """The code points of a run of tokens, without the marks at its ends."""
        while first < last and self.tokens[first].low in ",.;:—–":
            first += 1
        while last > first and self.tokens[last - 1].low in ",;:—–.":
            last -= 1
        return Span(self.tokens[first].start, self.tokens[last - 1].end) if first < last else None

    def breaks(self, i: int) -> bool:
        """Whether a phrase that names somebody cannot reach over token `i`."""
        token = self.tokens[i]
        if token.kind == "quote" or token.low in ",;:—–…)-":
            return True
        at = self.hits.at[i]
        if token.low in INSIDE_NAMES and i + 1 < self.count and self.tokens[i + 1].is_capital:
            return False
        if token.is_capital and 0 < i < self.count - 1 and self._stands_in_name(i):
            return False
        return ("conjunctions" in at or "clause_starts" in at or "that" in at) and "relatives" not in at

    def _stands_in_name(self, i: int) -> bool:
        """Whether capital words stand on both sides: `Satuan Lalu Lintas` holds no `lalu`."""
        return self.tokens[i - 1].is_capital and self.tokens[i + 1].is_capital

    def _abbreviates(self, stop: int) -> bool:
        """Whether a full stop only shortens a title or a first name: `Prof. Endah`, `M. Candra`."""
        if not 0 < stop < self.count - 1 or self.tokens[stop].low != "." or not self.tokens[stop + 1].is_capital:
            return False
        before = self.tokens[stop - 1]
        return self.has("titles", stop - 1) or (len(before.low) == 1 and before.is_capital)

    def may_name(self, i: int) -> bool:
        """Whether a phrase that names a speaker may begin at token `i`."""
        if i >= self.count:
            return False
        at = self.hits.at[i]
        named = {
            "person_pronouns",
            "group_pronouns",
            "thing_pronouns",
            "roles",
            "anonymous",
            "groups",
            "witnesses",
            "documents",
            "titles",
            "determiners",
            "own",
            "organisations",
            "factions",
            "former",
            "indefinites",
            "one",
        }
        return self.tokens[i].is_capital or bool(named & at)

    def verb_group(self, first: int) -> tuple[int, bool, bool]:
        """The last token before the verb group, whether the group is negated, whether it is passive."""
        negated = passive = False
        k = first - 1
        while k >= 0 and (
            self.has("auxiliaries", k)
            or self.has("adverbs", k)
            or self.has("negators", k)
            or self.tokens[k].low.endswith("ly")
        ):
            if self.breaks(k) and not self.has("adverbs", k):
                break
            negated |= self.has("negators", k)
            passive |= self.has("passive_auxiliaries", k) and not self.tokens[first].low.endswith("ing")
            k -= 1
        return self._before_occasion(k), negated, passive

    def _before_occasion(self, last: int) -> int:
        """The last token before a short occasion between subject and verb: `saat itu`, `ketika dihubungi`."""
        if last < 2 or not self.has("afterwards", last - 1) or last in self.cue_starts:
            return last
        low = self.tokens[last].low
        passive = any(low.startswith(prefix) and len(low) > 4 for prefix in self.words.passive_prefixes)
        pointed = self.has("pointing", last) and not self.has("that", last)
        return last - 2 if passive or pointed else last

    def negated(self, first: int) -> bool:
        """Whether the verb group before token `first` is negated."""
        return self.verb_group(first)[1]

    def right_end(self, i: int, *, commas: bool = True) -> int:
        """Where a phrase that names somebody after its cue ends; with `commas` an apposition belongs to it."""
        end = i
        while end < self.count and end - i < REACH:
            token = self.tokens[end]
            if token.low == "(":
                close = next((k for k in range(end, min(self.count, end + 12)) if self.tokens[k].low == ")"), None)
                if close is not None and end > i:
                    end = close + 1
                    continue
            if (
                token.low == ","
                and commas
                and end > i
                and (after := self._apposition_end(end) or self.named_after(i, end))
            ):
                end = after
                break
            if self._abbreviates(end):
                end += 1
                continue
            if end > i and (self.breaks(end) or token.low in ".?!" or self._leaves(end) or end in self.verbs):
                break
            if end == i and (token.kind == "quote" or token.low in ",.;:"):
                break
            end += 1
        return end

    def only_names(self, i: int) -> bool:
        """Whether the words from token `i` on name somebody and do nothing else: a subject behind its verb."""
        if not self.may_name(i) or self.has("that", i) or self.has("own", i):
            return False
        end = i
        while (
            end < self.count
            and end - i < 12
            and (
                self.tokens[end].is_capital
                or self.hits.at[end] & PERSON_NOUNS
                or self.has("determiners", end)
                or self.tokens[end].low in ("of", "for", "'s", "-", "former", "senior", "chief")
            )
        ):
            end += 1
        if end < self.count and end > i and self._may_end_name(end):
            return True
        return end >= self.count or (
            end - i <= 3
            and end + 1 < self.count
            and bool(self.hits.at[end + 1] & PERSON_NOUNS)
            and self.tokens[end].kind == "word"
        )

    def only_describes(self, i: int) -> bool:
        """Whether a few plain words from token `i` on are a subject, as in `said a woman who lives nearby`."""
        if i >= self.count or not self.hits.at[i] & {"determiners", "indefinites", "one"}:
            return False
        end = first = i + 1
        while end < self.count and end - first < PLAIN and self.tokens[end].kind == "word":
            if self._may_end_name(end):
                break
            if end in self.verbs or self.hits.at[end] & NO_NOUN:
                return False
            end += 1
        return end > first and (end >= self.count or self._may_end_name(end))

    def _may_end_name(self, i: int) -> bool:
        return (
            self.tokens[i].low in ".,;:("
            or self.tokens[i].kind in ("quote", "number")
            or bool(self.hits.at[i] & {"prepositions", "relatives", "conjunctions", "clause_starts"})
        )

    def _leaves(self, i: int) -> bool:
        """Whether token `i` begins a circumstance (when, where, to whom) instead of going on with the name."""
        if self.tokens[i].is_capital and self.tokens[i - 1].is_capital:
            return False
        if self.has("by", i) and self.has("documents", i - 1):  # "said a statement by the ministry"
            return False
        return self.has("prepositions", i) and self.tokens[i].low not in INSIDE_NAMES

    def _apposition_end(self, comma: int) -> int:
        """The end of `, juru bicara Kremlin` or `, who heads the office` after a name; 0 where none follows."""
        at = comma + 1
        if at >= self.count or not (
            self.has("roles", at)
            or self.has("determiners", at)
            or self.has("relatives", at)
            or self.has("roles", min(at + 1, self.count - 1))
        ):
            return 0
        end = at
        while (
            end < self.count
            and end - at < 20
            and not (self.tokens[end].low in ",.;" or self.tokens[end].kind == "quote" or end in self.cue_starts)
        ):
            end += 1
        return end if any(self.has("roles", k) for k in range(at, end)) or self.has("relatives", at) else 0

    def named_after(self, first: int, comma: int) -> int:
        """The end of the name in `kata peneliti senior lembaga itu, Suryono Herlambang, …`; 0 where none follows.

        Places may stand between: `kata Camat Mekarsari, Kabupaten Bogor, Rudi Hartono`.
        """
        start, end = comma, self._capitals_end(comma + 1)
        while self.is_mark(end, ",") and self.has("organisations", comma + 1) and self.tokens[end + 1 : end + 2]:
            comma, end = end, self._capitals_end(end + 1)
        named = end > comma + 1 + (comma > start) and (self.has("roles", first) or self.has("roles", first + 1))
        return end if named and end < self.count and self._may_end_name(end) else 0

    def _capitals_end(self, first: int) -> int:
        """Where the capital words end that begin at token `first`, six at the most."""
        end = first
        while end < self.count and end - first < 6 and (self.tokens[end].is_capital or self._abbreviates(end)):
            end += 1
        return end

    def left_phrase(self, last: int) -> tuple[int, int] | None:
        """`the US` or `Damascus 's` before a noun: the capital words right before it."""
        first = last + 1
        while first > 0 and (
            (self.tokens[first - 1].is_capital and not self.has("determiners", first - 1))
            or self.tokens[first - 1].low == "'s"
        ):
            first -= 1
        return (first, last + 1) if first <= last and first > 0 else None

    def right_phrase(self, i: int) -> tuple[int, int] | None:
        """`AS` after `tuduhan`, `by the United States` after `allegations`."""
        if i < self.count and (self.has("by", i) or self.tokens[i].low in ("dari", "from")):
            i += 1
        end = i
        while end < self.count and (self.tokens[end].is_capital or (end == i and self.has("determiners", end))):
            end += 1
        return (i, end) if end > i and self.tokens[end - 1].is_capital else None

    def ends_clause(self, i: int) -> bool:
        """Whether after the cue nothing is said any more: the end, a comma, a circumstance, "saying …"."""
        if i >= self.count or (i in self.cue_starts and self.tokens[i].low.endswith("ing")):
            return True
        token = self.tokens[i]
        if token.kind == "quote" or self.has("that", i):
            return False
        return (
            (token.low in ".,;:" and token.low != ":")
            or (self.has("prepositions", i) and not self.that_after(i))
            or (token.kind == "word" and i + 1 < self.count and self.tokens[i + 1].low in ".," and token.is_capital)
            or (i + 1 == self.count and token.is_capital)
        )

    def opens_content(self, i: int) -> bool:
        """Whether what was said follows at token `i`: a conjunction, a colon, a quotation."""
        return i < self.count and (self.has("that", i) or self.tokens[i].kind == "quote" or self.tokens[i].low == ":")

    def opens_clause(self, i: int) -> bool:
        """Whether a clause follows at token `i`: something that names, then three words without a comma at least."""
        end = next((k for k in range(i, self.count) if self.tokens[k].low in ",;:("), self.count)
        return self.may_name(i) and self.words_between(i, end) >= FEW_WORDS

    def that_after(self, i: int) -> int | None:
        """The conjunction ("that", "bahwa") that opens what was said, a few words after token `i` at the most."""
        for k in range(i, min(self.count, i + 16)):
            if self.has("that", k) and (k == i or not self.has("determiners", k - 1)):
                return k
            if k > i and self.tokens[k].kind == "quote":
                return None
        return None
