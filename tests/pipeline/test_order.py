"""The order of loading, the size of batches and the moment of tracking change nothing but slugs and numbers."""

import random
from pathlib import Path

import pytest

from factdb.link import relations as rules
from factdb.pipeline import load, relating, track, tracked_in, wanted
from tests.conftest import NewPlace
from tests.pipeline.contents import claims, relations, retellings, seeds, write
from tests.pipeline.minis import MINIS

RECORDS = (*seeds(), *MINIS)
ROUNDS = {"sqlite": 5, "postgresql": 2}
SEEDS = Path(__file__).parents[2] / "seeds"


def loaded(place: str, folder: Path, records: list[dict[str, str]], batch: int = 200) -> str:
    load(place, [write(folder / "articles.jsonl", records)], batch=batch, author="test")
    return place


@pytest.fixture(scope="module")
def in_order(new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory) -> str:
    return loaded(new_place(), tmp_path_factory.mktemp("order"), list(RECORDS))


def test_there_is_something_to_compare(in_order: str) -> None:
    told = [claim for claim in claims(in_order) if "'denied'" in str(claim) or "'disputed'" in str(claim)]
    assert len(told) >= 4 and len(retellings(in_order)) >= 4


@pytest.mark.parametrize("number", range(6))
def test_any_order_and_any_batches_give_the_same_claims(number: int, in_order: str, place: str, tmp_path: Path) -> None:
    chance = random.Random(number)
    records = list(RECORDS)
    chance.shuffle(records)
    loaded(place, tmp_path, records, batch=chance.choice((1, 2, 3, 5, 8)))
    assert claims(place) == claims(in_order)
    assert retellings(place) == retellings(in_order)


def test_the_same_claims_are_proposed_as_narrower(
    monkeypatch: pytest.MonkeyPatch, engine: str, new_place: NewPlace, tmp_path: Path
) -> None:
    """With rules so lenient that there is much to choose from."""
    for name, value in {"HELD": 0.1, "ADDED": 0.1, "SPECIFIC": 2.0, "TELLING": 1.0, "MOST": 1}.items():
        monkeypatch.setattr(rules, name, value)
    for room in (rules, relating):
        monkeypatch.setattr(room, "same_act", lambda *_: True)
    expected = relations(loaded(new_place(), tmp_path, list(RECORDS)))
    assert len(expected) >= 4
    for number in range(ROUNDS[engine]):
        chance = random.Random(number)
        records = list(RECORDS)
        chance.shuffle(records)
        assert relations(loaded(new_place(), tmp_path, records, batch=chance.choice((1, 2, 3, 5)))) == expected


def test_tracking_before_or_after_gives_the_same_claims(new_place: NewPlace, tmp_path: Path) -> None:
    wished = [
        *tracked_in(SEEDS / "tracked.toml"),
        wanted("Kanto dumped mercury into the Sela river", accused=["Kanto"], terms=["merkuri", "mercury"]),
    ]
    before, after, amid = (new_place() for _ in range(3))
    halves = [write(tmp_path / f"{n}.jsonl", RECORDS[n::2]) for n in (0, 1)]
    track(before, wished, author="test")
    load(before, halves, author="test", batch=4)
    load(after, halves, author="test")
    track(after, wished, author="test")
    load(amid, halves[1:], author="test")
    track(amid, wished[::-1], author="test")
    load(amid, halves[:1], author="test", batch=3)
    assert claims(before) == claims(after) == claims(amid)
