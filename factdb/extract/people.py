"""The people whom an article introduces, and how they are found again by a part of their name.

Names and offices come in, sentence by sentence; a `People` knows under each full name the office and the party that the
article gives. Being here makes nobody a speaker.
"""

from collections.abc import Sequence
from typing import NamedTuple

from factdb.extract.holders import Run
from factdb.extract.layout import Sentence
from factdb.extract.lexicon import Hits
from factdb.extract.names import Names
from factdb.extract.offices import Offices
from factdb.extract.scene import Scene
from factdb.extract.source import Source

LONGEST_OFFICE = 3
SHORTEST_NICKNAME, LONGEST_NICKNAME = 4, 20
"""Letters of a word that stands for a longer one ("Pras", Prasetyo); every such opening is kept."""


class Speaker(NamedTuple):
    """Who speaks: the fullest name, the office as named, the party; `kind` is person, body, unnamed, anybody
    or rumour."""

    name: str
    party: str
    role: str | None = None
    is_anonymous: bool = False
    kind: str = "body"


class Person(NamedTuple):
    """Somebody the article introduces: the full name, and the words of office beside it (None: none given)."""

    name: str
    role: str | None
    party: str | None


class People:
    """Everybody whom one article names in full or with an office."""

    def __init__(self, scene: Scene, names: Names, offices: Offices) -> None:
        self.scene, self.names, self.offices = scene, names, offices
        self.people: dict[str, Person] = {}
        self._by_word: dict[str, str] = {}
        self._by_opening: dict[str, str] = {}
        for sentence, hits in names.by_sentence:
            self._introduce(sentence, hits)

    def _introduce(self, sentence: Sentence, hits: Hits) -> None:
        tokens, before = sentence.tokens, 0
        for first, last in self.names.runs(sentence, hits):
            name = self.scene.words(tokens, first, last)
            placed = first > 0 and "locative" in hits.at[first - 1]
            placed = placed or all(t.low in self.names.places for t in tokens[first:last])
            if (
                placed
                and self.scene.mention_at(tokens[first].start) is None
                and (first == 0 or "titles" not in hits.at[first - 1])
            ):
                before = last
                continue
            self._enter_called(sentence, hits, last, name)
            known = self.people.get(name)
            if known is None or known.role is None:
                mention = self.scene.mention_at(tokens[first].start)
                role = self.offices.beside(tokens, hits, (first, last), before)
                if last - first > 1 or known is not None or mention is not None or role is not None:
                    party = self.offices.held(tokens, hits, role) if role else None
                    if mention is not None and mention.kind == "person":
                        name = mention.party
                        party = self.scene.spoken_for(name, party)
                    self._enter(Person(name, self.scene.words(tokens, *role).rstrip(" .,") if role else None, party))
            before = last

    def _enter(self, one: Person) -> None:
        short = self.known(one.name)
        whole = short is not None and short.role is not None and short.name.endswith(f" {one.name}")
        if len(one.name.split()) > 1 and not whole:
            short = None
        if short is not None and short.name != one.name:
            if short.role is None:
                self.people[short.name] = short._replace(role=one.role, party=one.party)
            return
        self.people[one.name] = one
        for word in one.name.split():
            for length in range(SHORTEST_NICKNAME, min(len(word), LONGEST_NICKNAME) + 1):
                self._by_opening.setdefault(word[:length], one.name)
            other = self._by_word.get(self._key(word))
            if other is None or len(other.split()) < 2:
                self._by_word[self._key(word)] = one.name

    def _key(self, word: str) -> str:
        """A word of a name as it is looked up: without capitals and without the article in `al-Obeidi`."""
        low = word.lower().replace("’", "-").replace("'", "-")
        article, _, rest = low.partition("-")
        return rest if rest and article in self.scene.classes["name_articles"] else low

    def _enter_called(self, sentence: Sentence, hits: Hits, last: int, name: str) -> None:
        """`Moch Aminullah, atau kerap disapa JQ`: the name by which somebody is called."""
        tokens = sentence.tokens
        for i in range(last, min(last + 5, len(tokens) - 1)):
            if "called" in hits.at[i] and tokens[i + 1].is_capital:
                called = self._key(self.scene.words(tokens, i + 1, i + 2))
                self._by_word.setdefault(called, self._by_word.get(self._key(name), name))
                return

    def known(self, name: str) -> Person | None:
        """The person introduced under this name, a part of it, or a name that it is short for ("Pras", Prasetyo)."""
        if name in self.people and (len(name.split()) > 1 or self._by_word.get(self._key(name), name) == name):
            return self.people[name]
        words = name.split()
        for word in (words[-1], words[0]):
            full = self._by_word.get(self._key(word))
            if full is not None and (
                len(words) == 1
                or set(words) <= set(full.split())
                or self._key(words[-1]) == self._key(full.split()[-1])
            ):
                return self.people.get(full)
        return self.people[self._by_opening[name]] if name in self._by_opening else None

    def holder(self, office: str, party: str | None = None) -> Speaker | None:
        """The only person introduced with an office of these words, or with one of this party; None where several."""
        low = office.lower() + " "
        held = [
            one
            for one in self.people.values()
            if one.role is not None and (f"{one.role} ".lower().startswith(low) or (party and one.party == party))
        ]
        one = held[0] if len(held) == 1 else None
        return Speaker(one.name, one.party or one.name, one.role, kind="person") if one is not None else None

    def served(self, source: Source, office: Run, serving: str = "servants") -> str | None:
        """For whom one speaks who serves somebody the article names: `Hill's lawyer`, `a spokesman for Nora Hill`."""
        first, last = office
        heads = [i for i in range(first, last) if serving in source.hits.at[i]]
        if any("former" in source.hits.at[i] for i in range(source.first, last)):
            return None
        owners = (run for run in source.runs if run[1] <= last and heads and self._is_served(source, run, heads))
        one = next((self.known(self.scene.words(source.tokens, *owner)) for owner in owners), None)
        return (one.party or one.name) if one is not None else None

    def _is_served(self, source: Source, name: Run, heads: Sequence[int]) -> bool:
        """Whether a name stands before the office, possessing it, or behind it, linked to it."""
        start, end = name
        if end <= heads[0]:
            return end == heads[0] or (source.tokens[end].low == "'s" and heads[0] - end <= LONGEST_OFFICE)
        while start > heads[0] and "titles" in source.hits.at[start - 1]:
            start -= 1
        behind = start - 1 if "of_links" in source.hits.at[start - 1] else start
        return start > heads[0] and behind - 1 == heads[-1]

    def learn(self, name: str, role: str | None, party: str | None) -> None:
        """Keeps the office and party of somebody introduced without them."""
        one = self.people.get(name)
        if one is not None and one.party is None and party is not None:
            self.people[name] = one._replace(party=party, role=one.role or role)

    def party_of(self, role: str, *, is_named: bool = True) -> str | None:
        """The state of an office that names none, in an article on one state; the group of an activist; else None.

        A member of a parliament who is named speaks for himself."""
        words = role.lower().replace(",", " ").split()
        if self.scene.has("former", role) or self.scene.has("private_persons", " ".join(words[:2])):
            return None
        if is_named and self.scene.has("legislators", role):
            return None
        if self.is_public(role):
            return self.scene.home
        return next((group for word in words if (group := self.group_of(word)) is not None), None)

    def group_of(self, word: str, near: str | None = None) -> str | None:
        """The group that activists of a state near or of the article's are, where the gazetteer knows it."""
        state = (near or self.scene.most) if self.scene.has("activists", word) else None
        for adjective in self.scene.adjectives(state) if state is not None else ():
            for name in (f"{adjective} activists", f"{word} {adjective}"):
                if (party := self.scene.gazetteer.get(name)) is not None:
                    return party.name
        return None

    def end_before(self, sentence: Sentence, hits: Hits, name: Run) -> int:
        """Where the name before this one ends: an office before it is somebody else's."""
        return max((last for _, last in self.names.runs(sentence, hits) if last <= name[0]), default=0)

    def is_public(self, role: str) -> bool:
        """Whether an office is one of a state, even where none is named."""
        return self.scene.has("public_offices", role)
