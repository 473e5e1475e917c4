"""What people made and decided in another database: their tracked claims, answers, relations and verdicts.

A claim is found again by the appearances that it holds, for names and numbers are each database's own. Nothing that
somebody decided is dropped: where people disagree, all answers stand beside each other and the conflict is told.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from factdb.pipeline.claiming import Claiming
from factdb.pipeline.known import known_parties
from factdb.pipeline.relating import relate
from factdb.pipeline.tracking import drawable
from factdb.records import Answer, Question, Tracked, Wording
from factdb.store import Reader, Writer
from factdb.words import Origin

Changes = Mapping[int, tuple[str, str | None, str | None]]
Row = Mapping[str, object]
DECIDED: Row = {"state": ("confirmed", "rejected"), "retired_in": None}


class Meeting:
    """What people decided in `source`, on its way into another database."""

    def __init__(self, source: Reader) -> None:
        self.source = source
        self.slugs: dict[str, str] = {}
        self.answers = 0
        self.conflicts: list[str] = []
        self.notes: list[str] = []

    def track(self, writer: Writer) -> Changes:
        """Brings the tracked claims, in every wording they were given, and has them draw what is there."""
        theirs, touched = self.source.tracked(), set()
        for number, wordings in sorted(self.source.wordings(theirs).items()):
            before = {claim.slug: claim for claim in writer.tracked().values()}
            slug = self.slugs[theirs[number].slug] = self._slug(writer, theirs[number].slug, wordings)
            for wording in wordings:
                claim, is_changed = writer.save_wording(_named(wording, slug))
                touched |= {claim} if is_changed else set()
            self._compare_words(before.get(slug), replace(theirs[number], slug=slug))
        claiming = Claiming(writer, known_parties(writer))
        for claim in sorted(touched):
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

    def decide(self, writer: Writer) -> None:
        """Brings people's answers, relations and verdicts, and tells about what they disagree."""
        self._answer(writer)
        self._relate(writer)
        self._judge(writer)

    def _answer(self, writer: Writer) -> None:
        answered = sorted({_number(row["review_id"]) for row in self.source.rows("decision")})
        brought: list[Answer] = []
        for number, answers in self.source.answers(answered, also_retired=True).items():
            review = self._review(writer, number)
            brought += [replace(answer, review=review) for answer in answers]
        self.answers += writer.save_answers(brought)
        for number, differing in writer.conflicts().items():
            if number in {answer.review for answer in brought}:
                told = ", ".join(f"{one.author} {one.state} it" for one in differing)
                self.conflicts.append(f"Review {number} ({self._asked(writer, number)}) stays open: {told}.")

    def _asked(self, writer: Writer, number: int) -> str:
        """A review in words."""
        (row,) = writer.rows("review", {"review_id": number})
        claims = writer.rows("claim", {"claim_id": [one for one in (row["claim_id"], row["other_claim_id"]) if one]})
        named = " and ".join(f"'{claim['slug']}'" for claim in claims)
        return f"{str(row['kind']).replace('_', ' ')}: {named}" if named else str(row["kind"])

    def _review(self, writer: Writer, number: int) -> int:
        """The number here of a review there: the same question about the same claims, asked if it is not there."""
        (row,) = self.source.rows("review", {"review_id": number})
        about = self.source.rows("statement", {"statement_id": row["statement_id"]}) if row["statement_id"] else ()
        statement = next((str(one["key"]) for one in about), None)
        claims = [self.claim_here(writer, row[name]) for name in ("claim_id", "other_claim_id")]
        one, other = sorted(claims, key=lambda claim: (claim is None, claim))
        proposal = Question(
            kind=str(row["kind"]),
            rule=str(row["rule"]),
            statement=statement,
            claim=one,
            other_claim=other,
            score=row["score"] if isinstance(row["score"], float) else None,
        )
        return writer.review_of(proposal, author=str(row["author"]))

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
        """The claim here that holds most of what a claim there holds; None where that is nothing."""
        if number is None:
            return None
        (there,) = self.source.rows("claim", {"claim_id": number})
        if there["merged_into_id"] is not None:
            (there,) = self.source.rows("claim", {"claim_id": there["merged_into_id"]})
        if there["origin"] == Origin.TRACKED:
            slug = self.slugs[str(there["slug"])]
            return next(claim for claim, one in writer.tracked().items() if one.slug == slug)
        keys = [placed.appearance.key for placed in self.source.appearances_of([_number(there["claim_id"])])]
        held = Counter(placed.claim_id for placed in writer.appearances(keys) if placed.claim_id is not None)
        return min(held, key=lambda claim: (-held[claim], claim)) if held else None


def _named(wording: Wording, slug: str) -> Wording:
    return replace(wording, claim=replace(wording.claim, slug=slug))


def _number(value: object) -> int:
    return int(str(value))
