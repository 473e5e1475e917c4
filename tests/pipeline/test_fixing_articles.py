"""What people say of an article holds as if it had been loaded so: its date, its language, that it was withdrawn."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from factdb.pipeline import Desk, check, deciding, load, reextract, undo
from factdb.store import open_database
from tests.conftest import NewPlace, forget
from tests.pipeline.contents import claims, everything, relations, retellings, write
from tests.pipeline.minis import MINIS

BY_SOURCE = {str(record["source"]): record for record in MINIS}
SOURCES = ("wire", "reprint-later", "second-accuser", "merkuri", "shells", "peluru", "undated")
Loading = Callable[..., str]


@pytest.fixture
def loaded(new_place: NewPlace, tmp_path: Path) -> Loading:
    """Loads some of the small articles into a fresh database, with other fields where some are given."""

    def load_with(**other: Mapping[str, str]) -> str:
        place = new_place()
        named = {source.replace("-", "_"): BY_SOURCE[source] for source in SOURCES}
        records = [{**record, **other.get(name, {})} for name, record in named.items()]
        load(place, [write(tmp_path / "some.jsonl", records)], author="Budi")
        places.append(place)
        return place

    places: list[str] = []
    yield load_with
    for place in places:
        forget(place)


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
    loaded: Loading, source: str, field: str, value: str
) -> None:
    place, other = loaded(), loaded(**{source.replace("-", "_"): {field: value}})
    before = shown(place)
    with deciding(place, author="Ana") as desk:
        desk.fix_article(number_of(desk, source), "published_on" if field == "published" else field, value)
    assert shown(place) == shown(other) != before
    assert reextract(place).changesets == ()
    assert desk.changeset is not None
    undo(place, [desk.changeset], author="Ana")
    assert shown(place) == before


def test_a_withdrawn_article_counts_no_more_whatever_reads_it(loaded: Loading) -> None:
    place = loaded()
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
