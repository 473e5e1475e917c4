"""Hygiene: what goes, what stays, and that cleaning twice is cleaning once."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdb.read import clean, key_of
from factdb.read.hygiene import label

ANY_TEXT = st.text(st.characters(codec=None)) | st.text(alphabet="aÂA \n\r\u00a0\u0302\u200b\x00\ud800e\u0301")


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(ANY_TEXT)
def test_what_is_stored_can_be_encoded_and_holds_no_control(raw: str) -> None:
    text = clean(raw)
    text.encode("utf-8")
    assert not [c for c in text if c not in "\n\t" and (c < " " or c in "\x7f\x85")]


@given(st.text(alphabet="abcdé “”‘’.,—\u00a0\u2009\t\n"))
def test_spaces_are_replaced_one_for_one(raw: str) -> None:
    assert len(clean(f"x{raw}x")) == len(raw) + 2


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("“sekitar\u00a010.000\u202ftentara”", "“sekitar 10.000 tentara”"),
        ("apa yang Moskow lakukan.Â\nPada 30Â September", "apa yang Moskow lakukan. \nPada 30  September"),
        ("lakukan.Â", "lakukan."),
        ("CHÂTEAU d’Âge", "CHÂTEAU d’Âge"),
        ("\ufeffKrem\u00adlin\u200b", "Kremlin"),
        ("harga \u202e000.01\u202c rupiah", "harga 000.01 rupiah"),
        ("merah \x1b[31mteks\x07", "merah  [31mteks"),
        ("NUL\x00 dan \ud800 separuh", "NUL dan  separuh"),
        ("Erdog\u0306an", "Erdoğan"),
        ("½ ﬁnal “kutip” ‘satu’ …", "½ ﬁnal “kutip” ‘satu’ …"),
    ],
)
def test_what_becomes_of(raw: str, stored: str) -> None:
    assert clean(raw) == stored


def test_combining_marks_without_end_are_cut_and_take_no_time() -> None:
    started = time.perf_counter()
    text = clean("a" + "\u0301\u0316" * 500_000)
    assert len(text) <= 40
    assert unicodedata.normalize("NFC", text) == text
    assert time.perf_counter() - started < 5


def test_a_label_is_one_line_or_nothing() -> None:
    assert label(" Kremlin\u00a0 Bantah\n Laporan ") == "Kremlin Bantah Laporan"
    assert label(" \u200b\n") is None


def test_the_same_text_by_two_publishers_is_two_articles() -> None:
    assert key_of("Teks.", "Kantor Berita A") != key_of("Teks.", "Kantor Berita B")
    assert key_of("Teks.", "Kantor Berita A") == key_of("Teks.", "kantor berita a")
    assert key_of("Teks.", None) == key_of("Teks.", "")
    assert len(key_of("Teks.", None)) == 64
