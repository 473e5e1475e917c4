"""Footnotes that a reader can look a quote up by."""

from dataclasses import replace

from factdb.report import Dossier, Scope, cited, contested, rendered, speaking, timeline
from factdb.report.cite import footnote
from factdb.report.pages import Entry, Line, Source

ARTICLE = Source(
    place="Harian Pagi",
    source="news/7.txt",
    title="Menteri bantah tuduhan",
    author="Sari Dewi",
    publisher="Harian Pagi",
    published_on="2024-03-02",
    url="https://harian.example/7",
    archived_url="https://archive.example/7",
    retrieved_on="2024-03-05",
)
LINE = Line(stance="denies", party="Indonesia", said_on="2024-03-01", who="Budi, menteri", quote='"tidak benar"')


def test_a_footnote_tells_who_when_where_and_how_to_look_it_up() -> None:
    assert footnote(replace(LINE, source=ARTICLE)) == (
        "Indonesia · Budi, menteri, 2024-03-01; in Sari Dewi, “Menteri bantah tuduhan”, Harian Pagi, 2024-03-02; "
        "https://harian.example/7, archived at https://archive.example/7; retrieved on 2024-03-05."
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = Source(place="7.txt", source="news/7.txt")
    assert footnote(replace(LINE, who="", source=bare)) == "Indonesia, 2024-03-01; in 7.txt; news/7.txt."
    dated = footnote(replace(LINE, who="", source=replace(bare, published_on="2024-03-02")))
    assert dated == "Indonesia, 2024-03-01; in 7.txt, 2024-03-02; news/7.txt."


def test_a_footnote_is_in_the_language_of_the_report() -> None:
    with speaking("id"):
        assert footnote(replace(LINE, source=ARTICLE)).endswith("; diakses 2024-03-05.")


def test_every_quote_has_a_number_and_every_number_a_note(dossiers: tuple[Dossier, ...]) -> None:
    page = cited(contested(dossiers, 19, Scope())).page
    assert page
    numbers = [line.footnote for block in page.blocks if isinstance(block, Entry) for line in block.lines if line.quote]
    assert sorted(set(numbers)) == list(range(1, len(page.footnotes) + 1))


def test_footnotes_stand_below_in_every_form_for_people(dossiers: tuple[Dossier, ...]) -> None:
    report = cited(timeline(dossiers[0]))
    markdown, terminal = rendered(report, "md"), rendered(report, "table")
    assert report.page
    for number in range(1, len(report.page.footnotes) + 1):
        assert str(markdown).count(f"[^{number}]") == 2
        assert str(terminal).count(f"[{number}]") == 2


def test_a_report_without_quotes_stays_as_it_is(dossiers: tuple[Dossier, ...]) -> None:
    report = replace(contested(dossiers, 19, Scope()), page=None)
    assert cited(report) is report
