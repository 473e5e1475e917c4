"""What people made and decided in another database: their tracked claims, answers, relations and verdicts.

A claim is found again by the appearances that it holds, for names and numbers are each database's own. Nothing that
somebody decided is dropped: where people disagree, all answers stand beside each other and the conflict is told.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from factdb.pipeline.answering import Answering
from factdb.pipeline.claiming import Claiming
from factdb.pipeline.known import known_parties
from factdb.pipeline.relating import relate
from factdb.pipeline.tracking import drawable
from factdb.records import Tracked, Wording
from factdb.store import FOLLOWED, Reader, Writer
from factdb.words import MACHINE, Origin

Changes = Mapping[int, tuple[str, str | None, str | None]]
Row = Mapping[str, object]
ALLIES = ("one_id", "other_id")
DECIDED: Row = {"state": ("confirmed", "rejected"), "retired_in": None}


class Meeting:
    """What people decided in `source`, on its way into another database."""

    def __init__(self, source: Reader) -> None:
        self.source = source
        self.slugs: dict[str, str] = {}
        self.opened: dict[int, int] = {}
        self.answers = 0
        self.conflicts: list[str] = []
        self.notes: list[str] = []

    def track(self, writer: Writer) -> Changes:
        """Brings the tracked claims, in every wording they were given, and has them draw what is there."""
        followed = [_number(row["claim_id"]) for row in self.source.rows("claim", {"origin": Origin.TRACKED})]
        worded, touched = sorted(self.source.wordings(followed).items()), set()
        theirs = {number: wordings[-1].claim for number, wordings in worded}
        for number, wordings in worded:
            before = {claim.slug: claim for claim in writer.tracked().values()}
            slug = self.slugs[theirs[number].slug] = self._slug(writer, theirs[number].slug, wordings)
            for wording in wordings:
                claim, is_changed = writer.save_wording(_named(wording, slug))
                touched |= {claim} if is_changed else set()
            self._compare_words(before.get(slug), replace(theirs[number], slug=slug))
        for row in self.source.rows("review", {"kind": FOLLOWED}):
            if (review := self._review(writer, _number(row["review_id"]))) is not None:
                told = self.source.answers([_number(row["review_id"])], also_retired=True)[_number(row["review_id"])]
                self.answers += writer.save_answers([replace(answer, review=review) for answer in told])
        claiming = Claiming(writer, known_parties(writer))
        for claim in sorted(touched & set(claiming.profiles)):
            claiming.reconsider(drawable(writer, claiming, claim))
        return claiming.settle().changes

    def _slug(self, writer: Writer, name: str, wordings: Sequence[Wording]) -> str:
        """The name of a tracked claim here: its own, unless a claim has it that nobody tracks."""
        rows = writer.rows("claim", {"slug": name})
        if not rows or (rows[0]["origin"] == Origin.TRACKED and rows[0]["merged_into_id"] is None):
            return name
        known = (one for worded in writer.wordings(writer.tracked()).values() for one in worded)
        slug = next((one.claim.slug for one in known if _named(one, name) in wordings), None) or writer.free_slug(name)
        self.notes.append(f"The tracked claim '{name}' is '{slug}' here: another claim has its name.")
        return slug

    def _compare_words(self, ours: Tracked | None, theirs: Tracked) -> None:
        if ours is not None and ours != theirs:
            self.conflicts.append(
                f"The tracked claim '{ours.slug}' has two wordings, '{ours.title}' here and '{theirs.title}' there; "
                "the later one counts, both are kept."
            )

    def decide(self, writer: Writer) -> Changes:
        """Brings people's answers, relations and verdicts, and tells about what they disagree."""
        changes = self._answer(writer)
        self._relate(writer)
        self._judge(writer)
        return changes

    def _answer(self, writer: Writer) -> Changes:
        """Brings people's answers with all that follows from them."""
        desk = Answering(writer, MACHINE)
        answered = {_number(row["review_id"]) for row in self.source.rows("decision")}
        here = {number: self._review(writer, number) for number in sorted(answered)}
        for number, answers in self.source.answers(answered, also_retired=True).items():
            if (review := here[number]) is None:
                continue
            new = desk.take(review, [replace(answer, review=review) for answer in answers])
            self.answers += new
            if new:
                self._tell_values(writer, review)
        self._ally(writer, desk)
        settled = desk.settled()
        for number, differing in writer.conflicts().items():
            if number in here.values():
                told = ", ".join(f"{one.author} {one.state} it" for one in differing)
                self.conflicts.append(f"Review {number} ({self._asked(writer, number)}) stays open: {told}.")
        return settled

    def _tell_values(self, writer: Writer, number: int) -> None:
        """Notes that people gave a question several values, of which the latest counts."""
        given = [one for one in writer.answers([number])[number] if one.state == "accepted"]
        if len({one.value for one in given}) > 1:
            last = sorted(given, key=lambda one: one.decided_at)[-1]
            told = ", ".join(f"'{'; '.join((one.value or '').splitlines())}' ({one.author})" for one in given)
            asked = self._asked(writer, number)
            self.notes.append(f"People differ on {asked}: {told}. That of {last.author} counts.")

    def parties(self) -> set[str]:
        """The parties that people decided about."""
        names = self.source.tree.names
        told = {_number(row["party_id"]) for row in self.source.rows("review") if row["party_id"] is not None}
        told |= {_number(row[end]) for row in self.source.rows("alliance") for end in ALLIES}
        kept = {one.value for one in self.source.rulings(("parent", "same_party")) if one.value}
        return {names[number] for number in told} | kept

    def _ally(self, writer: Writer, desk: Answering) -> None:
        """Brings which parties people recorded as allies."""
        names, ids = self.source.tree.names, writer.tree.ids
        for row in self.source.rows("alliance", {"retired_in": None}, order=("alliance_id",)):
            allies = [names[_number(row[end])] for end in ALLIES]
            told = {name: row[name] for name in ("kind", "since", "until", "source")}
            if writer.save_signed(
                "alliance", {**{end: ids[one] for end, one in zip(ALLIES, allies, strict=True)}, **told}
            ):
                self.answers += 1
                desk.touch_parties(allies)

    def _asked(self, writer: Writer, number: int) -> str:
        """A review in words."""
        (row,) = writer.rows("review", {"review_id": number})
        claims = writer.rows("claim", {"claim_id": [one for one in (row["claim_id"], row["other_claim_id"]) if one]})
        things = [f"'{claim['slug']}'" for claim in claims]
        things += [f"statement {row['statement_id']}"] if row["statement_id"] else []
        for article in writer.rows("article", {"article_id": row["article_id"] or 0}):
            things.append(f"article {article['source']}")
        things += [writer.tree.names[_number(row["party_id"])]] if row["party_id"] else []
        kind, named = str(row["kind"]).replace("_", " "), " and ".join(things)
        return f"{kind}: {named}" if named else kind

    def _review(self, writer: Writer, number: int) -> int | None:
        """The number here of a review there: the same question about the same things, asked if it is not there.

        None where it is about a claim that holds nothing here.
        """
        (row,) = self.source.rows("review", {"review_id": number})
        (asked,) = self.source.questions([number]).values()
        wanted = [row[name] for name in ("claim_id", "other_claim_id") if row[name] is not None]
        claims = [claim for claim in (self.claim_here(writer, one) for one in wanted) if claim is not None]
        if len(set(claims)) < len(wanted):
            self.notes.append(
                f"A decision ({asked.kind.replace('_', ' ')}) is about claims that are one here, or hold nothing."
            )
            return None
        one, other = (*sorted(claims), None, None)[:2]
        return writer.review_of(replace(asked, claim=one, other_claim=other), author=str(row["author"]))

    def _relate(self, writer: Writer) -> None:
        """Brings which claims people hold to be narrower than others; where they disagree, nobody's word counts."""
        touched: set[int] = set()
        for row in self.source.rows("claim_relation", DECIDED, order=("claim_relation_id",)):
            ends = {name: self.claim_here(writer, row[name]) for name in ("claim_id", "other_claim_id")}
            if None in ends.values() or len(set(ends.values())) < 2:
                self.notes.append(f"A relation that {row['decided_by']} {row['state']} is between claims that are one.")
                continue
            told = {name: row[name] for name in ("kind", "state", "score", "decided_by", "rule")}
            if writer.save_signed("claim_relation", {**ends, **told}):
                self.answers += 1
                touched |= {claim for claim in ends.values() if claim is not None}
            states = {str(one["state"]) for one in writer.rows("claim_relation", {**DECIDED, **ends})}
            if len(states) > 1:
                self.conflicts.append(f"That one claim is narrower is both confirmed and rejected: {row['rule']}.")
        if touched:
            relate(writer, known_parties(writer), touched)

    def _judge(self, writer: Writer) -> None:
        """Brings people's verdicts: each is its author's own, so that none is in the way of another.

        One that was withdrawn there is withdrawn here, unless it was given again here since.
        """
        for held in self.source.verdicts():
            claim = self.claim_here(writer, held.claim)
            if claim is None:
                self.notes.append(f"A verdict by {held.verdict.author} is about a claim that holds nothing.")
            elif writer.bring_verdict(claim, held):
                self.answers += 1

    def claim_here(self, writer: Writer, number: object) -> int | None:
        """The claim here that holds most of what the machine put into a claim there; None where that is nothing.

        A claim that a person opened there is the one here that a person opened for the same statements, or a new one.
        """
        if number is None:
            return None
        (there,) = self.source.rows("claim", {"claim_id": number})
        if there["origin"] == Origin.TRACKED:
            slug = self.slugs[str(there["slug"])]
            return next(_number(row["claim_id"]) for row in writer.rows("claim", {"slug": slug}))
        if opened := self._opened(writer, there):
            return opened
        keys = [placed.appearance.key for placed in self.source.appearances_of([_number(there["claim_id"])])]
        held = Counter(placed.claim_id for placed in writer.appearances(keys) if placed.claim_id is not None)
        if held:
            return min(held, key=lambda claim: (-held[claim], claim))
        return self.claim_here(writer, there["merged_into_id"])

    def _opened(self, writer: Writer, there: Row) -> int | None:
        """The claim here for one that a person opened there, opened if it is not; None for one that was found."""
        number, at_once = _number(there["claim_id"]), {"recorded_in": there["recorded_in"]}
        titles = self.source.rows("review", {"claim_id": number, "kind": "title", **at_once})
        if not titles or number in self.opened:
            return self.opened.get(number)
        (told,) = self.source.rows("decision", {"review_id": titles[0]["review_id"], **at_once})
        same = writer.rows("decision", {name: told[name] for name in ("author", "decided_at", "value")})
        asked = {"review_id": [row["review_id"] for row in same], "kind": "title"}
        for row in writer.rows("review", asked):
            return _number(row["claim_id"])
        new = writer.new_claim(
            str(there["slug"]),
            title=str(there["title"]),
            proposition=str(there["proposition"]),
            language=str(there["language"]),
            accused=self.source.accused([number])[number],
        )
        writer.move_appearances({one.appearance.key: new for one in self.source.appearances_of([number])})
        self.opened[number] = new
        return new


def _named(wording: Wording, slug: str) -> Wording:
    return replace(wording, claim=replace(wording.claim, slug=slug))


def _number(value: object) -> int:
    return int(str(value))
