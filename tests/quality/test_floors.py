"""The gate itself: floors rise with quality, hold against a loss, and fall only with a reason that is written down."""

from pathlib import Path

from tests.quality import floors
from tests.quality.scoring import gained_and_lost

HELD = {"seeds.statements": {"party": 0.8}, "seeds.ceilings": {"statements_per_article": 20.0}}


def test_what_falls_under_its_floor_is_told() -> None:
    assert floors.undercut(HELD, {"seeds.statements": {"party": 0.8}}) == []
    assert floors.undercut(HELD, {"seeds.statements": {"party": 0.79}}) == [
        "seeds.statements party: 0.79, the floor is 0.8"
    ]
    assert len(floors.undercut(HELD, {"seeds.ceilings": {"statements_per_article": 20.5}})) == 1


def test_a_figure_that_is_measured_no_more_falls_short() -> None:
    assert floors.undercut(HELD, {"seeds.statements": {}}) == ["seeds.statements party: None, the floor is 0.8"]


def test_an_update_raises_floors_and_never_lowers_one() -> None:
    assert floors.updated(HELD, {"seeds.statements": {"party": 0.9}}, False)["seeds.statements"] == {"party": 0.88}
    assert floors.updated(HELD, {"seeds.statements": {"party": 0.7}}, False) == HELD
    few, many = (
        {"seeds.ceilings": {"statements_per_article": 10.0}},
        {"seeds.ceilings": {"statements_per_article": 40.0}},
    )
    assert floors.updated(HELD, few, False)["seeds.ceilings"] == {"statements_per_article": 10.5}
    assert floors.updated(HELD, many, False) == HELD


def test_lowering_takes_only_floors_that_are_undercut() -> None:
    lowered = floors.updated(HELD, {"seeds.statements": {"party": 0.7}}, True)
    assert lowered["seeds.statements"] == {"party": 0.68}
    assert floors.updated(HELD, {"seeds.statements": {"party": 0.81}}, True) == HELD


def test_floors_and_reasons_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "floors.toml"
    floors.write(HELD, ['a "bad" dossier: left out'], file)
    assert floors.read(file) == (HELD, ['a "bad" dossier: left out'])


def test_statements_gained_and_lost_are_told_by_sign() -> None:
    before = "# a baseline\ns1   denies    missed       -      -\ns2   denies    found        party  date\n"
    after = ["s1   denies    found        party  date", "s2   denies    as asserts   party  date"]
    assert [line[:4] for line in gained_and_lost(before, after)] == ["+ s1", "- s2"]
    assert gained_and_lost(before, before.splitlines()[1:]) == []
