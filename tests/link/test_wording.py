"""How claims are worded: titles that read as sentences, propositions without what ties them to the words before."""

import pytest

from factdb.link import settle, slug_of
from factdb.parties import shipped
from factdb.records import Appearance, Article, Span, Statement
from factdb.words import Stance


def worded(text: str, content: str, *, party: str, language: str = "en", cue: str | None = None) -> Appearance:
    """The appearance of an article of one sentence, of which `content` is what was said."""
    article = Article(key=text, text=text, source="test", language=language)
    start = text.index(content)
    cue_at = text.index(cue) if cue else 0
    statement = Statement(
        key=text,
        article=text,
        quote=Span(0, len(text)),
        content=Span(start, start + len(content)),
        cue=Span(cue_at, cue_at + len(cue)) if cue else None,
        stance=Stance.ASSERTS,
        speaker=party,
        party=party,
        mentions=shipped().mentions(text, language),
    )
    (appearance,) = settle(article, [statement], shipped()).appearances
    return appearance


CASES = [
    (
        "Ukraine said that Russia shelled a hospital and killed twelve civilians.",
        "that Russia shelled a hospital and killed twelve civilians",
        "Ukraine",
        "en",
        None,
        "Russia shelled a hospital and killed twelve civilians",
    ),
    (
        "Ukraina menyatakan bahwa Rusia menembaki rumah sakit dan menewaskan dua belas warga sipil.",
        "bahwa Rusia menembaki rumah sakit dan menewaskan dua belas warga sipil",
        "Ukraine",
        "id",
        None,
        "Rusia menembaki rumah sakit dan menewaskan dua belas warga sipil",
    ),
    (
        "Russia accused Belgium of killing six civilians in an air strike on Monday.",
        "Belgium of killing six civilians in an air strike on Monday",
        "Russia",
        "en",
        "accused",
        "Belgium: killing six civilians in an air strike on Monday",
    ),
    (
        "Ukraina menuduh (AS) mengenai serangan rudal Rusia yang menewaskan warga sipil di Kharkiv.",
        "(AS) mengenai serangan rudal Rusia yang menewaskan warga sipil di Kharkiv",
        "Ukraine",
        "id",
        "menuduh",
        "Serangan rudal Rusia yang menewaskan warga sipil di Kharkiv",
    ),
]


@pytest.mark.parametrize(
    ("text", "content", "party", "language", "cue", "wanted"), CASES, ids=lambda one: str(one)[:40]
)
def test_a_title_reads_as_a_person_would_write_it(
    text: str, content: str, party: str, language: str, cue: str | None, wanted: str
) -> None:
    appearance = worded(text, content, party=party, language=language, cue=cue)
    assert appearance.title == appearance.proposition == wanted


def test_a_long_sentence_is_cut_where_it_pauses() -> None:
    told = (
        "Russia shelled a hospital and killed twelve civilians in Kharkiv, a city that it had bombed for weeks before"
    )
    appearance = worded(f"{told}, Ukraine said.", told, party="Ukraine")
    assert appearance.proposition == told
    assert appearance.title == "Russia shelled a hospital and killed twelve civilians in Kharkiv"


def test_tokenised_quotation_marks_are_written_as_people_write_them() -> None:
    told = "Russia shelled a hospital and killed `` twelve civilians in Kharkiv"
    assert worded(f"{told}, Ukraine said.", told, party="Ukraine").title == told.replace("``", '"') + '"'


def test_a_slug_is_made_of_the_accused_and_words_of_the_title() -> None:
    appearance = worded(CASES[0][0], CASES[0][1], party="Ukraine")
    slug = slug_of(appearance.accused, appearance.terms, appearance.title)
    assert slug.startswith("russia-") and {"shelled", "hospital"} <= set(slug.split("-"))
