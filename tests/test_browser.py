"""The browser of the tests notices what it is there to notice."""

from tests.browser import LAPTOP, PHONE, NewPage, accessible, overflow

HEAD = "<!doctype html><html lang=en><title>A page</title><main>"


def test_a_page_has_the_size_and_the_colours_that_were_asked_for(new_page: NewPage) -> None:
    asked = "() => [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches]"
    assert new_page(PHONE, dark=True).evaluate(asked) == [*PHONE, True]
    assert new_page().evaluate(asked) == [*LAPTOP, False]


def test_errors_and_whatever_leaves_the_machine_are_noticed(new_page: NewPage, troubles: list[str]) -> None:
    page = new_page()
    page.set_content(f"{HEAD}<h1>Fine</h1>")
    assert troubles == []
    page.set_content(f"{HEAD}<img src='https://factdb.invalid/a.png' alt=a><script>console.error('ouch')</script>")
    page.set_content(f"{HEAD}<script>throw new Error('thrown')</script>")
    page.wait_for_load_state()
    told = " ".join(troubles)
    assert "asked for https://factdb.invalid/a.png" in told
    assert "ouch" in told
    assert "thrown" in told
    troubles.clear()


def test_what_a_screen_reader_cannot_tell_is_noticed(new_page: NewPage) -> None:
    page = new_page()
    page.set_content(f"{HEAD}<h1>Fine</h1><img src='data:,' alt='A picture'>")
    assert accessible(page) == []
    page.set_content(f"{HEAD}<h1>Fine</h1><img src='data:,'>")
    assert [line.split(":")[0] for line in accessible(page)] == ["image-alt"]
    assert accessible(page, "image-alt") == []


def test_what_is_wider_than_the_window_is_noticed(new_page: NewPage) -> None:
    page = new_page(PHONE)
    page.set_content(f"{HEAD}<h1>Fine</h1>")
    assert overflow(page) == 0
    page.set_content(f"{HEAD}<div style='width: 500px; height: 1px'></div>")
    assert overflow(page) > 100
