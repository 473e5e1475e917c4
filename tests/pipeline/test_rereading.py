"""Stored articles read anew by another extractor: all is as if they had been loaded by it, but for names."""

from pathlib import Path

import pytest

from factdb.extract import statements_in
from factdb.pipeline import check, load, reextract
from factdb.records import Moment
from factdb.store import open_database
from tests.pipeline.contents import claims, everything, relations, retellings, seeds, write
from tests.pipeline.extractors import older
from tests.pipeline.minis import MINIS
from tests.pipeline.test_known_then import now, recorded_on_days, then

RECORDS = (seeds()[0], *MINIS)


@pytest.fixture
def fresh(place: str, tmp_path: Path) -> str:
    load(place, [write(tmp_path / "all.jsonl", RECORDS)], author="Ana")
    return place


def slugs(place: str) -> set[object]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {row["slug"] for row in reader.rows("claim_status")}


def shown(place: str) -> tuple[object, ...]:
    return claims(place), relations(place), retellings(place)


def test_what_is_read_as_before_is_left_alone(fresh: str) -> None:
    before = everything(fresh)
    result = reextract(fresh, author="Ana", batch=4)
    assert (result.articles, result.differing, result.changesets) == (len(RECORDS), (), ())
    assert everything(fresh) == before


def test_there_and_back_is_what_a_fresh_load_gives(fresh: str, tmp_path: Path) -> None:
    at_first, names = shown(fresh), slugs(fresh)
    away = reextract(fresh, author="Ana", batch=3, extractor=older)
    assert away.differing and away.status_changes and shown(fresh) != at_first
    assert check(fresh).is_sound
    back = reextract(fresh, author="Ana", batch=5)
    assert len(back.changesets) == 3
    assert shown(fresh) == at_first
    assert check(fresh).findings == ()
    assert slugs(fresh) == names


def test_a_past_moment_shows_what_was_read_then(fresh: str, tmp_path: Path) -> None:
    was = {}
    for step in (None, older, statements_in):
        if step is not None:
            reextract(fresh, author="Ana", extractor=step)
        time = recorded_on_days(fresh).strftime("%Y-%m-%dT%H:%M:%SZ")
        was[time] = now(fresh)
    assert len(was) == len(set(map(repr, was.values()))) == 3
    for time, told in was.items():
        found = then(fresh, Moment(known_at=time))
        for name in told.keys() | found.keys():
            assert found.get(name) == told.get(name), (time, name)
