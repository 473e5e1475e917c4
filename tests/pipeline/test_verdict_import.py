"""Fact-checkers' verdicts come in: under the claim that they surely mean, once, signed, or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factdb
from factdb.errors import DatabaseError, InputError, NotFoundError
from factdb.pipeline import VerdictResult, check, import_verdicts, load, merge
from factdb.store import open_database
from tests.export.conftest import NEWS, VERDICTS, kanto
from tests.pipeline.contents import everything, write

Import = Callable[..., VerdictResult]
WORDS = "Kanto company had dumped mercury into the Sela river for two years"


@pytest.fixture
def news(place: str, tmp_path: Path) -> str:
    """A database on each engine in which nobody has given a verdict yet."""
    load(place, [write(tmp_path / "news.jsonl", NEWS)], author="Ana")
    return place


def given(news: str, folder: Path, *reviews: dict[str, Any], **options: Any) -> VerdictResult:
    file = folder / "reviews.json"
    file.write_text(json.dumps(list(reviews)), encoding="utf-8")
    return import_verdicts(news, file, **{"author": "Budi", **options})


def review(words: str | None = None, at: str | None = "https://wire.example/kanto", **more: Any) -> dict[str, Any]:
    """A review of what is said in an article at this address."""
    appearance = {} if at is None else {"appearance": {"@type": "NewsArticle", "url": at}}
    return {
        "@type": "ClaimReview",
        "claimReviewed": words,
        "author": {"@type": "Organization", "name": "Delta Fact Desk"},
        "reviewRating": {"@type": "Rating", "alternateName": "True"},
        "itemReviewed": {"@type": "Claim", **appearance},
        **more,
    }


def verdicts(place: str) -> list[dict[str, Any]]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.rows("verdicts", order=("author", "rating"))


def words_of(place: str) -> str:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return str(reader.claim(kanto(place))["proposition"])


def test_a_review_of_the_claim_in_that_article_is_taken_and_signed(news: str, tmp_path: Path) -> None:
    result = given(news, tmp_path, review(words_of(news), datePublished="2024-03-22"))
    assert result == VerdictResult(imported=(f"{kanto(news)}: 'True' by Delta Fact Desk, 2024-03-22",))
    (row,) = verdicts(news)
    told = ("slug", "rating", "author", "author_kind", "given_on", "recorded_by", "claim_reviewed")
    assert [row[name] for name in told] == [
        *(kanto(news), "True", "Delta Fact Desk", "organization", "2024-03-22", "Budi", words_of(news)),
    ]
    with open_database(news, read_only=True) as database, database.reading() as reader:
        (changeset,) = reader.rows("changeset", {"kind": "verdict"})
        assert (changeset["author"], changeset["note"]) == ("Budi", "reviews.json")
    assert check(news).is_sound


def test_no_status_changes_by_a_verdict(news: str, tmp_path: Path) -> None:
    def states() -> object:
        with open_database(news, read_only=True) as database, database.reading() as reader:
            return reader.rows("claim_status"), reader.rows("claim_status_history")

    before = states()
    given(news, tmp_path, review(words_of(news), reviewRating={"alternateName": "False"}))
    assert verdicts(news) and states() == before


def test_the_same_review_again_adds_nothing(news: str, tmp_path: Path) -> None:
    one = review(words_of(news))
    given(news, tmp_path, one, one)
    before = everything(news)
    result = given(news, tmp_path, one)
    assert (len(result.known), result.imported) == (1, ()) and everything(news) == before
    assert len(given(news, tmp_path, review(words_of(news), datePublished="2025")).imported) == 1
    assert len(verdicts(news)) == 2


def test_a_dry_run_tells_and_keeps_nothing(news: str, tmp_path: Path) -> None:
    before = everything(news)
    assert len(given(news, tmp_path, review(words_of(news)), dry_run=True).imported) == 1
    assert everything(news) == before


def test_an_address_is_known_with_or_without_its_trimmings(news: str, tmp_path: Path) -> None:
    addresses = (
        *("http://wire.example/kanto/", "https://www.wire.example/kanto#top", "https://wire.example/kanto"),
        *("https://post.example/kanto", "https://archive.example/1/kanto"),
    )
    reviews = [review(words_of(news), one, url=f"https://desk.example/{n}") for n, one in enumerate(addresses)]
    assert len(given(news, tmp_path, *reviews).imported) == len(addresses)


TURNED = {
    "nothing is said": None,
    "a negation": f"The {WORDS.replace('had dumped', 'had never dumped')}",
    "a short negation": f"The {WORDS.replace('had dumped', 'hadn’t dumped')}",
    "called false": f"It is false that the {WORDS}",
    "another number": f"The {WORDS.replace('two', '12')}",
    "sides exchanged": "The Sela river dumped Kanto company into the mercury for two years",
    "only the topic": "Kanto and the Sela river",
    "another matter": "Fishermen in the delta complained of dead fish",
}


def test_what_says_something_else_is_never_taken(news: str, tmp_path: Path) -> None:
    before = everything(news)
    result = given(news, tmp_path, *map(review, TURNED.values()))
    assert everything(news) == before
    assert dict(zip(TURNED, result.imported, strict=False)) == {}
    for number, told in enumerate(result.unmatched, start=1):
        assert told.startswith(f"Review {number} ('True' by Delta Fact Desk")
        assert ": no claim in the article that it names surely says that. Nearest: " in told
        assert kanto(news) in told and "--claim" in told


def test_the_same_words_in_another_article_are_not_enough(news: str, tmp_path: Path) -> None:
    told = {
        None: "it does not tell in which article",
        "https://elsewhere.example/kanto": "the article in which the claim appears is not loaded",
        "https://harbour.example/shells": "no claim in the article that it names surely says that",
    }
    result = given(news, tmp_path, *(review(words_of(news), url) for url in told))
    assert not result.imported and not verdicts(news)
    assert all(why in line for why, line in zip(told.values(), result.unmatched, strict=True))


def test_who_knows_better_says_which_claim_a_review_is_about(news: str, tmp_path: Path) -> None:
    result = given(news, tmp_path, review("Sungai Sela tercemar", None), claim=kanto(news))
    assert len(result.imported) == 1 and verdicts(news)[0]["claim_reviewed"] == "Sungai Sela tercemar"
    with pytest.raises(InputError, match="holds 2 reviews; choose one with --review"):
        given(news, tmp_path, review(), review(), claim=kanto(news))
    result = given(news, tmp_path, review(), review(url="https://desk.example/2"), claim=kanto(news), review=2)
    assert len(result.imported) == 1 and verdicts(news)[1]["url"] == "https://desk.example/2"
    with pytest.raises(InputError, match="has no review 3; it holds 2"):
        given(news, tmp_path, review(), review(), review=3)
    with pytest.raises(NotFoundError, match="No claim 'kanta'"):
        given(news, tmp_path, review(), claim="kanta")


def test_what_cannot_be_used_is_told_beside_what_can(news: str, tmp_path: Path) -> None:
    result = given(news, tmp_path, {"@type": "ClaimReview"}, review(words_of(news)), review("Nobody said it", None))
    assert len(result.imported) == 1
    assert [line.partition(":")[0] for line in result.unmatched] == [
        "Review 1",
        "Review 3 ('True' by Delta Fact Desk, on 'Nobody said it')",
    ]


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        given(str(tmp_path / "none.db"), tmp_path, review("So", None))
    assert not (tmp_path / "none.db").exists()


def test_what_one_database_exports_another_one_takes_over(news: str, other_place: str, tmp_path: Path) -> None:
    with open_database(news) as database, database.writing(author="Ana", kind="verdict") as writer:
        number = int(str(writer.claim(kanto(news))["claim_id"]))
        for verdict in VERDICTS:
            writer.save_verdict(number, verdict)
    file = tmp_path / "claims.jsonld"
    file.write_text(json.dumps(factdb.open(news).export("jsonld")), encoding="utf-8")
    assert len(import_verdicts(news, file).known) == 2

    load(other_place, [write(tmp_path / "more.jsonl", [*reversed(NEWS), MORE])])
    result = import_verdicts(other_place, file, author="Budi")
    assert (len(result.imported), result.unmatched) == (2, ())
    assert [said(row) for row in verdicts(other_place)] == [said(row) for row in verdicts(news)]
    assert [said(row) for row in verdicts(news)] == sorted(
        [tuple(getattr(one, name) for name in SAID) for one in VERDICTS], key=str
    )
    before = everything(other_place)
    assert len(import_verdicts(other_place, file).known) == 2
    assert merge(other_place, news).answers == 0
    assert {table: everything(other_place)[table] for table in ("verdict",)} == {"verdict": before["verdict"]}
    assert check(other_place).is_sound and check(news).is_sound


MORE = {
    "source": "more",
    "publisher": "Delta Today",
    "language": "en",
    "published": "2024-04-01",
    "text": "The Kanto company dumped mercury into the Sela river for two years, the union said. Kanto denied it.",
}
SAID = (
    *("author", "rating", "author_kind", "rating_value", "worst_rating", "best_rating", "source_reliability"),
    *("information_credibility", "given_on", "url", "claim_reviewed", "explanation"),
)


def said(row: dict[str, Any]) -> tuple[object, ...]:
    """What a verdict says, without where and by whom it was recorded."""
    return tuple(row[name] for name in SAID)


def test_a_name_that_another_claim_has_here_is_not_believed(news: str, tmp_path: Path) -> None:
    """Names of claims are each database's own: the same name may stand for something else."""
    with open_database(news, read_only=True) as database, database.reading() as reader:
        other = next(row for row in reader.rows("claim_status") if row["slug"] != kanto(news))
    own = {"@id": f"urn:factdb:claim:{kanto(news)}", "appearance": "https://harbour.example/shells"}
    result = given(news, tmp_path, review(str(other["proposition"]), itemReviewed={"@type": "Claim", **own}))
    assert all(kanto(news) not in line for line in result.imported)


def test_a_verdict_goes_with_the_claim_into_which_its_own_was_merged(news: str, tmp_path: Path) -> None:
    given(news, tmp_path, review(words_of(news)))
    with open_database(news) as database, database.writing(author="Ana", kind="test") as writer:
        kept, gone = (
            next(int(str(row["claim_id"])) for row in writer.rows("claim_status") if (row["slug"] == name) is not other)
            for name, other in ((kanto(news), True), (kanto(news), False))
        )
        writer.merge_claims(kept, gone)
        writer.save_history(kept, None)
    (row,) = verdicts(news)
    assert row["claim_id"] == kept
