"""Sources that are not the subject of the reporting words: who stands behind `by`, whose an allegation is, mere talk.

A cue of the sentence comes in, an `Attribution` goes out, None where nobody is said to say anything.
"""

from typing import NamedTuple

from factdb.extract.clause import PERSON_NOUNS
from factdb.extract.cues import Cues
from factdb.extract.lexicon import CueHit
from factdb.records import Span

ABOUT_WITHIN = 9
NAME_WITHIN = 8
TOLD = frozenset({"rumours", "documents", "allegation_nouns"})


class Attribution(NamedTuple):
    """One attribution: runs of tokens (first, last) for cue and source, the span of what was said.

    `source` None: nobody is named here (a shared subject, a pronoun in the cue, hearsay); `shares_source` tells that
    the subject is the one of the attribution before it, `shares_main` that it is the one of the sentence's first.
    `is_withheld`: a negated cue that keeps something back. `is_negated`: the reporting word itself is negated.
    `takes_up`: where the clause ends that a denial behind it answers, 0 where it answers none.
    """

    hit: CueHit
    source: tuple[int, int] | None
    content: Span | None
    shares_source: bool = False
    is_negated: bool = False
    is_passive: bool = False
    is_content_first: bool = False
    shares_main: bool = False
    is_withheld: bool = False
    takes_up: int = 0


class Agents(Cues):
    """One sentence with its cues, read for sources that are no subjects."""

    def rumour(self, hit: CueHit) -> Attribution | None:
        """`Beredar kabar bahwa …`, `… went viral`: what goes round, without the words that only say that it does.

        `uang yang beredar` is no talk: behind a relative pronoun only what can be told goes round.
        """
        told = any(self.hits.at[i] & TOLD for i in range(self.count))
        if self.has("relatives", hit.first - 1) and not told:
            return None
        that = self.that_after(hit.last)
        start = that if that is not None else hit.last if hit.first <= 1 else 0
        content = self.span(start, self.count)
        return Attribution(hit, None, content) if self.words_between(start, self.count) > 3 else None

    def raised(self, hit: CueHit) -> Attribution | None:
        """`menanggapi kabar …`, `responding to claims that …`: what follows, up to the comma, was raised."""
        at = self.raised_at(hit)
        if at is None:
            return None
        end = next((i for i in range(at, self.count) if self.is_mark(i, ",")), self.count)
        pointed = any(self.has("pointing", i) and not self.has("that", i) for i in range(at, min(at + 2, end)))
        return Attribution(hit, None, self.span(at, end)) if not pointed and self.words_between(at, end) >= 4 else None

    def noun(self, hit: CueHit) -> Attribution | None:
        """`the US allegation that …`, `tuduhan AS mengenai …`: only where the words beside it name somebody."""
        left, right = self.left_phrase(hit.first - 1), self.right_phrase(hit.last)
        of = right if right is not None else (left[0], hit.last) if left is not None else None
        if of is None:
            return None
        after = max(of[1], hit.last)
        after = next((i for i in range(after, min(after + ABOUT_WITHIN, self.count)) if self.has("about", i)), after)
        content = (
            self.span(after, self.count) if self.words_between(after, self.count) >= 2 else self.span(0, self.count)
        )
        return Attribution(hit, of, content)

    def passive(self, hit: CueHit) -> Attribution | None:
        """`dibantah oleh …`, `dituding warga`: the agent behind a passive, else the talk before it."""
        after = hit.last
        subordinate = self.has("relatives", hit.first - 1) or self.has("clause_starts", hit.first - 1)
        unsaid = hit.cue.stance in ("says", "asserts") and self.negated(hit.first)
        if (subordinate or unsaid) and not (after < self.count and self.has("by", after)):
            return None
        while after < self.count and self.has("adverbs", after):
            after += 1
        if after < self.count and self.has("by", after):
            source: tuple[int, int] | None = (after + 1, self.right_end(after + 1, commas=False))
        elif self.may_name(after) and not self.has("that", after) and self._may_accuse(hit, after):
            source = (after, self.right_end(after, commas=False))
            if hit.cue.frame == "accuse":
                return self._accused_by(hit, (after, self.name_end(after, source[1])))
        else:
            source = next(((i, hit.first) for i in range(hit.first) if self.has("rumours", i)), None)
        negated = self.negated(hit.first)
        end = max(source[1], hit.last) if source else hit.last
        if self.words_between(end, self.count) >= 4 and (
            source is None or source[0] < hit.first or self.has("that", end)
        ):
            content = self.span(end, self.count)
        else:
            content = self.span(0, hit.first) if self.words_between(0, hit.first) else self.span(end, self.count)
        return Attribution(hit, source, content, is_negated=negated, is_passive=True)

    def _accused_by(self, hit: CueHit, agent: tuple[int, int]) -> Attribution:
        """`Perusahaan dituding warga membuang limbah`: what is held against the subject follows the accuser."""
        told = agent[1] if self.words_between(agent[1], self.count) >= 2 else 0
        return Attribution(hit, agent, self.span(told, self.count if told else hit.first), is_passive=True)

    def _may_accuse(self, hit: CueHit, after: int) -> bool:
        """Whether the agent stands right behind an accusation, as in `dituding warga`, and not what is accused."""
        return hit.cue.frame != "accuse" or self.tokens[after].is_capital or bool(self.hits.at[after] & PERSON_NOUNS)

    def was(self, hit: CueHit, negated: bool) -> Attribution | None:
        """A passive with its agent: `was denied by Brussels`; without an agent nobody speaks."""
        at = hit.last
        if at < self.count and self.has("by", at):
            source = (at + 1, self.right_end(at + 1, commas=False))
            said = self.verb_group(hit.first)[0] + 1
            content = self.span(0, said) if self.words_between(0, hit.first) >= 2 else self.span(source[1], self.count)
            return Attribution(hit, source, content, is_negated=negated, is_passive=True)
        if hit.cue.frame == "calls":
            return self._called_by(hit, negated)
        if hit.cue.frame == "accuse":
            by = next((k for k in range(at, self.count - 1) if self.has("by", k) and self.may_name(k + 1)), None)
            if by is None or any(self.is_mark(k, ",") or self.has("relatives", k) for k in range(at, by)):
                return None
            agent = (by + 1, self.right_end(by + 1, commas=False))
            return Attribution(hit, agent, self.span(0, by), is_negated=negated, is_passive=True)
        if hit.cue.stance == "asserts" and self.has("that", at):
            return Attribution(hit, None, self.span(at, self.count), is_negated=negated, is_passive=True)
        return None

    def _called_by(self, hit: CueHit, negated: bool) -> Attribution | None:
        """`The report was called "rubbish" by the embassy`: the agent stands behind the name that is given."""
        ends = range(hit.last + 1, min(self.count - 1, hit.last + NAME_WITHIN))
        by = next((k for k in ends if self.has("by", k) and self.may_name(k + 1)), None)
        if by is None or not any(self.has("falsity", k) or self.tokens[k].kind == "quote" for k in range(hit.last, by)):
            return None
        agent = (by + 1, self.right_end(by + 1, commas=False))
        return Attribution(hit, agent, self.span(0, by), is_negated=negated, is_passive=True)
