"""ClaimReviews as fact-checkers publish them: every form in which they come, and everything that is wrong with some."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factdb.errors import InputError
from factdb.read import claim_reviews
from factdb.records import Problem, Reviewed, Verdict

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": "The dam was closed for repairs.",
    "author": {"@type": "Organization", "name": "Delta Fact Desk", "url": "https://desk.example"},
    "datePublished": "2024-03-22T08:00:00+07:00",
    "url": "https://desk.example/dam",
    "reviewBody": "It was closed because of a strike.",
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "2",
        "worstRating": 1,
        "bestRating": 5,
        "alternateName": "Wrong",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "A minister"},
        "appearance": [{"@type": "NewsArticle", "url": "https://post.example/dam"}, "https://post.example/again"],
        "firstAppearance": {"@type": "CreativeWork", "url": "https://post.example/dam"},
    },
}
VERDICT = Verdict(
    author="Delta Fact Desk",
    author_kind="organization",
    rating="Wrong",
    rating_value=2.0,
    worst_rating=1.0,
    best_rating=5.0,
    given_on="2024-03-22",
    url="https://desk.example/dam",
    claim_reviewed="The dam was closed for repairs.",
    explanation="It was closed because of a strike.",
)


def read(folder: Path, content: object, name: str = "reviews.json") -> list[Reviewed | Problem]:
    file = folder / name
    text = content if isinstance(content, str) else json.dumps(content)
    file.write_text(text, encoding="utf-8")
    return list(claim_reviews(file))


def one(folder: Path, **changes: object) -> Reviewed | Problem:
    """The only review, with these properties changed; None takes one away."""
    changed = {name: value for name, value in {**REVIEW, **changes}.items() if value is not None}
    (found,) = read(folder, changed)
    return found


FORMS = {
    "one review": REVIEW,
    "a list": [REVIEW],
    "a graph": {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]},
    "a feed": {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]},
    "an article that holds it": {"@type": "NewsArticle", "mainEntity": {"@type": "WebPage", "review": REVIEW}},
    "several types": {**REVIEW, "@type": ["Review", "ClaimReview"]},
    "a type as an address": {**REVIEW, "@type": "http://schema.org/ClaimReview"},
    "a type with a prefix": {**REVIEW, "@type": "schema:ClaimReview"},
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_same_verdict(form: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, FORMS[form])
    addresses = ("https://post.example/dam", "https://post.example/again")
    assert found == Reviewed(verdict=VERDICT, words="The dam was closed for repairs.", addresses=addresses)


def test_a_page_gives_what_its_scripts_hold(tmp_path: Path) -> None:
    scripts = "".join(
        f'<script type="{kind}">{text}</script>'
        for kind, text in (
            ("application/ld+json", json.dumps(REVIEW)),
            ("application/ld+json", '{"@type": "WebPage", broken'),
            ("text/javascript", "var x = {'@type': 'ClaimReview'}"),
            ("application/ld+json; charset=utf-8", json.dumps([{**REVIEW, "url": "https://desk.example/é"}]) + ";"),
        )
    )
    page = f"<!doctype html><html><head><meta charset=windows-1252>{scripts}</head><body><p>A review.</body></html>"
    found = read(tmp_path, page, "page.html")
    assert [review.verdict.url for review in found if isinstance(review, Reviewed)] == [
        "https://desk.example/dam",
        "https://desk.example/é",
    ]


def test_a_review_inside_a_claim_is_not_told_twice(tmp_path: Path) -> None:
    found = one(tmp_path, itemReviewed={"@type": "Claim", "text": "So.", "review": REVIEW})
    assert isinstance(found, Reviewed)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"author": "Delta Fact Desk"}, {"author": "Delta Fact Desk", "author_kind": "organization"}),
        ({"author": {"@type": "Person", "name": "Ida Wren"}}, {"author": "Ida Wren", "author_kind": "person"}),
        ({"author": [{"name": None}, {"name": "Second"}]}, {"author": "Second"}),
        ({"author": None, "publisher": {"name": "Post"}}, {"author": "Post"}),
        ({"reviewRating": {"alternateName": "Half"}}, {"rating": "Half", "rating_value": None}),
        ({"reviewRating": {"ratingValue": 3.0, "bestRating": "x"}}, {"rating": "3", "best_rating": None}),
        ({"reviewRating": [{"alternateName": "Half"}]}, {"rating": "Half"}),
        ({"reviewRating": {"alternateName": "Half", "ratingValue": 10**400}}, {"rating_value": None}),
        ({"reviewRating": {"alternateName": "Half", "ratingValue": "Infinity"}}, {"rating_value": None}),
        ({"reviewRating": {"alternateName": "Half", "ratingValue": True}}, {"rating_value": None}),
        ({"reviewRating": {"alternateName": "a\u202eb\x00c\n\x1b[31m"}}, {"rating": "abc [31m"}),
        ({"datePublished": "2024-03"}, {"given_on": "2024-03"}),
        ({"datePublished": "2024-02-30"}, {"given_on": None}),
        ({"datePublished": {"@value": "2024"}}, {"given_on": None}),
        ({"url": "javascript:alert(1)"}, {"url": None}),
        ({"url": ["https://desk.example"]}, {"url": None}),
        ({"reviewBody": "x" * 50_000}, {"explanation": "x" * 10_000}),
        ({"claimReviewed": 7, "itemReviewed": "a claim"}, {"claim_reviewed": None}),
    ],
)  # fmt: skip
def test_what_is_odd_is_read_as_far_as_it_says_something(
    changes: dict[str, Any], told: dict[str, Any], tmp_path: Path
) -> None:
    found = one(tmp_path, **changes)
    assert isinstance(found, Reviewed)
    assert {name: getattr(found.verdict, name) for name in told} == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"author": None}, "no author"),
        ({"author": 7}, "no author"),
        ({"author": {"name": "x" * 5000}}, "no author"),
        ({"reviewRating": None}, "no reviewRating"),
        ({"reviewRating": "False"}, "no reviewRating"),
        ({"reviewRating": {"alternateName": " \u200b "}}, "no reviewRating"),
        ({"reviewRating": {"ratingValue": float("nan")}}, "no reviewRating"),
        ({"reviewRating": {"reviewAspect": "source reliability", "alternateName": "B"}}, "no reviewRating"),
    ],
)
def test_what_is_no_verdict_is_told_in_words(changes: dict[str, Any], told: str, tmp_path: Path) -> None:
    found = one(tmp_path, **changes)
    assert isinstance(found, Problem) and told in found.message and found.source == "reviews.json, review 1"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "not JSON"),
        ("{", "not JSON: .* in line 1, column 2"),
        ("7", "holds no ClaimReview"),
        ('{"@type": "Claim"}', "holds no ClaimReview"),
        ("<p>No script.", "holds no ClaimReview"),
        ("<", "holds no ClaimReview|not HTML"),
        ('<script type="application/ld+json">{"@type": "ClaimReview"</script>', "not JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"a":' * 500 + json.dumps(REVIEW) + "}" * 500, "holds no ClaimReview"),
        ('{"ratingValue": ' + "9" * 5000 + "}", "number too long"),
        ("\x00\x01\x02", "is no text"),
    ],
)
def test_what_is_no_file_of_reviews_is_an_error_in_words(content: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=told):
        read(tmp_path, content)


def test_a_file_that_is_not_there_or_too_large_is_an_error_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (tmp_path / "missing.json", tmp_path, Path("a\0b")):
        with pytest.raises(InputError, match="cannot be read"):
            list(claim_reviews(name))
    monkeypatch.setattr("factdb.read.verdicts.MOST_BYTES", 1_000_000)
    with pytest.raises(InputError, match="larger than 1 MB"):
        read(tmp_path, [REVIEW] * 2000)


KEYS = (
    *("@type", "@id", "@graph", "author", "name", "reviewRating", "alternateName", "ratingValue", "bestRating"),
    *("reviewAspect", "itemReviewed", "appearance", "url", "datePublished", "claimReviewed", "reviewBody", "publisher"),
)
NAMES = st.sampled_from(KEYS)
TEXTS = st.sampled_from(["ClaimReview", "Person", "https://a.example", "2024-02-30", "source reliability", "B", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=30,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=12))
def test_whatever_a_review_holds_gives_a_verdict_that_can_be_kept_or_words(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, Any]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    for found in read(folder, {**fields, "@type": "ClaimReview"}):
        if isinstance(found, Problem):
            assert found.message.startswith("it has no ")
            continue
        told = found.verdict
        assert told.author.strip() and told.rating.strip() and told.author_kind in ("person", "organization")
        assert told.url is None or told.url.startswith("http")
        for text in (told.author, told.rating, told.explanation, told.claim_reviewed or ""):
            assert "\0" not in text and text.encode() is not None
        json.dumps([told.rating_value, told.worst_rating, told.best_rating], allow_nan=False)
