"""Answers to questions, and what follows from them: one person's, in one transaction.

Each answer is signed and added; then everything that it is about is computed anew from what the machine found and what
people decided. To take something back is an answer, too.
"""

from collections.abc import Iterable, Mapping, Sequence

from factdb.pipeline.claiming import Claiming
from factdb.pipeline.known import known_parties
from factdb.pipeline.loading import later
from factdb.pipeline.reprints import retell
from factdb.pipeline.rereading import Reread, Rereading
from factdb.pipeline.restating import FIELDS, SAID_ON, STANDS, YES, restate
from factdb.pipeline.result import Changes, Tally
from factdb.pipeline.tracking import drawable
from factdb.records import Answer, Question
from factdb.store import ARTICLE_FIELDS, SAME, Writer

WORDS = ("title", "proposition")


class Answering:
    """What one person answers in one transaction; `settle` has to be called at its end."""

    def __init__(self, writer: Writer, author: str) -> None:
        self.writer, self.author = writer, author
        self.parties = known_parties(writer)
        self.changes: tuple[str, ...] = ()
        self.changeset: int | None = None
        self.read_anew: tuple[Reread, ...] = ()
        self._statements: set[str] = set()
        self._claims: set[int] = set()
        self._articles: set[int] = set()
        self._were: Mapping[int, object] | None = None
        self._read_anew: set[int] = set()

    def answer(self, question: Question, state: str, value: str | None = None, note: str = "") -> bool:
        """Answers a question, asked now if nobody asked it; whether that is news.

        `state` is accepted, rejected, or open, which takes back what the person answered before.
        """
        review = self.writer.review_of(question, self.author)
        return self.answer_review(review, state, value, note)

    def answer_review(self, review: int, state: str, value: str | None = None, note: str = "", by: str = "") -> bool:
        """Answers a review of this number; `by` somebody else, where an answer is taken back or comes back."""
        author = by or self.author
        earlier = self.writer.answers([review], also_retired=True)[review]
        own = [one for one in self.writer.answers([review])[review] if one.author == author]
        if any((one.state, one.value, one.note) == (state, value, note) for one in own):
            return False
        if state == "open" and not own:
            return False
        (question,) = self.writer.questions([review]).values()
        if question.party is not None and self._were is None:
            self._were = self._parties_known()
        told = Answer(
            review=review,
            state=state,
            author=author,
            decided_at=later(one.decided_at for one in earlier),
            value=value,
            before=self._before(question),
            note=note,
        )
        self.writer.save_answers([told])
        self._touch(review, question)
        return True

    def take(self, review: int, answers: Sequence[Answer]) -> int:
        """Takes over what people answered to a review elsewhere, but for what is there or was; how many were new."""
        (question,) = self.writer.questions([review]).values()
        if question.party is not None and self._were is None:
            self._were = self._parties_known()
        new = self.writer.save_answers(answers)
        if new:
            self._touch(review, question)
        return new

    def take_up(self) -> None:
        """Has all that people decided carried out, as far as it is not."""
        for one in self.writer.rulings():
            asked = one.question
            self._claims |= {claim for claim in (asked.claim, asked.other_claim) if claim is not None}
            self._statements |= {asked.statement} if asked.statement is not None else set()
        for row in self.writer.rows("review", {"kind": SAME}):
            self._claims |= {int(str(row[end])) for end in ("claim_id", "other_claim_id") if row[end] is not None}

    def touch(self, claims: Iterable[int]) -> None:
        """Has claims computed anew at the end."""
        self._claims.update(claims)

    def touch_parties(self, names: Iterable[str]) -> None:
        """Has the claims computed anew that accuse any of these parties or what stands under them."""
        wanted, tree = set(names), self.writer.tree
        under = [number for number in tree.names if wanted & set(tree.lineage(number))]
        self._claims |= self.writer.accusing(under)

    def settle(self) -> None:
        """Computes anew all that follows from the decisions, and tells what changed."""
        tally = Tally()
        tally.change(self.settled())
        self.changes = tally.result().status_changes
        self.changeset = self.writer.changeset_id if self.writer.has_changed else None

    def settled(self) -> Changes:
        """Computes anew all that follows from the decisions; gives the statuses of what it touched."""
        self.parties = known_parties(self.writer)
        self._touch_moved()
        claiming = Claiming(self.writer, self.parties)
        reading = Rereading(self.writer, self.parties, claiming)
        self.read_anew = tuple(reading.read(sorted(self._read_anew)))
        reading.finish()
        said = self._statements | restate(self.writer, self._statements)
        claiming.touch(self._claims | self.writer.concerned(said))
        claiming.reconsider(self.writer.appearances_with(said))
        for claim in sorted(self._claims & set(claiming.profiles)):
            claiming.reconsider(drawable(self.writer, claiming, claim))
        for article in sorted(self._articles):
            claiming.tell_anew(retell(self.writer, [article]))
        return claiming.settle().changes

    def _touch(self, review: int, question: Question) -> None:
        """Notes what an answer is about."""
        (row,) = self.writer.rows("review", {"review_id": review})
        numbers = (question.claim, question.other_claim, row["claim_id"], row["other_claim_id"])
        self._claims |= {int(str(number)) for number in numbers if number is not None}
        if question.statement:
            self._statements.add(question.statement)
        if row["article_id"] is not None:
            self._articles.add(int(str(row["article_id"])))
            if question.kind in (*ARTICLE_FIELDS, STANDS):
                self._read_anew.add(int(str(row["article_id"])))
            self._statements |= self._of_article(int(str(row["article_id"])), review, question.kind)

    def _touch_moved(self) -> None:
        """Notes whatever is said for, by or of parties that are known otherwise than before."""
        if self._were is None:
            return
        now = self._parties_known()
        moved = [number for number, told in now.items() if told != self._were.get(number)]
        self._statements |= self.writer.spoken_for(moved)
        self._claims |= self.writer.accusing(moved)
        names = {self.writer.tree.names[number] for number in moved}
        for one in self.writer.rulings(("accused",)):
            if one.question.claim is not None and names & set((one.value or "").splitlines()):
                self._claims.add(one.question.claim)

    def _parties_known(self) -> dict[int, object]:
        """For each party its kind, whom it speaks for, and what its name means."""
        tree, known = self.writer.tree, known_parties(self.writer)
        return {
            number: (tree.kinds[number], tree.lineage(number), known.meant(name)) for number, name in tree.names.items()
        }

    def _of_article(self, article: int, review: int, kind: str) -> set[str]:
        """The statements of an article that an answer about it concerns: those there are, and those it took away."""
        rows = self.writer.rows("statement", {"article_id": article, "retired_in": None})
        if kind == STANDS:
            gone = [row["recorded_in"] for row in self.writer.rows("decision", {"review_id": review})]
            rows += self.writer.rows("statement", {"article_id": article, "retired_in": gone})
        return {str(row["key"]) for row in rows}

    def _before(self, question: Question) -> str | None:
        """What stands there now of what a question asks, None where nothing does."""
        if question.statement is not None:
            return self._said(question.statement, question.kind)
        if question.claim is not None and question.kind in WORDS:
            (row,) = self.writer.rows("claim", {"claim_id": question.claim})
            return str(row[question.kind])
        if question.claim is not None and question.kind == "accused":
            return "\n".join(self.writer.accused([question.claim])[question.claim])
        return None

    def _said(self, key: str, field: str) -> str | None:
        found = self.writer.versions([key]).get(key)
        if found is None or found.live is None or field not in (*FIELDS, SAID_ON):
            return None
        value = found.live.said_on.value if field == SAID_ON else getattr(found.live, field)
        if isinstance(value, bool):
            return YES if value else "no"
        return None if value is None else str(value)
