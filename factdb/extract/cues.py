"""Which of the words that may report speech do so in one sentence: no nouns, names or participles that describe.

A sentence with the hits of its lexicon comes in; the cues that hold go out, in order. It decides by the words beside a
cue; who speaks and what is said is `attribution`'s matter.
"""

from collections.abc import Iterator

from factdb.extract.layout import Token
from factdb.extract.lexicon import CueHit
from factdb.extract.subject import Subjects

ARTICLES = frozenset({"a", "an", "the"})
SUBJECTS = frozenset({
    "person_pronouns", "group_pronouns", "thing_pronouns", "relatives", "factions", "groups", "anonymous", "roles",
    "documents", "organisations", "witnesses",
})  # fmt: skip


class Cues(Subjects):
    """One sentence and the cues that report speech in it."""

    def chosen(self) -> Iterator[CueHit]:
        """Of cues on the same words the first that the words around them allow."""
        taken: set[tuple[int, int]] = set()
        for hit in sorted(self.hits.cues, key=lambda h: (h.first, not self._names_false(h))):
            if (
                (hit.first, hit.last) not in taken
                and self._fits(hit)
                and (hit.cue.frame != "calls" or self._names_false(hit))
            ):
                taken.add((hit.first, hit.last))
                yield hit

    def _names_false(self, hit: CueHit) -> bool:
        """Whether the cue may name something and a word of falsity follows."""
        return hit.cue.frame == "calls" and any(
            self.has("falsity", i) or self.tokens[i].kind == "quote"
            for i in range(hit.last, min(self.count, hit.last + 25))
        )

    def _fits(self, hit: CueHit) -> bool:
        if hit.cue.frame == "raised":
            return self.raised_at(hit) is not None
        before = self.tokens[hit.first - 1] if hit.first else None
        if before is not None and self._is_in_name(hit, before):
            return False
        if hit.form == "bare":
            follows = self.tokens[hit.last] if hit.last < self.count else None
            opens = before is None or before.kind == "quote" or before.low in ",.?!"
            return opens and (hit.has_pronoun or (follows is not None and self.may_name(hit.last)))
        if hit.form == "noun":
            return True
        if hit.cue.stance == "admits" and self.has("relatives", hit.first - 1):
            return False
        if hit.form in ("words", "passive") and hit.last - hit.first == 1:
            if before is not None and self._is_attribute(hit.first, before):
                return False
            is_called = hit.cue.frame == "calls" and self.has("passive_auxiliaries", hit.first - 1)
            if self.has("noun_like", hit.first) and not is_called:
                return self._is_verb(hit, before) or self._is_denied(hit)
        is_of = hit.last < self.count and self.tokens[hit.last].low == "of" and hit.last - hit.first == 1
        return not (is_of and hit.cue.frame == "clause" and hit.cue.stance != "says")

    def raised_at(self, hit: CueHit) -> int | None:
        """Where the noun stands for what is taken up ("menanggapi kabar …"), None where none follows."""
        at = hit.last
        while at < self.count and (self.has("determiners", at) or self.has("adverbs", at)):
            at += 1
        return at if self.has("allegation_nouns", at) or self.has("raising", at) else None

    def _is_in_name(self, hit: CueHit, before: Token) -> bool:
        """Whether a capital cue goes on with a name ("See No Evil"); in a heading every word is written so."""
        in_capitals = before.is_capital and before.kind == "word" and self.tokens[hit.first].is_capital
        return in_capitals and hit.form != "bare" and not self.is_heading()

    def _is_attribute(self, i: int, before: Token) -> bool:
        """Whether a participle only describes a noun: "a disputed border", "their proposed law", "in pledged aid"."""
        word = self.tokens[i].low
        if before.low in ARTICLES or (self.has("possessives", i - 1) and not self.has("object_pronouns", i - 1)):
            return True
        if before.low == "'s":
            return not self.has("own", i - 2)
        return word.endswith("ed") and self.has("prepositions", i - 1) and not self.has("auxiliaries", i - 1)

    def _is_denied(self, hit: CueHit) -> bool:
        """Whether an adverb marks a denial that closes its clause as a verb: "a claim the office strongly disputes"."""
        subject = self.verb_group(hit.first)[0]
        is_finite = self.tokens[hit.first].low.endswith(("s", "ed")) and hit.cue.stance == "denies"
        return (
            is_finite
            and 0 <= subject < hit.first - 1
            and not self.hits.at[subject] & {"determiners", "prepositions", "conjunctions"}
            and self.tokens[subject].kind == "word"
            and self.ends_clause(hit.last)
        )

    def _is_verb(self, hit: CueHit, before: Token | None) -> bool:
        """Whether a word that is as often a noun ("report", "claims") says something here: subject, then object."""
        if before is None or self.has("prepositions", hit.first - 1) or hit.first - 1 in self.hits.cue_tokens:
            return False
        word = self.tokens[hit.first].low
        named = hit.first - 1
        while named > 0 and self.tokens[named].is_capital:
            named -= 1
        agrees = word.endswith("ed") or (before.low.endswith("s") and not word.endswith("s"))
        if self.has("determiners", named) and not (named < hit.first - 1 and agrees):
            return False
        if self.has("one", hit.first - 2) and not word.endswith(("s", "ed", "ing")):
            return False  # "a police report"
        is_subject = (
            (before.is_capital and not word.endswith("s"))
            or bool(self.hits.at[hit.first - 1] & SUBJECTS)
            or (self.has("auxiliaries", hit.first - 1) and not self.has("passive_auxiliaries", hit.first - 1))
        )
        if hit.last >= self.count:
            return before.low != "to"
        follows = self.tokens[hit.last]
        if before.low == "," and word.endswith("ing"):
            return True
        if hit.last in self.cue_starts:
            return False
        if follows.low == "to":
            return hit.cue.stance == "comments" and (is_subject or before.is_capital)
        if self.has("prepositions", hit.last) or follows.low == "-" or self.has("auxiliaries", hit.last):
            return False
        if self.has("that", hit.last) and self.has("auxiliaries", hit.last + 1):
            return False
        opens = (
            follows.is_capital
            or follows.kind in ("quote", "number")
            or bool(self.hits.at[hit.last] & {"that", "determiners", "own", "self", "person_pronouns"})
        )
        return opens or is_subject
