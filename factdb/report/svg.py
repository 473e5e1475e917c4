"""Pictures as SVG: inside a page, or as a file of its own with its own colours, for slides and as PNG.

A picture comes in, text or the bytes of a PNG go out. All of it is one template; texts are escaped by jinja2 alone.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from factdb.errors import InputError
from factdb.report.catalogue import say, spoken
from factdb.report.days import day_in_words
from factdb.report.dossiers import Dossier, sides
from factdb.report.measure import in_lines
from factdb.report.pages import with_since
from factdb.report.picture import EDGE, NARROW, WIDE, Picture, picture
from factdb.report.visible import web_address

if TYPE_CHECKING:
    from jinja2 import Environment

TITLE, LINE = 26.0, 18.0
BOLD = 1.13  # how much wider bold letters are
SLIDE = 16 / 9
PIXELS = 1920
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LIGHT = {
    "paper": "#ffffff",
    "ink": "#16191d",
    "muted": "#565d67",
    "rule": "#dfe2e7",
    "soft": "#f4f5f7",
    "asserts": "#1d5fa8",
    "denies": "#c03a0a",
    "admits": "#7b369f",
    "withdraws": "#7d5c00",
    "declines": "#565d67",
    "alleged": "#9cc3ec",
    "link": "#124f93",
}
DARK = {
    "paper": "#14171c",
    "ink": "#eceff3",
    "muted": "#a8b0bc",
    "rule": "#333a44",
    "soft": "#1d2127",
    "asserts": "#6fb1f5",
    "denies": "#ff9364",
    "admits": "#d3a0f2",
    "withdraws": "#dcb94f",
    "declines": "#a8b0bc",
    "alleged": "#41699a",
    "link": "#8cc0fa",
}


def drawn(picture: Picture, links: Mapping[int, str]) -> str:
    """A picture to stand inside a page, without colours of its own; `links` say where a statement's mark leads."""
    return environment().get_template("timeline.svg.j2").render(picture=picture, links=links, head=None, dy=0.0)


def inline(dossier: Dossier, links: Mapping[int, str]) -> str:
    """The timeline of a claim, wide and narrow, with all that it needs to stand inside a page that is not ours."""
    pictures = [drawn(picture(dossier, width), links) for width in (WIDE, NARROW)] if dossier.statements else []
    return environment().get_template("inline.html.j2").render(pictures=[Markup(each) for each in pictures])


def file_of(dossier: Dossier) -> str:
    """The timeline of a claim as an SVG file: with title, colours and what a reader must know; at least 16 to 9."""
    shown = picture(dossier, WIDE)
    title = in_lines(shown.title, 20 * BOLD, WIDE - 2 * EDGE, 3)
    facts = in_lines(" · ".join((standing(dossier), *sides(dossier.claim))), 12, WIDE - 2 * EDGE, 3)
    below = 30 + TITLE * len(title)
    dy = below + LINE * (len(facts) - 1) + 8
    head = {"title": title, "facts": facts, "top": 30.0, "below": below, "count": counted(dossier)}
    height = max(dy + shown.height + 26, WIDE / SLIDE)
    links = {row["statement_id"]: web_address(row.get("article_source")) for row in dossier.statements}
    template = environment().get_template("timeline.svg.j2")
    return template.render(picture=shown, links=links, head=head, dy=dy, height=height, palette=LIGHT)


def standing(dossier: Dossier) -> str:
    """Where a claim stands, and since when."""
    status, since = dossier.claim["status"], dossier.claim.get("status_since")
    if not status:
        return say("nothing_said")
    return with_since(say(f"status.{status}"), day_in_words(since))


def counted(dossier: Dossier) -> str:
    """How much the picture rests on."""
    articles = {row.get("article_id", row.get("article_source")) for row in dossier.statements}
    statements = say("count.statement", count=len(dossier.statements))
    return say(
        "count.statements_in_articles", statements=statements, articles=say("count.article", count=len(articles))
    )


def png_of(dossier: Dossier) -> bytes:
    """The timeline of a claim as a PNG, as wide as a slide; InputError on a machine without fonts to write it with."""
    import resvg_py

    drawn = environment().get_template("letter.svg.j2")
    probe, blank = (resvg_py.svg_to_bytes(svg_string=drawn.render(letter=letter)) for letter in ("A", ""))
    if probe == blank:
        raise InputError("No fonts to write a PNG with. Install one (fonts-dejavu, fonts-noto), or take --format svg.")
    return bytes(resvg_py.svg_to_bytes(svg_string=file_of(dossier), width=PIXELS))


@cache
def environment() -> "Environment":
    """The templates of reports: everything that is filled in is escaped, and nothing that XML forbids comes through."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("factdb.report", "templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finished,
    )
    made.globals |= {"say": say, "spoken": spoken, "LIGHT": LIGHT, "DARK": DARK}
    return made


def _finished(value: Any) -> Any:
    """A value as it is filled in: positions to a tenth, text without what XML forbids."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return type(value)(NO_XML.sub("", value)) if isinstance(value, str) else value
