"""Who has spoken so far in an article, and by which words they are meant again.

Speakers go in as they are found; pronouns, "the official" and "kementerian itu" come out as one of them. The memory
keeps to the order of the text: it knows nothing of what comes later.
"""

from collections.abc import Sequence

from factdb.extract.holders import NEVER, Run
from factdb.extract.layout import Sentence, Token
from factdb.extract.lexicon import Hits
from factdb.extract.names import Names
from factdb.extract.people import People, Person, Speaker
from factdb.extract.scene import Scene
from factdb.extract.source import HEADS, Source, singular
from factdb.words import WITNESS

SUBJECT_REACH = 12
SOMEBODY_REACH = 6
ENDS_SUBJECT = frozenset({"prepositions", "person_pronouns", "group_pronouns", "thing_pronouns", "self"})


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
        self._narrated: Speaker | None = None
        self._is_strong = False
        self._group: Speaker | None = None
        self._pair: Speaker | None = None
        self._seen: set[str] = set()
        self._passive = tuple(scene.classes["passive_prefixes"])

    def heard(self, speaker: Speaker, source: Source | None) -> None:
        """Remember who spoke, and by which words they can be meant again."""
        self.last = speaker
        if speaker.kind == "person":
            self.person = speaker
        else:
            self.body = speaker
        if source is None:
            return
        joined = (i for i in range(source.first, source.last) if "coordinators" in source.hits.at[i])
        joint = next(joined, source.last)
        self._pair = speaker if any(joint < r[0] < source.last for r in source.runs) else None
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

    def he(self, *, is_tag: bool = False) -> Speaker | None:
        """The person of whom the text was talking: the subject of the sentence before, else who spoke last.

        A tag behind a quotation (`katanya`) means who spoke last; only somebody newly introduced takes over.
        """
        subject = self._subject if self._is_strong or self.person is None or not is_tag else None
        return subject or self.person or self._narrated or self.no_medium(self.last)

    def no_medium(self, speaker: Speaker | None) -> Speaker | None:
        """Nobody says `he` of a newspaper."""
        party = self.scene.gazetteer.get(speaker.party) if speaker is not None else None
        return None if party is not None and party.kind == "media" else speaker

    def passed(self, sentence: Sentence, hits: Hits, spoke: bool) -> None:
        """A sentence is over; the person whom it was about is the next "he"."""
        self._subject, self._is_strong, self._group = None, False, None
        tokens, runs = sentence.tokens, self.names.runs(sentence, hits)
        if not spoke or (self.last is not None and self.last.kind != "person"):
            name = next((r for r in runs[:2] if self._may_be_subject(tokens, hits, r)), None)
            name = name or next((r for r in runs if r[0] and "by" in hits.at[r[0] - 1]), None)
            one = self._known(tokens, name)
            if one is not None and name is not None and self._is_person(tokens, hits, name, one):
                party = one.party or (self.people.party_of(one.role) if one.role else None)
                self._subject = Speaker(one.name, party or one.name, one.role, kind="person")
                self._is_strong = self._takes_over(tokens, hits, name, one)
            elif not runs:
                self._narrated = self._somebody(sentence, hits) or self._narrated
                self._group = self._several(sentence, hits)
            self._narrated = self._subject or self._narrated
        self._seen.update(tokens[last - 1].low for _, last in runs)

    def _several(self, sentence: Sentence, hits: Hits) -> Speaker | None:
        """`Villagers gathered at the mosque.`: the people without names whom a sentence is about."""
        for i, token in enumerate(sentence.tokens[:SOMEBODY_REACH]):
            at = hits.at[i]
            if not at.isdisjoint({"witnesses", "factions"}) and "pointing" not in at:
                first = 0
                while first < i and not hits.at[first].isdisjoint({"determiners", "conjunctions", "adverbs"}):
                    first += 1
                words = self.scene.words(sentence.tokens, first, i + 1)
                return Speaker(words, WITNESS if "witnesses" in at else words, is_anonymous=True, kind="unnamed")
            if i in hits.cue_tokens or token.low == "," or not at.isdisjoint(ENDS_SUBJECT):
                return None
        return None

    def _known(self, tokens: Sequence[Token], name: Run | None) -> Person | None:
        return self.people.known(self.scene.words(tokens, *name)) if name is not None else None

    def _may_be_subject(self, tokens: Sequence[Token], hits: Hits, name: Run) -> bool:
        """Whether a name stands where the subject does: early, no owner, in no circumstance but "for X"."""
        start, end = name
        if start >= SUBJECT_REACH or (end < len(tokens) and tokens[end].low == "'s"):
            return False
        after = self.scene.mention_at(tokens[end].start) if end < len(tokens) else None
        if after is not None and after.kind == "media":  # a byline: "Jim Muir BBC News, Beirut"
            return False
        return start == 0 or "viewpoints" in hits.at[start - 1] or "prepositions" not in hits.at[start - 1]

    def _is_person(self, tokens: Sequence[Token], hits: Hits, name: Run, one: Person) -> bool:
        """Whether it is a person and no programme or zone: an office, a title, an age, known by name, called again."""
        start, end = name
        mention = self.scene.mention_at(tokens[start].start)
        if one.role is not None or (mention is not None and mention.kind == "person"):
            return True
        if (start and "titles" in hits.at[start - 1]) or self._has_age(tokens, end):
            return True
        if any(self.names.spoken[tokens[i].low] for i in range(start, end)):
            return True
        if start == 0 and end - start < len(one.name.split()):
            return True
        return start == 0 and end - start in (2, 3) and "placing" not in hits.at[start]

    def _has_age(self, tokens: Sequence[Token], end: int) -> bool:
        """`Kamal (32)`, `Kirby, 45,`."""
        return end + 1 < len(tokens) and tokens[end].low in "(," and tokens[end + 1].kind == "number"

    def _takes_over(self, tokens: Sequence[Token], hits: Hits, name: Run, one: Person) -> bool:
        """Whether a tag can mean this person: introduced just now, or somebody of whom feelings are told."""
        start, end = name
        if start and "viewpoints" in hits.at[start - 1]:
            return True
        after = range(end, min(end + 4, len(tokens)))
        if any("feelings" in hits.at[i] for i in after):
            return True
        suffers = any(tokens[i].low.startswith(self._passive) and not tokens[i].is_capital for i in after[:2])
        return (
            tokens[end - 1].low not in self._seen
            and not suffers
            and (one.role is not None or self._has_age(tokens, end))
        )

    def _somebody(self, sentence: Sentence, hits: Hits) -> Speaker | None:
        """`The man was taken to hospital.`: a person without a name who is the subject."""
        tokens = sentence.tokens
        for i in range(min(len(tokens), SOMEBODY_REACH)):
            if "persons" in hits.at[i] and not tokens[i].is_capital:
                first = i
                while first > 0 and ("determiners" in hits.at[first - 1] or hits.at[first - 1].isdisjoint(NEVER)):
                    first -= 1
                words = self.scene.words(tokens, first, i + 1)
                return Speaker(words, words, is_anonymous=True, kind="unnamed")
            if "prepositions" in hits.at[i] or tokens[i].low == ",":
                return None
        return None

    def pronoun(self, source: Source) -> Speaker | None:
        """Whom `he`, `mereka`, `his office` or `our correspondent` mean."""
        first, last = source.first, source.last
        if "possessives" in source.hits.at[first] and source.end - first > 1:
            owner = (
                self.he() if "his" in source.hits.at[first] else self._right_before(source) or self.body or self.last
            )
            return owner and Speaker(self.scene.words(source.tokens, first, source.end), owner.party)
        for i in range(first, last) if last - first <= 3 else range(last - 1, last):
            at = source.hits.at[i]
            if "person_pronouns" in at:
                return self.he()
            if "group_pronouns" in at and (group := self._group or self._pair) is not None:
                return group
            if not at.isdisjoint({"group_pronouns", "thing_pronouns"}):
                return self.body or self.last
            if "self" in at and self.scene.mention_at(source.tokens[i].start) is None:
                return self._own_reporter(source, i) or self.last
        return None

    def _right_before(self, source: Source) -> Speaker | None:
        """`Nora Hill, whose lawyers`: the person named before the comma."""
        run = next((r for r in source.runs if r[1] == source.first - 1), None)
        if run is None or source.tokens[source.first - 1].low != ",":
            return None
        one = self._known(source.tokens, run)
        return Speaker(one.name, one.party or one.name, one.role, kind="person") if one is not None else None

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
