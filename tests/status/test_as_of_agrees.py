"""What stood on a day is what the stored history says stood on that day."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factdb.records import Voice
from factdb.status import as_of, has_status, history_of
from factdb.status.when import first_day, last_day, when_of
from factdb.words import Stance, Status
from tests.status.test_status_properties import ACCUSED, ALLIANCES, CLAIMS

DAYS = ["2022-12-31", "2023-07-01", "2023-12-31", "2024-06-18", "2024-06-19", "2024-06-30", "2024-10-15", "2024-10-30"]


def by_history(claim: list[Voice], day: str) -> Status | None:
    """The last step of the history that had taken effect by a day."""
    steps = history_of(claim, ACCUSED, ALLIANCES).changes
    done = [step.to_status for step in steps if step.effective_on and first_day(step.effective_on) <= day]
    return done[-1] if done else None


def folded(claim: list[Voice], day: str) -> Status | None:
    """The status that follows from what was said by a day."""
    then = as_of(claim, ACCUSED, day)
    return history_of(then, ACCUSED, ALLIANCES).status if has_status(then) else None


def is_open(claim: list[Voice], day: str) -> bool:
    """Whether a coarse date leaves open on which side of the day something was said, or took effect."""
    steps = [change.effective_on for change in history_of(claim, ACCUSED, ALLIANCES).changes]
    said = [(when.first, when.last) for when in map(when_of, claim) if when.first and when.last]
    return any(first <= day < last for first, last in [*said, *((first_day(on), last_day(on)) for on in steps if on)])


def leans_on_no_date(claim: list[Voice]) -> bool:
    """Whether an assertion without a date, which no day shows, lets a general denial count."""
    undated = any(voice.stance in (Stance.ASSERTS, Stance.ADMITS) and when_of(voice).date is None for voice in claim)
    return undated and any(voice.is_general for voice in claim)


@settings(max_examples=300)
@given(CLAIMS, st.sampled_from(DAYS))
def test_a_day_that_no_date_leaves_open_stands_as_in_the_history(claim: list[Voice], day: str) -> None:
    assume(not is_open(claim, day) and not leans_on_no_date(claim))
    assert folded(claim, day) == by_history(claim, day)
