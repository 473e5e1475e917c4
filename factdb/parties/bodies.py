"""Puts bodies together from a form and what completes it: "Kementerian Pertahanan" + "Rusia", "Polda" + "Sumut".

Comes in: the forms and the places of a shipment. Goes out: parties that need no entry of their own, by the words of a
text or by their canonical name. It never looks for names itself: `names` tells it what stands where.
"""

import re
from collections.abc import Mapping

from factdb.parties.matching import folded
from factdb.parties.reading import Form, Shipment
from factdb.records import Party

_WORDS_AFTER = re.compile(
    r"(?:[ \u00a0]\([^()\n]{2,20}\))?[ \u00a0]([^\W\d_][\w'’-]*(?:[ \u00a0][^\W\d_][\w'’-]*){0,3})"
)
_SPACE = re.compile(r"[ \u00a0]")
STATE = "state"


class Bodies:
    """The bodies that forms make; `listed` are the parties with an entry of their own, which go before what is made."""

    def __init__(self, shipment: Shipment, listed: Mapping[str, Party]) -> None:
        self._forms = shipment.forms
        self._adjectives = shipment.adjectives
        self._states = {adjective: state for state, adjective in shipment.adjectives.items()}
        self._places = {
            kind: {folded(written): name for written, name in names.items()} for kind, names in shipment.places.items()
        }
        self._listed = listed

    def made(self, form: Form, filler: str) -> Party:
        """The party that a form makes with a state's or a place's name; the one in the list where it is listed."""
        name = form.name.format(filler, adjective=self._adjectives.get(filler, filler))
        if name in self._listed:
            return self._listed[name]
        return Party(name=name, kind=form.kind, parent=form.parent.format(filler) if form.parent else None)

    def place_after(self, text: str, end: int, form: Form) -> tuple[int, str] | None:
        """Where the place behind a form ends and how it is called: the longest known one; an open form takes any
        capitalised word. None where no place follows.
        """
        after = _WORDS_AFTER.match(text, end)
        if not after or not after[1][0].isupper():
            return None
        words = _SPACE.split(after[1])
        for count in range(len(words), 0, -1):
            written = " ".join(words[:count])
            if place := self._places[form.takes].get(folded(written)):
                return after.start(1) + len(written), place
        return (after.start(1) + len(words[0]), words[0]) if form.open else None

    def named(self, name: str) -> Party | None:
        """The party of a canonical name that one of the forms makes, None where none does."""
        for form in self._forms:
            head, gap, tail = form.name.partition("{adjective}" if "{adjective}" in form.name else "{}")
            if not (head or tail) or not (name.startswith(head) and name.endswith(tail)):
                continue
            filler = name[len(head) : len(name) - len(tail)]
            filler = self._states.get(filler, filler) if gap == "{adjective}" else filler
            if self._takes(form, filler):
                return self.made(form, filler)
        return None

    def _takes(self, form: Form, filler: str) -> bool:
        if form.takes == STATE:
            return filler in self._listed and self._listed[filler].kind == STATE
        return form.open or filler in self._places[form.takes].values()
