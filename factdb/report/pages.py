"""What a report says, before it is laid out: a page of blocks (claims with their lines, small tables, marked texts).

The reports build pages; `terminal`, `markdown` and `html` lay any page out. A page holds text as it may be shown, but
for the address of a source, which `html` alone makes a link of.
"""

from dataclasses import dataclass
from typing import Any

from factdb.report.catalogue import say
from factdb.report.dossiers import Dossier

LOUD = frozenset({"denies", "admits"})


def status_in_words(status: str) -> str:
    """A status as a heading tells it; a tracked claim of which nothing was said has none."""
    return (say(f"status.{status}") if status else say("nothing_said")).upper()


def with_since(status: str, since: str) -> str:
    """A status with the day since when it holds; `since` is empty where it does not apply.

    >>> with_since("DENIED", "2022-09"), with_since("DENIED", "no date"), with_since("NO STATEMENT YET", "")
    ('DENIED since 2022-09', 'DENIED, no date', 'NO STATEMENT YET')
    """
    if since in ("", say("no_date")):
        return ", ".join(part for part in (status, since) if part)
    return say("status.since", status=status, date=since)


def verb(stance: str) -> str:
    """A stance in words; what answers an allegation stands out."""
    told = say(f"stance.{stance}")
    return told.upper() if stance in LOUD else told


def header(*columns: str) -> tuple[str, ...]:
    """The names of columns as people read them."""
    return tuple(say(f"column.{name}") for name in columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where words can be looked up: the article that printed them. None where that is not known.

    `place` names it in short: the publisher, else the site or the file. `source` is what was loaded: a file or address.
    """

    place: str
    source: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published_on: str | None = None
    url: str | None = None
    archived_url: str | None = None
    retrieved_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement on a page. `status` is where the claim stands after it, `is_step` that it changed it.

    `kind` tells a denial's kind, `notes` mark what a reader should know (anonymous, date estimated …); `why` are
    sentences beneath. `statement_id` and `source` tell what the words are of, `language` in which they are (`und` where
    not known); `footnote` is the number of the note that cites them, 0 for none.
    """

    stance: str
    party: str
    said_on: str
    who: str = ""
    quote: str = ""
    kind: str = ""
    publisher: str = ""
    notes: tuple[str, ...] = ()
    status: str = ""
    is_step: bool = False
    why: tuple[str, ...] = ()
    statement_id: int | None = None
    language: str = "und"
    source: Source | None = None
    footnote: int = 0

    def told(self) -> str:
        """What kind of denial it is, where it stands, and what is marked."""
        return " · ".join(part for part in (self.kind, self.publisher, *self.notes) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One claim on a page: its heading, what is known of it at a glance, its statements, how it came about.

    One without a slug is a list of statements under a title, which may be empty.
    `status` is a word of the vocabulary; it and `since` are empty for a tracked claim about which nothing was said yet.
    `dossier` is what a picture of the claim is drawn from, by those who draw.
    """

    status: str = ""
    since: str = ""
    title: str = ""
    slug: str = ""
    facts: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    steps: tuple[str, ...] = ()
    amounts: str = ""
    warnings: tuple[str, ...] = ()
    has_band: bool = False
    dossier: Dossier | None = None

    def came_about(self, with_steps: bool = True) -> str:
        """The steps of the status, and the quantities that were named."""
        steps = " → ".join(self.steps) if with_steps else ""
        amounts = say("claim.numbers", ranges=self.amounts) if self.amounts else ""
        return " · ".join(part for part in (steps, amounts) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A small table on a page: a title, the names of its columns, rows of text; `numbers` are columns of numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a text. `marks` are the statements (numbers and stances) that hold it; `opens` those it begins."""

    text: str
    marks: tuple[tuple[int, str], ...] = ()
    opens: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text of an article with its statements marked, paragraph by paragraph."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    language: str = "und"


Block = Entry | Grid | Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole report: what its first lines say, its blocks, what stands below; `footnotes` in order, from 1.

    `index` lists the blocks where there are many; a page with pictures draws them in an overview instead.
    """

    head: tuple[str, ...] = ()
    index: Grid | None = None
    blocks: tuple[Block, ...] = ()
    foot: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows and the columns that are shown of them, in order; `shown` are those that fit a terminal."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in both its shapes: a table for machines, and a page for people (None: the table serves both)."""

    table: Table
    page: Page | None = None
