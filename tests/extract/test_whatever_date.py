"""Whatever dates a text gives and whenever it was published: what comes out are days that exist, in order."""

from datetime import date
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdb.languages import codes, raw
from factdb.read.found import YEARS, day_of
from tests.extract.casefile import extracted

DAYS = st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31)).map(date.isoformat)
PUBLISHED = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4]) | st.none()
NUMBERS = st.integers(0, 40).map(str) | st.integers(0, 99999).map(str) | st.dates().map(date.isoformat)
ODD = st.sampled_from(
    ["30 February 2023", "0 May 0000", "31/12/9999", "1 January 0001", "(30/2/2023)", "99 years ago", "-1", "1.1.1",
     "10000 tahun lalu", "4 Januari 2023", "1e9 days ago", "٤ يناير", "2023-02-30", "24:61", "9999999999 weeks ago"]
)  # fmt: skip
RELAXED = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def words(language: str) -> list[str]:
    """The words of a pack by which it tells dates."""
    entries = raw(language)["dates"].values()
    tables = [one for entry in entries for one in (entry.values() if isinstance(entry, dict) else [entry])]
    return [str(word) for one in tables for word in (one if isinstance(one, list) else [one]) if word]


TEXTS = st.sampled_from(codes()).flatmap(
    lambda code: st.tuples(
        st.just(code), st.lists(st.sampled_from(words(code)) | NUMBERS | ODD, max_size=12).map(" ".join)
    )
)


@RELAXED
@given(TEXTS, PUBLISHED)
def test_any_date_words(told: tuple[str, str], published: str | None) -> None:
    language, when = told
    text = f"Russia denied it {when}, the ministry said {when}. {when}, Iran membantah tuduhan itu, kata dia {when}."
    for one in extracted(text, language, published).statements:
        said = one.said_on
        assert said.value is None or day_of(said.value) == said.value or int(said.value[:4]) not in YEARS
        bounds = [day for day in (said.earliest, said.latest) if day]
        assert bounds == sorted(bounds) and all(date.fromisoformat(day) for day in bounds)
        if published and said.latest:
            assert said.latest[: len(published)] <= published
