"""A report as one HTML file for people: readable on a phone, on paper, in the dark, by keyboard and by ear.

A report comes in, text goes out. The file asks for nothing that is not in it; its script only adds comfort.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count

from markupsafe import Markup

from factdb.report.catalogue import say
from factdb.report.contested import accused
from factdb.report.days import day_in_words, is_date
from factdb.report.dossiers import Dossier, Row, names_in, sides
from factdb.report.overview import Overview, anchor_of, overview
from factdb.report.pages import Block, Entry, Grid, Line, Page, Report, Source
from factdb.report.picture import NARROW, WIDE, picture
from factdb.report.svg import drawn, environment
from factdb.report.timeline import timeline_lines
from factdb.report.visible import visible, web_address
from factdb.words import Stance

MOST = 500
FEW = 100  # up to so many claims have a picture for phones as well
DAY = re.compile(r"~?(\d{4}(?:-\d\d(?:-\d\d)?)?)")
FOR, AGAINST = (Stance.ASSERTS, Stance.WITHDRAWS), (Stance.DENIES, Stance.ADMITS, Stance.DECLINES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A block of a page as it is laid out. `kind` names its template; the rest is of claims alone.

    `cards` are headings with the best quotes beneath, `rows` all statements (folded away if `is_folded`), each with the
    anchor where it is found; `pictures` are SVG, the wide one first.
    """

    kind: str
    block: Block
    anchor: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    told: tuple[str, ...] = ()
    cards: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    rows: tuple[tuple[str, Line], ...] = ()
    is_folded: bool = False
    pictures: tuple[Markup, ...] = ()


def page_in_html(report: Report) -> str:
    """A report as a page; without a page of its own, its table; at most MOST claims, and what is left out is told."""
    page = report.page or Page(blocks=(grid_of(report),))
    blocks, missing = page.blocks[:MOST], len(page.blocks) - MOST
    sections = tuple(sections_of(blocks))
    template = environment().get_template("page.html.j2")
    return template.render(
        title=title_of(report, page),
        page=page,
        sections=sections,
        anchors={anchor for section in sections for anchor, _ in section.rows},
        overview=overview_of(sections),
        left_out=say("html.left_out", count=missing) if missing > 0 else "",
        day=day,
        address=address,
        web_address=web_address,
    )


def title_of(report: Report, page: Page) -> str:
    """What the page is called: the claim that it is about, else the report's name."""
    claims = [block.title for block in page.blocks if isinstance(block, Entry) and block.slug]
    if len(claims) == 1 and report.table.name in ("timeline", "claim", "explain"):
        return claims[0]
    return say(f"title.{report.table.name}")


def grid_of(report: Report) -> Grid:
    """The table of a report as a block: the columns that people read."""
    shown = report.table.shown or report.table.columns
    rows = tuple(tuple("" if row.get(name) is None else str(row[name]) for name in shown) for row in report.table.rows)
    return Grid(title="", header=shown, rows=rows)


def sections_of(blocks: Iterable[Block]) -> Iterator[Section]:
    """Blocks with what laying out needs. Where all statements of a claim are told in a list, its marks lead there."""
    given = list(blocks)
    taken = {block.slug for block in given if isinstance(block, Entry)}
    widths = (WIDE, NARROW) if len(given) <= FEW else (WIDE,)
    has_list = any(isinstance(block, Entry) and block.has_band and not block.slug for block in given)
    kept: dict[int, str] = {}
    for number, block in enumerate(given):
        if not isinstance(block, Entry):
            yield Section(kind="grid" if isinstance(block, Grid) else "passage", block=block, anchor=f"part-{number}")
        elif not block.slug or block.dossier is None:
            anchor = anchor_of(block.slug) or f"part-{number}"
            yield Section(kind="lines", block=block, anchor=anchor, rows=anchored(block.lines, taken, kept))
        else:
            section = claim_section(block, block.dossier, taken, widths)
            if has_list:
                kept |= {line.statement_id: name for name, line in section.rows if line.statement_id is not None}
                section = replace(section, rows=())
            yield section


def claim_section(entry: Entry, dossier: Dossier, taken: set[str], widths: tuple[float, ...]) -> Section:
    """A claim: who stands where, the best quotes each way, its picture, all its statements."""
    rows = anchored(entry.lines if entry.has_band else timeline_lines(dossier), taken, {})
    links = {line.statement_id: f"#{anchor}" for anchor, line in rows if line.statement_id is not None}
    known = {*sides(dossier.claim), *accused(dossier.claim)}
    return Section(
        kind="claim",
        block=entry,
        anchor=anchor_of(entry.slug),
        facts=tuple(facts_of(dossier.claim)),
        told=tuple(fact for fact in entry.facts if fact not in known),
        cards=() if entry.has_band else tuple(cards_of(entry.lines)),
        rows=rows,
        is_folded=not entry.has_band,
        pictures=tuple(Markup(drawn(picture(dossier, width), links)) for width in widths if dossier.statements),
    )


def anchored(lines: Iterable[Line], taken: set[str], kept: dict[int, str]) -> tuple[tuple[str, Line], ...]:
    """Lines, each with an anchor that the page has once: the one that is kept for its statement, else a free one."""
    return tuple((kept.pop(line.statement_id or 0, "") or free_anchor(line, taken), line) for line in lines)


def free_anchor(line: Line, taken: set[str]) -> str:
    """An anchor for a statement: `s12`, else the first free one like it; none for what is no statement."""
    if line.statement_id is None:
        return ""
    wanted = f"s{line.statement_id}"
    name = next(name for name in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if name not in taken)
    taken.add(name)
    return name


def facts_of(claim: Row) -> Iterator[tuple[str, str]]:
    """Who stands where, as labels and names; whoever corroborates is not named among the accusers."""
    backing = names_in(claim, "corroborators")
    for side in ("accused", "accusers", "corroborators", "deniers"):
        names = [name for name in names_in(claim, side) if side != "accusers" or name not in backing]
        if names:
            kind = claim.get("denial_kind") if side == "deniers" else None
            told = f" ({say(f'denial_kind.{kind}')})" if kind else ""
            yield say(f"html.{side}"), visible(", ".join(names)) + told


def cards_of(lines: Iterable[Line]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The best quotes of who stands behind the claim, and of who answers."""
    given = tuple(lines)
    for name, stances in (("for", FOR), ("against", AGAINST)):
        if chosen := tuple(line for line in given if line.stance in stances):
            yield say(f"html.{name}"), chosen


def overview_of(sections: Iterable[Section]) -> Overview | None:
    """All claims over time, where there are several."""
    entries = [section.block for section in sections if isinstance(section.block, Entry) and section.kind == "claim"]
    dossiers = [entry.dossier for entry in entries if entry.dossier is not None]
    return overview(dossiers) if len(dossiers) > 1 else None


def day(told: str) -> Markup:
    """A date in words, with the date for machines beside it; anything else as it is.

    >>> print(day("~2022-09"), day("no date"), day("2022-99"))
    <time datetime="2022-09">~Sep 2022</time> no date 2022-99
    """
    found = DAY.fullmatch(told)
    if found is None or not is_date(found[1]):
        return Markup.escape(told)
    return Markup('<time datetime="{}">{}</time>').format(found[1], day_in_words(told))


def address(source: Source | None) -> str:
    """Where an article can be read: its address, else what was loaded if that is one, else its archived copy."""
    told = (source.url, source.source, source.archived_url) if source else ()
    return next(filter(None, map(web_address, told)), "")
