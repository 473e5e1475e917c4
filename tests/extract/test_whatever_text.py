"""Whatever a text holds, extraction ends, repeats itself, and every span gives back words of the text."""

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factdb.languages import codes, raw
from factdb.records import Span
from tests.extract.casefile import DAY, cases, extracted, files

SEEDS = [file.read_bytes().decode("utf-8") for file in sorted(Path(__file__).parents[2].glob("seeds/articles/*.txt"))]
CASES = [(case.article.text, case.language) for name in (*files("statements"), "layout.txt") for case in cases(name)]
MARKS = [*"\"'“”‘’`«»„.,:;!?()[]-–—\n\u00a0\t ", "''", "``", "…"]
WORDS = [
    "kata", "membantah", "menurut", "bahwa", "Rusia", "tuduhan", "itu", "bohong", "katanya", "oleh", "dibantah", "ia",
    "said", "denied", "according", "to", "that", "Russia", "claims", "false", "he", "by", "was", "Reuters", "10,000",
]  # fmt: skip
ODD = [
    *"‚‛‟‹›′″＂＇「」『』_*/\\<>&%$#@", "\r\n", "\u00ad", "\u0301", "\u200b", "\u200d", "\u202e", "\u2028", "\u0085",
    "\x0c", "\x1c", "\ufeff", "\x00", "İ", "ß", "ﬁ", "²", "½", "١", "中文", "👩\u200d👧", "-LRB-", "'s", "S.Pd.",
    "US$", "12.30",
]  # fmt: skip
NAMES = ["Rusia", "Iran", "Reuters", "AS", "Kim Jong Un", "Budi", "Smith", "J.", "Kementerian Luar Negeri", "1/2/23"]
PIECES = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from([*MARKS, *ODD]), st.text(max_size=4)), max_size=60)
TEXTS = st.one_of(PIECES.map(" ".join), PIECES.map("".join), st.text(max_size=400))
LANGUAGES = st.sampled_from(codes())
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(text: str, language: str, published_on: str | None = DAY) -> None:
    """Every span lies in the text, what is said and by whom lies in words, and a second reading finds the same."""
    found = extracted(text, language, published_on)
    assert found == extracted(text, language, published_on)
    for one in found.statements:
        for span in (one.quote, one.source, one.cue, one.content, one.answers):
            assert is_inside(span, text)
        for part in (*one.mentions, *one.quantities):
            assert is_inside(Span(part.start, part.end), text)
        assert one.speaker.strip()
        assert one.party.strip()
        assert one.content is None or (one.quote.start <= one.content.start and one.content.end <= one.quote.end)
    for problem in found.problems:
        assert problem.start is None or problem.end is None or 0 <= problem.start <= problem.end <= len(text)
    assert len({one.key for one in found.statements}) == len(found.statements)


def is_inside(span: Span | None, text: str) -> bool:
    """Whether a span holds words of the text and no white space at its ends; None holds."""
    if span is None:
        return True
    words = text[span.start : span.end]
    return 0 <= span.start < span.end <= len(text) and words == words.strip() and bool(words)


@RELAXED
@given(TEXTS, LANGUAGES, st.sampled_from([None, DAY, "2023", "2023-01"]))
def test_any_text_is_read(text: str, language: str, published_on: str | None) -> None:
    check(text, language, published_on)


@RELAXED
@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_a_case_with_marks_strewn_in_is_read(case: tuple[str, str], chance: random.Random) -> None:
    text, language = case
    letters = list(text)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(letters))
        letters[at : at + chance.randint(0, 2)] = [chance.choice(chance.choice([MARKS, ODD]))]
    check("".join(letters), language)


@RELAXED
@given(st.integers(min_value=0), LANGUAGES)
def test_words_of_the_pack_in_any_order_are_read(seed: int, language: str) -> None:
    chance = random.Random(seed)
    lists = spoken(language)
    words = [chance.choice(chance.choice(lists)) for _ in range(chance.randint(1, 40))]
    for at in range(0, len(words), chance.randint(1, 6)):
        words.insert(at, chance.choice(chance.choice([MARKS, ODD, NAMES, NAMES])))
    written = [chance.choice([word, word, word, word.title(), word.upper()]) for word in words]
    check(chance.choice([" ", " ", " ", ""]).join(written), language)


@cache
def spoken(language: str) -> list[list[str]]:
    """Every list of words in a pack's sections on speech and dates."""
    pack = raw(language)
    tables = [pack["speech"], *pack["cue"], *pack["noun"], pack["dates"]]
    found = [entry for table in tables for entry in table.values() if isinstance(entry, list)]
    return [[str(word) for word in words] for words in found if words]


@settings(RELAXED, max_examples=25)
@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False))
def test_a_seed_article_cut_and_shuffled_is_read(text: str, chance: random.Random) -> None:
    words = text[chance.randrange(len(text) // 2) :][:2000].split(" ")
    for _ in range(20):
        words.insert(chance.randrange(len(words)), chance.choice([*WORDS, *MARKS]))
        words.pop(chance.randrange(len(words)))
    check(" ".join(words), "id")


@pytest.mark.parametrize(
    "text", ["", " ", "\n", '"', "“", ".", "\u00a0", "kata", '"," kata', "menurut", "said", "a" * 5000, "citing mid,"]
)
@pytest.mark.parametrize("language", codes())
def test_next_to_nothing_says_nothing(text: str, language: str) -> None:
    assert extracted(text, language).statements == ()


def test_a_language_without_a_pack_gives_a_problem_and_no_statement() -> None:
    found = extracted("Der Minister wies die Vorwürfe zurück.", "de")
    assert found.statements == ()
    assert ["'de' has no pack" in problem.message for problem in found.problems] == [True]
