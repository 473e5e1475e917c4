"""What a person should look at: everything doubtful, what matters most first, and nothing that was decided."""

from collections.abc import Iterator

import pytest

from factdb.errors import NotFoundError
from factdb.pipeline.known import known_parties
from factdb.pipeline.presenting import item_of
from factdb.pipeline.queue import EVERYTHING, Asked, doubts
from factdb.records import Answer
from factdb.review import Doubt, Item, Kind, Weight, Word
from factdb.store import open_database
from tests.conftest import NewPlace
from tests.pipeline.doubtful import TEXT, fill

MOMENT = "2024-05-01T10:00:00Z"


@pytest.fixture(scope="module")
def asked(new_place: NewPlace) -> str:
    """The doubtful database on each engine; tests only read it."""
    place = new_place()
    fill(place)
    return place


def queue(place: str, wanted: Asked = EVERYTHING) -> list[Doubt]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return list(doubts(reader, known_parties(reader), wanted))


def by_kind(place: str, kind: Kind) -> Iterator[Doubt]:
    return (one for one in queue(place) if one.kind is kind)


def shown(place: str, doubt: Doubt) -> Item:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return item_of(reader, doubt)


def test_what_decides_whether_a_claim_is_contested_comes_first_and_the_thinnest_of_it(asked: str) -> None:
    found = queue(asked)
    assert [one.key for one in found[:2]] == [
        "belongs money-denied mayor-money",
        "same_claim lights-failed mayor-money",
    ]
    assert found[0].effects[Word.REJECT] == "disputed → corroborated, no longer contested"
    assert found == sorted(found, key=lambda one: one.order)
    assert {one.kind for one in found} == {*Kind} - {Kind.CONFLICT}


def test_a_thin_link_on_which_no_status_stands_is_asked_later(asked: str) -> None:
    (ferry,) = (one for one in by_kind(asked, Kind.LINK) if "ferry" in one.key)
    assert ferry.weight is Weight.NOTHING and ferry.effects[Word.REJECT] == "stays alleged"


def test_a_nameless_denial_is_asked_about_where_the_status_stands_on_it(asked: str) -> None:
    (one,) = by_kind(asked, Kind.STATEMENT)
    assert one.key == "is_statement bridge-denied" and one.weight is Weight.CONTESTED
    assert one.effects[Word.REJECT] == "denied → alleged, no longer contested"


def test_two_claims_that_may_be_one_tell_what_becomes_of_them(asked: str) -> None:
    (one,) = by_kind(asked, Kind.CLAIM)
    assert one.weight is Weight.CONTESTED and one.effects[Word.ACCEPT].startswith("lights-failed goes into mayor-money")


def test_a_party_that_only_articles_know_may_stand_under_one_that_speaks_there(asked: str) -> None:
    (one,) = by_kind(asked, Kind.PARTY)
    assert one.key == "is_known Harbour Union" and one.weight is Weight.STATUS
    assert one.effects[Word.PARENT] == "if it stood under City Hall: disputed → denied"


def test_an_estimated_day_is_asked_about(asked: str) -> None:
    (one,) = by_kind(asked, Kind.DATE)
    assert one.key == "said_on lights-said" and one.weight is Weight.DETAIL


def test_narrower_claims_and_problems_change_no_status_and_come_last(asked: str) -> None:
    assert {one.kind for one in queue(asked)[-2:]} == {Kind.NARROWER, Kind.PROBLEM}
    (narrower,) = by_kind(asked, Kind.NARROWER)
    assert narrower.key == "narrower_than bridge-fell ferry-sank"


def test_an_item_shows_the_words_in_the_article_and_the_claim(asked: str) -> None:
    item = shown(asked, queue(asked)[0])
    assert item.question == "Is this denial by City Hall about this claim?"
    assert item.claim and (item.claim.slug, item.claim.status) == ("mayor-money", "disputed")
    assert item.said and item.said.speaker == "the head of City Hall"
    assert item.passage and item.passage.text in TEXT and item.passage.is_cut == (False, True)
    start, end, _ = next(mark for mark in item.passage.marks if mark[2] == "content")
    assert item.passage.text[start:end] == "The mayor denied it"


def test_every_doubt_can_be_shown(asked: str) -> None:
    for one in queue(asked):
        item = shown(asked, one)
        assert item.question.endswith("?") and item.offered


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (Asked(claim="ferry-sank"), {"belongs ferry-again ferry-sank", "narrower_than bridge-fell ferry-sank"}),
        (Asked(kinds=(Kind.PARTY, Kind.DATE)), {"is_known Harbour Union", "said_on lights-said"}),
        (Asked(claim="lights-failed", kinds=(Kind.DATE,), collection="harbour"), {"said_on lights-said"}),
    ],
)
def test_the_queue_can_be_restricted(asked: str, wanted: Asked, keys: set[str]) -> None:
    assert {one.key for one in queue(asked, wanted) if one.kind is not Kind.PROBLEM} == keys


def test_the_problems_of_a_claim_are_those_of_its_articles(asked: str) -> None:
    assert [one.kind for one in queue(asked, Asked(claim="ferry-sank", kinds=(Kind.PROBLEM,)))] == [Kind.PROBLEM]


@pytest.mark.parametrize("wanted", [Asked(claim="ferry-sunk"), Asked(collection="harbor")])
def test_what_is_not_there_is_told(asked: str, wanted: Asked) -> None:
    with pytest.raises(NotFoundError):
        queue(asked, wanted)


def test_the_queue_is_the_same_every_time(asked: str) -> None:
    assert queue(asked) == queue(asked)


def test_what_was_decided_does_not_come_back_and_what_people_disagree_on_does(place: str) -> None:
    fill(place)
    with open_database(place) as database, database.writing(author="Ana", kind="review") as writer:
        writer.save_answers([Answer(review=1, state="rejected", author="Ana", decided_at=MOMENT, note="two matters")])
    assert not list(by_kind(place, Kind.CLAIM))
    with open_database(place) as database, database.writing(author="Budi", kind="review") as writer:
        writer.save_answers([Answer(review=1, state="accepted", author="Budi", decided_at=MOMENT)])
    (conflict,) = by_kind(place, Kind.CONFLICT)
    assert conflict.weight is Weight.CONTESTED
    assert conflict.told[1:] == ("Ana says rejected: two matters", "Budi says accepted")
    assert shown(place, conflict).question == "People answered differently. Are these two claims one?"


def test_an_empty_database_asks_nothing(place: str) -> None:
    with open_database(place, create=True):
        pass
    assert queue(place) == []
