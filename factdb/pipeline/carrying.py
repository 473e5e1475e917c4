"""What people decided about a statement, given to the one that is found in its stead when its article is read anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factdb.pipeline.restating import FIELDS, SAID_ON, YES
from factdb.records import Answer, Question, Statement
from factdb.store import Reader, Writer

CARRIED = "carried over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A question about a statement with people's live answers to it; `asked_by` is who asked it."""

    question: Question
    asked_by: str
    answers: tuple[Answer, ...]


def decided_in(reader: Reader, article: int) -> dict[str, list[Decided]]:
    """What people decided about the statements (keys) of an article; no entry for one about which nobody did."""
    told = [row["statement_id"] for row in reader.rows("statement", {"article_id": article})]
    reviews = reader.rows("review", {"statement_id": told}, order=("review_id",))
    numbers = {int(str(row["review_id"])): str(row["author"]) for row in reviews}
    questions, answers = reader.questions(numbers), reader.answers(numbers)
    found: dict[str, list[Decided]] = {}
    for number, asked_by in numbers.items():
        live = tuple(one for one in answers[number] if one.state != "open")
        if live:
            one = Decided(question=questions[number], asked_by=asked_by, answers=live)
            found.setdefault(str(one.question.statement), []).append(one)
    return found


def carry(writer: Writer, decided: Sequence[Decided], was: Statement, now: Statement) -> None:
    """Answers for one statement what people answered about another, signed and dated as they did.

    Who said that the machine was right about what it finds otherwise now meant what it had found.
    """
    for each in decided:
        question = replace(each.question, statement=now.key)
        for answer in each.answers:
            value = answer.value
            if value is None and answer.state == "accepted":
                value = confirmed(question.kind, was, now)
            if (now.key, value) == (was.key, answer.value):
                continue
            note = answer.note if CARRIED in answer.note else "; ".join(filter(None, (answer.note, CARRIED)))
            review = writer.review_of(question, each.asked_by)
            told = [(one.author, one.decided_at, one.state, one.value) for one in writer.answers([review])[review]]
            if (answer.author, answer.decided_at, answer.state, value) in told:
                continue
            writer.save_answers([replace(answer, review=review, value=value, note=note)])


def confirmed(kind: str, was: Statement, now: Statement) -> str | None:
    """What a statement held in the field that a question asks for, where it holds something else now."""
    if kind not in (*FIELDS, SAID_ON):
        return None
    before, after = (one.said_on.value if kind == SAID_ON else getattr(one, kind) for one in (was, now))
    if before == after:
        return None
    if isinstance(before, bool):
        return YES if before else "no"
    return "" if before is None else str(before)


def people(decided: Sequence[Decided]) -> str:
    """Who decided, in words: `Ana`, `Ana and Budi`."""
    return " and ".join(sorted({answer.author for each in decided for answer in each.answers}))
