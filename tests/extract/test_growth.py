"""Twice the text takes twice the time, or little more, whatever it repeats: ratios are measured, never bare times."""

import gc
import time
from collections.abc import Callable

import pytest

from factdb.extract import statements_in
from factdb.link import settle
from factdb.parties import shipped
from tests.extract.casefile import article

LENGTH = 8_000
LINES = 20_000
"""A line is cut into sentences in parts of this length, each of which may take time by the square."""

MOST = 3.2
"""Twice is even growth, four times the square; between them lie the machine's caches and its other work."""

A_MOMENT = 0.02
TRIES = 4
SPOKEN = {
    "en": [
        "he said ", "said that ", "Russia said that Iran denied it and ", "officials said it left and ", "citing ",
        "Russia met Iran. The council said it agreed. ", "The ministry denied the claims on Tuesday. ", "Jordan ",
        '"We did not do it," he said. ', "THE MINISTER OF JORDAN DENIED IT ", "Mr. X. Y. Z. ", "4 January 2023 ",
        "Theresa May ", "North Korea denied ", "https://a.b/c\n", "Russia (RU) ", "that country ",
    ],
    "id": [
        "ia mengatakan ", "kata dia ", "Rusia mengatakan bahwa Iran membantah hal itu dan ", "yang ", "tidak ",
        "Rusia bertemu Iran. Kementerian itu mengatakan hal itu benar. ", "Kremlin membantah tuduhan AS. ",
        "Rabu (4/1/2023) ", "tuduhan AS mengenai ", "Universitas Xx Yy (UXY) ", "kabar beredar ", "10 juta ",
        "Baca juga: Isi Kontrak\n",
    ],
}  # fmt: skip
MARKS = [
    '"', "“", "” ", "'", "''", "‘a ", "«", "`", "(", "( ", ".", ". ", "… ", "-", "a, ", "7", "12 ", "1,", "A ", "a",
    "\n", "word\n\n", "\u200b", "e\u0301", "\u0301", "👩\u200d👧 ", "中文。", "قال المتحدث ", "_", "<p>", "\u202e",
]  # fmt: skip


@pytest.mark.parametrize("piece", MARKS)
def test_marks_and_letters_over_and_over(piece: str) -> None:
    language = "id" if len(piece) > 1 else "en"
    assert_grows_evenly(lambda size: read(piece * (size // len(piece)), language), LINES)


@pytest.mark.parametrize(("language", "piece"), [(code, piece) for code, pieces in SPOKEN.items() for piece in pieces])
def test_words_over_and_over(language: str, piece: str) -> None:
    assert_grows_evenly(lambda size: read(piece * (size // len(piece)), language))


@pytest.mark.parametrize(
    "line",
    [
        "Minister Xx{0} Yy{0} left. Zz{0} said it was so. ",
        "Xx{0} said the army lied. ",
        "Rektor Universitas Xx{0} Yyyy (UX{0}) said it was so. ",
    ],
)
def test_names_that_never_come_again(line: str) -> None:
    assert_grows_evenly(lambda size: read("".join(line.replace("{0}", letters(n)) for n in range(size // 40)), "en"))


def test_quotations_in_quotations() -> None:
    assert_grows_evenly(lambda size: read("“" * (size // 2) + "a" + "”" * (size // 2), "en"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Minister John Smith said the army denied that troops had entered the city, he added. ",
        "Russia denied that it had sold weapons to Iran. The United States said Russia had sold weapons to Iran. ",
        "Smith denied it.\n",
    ],
)
def test_statements_of_one_article_are_settled_evenly(sentence: str) -> None:
    def settled(size: int) -> None:
        text = article(sentence * (size // len(sentence)), "en")
        settle(text, statements_in(text, shipped()).statements, shipped())

    assert_grows_evenly(settled, 4 * LENGTH if len(sentence) < 20 else LENGTH)


def assert_grows_evenly(work: Callable[[int], None], size: int = LENGTH) -> None:
    """Measured until once it holds: another process may have taken the machine's time."""
    work(100)
    ratios = []
    for _ in range(TRIES):
        once, twice = seconds(work, size), seconds(work, 2 * size)
        if twice <= max(MOST * once, A_MOMENT):
            return
        ratios.append(round(twice / once, 1))
    pytest.fail(f"Twice the text takes {ratios} times the time.")


def seconds(work: Callable[[int], None], size: int) -> float:
    """The CPU time that some work takes; nobody looks for garbage meanwhile, of which other tests have left much."""
    gc.disable()
    try:
        began = time.process_time()
        work(size)
        return time.process_time() - began
    finally:
        gc.enable()


def read(text: str, language: str) -> None:
    statements_in(article(text, language), shipped())


def letters(number: int) -> str:
    """A number in letters: 0 is a, 26 is ba."""
    return (letters(number // 26) if number >= 26 else "") + chr(97 + number % 26)
