"""Whom a sentence is about: the phrases before a verb that name its subject.

A sentence with the hits of its lexicon comes in; runs of tokens go out. It knows nothing of what the verb means.
"""

from factdb.extract.clause import PERSON_NOUNS, REACH, Clause
from factdb.extract.lexicon import CueHit

DATELINE = 12
LONGEST_SUBJECT = 9
SHORTEST_CLAUSE = 5
GOVERNS = frozenset({"prepositions", "determiners", "conjunctions", "relatives", "clause_starts", "auxiliaries"})
PRONOUNS = frozenset({"person_pronouns", "group_pronouns", "thing_pronouns"})


class Subjects(Clause):
    """One sentence and the subjects of its verbs."""

    def phrase_start(self, last: int, has_earlier: bool) -> int:
        """Where a phrase begins that names somebody and ends with token `last`; `has_earlier`: a cue stands before."""
        first = last + 1
        depth = 0
        while first > 0 and last - first < REACH:
            token = self.tokens[first - 1]
            if token.low == ")":
                depth += 1
            elif token.low == "(":
                depth -= 1
            elif (
                not depth
                and self.breaks(first - 1)
                and not (self.has("coordinators", first - 1) and not has_earlier and first > 1 and self.may_name(first))
            ):
                break
            first -= 1
        while first < last and self.has("adverbs", first):
            first += 1
        return min(first, last)

    def apposed(self, comma: int, has_earlier: bool) -> tuple[int, int] | None:
        """`Geoffrey Pyatt, the ambassador to Ukraine, said`: the name before the comma before."""
        start = next(
            (
                i
                for i in range(comma - 1, max(-1, comma - REACH), -1)
                if self.is_mark(i, ",") or self.tokens[i].kind == "quote"
            ),
            -1,
        )
        if start <= 0 or self.tokens[start].kind == "quote":
            first = self.phrase_start(comma - 1, has_earlier)
            return (first, comma) if comma > 0 and any(self.may_name(i) for i in range(first, comma)) else None
        first = self.phrase_start(start - 1, has_earlier)
        if any(self.tokens[i].is_capital or self.hits.at[i] & PERSON_NOUNS for i in range(first, start)):
            return (first, comma)
        return (start + 1, comma) if self.may_name(start + 1) else None

    def is_apposition(self, comma: int) -> bool:
        """Whether the sentence opens with a name, a comma and more about it, up to this comma."""
        opening = next((i for i in range(comma) if self.is_mark(i, ",")), None)
        if opening is None or opening > 8:
            return False
        names = all(
            self.tokens[i].is_capital
            or self.hits.at[i] & PERSON_NOUNS
            or self.has("determiners", i)
            or self.has("prepositions", i)
            or self.tokens[i].kind == "mark"
            for i in range(opening)
        )
        return names and not any(c < opening for c in self.cue_starts)

    def bare_subject(self, last: int, cue: CueHit) -> int | None:
        """Where the source begins that follows what was said without a comma: "Ten had died local sources said"."""
        first = self._phrase_of_name(last)
        if first is None or self.words_between(0, first) < SHORTEST_CLAUSE or self.breaks(first - 1):
            return None
        before = self.tokens[first - 1]
        describes = not before.is_capital and not before.low.endswith("s") and self.tokens[first].is_capital
        if describes and first > 1 and self.hits.at[first - 2] & GOVERNS:
            return None
        after = next((i for i in range(cue.last, self.count) if not self.has("adverbs", i)), self.count)
        if self.hits.at[first - 1] & GOVERNS or not self.ends_clause(after):
            return None
        finite = sum(
            self.has("auxiliaries", i) or i in self.cue_starts or self.tokens[i].low.endswith("ed")
            for i in range(first)
        )
        return first if finite > sum(self.has("relatives", i) for i in range(first)) else None

    def relative_subject(self, first: int, last: int) -> int | None:
        """Where the source begins behind a relative: "(soldiers died, which) Ruritania (said was a mistake)"."""
        named = self._phrase_of_name(last)
        return named if named is not None and named > first and self.has("relatives", named - 1) else None

    def _phrase_of_name(self, last: int) -> int | None:
        """Where the shortest noun phrase begins that ends with token `last` and names somebody."""
        head = self.hits.at[last]
        if head & PRONOUNS:
            return last
        if not (self.tokens[last].is_capital or head & PERSON_NOUNS):
            opens = last > 1 and self.has("determiners", last - 1) and self.tokens[last - 2].is_capital
            return last - 1 if opens else None
        first = last
        while first > 0 and (self._goes_on_name(first - 1) or self.hits.at[first - 1] & PERSON_NOUNS):
            first -= 1
        owner = next((i - 1 for i in range(last, first, -1) if self.is_mark(i, "'s")), first)
        if owner > first and self.hits.at[first - 1] & GOVERNS:
            return owner
        if first > 0 and self.has("determiners", first - 1):
            first -= 1
            return first - 2 if self.is_mark(first - 1, "of") and self.has("determiners", first - 2) else first
        one_more = first > 1 and self.tokens[first - 1].kind == "word" and not self.hits.at[first - 1]
        one_more = one_more and not self.tokens[last].is_capital
        return first - 1 if one_more and not self.tokens[first - 1].low.endswith("ed") else first

    def _goes_on_name(self, i: int) -> bool:
        """Whether token `i` is a word of a name, the full stop of "U.S." or the "'s" of "Russia's"."""
        return (
            self.tokens[i].is_capital
            or self.is_mark(i, "'s")
            or (self.is_mark(i, ".") and i > 0 and self.tokens[i - 1].is_capital)
        )

    def main_subject(self, until: int) -> tuple[int, int] | None:
        """The subject of the sentence that verbs before token `until` share: "On Friday he smiled and (said)"."""
        first = self._after_opening(until)
        if first is None or not (self.may_name(first) or self.has("indefinites", first)):
            return None
        if self.hits.at[first] & PRONOUNS:
            return (first, first + 1)
        end = first
        while end < until and self.has("determiners", end):
            end += 1
        begin = end
        while end < until and end - first < LONGEST_SUBJECT and not (end > begin and self._ends_subject(end)):
            end += 1
        return (first, end) if end > begin else None

    def described_subject(self, first: int, last: int) -> tuple[int, int] | None:
        """`The man who drove off while it was snowing (denied)`: the subject, where a clause stands before its verb."""
        if first == 0 or not self.has("clause_starts", first - 1):
            return None
        subject = self.main_subject(first - 1)
        is_clause = any(self.has("passive_auxiliaries", i) for i in range(first, last))
        return subject if subject is not None and is_clause and self.has("relatives", subject[1]) else None

    def _after_opening(self, until: int) -> int | None:
        """Where the sentence's subject may begin: behind its dateline, a quotation, "On Sunday, in Ames, Iowa,"."""
        dash = next((i for i in range(min(until, DATELINE)) if self.tokens[i].low in "—–-"), None)
        placed = dash is not None and all(t.is_capital or t.kind != "word" for t in self.tokens[:dash])
        first = dash + 1 if dash is not None and placed else 0
        while first < until:
            token = self.tokens[first]
            if token.kind == "quote" or token.kind == "mark" or self.has("conjunctions", first):
                first += 1
            elif self.hits.at[first] & {"prepositions", "clause_starts", "adverbs"} or token.low.endswith("ing"):
                comma = next((i for i in range(first, until) if self.is_mark(i, ",")), None)
                if comma is None:
                    return None
                first = comma + 1
                place = next((i for i in range(first, until) if not self.tokens[i].is_capital), until)
                first = place + 1 if first < place < until and self.is_mark(place, ",") else first
            else:
                return first
        return None

    def _ends_subject(self, i: int) -> bool:
        """Whether a verb or a circumstance begins at token `i` of a subject."""
        token, before = self.tokens[i], self.tokens[i - 1]
        if token.is_capital or token.low in ("of", "'s"):
            return False
        if token.kind == "mark" or i in self.cue_starts or token.low.endswith(("ed", "ly")):
            return True
        if self.hits.at[i] & {"auxiliaries", "adverbs", "prepositions", "relatives", "conjunctions", "clause_starts"}:
            return True
        named = before.is_capital and not self.has("determiners", i - 1)
        return (named or bool(self.hits.at[i - 1] & PERSON_NOUNS)) and not self.hits.at[i] & PERSON_NOUNS

    def name_end(self, first: int, last: int) -> int:
        """Where the words end that name the subject of a clause which begins at `first`: before its verb."""
        end = first
        named = False
        while end < last:
            naming = self.tokens[end].is_capital or bool(self.hits.at[end] & PERSON_NOUNS)
            links = self.tokens[end].low == "'s" or bool(self.hits.at[end] & {"coordinators", "prepositions"})
            if named and not naming and not links:
                break
            named |= naming
            end += 1
        return end
