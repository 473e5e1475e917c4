"""Article text is shown, never obeyed: by no terminal, no spreadsheet and no Markdown reader."""

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdb.report import Dossier, Scope, contested, rendered, statements
from factdb.report.visible import BIDI_CONTROLS, markdown_text, visible

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


@pytest.mark.parametrize(
    "start",
    [
        "=",
        "+",
        "-",
        "@",
        " =",
        "\t=",
        "\n=",
        "＝",
        "＋",
        "－",
        "＠",
        "\u200b=",
        "\ufeff +",
        '"=',
        "“-",
        "''@",
        "\u3164=",
    ],
)
def test_a_spreadsheet_computes_nothing(start: str) -> None:
    row = {"statement_id": 1, "stance": "denies", "party": "A", "speaker": f"{start}1+1", "said_on": None}
    table = list(csv.DictReader(io.StringIO(rendered(statements([row]), "csv"))))
    assert table[0]["speaker"].startswith("'")
    assert table[0]["speaker"].replace("'", "") == f"{start}1+1".replace("'", "")


@pytest.mark.parametrize("end", [";", "|", "\t", "\n", "; ", ';"'])
def test_nor_does_one_that_ends_its_cells_elsewhere(end: str) -> None:
    row = {"statement_id": 1, "stance": "denies", "party": "A", "speaker": f"a{end}=1+1", "said_on": None}
    table = list(csv.DictReader(io.StringIO(rendered(statements([row]), "csv"))))
    assert table[0]["speaker"] == f"a{end[0]}'{end[1:]}=1+1"


@pytest.mark.parametrize("text", EVIL.values(), ids=EVIL.keys())
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_quote_cannot_command_in_data_either(text: str, form: str) -> None:
    row = {"statement_id": 1, "stance": "denies", "party": text, "speaker": text, "said_on": None, "quote": text}
    shown = rendered(statements([row]), form)
    assert not any((ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 for char in shown)
    assert not BIDI_CONTROLS & set(shown)
    if form == "json":
        assert json.loads(shown)[0]["quote"] == text


@given(st.text(st.characters(codec="utf-8")))
def test_json_means_what_it_meant(text: str) -> None:
    row = {"statement_id": 1, "stance": "denies", "party": "A", "speaker": text, "said_on": None}
    assert json.loads(rendered(statements([row]), "json"))[0]["speaker"] == text


def test_markdown_shows_an_entity_and_makes_no_link() -> None:
    shown = markdown_text("&#x202e;&lt;b&gt; ![a](http://a.invalid) <http://b.invalid> `c` # d")
    assert re.sub(r"\\.", "", shown) == "#x202e;lt;bgt; !a(http://a.invalid) http://b.invalid c # d"


def test_markdown_tables_keep_their_columns(dossiers: tuple[Dossier, ...]) -> None:
    statement = {**dossiers[1].statements[0], "content_text": "a | b <script> *c*\n# d", "party": "X|Y"}
    broken = Dossier(claim=dossiers[1].claim, statements=(statement,))
    text = rendered(contested([broken], 1, Scope()), "md")
    rows = [line.replace("\\|", "") for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {rows[0].count("|")}
    assert "<script>" not in text.replace("\\<script\\>", "")
