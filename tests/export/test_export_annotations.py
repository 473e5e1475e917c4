"""Statements as W3C Web Annotations: what the model demands, and that the words are where it says."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import factdb
from factdb.store import open_database
from tests.export.schema_org import offences

# What the recommendation of 23 February 2017 (https://www.w3.org/TR/annotation-model/) demands of each class, by its
# sections 3 (annotations, bodies, agents), 4 (selectors and states) and 5 (collections): the properties that it MUST
# have, and those that it MAY have beside them, as its context http://www.w3.org/ns/anno.jsonld spells them.
CLASSES: dict[str, tuple[str, str]] = {
    "Annotation": ("id type target", "@context body motivation created creator"),
    "TextualBody": ("type value", "purpose format language"),
    "SpecificResource": ("type source", "selector state purpose"),
    "TextQuoteSelector": ("type exact", "prefix suffix"),
    "TextPositionSelector": ("type start end", ""),
    "TimeState": ("type", "sourceDate cached"),
    "AnnotationCollection": ("@context id type total", "label first last"),
    "AnnotationPage": ("id type items", "partOf startIndex next prev"),
    "Person": ("type", "id name"),
    "Software": ("type", "id name"),
}
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"),
    *("identifying", "linking", "moderating", "questioning", "replying", "reviewing", "tagging"),
}
IRI = re.compile(r"(https?://[^\s<>\"]+|urn:[a-z0-9]+:[^\s<>\"]+)")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def broken(thing: Any, path: str = "") -> Iterator[str]:
    """What in an object, and in the objects that it holds, the model does not allow."""
    for number, one in enumerate(thing if isinstance(thing, list) else [thing]):
        if isinstance(one, dict) and not one.get("type", "").startswith("schema:"):
            yield from broken_class(one, f"{path}[{number}]")


def broken_class(thing: dict[str, Any], path: str) -> Iterator[str]:
    kind = thing.get("type", "")
    if kind not in CLASSES:
        yield f"{path}: {kind!r} is no class of the model"
        return
    must, may = (set(names.split()) for names in CLASSES[kind])
    yield from (f"{path}: {kind} lacks {name}" for name in must - thing.keys())
    yield from (f"{path}: {kind} has no {name}" for name in thing.keys() - must - may)
    for name in ("id", "source", "cached", "partOf", "last"):
        for one in value if isinstance(value := thing.get(name, []), list) else [value]:
            if not (isinstance(one, str) and IRI.fullmatch(one)):
                yield f"{path}.{name}: {one!r} is no IRI"
    for name in ("motivation", "purpose"):
        if thing.get(name, "tagging") not in MOTIVATIONS:
            yield f"{path}.{name}: no motivation"
    if "created" in thing and not MOMENT.fullmatch(thing["created"]):
        yield f"{path}.created: no xsd:dateTime in UTC"
    if kind == "TextPositionSelector" and not 0 <= thing["start"] < thing["end"]:
        yield f"{path}: an end before its start"
    if kind == "AnnotationCollection" and (thing["total"] > 0) != ("first" in thing):
        yield f"{path}: what is not empty MUST have a first page"
    for name in ("first", "items", "body", "target", "selector", "state", "creator"):
        yield from broken(thing.get(name, []), f"{path}.{name}")


@pytest.fixture(scope="session")
def collection(news: str) -> dict[str, Any]:
    return factdb.open(news).export("annotations")


def rows(place: str, view: str) -> list[dict[str, Any]]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.rows(view)


def test_all_of_it_is_as_the_model_demands(collection: dict[str, Any]) -> None:
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert list(broken(collection)) == []
    assert collection["total"] == len(collection["first"]["items"]) > 10


def test_what_is_said_for_programs_keeps_to_the_vocabulary_of_schema_org(collection: dict[str, Any]) -> None:
    for item in collection["first"]["items"]:
        assert list(offences(as_schema_org(item["body"][-1]))) == []


def as_schema_org(thing: dict[str, Any]) -> dict[str, Any]:
    """The same object without prefixes, as schema.org itself writes it."""
    return {
        {"id": "@id", "type": "@type"}.get(name, name.removeprefix("schema:")): plain(value)
        for name, value in thing.items()
    }


def plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain(one) for one in value]
    return as_schema_org(value) if isinstance(value, dict) else str(value).removeprefix("schema:")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"target": None}, "lacks target"),
        ({"id": "statement 1"}, "is no IRI"),
        ({"motivation": "accusing"}, "no motivation"),
        ({"stance": "denies"}, "has no stance"),
        ({"created": "2024-03-05"}, "no xsd:dateTime"),
        ({"body": {"type": "TextualBody"}}, "lacks value"),
        ({"body": {"type": "Stance", "value": "denies"}}, "is no class"),
        ({"target": {"type": "SpecificResource"}}, "lacks source"),
        ({"target": {"type": "SpecificResource", "source": "javascript:alert(1)"}}, "is no IRI"),
    ],
)
def test_the_check_itself_finds_what_is_wrong(change: dict[str, Any], told: str, collection: dict[str, Any]) -> None:
    item = {**collection["first"]["items"][0], **change}
    wrong = {name: value for name, value in item.items() if value is not None}
    assert any(told in one for one in broken(wrong))


def test_every_quote_is_found_again_by_its_words_and_by_its_place(news: str, collection: dict[str, Any]) -> None:
    texts = {row["key"]: row["article_id"] for row in rows(news, "article")}
    stored = {row["article_id"]: row["text"] for row in rows(news, "articles")}
    for item in collection["first"]["items"]:
        target = item["target"]
        names = [target["source"], *target.get("state", {}).get("cached", [])]
        key = next(name for name in names if name.startswith("urn:factdb:article:")).rpartition(":")[2]
        text, (quote, place) = stored[texts[key]], target["selector"]
        start, end = place["start"], place["end"]
        assert text[start:end] == quote["exact"]
        assert text[max(0, start - 32) : start] == quote.get("prefix", "")
        assert text[end : end + 32] == quote.get("suffix", "")


def test_the_source_is_the_address_where_there_is_one_and_the_stored_text_is_its_copy(
    collection: dict[str, Any],
) -> None:
    targets = [item["target"] for item in collection["first"]["items"]]
    on_the_web = [one for one in targets if one["source"].startswith("https:")]
    assert {one["source"] for one in on_the_web} > {"https://wire.example/kanto"}
    assert all(one["state"]["cached"][0].startswith("urn:factdb:article:") for one in on_the_web)
    archived = [one for one in on_the_web if one["source"] == "https://www.post.example/kanto/"]
    assert archived and archived[0]["state"]["cached"][1] == "https://archive.example/1/kanto"
    assert {one["source"].partition(":")[0] for one in targets} == {"https", "urn"}


def test_party_speaker_stance_and_date_are_in_the_body(news: str, collection: dict[str, Any]) -> None:
    details = {(row["quote"], row["speaker"], row["stance"]): row for row in rows(news, "statement_details")}
    met = set()
    for item in collection["first"]["items"]:
        tag, sentence, said = item["body"]
        met |= {row["speaker"] for at, row in details.items() if at[0] == item["target"]["selector"][0]["exact"]}
        assert tag["value"] == said["schema:keywords"] and tag["purpose"] == "tagging"
        assert tag["value"] in sentence["value"] and said.get("schema:dateCreated", "") in sentence["value"]
    assert any("Dodi Pratt" in name for name in met)
    pratt = [
        one for item in collection["first"]["items"] if "Dodi Pratt" in (one := item["body"][2])["schema:creditText"]
    ]
    assert pratt and all("denies" in one["schema:keywords"] for one in pratt)
    assert any(one.get("schema:about") for one in pratt)


def test_of_a_file_without_texts_the_words_around_are_left_out_and_it_says_so(news: str, tmp_path: Path) -> None:
    public = tmp_path / "public.db"
    factdb.open(news).publish(public, without_texts=True)
    collection = factdb.open(public).export("annotations")
    assert list(broken(collection)) == []
    quotes = [item["target"]["selector"][0] for item in collection["first"]["items"]]
    assert quotes and all("exact" in one and not {"prefix", "suffix"} & one.keys() for one in quotes)
    assert any("7 of 7 articles are without their texts" in one for one in collection["label"])


def test_the_same_statements_are_the_same_collection(news: str, collection: dict[str, Any]) -> None:
    assert factdb.open(news).export("annotations") == collection
    some = factdb.open(news).export("annotations", party="Russia")
    assert 0 < some["total"] < collection["total"] and some["id"] != collection["id"]


def test_a_database_without_statements_gives_an_empty_collection(tmp_path: Path) -> None:
    place = str(tmp_path / "empty.db")
    open_database(place, create=True).close()
    empty = factdb.open(place).export("annotations")
    assert list(broken(empty)) == [] and empty["total"] == 0
