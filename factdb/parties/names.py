"""The gazetteer: which party a name means, under whom it stands, who its allies are.

Comes in: what `reading` has read, and a user's additions. Goes out: mentions, parties, lineages, alliances. A name that
only looks like a party's ("Michael Jordan", "Indian Ocean") is none. It never asks who is speaking.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from factdb.parties.bodies import STATE, Bodies
from factdb.parties.matching import Finder, Name
from factdb.parties.reading import Form, Shipment
from factdb.records import Alias, Alliance, Mention, Party

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)[ \u00a0]\Z")
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_][\w'’-]*)")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s|\n")
_NEAR = 300
_ACRONYM = re.compile(r"[A-Z]{3,5}")
_KEPT = 1 << 14
_POSSESSIVES = frozenset({" ", "\u00a0", "'s ", "’s ", "' ", "’ "})


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a name can stand for: a party, forms that a neighbour completes; neither where it is no party or points."""

    party: Party | None = None
    forms: tuple[Form, ...] = ()
    is_personal: bool = False
    is_surname: bool = False
    is_wordlike: bool = False
    is_pointer: bool = False


_Hit = tuple[int, int, _Meaning]
NONE: Mapping[str, str] = MappingProxyType({})


class Names:
    """The parties of a shipment, found by name; implements the `Gazetteer` protocol of `factdb.records`."""

    def __init__(self, shipment: Shipment, meant: Mapping[str, str] = NONE) -> None:
        """`meant` are names that people gave to other parties, or of parties that are gone, with what each means."""
        self._meant = meant
        self._all = shipment.parties
        self._parties = {party.name: party for party in shipment.parties}
        self._parties |= {gone: self._parties[kept] for gone, kept in meant.items()}
        self._alliances = shipment.alliances
        self._forms = shipment.forms
        self._rules = shipment.rules
        self._bodies = Bodies(shipment, self._parties)
        self._finders: dict[str, Finder[_Meaning]] = {}
        self._by_alias: dict[str, str] = {}
        self._known = lru_cache(_KEPT)(self._looked_up)

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
        return self._parties.get(name) or self._known(name)

    def _looked_up(self, name: str) -> Party | None:
        """The party of a name that is no party's own: a body made of it, an alias, what its words mean in a text."""
        if party := self._bodies.named(name):
            return party
        if not self._by_alias:
            self._by_alias = {alias.text: party.name for party in reversed(self._all) for alias in party.aliases}
        if canonical := self._by_alias.get(name):
            return self._parties[canonical]
        return self._meant_by_all_of(name)

    def lineage(self, name: str) -> tuple[str, ...]:
        """The canonical names from `name` up to its root, `name` first; an unknown name is its own root.

        >>> from factdb.parties import shipped
        >>> shipped().lineage("Polda Sumut")
        ('Polda Sumut', 'Polri', 'Indonesia')
        """
        party = self.get(name)
        names = [party.name if party else name]
        while party and party.parent:
            above = self.get(party.parent)
            if (name := above.name if above else party.parent) in names:
                break
            names.append(name)
            party = above
        return tuple(names)

    def meant(self, name: str) -> str:
        """The party that a name means by what people decided, where it was read as another one's; else itself.

        >>> from factdb.parties import shipped
        >>> shipped().meant("Some Front")
        'Some Front'
        """
        return self._meant.get(name, name)

    def mentions(self, text: str, language: str) -> tuple[Mention, ...]:
        """The parties named in `text`, longest match first, none overlapping, in order of place.

        A text in a language without names of its own is read with the names that serve every language and the
        English ones. A body named in short ("the Pemkab") is the one last named in full in the same text.
        """
        code = language.split("-")[0]
        code = code if code in self._rules.joiners else "en"
        found = self._finder(code).found(text)
        hits = [hit for hit in found if not self._is_other_word(text, *hit)]
        return self._told_apart(text, tuple(self._joined(text, code, list(_pointed(text, hits)))))

    def _told_apart(self, text: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The mentions, a name that two parties share ("Brussels") meaning the one that the text names otherwise."""
        shared = {m.start: self._rules.either.get(text[m.start : m.end], ()) for m in found}
        if not any(shared.values()):
            return found
        named = {m.party for m in found if not shared[m.start]}
        meant = {start: next((p for p in either if p in named), None) for start, either in shared.items()}
        return tuple(self._as(m, meant[m.start]) for m in found)

    def _as(self, one: Mention, party: str | None) -> Mention:
        if party is None or party == one.party:
            return one
        meant = self._parties[party]
        return Mention(start=one.start, end=one.end, party=meant.name, kind=meant.kind)

    def _finder(self, code: str) -> Finder[_Meaning]:
        if code not in self._finders:
            clitics = self._rules.clitics.get(code, ())
            self._finders[code] = Finder(self._names(code), clitics, self._rules.prefixes)
        return self._finders[code]

    def _names(self, code: str) -> tuple[Name[_Meaning], ...]:
        """Every name of a language: what is no party first, then parties, then forms that are no party's name."""
        rules, forms = self._rules, self._forms_by_word(code)
        names = [Name(text=a.text, means=_Meaning(), exact=a.exact) for a in _of(rules.blockers, code)]
        names += [Name(text=a.text, means=_Meaning(is_pointer=True), loose=True) for a in _of(rules.pointers, code)]
        for party in self._all:
            for alias in _of(party.aliases, code):
                word = alias.text
                surname = party.kind == "person" and " " not in word
                meaning = _Meaning(
                    party, forms.pop(word, ()), surname or word in rules.personal, surname, word in rules.wordlike
                )
                names.append(Name(text=word, means=meaning, exact=alias.exact, loose=word.islower()))
                if alias.exact and _ACRONYM.fullmatch(word) and code in rules.state_first:
                    names.append(Name(text=".".join(word) + ".", means=meaning, exact=True))  # "F.B.I."
                if word == party.name and party.kind == STATE and code in rules.state_first and word[-1] != "s":
                    names.append(Name(text=f"{word}s", means=meaning))  # "Russias defence ministry": an apostrophe lost
        for word, some in forms.items():
            names.append(Name(text=word, means=_Meaning(None, some), exact=word.isupper(), loose=not word.isupper()))
        return tuple(names)

    def _forms_by_word(self, code: str) -> dict[str, tuple[Form, ...]]:
        forms: dict[str, tuple[Form, ...]] = {}
        for form in self._forms:
            for alias in _of(form.words, code):
                forms[alias.text] = (*forms.get(alias.text, ()), form)
        return forms

    def _is_other_word(self, text: str, start: int, end: int, meaning: _Meaning) -> bool:
        """Whether the name is part of a person's name here, or a plain word in a line of capitals."""
        if not (meaning.is_personal or meaning.is_wordlike):
            return False
        line = _line_around(text, start, end)
        if meaning.is_personal and not _is_headline(line):
            before = _WORD_BEFORE.search(text[max(0, start - 30) : start])
            after = _WORD_AFTER.match(text, end) if meaning.is_surname else None
            return any(self._is_in_a_persons_name(word[1]) for word in (before, after) if word)
        return meaning.is_wordlike and line.isupper()

    def _is_in_a_persons_name(self, neighbour: str) -> bool:
        """Whether the word beside a name makes it another person's: a name itself, no title and no first word."""
        return neighbour[0].isupper() and not neighbour.isupper() and neighbour not in self._rules.starters

    def _joined(self, text: str, code: str, hits: list[_Hit]) -> Iterator[Mention]:
        """Hits as mentions: forms are completed by the state or place beside them, or by what was said before."""
        earlier: dict[str, Party] = {}
        at = 0
        while at < len(hits):
            start, end, meaning = hits[at]
            following = hits[at + 1] if at + 1 < len(hits) else None
            body = self._completed(text, code, hits[at], following) or self._state_first(
                text, code, hits[at], following
            )
            if body:
                form, party, end = body
                earlier[form.name] = party
            found = party if body else meaning.party or self._alone(meaning.forms, code, earlier)
            if found:
                yield Mention(start=start, end=end, party=found.name, kind=found.kind)
            at += 1
            while at < len(hits) and hits[at][0] < end:
                at += 1

    def _completed(self, text: str, code: str, hit: _Hit, following: _Hit | None) -> tuple[Form, Party, int] | None:
        """The body that a form makes with the place or state behind it, and where that ends."""
        _, end, meaning = hit
        for form in meaning.forms:
            if form.takes != STATE:
                if place := self._bodies.place_after(text, end, form):
                    return form, self._bodies.made(form, place[1]), place[0]
            elif following and text[end : following[0]] in self._rules.joiners[code]:
                state = following[2].party
                if state and state.kind == STATE:
                    return form, self._bodies.made(form, state.name), following[1]
        return None

    def _state_first(self, text: str, code: str, hit: _Hit, following: _Hit | None) -> tuple[Form, Party, int] | None:
        """The body that a state makes with the form behind it ("Russian defence ministry"), and where that ends."""
        _, end, meaning = hit
        if code not in self._rules.state_first or not following or not meaning.party or meaning.party.kind != STATE:
            return None
        for form in following[2].forms:
            if form.takes == STATE and text[end : following[0]] in _POSSESSIVES:
                return form, self._bodies.made(form, meaning.party.name), following[1]
        return None

    def _alone(self, forms: tuple[Form, ...], code: str, earlier: dict[str, Party]) -> Party | None:
        """The body that a form means without its state or place: the one named before, or that of the home state."""
        for form in forms:
            if form.bare and form.name in earlier:
                return earlier[form.name]
        home = self._rules.home.get(code)
        at_home = [form for form in forms if form.bare and form.takes == STATE]
        return self._bodies.made(at_home[0], home) if home and at_home else None

    def _meant_by_all_of(self, name: str) -> Party | None:
        """The party that the whole of `name` means in some language."""
        for code in self._rules.joiners:
            found = self.mentions(name, code)
            if len(found) == 1 and (found[0].start, found[0].end) == (0, len(name)):
                return self._parties.get(found[0].party) or self._bodies.named(found[0].party)
        return None


def _pointed(text: str, hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Hits with "that country" meaning the state that the nearest earlier sentence names first, if one is near."""
    first, since = _Meaning(), 0
    for start, end, meaning in hits:
        if meaning.party is not None and meaning.party.kind == STATE:
            if first.party is None or _SENTENCE_END.search(text, since, start):
                first = meaning
            since = end
        if not meaning.is_pointer:
            yield start, end, meaning
        elif first.party is not None and start - since < _NEAR:
            yield start, end, first


def _line_around(text: str, start: int, end: int) -> str:
    """The line of a name, without the name; of a long one what stands near it."""
    near = max(0, start - _NEAR)
    return text[near:start].rpartition("\n")[2] + text[end : end + _NEAR].partition("\n")[0]


def _is_headline(line: str) -> bool:
    """Whether a line of some length writes its words in capitals, so that these tell nothing."""
    longer = _LONG_WORD.findall(line)
    return len(longer) > 3 and not any(word[0].islower() for word in longer)


def _of(aliases: Sequence[Alias], code: str) -> Iterator[Alias]:
    return (alias for alias in aliases if alias.language is None or alias.language == code)
