"""One claim on one page: where it stands, the best words each way, how it came about, numbers, articles, verdicts.

A dossier and what belongs to it come in, a page and a table go out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from factdb.report.amounts import by_unit, span
from factdb.report.catalogue import say
from factdb.report.contested import entry_of, in_full
from factdb.report.dossiers import Dossier, Row, side_of, sides
from factdb.report.lines import place
from factdb.report.pages import Block, Entry, Grid, Page, Report, header
from factdb.report.relations import relatives
from factdb.report.timeline import table, timeline_lines
from factdb.report.verdicts import judged
from factdb.report.visible import visible
from factdb.words import Stance


def one_claim(dossier: Dossier, relations: Iterable[Row] = (), verdicts: Iterable[Row] = ()) -> Report:
    """All about one claim; the table is its timeline."""
    entry = replace(
        entry_of(dossier), facts=(*in_full(dossier.claim), *sides(dossier.claim), *relatives(dossier.claim, relations))
    )
    every = Entry(title=say("one_claim.every"), lines=timeline_lines(dossier), has_band=True)
    blocks: list[Block] = [entry, every]
    blocks += [grid for grid in (judged(verdicts), quantities(dossier), articles(dossier)) if grid.rows]
    return Report(table=table(dossier, "claim"), page=Page(head=(say("caveat"),), blocks=tuple(blocks)))


def quantities(dossier: Dossier) -> Grid:
    """The numbers that each side gives of each thing, as a range with who names it, the most named first."""
    side = {row["statement_id"]: side_of(row, dossier.claim) for row in dossier.statements}
    rows = []
    for unit, named in by_unit(dossier.quantities):
        asserted, denied = parted(named)
        by_party: defaultdict[str, list[Row]] = defaultdict(list)
        for row in named:
            by_party[side.get(row["statement_id"], visible(row["party"]))].append(row)
        told = "; ".join(say("sign.named", party=visible(name), range=span(given)) for name, given in by_party.items())
        rows.append((unit, span(asserted) if asserted else "", span(denied) if denied else "", told))
    names = header("unit", "asserted", "in_denials", "by_party")
    return Grid(title=say("one_claim.numbers"), header=names, rows=tuple(rows))


def parted(quantities: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The numbers in what is asserted, and those in what denies it."""
    denied = [row for row in quantities if row.get("stance") == Stance.DENIES]
    return [row for row in quantities if row not in denied], denied


def articles(dossier: Dossier) -> Grid:
    """The articles in which the claim shows up, by date."""
    told: defaultdict[str, list[Row]] = defaultdict(list)
    for row in dossier.statements:
        told[row["article_source"]].append(row)
    rows = sorted(
        (
            visible(first.get("published_on")) or say("no_date"),
            place(first),
            visible(first.get("article_title")),
            str(len(given)),
            visible(first.get("url") or first["article_source"]),
        )
        for given in told.values()
        for first in given[:1]
    )
    names = header("published", "publisher", "headline", "statements", "address")
    return Grid(title=say("one_claim.articles"), header=names, rows=tuple(rows), numbers=(3,))
