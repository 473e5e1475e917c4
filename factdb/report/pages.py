"""What a report says, before it is laid out: a page of entries, each with its lines.

The reports build pages; `terminal` and `markdown` lay any page out. A page holds text as it may be shown.
"""

from dataclasses import dataclass
from typing import Any

from factdb.report.catalogue import say

LOUD = frozenset({"denies", "admits"})


def status_in_words(status: str) -> str:
    """A status as a heading tells it; a tracked claim of which nothing was said has none."""
    return (say(f"status.{status}") if status else say("nothing_said")).upper()


def verb(stance: str) -> str:
    """A stance in words; what answers an allegation stands out."""
    told = say(f"stance.{stance}")
    return told.upper() if stance in LOUD else told


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement on a page. `status` is where the claim stands after it, `is_step` that it changed it.

    `kind` tells a denial's kind, `notes` mark what a reader should know (anonymous, date estimated …); `why` are
    sentences beneath.
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

    def told(self) -> str:
        """What kind of denial it is, where it stands, and what is marked."""
        return " · ".join(part for part in (self.kind, self.publisher, *self.notes) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One claim on a page: its heading, what is known of it at a glance, its statements, how it came about.

    `status` is a word of the vocabulary; it and `since` are empty for a tracked claim about which nothing was said yet.
    """

    status: str
    since: str
    title: str
    slug: str
    facts: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    steps: tuple[str, ...] = ()
    amounts: str = ""
    warnings: tuple[str, ...] = ()

    def came_about(self, with_steps: bool) -> str:
        """The steps of the status, and the quantities that were named."""
        steps = " → ".join(self.steps) if with_steps else ""
        amounts = say("claim.numbers", ranges=self.amounts) if self.amounts else ""
        return " · ".join(part for part in (steps, amounts) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole report: what its first lines say, its entries, what stands below."""

    head: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    foot: tuple[str, ...] = ()
    has_band: bool = False


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
