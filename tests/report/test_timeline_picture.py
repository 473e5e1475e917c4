"""Where a timeline puts what: every statement has a mark, dates are as wide as they are, long gaps are cut and told."""

from itertools import pairwise

import pytest

from factdb.report import Dossier, speaking
from factdb.report.axis import BREAK, axis_over, breaks_of, place, ticks_of
from factdb.report.catalogue import LANGUAGES
from factdb.report.days import days_of
from factdb.report.lanes import MARK, MOST_LANES, Lane, Mark
from factdb.report.measure import width_of
from factdb.report.panel import PANEL
from factdb.report.picture import LABEL, NARROW, WIDE, picture
from tests.report.pictured import claim_of, crowd, said

WIDTHS = (WIDE, NARROW)


def marks_in(claim: Dossier, width: float = WIDE) -> list[Mark]:
    return [mark for lane in picture(claim, width).lanes for mark in lane.marks]


def days(*told: str) -> list[int]:
    return [days_of(day)[0] for day in told]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("count", "parties"), [(1, 1), (3, 2), (20, 5), (300, 30)])
def test_every_statement_has_one_mark(count: int, parties: int, width: float) -> None:
    ids = [number for mark in marks_in(crowd(count, parties), width) for number in mark.statement_ids]
    assert sorted(ids) == list(range(1, count + 1))


def ends(mark: Mark) -> tuple[float, float]:
    return min(mark.start, mark.x - MARK / 2), max(mark.end, mark.x + MARK / 2)


def covered(lane: Lane) -> list[tuple[Mark, Mark]]:
    """The pairs of marks of a lane that lie on each other."""
    pairs = [(one, other) for at, one in enumerate(lane.marks) for other in lane.marks[:at]]
    level = [(one, other) for one, other in pairs if abs(one.y - other.y) < MARK]
    return [pair for pair in level if ends(pair[0])[0] < ends(pair[1])[1] and ends(pair[1])[0] < ends(pair[0])[1]]


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_stand_in_their_lane_and_do_not_cover_each_other(width: float) -> None:
    shown = picture(crowd(300, 30), width)
    for lane in shown.lanes:
        assert covered(lane) == []
        for mark in lane.marks:
            assert lane.top < mark.y < lane.top + lane.height
            assert 0 <= mark.start <= mark.x <= mark.end <= width
    tops = [(lane.top, lane.top + lane.height) for lane in shown.lanes]
    assert all(above[1] <= below[0] for above, below in pairwise(tops))
    assert shown.height < 3000


def test_a_month_and_a_year_are_spans_and_a_day_is_a_point() -> None:
    given = (("2024", 366), ("2024-02", 29), ("2024-02-05", 1))
    claim = claim_of(*(said(at, "asserts", "Ukraine", day) for at, (day, _) in enumerate(given)))
    found = {mark.statement_ids[0]: mark for mark in marks_in(claim)}
    scale = (found[0].end - found[0].start) / 365
    for at, (_, length) in enumerate(given):
        assert found[at].end - found[at].start == pytest.approx((length - 1) * scale)
        assert found[at].is_span == (length > 1)
    assert "span" in [key.mark for key in picture(claim).legend]


def test_a_date_that_is_known_better_than_it_is_told_is_drawn_as_known() -> None:
    within = {"said_on_earliest": "2022-09-12", "said_on_latest": "2022-09-18"}
    first, last = marks_in(
        claim_of(said(1, "asserts", "Ukraine", "2022-09", **within), said(2, "denies", "Russia", "2022-09"))
    )
    assert last.start < first.start < first.end < last.end


def test_a_matter_that_slept_for_years_is_not_two_blobs() -> None:
    told = ("2022-09-05", "2022-09-09", "2022-09-22", "2024-10-30", "2024-11-04", "2024-11-29")
    axis = axis_over(days(*told), 0, 600)
    assert [gap.told for gap in breaks_of(axis)] == ["2 years"]
    at = [place(axis, day) for day in days(*told)]
    assert at == sorted(at)
    assert at[2] - at[0] > 150 and at[5] - at[3] > 150
    assert (at[1] - at[0]) / 4 == pytest.approx((at[5] - at[4]) / 25), "one scale on both sides of the gap"
    shown = picture(claim_of(*(said(number, "asserts", "Ukraine", day) for number, day in enumerate(told))))
    assert any("gap" in note for note in shown.notes)


def test_what_is_spread_evenly_is_drawn_without_a_gap() -> None:
    assert breaks_of(axis_over(range(0, 3000, 10), 0, 600)) == ()
    assert breaks_of(axis_over(days("2022-09-01", "2024-10-30"), 0, 600)) == ()


def test_gaps_leave_room_for_what_is_between_them() -> None:
    axis = axis_over([day for year in range(1990, 2024, 11) for day in days(f"{year}-01-01", f"{year}-01-03")], 0, 600)
    assert len(breaks_of(axis)) > 1
    assert all(stretch.right - stretch.left > BREAK for stretch in axis.stretches)
    assert axis.stretches[-1].right <= 600


@pytest.mark.parametrize("width", [300, 600])
@pytest.mark.parametrize(
    "told",
    [("2024-10-30",), ("2024-10-30", "2024-11-02"), ("2024-01-05", "2024-06-01"), ("1988-01-01", "2024-06-01")],
)
def test_ticks_are_there_and_their_labels_do_not_touch(told: tuple[str, ...], width: float) -> None:
    ticks = ticks_of(axis_over(days(*told), 0, width))
    assert ticks and any(len(tick.year or tick.label) == 4 for tick in ticks), "a year is told"
    for one, other in pairwise(ticks):
        assert one.x + width_of(one.label, 11) / 2 <= other.x - width_of(other.label, 11) / 2


def test_the_accused_has_a_lane_also_where_it_is_silent() -> None:
    claim = claim_of(
        said(1, "asserts", "Ukraine", "2024"), said(2, "denies", "Belarus", "2024"), accused="Russia; Iran"
    )
    lanes = picture(claim).lanes
    assert [(lane.name[0], lane.side, len(lane.marks)) for lane in lanes] == [
        ("Ukraine", "asserts", 1),
        ("Russia", "accused", 0),
        ("Iran", "accused", 0),
        ("Belarus", "denies", 1),
    ]
    assert [lane.heading for lane in lanes] == ["Who asserts it", "The accused", "", "Who else denies it"]
    assert "accused" in lanes[1].told


def test_many_parties_share_lanes_and_that_is_told() -> None:
    shown = picture(crowd(300, 30))
    assert len(shown.lanes) <= MOST_LANES + 4
    assert any("share" in note for note in shown.notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_beneath_a_narrow_picture_is_whole(language: str) -> None:
    with speaking(language):
        notes = picture(crowd(300, 30), NARROW).notes
    assert len(notes) > 1 and not any(note.endswith("…") for note in notes)
    assert all(width_of(note, 11) <= NARROW - 16 for note in notes)


def test_a_denial_is_official_or_not_by_its_shape_and_what_is_retold_is_lighter() -> None:
    rows = (
        said(1, "denies", "Russia", "2024-01-01"),
        said(2, "denies", "Belarus", "2024-02-01", denial_kind="third_party"),
        said(3, "denies", "Russia", "2024-03-01", repeats_statement_id=1),
        said(4, "denies", "Russia", "2024-04-01", role="prior_denial"),
    )
    found = {mark.statement_ids[0]: mark for mark in marks_in(claim_of(*rows))}
    assert [found[number].shape for number in (1, 2)] == ["official", "third_party"]
    assert [found[number].is_light for number in (1, 2, 3, 4)] == [False, False, True, True]
    assert "official" in found[1].told and "third party" in found[2].told


@pytest.mark.parametrize("width", WIDTHS)
def test_the_band_goes_from_step_to_step_and_its_labels_do_not_touch(width: float) -> None:
    shown = picture(crowd(20, 5), width)
    assert [step.status for step in shown.steps] == ["alleged", "denied", "disputed", "admitted"]
    for one, other in pairwise(shown.steps):
        assert one.right == other.left
    assert shown.steps[-1].right == pytest.approx(width - 8)
    boxes = [
        (step.row, step.label_x, step.label_x + width_of(f"{step.told} {step.day}", LABEL)) for step in shown.steps
    ]
    for at, (row, left, right) in enumerate(boxes):
        assert left >= 0 and right <= width
        assert not [box for box in boxes[:at] if box[0] == row and left < box[2] and box[1] < right]


@pytest.mark.parametrize("width", WIDTHS)
def test_what_has_no_date_stands_apart(width: float) -> None:
    dated, undated = said(1, "asserts", "Ukraine", "2024-01-01"), said(2, "denies", "Russia", None)
    shown = picture(claim_of(dated, undated, steps=(("2024-01-01", "alleged"), (None, "denied"))), width)
    assert shown.undated is not None
    asserted, denied = (mark for lane in shown.lanes for mark in lane.marks)
    assert asserted.x < shown.undated < denied.x
    assert shown.steps[1].left > shown.undated and shown.steps[1].day == "no date"
    without = picture(claim_of(undated, steps=((None, "denied"),)), width)
    assert without.ticks == () and without.undated == without.left


def test_a_claim_of_which_nothing_was_said_has_a_picture() -> None:
    shown = picture(claim_of())
    assert shown.steps == shown.ticks == ()
    assert [lane.name for lane in shown.lanes] == [("Russia",)]


def test_numbers_stand_on_one_scale_with_their_open_ends() -> None:
    rows = [said(number, "asserts", "Ukraine", f"2024-10-{number:02}") for number in (1, 2, 3)]
    given = ((1, 10000, None), (2, None, 12000), (3, 3000, 8000))
    quantities = tuple(
        {"statement_id": number, "unit": "troops", "low": low, "high": high, "text": "troops"}
        for number, low, high in given
    )
    panel = picture(claim_of(*rows, quantities=quantities)).panel
    assert panel and (panel.unit, panel.least, panel.greatest) == (("troops",), "3,000", "12,000")
    more, most, between = panel.amounts
    assert (more.opens, most.opens, between.opens) == ("up", "down", "")
    assert most.high < more.low < between.high < between.low, "greater numbers stand higher"
    assert picture(claim_of(*rows, quantities=quantities[:1])).panel is None


def test_wide_letters_are_measured_wide() -> None:
    name = "大韩民国国家情报院以及外交部联合发言人办公室"
    lane = picture(claim_of(said(1, "asserts", name, "2024"))).lanes[0]
    assert len(lane.name) == 2 and all(width_of(line, 13) <= 172 for line in lane.name)


def test_dates_are_told_in_the_language_of_the_report() -> None:
    claim = claim_of(said(1, "denies", "Russia", "2024-10-30"), steps=(("2024-10-30", "denied"),))
    with speaking("id"):
        shown = picture(claim)
    assert shown.steps[0].day == "30 Okt 2024" and shown.ticks[0].label == "30 Okt"
    assert "30 Okt 2024" in shown.lanes[0].marks[0].told


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("days", [("9999-12-31",), ("0001-01-01",), ("9999", "9998-12-30"), ("0001", "9999-12-31")])
def test_the_first_and_the_last_days_of_all_have_a_place(days: tuple[str, ...], width: float) -> None:
    claim = claim_of(*(said(at, "denies", "Russia", day) for at, day in enumerate(days, start=1)))
    assert all(0 <= mark.x <= width for mark in marks_in(claim, width))
    assert [number for mark in marks_in(claim, width) for number in mark.statement_ids]


def test_numbers_of_any_size_have_a_height() -> None:
    rows = [said(at, "asserts", "Ukraine", f"2024-0{at}") for at in (1, 2)]
    for low, high in ((-1.7e308, 1.7e308), (5e-324, 1.7e308), (0.0, 1e300), (-1.0, 0.0), (0.0, 5e-324), (0.0, 0.0)):
        named = [
            {"unit": "km", "low": value, "high": value, "statement_id": at, "text": "a number"}
            for at, value in ((1, low), (2, high))
        ]
        panel = picture(claim_of(*rows, quantities=tuple(named))).panel
        assert panel is not None
        assert all(
            panel.top <= height <= panel.top + PANEL for each in panel.amounts for height in (each.low, each.high)
        )
