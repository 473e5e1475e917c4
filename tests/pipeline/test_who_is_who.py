"""People decide who is who: names, parents, parties that are one, allies. Claims follow, and go back on undo."""

from pathlib import Path

import pytest

from factdb.errors import InputError, NotFoundError
from factdb.pipeline import (
    PartyResult,
    add_party,
    alias_party,
    ally_parties,
    check,
    load,
    looking_back,
    merge,
    merge_parties,
    place_party,
    track,
    undo,
    wanted,
)
from factdb.pipeline.known import known_parties
from factdb.records import Moment
from factdb.store import VIEWS, open_database
from tests.pipeline.contents import write
from tests.pipeline.copies import copy_of
from tests.pipeline.test_known_then import recorded_on_days

CLAIM = "russia-bombed-sela-bridge-drones"
BRIDGE = (
    {
        "source": "one",
        "publisher": "Marla Post",
        "published": "2024-03-05",
        "language": "en",
        "text": "The Teluk Front said on Monday, 4 March 2024 that Russia had bombed the Sela bridge with drones. "
        "Russia denied that it bombed the Sela bridge.",
    },
    {
        "source": "two",
        "publisher": "Delta Today",
        "published": "2024-03-07",
        "language": "en",
        "text": "The Delta Movement said on Wednesday that Russia had bombed the Sela bridge with drones. "
        "Chad denied on Thursday that Russia bombed the Sela bridge.",
    },
)
LATER = {
    "source": "three",
    "publisher": "Warta Sela",
    "published": "2024-03-09",
    "language": "en",
    "text": "The Delta Movement said on Friday that Russia had bombed the Sela bridge with drones. TMF said so, too.",
}
SIDES = ("status", "accused", "accusers", "corroborators", "deniers", "denial_kind")


@pytest.fixture
def on_both(place: str, tmp_path: Path) -> str:
    """A database with two articles on one claim, on each engine."""
    load(place, [write(tmp_path / "bridge.jsonl", BRIDGE)], author="Ana")
    return place


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("whole")
    load(folder / "factdb.db", [write(folder / "bridge.jsonl", BRIDGE)], author="Ana")
    return str(folder / "factdb.db")


@pytest.fixture
def loaded(whole: str, tmp_path: Path) -> str:
    """The same in a file of its own."""
    return copy_of(whole, tmp_path)


def sides(place: str, claim: str = CLAIM) -> tuple[object, ...]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        row = reader.claim(claim)
    return tuple(row[name] for name in SIDES)


def shown(place: str) -> dict[str, list[str]]:
    """What all public views show, but for the numbers of rows, which are closed and added anew."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {view: told(reader.rows(view)) for view in VIEWS if view != "parties"}


def told(rows: list[dict[str, object]]) -> list[str]:
    left_out = ("statement_id", "repeats_statement_id", "recorded_at", "position")
    return sorted(str([(name, value) for name, value in row.items() if name not in left_out]) for row in rows)


def lines(place: str) -> dict[str, tuple[object, ...]]:
    """Each party's row of the view: parent, root, kind and aliases."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        rows = reader.rows("parties")
    return {str(row["name"]): tuple(row[name] for name in ("parent", "root", "kind", "aliases")) for row in rows}


def assert_taken_back(place: str, result: PartyResult, before: dict[str, list[str]]) -> None:
    """An undo leaves what was there before, and the database is sound then and was when it was decided."""
    assert check(place).findings == ()
    assert result.changeset is not None
    undo(place, [result.changeset], author="Ana")
    assert shown(place) == before
    assert check(place).findings == ()


def test_two_parties_that_are_one_are_one_side(on_both: str) -> None:
    before, sides_before = shown(on_both), sides(on_both)
    assert sides_before[:4] == ("disputed", "Russia", "Teluk Front; Delta Movement", "Delta Movement")
    result = merge_parties(on_both, "Teluk Front", ["Delta Movement"], author="Ana")
    assert result.status_changes == (f"{CLAIM}: disputed → denied",)
    assert sides(on_both)[:4] == ("denied", "Russia", "Teluk Front", None)
    assert lines(on_both)["Teluk Front"][3] == "Delta Movement"
    with open_database(on_both, read_only=True) as database, database.reading() as reader:
        rows = reader.rows("statement_details", {"publisher": "Delta Today"}, order=("span_start",))
        assert (rows[0]["party"], rows[0]["speaker"]) == ("Teluk Front", "The Delta Movement")
    assert_taken_back(on_both, result, before)
    assert sides(on_both) == sides_before


def test_an_accused_that_is_another_party_is_accused_under_its_name(loaded: str) -> None:
    before = shown(loaded)
    result = merge_parties(loaded, "Chad", ["Russia"], author="Ana")
    assert sides(loaded)[1:] == ("Chad", "Teluk Front; Delta Movement", "Delta Movement", "Chad", "official")
    assert_taken_back(loaded, result, before)


def test_what_stood_under_a_party_stands_under_the_one_that_was_kept(loaded: str) -> None:
    place_party(loaded, "Delta Movement", "Teluk Front", author="Ana")
    before = shown(loaded)
    assert sides(loaded)[:4] == ("denied", "Russia", "Teluk Front", None)
    result = merge_parties(loaded, "Chad", ["Teluk Front"], author="Ana")
    assert lines(loaded)["Delta Movement"][:2] == ("Teluk Front", "Chad")
    assert sides(loaded)[2] == "Chad" or sides(loaded)[4] == "Russia; Chad"
    assert_taken_back(loaded, result, before)


def test_who_is_moved_counts_for_the_new_root(loaded: str) -> None:
    before = shown(loaded)
    result = place_party(loaded, "Delta Movement", "Teluk Front", author="Ana")
    assert result.status_changes == (f"{CLAIM}: disputed → denied",)
    assert lines(loaded)["Delta Movement"][:2] == ("Teluk Front", "Teluk Front")
    again = place_party(loaded, "Delta Movement", None, author="Budi")
    assert again.status_changes == (f"{CLAIM}: denied → disputed",)
    undo(loaded, [again.changeset or 0], author="Ana")
    assert sides(loaded)[0] == "denied"
    assert_taken_back(loaded, result, before)


def test_a_name_that_was_read_as_a_party_of_its_own_means_the_party_that_people_say(
    loaded: str, tmp_path: Path
) -> None:
    before = shown(loaded)
    result = alias_party(loaded, "Teluk Front", "Delta Movement", author="Ana")
    assert sides(loaded)[:3] == ("denied", "Russia", "Teluk Front")
    assert_taken_back(loaded, result, before)
    undo(loaded, [check_last(loaded)], author="Ana")
    load(loaded, [write(tmp_path / "three.jsonl", [LATER])], author="Ana")
    assert sides(loaded)[:3] == ("denied", "Russia", "Teluk Front")


def check_last(place: str) -> int:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return max(reader.numbers("changeset"))


def test_a_party_made_known_is_found_by_all_its_names_and_unknown_again_after_undo(loaded: str, tmp_path: Path) -> None:
    names = {"kind": "armed_group", "parent": "Chad", "aliases": ["TMF", "Delta Movement"]}
    result = add_party(loaded, "Teluk Marla Force", author="Ana", **names)  # type: ignore[arg-type]
    assert lines(loaded)["Teluk Marla Force"] == ("Chad", "Chad", "armed_group", "Delta Movement; TMF")
    load(loaded, [write(tmp_path / "three.jsonl", [LATER])], author="Ana")
    with open_database(loaded, read_only=True) as database, database.reading() as reader:
        known = known_parties(reader)
        found = [one.party for one in known.mentions("TMF fired on the bridge.", "en")]
        assert (found, known.lineage("TMF")) == (["Teluk Marla Force"], ("Teluk Marla Force", "Chad"))
        rows = reader.rows("statement_details", {"article_source": "three"})
        assert {row["party"] for row in rows} == {"Teluk Marla Force"}
    assert check(loaded).findings == ()
    undo(loaded, [result.changeset or 0], author="Ana")
    with open_database(loaded, read_only=True) as database, database.reading() as reader:
        assert known_parties(reader).get("Teluk Marla Force") is known_parties(reader).get("TMF") is None
    assert lines(loaded)["Teluk Marla Force"] == (None, "Teluk Marla Force", "armed_group", None)
    assert check(loaded).findings == ()


def test_an_ally_denies_officially_within_the_dates(on_both: str) -> None:
    before = shown(on_both)
    roles = denial_kinds(on_both)
    assert roles == {"Russia": "official", "Chad": "third_party"}
    over = ally_parties(on_both, "Chad", "Russia", until="2024-02", source="notes", author="Ana")
    assert denial_kinds(on_both) == roles
    held = ally_parties(on_both, "Russia", "Chad", since="2024-03", source="a treaty", author="Ana")
    assert denial_kinds(on_both)["Chad"] == "official"
    again = ally_parties(on_both, "Chad", "Russia", since="2024-04", source="a newer treaty", author="Ana")
    assert again.notes == ("It takes the place of what was recorded before (a treaty).",)
    assert denial_kinds(on_both) == roles
    assert check(on_both).findings == ()
    undo(on_both, [again.changeset or 0], author="Ana")
    assert denial_kinds(on_both)["Chad"] == "official"
    undo(on_both, [held.changeset or 0], author="Ana")
    assert denial_kinds(on_both) == roles
    assert_taken_back(on_both, over, before)


def denial_kinds(place: str) -> dict[object, object]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        rows = reader.rows("claim_statements", {"role": "denial"})
    return {row["party"]: row["denial_kind"] for row in rows}


def test_deciding_the_same_again_changes_nothing(loaded: str) -> None:
    def decide() -> list[PartyResult]:
        return [
            place_party(loaded, "Chad", "Teluk Front", author="Ana"),
            alias_party(loaded, "Chad", "Chadlandia", language="en", author="Ana"),
            ally_parties(loaded, "Chad", "Russia", since="2020", source="notes", author="Ana"),
            merge_parties(loaded, "Teluk Front", ["Delta Movement"], author="Ana"),
        ]

    assert all(result.changeset for result in decide())
    last = check_last(loaded)
    assert [(result.changeset, result.done, len(result.notes)) for result in decide()] == [(None, (), 1)] * 4
    assert check_last(loaded) == last


def test_a_try_keeps_nothing(loaded: str) -> None:
    before = shown(loaded), lines(loaded), check_last(loaded)
    tried = merge_parties(loaded, "Teluk Front", ["Delta Movement"], author="Ana", dry_run=True)
    assert tried.status_changes == (f"{CLAIM}: disputed → denied",)
    assert (shown(loaded), lines(loaded), check_last(loaded)) == before


def test_a_tracked_claim_follows_who_is_who_too(loaded: str) -> None:
    told = wanted(title="Russia bombed the Sela bridge", slug="our-bridge", accused=["Russia"], terms=["Sela"])
    track(loaded, [told], author="Ana")
    before, sides_before = shown(loaded), sides(loaded, "our-bridge")
    assert (sides_before[0], sides_before[4:]) == ("disputed", ("Russia; Chad", "official"))
    result = merge_parties(loaded, "Chad", ["Russia", "Delta Movement"], author="Ana")
    assert sides(loaded, "our-bridge")[4:] == ("Chad", "official")
    assert_taken_back(loaded, result, before)


def test_who_was_who_is_known_of_every_moment(loaded: str) -> None:
    was = {}
    for decide in (
        lambda: place_party(loaded, "Delta Movement", "Teluk Front", author="Ana"),
        lambda: merge_parties(loaded, "Chad", ["Teluk Front"], author="Ana"),
        lambda: ally_parties(loaded, "Chad", "Russia", source="notes", author="Ana"),
        lambda: alias_party(loaded, "Chad", "Tschad", author="Ana"),
        lambda: undo(loaded, [3], author="Budi"),
        lambda: undo(loaded, [2], author="Budi"),
    ):
        was[check_last(loaded)] = shown(loaded)
        decide()
    recorded_on_days(loaded)
    times = dict(enumerate(moments(loaded), start=1))
    for number, then in was.items():
        with looking_back(loaded, Moment(known_at=times[number])) as reader:
            found = {view: told(reader.rows(view)) for view in VIEWS if view != "parties"}
        for view in VIEWS:
            assert found.get(view) == then.get(view), (number, view)


def moments(place: str) -> list[str]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return [str(row["recorded_at"]) for row in reader.rows("changeset", order=("changeset_id",))]


def test_another_database_brings_what_its_people_decided(loaded: str, tmp_path: Path) -> None:
    other_place = str(tmp_path / "other.db")
    place_party(loaded, "Delta Movement", "Teluk Front", author="Ana")
    add_party(loaded, "Teluk Watch", kind="organisation", aliases=["TW"], parent="Chad", author="Ana")
    merge(other_place, loaded, author="Budi")
    assert sides(other_place) == sides(loaded)
    assert lines(other_place) == lines(loaded)
    assert check(other_place).findings == ()
    merge_parties(loaded, "Chad", ["Teluk Front"], author="Ana")
    ally_parties(loaded, "Chad", "Mali", source="notes", author="Ana")
    merge(other_place, loaded, author="Budi")
    assert sides(other_place) == sides(loaded)
    assert lines(other_place) == lines(loaded)
    assert check(other_place).findings == ()


@pytest.mark.parametrize(
    ("decide", "says"),
    [
        (lambda place: add_party(place, "Korut", kind="state"), "'Korut' means North Korea"),
        (lambda place: add_party(place, "Russia", kind="state"), "'Russia' is a party already (state)"),
        (lambda place: add_party(place, "New", kind="unnamed"), "'unnamed' is no kind of party"),
        (lambda place: add_party(place, "  ", kind="state"), "name is empty"),
        (lambda place: alias_party(place, "Chad", "Mali"), "'Mali' is a party of its own. `factdb party merge"),
        (lambda place: alias_party(place, "Chad", "Tchad", language="xx"), "reads no 'xx'"),
        (lambda place: merge_parties(place, "Polda Sumut", ["Polri"]), "Polda Sumut stands under Polri"),
        (lambda place: merge_parties(place, "Chad", ["witness"]), "witness and Chad cannot be one"),
        (lambda place: place_party(place, "Indonesia", "Polda Sumut"), "Polda Sumut → Polri → Indonesia"),
        (lambda place: place_party(place, "Chad", "Chad"), "Chad cannot stand under itself"),
        (lambda place: ally_parties(place, "Chad", "Chad", source="x"), "no ally of itself"),
        (lambda place: ally_parties(place, "Chad", "Mali", source=""), "source is empty"),
        (
            lambda place: ally_parties(place, "Chad", "Mali", source="x", since="2024-02", until="2023"),
            "end (2023) before it begins (2024-02)",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(whole: str, decide: object, says: str) -> None:
    with pytest.raises(InputError) as error:
        decide(whole)  # type: ignore[operator]
    assert says in str(error.value)
    assert check_last(whole) == 1


def test_an_unknown_party_is_told_with_those_that_come_near(loaded: str) -> None:
    with pytest.raises(NotFoundError, match=r"No party 'Teluk Frontt'\. Did you mean 'Teluk Front'"):
        merge_parties(loaded, "Chad", ["Teluk Frontt"])
    assert alias_party(loaded, "teluk front", "TF").done == ("'TF' means Teluk Front.",)
