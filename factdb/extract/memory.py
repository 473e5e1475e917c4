"""Who has spoken so far in an article, and by which words they are meant again.

Speakers go in as they are found; pronouns, "the official" and "kementerian itu" come out as one of them. The memory
keeps to the order of the text: it knows nothing of what comes later.
"""

from factdb.extract.layout import Sentence
from factdb.extract.lexicon import Hits
from factdb.extract.names import NEVER, Names
from factdb.extract.people import People, Speaker
from factdb.extract.scene import Scene
from factdb.extract.source import HEADS, Source, singular

SUBJECT_REACH = 12


class Memory:
    """The speakers of one article up to now: the last one, the last person, the last body, and their words."""

    def __init__(self, scene: Scene, names: Names, people: People) -> None:
        self.scene, self.names, self.people = scene, names, people
        self.last: Speaker | None = None
        self.person: Speaker | None = None
        self.body: Speaker | None = None
        self.by_name: dict[str, Speaker] = {}
        self._by_head: dict[str, Speaker] = {}
        self._subject: Speaker | None = None

    def heard(self, speaker: Speaker, source: Source | None) -> None:
        """Remember who spoke, and by which words they can be meant again."""
        self.last = speaker
        if speaker.kind == "person":
            self.person = speaker
        else:
            self.body = speaker
        if source is None:
            return
        heads = [i for i in range(source.first, source.end) if not source.hits.at[i].isdisjoint(HEADS)]
        for i in {heads[0], heads[-1]} if heads else ():
            self._by_head[singular(source.low(i))] = speaker
        if heads and "one" in source.hits.at[source.first]:
            self.person = speaker
        if speaker.kind == "body":
            self._remember_name(speaker, source)

    def _remember_name(self, speaker: Speaker, source: Source) -> None:
        for i in range(source.first, source.end):
            token = source.tokens[i]
            if token.is_capital and self.scene.mention_at(token.start) is None and source.hits.at[i].isdisjoint(NEVER):
                self.by_name.setdefault(token.low, speaker)

    # ------------------------------------------------------------------ pronouns

    def he(self) -> Speaker | None:
        """The person of whom the text was talking: the subject of the sentence before, else who spoke last."""
        if self._subject is not None and (self.person is None or self.person.name != self._subject.name):
            return self._subject
        return self.person or self.last

    def passed(self, sentence: Sentence, hits: Hits, spoke: bool) -> None:
        """A sentence is over; the person whom it was about is the next "he"."""
        self._subject = None
        if spoke and (self.last is None or self.last.kind == "person"):
            return
        tokens = sentence.tokens
        for start, end in self.names.runs(sentence, hits)[:2]:
            owner = end < len(tokens) and tokens[end].low == "'s"
            if start < SUBJECT_REACH and (owner or (start and "prepositions" in hits.at[start - 1])):
                continue
            one = self.people.known(self.scene.words(tokens, start, end)) if start < SUBJECT_REACH else None
            if one is not None:
                party = one.party or (
                    self.people.party_of(one.role, sentence.start, tokens[start].start) if one.role else None
                )
                self._subject = Speaker(one.name, party or one.name, one.role, kind="person")
            return

    def pronoun(self, source: Source) -> Speaker | None:
        """Whom `he`, `mereka`, `his office` or `our correspondent` mean."""
        first, last = source.first, source.last
        if "possessives" in source.hits.at[first] and source.end - first > 1:
            owner = self.he() if "his" in source.hits.at[first] else self.body or self.last
            return owner and Speaker(self.scene.words(source.tokens, first, source.end), owner.party)
        for i in range(first, last) if last - first <= 3 else range(last - 1, last):
            at = source.hits.at[i]
            if "person_pronouns" in at:
                return self.he()
            if not at.isdisjoint({"group_pronouns", "thing_pronouns"}):
                return self.body or self.last
            if "self" in at and self.scene.mention_at(source.tokens[i].start) is None:
                return self._own_reporter(source, i) or self.last
        return None

    def _own_reporter(self, source: Source, first: int) -> Speaker | None:
        """`our correspondent`: the medium that the article names, or nobody."""
        if not any("reporters" in source.hits.at[i] for i in range(first + 1, source.last)):
            return None
        media = next((m for m in self.scene.mentions if m.kind == "media"), None)
        return Speaker(source.words, media.party) if media is not None else None

    # ------------------------------------------------------------------ words that point back

    def by_head(self, word: str) -> Speaker | None:
        """Who was last introduced with this word, in the singular or the plural."""
        return self._by_head.get(singular(word))

    def pointed_at(self, source: Source) -> Speaker | None:
        """`pejabat itu`, `the official`: who was introduced with the same word, where nothing else tells who it is."""
        if "of_links" in source.classes_at(source.end):
            return None
        for i in range(source.first, min(source.end, source.first + 5)):
            known = None if source.hits.at[i].isdisjoint(HEADS) else self.by_head(source.low(i))
            if known is None:
                continue
            after = (
                i + 1 < source.last and "pointing" in source.hits.at[i + 1] and "definite" not in source.hits.at[i + 1]
            )
            if after or (i > source.first and "definite" in source.hits.at[i - 1] and i + 1 == source.end):
                return known
        return self._named_before(source)

    def _named_before(self, source: Source) -> Speaker | None:
        """`the council`, `kementerian itu`: the body of whose name the text has used the word before."""
        first = source.first
        if source.end - first != 2:
            return None
        if "definite" in source.hits.at[first] and "organisations" in source.hits.at[first + 1]:
            party = self.scene.body_called(source.low(first + 1), source.start, at_end=True)
        elif "organisations" in source.hits.at[first] and "pointing" in source.hits.at[first + 1]:
            party = self.scene.body_called(source.low(first), source.start, at_end=False)
        else:
            return None
        return Speaker(source.words, party) if party is not None else None
