"""Who is said to say what in one sentence: source, cue and content, by the order of words.

A sentence with the hits of its lexicon comes in; `Attribution`s with token runs and code-point spans go out, in the
order of their cues. It decides by place and word class alone: whom the source words mean is `cast`'s matter, which
stance it is `stance`'s.
"""

from collections.abc import Iterator, Sequence

from factdb.extract.agents import Attribution
from factdb.extract.appended import Appended, taken_apart
from factdb.extract.clause import REACH
from factdb.extract.lexicon import CueHit
from factdb.records import Span

SHORT_CIRCUMSTANCE = 5
FEW, PHRASE = 4, 8
LINKING = frozenset({"prepositions", "clause_starts", "conjunctions", "adverbs"})
WITHOUT = frozenset({"without", "tanpa"})


class Reading(Appended):
    """One sentence being read for its attributions."""

    def attributions(self) -> tuple[Attribution, ...]:
        """All attributions of the sentence, contents not yet cut where the next one begins."""
        found: list[Attribution] = []
        for hit in self.chosen():
            one = self._read(hit, bool(found))
            if one is not None:
                found.append(one)
        told = [one for one in found if one.hit.cue.frame != "rumour"]
        cut = list(self._cut(taken_apart(told or found[:1])))
        alone = [one for one in cut if not self._is_thought_told(one, cut)]
        return tuple(one._replace(is_withheld=True) if self._is_withheld(one) else one for one in alone)

    def _is_thought_told(self, one: Attribution, beside: Sequence[Attribution]) -> bool:
        """Whether it is a wish or thought that another is said to tell of: "she said that they wanted more"."""
        if one.source is None or one.hit.cue.stance != "comments":
            return False
        at = self.tokens[one.hit.first].start
        return any(
            told.content
            and told.content.start <= at < told.content.end
            and (told.hit.first < one.hit.first or told.is_content_first)
            for told in beside
            if told is not one
        )

    def _is_withheld(self, one: Attribution) -> bool:
        """Whether a negated cue means that somebody keeps something back: "did not say who", not "never said"."""
        if not one.is_negated or not self.has("withheld", one.hit.first):
            return False
        group = range(self.verb_group(one.hit.first)[0] + 1, one.hit.first)
        return not any(self.hits.at[i] & {"ever", "correlatives"} for i in group)

    def _read(self, hit: CueHit, has_earlier: bool) -> Attribution | None:
        if hit.form == "according":
            return self._according(hit)
        if hit.form == "noun":
            return self.noun(hit)
        if hit.form == "bare":
            return self._content_first(hit, (hit.last, self.right_end(hit.last)) if not hit.has_pronoun else None)
        if hit.cue.frame == "raised":
            return self.raised(hit)
        if hit.cue.frame == "rumour":
            return self.rumour(hit)
        if hit.cue.frame == "outlet":
            return Attribution(hit, None, self.span(hit.last, self.count) or self.span(hit.first, hit.last))
        one = self.passive(hit) if hit.form == "passive" else self._active(hit, has_earlier)
        if hit.cue.stance in ("denies", "declines", "withdraws") and one is not None and one.content is None:
            return one._replace(content=self.span(hit.first, hit.last))
        return one

    def _according(self, hit: CueHit) -> Attribution | None:
        if hit.has_pronoun:
            source, after = None, hit.last
        else:
            after = self.right_end(hit.last, commas=False)
            named = self.named_after(hit.last, after) if self.is_mark(after, ",") else 0
            after = named if self.is_mark(named, ",") else after
            if after > hit.last and self.words_between(after, self.count) < 2:
                after = self._without_verb(hit.last, after)
            source = (hit.last, after)
            is_manner = self.has("possessives", hit.last) and hit.first > 0 and not self.is_mark(hit.first - 1, ",")
            if after == hit.last or is_manner:
                return None
        if self.words_between(0, hit.first) >= 3 and self.is_mark(hit.first - 1, ","):
            return Attribution(hit, source, self._around(0, hit.first, after), is_content_first=True)
        told = any(t.kind == "quote" for t in self.tokens[: hit.first])
        amid = self.words_between(0, hit.first) >= FEW and not told and not self.breaks(hit.first - 1)
        if self.words_between(after, self.count) >= 2 and not amid:
            return Attribution(hit, source, self.span(after, self.count))
        if self.words_between(0, hit.first) >= 3:
            return Attribution(hit, source, self.span(0, hit.first), is_content_first=True)
        return None

    def _without_verb(self, first: int, last: int) -> int:
        """Where the source ends in `Menurut Budi tanggul itu retak`, which no comma divides."""
        if self.hits.at[first] & {"person_pronouns", "group_pronouns", "thing_pronouns"}:
            return first + 1
        end = self.name_end(first, last)
        return end if self.words_between(end, last) >= 2 else last

    def _active(self, hit: CueHit, has_earlier: bool) -> Attribution | None:
        last, negated, passive = self.verb_group(hit.first)
        if negated and self.tokens[hit.first - 1].low in WITHOUT:
            return None
        if passive and not self._quoted(hit) and hit.cue.stance != "declines":
            return self.was(hit, negated)
        if (
            hit.cue.stance == "declines"
            and hit.last < self.count
            and self.tokens[hit.last].low in ("from", "dari", "by")
        ):
            return Attribution(
                hit, (hit.last + 1, self.right_end(hit.last + 1, commas=False)), self.span(hit.first, hit.last)
            )
        if not passive and self.has("by", hit.last) and self.tokens[hit.first].low.endswith("ed"):
            return self.denied_by(hit, negated=negated) if hit.cue.stance == "denies" else None
        if last < 0 or (self.breaks(last) and self.tokens[last].low != ")") or self._is_gerund(hit.first, last):
            return self._without_subject(hit, last, negated, has_earlier)
        if (taking_up := self.appended(hit, last, negated=negated)) is not None:
            return taking_up
        first = self.phrase_start(last, has_earlier)
        if self.has("relatives", last) and last == first:
            before = last - 2 if self.is_mark(last - 1, ",") else last - 1
            if before < 0:
                return self._without_subject(hit, before, negated, has_earlier)
            first = self.phrase_start(before, has_earlier)
        if (main := self.described_subject(first, last)) is not None:
            return Attribution(hit, main, self._right_content(hit), is_negated=negated)
        is_marked = first > 0 and self.tokens[first - 1].kind in ("mark", "quote")
        bare = None if is_marked else self.bare_subject(last, hit)
        if bare is not None and bare > first:
            return Attribution(hit, (bare, last + 1), self.span(0, bare), is_negated=negated, is_content_first=True)
        if (named := self.relative_subject(first, last)) is not None and not self.ends_clause(hit.last):
            content = self.span(named - 1, self.count)
            return Attribution(hit, (named, last + 1), content, is_negated=negated)
        source = (first, last + 1)
        if self.ends_clause(hit.last) and any(c.form == "bare" and first <= c.last <= last for c in self.hits.cues):
            return None  # "…," kata Budi menegaskan.
        named = hit.cue.frame == "object" and self.has("about", hit.last)
        opens = named or self._announces(hit.last) or self._opens_scene(first, hit.last)
        if self._stands_behind(first, hit.last) and not opens:
            return Attribution(hit, source, self._around(0, first, hit.last), is_negated=negated, is_content_first=True)
        content = self._right_content(hit)
        if content is None and self.words_between(0, first) >= 3:
            content = self.span(0, first)
        return Attribution(hit, source, content, is_negated=negated)

    def _is_gerund(self, first: int, before: int) -> bool:
        """Whether what the cue tells is how or when the sentence's subject acts: "replied by saying", "in denying"."""
        return self.tokens[first].low.endswith("ing") and (self.has("by", before) or self.has("locative", before))

    def _opens_scene(self, first: int, after: int) -> bool:
        """`Pada kesempatan itu, Budi berpesan kepada …`: no more than where and when stands before the speaker."""
        return bool(self.hits.at[0] & {"prepositions", "clause_starts", "addressee"}) and (
            self.words_between(0, first) <= PHRASE
            and self.tokens[first - 1].kind != "quote"
            and not self.is_mark(after, ",")
        )

    def _announces(self, comma: int) -> bool:
        """`mengatakan, …`: what was said follows where the language sets a comma before it."""
        return not self.words.inverted and self.is_mark(comma, ",") and self.words_between(comma, self.count) >= 3

    def _stands_behind(self, source: int, after: int) -> bool:
        """Whether what was said stands before the source that begins there: "…," Obama said; …, he said on Monday."""
        if source == 0 or self.words_between(0, source) < 2:
            return False
        if self.tokens[source - 1].kind == "quote":
            only_quoted = not self.words_between(0, source - 1)
            is_name = self.has("prepositions", source - 2) or self.opens_clause(after)
            return not self.opens_content(after) and (only_quoted or self.ends_clause(after) or not is_name)
        if not self.is_mark(source - 1, ",") or not self.ends_clause(after) or self._is_circumstance(0, source - 1):
            return False
        return not any(self.is_mark(i, ":") for i in range(after, min(self.count, after + REACH)))

    def _is_circumstance(self, first: int, last: int) -> bool:
        """Whether a run of tokens tells no more than when and where: "In the short term", "On Friday"."""
        is_short = last - first <= SHORT_CIRCUMSTANCE and not any(
            self.has("auxiliaries", i) for i in range(first, last)
        )
        return is_short and self.has("prepositions", first)

    def _around(self, first: int, source: int, after: int) -> Span | None:
        """What was said before a parenthetical attribution ("…, Obama said, …"), with what goes on after it."""
        if self.tokens[first].kind == "quote":
            rest = [i for i in range(after, min(self.count, after + 20)) if self.tokens[i].kind == "quote"]
            return self.span(first, rest[0] + 1 if rest else source)
        goes_on = self.is_mark(after, ",") and self.words_between(after, self.count) >= 3
        return self.span(first, self.count if goes_on else source)

    def _without_subject(self, hit: CueHit, last: int, negated: bool, has_earlier: bool) -> Attribution | None:
        before = self.tokens[last] if last >= 0 else None
        finite = not self.tokens[hit.first].low.endswith("ing")
        inverts = self.words.inverted and not self.has("telling", hit.first)
        inverted = inverts and finite and before is not None and (before.kind == "quote" or before.low == ",")
        if (
            inverted
            and before is not None
            and (before.kind == "quote" or not self.is_apposition(last))
            and (self.only_names(hit.last) or (before.kind == "quote" and self.only_describes(hit.last)))
        ):
            return self._content_first(hit, (hit.last, self.right_end(hit.last)))
        if before is not None and before.low == "," and finite:
            source = self.apposed(last, has_earlier)
            if source is not None:
                if self._stands_behind(source[0], hit.last):
                    content = self._around(0, source[0], hit.last)
                    return Attribution(hit, source, content, is_negated=negated, is_content_first=True)
                return Attribution(hit, source, self._right_content(hit), is_negated=negated)
        content = self._right_content(hit)
        opens = not finite or (hit.cue.stance == "denies" and hit.form == "words" and not self.words.inverted)
        if before is None and opens:  # "Denying that …, the spokesman said", "Membantah tuduhan itu, Budi mengatakan"
            comma = next((i for i in range(hit.last, self.count) if self.is_mark(i, ",")), None)
            if comma is not None and content is not None:
                return Attribution(
                    hit,
                    (comma + 1, self.right_end(comma + 1, commas=False)),
                    self.span(hit.last, comma),
                    is_negated=negated,
                )
            return None
        joined = before is not None and (before.kind == "mark" or self.has("conjunctions", last) or not finite)
        if joined and not has_earlier:
            return Attribution(hit, self.main_subject(last), content, is_negated=negated)
        is_main = before is not None and before.low == "," and not finite
        return Attribution(hit, None, content, shares_source=True, is_negated=negated, shares_main=is_main)

    def _content_first(self, hit: CueHit, source: tuple[int, int] | None) -> Attribution | None:
        """`"…," said X` and `…, kata X`; a quotation that goes on after the speaker belongs to it."""
        if source is not None and source[0] >= source[1]:
            return None
        end = source[1] if source else hit.last
        rest = next((i for i in range(end, self.count) if self.tokens[i].kind == "quote"), None)
        if self.words_between(0, hit.first) < 2:
            content = self.span(end, self.count) if self.words_between(end, self.count) >= 2 else None
        elif (
            rest is not None
            and self.tokens[0].kind == "quote"
            and rest - end <= 12
            and not any(end <= c < rest for c in self.cue_starts)
        ):
            content = self.span(0, rest + 1)
        elif self._goes_on(hit.first, end):
            content = self.span(end if self._only_links(hit.first) else 0, self.count)
        else:
            content = self.span(0, hit.first)
        return Attribution(hit, source, content, is_content_first=True) if content else None

    def _goes_on(self, cue: int, end: int) -> bool:
        """`Jembatan itu, kata Toha, dibiayai …`: whether what was said goes on behind the attribution."""
        if any(t.kind == "quote" for t in self.tokens[:cue]) or self.words_between(end, self.count) < 3:
            return False
        if self.words_between(0, cue) < FEW:
            return True
        dated = end + 2 < self.count and self.tokens[end + 1].is_capital and self.tokens[end + 2].low == "("
        closes = self.has("prepositions", end + 1) and self.words_between(0, cue) > PHRASE
        return self.is_mark(end, ",") and not dated and not closes

    def _only_links(self, cue: int) -> bool:
        """`Selain itu, kata dia, …`: whether the words before the attribution only tie it to what came before."""
        return self.words_between(0, cue) < FEW and bool(self.hits.at[0] & LINKING)

    def _quoted(self, hit: CueHit) -> bool:
        return any(self.tokens[i].low in ("quoted", "cited") for i in range(hit.first, hit.last))

    def _right_content(self, hit: CueHit) -> Span | None:
        start = hit.last
        that = self.that_after(start)
        if hit.cue.frame in ("clause", "topic", "calls"):
            if self.has("telling", hit.first):
                start = that if that is not None else self._after_addressee(start)
            elif that is not None and self._only_circumstance(start, that):
                start = that
            elif start < self.count and self.has("addressee", start) and hit.cue.stance == "says":
                start = that if that is not None else self._after_addressee(start + 1)
        while start < self.count and self.tokens[start].low in ",:":
            start += 1
        return self.span(start, self.count) if self.words_between(start, self.count) >= 1 else None

    def _only_circumstance(self, start: int, that: int) -> bool:
        """Whether nothing but when, where and to whom stands between the cue and its conjunction."""
        if that == start:
            return True
        if self.has("questions", that) or any(i in self.cue_starts for i in range(start, that)):
            return False
        between = range(start, that + 2)
        if any(self.has("auxiliaries", i) and not self.has("prepositions", i) for i in between):
            return False
        names = next((i for i in range(start, that) if not self.tokens[i].is_capital), that)
        return names == that or self.has("prepositions", names) or self.tokens[names].low == ","

    def _after_addressee(self, i: int) -> int:
        at = i
        while at < self.count and at - i < 10:
            token = self.tokens[at]
            if token.kind == "quote" or token.low in ",:":
                return at
            if at > i and not (
                token.is_capital or self.tokens[at - 1].low in ("the", "a", "an", "their", "his", "her", "para", "of")
            ):
                return at
            at += 1
        return i

    def _cut(self, found: list[Attribution]) -> Iterator[Attribution]:
        """What was said ends where the next attribution of the sentence begins."""
        for n, one in enumerate(found):
            content = one.content
            if content is not None and not one.is_content_first and n + 1 < len(found):
                following = found[n + 1]
                begins = (
                    following.source[0]
                    if following.source and following.source[0] > one.hit.last
                    else following.hit.first
                )
                if not self._is_joined(following, begins, one.hit.last):
                    yield one
                    continue
                joint = begins
                while joint > one.hit.last and (
                    (self.breaks(joint - 1) and self.tokens[joint - 1].kind != "quote")
                    or self.has("adverbs", joint - 1)
                ):
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
            yield one if content is one.content else one._replace(content=content)

    def _is_joined(self, following: Attribution, begins: int, after: int) -> bool:
        """Whether the next attribution stands beside this one ("… and they said …"), not inside what it tells."""
        if following.hit.cue.stance == "comments" or not (following.shares_source or self.may_name(begins)):
            return False
        k = begins - 1
        while k > after and self.has("adverbs", k):
            k -= 1
        return k > after and (
            self.tokens[k].low in ";–—"
            or "conjunctions" in self.hits.at[k]
            or (self.tokens[k].low == "," and (following.shares_source or following.hit.form == "words"))
        )
