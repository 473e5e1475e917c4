"""Claims as schema.org JSON-LD: valid by the vocabulary, complete, and rated only by people."""

import json
from typing import Any

import pytest

import factdb
from factdb.store import open_database
from tests.export.conftest import kanto
from tests.export.schema_org import offences
from tests.pipeline.contents import write


@pytest.fixture(scope="session")
def exported(news: str) -> dict[str, Any]:
    return factdb.open(news).export("jsonld")


def items(exported: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["item"] for one in exported["dataFeedElement"] if one["item"]["@type"] == kind]


def the_claim(news: str, exported: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in items(exported, "Claim") if one["identifier"] == kanto(news))


def test_all_of_it_keeps_to_the_vocabulary(exported: dict[str, Any]) -> None:
    assert exported["@context"] == "https://schema.org"
    assert list(offences(exported)) == []
    met = json.dumps(exported)
    for kind in ("Claim", "ClaimReview", "Rating", "NewsArticle", "Quotation", "GovernmentOrganization", "Person"):
        assert f'"@type": "{kind}"' in met, kind


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"@type": "Claim", "claimant": {"@type": "Person", "name": "Ana"}}, "has no such property"),
        ({"@type": "Claim", "ratingValue": 3}, "has no such property"),
        ({"@type": "Claim", "appearance": "https://a.example"}, "is none of"),
        ({"@type": "Claim", "author": {"@type": "Place", "name": "Marla"}}, "is none of"),
        ({"@type": "Claim", "datePublished": "yesterday"}, "is none of"),
        ({"@type": "Claim", "review": {"@type": "Rating"}}, "is none of"),
        ({"@type": "ClaimReview", "url": "javascript:alert(1)"}, "is none of"),
        ({"@type": "ClaimReview", "itemReviewed": {"@type": "Claim", "name": None}}, "is none of"),
        ({"@type": "CreativeWork", "isBasedOnUrl": "https://a.example"}, "superseded"),
        ({"@type": "Assertion"}, "is no type"),
    ],
)
def test_the_check_itself_finds_what_is_wrong(wrong: dict[str, Any], told: str) -> None:
    assert any(told in one for one in offences(wrong))


def test_a_claim_tells_where_it_appears_who_asserts_it_and_what_was_answered(
    news: str, exported: dict[str, Any]
) -> None:
    claim = the_claim(news, exported)
    assert claim["@id"] == f"urn:factdb:claim:{kanto(news)}"
    printed = [one.get("datePublished") for one in claim["appearance"]]
    assert printed == ["2024-03-05", "2024-03-06", "2024-03-07", "2024-03-20"]
    assert claim["firstAppearance"] == claim["appearance"][0]
    assert claim["firstAppearance"]["url"] == "https://wire.example/kanto"
    assert {"@type": "GovernmentOrganization", "name": "United Nations"} not in claim["author"]
    assert {"@type": "Organization", "name": "United Nations"} in claim["author"]
    assert "Denied by" in claim["abstract"] and claim["abstract"].endswith(
        "Status says who said what, not what is true."
    )
    denials = [one for one in claim["subjectOf"] if "denies" in one["keywords"]]
    assert denials and all(one["text"] and one["@id"].startswith("urn:factdb:statement:") for one in denials)
    names = {one["@id"] for one in claim["appearance"]}
    assert {one["isPartOf"]["@id"] for one in claim["subjectOf"]} <= names


def test_a_reprint_tells_what_it_is_based_on(news: str, exported: dict[str, Any]) -> None:
    printed = reversed(the_claim(news, exported)["appearance"])
    by_publisher = {one["publisher"]["name"]: one for one in printed}
    first, reprint = by_publisher["Teluk Wire"], by_publisher["Marla Post"]
    assert reprint["isBasedOn"]["@id"] == first["@id"] and "isBasedOn" not in first


def test_without_a_date_nobody_knows_where_a_claim_appeared_first(exported: dict[str, Any]) -> None:
    (cement,) = (one for one in items(exported, "Claim") if "cement" in one["text"])
    (article,) = cement["appearance"]
    assert "firstAppearance" not in cement and not {"publisher", "datePublished"} & article.keys()
    assert article["@type"] == "CreativeWork"
    assert cement["subjectOf"][0]["isPartOf"] == {"@type": "CreativeWork", "@id": article["@id"]}


def test_only_addresses_of_the_web_are_written(exported: dict[str, Any]) -> None:
    met = json.dumps(exported)
    assert "no-scheme" not in met and "https://archive.example/1/kanto" in met


def test_a_review_stands_only_where_somebody_gave_a_verdict(news: str, exported: dict[str, Any]) -> None:
    desk, ana = items(exported, "ClaimReview")
    assert desk["author"] == {"@type": "Organization", "name": "Marla Fact Desk"}
    assert desk["reviewRating"] == {
        "@type": "Rating", "alternateName": "Mostly true", "ratingValue": 4, "worstRating": 1, "bestRating": 5
    }  # fmt: skip
    assert (desk["claimReviewed"], desk["datePublished"]) == ("Kanto poisoned a river", "2024-03-22")
    assert desk["url"] == "https://desk.example/kanto" and desk["reviewBody"] == "The samples are real."
    assert desk["itemReviewed"] == ana["itemReviewed"] == the_claim(news, exported)
    assert ana["author"]["@type"] == "Person" and ana["claimReviewed"] == the_claim(news, exported)["text"]
    plain, reliability, credibility = ana["reviewRating"]
    assert plain == {"@type": "Rating", "alternateName": "not settled"} and ana["datePublished"] == "2024-04"
    assert (reliability["reviewAspect"], reliability["alternateName"]) == ("source reliability", "B")
    assert (credibility["reviewAspect"], credibility["alternateName"]) == ("information credibility", "3")


def test_no_rating_follows_from_a_status(exported: dict[str, Any]) -> None:
    claims = items(exported, "Claim")
    assert len(claims) > 1
    assert not {"review", "aggregateRating", "reviewRating"} & {name for claim in claims for name in claim}


def test_of_a_past_moment_only_what_was_said_and_judged_by_then_is_told(news: str) -> None:
    then = factdb.open(news).at(as_of="2024-03-22").export("jsonld")
    assert list(offences(then)) == [] and then["description"].endswith("Only what had been said by 2024-03-22.")
    (review,) = items(then, "ClaimReview")
    assert review["author"]["name"] == "Marla Fact Desk"
    assert list(factdb.open(news).at(as_of="2024-03").verdicts().author) == ["Marla Fact Desk"]
    assert len(factdb.open(news).at(as_of="2024").verdicts()) == len(factdb.open(news).verdicts()) == 2
    before = factdb.open(news).at(known_at="2001-01-01").export("annotations")
    assert before["total"] == 0 and before["label"][1] == "Only what had been recorded by 2001-01-01T23:59:59Z."


def test_a_collection_or_party_restricts_it(news: str) -> None:
    shells = factdb.open(news).export("jsonld", party="Russia")
    assert shells["dataFeedElement"] and kanto(news) not in json.dumps(shells)
    assert factdb.open(news).export("jsonld", collection="rivers")["dataFeedElement"]


def test_a_database_without_claims_gives_an_empty_feed(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = str(tmp_path_factory.mktemp("empty") / "empty.db")
    open_database(place, create=True).close()
    assert factdb.open(place).export("jsonld")["dataFeedElement"] == []


def test_a_tracked_claim_that_nothing_is_said_about_is_a_claim_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tracked")
    place = folder / "tracked.db"
    factdb.open(place).load(write(folder / "none.jsonl", [{"text": "Nothing happened.", "published": "2024-01-01"}]))
    factdb.open(place).track(title="Rice stocks were misreported", accused=["Bulog"])
    exported = factdb.open(place).export("jsonld")
    assert list(offences(exported)) == []
    (claim,) = items(exported, "Claim")
    assert claim["abstract"].startswith("No statement") and "appearance" not in claim
