"""Whatever form a report takes, it says the same: the same rows, in the words of the articles, in the same order."""

import csv
import io
import json
import random
import re
from collections.abc import Sequence
from typing import Any

import lxml.html
import pytest

from factdb.report import (
    FORMATS,
    Dossier,
    Report,
    Scope,
    changes,
    claims,
    contested,
    coverage,
    denials,
    dossiers_of,
    explanation,
    one_claim,
    rendered,
    timeline,
)
from factdb.report.visible import spreadsheet_cell, visible
from tests.report.conftest import CHANGES, CLAIMS, QUANTITIES, SAID
from tests.report.pictured import contested_of, crowd
from tests.report.test_picture_files import evil

NAMES = ("contested", "timeline", "claim", "explain", "changes", "denials", "coverage", "claims")


def told_of(found: Sequence[Dossier]) -> dict[str, Report]:
    """Every kind of report over these claims."""
    links = [row for one in found for row in one.statements]
    return {
        "contested": contested(found, 19, Scope()),
        "timeline": timeline(found[0]),
        "claim": one_claim(found[0]),
        "explain": explanation(found[0]),
        "changes": changes(found),
        "denials": denials([one.claim for one in found], links),
        "coverage": coverage(found, 19, "all"),
        "claims": claims([one.claim for one in found]),
    }


def mixed(seed: int) -> tuple[Dossier, ...]:
    """The claims of conftest, of rows that come in another order; the claims themselves stay in theirs."""
    chance = random.Random(seed)
    links, details, steps = [link for link, _ in SAID], [detail for _, detail in SAID], list(CHANGES)
    for rows in (links, details, steps):
        chance.shuffle(rows)
    return dossiers_of(CLAIMS, links, details, steps, QUANTITIES)


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_the_same_for_every_program(name: str, dossiers: tuple[Dossier, ...]) -> None:
    report = told_of(dossiers)[name]
    data = json.loads(rendered(report, "json"))
    assert [json.loads(line) for line in str(rendered(report, "jsonl")).splitlines()] == data
    cells = [{key: spreadsheet_cell(value) for key, value in row.items()} for row in data]
    read = list(csv.DictReader(io.StringIO(str(rendered(report, "csv")))))
    assert read == [{key: "" if value is None else str(value) for key, value in row.items()} for row in cells]
    assert data and [*data[0]] == list(report.table.columns)


@pytest.mark.parametrize("name", NAMES)
def test_the_order_in_which_rows_come_changes_no_byte(name: str, dossiers: tuple[Dossier, ...]) -> None:
    for form in FORMATS:
        assert rendered(told_of(mixed(4))[name], form) == rendered(told_of(dossiers)[name], form), form


def said_in(found: Sequence[Dossier]) -> str:
    """All that the articles of these claims hold of it, as it is shown."""
    return "\n".join(
        visible(row[name]) for one in found for row in one.statements for name in ("quote", "content_text")
    )


def parts_of(quote: str) -> list[str]:
    """What a quote holds between its marks and its signs of what is left out."""
    return [part.strip(" .") for part in re.split("…", quote.strip('"“” ')) if part.strip(" .")]


def test_every_quote_of_a_page_stands_in_its_article(dossiers: tuple[Dossier, ...]) -> None:
    found = (*dossiers, crowd(40, 6), evil())
    text = said_in(found).replace("\ufffe", "")  # which no page may hold
    page = lxml.html.document_fromstring(str(rendered(contested_of(*found), "html")))
    quotes = [
        quote.text_content() for quote in page.xpath("//blockquote | //table[@class='statements']//td[last()]/bdi")
    ]
    assert len(quotes) > 60
    assert [part for quote in quotes for part in parts_of(quote) if part not in text] == []


def test_the_claims_told_at_the_head_are_the_claims_beneath(dossiers: tuple[Dossier, ...]) -> None:
    for least, limit in ((0.0, None), (0.5, None), (0.99, None), (0.0, 1)):
        report = contested(dossiers, 19, Scope(least=least, limit=limit))
        assert report.page is not None
        told: list[Any] = re.findall(r"\d+", report.page.head[1])
        left_out = 0 if limit is None else len(dossiers) - limit
        assert int(told[0]) == len(report.table.rows) + left_out and len(report.page.blocks) == len(report.table.rows)
