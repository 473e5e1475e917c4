"""What people say of an article holds as if it had been loaded so: its date, its language, that it was withdrawn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factdb.pipeline import Desk, check, deciding, load, reextract, undo
from factdb.store import open_database
from tests.conftest import NewPlace, forget
from tests.pipeline.contents import claims, everything, relations, retellings, write
from tests.pipeline.minis import MINIS

BY_SOURCE = {str(record["source"]): record for record in MINIS}
SOURCES = ("wire", "reprint-later", "second-accuser", "merkuri", "shells", "undated")


@pytest.fixture(scope="module")
def place(new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database that every test leaves as it found it, but for what is recorded."""
    where = loaded(new_place(), tmp_path_factory.mktemp("place"))
    yield where
    forget(where)


def loaded(place: str, folder: Path, **other: dict[str, str]) -> str:
    """Loads some of the small articles, with other fields where some are given."""
    records = [{**BY_SOURCE[source], **other.get(source.replace("-", "_"), {})} for source in SOURCES]
    load(place, [write(folder / "some.jsonl", records)], author="Budi")
    return place


def shown(place: str) -> tuple[object, ...]:
    assert check(place).findings == ()
    return claims(place), relations(place), retellings(place)


def number_of(desk: Desk, source: str) -> int:
    (row,) = desk.writer.rows("article", {"source": source})
    return int(str(row["article_id"]))


@pytest.mark.parametrize(
    ("source", "field", "value"),
    [
        ("shells", "published", "2022-09-14"),
        ("reprint-later", "published", "2024-02-20"),
        ("undated", "published", "2024-03-15"),
        ("merkuri", "language", "en"),
    ],
)
def test_an_article_that_is_fixed_says_what_it_would_say_if_loaded_so(
    place: str, other_place: str, tmp_path: Path, source: str, field: str, value: str
) -> None:
    before = claims(place)
    with deciding(place, author="Ana") as desk:
        desk.fix_article(number_of(desk, source), "published_on" if field == "published" else field, value)
    loaded(other_place, tmp_path, **{source.replace("-", "_"): {field: value}})
    assert shown(place) == shown(other_place)
    assert claims(place) != before
    assert reextract(place).changesets == ()
    assert desk.changeset is not None
    undo(place, [desk.changeset], author="Ana")
    assert claims(place) == before


def test_a_withdrawn_article_counts_no_more_whatever_reads_it(place: str) -> None:
    before = shown(place)
    with deciding(place, author="Ana") as desk:
        desk.withdraw(number_of(desk, "second-accuser"), "The paper took it back.")
    assert shown(place) != before
    with open_database(place, read_only=True) as database, database.reading() as reader:
        assert reader.rows("statement_details", {"article_source": "second-accuser"}) == []
        assert reader.rows("articles", {"source": "second-accuser"})[0]["text"]
    withdrawn = everything(place)
    (left,) = reextract(place).left
    assert (left.article.source, left.left) == ("second-accuser", "it was withdrawn")
    assert everything(place) == withdrawn
    with deciding(place, author="Ana") as desk:
        desk.reinstate(number_of(desk, "second-accuser"))
    assert shown(place) == before
