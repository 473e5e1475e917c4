"""How reports look, held in golden files: read them when they change."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from factdb.report import (
    Dossier,
    Report,
    Scope,
    article,
    changes,
    claims,
    contested,
    coverage,
    denials,
    explanation,
    one_claim,
    rendered,
    speaking,
    statements,
    timeline,
)
from factdb.report.pages import Page, Passage, Piece, Table
from tests.report.samples import ARTICLE, MARKED, RELATIONS, VERDICTS

GOLDEN = Path(__file__).parent / "golden"
REPORTS = (
    "contested",
    "timeline",
    "explain",
    "claims",
    "statements",
    "changes",
    "claim",
    "denials",
    "coverage",
    "article",
)


def made(name: str, dossiers: tuple[Dossier, ...], rows: list[dict[str, Any]]) -> Report:
    make: dict[str, Callable[[], Report]] = {
        "contested": lambda: contested(dossiers, 19, Scope()),
        "timeline": lambda: timeline(dossiers[1]),
        "explain": lambda: explanation(dossiers[0]),
        "claims": lambda: claims([dossier.claim for dossier in dossiers]),
        "statements": lambda: statements(rows),
        "changes": lambda: changes(dossiers, since="2022-09", until="2024"),
        "claim": lambda: one_claim(dossiers[1], RELATIONS, VERDICTS),
        "denials": lambda: denials(
            [each.claim for each in dossiers], [row for each in dossiers for row in each.statements]
        ),
        "coverage": lambda: coverage(dossiers, 19, "everything loaded so far"),
        "article": lambda: article(ARTICLE, *MARKED),
    }
    return make[name]()


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_on_the_terminal(
    name: str,
    width: int,
    dossiers: tuple[Dossier, ...],
    statement_rows: list[dict[str, Any]],
    golden: Callable[[Path, str], None],
) -> None:
    text = rendered(made(name, dossiers, statement_rows), "table", width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert text == "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    golden(GOLDEN / f"{name}-{width}.txt", text)


@pytest.mark.parametrize("name", REPORTS)
def test_the_table_for_programs_is_the_same_in_every_language(
    name: str, dossiers: tuple[Dossier, ...], statement_rows: list[dict[str, Any]]
) -> None:
    with speaking("id"):
        indonesian = made(name, dossiers, statement_rows).table
    assert indonesian == made(name, dossiers, statement_rows).table


def test_an_empty_list_says_so() -> None:
    assert (
        rendered(Report(table=Table(name="problems", columns=("where",), rows=())), "table", 80) == "Nothing to list.\n"
    )


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "md"])
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_in_other_forms(
    name: str,
    form: str,
    dossiers: tuple[Dossier, ...],
    statement_rows: list[dict[str, Any]],
    golden: Callable[[Path, str], None],
) -> None:
    golden(GOLDEN / f"{name}.{form}", rendered(made(name, dossiers, statement_rows), form))


@pytest.mark.parametrize("name", REPORTS)
def test_colours_change_nothing_but_the_colours(
    name: str, dossiers: tuple[Dossier, ...], statement_rows: list[dict[str, Any]]
) -> None:
    report = made(name, dossiers, statement_rows)
    coloured = rendered(report, "table", 100, color=True)
    bare = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines())
    assert "\x1b[" in coloured and f"{bare}\n" == rendered(report, "table", 100)


def test_statements_of_one_passage_share_a_bracket_and_each_paragraph_closes_its_own() -> None:
    both, one = ((1, "asserts"), (2, "asserts"), (3, "denies")), ((3, "denies"),)
    first = (Piece(text="Yes; no,", marks=both, opens=(1, 2, 3)), Piece(text=" it said."))
    second = (Piece(text="Never", marks=one), Piece(text=" (it said)."))
    page = Page(blocks=(Passage(paragraphs=(first, second)),))
    text = str(rendered(Report(table=Table(name="article", columns=(), rows=()), page=page), "table", 80))
    assert text.strip().splitlines() == ["[1, 2, 3 DENIES: Yes; no,] it said.", "", "[3 DENIES: Never] (it said)."]


def test_what_has_no_date_says_so_in_one_line_and_is_since_nothing(dossiers: tuple[Dossier, ...]) -> None:
    rows = tuple({**row, "said_on": None} for row in dossiers[0].statements)
    undated = replace(dossiers[0], claim={**dossiers[0].claim, "status_since": None}, statements=rows)
    with speaking("id"):
        lines = str(rendered(contested([undated], 1, Scope()), "table", 80)).splitlines()
    assert [line.split("  ")[0] for line in lines if line.startswith("DIBANTAH")] == ["DIBANTAH, tanpa tanggal"]
    assert any(line.startswith("  MEMBANTAH        tanpa tanggal  Russia") for line in lines)
