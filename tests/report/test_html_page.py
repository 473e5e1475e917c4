"""Reports as pages: one file that asks for nothing, and that people with any eyes, hands and paper can use."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from factdb.report import (
    Dossier,
    Report,
    Scope,
    changes,
    cited,
    claims,
    contested,
    explanation,
    one_claim,
    rendered,
    speaking,
    statements,
    timeline,
)
from factdb.report.html import FEW, MOST
from tests.browser import LAPTOP, PHONE, NewPage, accessible, overflow
from tests.report.pictured import claim_of, contested_of, crowd, said, timeline_of
from tests.report.test_picture_files import EVIL, evil

if TYPE_CHECKING:
    from playwright.sync_api import Page

Save = Callable[[Report], str]
ARABIC = "نفت روسيا إرسال قوات إلى أوكرانيا"


def several() -> Report:
    """Claims with few and many statements, none with a date, one in Arabic."""
    turned = said(1, "denies", "وزارة الدفاع", "2022-09", ARABIC, language="ar", denial_kind="third_party")
    return contested_of(
        crowd(60, 9),
        claim_of(turned, steps=(("2022-09", "denied"),), slug="turned", title=ARABIC, language="ar"),
        claim_of(said(1, "denies", "Russia", None), steps=((None, "denied"),), slug="undated"),
        claim_of(said(9, "asserts", "Ukraine", "2024"), steps=(("2024", "alleged"),), slug="s9"),
    )


def page_of(report: Report) -> lxml.html.HtmlElement:
    text = rendered(report, "html")
    assert isinstance(text, str)
    return lxml.html.document_fromstring(text)


@pytest.fixture
def saved(tmp_path: Path) -> Save:
    """Writes a report to a file and gives the file's address."""

    def save(report: Report) -> str:
        file = tmp_path / "report.html"
        file.write_text(str(rendered(report, "html")), encoding="utf-8")
        return file.as_uri()

    return save


def test_every_link_inside_leads_somewhere_and_every_name_is_given_once() -> None:
    page = page_of(several())
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    inside = {str(link)[1:] for link in page.xpath("//@href") if str(link).startswith("#")}
    assert inside <= set(names)
    assert {"s9", "turned", "undated"} <= inside
    assert len(page.xpath("//*[@class='picture']//a")) > 60


@pytest.mark.parametrize("slug", ["top", "main", "overview", "overview-title", "notes", "note-1", "part-1", "tip"])
def test_a_claim_may_be_called_as_a_part_of_the_page_is(slug: str, new_page: NewPage, saved: Save) -> None:
    named = claim_of(said(1, "denies", "Russia", "2022"), steps=(("2022", "denied"),), slug=slug, title=slug)
    for report in (cited(contested_of(named, crowd(3, 2))), cited(one_claim(named))):
        names = page_of(report).xpath("//@id")
        assert len(names) == len(set(names))
        assert page_of(report).xpath("//section[@class='claim'][.//code = $slug]/@id", slug=slug) == [f"{slug}_"]
    page = new_page()
    page.goto(saved(contested_of(named, crowd(3, 2))))
    page.get_by_role("link", name=slug, exact=True).click()
    assert page.evaluate("document.querySelector(':target').querySelector('code').textContent") == slug


def test_an_address_with_a_broken_end_stops_no_script(new_page: NewPage, saved: Save) -> None:
    page = new_page()
    page.goto(saved(contested_of(crowd(3, 2))) + "#%")
    page.locator(".picture a:visible").first.focus()
    assert page.locator("#tip").is_visible()


def test_a_name_without_blanks_leaves_no_phone_wider_than_it_is(new_page: NewPage, saved: Save) -> None:
    long = "Kementerian" * 20
    rows = (said(1, "asserts", long, "2022"), said(2, "denies", long, "2022", long, speaker=long, publisher=long))
    names = {"accused": long, "accusers": long, "deniers": long, "title": long}
    page = new_page(PHONE)
    page.goto(saved(contested_of(claim_of(*rows, steps=(("2022", "denied"),), **names), crowd(3, 2))))
    assert overflow(page) == 0


def test_every_statement_of_a_claim_is_told_with_its_source_in_its_language() -> None:
    page = page_of(several())
    rows = page.xpath("//section[@id='bridge']//tr[@id]")
    assert len(rows) == 60
    assert all(row.xpath(".//a[starts-with(@href, 'https://harian.example/')]") for row in rows)
    quotes = page.xpath("//section[@id='turned']//bdi[@lang='ar']")
    assert {quote.text_content() for quote in quotes} == {f'"{ARABIC}"'}
    assert page.xpath("//section[@id='turned']//time[@datetime='2022-09']/text()")[0] == "Sep 2022"


def test_words_of_an_article_are_no_markup() -> None:
    page = page_of(contested_of(evil()))
    assert len(page.xpath("//script")) == 1
    assert page.xpath("//@href[not(starts-with(., '#'))]") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert "<script>alert(1)" in page.xpath("//blockquote")[0].text_content()
    assert not re.search("[\u202e\x07\ufffe]", str(rendered(timeline_of(evil()), "html")))
    assert EVIL not in str(rendered(timeline_of(evil()), "html"))


def test_at_most_so_many_claims_and_what_is_left_out_is_told() -> None:
    denied, steps = said(1, "denies", "Russia", "2024"), (("2024", "denied"),)
    few = [claim_of(denied, steps=steps, slug=f"claim-{number}") for number in range(MOST + 3)]
    text = str(rendered(contested_of(*few), "html"))
    page = lxml.html.document_fromstring(text)
    assert len(page.xpath("//section[@class='claim']")) == MOST
    assert "3 more claims are left out" in page.xpath("//footer")[0].text_content()
    assert len(page.xpath("//nav//li")) == MOST
    assert len(text) < 3_000_000
    assert page.xpath("count(//*[contains(@class, 'narrow')])") == 0, f"one picture a claim beyond {FEW}"


def test_a_page_is_in_its_language() -> None:
    with speaking("id"):
        page = page_of(several())
    assert page.get("lang") == "id"
    assert page.xpath("//h1/text()") == ["Klaim yang diperselisihkan"]


def all_reports(claims_given: tuple[Dossier, ...], rows: list[dict[str, object]]) -> dict[str, Report]:
    """Every kind of report that has blocks of its own."""
    rulings = [{"given_on": "2024-01-01", "author": "Sari", "rating": "False", "explanation": "why", "url": None}]
    return {
        "contested": contested(claims_given, 19, Scope()),
        "timeline": timeline(claims_given[1]),
        "explain": explanation(claims_given[0]),
        "claims": claims([one.claim for one in claims_given]),
        "statements": statements(rows),
        "changes": changes(claims_given, "2022", None),
        "claim": one_claim(claims_given[1], (), rulings),
    }


REPORTS = ("contested", "timeline", "explain", "claims", "statements", "changes", "claim")


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_can_be_used_by_all(
    name: str, dossiers: tuple[Dossier, ...], statement_rows: list[dict[str, object]], new_page: NewPage, saved: Save
) -> None:
    page = new_page(PHONE)
    page.goto(saved(all_reports(dossiers, statement_rows)[name]))
    unfold(page)
    assert accessible(page) == []
    assert overflow(page) == 0


def test_long_words_for_a_status_leave_room_on_a_phone(
    dossiers: tuple[Dossier, ...], new_page: NewPage, saved: Save
) -> None:
    page = new_page(PHONE)
    with speaking("id"):
        page.goto(saved(timeline(dossiers[1])))
    wide = page.locator(".statements td:first-child")
    assert "dipertentangkan" in " ".join(wide.all_inner_texts())
    assert wide.evaluate_all("cells => cells.filter(one => one.scrollWidth > one.clientWidth).length") == 0


def unfold(page: "Page") -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (LAPTOP, True)])
def test_a_page_of_claims_can_be_used_by_all(size: tuple[int, int], dark: bool, new_page: NewPage, saved: Save) -> None:
    page = new_page(size, dark=dark)
    page.goto(saved(several()))
    unfold(page)
    assert accessible(page) == []
    assert overflow(page) == 0
    assert page.locator("svg.narrow").first.is_visible() == (size == PHONE)
    assert page.locator("svg.wide").first.is_visible() == (size == LAPTOP)
    assert is_dark(page) == dark


def is_dark(page: "Page") -> bool:
    color = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return max(int(part) for part in re.findall(r"\d+", color)[:3]) < 100


def test_a_page_is_walked_with_the_keyboard(page: "Page", saved: Save) -> None:
    page.goto(saved(several()))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.picture')"):
            break
    tip = page.locator("#tip")
    assert tip.is_visible() and "so it was" in tip.inner_text() and "Harian Pagi" in tip.inner_text()
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    page.keyboard.press("Enter")
    row = page.locator("tr:target")
    row.wait_for(state="visible")
    assert "so it was" in row.inner_text()


def test_a_mark_is_touched_and_pointed_at(page: "Page", saved: Save) -> None:
    page.goto(saved(several()))
    mark = page.locator("#turned svg.wide a").first
    mark.scroll_into_view_if_needed()
    mark.hover()
    assert ARABIC in page.locator("#tip").inner_text()
    mark.click()
    page.locator("tr:target").wait_for(state="visible")


def test_a_page_works_without_its_script(new_page: NewPage, saved: Save) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(saved(several()))
    mark = page.locator("#turned svg.wide a").first
    assert ARABIC in (mark.locator("title").text_content() or "")
    assert page.get_by_role("link", name=ARABIC).count() > 1
    mark.click()
    page.locator("#turned tr[id]").wait_for(state="visible")


@pytest.mark.parametrize("dark", [False, True])
def test_paper_is_white_and_tells_everything(dark: bool, new_page: NewPage, saved: Save) -> None:
    page = new_page((700, 900), dark=dark)
    page.goto(saved(several()))
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    assert not is_dark(page)
    assert overflow(page) == 0
    assert page.locator("svg.wide").first.is_visible()
    told = page.evaluate("getComputedStyle(document.querySelector('.source'), '::after').content")
    assert "https://harian.example/" in told
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#turned tr[id]").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
