"""What a report says, before it is laid out: a page of entries, each with its lines.

The reports build pages; `terminal` and `markdown` lay any page out. A page holds text as it may be shown.
"""

from dataclasses import dataclass
from typing import Any

CAVEAT = "Status says who said what, not what is true."
CONTESTED_MEANS = f"Contested: asserted by somebody and denied by somebody else. {CAVEAT}"

VERBS = {
    "asserts": "asserts",
    "denies": "DENIES",
    "declines": "declines",
    "admits": "ADMITS",
    "withdraws": "withdraws",
    "comments": "comments",
    "article": "article",
}


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

    `since` is empty for a tracked claim about which nothing was said yet.
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
        return " · ".join(part for part in (steps, self.amounts and f"numbers: {self.amounts}") if part)


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
