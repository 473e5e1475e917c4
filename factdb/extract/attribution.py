"""Who is said to say what in one sentence: source, cue and content, by the order of words.

A sentence with the hits of its lexicon comes in; `Attribution`s with token runs and code-point spans go out, in order of
their cues. It decides by place and word class alone: whom the source words mean is `cast`'s matter, which stance it is
`stance`'s.
"""

from collections.abc import Iterator
from typing import NamedTuple

from factdb.extract.layout import Sentence, Token
from factdb.extract.lexicon import CueHit, Hits
from factdb.languages.speech import SpeechWords
from factdb.records import Span

REACH = 30
WITHOUT = frozenset({"without", "tanpa"})
PERSON_NOUNS = frozenset({"roles", "titles", "anonymous", "groups", "factions", "witnesses", "organisations", "documents"})
RAISING = frozenset({"munculnya", "adanya", "beredarnya", "viralnya", "merebaknya", "maraknya", "ramainya", "kemunculan"})
COORDINATORS = frozenset({"and", "or", "dan", "serta", "atau"})


class Attribution(NamedTuple):
    """One attribution: runs of tokens (first, last) for cue and source, the span of what was said.

    `source` None: nobody is named here (a shared subject, a pronoun in the cue, hearsay); `shares_source` tells that the
    subject is the one of the attribution before it. `is_negated`: the reporting word itself is negated.
    """

    hit: CueHit
    source: tuple[int, int] | None
    content: Span | None
    shares_source: bool = False
    is_negated: bool = False
    is_passive: bool = False
    is_content_first: bool = False


class Reading:
    """One sentence being read: its tokens, their classes, and the language's words."""

    def __init__(self, sentence: Sentence, hits: Hits, words: SpeechWords) -> None:
        self.sentence, self.hits, self.words = sentence, hits, words
        self.tokens = sentence.tokens
        self.count = len(self.tokens)
        self.cue_starts = {c.first for c in hits.cues}

    def attributions(self) -> tuple[Attribution, ...]:
        """All attributions of the sentence, contents not yet cut where the next one begins."""
        found: list[Attribution] = []
        for hit in self._chosen():
            one = self._read(hit, bool(found))
            if one is not None:
                found.append(one)
        told = [one for one in found if one.hit.cue.frame != "rumour"]
        return tuple(self._cut(told or found[:1]))

    def _chosen(self) -> Iterator[CueHit]:
        """Of cues on the same words the first that the words around them allow."""
        taken: set[tuple[int, int]] = set()
        for hit in sorted(self.hits.cues, key=lambda h: (h.first, not self._names_false(h))):
            if (hit.first, hit.last) not in taken and self._fits(hit) and (hit.cue.frame != "calls" or self._names_false(hit)):
                taken.add((hit.first, hit.last))
                yield hit

    def _names_false(self, hit: CueHit) -> bool:
        """Whether the cue may name something and a word of falsity follows."""
        return hit.cue.frame == "calls" and any(self._is("falsity", i) or self.tokens[i].kind == "quote" for i in range(hit.last, min(self.count, hit.last + 25)))

    def _fits(self, hit: CueHit) -> bool:
        if hit.cue.frame == "raised":
            return True
        before = self.tokens[hit.first - 1] if hit.first else None
        if before is not None and before.is_capital and self.tokens[hit.first].is_capital and hit.form != "bare" and before.kind == "word":
            return False
        if hit.form == "bare":
            follows = self.tokens[hit.last] if hit.last < self.count else None
            opens = before is None or before.kind == "quote" or before.low in ",.?!"
            return opens and (hit.has_pronoun or (follows is not None and self._may_name(hit.last)))
        if hit.form == "noun":
            return True
        if hit.form in ("words", "passive") and self._is("noun_like", hit.first) and hit.last - hit.first == 1:
            return self._is_verb(hit, before)
        is_of = hit.last < self.count and self.tokens[hit.last].low == "of" and hit.last - hit.first == 1
        return not (is_of and hit.cue.frame == "clause" and hit.cue.stance != "says")

    def _is_verb(self, hit: CueHit, before: Token | None) -> bool:
        """Whether a word that is as often a noun ("report", "claims") says something here: a subject, then an object."""
        if before is None or self._is("determiners", hit.first - 1) or self._is("prepositions", hit.first - 1) or before.low == "'s":
            return False
        if hit.last >= self.count:
            return before.low != "to"
        follows = self.tokens[hit.last]
        if self._is("prepositions", hit.last) or follows.low in ("to", "-") or self._is("auxiliaries", hit.last):
            return False
        opens = follows.is_capital or follows.kind in ("quote", "number") or bool(self.hits.at[hit.last] & {"that", "determiners", "own", "self", "person_pronouns"})
        return opens or follows.low in ".," or before.is_capital or "person_pronouns" in self.hits.at[hit.first - 1]

    # ------------------------------------------------------------------ one cue

    def _read(self, hit: CueHit, has_earlier: bool) -> Attribution | None:
        if hit.form == "according":
            return self._according(hit)
        if hit.form == "noun":
            return self._noun(hit)
        if hit.form == "bare":
            return self._content_first(hit, (hit.last, self._right_end(hit.last)) if not hit.has_pronoun else None)
        if hit.cue.frame == "raised":
            return self._raised(hit)
        if hit.cue.frame == "rumour":
            return Attribution(hit, None, self._span(0, self.count)) if self._words_between(0, self.count) > 5 else None
        one = self._passive(hit) if hit.form == "passive" else self._active(hit, has_earlier)
        if hit.cue.stance in ("denies", "declines") and one is not None and one.content is None:
            return one._replace(content=self._span(hit.first, hit.last))
        return one

    def _raised(self, hit: CueHit) -> Attribution | None:
        """`menanggapi kabar …`, `responding to claims that …`: what follows, up to the comma, is what somebody raised."""
        at = hit.last
        while at < self.count and (self._is("determiners", at) or self._is("adverbs", at)):
            at += 1
        if at >= self.count or not (self._is("allegation_nouns", at) or self.tokens[at].low in RAISING):
            return None
        end = next((i for i in range(at, self.count) if self._is_mark(i, ",")), self.count)
        pointed = any(self._is("pointing", i) for i in range(at, min(at + 2, end)))
        return Attribution(hit, None, self._span(at, end)) if not pointed and self._words_between(at, end) >= 4 else None

    def _according(self, hit: CueHit) -> Attribution | None:
        if hit.has_pronoun:
            source, after = None, hit.last
        else:
            after = self._right_end(hit.last, commas=False)
            source = (hit.last, after)
            if after == hit.last:
                return None
        if self._words_between(0, hit.first) >= 3 and self._is_mark(hit.first - 1, ","):
            return Attribution(hit, source, self._around(0, hit.first, after), is_content_first=True)
        if self._words_between(after, self.count) >= 2:
            return Attribution(hit, source, self._span(after, self.count))
        if self._words_between(0, hit.first) >= 3:
            return Attribution(hit, source, self._span(0, hit.first), is_content_first=True)
        return None

    def _noun(self, hit: CueHit) -> Attribution | None:
        """`the US allegation that …`, `tuduhan AS mengenai …`: only where the words beside it name somebody."""
        left, right = self._left_phrase(hit.first - 1), self._right_phrase(hit.last)
        of = next((s for s in (right, left) if s is not None), None)
        if of is None:
            return None
        after = max(of[1], hit.last)
        content = self._span(after, self.count) if self._words_between(after, self.count) >= 2 else self._span(0, self.count)
        return Attribution(hit, of, content)

    def _passive(self, hit: CueHit) -> Attribution | None:
        after = hit.last
        if self._is("relatives", hit.first - 1) and not (after < self.count and self._is("by", after)):
            return None
        while after < self.count and self._is("adverbs", after):
            after += 1
        if after < self.count and self._is("by", after):
            source = (after + 1, self._right_end(after + 1, commas=False))
        elif after < self.count and hit.cue.frame != "accuse" and self._may_name(after) and not self._is("that", after):
            source = (after, self._right_end(after, commas=False))
        else:
            source = next(((i, hit.first) for i in range(hit.first) if self._is("rumours", i)), None)
        negated = self._negated(hit.first)
        end = max(source[1], hit.last) if source else hit.last
        if self._words_between(end, self.count) >= 4 and (source is None or source[0] < hit.first or self._is("that", end)):
            content = self._span(end, self.count)
        else:
            content = self._span(0, hit.first) if self._words_between(0, hit.first) else self._span(end, self.count)
        return Attribution(hit, source, content, is_negated=negated, is_passive=True)

    def _active(self, hit: CueHit, has_earlier: bool) -> Attribution | None:
        last, negated, passive = self._verb_group(hit.first)
        if negated and self.tokens[hit.first - 1].low in WITHOUT:
            return None
        if passive and not self._quoted(hit) and hit.cue.stance != "declines":
            return self._was(hit, negated)
        if hit.cue.stance == "declines" and hit.last < self.count and self.tokens[hit.last].low in ("from", "dari", "by"):
            return Attribution(hit, (hit.last + 1, self._right_end(hit.last + 1, commas=False)), self._span(hit.first, hit.last))
        if last < 0 or (self._breaks(last) and self.tokens[last].low != ")"):
            return self._without_subject(hit, last, negated, has_earlier)
        first = self._phrase_start(last, has_earlier)
        if self._is("relatives", last) and last == first:
            first = self._phrase_start(last - 2 if self._is_mark(last - 1, ",") else last - 1, has_earlier)
        source = (first, last + 1)
        after_quote = first > 0 and self.tokens[first - 1].kind == "quote" and not self._opens_content(hit.last)
        after_comma = self._is_mark(first - 1, ",") and self._ends_clause(hit.last)
        if (after_comma or after_quote) and self._words_between(0, first) >= 2:
            return Attribution(hit, source, self._around(0, first, hit.last), is_negated=negated, is_content_first=True)
        content = self._right_content(hit)
        if content is None and self._words_between(0, first) >= 3:
            content = self._span(0, first)
        return Attribution(hit, source, content, is_negated=negated)

    def _was(self, hit: CueHit, negated: bool) -> Attribution | None:
        """A passive with its agent: `was denied by Brussels`; without an agent nobody speaks."""
        at = hit.last
        if at < self.count and self._is("by", at):
            source = (at + 1, self._right_end(at + 1, commas=False))
            content = self._span(0, hit.first) if self._words_between(0, hit.first) >= 2 else self._span(source[1], self.count)
            return Attribution(hit, source, content, is_negated=negated, is_passive=True)
        if hit.cue.stance == "asserts" and self._is("that", at):
            return Attribution(hit, None, self._span(at, self.count), is_negated=negated, is_passive=True)
        return None

    def _around(self, first: int, source: int, after: int) -> Span | None:
        """What was said before a parenthetical attribution ("…, Obama said, …"), with what goes on after it."""
        if self.tokens[first].kind == "quote":
            rest = [i for i in range(after, min(self.count, after + 20)) if self.tokens[i].kind == "quote"]
            return self._span(first, rest[0] + 1 if rest else source)
        goes_on = self._is_mark(after, ",") and self._words_between(after, self.count) >= 3
        return self._span(first, self.count if goes_on else source)

    def _without_subject(self, hit: CueHit, last: int, negated: bool, has_earlier: bool) -> Attribution | None:
        before = self.tokens[last] if last >= 0 else None
        finite = not self.tokens[hit.first].low.endswith("ing")
        inverted = self.words.inverted and finite and before is not None and (before.kind == "quote" or before.low == ",")
        if inverted and before is not None and (before.kind == "quote" or not self._is_apposition(last)) and self._only_names(hit.last):
            return self._content_first(hit, (hit.last, self._right_end(hit.last)))
        if before is not None and before.low == "," and finite:
            source = self._apposed(last, has_earlier)
            if source is not None:
                content = self._right_content(hit)
                after_quote = source[0] > 0 and self.tokens[source[0] - 1].kind == "quote" and not self._opens_content(hit.last)
                after_comma = self._is_mark(source[0] - 1, ",") and self._ends_clause(hit.last)
                if (after_comma or after_quote) and self._words_between(0, source[0]) >= 2:
                    return Attribution(hit, source, self._around(0, source[0], hit.last), is_negated=negated, is_content_first=True)
                return Attribution(hit, source, content, is_negated=negated)
        content = self._right_content(hit)
        if before is None and not finite:  # "Denying that …, the spokesman said"
            comma = next((i for i in range(hit.last, self.count) if self._is_mark(i, ",")), None)
            if comma is not None and content is not None:
                return Attribution(hit, (comma + 1, self._right_end(comma + 1, commas=False)), self._span(hit.last, comma), is_negated=negated)
            return None
        if not has_earlier and before is not None and before.low == ",":
            opening = next((i for i in range(min(last, REACH)) if self._is_mark(i, ",")), last)
            return Attribution(hit, (0, opening), content, is_negated=negated)
        return Attribution(hit, None, content, shares_source=True, is_negated=negated)

    def _content_first(self, hit: CueHit, source: tuple[int, int] | None) -> Attribution | None:
        """`"…," said X` and `…, kata X`; a quotation that goes on after the speaker belongs to it."""
        if source is not None and source[0] >= source[1]:
            return None
        end = source[1] if source else hit.last
        rest = next((i for i in range(end, self.count) if self.tokens[i].kind == "quote"), None)
        if self._words_between(0, hit.first) < 2:
            content = self._span(end, self.count) if self._words_between(end, self.count) >= 2 else None
        elif rest is not None and self.tokens[0].kind == "quote" and rest - end <= 12 and not any(end <= c < rest for c in self.cue_starts):
            content = self._span(0, rest + 1)
        else:
            content = self._span(0, hit.first)
            if self._words_between(0, hit.first) < 4 and self.tokens[0].kind != "quote" and self._words_between(end, self.count) >= 4:
                content = self._span(end, self.count)
        return Attribution(hit, source, content, is_content_first=True) if content else None

    # ------------------------------------------------------------------ the words around a cue

    def _verb_group(self, first: int) -> tuple[int, bool, bool]:
        """The last token before the verb group, whether the group is negated, whether it is passive."""
        negated = passive = False
        k = first - 1
        while k >= 0 and (self._is("auxiliaries", k) or self._is("adverbs", k) or self._is("negators", k) or self.tokens[k].low.endswith("ly")):
            if self._breaks(k) and not self._is("adverbs", k):
                break
            negated |= self._is("negators", k)
            passive |= self._is("passive_auxiliaries", k) and not self.tokens[first].low.endswith("ing")
            k -= 1
        return k, negated, passive

    def _negated(self, first: int) -> bool:
        return self._verb_group(first)[1]

    def _quoted(self, hit: CueHit) -> bool:
        return any(self.tokens[i].low in ("quoted", "cited") for i in range(hit.first, hit.last))

    def _breaks(self, i: int) -> bool:
        """Whether a phrase that names somebody cannot reach over token `i`."""
        token = self.tokens[i]
        if token.kind == "quote" or token.low in ",;:—–…)-":
            return True
        at = self.hits.at[i]
        return ("conjunctions" in at or "clause_starts" in at or "that" in at) and "relatives" not in at

    def _phrase_start(self, last: int, has_earlier: bool) -> int:
        first = last + 1
        depth = 0
        while first > 0 and last - first < REACH:
            token = self.tokens[first - 1]
            if token.low == ")":
                depth += 1
            elif token.low == "(":
                depth -= 1
            elif not depth and self._breaks(first - 1) and not (token.low in COORDINATORS and not has_earlier and first > 1 and self._may_name(first)):
                break
            first -= 1
        while first < last and self._is("adverbs", first):
            first += 1
        return min(first, last)

    def _apposed(self, comma: int, has_earlier: bool) -> tuple[int, int] | None:
        """`Geoffrey Pyatt, the ambassador to Ukraine, said`: the name before the comma before."""
        start = next((i for i in range(comma - 1, max(-1, comma - REACH), -1) if self._is_mark(i, ",") or self.tokens[i].kind == "quote"), -1)
        if start <= 0 or self.tokens[start].kind == "quote":
            first = self._phrase_start(comma - 1, has_earlier)
            return (first, comma) if comma > 0 and any(self._may_name(i) for i in range(first, comma)) else None
        first = self._phrase_start(start - 1, has_earlier)
        if any(self.tokens[i].is_capital or self._is("roles", i) or self._is("anonymous", i) for i in range(first, start)):
            return (first, comma)
        return (start + 1, comma) if self._may_name(start + 1) else None

    def _may_name(self, i: int) -> bool:
        """Whether a phrase that names a speaker may begin at token `i`."""
        if i >= self.count:
            return False
        at = self.hits.at[i]
        named = {"person_pronouns", "group_pronouns", "thing_pronouns", "roles", "anonymous", "groups", "witnesses", "documents", "titles", "determiners", "own", "organisations", "factions"}
        return self.tokens[i].is_capital or bool(named & at)

    def _right_end(self, i: int, *, commas: bool = True) -> int:
        """Where a phrase that names somebody after its cue ends; with `commas` an apposition belongs to it."""
        end = i
        while end < self.count and end - i < REACH:
            token = self.tokens[end]
            if token.low == "(":
                close = next((k for k in range(end, min(self.count, end + 12)) if self.tokens[k].low == ")"), None)
                if close is not None and end > i:
                    end = close + 1
                    continue
            if token.low == "," and commas and end > i and (after := self._apposition_end(end) or self._named_after(i, end)):
                end = after
                break
            if end > i and (self._breaks(end) or token.low in ".?!" or self._leaves(end) or end in self.cue_starts):
                break
            if end == i and (token.kind == "quote" or token.low in ",.;:"):
                break
            end += 1
        return end

    def _only_names(self, i: int) -> bool:
        """Whether the words from token `i` on name somebody and do nothing else: a subject behind its verb."""
        if not self._may_name(i) or self._is("that", i) or self._is("own", i):
            return False
        end = i
        while end < self.count and end - i < 12 and (self.tokens[end].is_capital or self.hits.at[end] & PERSON_NOUNS or self._is("determiners", end) or self.tokens[end].low in ("of", "for", "'s", "-", "former", "senior", "chief")):
            end += 1
        if end < self.count and end > i and self._may_end_name(end):
            return True
        return end >= self.count or (end - i <= 3 and end + 1 < self.count and bool(self.hits.at[end + 1] & PERSON_NOUNS) and self.tokens[end].kind == "word")

    def _may_end_name(self, i: int) -> bool:
        return self.tokens[i].low in ".,;:(" or self.tokens[i].kind in ("quote", "number") or bool(self.hits.at[i] & {"prepositions", "relatives", "conjunctions", "clause_starts"})

    def _is_apposition(self, comma: int) -> bool:
        """Whether the sentence opens with a name, a comma and more about it, up to this comma."""
        opening = next((i for i in range(comma) if self._is_mark(i, ",")), None)
        if opening is None or opening > 8:
            return False
        names = all(self.tokens[i].is_capital or self.hits.at[i] & PERSON_NOUNS or self._is("determiners", i) or self._is("prepositions", i) or self.tokens[i].kind == "mark" for i in range(opening))
        return names and not any(c < opening for c in self.cue_starts)

    def _leaves(self, i: int) -> bool:
        """Whether token `i` begins a circumstance (when, where, to whom) instead of going on with the name."""
        if self.tokens[i].is_capital and self.tokens[i - 1].is_capital:
            return False
        return self._is("prepositions", i) and self.tokens[i].low not in ("of", "for", "from", "dari", "untuk", "bagi")

    def _apposition_end(self, comma: int) -> int:
        """The end of `, juru bicara Kremlin` or `, who heads the office` after a name; 0 where none follows."""
        at = comma + 1
        if at >= self.count or not (self._is("roles", at) or self._is("determiners", at) or self._is("relatives", at) or self._is("roles", min(at + 1, self.count - 1))):
            return 0
        end = at
        while end < self.count and end - at < 20 and not (self.tokens[end].low in ",.;" or self.tokens[end].kind == "quote" or end in self.cue_starts):
            end += 1
        return end if any(self._is("roles", k) for k in range(at, end)) or self._is("relatives", at) else 0

    def _named_after(self, first: int, comma: int) -> int:
        """The end of the name in `kata peneliti senior lembaga itu, Suryono Herlambang, …`; 0 where none follows."""
        end = comma + 1
        while end < self.count and self.tokens[end].is_capital and end - comma < 6:
            end += 1
        named = end > comma + 1 and (self._is("roles", first) or self._is("roles", first + 1))
        return end if named and end < self.count and self._may_end_name(end) else 0

    def _left_phrase(self, last: int) -> tuple[int, int] | None:
        """`the US` or `Damascus 's` before a noun: the capital words right before it."""
        first = last + 1
        while first > 0 and (self.tokens[first - 1].is_capital or self.tokens[first - 1].low == "'s"):
            first -= 1
        return (first, last + 1) if first <= last and first > 0 else None

    def _right_phrase(self, i: int) -> tuple[int, int] | None:
        """`AS` after `tuduhan`, `by the United States` after `allegations`."""
        if i < self.count and (self._is("by", i) or self.tokens[i].low in ("dari", "from")):
            i += 1
        end = i
        while end < self.count and (self.tokens[end].is_capital or (end == i and self._is("determiners", end))):
            end += 1
        return (i, end) if end > i and self.tokens[end - 1].is_capital else None

    def _ends_clause(self, i: int) -> bool:
        """Whether after the cue nothing is said any more: the end, a comma, a circumstance of time, place or addressee."""
        if i >= self.count:
            return True
        token = self.tokens[i]
        if token.kind == "quote" or self._is("that", i):
            return False
        return token.low in ".,;:" and token.low != ":" or (self._is("prepositions", i) and not self._has_that(i)) or (token.kind == "word" and i + 1 < self.count and self.tokens[i + 1].low in ".," and token.is_capital) or (i + 1 == self.count and token.is_capital)

    def _opens_content(self, i: int) -> bool:
        """Whether what was said follows at token `i`: a conjunction, a colon, a quotation."""
        return i < self.count and (self._is("that", i) or self.tokens[i].kind == "quote" or self.tokens[i].low == ":")

    def _has_that(self, i: int) -> int | None:
        for k in range(i, min(self.count, i + 16)):
            if self._is("that", k) and (k == i or not self._is("determiners", k - 1)):
                return k
            if k > i and self.tokens[k].kind == "quote":
                return None
        return None

    def _right_content(self, hit: CueHit) -> Span | None:
        start = hit.last
        that = self._has_that(start)
        if hit.cue.frame in ("clause", "calls"):
            if self.tokens[hit.first].low in ("told", "telling", "tells", "tell"):
                start = that if that is not None else self._after_addressee(start)
            elif that is not None and self._only_circumstance(start, that):
                start = that
            elif start < self.count and self._is("addressee", start) and hit.cue.stance == "says":
                start = that if that is not None else self._after_addressee(start + 1)
        while start < self.count and self.tokens[start].low in ",:":
            start += 1
        return self._span(start, self.count) if self._words_between(start, self.count) >= 1 else None

    def _only_circumstance(self, start: int, that: int) -> bool:
        return that == start or self._is("prepositions", start) or self.tokens[start].low == "," or self.tokens[start].is_capital

    def _after_addressee(self, i: int) -> int:
        at = i
        while at < self.count and at - i < 10:
            token = self.tokens[at]
            if token.kind == "quote" or token.low in ",:":
                return at
            if at > i and not (token.is_capital or self.tokens[at - 1].low in ("the", "a", "an", "their", "his", "her", "para", "of")):
                return at
            at += 1
        return i

    # ------------------------------------------------------------------ spans

    def _cut(self, found: list[Attribution]) -> Iterator[Attribution]:
        """What was said ends where the next attribution of the sentence begins."""
        for n, one in enumerate(found):
            content = one.content
            if content is not None and not one.is_content_first and n + 1 < len(found):
                following = found[n + 1]
                begins = following.source[0] if following.source and following.source[0] > one.hit.last else following.hit.first
                if not self._is_joined(following, begins, one.hit.last):
                    yield one
                    continue
                joint = begins
                while joint > one.hit.last and (self._breaks(joint - 1) and self.tokens[joint - 1].kind != "quote" or self._is("adverbs", joint - 1)):
                    joint -= 1
                if joint < begins and following.hit.first > one.hit.last:
                    end = self.tokens[joint - 1].end
                    if content.start < end - 3:
                        content = Span(content.start, min(content.end, end))
            if content is not None and one.is_content_first and n:
                earlier = found[n - 1]
                edge = self.tokens[max(earlier.hit.last, earlier.source[1] if earlier.source else 0) - 1].end
                if content.start < edge < content.end and earlier.is_content_first:
                    start = next((t.start for t in self.tokens if t.start >= edge and t.low not in ",.;:"), edge)
                    content = Span(start, content.end) if start < content.end else content
            yield one._replace(content=content)

    def _is_joined(self, following: Attribution, begins: int, after: int) -> bool:
        """Whether the next attribution stands beside this one ("… and the ministry said …") and not inside what it tells."""
        if following.hit.cue.stance == "comments" or not (following.shares_source or self._may_name(begins)):
            return False
        k = begins - 1
        while k > after and self._is("adverbs", k):
            k -= 1
        return k > after and (self.tokens[k].low in ";–—" or "conjunctions" in self.hits.at[k] or (self.tokens[k].low == "," and (following.shares_source or following.hit.form == "words")))

    def _span(self, first: int, last: int) -> Span | None:
        """The code points of a run of tokens, without the marks at its ends."""
        while first < last and self.tokens[first].low in ",.;:—–":
            first += 1
        while last > first and self.tokens[last - 1].low in ",;:—–.":
            last -= 1
        return Span(self.tokens[first].start, self.tokens[last - 1].end) if first < last else None

    def _words_between(self, first: int, last: int) -> int:
        return sum(5 if t.kind == "quote" else t.kind != "mark" for t in self.tokens[max(0, first) : last])

    def _is(self, name: str, i: int) -> bool:
        return 0 <= i < self.count and name in self.hits.at[i]

    def _is_mark(self, i: int, mark: str) -> bool:
        return 0 <= i < self.count and self.tokens[i].low == mark


def tokens_of(sentence: Sentence, run: tuple[int, int]) -> tuple[Token, ...]:
    """The tokens of a run."""
    return sentence.tokens[run[0] : run[1]]
