"""Denials appended to what they deny: "…, which the army denies", "…, a charge Tehran rejects".

A cue of the sentence comes in; an `Attribution` goes out whose content is the clause before, None where nothing is
taken up. It reads the order of words only.
"""

from collections.abc import Sequence

from factdb.extract.agents import Agents, Attribution
from factdb.extract.lexicon import CueHit
from factdb.records import Span

DESCRIBED = 3
VERDICT = 4
LONGEST = 6


class Appended(Agents):
    """One sentence, read for denials that take up the clause before them."""

    def appended(self, hit: CueHit, last: int, *, negated: bool) -> Attribution | None:
        """The denial of the subject that ends with token `last`, where that subject stands behind what takes up."""
        if hit.cue.stance not in ("denies", "calls") or self.has("relatives", last) or not self._closes(hit):
            return None
        first = self._subject(last)
        opener = self.taken_up(first)
        if opener is None or self.words_between(0, opener) < DESCRIBED:
            return None
        if hit.cue.stance == "calls" and not any(self.has("allegation_nouns", i) for i in range(opener, first)):
            return None
        content = self.span(0, opener)
        return Attribution(hit, (first, last + 1), content, is_negated=negated, is_content_first=True, takes_up=opener)

    def _subject(self, last: int) -> int:
        """Where the subject begins that ends with token `last`: behind what takes up, if that stands near."""
        for first in range(last, max(0, last - LONGEST), -1):
            if self.has("relatives", first - 1) or self._resumes(first - 1):
                return first
        return last

    def _resumes(self, i: int) -> bool:
        return self.has("allegation_nouns", i) or self.has("resuming", i)

    def denied_by(self, hit: CueHit, *, negated: bool) -> Attribution | None:
        """`…, a charge denied by Tehran`: the agent denies the clause that the noun takes up."""
        one, opener = self.was(hit, negated), self.taken_up(hit.first)
        if one is None or opener is None or self.words_between(0, opener) < DESCRIBED:
            return one
        return one._replace(content=self.span(0, opener), is_content_first=True, takes_up=opener)

    def _closes(self, hit: CueHit) -> bool:
        """Whether nothing but an adverb follows the cue, or the name that it gives ("dismissed as false")."""
        if hit.cue.stance == "calls":
            return any(self.has("falsity", i) for i in range(hit.last, hit.last + VERDICT))
        after = next((i for i in range(hit.last, self.count) if not self.has("adverbs", i)), self.count)
        return self.ends_clause(after) or self.has("conjunctions", after)

    def taken_up(self, end: int) -> int | None:
        """Where the clause ends that the words before token `end` take up: ", which", ", a charge (that)"."""
        at = end - 1
        if self.has("relatives", at) and not self._resumes(at):
            at -= 1
        if not self._resumes(at):
            return None
        for first in range(at, max(0, at - DESCRIBED), -1):
            if self._parts(first - 1):
                return first - 2 if self._parts(first - 2) else first - 1  # two hyphens make a dash
            if self.has("one", first):  # commas may be lost: "… shelled it an accusation the rebels denied"
                return first
        return None

    def _parts(self, i: int) -> bool:
        return 0 < i < self.count and self.tokens[i].low in (",", "-", "–", "—", "--")


def taken_apart(found: Sequence[Attribution]) -> list[Attribution]:
    """What was said ends where a denial takes it up, and what takes it up says nothing: "…, a charge Tehran denies"."""
    taking = [one for one in found if one.takes_up]
    said = [one for one in found if not any(other.takes_up <= one.hit.first < other.hit.first for other in taking)]
    return [one._replace(content=_until(one.content, taking)) for one in said] if taking else said


def _until(content: Span | None, taking: Sequence[Attribution]) -> Span | None:
    """The span up to the first clause end inside it at which a denial takes something up."""
    if content is None:
        return None
    ends = [one.content.end for one in taking if one.content and content.start < one.content.end < content.end]
    return Span(content.start, min(ends)) if ends else content
