"""HTML pages: the text a paragraph a line, and title, date, publisher, author, address where the page states them."""

import io
import json
import time
from pathlib import Path

import pytest

from factdb.read import Defaults, inputs
from factdb.records import Article, Problem
from factdb.words import PublishedBasis

PARAGRAPHS = [
    "Juru bicara Kremlin pada hari Rabu membantah laporan bahwa Rusia mengirim senjata ke Myanmar tahun lalu.",
    "“Laporan itu bohong belaka,” kata juru bicara tersebut kepada wartawan di Moskow.",
    "Kementerian Pertahanan Inggris sebelumnya menyatakan bahwa tiga kapal telah berlayar dari pelabuhan itu.",
    "Seorang pejabat yang tidak mau disebut namanya menolak berkomentar mengenai tuduhan tersebut.",
]
BODY = "<article><h1>Kremlin Bantah Laporan</h1>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</article>"


def read(tmp_path: Path, page: str | bytes) -> list[Article | Problem]:
    file = tmp_path / "page.html"
    file.write_bytes(page if isinstance(page, bytes) else page.encode())
    return list(inputs([str(file)], Defaults(), io.BytesIO()))


def article(tmp_path: Path, head: str = "", body: str = BODY) -> Article:
    found = read(tmp_path, f'<html lang="id"><head>{head}</head><body>{body}</body></html>')[0]
    assert isinstance(found, Article)
    return found


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_the_text_is_a_paragraph_a_line_and_the_headline_is_apart(tmp_path: Path) -> None:
    found = article(tmp_path)
    assert found.text == "\n".join(PARAGRAPHS)
    assert found.title == "Kremlin Bantah Laporan"
    assert found.language == "id"


def test_json_ld_inside_a_graph(tmp_path: Path) -> None:
    news = {
        "@type": ["NewsArticle"],
        "headline": "Kremlin Bantah",
        "datePublished": "2024-10-31T09:00:00+07:00",
        "author": [{"@type": "Person", "name": "Penulis Satu"}, {"name": "Penulis Dua"}],
        "publisher": {"name": "Contoh"},
        "url": "https://contoh.example/1",
    }
    found = article(tmp_path, linked(**{"@graph": [{"@type": "WebSite", "name": "Situs"}, news]}))
    assert (found.title, found.publisher, found.author) == ("Kremlin Bantah", "Contoh", "Penulis Satu; Penulis Dua")
    assert (found.published_on, found.published_basis) == ("2024-10-31", PublishedBasis.PAGE)
    assert found.url == "https://contoh.example/1"


def test_meta_elements(tmp_path: Path) -> None:
    head = meta("og:title", "Kremlin Bantah") + meta("og:site_name", "Contoh") + meta("author", "Penulis Satu")
    head += (
        meta("article:published_time", "2024-10-31T09:00") + '<link rel="canonical" href="https://contoh.example/2">'
    )
    found = article(tmp_path, head)
    assert (found.title, found.publisher, found.author) == ("Kremlin Bantah", "Contoh", "Penulis Satu")
    assert (found.published_on, found.url) == ("2024-10-31", "https://contoh.example/2")


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (
            '<time datetime="2020-01-01"></time><article><time datetime="2024-10-31T09:00">x</time></article>',
            "2024-10-31",
        ),
        ('<time datetime="2024-10-31"></time>', "2024-10-31"),
        ('<time datetime="09:00"></time>', None),
        ('<a href="https://kantor.example/berita-2022-09-21/">sumber</a>', None),
    ],
)
def test_a_time_element_dates_a_page_and_a_link_does_not(tmp_path: Path, body: str, day: str | None) -> None:
    assert article(tmp_path, body=BODY + body).published_on == day


def test_two_dates_that_disagree_are_told(tmp_path: Path) -> None:
    head = linked(**{"@type": "NewsArticle", "datePublished": "2024-10-31"}) + meta(
        "article:published_time", "2023-10-31"
    )
    found, problem = read(tmp_path, f"<html><head>{head}</head><body>{BODY}</body></html>")
    assert isinstance(found, Article)
    assert found.published_on == "2024-10-31"
    assert isinstance(problem, Problem)
    assert "2024-10-31, 2023-10-31" in problem.message
    assert problem.article == found.key


def test_the_day_in_the_outlets_own_zone_goes_before_the_one_in_utc(tmp_path: Path) -> None:
    head = linked(**{"@type": "NewsArticle", "datePublished": "2024-10-30T23:00:00Z"})
    found = article(tmp_path, head + meta("article:published_time", "2024-10-31T06:00:00+07:00"))
    assert found.published_on == "2024-10-31"


@pytest.mark.parametrize(
    "script", ["{broken", "[" * 50_000, '{"@type": 5}', '{"@type": "NewsArticle", "headline": 5}', "null"]
)
def test_linked_data_that_cannot_be_used_is_passed_over(tmp_path: Path, script: str) -> None:
    head = "".join(f'<script type="application/ld+json">{text}</script>' for text in (f'"@type" {script}', script))

    assert article(tmp_path, head).title == "Kremlin Bantah Laporan"


def test_scripts_and_markup_never_reach_the_text(tmp_path: Path) -> None:
    found = article(tmp_path, body=BODY.replace("</p>", "<script>alert(1)</script><b onclick='x()'></b></p>", 1))
    assert found.text == "\n".join(PARAGRAPHS)


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    first = "Кремль опроверг сообщения о том, что Россия отправила оружие в эту страну в прошлом году."
    page = f'<html><head><meta charset="windows-1251"></head><body>{BODY.replace(PARAGRAPHS[0], first)}</body></html>'
    found, *_ = read(tmp_path, page.encode("windows-1251", errors="xmlcharrefreplace"))
    assert isinstance(found, Article)
    assert found.text.startswith(first)


@pytest.mark.parametrize("depth", [200, 5_000, 200_000])
def test_deep_nesting_ends_in_an_article_or_a_problem(tmp_path: Path, depth: int) -> None:
    started = time.perf_counter()
    items = read(tmp_path, "<html><body>" + "<div>" * depth + BODY + "</div>" * depth)
    assert items
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("page", ["", "<html></html>", "<html><body><img src='x'></body></html>", "<!-- nothing -->"])
def test_a_page_without_an_article(tmp_path: Path, page: str) -> None:
    (problem,) = read(tmp_path, page)
    assert isinstance(problem, Problem)
    assert "No text" in problem.message


def test_a_page_of_6_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    started = time.perf_counter()
    (problem,) = read(tmp_path, f"<html><body>{BODY}<!--{'x' * 6_000_000}--></body></html>")
    assert isinstance(problem, Problem)
    assert "5 MB" in problem.message
    assert time.perf_counter() - started < 5
