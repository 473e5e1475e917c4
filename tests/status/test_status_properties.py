"""What holds for the status of any claim, whoever spoke and whenever."""

import time
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from factdb.records import Alliance, SaidOn, Voice
from factdb.status import as_of, has_status, history_of
from factdb.words import Role, Stance

ACCUSED = [("North Korea",), ("Ministry of Defence", "Russia")]
ALLIANCES = [Alliance(one="North Korea", other="Russia", kind="treaty", source="", since="2024-06-19")]
LINEAGES = [
    ("North Korea",),
    ("Kim Yo Jong", "North Korea"),
    ("Kremlin", "Russia"),
    ("Ministry of Defence", "Russia"),
    ("White House", "United States"),
    ("Pentagon", "United States"),
    ("South Korea",),
    ("witness",),
    ("rumour",),
]
DATES = [None, "2023", "2024", "2024-06", "2024-10", "2024-06-18", "2024-06-20", "2024-10-01", "2024-10-30"]
KEYS = [f"s{number}" for number in range(8)]
SPOKEN = [stance for stance in Stance if stance is not Stance.COMMENTS]


@st.composite
def voices(draw: st.DrawFn) -> list[Voice]:
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    return [
        Voice(
            statement=key,
            stance=draw(st.sampled_from(SPOKEN)),
            lineage=draw(st.sampled_from(LINEAGES)),
            said_on=SaidOn(value=draw(st.sampled_from(DATES))),
            origin=draw(st.sampled_from([(), (), ("White House", "United States")])),
            published_on=draw(st.sampled_from([None, "2024-10-31"])),
            repeats=draw(st.sampled_from([None, None, None, *KEYS])),
            is_anonymous=draw(st.booleans()),
            is_general=draw(st.booleans()),
            is_retold=draw(st.booleans()),
        )
        for key in keys
    ]


CLAIMS = voices().filter(has_status)


@given(CLAIMS, st.randoms())
def test_the_order_of_voices_does_not_matter(claim: list[Voice], random: Random) -> None:
    shuffled = random.sample(claim, len(claim))
    assert history_of(shuffled, ACCUSED, ALLIANCES) == history_of(claim, ACCUSED, ALLIANCES)


@given(CLAIMS)
def test_every_change_names_a_voice_and_leads_to_the_next(claim: list[Voice]) -> None:
    history = history_of(claim, ACCUSED, ALLIANCES)
    keys = {voice.statement for voice in claim}
    assert {change.statement for change in history.changes} <= keys
    assert all(change.rule for change in history.changes)
    assert 1 <= len(history.changes) <= len(claim)
    assert [change.sequence for change in history.changes] == list(range(1, len(history.changes) + 1))
    assert [change.from_status for change in history.changes] == [None, *(c.to_status for c in history.changes[:-1])]
    assert all(change.from_status is not change.to_status for change in history.changes)
    assert history.changes[-1].to_status is history.status
    assert history.changes[-1].effective_on == history.status_since


@given(CLAIMS)
def test_every_voice_has_one_role_and_every_party_one_position(claim: list[Voice]) -> None:
    history = history_of(claim, ACCUSED, ALLIANCES)
    assert sorted(role.statement for role in history.roles) == sorted(voice.statement for voice in claim)
    for role in history.roles:
        assert (role.denial_kind is not None) == (role.role in (Role.DENIAL, Role.PRIOR_DENIAL))
    parties = [position.party for position in history.positions]
    assert len(parties) == len(set(parties))
    assert not set(history.accusers) & set(history.deniers)
    assert (history.denial_kind is not None) == bool(history.deniers)


@given(CLAIMS, st.sampled_from(LINEAGES), st.sampled_from(DATES))
def test_declining_changes_nothing(claim: list[Voice], lineage: tuple[str, ...], day: str | None) -> None:
    silence = Voice(statement="z", stance=Stance.DECLINES, lineage=lineage, said_on=SaidOn(value=day))
    before, after = (history_of(some, ACCUSED, ALLIANCES) for some in (claim, [*claim, silence]))
    roles = tuple(role for role in after.roles if role.statement != "z")
    assert after._replace(roles=roles, last_said_on=None, settled_on=None) == before._replace(
        last_said_on=None, settled_on=None
    )


@given(CLAIMS)
def test_the_effective_dates_never_run_backwards(claim: list[Voice]) -> None:
    days = [change.effective_on for change in history_of(claim, ACCUSED, ALLIANCES).changes]
    dated = [day for day in days if day is not None]
    assert days == dated + [None] * (len(days) - len(dated))
    assert all(one[: len(two)] <= two for one, two in pairwise(dated))


@given(CLAIMS, st.sampled_from([date for date in DATES if date]))
def test_as_of_a_day_is_a_part_that_only_grows(claim: list[Voice], day: str) -> None:
    then = {voice.statement for voice in as_of(claim, ACCUSED, day)}
    later = {voice.statement for voice in as_of(claim, ACCUSED, "9999")}
    assert then <= later <= {voice.statement for voice in claim}
    assert as_of(as_of(claim, ACCUSED, day), ACCUSED, "9999") == as_of(claim, ACCUSED, day)


def test_what_repeats_an_act_through_a_general_denial_is_as_old_as_the_act() -> None:
    def denial(key: str, date: str | None, repeats: str | None, *, is_general: bool = False) -> Voice:
        return Voice(
            statement=key,
            stance=Stance.DENIES,
            lineage=("North Korea",),
            said_on=SaidOn(value=date),
            repeats=repeats,
            is_general=is_general,
        )

    later = Voice(statement="d", stance=Stance.ASSERTS, lineage=("Japan",), said_on=SaidOn(value="2024"))
    claim = [denial("a", None, "b"), denial("b", None, "c", is_general=True), denial("c", "2023", None), later]
    assert [voice.statement for voice in as_of(claim, ACCUSED, "2023")] == ["a", "b", "c"]
    assert as_of(as_of(claim, ACCUSED, "2023"), ACCUSED, "9999") == as_of(claim, ACCUSED, "2023")


def test_ten_thousand_voices_fold_in_four_times_the_time_of_a_quarter() -> None:
    def voice(number: int) -> Voice:
        return Voice(
            statement=f"{number:05}",
            stance=SPOKEN[number % 2],
            lineage=(f"office {number}", f"state {number % 4999}"),
            said_on=SaidOn(value=f"2024-{1 + number // 900:02}-{1 + number // 30 % 28:02}"),
            repeats=f"{number - 1:05}" if number % 5 == 0 else None,
        )

    def seconds(many: int) -> float:
        crowd = [voice(number) for number in range(many)]
        start = time.process_time()
        assert len(history_of(crowd, ACCUSED, ALLIANCES).roles) == many
        return time.process_time() - start

    quarter, whole = (min(seconds(many) for _ in range(3)) for many in (2_500, 10_000))
    assert whole < 8 * quarter
