"""The gazetteer: which party a name means, under whom it stands, who its allies are.

Comes in: what `reading` has read (and a user's additions). Goes out: mentions, parties, lineages, alliances. Bodies that
are in no list are put together from a form and a state or place ("Kementerian Pertahanan" + "Rusia"). It never
asks who is speaking.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factdb.parties.matching import Finder, Name, folded
from factdb.parties.reading import Form, Shipment
from factdb.records import Alias, Alliance, Mention, Party

_LAST_WORD = re.compile(r"([^\W\d_][\w'’-]*)[ \u00a0]$")
_PLACE = re.compile(r"[ \u00a0]([^\W\d_][\w'’-]*(?:[ \u00a0][^\W\d_][\w'’-]*){0,3})")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name found in a text: a party, a form, or neither (then it only keeps others out)."""

    start: int
    end: int
    means: object


class Names:
    """The parties of a shipment, found by name; implements the `Gazetteer` protocol of `factdb.records`."""

    def __init__(self, shipment: Shipment) -> None:
        self._all = shipment.parties
        self._parties = {party.name: party for party in shipment.parties}
        self._alliances = shipment.alliances
        self._forms = shipment.forms
        self._rules = shipment.rules
        self._places = {folded(place): place for place in shipment.places}
        self._finders: dict[str, Finder] = {}
        self._by_alias: dict[str, str] = {}

    def all(self) -> tuple[Party, ...]:
        """Every party that has an entry of its own, in the order of the files."""
        return self._all

    def alliances(self) -> Sequence[Alliance]:
        """All recorded alliances."""
        return self._alliances

    def get(self, name: str) -> Party | None:
        """The party of that canonical name or alias, None where there is none.

        >>> from factdb.parties import shipped
        >>> shipped().get("Korut").name
        'North Korea'
        >>> shipped().get("Ministry of Defence (Russia)").parent
        'Russia'
        """
        if party := self._parties.get(name) or self._composed(name):
            return party
        if not self._by_alias:
            self._by_alias = {alias.text: party.name for party in reversed(self._all) for alias in party.aliases}
        if canonical := self._by_alias.get(name):
            return self._parties[canonical]
        return self._named_whole(name)

    def lineage(self, name: str) -> tuple[str, ...]:
        """The canonical names from `name` up to its root, `name` first; an unknown name is its own root.

        >>> from factdb.parties import shipped
        >>> shipped().lineage("Polda Sumut")
        ('Polda Sumut', 'Polri', 'Indonesia')
        """
        party = self.get(name)
        names = [party.name if party else name]
        while party and party.parent and party.parent not in names:
            names.append(party.parent)
            party = self.get(party.parent)
        return tuple(names)

    def mentions(self, text: str, language: str) -> tuple[Mention, ...]:
        """The parties named in `text`, longest match first, none overlapping, in order of place.

        A text of a language without names of its own is read with the names that serve every language and the
        English ones.
        """
        code = language.split("-")[0]
        code = code if code in self._rules.joiners else "en"
        hits = [
            _Hit(start, end, name.means)
            for start, end, name in self._finder(code).found(text)
            if not self._is_other_word(text, start, end, name)
        ]
        return tuple(self._joined(text, code, hits))

    def _finder(self, code: str) -> Finder:
        if code not in self._finders:
            clitics = self._rules.clitics.get(code, ())
            self._finders[code] = Finder(tuple(self._names(code)), clitics, self._rules.prefixes)
        return self._finders[code]

    def _names(self, code: str) -> Iterator[Name]:
        """Every name of a language: what is no party first, then parties, then forms."""
        for blocker in _of(self._rules.blockers, code):
            yield Name(text=blocker.text, means=None, exact=blocker.exact)
        for party in self._all:
            for alias in _of(party.aliases, code):
                yield Name(text=alias.text, means=party, exact=alias.exact, loose=alias.text.islower())
        for form in self._forms:
            for alias in _of(form.words, code):
                yield Name(text=alias.text, means=form, loose=not alias.exact, exact=alias.exact)

    def _is_other_word(self, text: str, start: int, end: int, name: Name) -> bool:
        """Whether the name is part of a person's name here, or a plain word in a line of capitals."""
        if name.text in self._rules.personal:
            before = _LAST_WORD.search(text, max(0, start - 30), start)
            return bool(before) and before[1][0].isupper() and before[1] not in self._rules.starters
        if name.text in self._rules.wordlike:
            line = text[text.rfind("\n", 0, start) + 1 : start] + text[end : (text.find("\n", end) + 1 or len(text))]
            return line.isupper()
        return False

    def _joined(self, text: str, code: str, hits: list[_Hit]) -> Iterator[Mention]:
        """Hits as mentions: forms are completed by the state or place beside them, or by what was said before."""
        earlier: dict[str, Party] = {}
        at = 0
        while at < len(hits):
            hit, following = hits[at], hits[at + 1] if at + 1 < len(hits) else None
            start, end, party, used = hit.start, hit.end, hit.means, 1
            if isinstance(party, Form):
                start, end, party, used = self._completed(text, code, party, hit, following, earlier)
            elif (
                _is_state(party) and following and isinstance(following.means, Form) and code in self._rules.state_first
            ):
                if following.means.takes == "state" and text[hit.end : following.start] in _BETWEEN:
                    party, end, used = self._made(following.means, party.name), following.end, 2
                    earlier[following.means.name] = party
            if isinstance(party, Party):
                yield Mention(start=start, end=end, party=party.name, kind=party.kind)
            at += used

    def _completed(
        self, text: str, code: str, form: Form, hit: _Hit, following: _Hit | None, earlier: dict[str, Party]
    ) -> tuple[int, int, Party | None, int]:
        """A form with what completes it: start, end, the party (None: it means nobody), how many hits it took."""
        if form.takes == "place":
            if place := self._place_after(text, hit.end, form):
                party = self._made(form, place[1])
                earlier[form.name] = party
                passed = 2 if following and following.start < place[0] else 1
                return hit.start, place[0], party, passed
        elif following and _is_state(following.means) and text[hit.end : following.start] in self._rules.joiners[code]:
            party = self._made(form, following.means.name)
            earlier[form.name] = party
            return hit.start, following.end, party, 2
        if not form.bare:
            return hit.start, hit.end, None, 1
        home = self._rules.home.get(code)
        known = earlier.get(form.name) or (self._made(form, home) if home and form.takes == "state" else None)
        return hit.start, hit.end, known, 1

    def _place_after(self, text: str, end: int, form: Form) -> tuple[int, str] | None:
        """Where the place that follows ends, and its name: the longest known one, else (open form) one capitalised word."""
        after = _PLACE.match(text, end)
        if not after or not after[1][0].isupper():
            return None
        words = re.split(r"[ \u00a0]", after[1])
        for count in range(len(words), 0, -1):
            joined = " ".join(words[:count])
            if place := self._places.get(folded(joined)):
                return after.start(1) + len(joined), place
        return (after.start(1) + len(words[0]), words[0]) if form.open else None

    def _made(self, form: Form, filler: str) -> Party:
        """The party that a form and a state or place name make; the one in the list where it is listed."""
        name = form.name.format(filler)
        if listed := self._parties.get(name):
            return listed
        return Party(name=name, kind=form.kind, parent=(form.parent or "{}").format(filler))

    def _composed(self, name: str) -> Party | None:
        """The party that a name of one of the forms means, where a state or place completes it."""
        for form in self._forms:
            head, tail = form.name.split("{}")
            filler = name[len(head) : len(name) - len(tail)]
            if (head or tail) and filler and name.startswith(head) and name.endswith(tail):
                state = self._parties.get(filler)
                if form.takes == "place" or (state and state.kind == "state"):
                    return self._made(form, filler)
        return None

    def _named_whole(self, name: str) -> Party | None:
        """The party that the whole text of `name` means in some language."""
        for code in self._rules.joiners:
            found = self.mentions(name, code)
            if len(found) == 1 and (found[0].start, found[0].end) == (0, len(name)):
                return self._parties.get(found[0].party) or self._composed(found[0].party)
        return None


_BETWEEN = frozenset({" ", "\u00a0", "'s ", "’s ", "' ", "’ "})


def _of(aliases: Sequence[Alias], code: str) -> Iterator[Alias]:
    return (alias for alias in aliases if alias.language is None or alias.language == code)


def _is_state(value: object) -> bool:
    return isinstance(value, Party) and value.kind == "state"
