"""What would become of a claim if something about it were otherwise: its history folded anew from altered voices.

A reader and claims come in; for each supposition a weight and words go out. Nothing is written, and the voices of each
claim are read once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from factdb.pipeline.rederiving import chunks
from factdb.records import Gazetteer, History, SaidOn, Voice
from factdb.review import Weight, told, weight_of
from factdb.status import has_status, history_of
from factdb.store import Reader
from factdb.words import SaidOnBasis

FIRST_OF_ALL, LAST_OF_ALL = "1000-01-01", "9999-12-30"
MOST_PARTIES = 4
Supposed = tuple[Weight, str]


class Folding:
    """The claims of one database, as they are and as they would be."""

    def __init__(self, reader: Reader, parties: Gazetteer) -> None:
        self.reader, self.parties = reader, parties
        self.voices: dict[int, list[Voice]] = {}
        self.accused: dict[int, list[tuple[str, ...]]] = {}
        self.histories: dict[int, History | None] = {}

    def read(self, claims: Iterable[int]) -> None:
        """Reads claims that were not read yet."""
        for some in chunks(sorted(set(claims) - set(self.voices))):
            self.voices |= self.reader.voices(some)
            for claim, names in self.reader.accused(some).items():
                self.accused[claim] = [self.parties.lineage(name) for name in names]

    def before(self, claim: int) -> History | None:
        """The history of a claim as it is."""
        if claim not in self.histories:
            self.histories[claim] = self._folded(claim, self.voices[claim])
        return self.histories[claim]

    def as_is(self, claim: int) -> str:
        """Where a claim stands if the machine is right, in words."""
        return told(self.before(claim), self.before(claim))

    def without(self, claim: int, statements: Collection[str]) -> Supposed:
        """A claim without these statements."""
        return self._supposed(claim, [one for one in self.voices[claim] if one.statement not in statements])

    def moved(self, claim: int, statements: Collection[str], other: int) -> Supposed:
        """Another claim that holds these statements of a claim, too."""
        there = {one.statement for one in self.voices[other]}
        come = [one for one in self.voices[claim] if one.statement in statements and one.statement not in there]
        return self._supposed(other, [*self.voices[other], *come])

    def dated_otherwise(self, claim: int, statements: Collection[str]) -> Iterator[Supposed]:
        """A claim in which these were said before all others, then after them."""
        for day, place in ((FIRST_OF_ALL, "before"), (LAST_OF_ALL, "after")):
            said = SaidOn(value=day, earliest=day, latest=day, basis=SaidOnBasis.TEXT)
            weight, turned = self._with(claim, lambda one: one.statement in statements, said_on=said)
            words = turned if weight <= Weight.STATUS else "the same status since another date"
            yield weight, f"if said {place} all others: {words}"

    def spoken_for_otherwise(self, claim: int, party: str) -> Iterator[Supposed]:
        """A claim in which a party stands under another one: under an accused, or under who speaks there by name."""
        lines = [*self.accused[claim], *(one.origin or one.lineage for one in self.voices[claim])]
        others = [line for line in dict.fromkeys(lines) if line and party not in line and not line[0][:1].islower()][
            :MOST_PARTIES
        ]
        for line in others:
            weight, words = self._with(claim, lambda one: one.lineage[:1] == (party,), lineage=(party, *line))
            yield weight, f"if it stood under {line[0]}: {words}"

    def united(self, kept: int, gone: int) -> Supposed:
        """Two claims as one."""
        both = {one.statement: one for claim in (gone, kept) for one in self.voices[claim]}
        after = self._folded(kept, [both[key] for key in sorted(both)])
        weight = min(weight_of(self.before(kept), after), weight_of(self.before(gone), after))
        return weight, told(self.before(kept), after)

    def _with(self, claim: int, chosen: Callable[[Voice], bool], **otherwise: Any) -> Supposed:
        voices = [one._replace(**otherwise) if chosen(one) else one for one in self.voices[claim]]
        return self._supposed(claim, voices)

    def _supposed(self, claim: int, voices: Sequence[Voice]) -> Supposed:
        after = self._folded(claim, voices)
        return weight_of(self.before(claim), after), told(self.before(claim), after)

    def _folded(self, claim: int, voices: Sequence[Voice]) -> History | None:
        if not has_status(voices):
            return None
        return history_of(voices, self.accused[claim], self.parties.alliances())
