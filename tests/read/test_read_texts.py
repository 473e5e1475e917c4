"""Language, reprints, and what on a page is not the article."""

import random
import time

import pytest

from factdb import languages
from factdb.languages import page as pages
from factdb.languages import rival
from factdb.languages.page import Page, furniture
from factdb.read import language_of
from factdb.read.copies import bands, containment, is_copy
from factdb.records import Span


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Korea Utara membantah tuduhan itu karena tidak pernah mengirim senjata ke Rusia.", "id"),
        (
            "Polis berkata siasatan dijalankan selepas mangsa dihantar ke hospital pada hari Isnin.",
            "ms",
        ),
        ("The ministry on Tuesday denied that it had exported any weapons to the country.", "en"),
        ("Le porte-parole du Kremlin a démenti mardi ces informations de la presse.", "fr"),
        ("Кремль опроверг сообщения о поставках оружия.", "ru"),
        ("12345 – 67 890", "und"),
        ("", "und"),
    ],
)
def test_the_language_of(text: str, language: str) -> None:
    assert language_of(text) == language
    assert language_of(text.replace(" ", "\n")) == language


@pytest.mark.parametrize("code", languages.codes())
def test_the_packs_own_examples_of_furniture(code: str) -> None:
    words = pages.page(code)
    assert words.hits
    assert [line for line in words.hits if furniture(line, words) != (Span(0, len(line)),)] == []
    assert [line for line in words.misses if furniture(line, words)] == []
    rival.rivals(code)


def test_furniture_is_spans_of_the_text_in_order() -> None:
    text = "Iklan\nKata dia, “tidak ada.” [Gambas:Video 20detik]\n\nSimak juga video Antrean:\nMoskow diam. (abc/def)"
    spans = furniture(text, pages.page("id"))
    assert [text[s.start : s.end] for s in spans] == [
        "Iklan",
        "[Gambas:Video 20detik]",
        "Simak juga video Antrean:",
        "(abc/def)",
    ]
    assert furniture(text, pages.page("xx")) == ()
    assert furniture("", pages.page("id")) == ()


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ({"words": ["x"]}, "unknown: words"),
        ({"lines": "Iklan"}, "list of texts"),
        ({"lines": ["Iklan", 5]}, "list of texts"),
        ({"starts": ["Iklan", "Iklan"]}, "twice"),
        ({"patterns": ["("]}, "regular expression"),
    ],
)
def test_a_page_section_that_cannot_be_used(section: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        pages.read({"page": section})
    assert pages.read({}) == Page()


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"code": "ms", "ours": ["a"]}, "wants code"),
        ({"code": "ms", "ours": ["a"], "theirs": ["a"]}, "both sides"),
    ],
)
def test_a_rival_section_that_cannot_be_used(entry: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        rival.read({"rival": [entry]})


def story(seed: int, sentences: int = 24) -> list[str]:
    """Sentences of invented words: alike for one seed, different for another."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abdeghiklmnorstu", k=chance.randint(3, 9))) for _ in range(400)]
    return [" ".join(chance.choices(words, k=chance.randint(8, 25))).capitalize() + "." for _ in range(sentences)]


@pytest.mark.parametrize("seed", range(8))
def test_a_reprint_that_keeps_half_is_found_and_decided(seed: int) -> None:
    wire = story(seed)
    first, last = " ".join(wire[:12]), " ".join(wire[12:])
    added = f"KOTA, Kantor - {first.replace('.', ' .')} {' '.join(story(seed + 100, 6))}"
    for reprint in (first, last, first.upper(), added):
        assert set(bands(reprint)) & set(bands(" ".join(wire)))
        assert is_copy(reprint, " ".join(wire))


def test_different_stories_are_no_copies() -> None:
    one, other = (" ".join(story(seed)) for seed in (1, 2))
    assert not set(bands(one)) & set(bands(other))
    assert containment(one, other) == 0
    quoted = f"{other} {' '.join(story(1)[:3])}"
    assert 0 < containment(one, quoted) < 0.3
    assert not is_copy(one, quoted)


def test_a_short_notice_is_nobodys_copy() -> None:
    story_ = " ".join(story(3))
    notice = " ".join(story_.split()[:12])
    assert containment(notice, story_) == 1
    assert not is_copy(notice, story_)
    assert containment("", story_) == 0
    assert bands("") == bands("tujuh kata saja ini tidak cukup ya") == ()


def test_fingerprints_are_the_same_on_every_machine() -> None:
    text = "Kremlin membantah laporan bahwa Rusia mengirim senjata ke Myanmar pada tahun lalu."
    assert bands(text) == (81264971,)
    assert all(0 <= band < 2**31 for band in bands(" ".join(story(4))))


def test_what_is_not_the_article_leaves_no_fingerprint() -> None:
    words = pages.page("id")
    notice = "Baca berita terbaru dan terpercaya setiap hari hanya di aplikasi resmi kami untuk semua pembaca"
    one, other = (f"{' '.join(story(seed, 2))}\n{notice}\n{' '.join(story(seed + 50, 2))}" for seed in (5, 6))
    assert not set(bands(one, furniture(one, words))) & set(bands(other, furniture(other, words)))


def test_fingerprints_of_an_article_take_milliseconds() -> None:
    text = " ".join(story(7, 30))
    started = time.perf_counter()
    for _ in range(20):
        bands(text)
    assert (time.perf_counter() - started) / 20 < 0.02
