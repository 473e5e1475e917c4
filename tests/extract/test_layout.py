"""An article as sentences and quotations, and what stands on its page beside it (tests/cases/layout.txt)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdb.extract.layout import quotations_in, sentences_in
from factdb.languages import codes
from factdb.records import Span
from tests.extract.casefile import Case, cases


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("layout.txt") if c.is_asserted])
def test_statements_of_a_page(case: Case) -> None:
    assert case.differences() == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"Ya," kata Tarno.', ['"Ya,"']),
        ("“Ya,” kata Tarno. “Tidak.”", ["“Ya,”", "“Tidak.”"]),
        ("''Tidak benar,'' kata Tarno.", ["''Tidak benar,''"]),
        ("``No,'' he said.", ["``No,''"]),
        ("„Nein“, said the mayor.", ["„Nein“"]),
        ("«Non», said the mayor.", ["«Non»"]),
        ("'The road was open,' he said.", ["'The road was open,'"]),
        ("The workers' union met at the mayor's house in '98.", []),
        ('He said: "The sign read ‘Closed’ all day."', ['"The sign read ‘Closed’ all day."']),
        ('"The well dried up.\nThe cattle died.', ['"The well dried up.']),
        ('A board of 6" by 4" was found.', []),
        ('Semua beres." Kami pulang besok, "katanya.', ['" Kami pulang besok, "']),
        ('Kami pulang, "kata Budi. Ia pergi. "Kami senang," katanya.', ['"Kami senang,"']),
        ('Ia berkata, "kami pulang." Lalu "kami tidur," katanya.', ['"kami pulang."', '"kami tidur,"']),
    ],
)
def test_quotations_are_told_by_what_stands_around_their_marks(text: str, wanted: list[str]) -> None:
    assert [text[one.start : one.end] for one in quotations_in(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('He left. "No. Never," she said.', ["He left.", '"No. Never," she said.']),
        ("The U.S. envoy spoke at 3 p.m. on Monday.", ["The U.S. envoy spoke at 3 p.m. on Monday."]),
        ("One line\nand another", ["One line", "and another"]),
        (
            "The bus burned.Nobody was hurt at Kompas.com in the U.S.A.",
            ["The bus burned.", "Nobody was hurt at Kompas.com in the U.S.A."],
        ),
        ("Kabar itu hoaks. menurut Budi, gaji tetap.", ["Kabar itu hoaks.", "menurut Budi, gaji tetap."]),
        ("Menurut Prof.Budi Raharjo, S.Pd, bus itu tua.", ["Menurut Prof.Budi Raharjo, S.Pd, bus itu tua."]),
        ('Bus itu tua."Kami takut," katanya.“Rem blong.”', ["Bus itu tua.", '"Kami takut," katanya.', "“Rem blong.”"]),
        ("It cost Rp 1.500.000. Nobody paid.", ["It cost Rp 1.500.000.", "Nobody paid."]),
        ("", []),
        (" \n\u00a0\n", []),
    ],
)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert [text[one.start : one.end] for one in sentences_in(text, "en")] == wanted


def test_what_is_skipped_gives_no_sentence() -> None:
    text = "The plant burned.\nRead more: Mayor denies neglect\nNobody was hurt."
    found = sentences_in(text, "en", [Span(18, 49)])
    assert [text[one.start : one.end] for one in found] == ["The plant burned.", "Nobody was hurt."]


@given(st.text(alphabet="ab .,!?\"'“”‘’\nA1", max_size=120), st.sampled_from(codes()))
def test_sentences_and_their_tokens_stand_in_order_inside_the_text(text: str, language: str) -> None:
    sentences = sentences_in(text, language)
    edges = [at for one in sentences for at in (one.start, one.end)]
    assert edges == sorted(edges)
    for one in sentences:
        places = [at for token in one.tokens for at in (token.start, token.end)]
        assert places == sorted(places)
        assert all(one.start <= at <= one.end for at in places)
        assert all(one.start <= quotation.start < quotation.end <= one.end for quotation in one.quotations)
