"""What a person should look at, the most consequential first: everything in a database that the machine is not sure of.

A reader and a gazetteer come in, doubts go out, one after the other. Only claims that hold a doubt are folded, those in
which somebody denies before the others, so that the first doubt is there soon. Nothing is written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factdb.errors import NotFoundError
from factdb.pipeline.answered import answered, closed
from factdb.pipeline.folding import Folding, Supposed
from factdb.pipeline.raising import Raised, Raising
from factdb.pipeline.replying import kept_first
from factdb.records import Gazetteer
from factdb.review import Asks, Doubt, Kind, Weight, Word
from factdb.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which doubts are asked for: those of a claim (slug or number), of these kinds, of a collection; None for all."""

    claim: str | None = None
    kinds: tuple[Kind, ...] = ()
    collection: str | None = None


EVERYTHING = Asked()


def doubts(reader: Reader, parties: Gazetteer, asked: Asked = EVERYTHING) -> Iterator[Doubt]:
    """The doubts in order: first what would make a claim contested or not, then other statuses, then details.

    Within that the thinnest come first. Raises NotFoundError for a claim or collection that is none.
    """
    queue = _Queue(reader, parties, asked)
    found = queue.open()
    urgent = reader.denied_somewhere()
    first = sorted(queue.weighed([one for one in found if not urgent.isdisjoint(one.claims)]), key=_order)
    heavy = [one for one in first if one.weight is Weight.CONTESTED]
    yield from heavy
    others = queue.weighed([one for one in found if urgent.isdisjoint(one.claims)])
    yield from sorted([*first[len(heavy) :], *others], key=_order)


def _order(doubt: Doubt) -> tuple[int, float, str]:
    return doubt.order


class _Queue:
    """The doubts of one database, on their way into an order."""

    def __init__(self, reader: Reader, parties: Gazetteer, asked: Asked) -> None:
        self.reader, self.asked = reader, asked
        self.folding = Folding(reader, parties)
        self.raising = Raising(reader, parties)
        self.claims = self._claims()

    def _claims(self) -> set[int] | None:
        """The claims that are asked for, None for all."""
        chosen = None
        if self.asked.collection is not None:
            if not self.reader.rows("collection", {"name": self.asked.collection}):
                raise NotFoundError(f"No collection '{self.asked.collection}'. `factdb load --collection` makes one.")
            chosen = self.reader.claims_of_collection(self.asked.collection)
        if self.asked.claim is not None:
            own = {int(str(self.reader.claim(self.asked.claim)["claim_id"]))}
            chosen = own if chosen is None else chosen & own
        return chosen

    def open(self) -> list[Raised]:
        """What is asked for and nobody has decided, each question once."""
        decided, done = answered(self.reader, self.raising), closed(self.reader)
        articles = {one.article_id for one in self.reader.in_claims(sorted(self.claims or ()))}
        found: dict[str, Raised] = {}
        for one in self.raising.all():
            doubt = one.doubt
            is_kind = not self.asked.kinds or doubt.kind in self.asked.kinds
            is_place = self.claims is None or bool(self.claims & set(one.claims))
            if doubt.kind is Kind.PROBLEM and self.claims is not None:
                is_place = doubt.article_id in articles
            is_over = bool(one.claims) and done.issuperset(one.claims)
            if is_kind and is_place and not is_over and (doubt.kind is Kind.CONFLICT or doubt.key not in decided):
                found.setdefault(doubt.key, one)
        return list(found.values())

    def weighed(self, some: Sequence[Raised]) -> Iterator[Doubt]:
        """These doubts with what would follow from each answer, but for nameless speakers on whom no status rests."""
        self.folding.read({claim for one in some for claim in one.claims})
        for one in some:
            doubt = WEIGHED[one.doubt.asks](self, one)
            if doubt.asks is not Asks.STATEMENT or one.is_private or doubt.weight <= Weight.STATUS:
                yield doubt

    def link(self, one: Raised) -> Doubt:
        """What becomes of the claim without the statement, and of the rival claim with it."""
        if not one.claims:
            return one.doubt
        own, rivals = one.claims[0], one.claims[1:]
        weight, words = self.folding.without(own, one.statements)
        effects = {Word.ACCEPT: self.folding.as_is(own), Word.REJECT: words}
        for rival in rivals if one.doubt.asks is Asks.BELONGS else ():
            there, moved = self.folding.moved(own, one.statements, rival)
            weight = min(weight, there)
            effects[Word.RELINK] = f"{moved} ({self.raising.slugs[rival]})"
        return replace(one.doubt, weight=weight, effects=effects)

    def date(self, one: Raised) -> Doubt:
        """What becomes of the claims if it was said before, or after, all others."""
        return self._worst(one, Word.DATE, lambda claim: self.folding.dated_otherwise(claim, one.statements))

    def party(self, one: Raised) -> Doubt:
        """What becomes of the claims if the party stands under one that speaks there, or is accused."""
        name = one.rows[0].party
        return self._worst(one, Word.PARENT, lambda claim: self.folding.spoken_for_otherwise(claim, name))

    def _worst(self, one: Raised, word: Word, otherwise: Callable[[int], Iterator[Supposed]]) -> Doubt:
        """The doubt by the claim, and the statement in it, to which it matters most."""
        found = [(weight, claim, words) for claim in one.claims for weight, words in otherwise(claim)]
        if not found:
            return one.doubt
        weight, claim, words = min(found, key=lambda each: each[:2])
        row = next(row for row in one.rows if row.claim_id == claim)
        effects = {Word.ACCEPT: self.folding.as_is(claim), word: words}
        return replace(
            one.doubt, weight=weight, claim_id=claim, statement_id=row.statement_id, article_id=row.article_id,
            effects=effects,
        )  # fmt: skip

    def claims_as_one(self, one: Raised) -> Doubt:
        """What becomes of two claims if they are one."""
        kept, gone = kept_first(self.reader, *one.claims)
        weight, words = self.folding.united(kept, gone)
        slugs = self.raising.slugs
        accepted = f"{slugs[gone]} goes into {slugs[kept]}: {words}"
        effects = {Word.ACCEPT: accepted, Word.REJECT: "both stay as they are"}
        return replace(one.doubt, weight=weight, claim_id=kept, other_claim_id=gone, effects=effects)

    def no_status(self, one: Raised) -> Doubt:
        """No status follows from the answer."""
        return replace(one.doubt, effects=dict.fromkeys((Word.ACCEPT, Word.REJECT), "changes no status"))


WEIGHED: Mapping[Asks, Callable[[_Queue, Raised], Doubt]] = {
    Asks.BELONGS: _Queue.link,
    Asks.STATEMENT: _Queue.link,
    Asks.SAID_ON: _Queue.date,
    Asks.PUBLISHED_ON: _Queue.date,
    Asks.PARTY: _Queue.party,
    Asks.SAME_CLAIM: _Queue.claims_as_one,
    Asks.NARROWER: _Queue.no_status,
    Asks.PROBLEM: _Queue.no_status,
}
