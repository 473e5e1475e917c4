"""Which days the words name, which of them dates a saying, and when an article proves its own date."""

from pathlib import Path

import pytest

from factdb.extract import statements_in
from factdb.extract.dates import DateExpression, date_reader
from factdb.extract.spoken import SpeechDates, said_on
from factdb.extract.timeline import Shift, Told, dated
from factdb.extract.undated import estimate_published
from factdb.languages import raw
from factdb.languages.dates import date_words, read
from factdb.parties import shipped
from factdb.records import Article, SaidOn, Span
from factdb.words import SaidOnBasis
from tests.extract.casefile import files

CASES = Path(__file__).parent.parent / "cases"


def lines(name: str) -> list[object]:
    title, found = "", []
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            published, _, rest = line.strip().partition(" | ")
            text, _, wanted = rest.rpartition(" => ")
            date = None if published == "-" else published
            found.append(pytest.param(name[-6:-4], date, text, wanted, id=f"{title}: {text}"))
        elif not line.startswith("#"):
            title = line
    return found


def shown(date: DateExpression) -> str:
    bounds = "" if date.earliest == date.latest else f" ({date.earliest} … {date.latest})"
    return f"{date.value or '?'}{bounds}{' !' if date.conflict else ''}"


@pytest.mark.parametrize(
    ("code", "published", "text", "wanted"), [line for name in files("dates") for line in lines(name)]
)
def test_dates_of_a_text(code: str, published: str | None, text: str, wanted: str) -> None:
    found = date_reader(code).expressions(text, published)
    assert ("; ".join(map(shown, found)) or "nothing") == wanted


@pytest.mark.parametrize(
    ("code", "published", "text", "wanted"), [line for name in files("said-on") for line in lines(name)]
)
def test_the_date_of_a_saying(code: str, published: str | None, text: str, wanted: str) -> None:
    plain, places = "", {}
    for letter in text:
        places |= {letter: len(plain)} if letter in "{}[]" else {}
        plain += "" if letter in "{}[]" else letter
    dating = SpeechDates(date_words(code)).dating(
        plain,
        date_reader(code).expressions(plain, published),
        clause=Span(0, len(plain)),
        cue=Span(places["["], places["]"]),
        content=Span(places["{"], places["}"]),
        published_on=published,
    )
    date = said_on(dating, published)
    assert f"{date.value or '?'} {date.basis}" == wanted


def test_spans_hold_the_words_of_the_date() -> None:
    text = "Kata Budi, Rabu (5/10/2022). Sejak September lalu (lihat 13 Juli), in June."
    found = date_reader("id").expressions(text, "2022-10-06")
    assert [text[date.start : date.end] for date in found] == ["Rabu (5/10/2022)", "September lalu", "13 Juli"]


def test_what_was_said_is_never_later_than_its_article() -> None:
    month = date_reader("en").expressions("earlier this month", "2024-10-20")[0]
    assert said_on(month, "2024-10-20") == SaidOn(
        value="2024-10", earliest="2024-10-01", latest="2024-10-20", basis=SaidOnBasis.TEXT
    )


def test_a_date_in_quotation_marks_dates_nothing() -> None:
    text = "“Hari ini kami tahu,” kata juru bicara itu."
    dating = SpeechDates(date_words("id")).dating(
        text,
        date_reader("id").expressions(text, "2023-09-06"),
        clause=Span(0, len(text)),
        cue=None,
        content=None,
        published_on="2023-09-06",
        quotations=[Span(0, 21)],
    )
    assert dating is None


def day(value: str) -> SaidOn:
    return SaidOn(value=value, earliest=value, latest=value, basis=SaidOnBasis.TEXT)


ARTICLE = SaidOn(value="2025-10-20", earliest="2025-10-20", latest="2025-10-20", basis=SaidOnBasis.ARTICLE)


def told(*rows: tuple[str, int, SaidOn], published: str = "2025-10-20") -> list[str | None]:
    """The dates of sayings `(speaker, paragraph, date)`, one sentence a paragraph unless it is the same one."""
    return [
        date.value
        for date in dated([Told(n, place, date, who) for n, (who, place, date) in enumerate(rows)], published)
    ]


def test_one_interview_has_one_date() -> None:
    rows = [("JQ", 1, ARTICLE), ("JQ", 2, day("2025-10-16")), ("Yohanes", 3, ARTICLE), ("JQ", 5, ARTICLE)]
    assert told(*rows) == ["2025-10-16", "2025-10-16", "2025-10-20", "2025-10-16"]


def test_another_date_of_the_same_speaker_stays() -> None:
    rows = [("JQ", 1, day("2025-10-16")), ("JQ", 2, day("2025-10-18")), ("JQ", 3, ARTICLE)]
    assert told(*rows) == ["2025-10-16", "2025-10-18", "2025-10-18"]


def test_a_coarse_date_stays_in_its_paragraph() -> None:
    month = SaidOn(value="2022-12", earliest="2022-12-01", latest="2022-12-31", basis=SaidOnBasis.TEXT)
    assert told(("Kirby", 1, month), ("Kirby", 1, ARTICLE), ("Kirby", 2, ARTICLE)) == [
        "2022-12",
        "2022-12",
        "2025-10-20",
    ]


@pytest.mark.parametrize(
    ("code", "published", "text", "wanted"), [line for name in files("said-when") for line in lines(name)]
)
def test_the_dates_of_an_article(code: str, published: str | None, text: str, wanted: str) -> None:
    plain = text.replace(" / ", "\n\n")
    article = Article(key="a", text=plain, source="a", language=code, published_on=published)
    found = statements_in(article, shipped()).statements
    spoken = [f"{plain[one.cue.start : one.cue.end]} {one.said_on.value}" for one in found if one.cue]
    assert "; ".join(spoken) == wanted


def test_following_words_count_outside_what_was_said() -> None:
    speech = SpeechDates(date_words("id"))
    text = "Tuduhan itu kemudian dibantah. Ia bilang mereka kemudian pergi."
    assert speech.shift(text, Span(0, 30), None, None) == Shift(0, "day", is_firm=False)
    assert speech.shift(text, Span(31, 63), None, Span(40, 62)) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Benar,” kata Budi, Rabu (5/10/2022). “Salah,” kata Ani, Selasa (4/10/2022).", "2022-10-05"),
        ("“Benar,” kata Budi, Selasa (5/10/2022).", None),
        ("Konser digelar pada Rabu (5/10/2022) di Jakarta.", None),
        ("“Benar,” kata Budi, Rabu (5/10).", None),
        ("Rabu, 5 Okt 2022 09:32 WIB\nKonser digelar di Jakarta.", "2022-10-05"),
        ("Rabu, 5 Okt 2022\nKonser digelar di Jakarta.", None),
    ],
)
def test_an_undated_article_is_dated_only_by_proof(text: str, wanted: str | None) -> None:
    estimate = estimate_published(text, date_reader("id").expressions(text, None))
    assert (estimate[0] if estimate else None) == wanted


def test_a_dated_attribution_proves_the_day_without_commas() -> None:
    text = "Korea Utara pada Kamis (22/9/2022) mengatakan pihaknya tidak mengekspor senjata."
    found = date_reader("id").expressions(text, None)
    assert estimate_published(text, found) is None
    assert estimate_published(text, found, [Span(0, 45)]) == (
        "2022-09-22",
        "the text dates what was said: “Kamis (22/9/2022)”",
    )


@pytest.mark.parametrize("text", ["1" * 1_000_000, '"' * 1_000_000, " " * 1_000_000, "12." * 300_000])
def test_a_senseless_megabyte_holds_no_dates(text: str) -> None:
    assert date_reader("en").expressions(text, "2024-01-01") == ()


def test_the_pack_refuses_unknown_keys() -> None:
    with pytest.raises(ValueError, match="colour"):
        read({**raw("en")["dates"], "colour": ["red"]})  # type: ignore[dict-item]
