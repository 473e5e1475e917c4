"""Article text is shown, never obeyed: by no terminal, no spreadsheet and no Markdown reader."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdb.report import Dossier, Scope, contested, rendered, statements
from factdb.report.visible import BIDI_CONTROLS, visible

EVIL = {
    "clearing the screen": "lies\x1b[2J\x1b[H",
    "a title for the window": "lies\x1b]0;owned\x07",
    "an eight-bit escape": "lies\x9b31m",
    "reversed text": "lies\u202eesrever\u2066",
    "a carriage return": "lies\rDENIES",
    "a line separator": "lies\u2028DENIES",
    "a bell and a NUL": "lies\x07\x00",
}


@pytest.mark.parametrize("text", EVIL.values(), ids=EVIL.keys())
@pytest.mark.parametrize("form", ["table", "md"])
def test_a_quote_cannot_command(text: str, form: str, statement_rows: list[dict[str, Any]]) -> None:
    columns = ("quote", "content_text", "speaker", "party", "publisher")
    evil = [dict.fromkeys(columns, text) | {"statement_id": 1, "stance": "denies", "said_on": None}]
    shown = rendered(statements(evil), form)
    assert not any((ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 for char in shown)
    assert not BIDI_CONTROLS & set(shown) and "\u2028" not in shown
    assert "lies" in shown and "owned" not in shown


@given(st.text())
def test_visible_text_is_one_line_without_controls(text: str) -> None:
    assert visible(text).isprintable() or all(char.isprintable() or ord(char) > 160 for char in visible(text))
    assert len(visible(text).splitlines()) <= 1
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t="])
def test_a_spreadsheet_computes_nothing(start: str) -> None:
    row = {"statement_id": 1, "stance": "denies", "party": "A", "speaker": f"{start}1+1", "said_on": None}
    table = list(csv.DictReader(io.StringIO(rendered(statements([row]), "csv"))))
    assert table[0]["speaker"] == f"'{start}1+1"


def test_markdown_tables_keep_their_columns(dossiers: tuple[Dossier, ...]) -> None:
    statement = {**dossiers[1].statements[0], "content_text": "a | b <script> *c*\n# d", "party": "X|Y"}
    broken = Dossier(claim=dossiers[1].claim, statements=(statement,))
    text = rendered(contested([broken], 1, Scope()), "md")
    rows = [line.replace("\\|", "") for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {rows[0].count("|")}
    assert "<script>" not in text.replace("\\<script\\>", "")
