"""The explanation of one claim: by which rule and which words it changed, and why each statement belongs to it.

A dossier comes in, a page and a table go out.
"""

import re
from dataclasses import replace

from factdb.report.contested import entry_of
from factdb.report.dossiers import Dossier, Row, sides
from factdb.report.lines import line_of
from factdb.report.pages import CAVEAT, Line, Page, Report
from factdb.report.timeline import table, walked
from factdb.report.visible import visible
from factdb.words import MACHINE

# How much a shared term weighs: for machines, who read it in `linked_by`.
WEIGHT = re.compile(r" \(\d+(?:\.\d+)?\)")


def explanation(dossier: Dossier) -> Report:
    """Each statement of a claim with the rule that it set off and the reason why it is linked."""
    lines = tuple(explained(row, status, change, dossier) for row, status, change in walked(dossier))
    entry = replace(entry_of(dossier), lines=lines, facts=sides(dossier.claim), steps=())
    return Report(table=table(dossier, "explain"), page=Page(head=(CAVEAT,), entries=(entry,), has_band=True))


def explained(row: Row, status: str, change: Row | None, dossier: Dossier) -> Line:
    """A statement's line with its reasons beneath."""
    line = line_of(row, dossier)
    return replace(line, status=status, is_step=change is not None, why=(effect(row, change), link(row)))


def effect(row: Row, change: Row | None) -> str:
    """What a statement does in its claim: the rule of the change, or that it changes nothing."""
    role = row["role"].replace("_", " ")
    if not change:
        return f"{role}: changes nothing"
    before = f"{change['from_status']} → " if change.get("from_status") else ""
    return f"{role}: {before or 'now '}{change['to_status']}, because {visible(change['rule'])}"


def link(row: Row) -> str:
    """Why a statement belongs to the claim, how sure that is, and who says so."""
    rule = WEIGHT.sub("", visible(row.get("linked_by"))).replace("_", " ")
    score = "" if row.get("score") is None else f", score {row['score']:.2f}"
    person = row.get("decided_by")
    decided = f", decided by {visible(person)}" if person and person != MACHINE else ""
    return f"linked by: {rule or 'not told'}{score}{decided} (statement {row['statement_id']})"
