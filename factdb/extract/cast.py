"""Who speaks: from the words that name a source to a speaker, an office and the party spoken for.

An article's sentences, mentions and word classes come in; a `Cast` answers for each source phrase, in the order of the
text, which `Speaker` it means. It remembers who was introduced, so that "Kirby", "dia" and "the official" find their
full name again. People who are only mentioned never become speakers by it.
"""

from collections.abc import Mapping, Sequence

from factdb.extract.described import Described
from factdb.extract.extension import extended
from factdb.extract.holders import Run
from factdb.extract.layout import Sentence
from factdb.extract.lexicon import Hits
from factdb.extract.memory import Memory
from factdb.extract.named import Named
from factdb.extract.nameless import Nameless
from factdb.extract.names import Names
from factdb.extract.offices import Offices
from factdb.extract.people import People, Speaker
from factdb.extract.phrase import trimmed
from factdb.extract.scene import Scene
from factdb.extract.source import Source, source_of
from factdb.records import Gazetteer, Mention, Span

__all__ = ["Cast", "Speaker"]

REACH = 14
NOUNS = frozenset({"allegation_nouns", "denial_nouns"})


class Cast:
    """The speakers of one article. Ask in the order of the text: pronouns mean who spoke last."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        hits: Sequence[Hits],
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
        dates: Sequence[Span],
        words: Mapping[str, frozenset[str]],
        day: str | None = None,
    ) -> None:
        self.gazetteer = gazetteer
        self.scene = Scene(text, mentions, gazetteer, dates, words, day)
        self.names = Names(self.scene, sentences, hits)
        offices = Offices(self.scene)
        people = People(self.scene, self.names, offices)
        self.memory = Memory(self.scene, self.names, people)
        self._named = Named(self.scene, self.names, offices, people, self.memory)
        self._described = Described(self.scene, self.names, people, self.memory)
        self._nameless = Nameless(self.scene, self.names, offices, people, self.memory)
        self._here: list[Speaker] = []
        self._sentence = -1

    @property
    def last(self) -> Speaker | None:
        """Who spoke last."""
        return self.memory.last

    @property
    def person(self) -> Speaker | None:
        """The person who spoke last."""
        return self.memory.person

    @property
    def body(self) -> Speaker | None:
        """The body, group or unnamed source that spoke last."""
        return self.memory.body

    def speaker(self, sentence: Sentence, hits: Hits, run: Run) -> Speaker | None:
        """Whom tokens[first:last] name; None where they name nobody that can speak."""
        if self._sentence != sentence.start:
            self._sentence, self._here = sentence.start, []
        if 0 < run[0] < len(hits.at) and "that" in hits.at[run[0]] and not hits.at[run[0] - 1].isdisjoint(NOUNS):
            return None
        source = self._source(sentence, hits, run)
        found = self._meant(source) if source is not None else None
        if found is None or source is None:
            return None
        if self._nameless.media.is_medium(found):
            found = self._carried(source, run, found)
        if found.kind != "rumour":
            found = self._in_full(found)
        told_of = found.kind == "person" and self._is_told_of(sentence, hits, run)
        if not told_of or self.memory.person is None:
            self.memory.heard(found, source)
        self._here.append(found)
        return found

    def meant(self, sentence: Sentence, hits: Hits, run: Run) -> Speaker | None:
        """Whom tokens[first:last] name who says nothing here; the cast does not remember it."""
        source = self._source(sentence, hits, run)
        found = self._meant(source) if source is not None else None
        return found and self._in_full(found)

    def _in_full(self, found: Speaker) -> Speaker:
        party = self.scene.full_name(found.party)
        return found if party == found.party else found._replace(party=party)

    def _is_told_of(self, sentence: Sentence, hits: Hits, run: Run) -> bool:
        """`arahan Presiden yang mendorong …`: who speaks only in a clause about something else."""
        relative = run[1] - 1
        return "relatives" in hits.at[relative] and relative > 0 and sentence.tokens[relative - 1].low != ","

    def he(self) -> Speaker | None:
        """Whom the suffix of a reporting word means (`katanya`): who spoke last, or who was just introduced."""
        return self.memory.he(is_tag=True)

    def heard(self, speaker: Speaker) -> None:
        """Remember who spoke last."""
        self.memory.heard(speaker, None)

    def passed(self, sentence: Sentence, hits: Hits, spoke: bool) -> None:
        """Tells the cast that a sentence is over; a sentence about somebody makes that person the next "he"."""
        self.memory.passed(sentence, hits, spoke)

    # ------------------------------------------------------------------ one source phrase

    def _source(self, sentence: Sentence, hits: Hits, run: Run) -> Source | None:
        runs = self.names.runs(sentence, hits)
        wide = extended(self.scene, sentence.tokens, hits, run, runs)
        cut = trimmed(self.scene, sentence.tokens, hits, wide, runs)
        return source_of(self.scene, sentence, hits, cut, runs) if cut[0] < cut[1] else None

    def _meant(self, source: Source) -> Speaker | None:
        found = self._nameless.rumour(source) or self._named.person_in(source)
        found = found or self.memory.pronoun(source) or self.memory.pointed_at(source) or self._described.meant(source)
        if found is not None:
            return found
        if {"locative", "prepositions"} <= source.hits.at[source.first]:
            return self._here[-1] if self._here else None
        named = self._nameless.unnamed(source) or self._nameless.body(source)
        return named or self._nameless.whoever(source)

    def _behind_document(self, source: Source, after: int) -> Speaker | None:
        """Whose conclusions a medium tells: `Reuters reported that conclusions reached by US officials pointed to`."""
        tokens, hits = source.tokens, source.hits
        while after < len(tokens) and (after in hits.cue_tokens or "that" in hits.at[after]):
            after += 1
        head = next((i for i in range(after, min(after + 3, len(tokens))) if "documents" in hits.at[i]), None)
        if head is None:
            return None
        by = next((i for i in range(head + 1, min(head + 4, len(tokens))) if "by" in hits.at[i]), None)
        if by is None:
            return None
        ends = (i for i in range(by + 2, len(tokens)) if tokens[i].kind == "mark" or i in hits.cue_tokens)
        relayed = self._source(source.sentence, hits, (by + 1, next(ends, len(tokens))))
        return self._meant(relayed) if relayed is not None else None

    def _carried(self, source: Source, run: Run, medium: Speaker) -> Speaker:
        """A medium that only carries: `…, the BBC reported` after another speaker, `Reuters quoted him as saying`."""
        tokens, hits, after = source.tokens, source.hits, run[1]
        while after < len(tokens) and ("adverbs" in hits.at[after] or tokens[after].low == ","):
            after += 1
        if after + 1 < len(tokens) and "relayed" in hits.at[after]:
            if "object_pronouns" in hits.at[after + 1]:
                return self.memory.he() or medium
            reach = range(after + 1, min(len(tokens), after + REACH))
            ends = (
                i
                for i in reach
                if tokens[i].low in ("as", ",", ".") or "that" in hits.at[i] or tokens[i].kind == "quote"
            )
            relayed = self._source(source.sentence, hits, (after + 1, next(ends, after + 1)))
            return (self._meant(relayed) if relayed is not None else None) or medium
        if (concluding := self._behind_document(source, after)) is not None:
            return concluding
        others = [s for s in self._here if not self._nameless.media.is_medium(s)]
        return others[-1] if others and run[0] > 0 and tokens[run[0] - 1].low == "," else medium
