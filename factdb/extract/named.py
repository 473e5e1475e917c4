"""A source that names a person: the full name, the office and the party spoken for.

A source phrase comes in, a `Speaker` goes out, None where the phrase names nobody. A name inside a circumstance ("in
talks with Kirby") or before another noun ("Kirby's office") is not the source.
"""

from itertools import pairwise

from factdb.extract.holders import Run
from factdb.extract.memory import Memory
from factdb.extract.names import Names
from factdb.extract.offices import Offices
from factdb.extract.people import People, Person, Speaker
from factdb.extract.phrase import NAMING
from factdb.extract.scene import Scene
from factdb.extract.source import Source
from factdb.records import Mention

TELLING = frozenset({"roles", "kin", "former", "persons"})
OPENS_PHRASE = frozenset({"roles", "determiners", "witnesses", "factions", "groups", "persons"})
LINKS = frozenset({"for", "of", "to"})


class Named:
    """Reads the persons of one article's source phrases."""

    def __init__(self, scene: Scene, names: Names, offices: Offices, people: People, memory: Memory) -> None:
        self.scene, self.names, self.offices, self.people, self.memory = scene, names, offices, people, memory

    def person_in(self, source: Source) -> Speaker | None:
        """The person named; the last one after an office, else the first."""
        if self._is_epithet(source):
            words = self.scene.words(source.tokens, source.first, source.end - 1)
            return (self.people.holder(words) if len(words.split()) > 1 else None) or self.memory.person
        first = source.first
        if (named := self._behind_clause(source)) is not None:
            return self._named(source, named)
        ends = next((i for i in range(first + 1, source.last) if "relatives" in source.hits.at[i]), source.last)
        ends = next((r[1] for r in source.runs if first <= r[0] and r[1] < ends and self._joins(source, r[1])), ends)
        inside = [r for r in source.runs if first <= r[0] < ends]
        served = {run for run, after in pairwise(inside) if self._is_served(source, run, after)}
        inside = [run for run in inside if run not in served]
        apposed = any(source.low(r[1]) in (",", "(") for r in inside[:1] if r[1] < ends)
        if not apposed and not source.hits.at[first].isdisjoint({"roles", "organisations"}):
            inside.sort(key=lambda run: (not self._holds_office(source, run), -run[0]))
        return next((one for run in inside if (one := self._named(source, run)) is not None), None)

    def _is_served(self, source: Source, run: Run, after: Run) -> bool:
        """Whether the person is named only for whom the next one works: `Obama adviser David Axelrod`."""
        between = range(run[1], after[0])
        return bool(between) and all("roles" in source.hits.at[i] for i in between)

    def _behind_clause(self, source: Source) -> Run | None:
        """`salah satu warga yang tinggal di sana, Siti Rohmah`: the name behind the comma that closes the phrase."""
        name = next((r for r in source.runs if r[1] == source.last), None)
        if name is None or source.low(name[0] - 1) != "," or source.hits.at[source.first].isdisjoint(OPENS_PHRASE):
            return None
        return name

    def _holds_office(self, source: Source, run: Run) -> bool:
        """`Representative Paul King of New York`: a full name right behind the office, its place behind it."""
        beside = run[0] > source.first and "roles" in source.hits.at[run[0] - 1]
        return beside and run[1] - run[0] > 1 and "of_links" in source.classes_at(run[1])

    def _joins(self, source: Source, i: int) -> bool:
        """Whether a second speaker follows: `Presiden X dan Menteri Y`; the first speaks for both."""
        return "coordinators" in source.hits.at[i] and not source.classes_at(i + 1).isdisjoint({"roles", "titles"})

    def _is_epithet(self, source: Source) -> bool:
        """`Ulama karismatik Jawa Timur ini`, `mantan istri Ivan Fadilla itu`: who has spoken, told by what he is.

        `Ketua panitia itu, Budi Santoso`, is somebody who is named.
        """
        at = source.hits.at
        if self.memory.person is None or at[source.first].isdisjoint(TELLING):
            return False
        reach = range(source.first + 2, min(source.last + 1, len(source.tokens)))
        points = [i for i in reach if i <= source.end and "pointing" in at[i] and "definite" not in at[i]]
        return bool(points) and not any(points[0] < start < source.last for start, _ in source.runs)

    def _named(self, source: Source, name: Run) -> Speaker | None:
        start, end = name
        if start > source.first and "kin" in source.hits.at[start - 1] and not source.tokens[start - 1].is_capital:
            return None
        if (source.low(end) == "'s" and end + 1 < source.last) or self._is_governed(source, start):
            return None
        if self._is_described(source, end):
            return None
        words = self.scene.words(source.tokens, start, end)
        full = self.people.known(words)
        mention = self.scene.mention_at(source.tokens[start].start)
        if full is None and mention is None and all(w.lower() in self.names.places for w in words.split()):
            return None
        office = any(not source.hits.at[i].isdisjoint({"roles", "titles"}) for i in range(source.first, start))
        if full is None and mention is None and not office and end - start < 2:
            if source.low(start) in self.memory.by_name:
                return self.memory.by_name[source.low(start)]
            noun = end < len(source.tokens) and "noun_like" in source.hits.at[end]
            if noun and self.names.only_opens(source.tokens, start):
                return None
            told = source.low(end) == "," and "relatives" in source.classes_at(end + 1)
            told = told and not self.names.only_opens(source.tokens, start)
            if not (told or self.names.spoken[source.low(start)]) or source.is_word(end):
                return None
        if full is None and not office and end < source.last and not source.hits.at[end].isdisjoint(NAMING):
            return None
        found = self._as_person(source, full or Person(words, None, None), name, mention)
        return self._for_somebody(source, found, start) or found

    def _by_full_name(self, source: Source, office: Run, party: str | None) -> str | None:
        """Whom an office serves, a part of his name being given: `kuasa hukum Rajiun, Syarifudin,`."""
        serves = party is not None and any("servants" in source.hits.at[i] for i in range(*office))
        one = self.people.known(party) if serves and party is not None else None
        return (one.party or one.name) if one is not None else party

    def _is_described(self, source: Source, end: int) -> bool:
        """`Hill spokeswoman Ann Reed`, `El Watan newspaper`: the name tells more about the words behind it."""
        after = source.classes_at(end)
        if "media_nouns" in after:
            return True
        return "servants" in after and any(start == end + 1 for start, _ in source.runs)

    def _is_governed(self, source: Source, start: int) -> bool:
        before = start - 1
        while before >= source.first and ("titles" in source.hits.at[before] or source.low(before) == "."):
            before -= 1
        return before >= source.first and "prepositions" in source.hits.at[before]

    def _for_somebody(self, source: Source, found: Speaker, start: int) -> Speaker | None:
        """`a spokesman for envoy Kofi Annan`: who speaks for somebody is somebody else, of the same party."""
        at = source.hits.at
        link = next(
            (i for i in range(source.first + 1, start) if source.low(i) in LINKS and "roles" not in at[i]), None
        )
        if link is None or "roles" not in at[link - 1] or not any("roles" in at[i] for i in range(link, start)):
            return None
        words = self.scene.words(source.tokens, source.first, start).rstrip(" ,.")
        return Speaker(f"{words} {found.name}", found.party, source.low(link - 1), is_anonymous=True, kind="unnamed")

    def _as_person(self, source: Source, person: Person, name: Run, mention: Mention | None) -> Speaker:
        tokens, role, party = source.tokens, person.role, person.party
        before = self.people.end_before(source.sentence, source.hits, name)
        beside = self.offices.beside(tokens, source.hits, name, before)
        if beside is not None:
            role = role or self.scene.words(tokens, *beside).rstrip(" .,")
            party = party or self.offices.held(tokens, source.hits, beside)
        if (
            mention is not None
            and mention.kind == "person"
            and not self.scene.has("former", (role or "").partition(" ")[0])
        ):
            held = self.scene.spoken_for(mention.party, party)
            return Speaker(max(person.name, mention.party, key=len), held, role, kind="person")
        if party is None and name[0] > source.first and source.low(name[0] - 1) == "'s":
            owners = [m for m in source.named(source.first, name[0]) if m.kind != "person"]
            party = owners[-1].party if owners else None
        if beside is not None and (party is None or self.scene.gazetteer.get(party) is None):
            party = self.people.served(source, beside) or self._by_full_name(source, beside, party)
        if party is None and role is not None:
            party = self.people.party_of(role)
        self.people.learn(person.name, role, party)
        return Speaker(person.name, party or person.name, role, kind="person")
