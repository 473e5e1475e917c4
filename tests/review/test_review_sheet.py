"""The review as a spreadsheet: what a colleague edits comes back as what was meant, or is told line by line."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from factdb.errors import InputError
from factdb.review import Asks, Kind, Reply, Word
from factdb.review.sheet import COLUMNS, Filled, answer_in, read, written
from tests.review.asked import DATE, LINK, PARTY

KEY = LINK.doubt.key


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def filled(answers: dict[str, str], **more: str) -> list[dict[str, str]]:
    """An export of three items, answered."""
    found = rows(written([LINK, PARTY, DATE]))
    return [{**row, **more, "answer": answers.get(row["question"], "")} for row in found]


def saved(
    table: list[dict[str, str]], delimiter: str = ",", end: str = "\r\n", columns: tuple[str, ...] = COLUMNS
) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator=end, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue()


def test_the_export_tells_all_that_is_needed_to_decide() -> None:
    link, _, date = rows(written([LINK, PARTY, DATE]))
    assert link["question"] == KEY and link["kind"] == "link" and link["claim"] == "mayor-money"
    assert link["status"] == "denied" and link["quote"] == "Ann Bell denied it: “Not one coin.”"
    assert "reject: denied → alleged, no longer contested" in link["effect"]
    assert "relink CLAIM (it is about another claim)" in link["allowed"]
    assert (link["answer"], link["note"], link["reviewer"]) == ("", "", "")
    assert date["allowed"] == "accept (nothing better is known) | 2024-10-30 (another date)"


def test_nothing_filled_in_is_nothing_answered() -> None:
    assert read(written([LINK, PARTY, DATE]).encode(), "review.csv") == []


SAVED: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "as it was": lambda table: saved(table).encode(),
    "with a byte order mark": lambda table: saved(table).encode("utf-8-sig"),
    "with semicolons": lambda table: saved(table, ";").encode(),
    "with semicolons and a line that says so": lambda table: b"sep=;\r\n" + saved(table, ";").encode(),
    "with tabs in UTF-16": lambda table: saved(table, "\t").encode("utf-16"),
    "with bare line feeds": lambda table: saved(table, end="\n").encode(),
    "in a Windows code page": lambda table: saved(table).encode("cp1252", errors="replace"),
    "with columns in another order": lambda table: saved(table, columns=COLUMNS[::-1]).encode(),
    "with most columns dropped": lambda table: saved(
        table, columns=("answer", "note", "reviewer", "question")
    ).encode(),
    "with a column added": lambda table: (
        saved(table, columns=("mine", *COLUMNS)).replace("mine,", "Mine!,", 1).encode()
    ),
    "with headings in capitals": lambda table: saved(table).replace("question,", "Question ,", 1).encode(),
}


@pytest.mark.parametrize("name", SAVED)
def test_however_a_spreadsheet_saves_it_the_answers_are_the_same(name: str) -> None:
    table = filled({KEY: "reject", PARTY.doubt.key: "under City Hall"}, note="asked the café", reviewer="Ana")
    assert read(SAVED[name](table), "review.csv") == [
        Filled(line=2, reply=Reply(key=KEY, word=Word.REJECT, note="asked the café"), reviewer="Ana"),
        Filled(
            line=3,
            reply=Reply(key=PARTY.doubt.key, word=Word.PARENT, value="City Hall", note="asked the café"),
            reviewer="Ana",
        ),
    ]


@pytest.mark.parametrize(
    ("asks", "cell", "answer"),
    [
        (Asks.BELONGS, "accept", (Word.ACCEPT, "")),
        (Asks.BELONGS, " TRUE ", (Word.ACCEPT, "")),
        (Asks.BELONGS, "FALSE", (Word.REJECT, "")),
        (Asks.SAME_CLAIM, "no", (Word.REJECT, "")),
        (Asks.BELONGS, "relink bridge-closes", (Word.RELINK, "bridge-closes")),
        (Asks.BELONGS, "bridge-closes", (Word.RELINK, "bridge-closes")),
        (Asks.BELONGS, "Relink: bridge-closes", (Word.RELINK, "bridge-closes")),
        (Asks.BELONGS, "new claim The bridge fell", (Word.NEW, "The bridge fell")),
        (Asks.BELONGS, "stance Denies", (Word.STANCE, "denies")),
        (Asks.BELONGS, "date 2024-10", (Word.DATE, "2024-10")),
        (Asks.SAID_ON, "30/10/2024", (Word.DATE, "2024-10-30")),
        (Asks.SAID_ON, "10/30/2024", (Word.DATE, "2024-10-30")),
        (Asks.SAID_ON, "30.10.2024", (Word.DATE, "2024-10-30")),
        (Asks.PUBLISHED_ON, "2024-10-30 00:00:00", (Word.DATE, "2024-10-30")),
        (Asks.PUBLISHED_ON, "2024", (Word.DATE, "2024")),
        (Asks.PARTY, "same as Harbour Company", (Word.SAME, "Harbour Company")),
        (Asks.PROBLEM, "accept", (Word.ACCEPT, "")),
    ],
)
def test_a_cell_is_read_as_it_is_meant(asks: Asks, cell: str, answer: tuple[Word, str]) -> None:
    assert answer_in(asks, cell) == answer


@pytest.mark.parametrize(
    ("asks", "cell", "told"),
    [
        (Asks.SAID_ON, "4/10/2024", "no date that can be told for sure"),
        (Asks.SAID_ON, "2024-02-30", "no date that can be told for sure"),
        (Asks.SAID_ON, "last week", "no date that can be told for sure"),
        (Asks.SAID_ON, "45595", "no date that can be told for sure"),
        (Asks.BELONGS, "perhaps", "is no answer here"),
        (Asks.BELONGS, "stance maybe", "No stance is called 'maybe'"),
        (Asks.BELONGS, "relink", "is not complete"),
        (Asks.BELONGS, "reject it all", "too much"),
        (Asks.PUBLISHED_ON, "reject", "does not answer this question"),
        (Asks.PARTY, "City Hall", "is no answer here"),
    ],
)
def test_what_is_not_clear_is_refused_and_says_what_to_write(asks: Asks, cell: str, told: str) -> None:
    found = answer_in(asks, cell)
    assert isinstance(found, str) and told in found and ("Write" in found)


def test_a_line_that_cannot_be_understood_is_told_and_the_others_are_read() -> None:
    table = filled({KEY: "perhaps", PARTY.doubt.key: "accept"})
    table.append({**table[0], "question": "what is this", "answer": "accept"})
    first, second, last = read(saved(table).encode(), "review.csv")
    assert first.line == 2 and first.reply is None and "'perhaps' is no answer here" in first.wrong
    assert second.reply and second.reply.word is Word.ACCEPT
    assert last.line == 5 and "names no question" in last.wrong


def test_one_question_is_answered_once() -> None:
    table = [row for answer in ("accept", "accept", "reject") for row in filled({KEY: answer})]
    one, other = read(saved(table).encode(), "review.csv")
    assert one.reply and one.reply.word is Word.ACCEPT
    assert other.line == 8 and "line 2 answers the same question otherwise" in other.wrong


def test_two_people_may_answer_one_question_differently() -> None:
    table = [filled({KEY: answer}, reviewer=name)[0] for name, answer in (("Ana", "accept"), ("Budi", "reject"))]
    assert [(one.reviewer, one.wrong) for one in read(saved(table).encode(), "a.csv")] == [("Ana", ""), ("Budi", "")]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "a;=cmd|x", "'=1", "'tis", '"=1'])
def test_what_a_spreadsheet_would_compute_is_defused_and_read_back_as_it_was(name: str) -> None:
    doubt = replace(PARTY.doubt, key=f"is_known {name}", kind=Kind.PARTY)
    text = written([replace(LINK, doubt=doubt, question=name, why=(name,), current=name)])
    (row,) = rows(text)
    assert not any(cell.lstrip("\"' ")[:1] in set("=+-@") and cell[:1] not in "'" for cell in row.values() if cell)
    (back,) = read(saved([{**row, "answer": "accept"}]).encode(), "review.csv")
    assert back.reply and back.reply.key == f"is_known {name}"


@pytest.mark.parametrize(
    "data", [b"", b"question\r\n", b"answer,note\n", b"question,question,answer\n", b"\x00\x01\xff"]
)
def test_a_file_that_is_no_such_table_says_what_is_missing(data: bytes) -> None:
    with pytest.raises(InputError, match=r"review\.csv"):
        read(data, "review.csv")


def test_a_broken_file_says_its_line() -> None:
    with pytest.raises(InputError, match=r"review\.csv, line"):
        read(b'question,answer\n"a' + b"x" * 3_000_000, "review.csv")
