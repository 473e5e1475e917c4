"""The explanation of one claim: by which rule and which words it changed, and why each statement belongs to it.

A dossier comes in, a page and a table go out.
"""

from dataclasses import replace

from factdb.report.catalogue import say
from factdb.report.contested import entry_of
from factdb.report.dossiers import Dossier, Row, sides
from factdb.report.lines import line_of
from factdb.report.pages import Line, Page, Report
from factdb.report.quotes import bare, cut, quoted
from factdb.report.reasons import rule_in_words
from factdb.report.rivals import COMPARED
from factdb.report.timeline import table, walked
from factdb.report.visible import visible
from factdb.words import MACHINE

# What linking says of a statement that refers to another; `explain` names the words, where there are any.
POINTS_BACK = "points back to what was said before"
MOST_ANSWERS = 50


def explanation(dossier: Dossier) -> Report:
    """Each statement of a claim with the rule that it set off, why it is linked and why not to its nearest rival."""
    lines = tuple(explained(row, status, change, dossier) for row, status, change in walked(dossier))
    entry = replace(entry_of(dossier), lines=lines, facts=sides(dossier.claim), steps=(), has_band=True)
    page = Page(head=(say("caveat"),), blocks=(entry,))
    return Report(table=table(dossier, "explain", COMPARED), page=page)


def explained(row: Row, status: str, change: Row | None, dossier: Dossier) -> Line:
    """A statement's line with its reasons beneath."""
    line = line_of(row, dossier)
    return replace(line, status=status, is_step=change is not None, why=(effect(row, change), link(row), *rival(row)))


def effect(row: Row, change: Row | None) -> str:
    """What a statement does in its claim: the rule of the change, or that it changes nothing."""
    role = say(f"role.{row['role']}")
    if not change:
        return say("explain.nothing", role=role)
    told = {"role": role, "after": say(f"status.{change['to_status']}"), "rule": rule_in_words(change["rule"])}
    if before := change.get("from_status"):
        return say("explain.step", before=say(f"status.{before}"), **told)
    return say("explain.first", **told)


def link(row: Row) -> str:
    """Why a statement belongs to the claim, how sure that is, and who says so."""
    rule = in_words(row.get("linked_by"))
    beside = row.get("linked_to")
    if row.get("answers"):
        rule = rule.replace(POINTS_BACK, f"points back with {few(row['answers'])}")
    elif row.get("answered_by"):
        rule = rule.replace(POINTS_BACK, f"statement {beside} points back with {few(row['answered_by'])}")
    score = "" if row.get("score") is None else f", score {row['score']:.2f}"
    person = row.get("decided_by")
    decided = f", decided by {visible(person)}" if person and person != MACHINE else ""
    linked = f"linked to statement {beside} by" if beside else "linked by"
    return f"{linked}: {rule or 'not told'}{score}{decided} (statement {row['statement_id']})"


def rival(row: Row) -> tuple[str, ...]:
    """Which other claim a statement was nearest to and what spoke against it; nothing where a person placed it."""
    if "rival" not in row:
        return ()
    number = row["rival_statement_id"]
    if row["rival_score"] is None:
        told = f": statement {number}, which its article tells of another matter, is in this claim too"
        return (f"no rival{told if number else ''}",)
    place = f"statement {number}" if number else "in another article"
    against = "" if row["rival_against"] is None else f" against {row['rival_against']:.2f}"
    name = row["rival"] or "in no claim"
    return (f"nearest rival: {name} ({place}), {row['rival_score']:.2f}{against}: {in_words(row['rival_rule'])}",)


def few(words: object) -> str:
    """The first of the words that point back, in quotation marks."""
    return quoted(cut(bare(words), MOST_ANSWERS))


def in_words(rule: object) -> str:
    """A rule as a page prints it: concepts are named by several words."""
    return visible(rule).replace("_", " ")
