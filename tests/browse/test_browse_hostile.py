"""A file that somebody made to harm its reader: nothing in it runs, loads, leads astray or hides what stands beside."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from factdb import pipeline
from tests.browse.running import Site, browsing
from tests.browser import PHONE, NewPage, accessible, overflow
from tests.pipeline.contents import write
from tests.pipeline.minis import MINIS

SCRIPT = "</title></script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
ADDRESS = "javascript:document.title='owned'"
SLUGS = ("\"><script>document.title='owned'</script>", "../../-/settings", "https://factdb.invalid/x", "a b?c#d%2f+&e")
PAGES = ("", "article/1", "factdb", *(f"factdb/{name}" for name in ("claim_status", "articles", "search?words=kanto")))
LONG = "kata" * 25_000
HARM = (
    "PRAGMA ignore_check_constraints = ON",
    f"UPDATE article SET title = '{SCRIPT.replace(chr(39), chr(39) * 2)}', publisher = '{'W' * 5000}'",
    f"UPDATE article SET url = '{ADDRESS.replace(chr(39), chr(39) * 2)}', archived_url = 'https://factdb.invalid/a.png'",
    f"UPDATE claim SET title = '{SCRIPT.replace(chr(39), chr(39) * 2)}' || title",
    f"UPDATE party SET name = name || '{SCRIPT.replace(chr(39), chr(39) * 2)}' || char(8238) || char(27) || '[31m'",
    f"UPDATE article_text SET text = text || '{LONG}'",
    "UPDATE about SET explanation = explanation || '<script>document.title=''owned''</script>'",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The minis, with harm in all that a page shows; browsed."""
    folder = tmp_path_factory.mktemp("hostile")
    place = folder / "harm.db"
    pipeline.load(place, [write(folder / "minis.jsonl", MINIS)], author="me")
    with closing(sqlite3.connect(place)) as connection, connection:
        for sql in HARM:
            connection.execute(sql)
        for number, (claim,) in enumerate(connection.execute("SELECT claim_id FROM claim").fetchall()):
            slug = SLUGS[number] if number < len(SLUGS) else f"claim-{number}"
            connection.execute("UPDATE claim SET slug = ? WHERE claim_id = ?", (slug, claim))
    with browsing(str(place)) as running:
        yield running


def test_nothing_in_a_file_runs_or_loads(new_page: NewPage, hostile: Site) -> None:
    page = new_page(PHONE)
    for path in PAGES:
        page.goto(hostile.address + path, wait_until="load")
        assert page.title() != "owned", path
        assert page.locator("main img, td img").count() == 0, path
        assert page.locator("a[href^='javascript']").count() == 0, path
        assert overflow(page) == 0, path


def test_a_claim_of_any_name_is_reached_by_its_link(new_page: NewPage, hostile: Site) -> None:
    page = new_page(PHONE)
    page.goto(f"{hostile.address}factdb/claim_status")
    links = page.locator("td.col-slug a")
    named = {link.text_content() or "": link.get_attribute("href") or "" for link in links.all()}
    assert set(SLUGS) <= set(named)
    for slug in SLUGS:
        assert named[slug].startswith("/claim/")
        answer = page.goto(hostile.address.rstrip("/") + named[slug])
        assert answer and answer.status == 200
        assert page.title() != "owned"
        assert page.locator("main script, main img").count() == 0
        assert page.locator(".statements > li").count() > 0
        assert overflow(page) == 0
    assert accessible(page) == []
    assert "\u202e" not in page.content() and "\x1b" not in page.content()
