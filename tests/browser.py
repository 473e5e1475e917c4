"""A headless Chromium for the tests of what people open in a browser, and axe-core to ask whether all can use it.

A test that takes `page` or `new_page` fails at its end if a page wrote an error to the console, threw one, or asked for
anything beyond this machine; nothing of that kind is answered.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Playwright itself gives a fresh profile in a temporary folder, and --headless.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = ("127.0.0.1", "localhost", "::1")
PHONE = (390, 844)
LAPTOP = (1366, 768)
PATIENCE = 15_000
NewPage = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """A running Chromium; one for each file of tests, because no asyncio.run works in its thread while it lives."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = chromium()
        running = playwright.chromium.launch(executable_path=program, headless=True, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the pages of a test, in words; a test that provokes trouble clears it."""
    return []


@pytest.fixture
def new_page(browser: "Browser", troubles: list[str]) -> Iterator[NewPage]:
    """Opens pages: `new_page(PHONE, dark=True)`; further options are those of Playwright's `Browser.new_context`."""
    contexts = []

    def opened(size: tuple[int, int] = LAPTOP, *, dark: bool = False, **options: Any) -> "Page":
        width, height = size
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        context.set_default_timeout(PATIENCE)
        context.route("**/*", lambda route: at_home(route, troubles))
        context.on("console", lambda message: heard(message, troubles))
        context.on("weberror", lambda error: troubles.append(f"error: {error.error}"))
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def page(new_page: NewPage) -> "Page":
    """A page at the size of a laptop, light."""
    return new_page()


def accessible(page: "Page", *without: str) -> list[str]:
    """What axe-core finds wrong on a page, a line each: rule, meaning, where. `without` names rules left out."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {name: {"enabled": False} for name in without}
    found = Axe().run(page, options={"resultTypes": ["violations"], "rules": rules}).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {'; '.join(' '.join(map(str, node['target'])) for node in each['nodes'])}"
        for each in found
    ]


def overflow(page: "Page") -> int:
    """By how many pixels a page is wider than its window: 0 where nobody has to scroll sideways."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def chromium() -> str:
    """The Chromium on the PATH. Without one the tests are skipped, or fail where the environment has CI set."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        told = "no Chromium on the PATH: apt-get install chromium"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    return str(Path(found))


def at_home(route: "Route", troubles: list[str]) -> None:
    """Lets a request through that stays on this machine; notes and refuses any other."""
    address = urlsplit(route.request.url)
    if address.scheme in ("file", "data", "blob", "about") or address.hostname in HERE:
        route.fallback()
    else:
        troubles.append(f"asked for {route.request.url}")
        route.abort()


def heard(message: "ConsoleMessage", troubles: list[str]) -> None:
    """Notes what a page, or Chromium about it, calls an error."""
    if message.type == "error":
        troubles.append(f"console: {message.text} ({message.location.get('url', '')})")
