"""Whatever people decide, in whatever order, and whatever is loaded and undone in between: the database shows it.

After every step it is compared with a model as plain as can be; in the end every earlier moment shows what was shown
then, everything can be taken back, and the same articles loaded again change nothing. FACTDB_DEEDS=SEEDS tries so many
histories on each engine, from FACTDB_DEED_FIRST on, FACTDB_DEED_COUNT=STEPS makes them so long.
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from factdb.errors import InputError
from factdb.pipeline import check, load, looking_back, reextract
from factdb.records import Moment
from factdb.store import VIEWS, Reader
from tests.conftest import NewPlace, forget
from tests.pipeline.contents import claims, everything, write
from tests.pipeline.plain_model import Expected, shown_histories, shown_members, shown_statements
from tests.pipeline.random_deeds import Deeds
from tests.pipeline.test_known_then import recorded_on_days

STEPS = int(os.environ.get("FACTDB_DEED_COUNT", "6"))
SEEDS = range(int(os.environ.get("FACTDB_DEEDS", "1")))
FIRST = int(os.environ.get("FACTDB_DEED_FIRST", "0"))
NOT_OF_THE_MOMENT = ("parties",)
TIME = re.compile(r"'recorded_at': '[^']*'")


def shown(reader: Reader) -> dict[str, list[str]]:
    return {view: sorted(map(repr, reader.rows(view))) for view in VIEWS if view not in NOT_OF_THE_MOMENT}


@pytest.mark.parametrize("seed", [FIRST + 2 * seed for seed in SEEDS])
def test_any_history_shows_what_was_decided(engine: str, new_place: NewPlace, tmp_path: Path, seed: int) -> None:
    place, seed = new_place(), seed + (engine == "postgresql")
    deeds = Deeds(place, tmp_path, Random(seed))
    deeds.do_load()
    deeds.do_load()
    was: dict[int, dict[str, list[str]]] = {}
    for step in range(STEPS):
        deeds.deed()
        with deeds.reading() as reader:
            assert_as_expected(reader, deeds, f"seed {seed}, step {step}: {deeds.done}")
            was[max(reader.numbers("changeset"))] = shown(reader)
    assert check(place).findings == (), deeds.done
    same_again(deeds)
    all_taken_back(deeds, new_place())
    past_is_as_it_was(deeds, was)
    forget(place)


def assert_as_expected(reader: Reader, deeds: Deeds, told: str) -> None:
    expected = Expected(reader, deeds.decided)
    members = expected.members()
    assert shown_statements(reader) == expected.statements, told
    assert shown_members(reader) == members, told
    assert shown_histories(reader) == expected.histories(), told
    for number, row in expected.claims.items():
        if row["merged_into_id"] is None and row["origin"] == "found" and number in members:
            assert reader.accused([number])[number] == expected.accused(number), (told, row["slug"])


def same_again(deeds: Deeds) -> None:
    """The same articles loaded again change nothing."""
    before = everything(deeds.place)
    for some in deeds.batches:
        load(deeds.place, [write(deeds.folder / "again.jsonl", some)], author="Cici")
    assert everything(deeds.place) == before, deeds.done


def all_taken_back(deeds: Deeds, other: str) -> None:
    """With everything taken back that anybody decided, the last thing first, all is as if it had only been loaded."""
    with deeds.reading() as reader:
        rows = reader.rows("changeset", order=("-changeset_id",))
    for row in rows:
        if row["kind"] not in ("load", "reextract"):
            with suppress(InputError):  # nothing of it is left to take back
                deeds.take_back(int(str(row["changeset_id"])))
    with deeds.reading() as reader:
        assert_as_expected(reader, deeds, f"all taken back: {deeds.done}")
    reextract(deeds.place, author="Cici")
    assert check(deeds.place).findings == (), deeds.done
    for some in deeds.batches:
        load(other, [write(deeds.folder / "again.jsonl", some)], author="Cici")
    assert claims(deeds.place) == claims(other), deeds.done


def past_is_as_it_was(deeds: Deeds, was: dict[int, dict[str, list[str]]]) -> None:
    recorded_on_days(deeds.place)
    with deeds.reading() as reader:
        times = {row["changeset_id"]: str(row["recorded_at"]) for row in reader.rows("changeset")}
    for number, then in was.items():
        with looking_back(deeds.place, Moment(known_at=times[number])) as reader:
            found = shown(reader)
        for view, rows in then.items():
            assert without_times(found[view]) == without_times(rows), (number, view, deeds.done)


def without_times(rows: list[str]) -> list[str]:
    """Rows but for the time at which they were recorded, which the test sets."""
    return sorted(TIME.sub("", row) for row in rows)
