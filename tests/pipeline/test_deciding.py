"""People answer what the machine asks: each answer is signed and stays, and nobody overrules another."""

from pathlib import Path

import pytest

from factdb.errors import InputError, NotFoundError
from factdb.pipeline import check, decide
from factdb.records import Question
from factdb.store import open_database
from tests.pipeline.contents import everything
from tests.store.filling import fill


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A database in which one thing is asked: review 1."""
    place = str(tmp_path / "asked.db")
    with open_database(place, create=True) as database:
        fill(database)
    return place


def state(place: str) -> tuple[object, list[tuple[object, object]]]:
    """What the review amounts to, and the answers that stand."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        (review,) = reader.rows("review")
        return review["state"], [(one.author, one.state) for one in reader.answers([1])[1]]


def test_an_answer_settles_a_review(place: str) -> None:
    assert state(place) == ("open", [])
    assert decide(place, 1, "accepted", author="Ana", note="the same sentence")
    assert state(place) == ("accepted", [("Ana", "accepted")])


def test_the_same_answer_again_changes_nothing(place: str) -> None:
    decide(place, 1, "accepted", author="Ana")
    before = everything(place)
    assert not decide(place, 1, "accepted", author="Ana")
    assert everything(place) == before


def test_who_thinks_again_replaces_the_own_answer_and_the_first_stays_to_be_read(place: str) -> None:
    decide(place, 1, "accepted", author="Ana")
    decide(place, 1, "rejected", author="Ana")
    assert state(place) == ("rejected", [("Ana", "rejected")])
    with open_database(place, read_only=True) as database, database.reading() as reader:
        assert [(one.state) for one in reader.answers([1], also_retired=True)[1]] == ["accepted", "rejected"]


def test_as_long_as_people_disagree_a_review_is_open(place: str) -> None:
    decide(place, 1, "accepted", author="Ana")
    decide(place, 1, "rejected", author="Budi")
    assert state(place) == ("open", [("Ana", "accepted"), ("Budi", "rejected")])
    with open_database(place, read_only=True) as database, database.reading() as reader:
        assert set(reader.conflicts()) == {1}
    decide(place, 1, "accepted", author="Budi")
    assert state(place)[0] == "accepted"


def test_a_review_is_told_by_its_number_or_key(place: str) -> None:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        key = str(reader.rows("review")[0]["key"])
    assert decide(place, key, "rejected", author="Ana")
    with pytest.raises(NotFoundError, match="No review '7'"):
        decide(place, 7, "rejected", author="Ana")


def test_an_answer_that_is_none_is_refused(place: str) -> None:
    with pytest.raises(InputError, match="Answer accepted or rejected"):
        decide(place, 1, "perhaps", author="Ana")


def test_the_same_question_is_asked_once_whichever_claim_is_named_first(place: str) -> None:
    with open_database(place) as database, database.writing(author="Ana", kind="test") as writer:
        asked = {"kind": "same claim", "rule": "same words"}
        assert writer.review_of(Question(claim=1, other_claim=2, **asked), "machine") == 1  # type: ignore[arg-type]
        assert writer.review_of(Question(claim=2, other_claim=1, **asked), "machine") == 1  # type: ignore[arg-type]
        assert writer.review_of(Question(claim=2, other_claim=None, **asked), "machine") == 2  # type: ignore[arg-type]


def test_answers_are_sealed(place: str) -> None:
    decide(place, 1, "accepted", author="Ana")
    with open_database(place) as database, database.writing(author="a", kind="test") as writer:
        writer.connection.exec_driver_sql("UPDATE decision SET author = 'Budi'")
    assert {finding.kind for finding in check(place).findings} >= {"seal"}
