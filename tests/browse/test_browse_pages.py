"""What a person sees in a browser who opens the seeds: the way from the front page to the words of an article."""

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from factdb.browse.described import shown
from factdb.store import VIEWS
from tests.browse.running import Site
from tests.browser import LAPTOP, PHONE, NewPage, accessible, overflow

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTIONS = {
    "contested_now": "",
    "changes_this_month": "",
    "search": "?words=Korea",
    "statements_of_a_claim": "?slug={slug}",
    "who_denies_most": "",
}


@pytest.fixture(scope="module")
def texts(seeds: str) -> dict[int, str]:
    """The text of each article."""
    with closing(sqlite3.connect(seeds)) as connection:
        return dict(connection.execute("SELECT article_id, text FROM articles").fetchall())


@pytest.fixture(scope="module")
def slug(seeds: str) -> str:
    """The name of the contested claim with the most statements."""
    with closing(sqlite3.connect(seeds)) as connection:
        asked = "SELECT slug FROM contested_claims ORDER BY statement_count DESC LIMIT 1"
        return str(connection.execute(asked).fetchone()[0])


def test_from_the_front_page_by_search_to_a_claim_and_its_quotes(
    page: "Page", site: Site, texts: dict[int, str]
) -> None:
    page.goto(site.address)
    assert page.title() == "factdb: who claims what and who denies it"
    assert page.get_by_text("Status says who said what, not what is true.").is_visible()
    page.get_by_label("Words to search for").fill('"Korea Utara" tentara')
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search?*")
    words = [told.lower() for told in page.locator("td.col-words").all_inner_texts()]
    assert words
    assert all("korea utara" in told and "tentara" in told for told in words if "…" not in told)
    page.locator("td.col-slug a").first.click()
    page.wait_for_url("**/claim/*")
    claim = page.url
    quotes = quotes_on(page, texts)
    assert len(quotes) > 1
    page.locator(".where a").first.click()
    page.wait_for_url("**/article/*")
    place = page.locator(f"#{urlsplit(page.url).fragment} + mark")
    assert place.is_visible()
    assert quotes[0].startswith((place.text_content() or "").strip()[:40])
    page.locator(f"a[href='/claim/{urlsplit(claim).path.removeprefix('/claim/')}']").first.click()
    page.wait_for_url(claim)


def quotes_on(page: "Page", texts: dict[int, str]) -> list[str]:
    """The quotes on the page of a claim, each an exact passage of the article that it links to."""
    quotes = []
    for statement in page.locator(".statements > li").all():
        quote = statement.locator("blockquote").text_content() or ""
        address = urlsplit(statement.locator(".where a").first.get_attribute("href") or "")
        assert quote
        assert quote in " ".join(texts[int(address.path.removeprefix("/article/"))].split())
        assert all(said in quote for said in statement.locator("mark").all_text_contents())
        quotes.append(quote)
    return quotes


def test_a_contested_claim_tells_both_sides_from_the_list_to_its_timeline(page: "Page", site: Site, slug: str) -> None:
    page.goto(site.address)
    page.locator(f".claims a[href$='/{slug}']").click()
    page.wait_for_url("**/claim/*")
    stances = page.locator(".statements .stance").all_inner_texts()
    assert {"asserts", "denies"} <= set(stances)
    statuses = page.locator(".step .status").all_inner_texts()
    assert statuses[-1] == page.locator(".standing .status").inner_text()


def test_a_mark_of_the_timeline_tells_its_quote_and_leads_to_its_statement(page: "Page", site: Site, slug: str) -> None:
    page.goto(f"{site.address}claim/{slug}")
    mark = page.locator("svg.timeline.wide a").filter(has=page.locator("title", has_text='"')).first
    address = mark.get_attribute("href") or ""
    party, said = (mark.locator("title").text_content() or "").split("\n")[:2]
    assert party.startswith(page.locator(f"li{address} b").inner_text())
    assert said.strip('"“”…')[:20] in page.locator(f"li{address} blockquote").inner_text()
    mark.click()
    page.wait_for_url(f"**{address}")
    assert page.locator(f"li{address}").is_visible()
    for size, seen, unseen in ((LAPTOP, "wide", "narrow"), (PHONE, "narrow", "wide")):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert page.locator(f"svg.timeline.{seen}").is_visible()
        assert not page.locator(f"svg.timeline.{unseen}").is_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_our_pages_can_be_used_by_all_and_fit_a_phone(
    new_page: NewPage, troubles: list[str], site: Site, slug: str, dark: bool
) -> None:
    page = new_page(PHONE, dark=dark)
    for path in ("", f"claim/{slug}", "article/1", "claim/nothing-here"):
        page.goto(site.address + path)
        assert accessible(page) == []
        assert overflow(page) == 0
    assert len(troubles) == 1 and "404" in troubles.pop()


def test_a_keyboard_is_enough(page: "Page", site: Site) -> None:
    page.goto(site.address)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.claims') !== null"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/*")


def test_every_view_and_question_opens_without_an_error_and_fits_a_phone(
    new_page: NewPage, site: Site, slug: str
) -> None:
    assert QUESTIONS.keys() == shown()["query"].keys()
    asked = [f"factdb/{name}{question.format(slug=slug)}" for name, question in QUESTIONS.items()]
    page = new_page(PHONE)
    for path in ("factdb", *(f"factdb/{view}" for view in VIEWS), *asked):
        answer = page.goto(site.address + path)
        assert answer and answer.status == 200, path
        assert overflow(page) == 0, path
        if path in asked:
            assert page.locator("tbody tr").count() > 0, path


def test_a_view_is_explained_has_facets_and_leads_to_claims(page: "Page", site: Site, slug: str) -> None:
    page.goto(f"{site.address}factdb/claim_statements?slug={slug}")
    assert page.get_by_text("One row a statement in a claim").is_visible()
    assert page.get_by_text("When it was said, as precise as the text tells; not when it was printed.").is_visible()
    page.locator(".facet-info").get_by_role("link", name="denies").click()
    page.wait_for_url("**&stance=denies")
    assert set(page.locator("td.col-stance").all_inner_texts()) == {"denies"}
    table, explained = page.locator(".table-wrapper").bounding_box(), page.locator("dl").bounding_box()
    assert table and explained and table["y"] < explained["y"], "the rows come before what their columns mean"
    page.locator("td.col-slug a").first.click()
    page.wait_for_url(f"**/claim/{slug}")


def test_a_title_leads_to_its_claim_or_article_in_tables_and_answers(page: "Page", site: Site, slug: str) -> None:
    for path in ("factdb/contested_claims", "factdb/contested_now"):
        page.goto(site.address + path)
        assert page.locator(f"td.col-title a[href='/claim/{slug}']").count() == 1, path
    page.goto(f"{site.address}factdb/articles")
    page.locator("td.col-title a").first.click()
    page.wait_for_url("**/article/*")


def test_long_words_wrap_and_wide_tables_scroll_inside(page: "Page", site: Site) -> None:
    page.goto(f"{site.address}factdb/statement_details")
    widths = page.eval_on_selector_all("td.col-quote", "cells => cells.map(cell => cell.clientWidth)")
    assert max(widths) <= 520 and min(widths) >= 280
    box = page.locator(".table-wrapper")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
