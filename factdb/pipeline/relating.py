"""Which claims are proposed as narrower than others, once a transaction has made its claims.

In come the claims that it touched, out go proposals, kept with the claims; what people decided stands. Near claims
share an article or are tied too weakly to be one. A claim's proposals follow from the claims near to it as they are
now, so that the order of loading does not matter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from factdb.link import Worded, same_act, wider, worded
from factdb.link.frame import Lineage
from factdb.records import Gazetteer, Question
from factdb.store import Writer

NARROWER = "narrower_than"


def relate(writer: Writer, parties: Gazetteer, touched: Collection[int]) -> None:
    """Proposes anew the wider claims of all claims whose proposals may be others now."""
    _Relating(writer, parties).relate(set(touched))


class _Relating:
    """The claims near to what a transaction touched, as they are worded now."""

    def __init__(self, writer: Writer, parties: Gazetteer) -> None:
        self.writer, self.parties = writer, parties
        self.lineage: Lineage = cache(parties.lineage)
        self.accused: dict[int, tuple[str, ...]] = {}
        self.words: dict[int, Worded] = {}
        self.numbers: dict[str, int] = {}
        self.decided = writer.decided_relations()

    def relate(self, touched: set[int]) -> None:
        """Replaces the proposals of the touched claims, and of those whose choice they may change."""
        near = self._near(touched)
        beside = self._beside(touched, near)
        self.writer.set_relations(sorted(touched | beside), self._wider({**near, **self._near(beside)}))

    def _near(self, claims: set[int]) -> dict[int, set[int]]:
        """The claims near to each of these that tell of an act of the same party: no other can be wider."""
        near = self.writer.near_claims(sorted(claims))
        unread = {*near, *(other for others in near.values() for other in others)} - self.accused.keys()
        self.accused |= self.writer.accused(sorted(unread))
        return {
            one: {other for other in others if same_act(self.accused[one], self.accused[other], self.lineage)}
            for one, others in near.items()
        }

    def _beside(self, touched: set[int], near: Mapping[int, set[int]]) -> set[int]:
        """Other claims that are, or were, narrower than a touched one: one more or less may change their choice."""
        kept = {"other_claim_id": sorted(touched), "state": "proposed", "retired_in": None}
        were = {int(str(row["claim_id"])) for row in self.writer.rows("claim_relation", kept)}
        back: dict[int, set[int]] = defaultdict(set)
        for one, others in near.items():
            for other in others - touched:
                back[other].add(one)
        return (were | {one.claim for one in self._wider(back) if one.claim is not None}) - touched

    def _wider(self, near: Mapping[int, Collection[int]]) -> list[Question]:
        """The proposals for each claim, of those that are near to it."""
        near = {one: others for one, others in near.items() if others}
        self._read({*near, *(other for others in near.values() for other in others)})
        return [
            Question(kind=NARROWER, claim=one, other_claim=self.numbers[each.wider], score=each.score, rule=each.rule)
            for one, others in sorted(near.items())
            for each in wider(self.words[one], self._open(one, others), self.lineage)
        ]

    def _open(self, one: int, others: Iterable[int]) -> list[Worded]:
        """Those about which nobody has decided yet: neither that it is wider, nor that it is the narrower one."""
        return [
            self.words[other]
            for other in others
            if (one, other) not in self.decided and self.decided.get((other, one)) != "confirmed"
        ]

    def _read(self, claims: set[int]) -> None:
        """Reads the words of claims that were not read yet; each is known by the first of its appearances."""
        unread = sorted(claims - set(self.words))
        firsts = self.writer.first_appearances(unread)
        for row in self.writer.rows("claim", {"claim_id": unread}):
            number, text = int(str(row["claim_id"])), str(row["proposition"])
            key = firsts[number]
            self.words[number] = worded(key, text, str(row["language"]), self.accused[number], self.parties)
            self.numbers[key] = number
