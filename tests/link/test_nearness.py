"""How near the words of a review come to those of a claim: a least nearness that is asked for only saves time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from factdb.link import nearness

TERMS = ["Russia", "denied", "sold", "10,000", "shells", "never", "false", "Kursk", "troops", "bridge"]
WORDS = st.lists(st.sampled_from(TERMS), max_size=8)


@settings(deadline=None)
@given(WORDS, WORDS, st.floats(0, 1))
def test_what_is_less_near_than_asked_is_not_near_at_all(one: list[str], other: list[str], least: float) -> None:
    near = nearness(" ".join(one), " ".join(other), "en")
    assert nearness(" ".join(one), " ".join(other), "en", least) == (near if near >= least else 0.0)
