"""Articles are fixed, withdrawn and reinstated, and missed statements added, from the command line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from factdb.cli import main
from factdb.extract import Extracted, statements_in
from factdb.pipeline import check, load, reextract
from factdb.records import Article, Gazetteer
from factdb.store import open_database
from tests.pipeline.contents import everything, write
from tests.pipeline.minis import MINIS

Run = Callable[..., str]
QUOTE = "Marla beat Delta 2-1 on Monday."


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    load(folder / "factdb.db", [write(folder / "minis.jsonl", MINIS)], author="Budi")
    return folder / "factdb.db"


@pytest.fixture
def place(kept: Path, tmp_path: Path) -> str:
    return str(shutil.copy(kept, tmp_path / "factdb.db"))


@pytest.fixture
def run(place: str) -> Run:
    """Runs a command by Ana; `code` is the exit code that it has to have."""

    def invoke(*words: str, code: int = 0) -> str:
        signed = ["--author", "Ana"] if words[0] in ("article", "statement") else []
        result = CliRunner().invoke(main, ["--db", place, *words, *signed], catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    return invoke


def rows(place: str, view: str, **where: object) -> list[dict[str, object]]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return reader.rows(view, where)


def test_a_fixed_date_dates_what_was_said_anew(run: Run, place: str) -> None:
    told = run("article", "fix", "shells", "--published", "2022-09-14", "--note", "as the paper says")
    assert told.startswith("shells: published on 2022-09-07 → 2022-09-14.\n")
    assert "said on 2022-09-06 (text) → 2022-09-13 (text)" in told and "`factdb undo 2` takes it back" in told
    assert {row["said_on"] for row in rows(place, "statement_details", article_source="shells")} == {
        "2022-09-13",
        "2022-09-14",
    }
    (decided, *_) = rows(place, "decision")
    assert (decided["author"], decided["before"], decided["note"]) == ("Ana", "2022-09-07", "as the paper says")
    again = ("--published", "2022-09-14", "--note", "as the paper says")
    assert "Nothing changed" in run("article", "fix", "shells", *again)
    assert check(place).findings == ()


def test_what_makes_no_sense_is_told_and_nothing_is_kept(run: Run, place: str) -> None:
    before = everything(place)
    assert "is no date" in run("article", "fix", "shells", "--published", "2022-13-01", code=1)
    assert "is no language code" in run("article", "fix", "shells", "--language", "no such", code=1)
    assert "No article 'shelf'" in run("article", "fix", "shelf", "--title", "A", code=1)
    assert "Say what to correct" in run("article", "fix", "shells", code=2)
    assert "was not withdrawn" in run("article", "reinstate", "shells", code=1)
    assert "Nothing was kept" in run("article", "fix", "shells", "--publisher", "The Post", "--dry-run")
    assert everything(place) == before


def test_a_withdrawn_article_is_told_wherever_it_is_read(run: Run, place: str) -> None:
    told = run("article", "withdraw", "strike", "--because", "The paper took it back.")
    assert "strike is withdrawn; its 4 statements count no more." in told and "takes it back" in told
    assert "Withdrawn, so that nothing in it counts: The paper took it back." in run("report", "article", "strike")
    (row,) = rows(place, "articles", source="strike")
    assert (row["withdrawn"], row["statement_count"]) == ("The paper took it back.", 0)
    assert "Left as they are: 1, each because it was withdrawn." in run("reextract", "--dry-run")
    assert "is withdrawn" in run(*added("strike", "Israel denied bombing the hospital."), code=1)
    run("article", "reinstate", "strike")
    assert [row["withdrawn"] for row in rows(place, "articles", source="strike")] == [None]
    assert check(place).findings == ()


def added(article: str, quote: str, *more: str) -> tuple[str, ...]:
    told = ("--stance", "asserts", "--speaker", "the paper", "--party", "Israel")
    return ("statement", "add", article, "--quote", quote, *told, *more)


def test_a_missed_statement_is_added_with_its_exact_words(run: Run, place: str) -> None:
    parts = ("--content", "beat Delta 2-1", "--cue", "beat", "--said-on", "2024-03", "--role", "reporter")
    told = run(*added("match", QUOTE, *parts, "--claim", "israel-bombed-sabra-hospital"))
    assert f'Israel asserts, 2024-03: "{QUOTE}"' in told and "is put into 'israel-bombed-sabra-hospital'" in told
    (row,) = rows(place, "statement_details", decided_by="Ana")
    text = str(rows(place, "articles", source="match")[0]["text"])
    assert text[int(str(row["span_start"])) : int(str(row["span_end"]))] == row["quote"] == QUOTE
    assert (row["content_text"], row["cue_text"], row["said_on_latest"]) == ("beat Delta 2-1", "beat", "2024-03-31")
    assert [one["role"] for one in rows(place, "claim_statements", statement_id=row["statement_id"])] != []
    assert check(place).findings == ()
    assert reextract(place).changesets == ()
    assert "is there already" in run(*added("match", QUOTE, *parts), code=1)
    run("statement", "strike", str(row["statement_id"]))
    assert rows(place, "statement_details", decided_by="Ana") == []


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("marla beat Delta", "At 0 the text has [Marla beat Delta]; it first differs at 0: ‘M’ (U+004D), not ‘m’"),
        ("M", "stands there 2 times: at 0"),
        ("Delta beat Marla 4-0 on Tuesday.", "is not in the text word for word"),
    ],
)
def test_words_that_are_not_those_of_the_text_are_not_taken(run: Run, place: str, quote: str, told: str) -> None:
    before = everything(place)
    assert told in run(*added("match", quote), code=1)
    assert everything(place) == before


def without(quote: str, article: Article, parties: Gazetteer) -> Extracted:
    """What an extractor finds that misses the statements of a quote."""
    found = statements_in(article, parties)
    read = [one for one in found.statements if article.text[one.quote.start : one.quote.end] != quote]
    return Extracted(tuple(read), found.problems)


def test_what_a_person_added_is_not_found_a_second_time(run: Run, place: str) -> None:
    """An extractor that misses a denial, a person who adds it, and then the extractor that finds it."""
    (row,) = [one for one in rows(place, "statement_details", article_source="shells") if one["stance"] == "asserts"]
    reextract(place, extractor=lambda article, parties: without(str(row["quote"]), article, parties))
    content = str(row["content_text"])
    told = run(
        "statement", "add", "shells", "--quote", str(row["quote"]), "--content", content, "--stance", "asserts",
        "--speaker", "Washington", "--party", "United States",
    )  # fmt: skip
    assert "It is in no claim yet" in told
    reextract(place)
    found = [one for one in rows(place, "statement_details", article_source="shells") if one["content_text"] == content]
    assert [(one["speaker"], one["decided_by"]) for one in found] == [("Washington", "Ana")]
    assert check(place).findings == ()
