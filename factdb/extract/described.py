"""Speakers told by what they are: `the minister`, `the Republican candidate`, `a monitoring group`.

A source phrase without a name comes in; the person or body of the article that fits the description goes out, None
where none does. Whoever has spoken or was introduced before goes first; a body may be named only later, as leads do.
"""

from collections.abc import Iterator

from factdb.extract.memory import Memory
from factdb.extract.names import Names
from factdb.extract.people import People, Speaker
from factdb.extract.scene import Scene
from factdb.extract.source import Source
from factdb.records import Mention

CIVIL = frozenset({"organisation", "international"})
ARMED = frozenset({"armed_group"})
OFFICIAL = frozenset({"agency", "media"})
OWN = frozenset({"organisation", "armed_group"})
COMPANY = frozenset({"company"})
NEAR = 300


class Described:
    """Finds the speakers of one article by their descriptions."""

    def __init__(self, scene: Scene, names: Names, people: People, memory: Memory) -> None:
        self.scene, self.names, self.people, self.memory = scene, names, people, memory

    def meant(self, source: Source) -> Speaker | None:
        """Whom a common noun with an article means, where the article has somebody who fits."""
        head = source.end - 1
        at = source.hits.at
        core = range(source.first + 1, source.end)
        if "roles" in at[source.first] and source.end == source.last:
            return self._office_alone(source)
        if head <= source.first or self._is_name(source, head) or at[source.first].isdisjoint({"definite", "one"}):
            return None
        if any(source.low(i) == "'s" or not at[i].isdisjoint({"auxiliaries", "determiners"}) for i in core):
            return None
        if "generic_bodies" in at[head]:
            return self._body(source)
        definite = "definite" in at[source.first] and "of_links" not in source.classes_at(source.end)
        if definite and "roles" in at[head] and at[head].isdisjoint({"anonymous", "private_persons"}):
            return self._holder(source, source.low(head))
        return None

    def _is_name(self, source: Source, head: int) -> bool:
        """Whether a word with a capital is no office written in capitals: `the MP`."""
        token = source.tokens[head]
        office = "roles" in source.hits.at[head] and self.scene.text[token.start : token.end].isupper()
        return token.is_capital and not office

    def _office_alone(self, source: Source) -> Speaker | None:
        """`Rektor`, `Menlu`, `Ketua PGRI Bogor`: who alone in the article is introduced with this office."""
        mention = self.scene.mention_at(source.start)
        return self.people.holder(source.words, mention.party if mention is not None else None)

    def _holder(self, source: Source, office: str) -> Speaker | None:
        """`The minister`: the person in question if that may be one, else the last one introduced as such."""
        person = self.memory.he()
        if person is None or person.kind != "person":
            return None
        if person.role is None:
            return person if "factions" not in source.classes else None
        if office in person.role.lower().split():
            return person
        return self._introduced(source, office)

    def _introduced(self, source: Source, office: str) -> Speaker | None:
        held = [one for one in self.people.people.values() if one.role is not None]
        fitting = [one for one in held if office in (one.role or "").lower().replace(",", " ").split()]
        one = fitting[0] if len(fitting) == 1 else None
        return Speaker(one.name, one.party or one.name, one.role, kind="person") if one is not None else None

    # ------------------------------------------------------------------ bodies

    def _body(self, source: Source) -> Speaker | None:
        """`The group`, `the aid agency`: the body that spoke last, was named near before, or is named after."""
        named = source.named(source.first, source.end)
        if "companies" in source.hits.at[source.end - 1] and all(m.kind == "state" for m in named):
            return self._company(source)
        if named:
            return None
        modified = source.end - source.first > 2
        kinds = CIVIL if modified else CIVIL | (ARMED if "generic_groups" in source.classes else OFFICIAL)
        if modified and "factions" in source.classes:
            kinds = ARMED
        definite = "definite" in source.hits.at[source.first]
        party = self._spoke(kinds) if definite else None
        party = party or (self._near_before(source, kinds) if definite else self._named_after(source, kinds & OWN))
        return Speaker(source.words, party) if party is not None else None

    def _company(self, source: Source) -> Speaker | None:
        """`The company`: the one that spoke last or was named before; a body that the gazetteer does not know."""
        if "definite" not in source.hits.at[source.first]:
            return None
        before = [m for m in self.scene.mentions_in(0, source.start) if m.kind in COMPANY]
        party = self._spoke(COMPANY) or (before[-1].party if before else None)
        body = self.memory.body
        if party is None and body is not None and self.scene.gazetteer.get(body.party) is None:
            party = body.party if body.party[:1].isupper() else None
        return Speaker(source.words, party) if party is not None else None

    def _spoke(self, kinds: frozenset[str]) -> str | None:
        for one in (self.memory.last, self.memory.body):
            party = self.scene.gazetteer.get(one.party) if one is not None else None
            if party is not None and party.kind in kinds:
                return party.name
        return None

    def _near_before(self, source: Source, kinds: frozenset[str]) -> str | None:
        before = [m for m in self.scene.mentions_in(source.start - NEAR, source.start) if m.kind in kinds]
        if self.memory.last is None and (after := self._named_after(source, kinds)) is not None:
            return after  # a lead: whom the next sentences name
        return before[-1].party if before else self._named_after(source, kinds)

    def _named_after(self, source: Source, kinds: frozenset[str]) -> str | None:
        """The body named first in what is told later, quotations left out."""
        found = (m for m in self._told_after(source.sentence.end) if m.kind in kinds)
        return next((m.party for m in found), None)

    def _told_after(self, start: int) -> Iterator[Mention]:
        for sentence, hits in self.names.by_sentence:
            if sentence.start < start or not hits.cues:
                continue
            words = {t.start for t in sentence.tokens if t.kind == "word"}
            yield from (m for m in self.scene.mentions_in(sentence.start, sentence.end) if m.start in words)
