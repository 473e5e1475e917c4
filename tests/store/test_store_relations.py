"""Claims near to each other, and what is proposed or decided about one being narrower than another."""

import pytest
import sqlalchemy as sa

from factdb.records import Question
from factdb.store import Database, Writer
from tests.store.filling import history


def numbers(writer: Writer) -> tuple[int, int]:
    one, other = (int(str(row["claim_id"])) for row in writer.rows("claim", order=["claim_id"]))
    return one, other


def narrower(one: int, other: int, score: float = 0.75, rule: str = "adds a place") -> Question:
    return Question(kind="narrower_than", rule=rule, claim=one, other_claim=other, score=score)


def test_tied_claims_are_near_to_each_other(filled: Database) -> None:
    with filled.writing(author="Ana", kind="load") as writer:
        one, other = numbers(writer)
        assert writer.near_claims([one]) == {one: {other}}
        assert writer.near_claims([one, other]) == {one: {other}, other: {one}}
        assert writer.first_appearances([one, other]) == {one: "appearance-article-1", other: "appearance-article-2"}


def test_a_relation_that_stays_is_untouched(filled: Database) -> None:
    with filled.writing(author="Ana", kind="load") as writer:
        one, other = numbers(writer)
        writer.set_relations([one, other], [narrower(one, other)])
        assert not writer.has_changed


def test_a_relation_that_goes_is_retired(filled: Database) -> None:
    with filled.writing(author="Ana", kind="load") as writer:
        one, other = numbers(writer)
        writer.set_relations([one], [narrower(one, other, score=0.9)])
        assert [row["score"] for row in writer.rows("claim_relations")] == [0.9]
        writer.set_relations([one], [])
        assert writer.rows("claim_relations") == []
        assert [row["retired_in"] is None for row in writer.rows("claim_relation")] == [False, False]


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_what_a_person_decided_stays(filled: Database, state: str) -> None:
    with filled.writing(author="Ana", kind="review") as writer:
        one, other = numbers(writer)
        writer.connection.execute(sa.text(f"UPDATE claim_relation SET state = '{state}', decided_by = 'Ana'"))
        writer.set_relations([one, other], [])
        assert writer.decided_relations() == {(one, other): state}
        (row,) = writer.rows("claim_relations")
        assert (row["state"], row["decided_by"], row["rule"]) == (state, "Ana", "adds a place")


def test_a_decision_follows_a_merged_claim(filled: Database) -> None:
    with filled.writing(author="Ana", kind="merge") as writer:
        one, other = numbers(writer)
        writer.connection.execute(sa.text("UPDATE claim_relation SET state = 'confirmed', decided_by = 'Ana'"))
        third = writer.new_claim("third", title="T", proposition="P", language="id")
        writer.merge_claims(third, other)
        writer.save_history(third, history())
        assert writer.decided_relations() == {(one, third): "confirmed"}
        assert [row["other_slug"] for row in writer.rows("claim_relations")] == ["third"]
        writer.merge_claims(third, one)
        assert writer.rows("claim_relations") == []
