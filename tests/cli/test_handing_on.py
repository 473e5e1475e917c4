"""The commands `export` and `verdict`: what they print, what they write, and how they end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factdb.cli import main
from tests.export.conftest import NEWS, kanto
from tests.pipeline.contents import write


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("news")
    place = str(folder / "news.db")
    assert run(place, "load", write(folder / "news.jsonl", NEWS)).exit_code == 0
    return place


def run(place: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--db", place, *arguments], catch_exceptions=False)


@pytest.mark.parametrize("form", ["jsonld", "annotations"])
def test_an_export_goes_to_stdout_or_to_a_file_and_holds_nothing_that_a_terminal_obeys(
    form: str, news: str, tmp_path: Path
) -> None:
    printed = run(news, "export", "--format", form)
    assert printed.exit_code == 0 and printed.stderr == ""
    assert json.loads(printed.stdout)["@context"]
    assert "\u202e" not in printed.stdout
    file = tmp_path / "export.json"
    done = run(news, "export", "--format", form, "--output", str(file))
    assert (done.stdout, done.stderr) == ("", f"Wrote {file}.\n")
    assert file.read_text(encoding="utf-8") == printed.stdout


def test_an_export_says_what_is_wrong_with_what_was_asked(news: str, tmp_path: Path) -> None:
    assert run(news, "export").exit_code == 2
    assert run(news, "export", "--format", "rdf").exit_code == 2
    for wrong in (("--party", "Kantoo"), ("--collection", "rivers"), ("--output", news)):
        done = run(news, "export", "--format", "jsonld", *wrong)
        assert done.exit_code == 1 and done.stderr.startswith("Error: ") and done.stdout == ""


def test_verdicts_are_imported_listed_and_shown_with_their_claim(news: str, tmp_path: Path) -> None:
    claim, file = kanto(news), tmp_path / "review.json"
    rating = {"@type": "Rating", "alternateName": "Mostly\x1b[31m true", "ratingValue": 4}
    one = {"@type": "ClaimReview", "author": {"name": "Fact Desk"}, "reviewRating": rating, "datePublished": "2024-05"}
    file.write_text(json.dumps([one, {"@type": "ClaimReview"}]), encoding="utf-8")
    done = run(news, "verdict", "import", str(file), "--author", "Budi")
    assert (done.exit_code, done.stdout.splitlines()[:2]) == (
        0,
        ["Verdicts: 0 imported, 0 known already.", "Not taken: 2."],
    )
    file.write_text(json.dumps(one), encoding="utf-8")
    done = run(news, "verdict", "import", str(file), "--claim", claim, "--dry-run")
    assert done.stdout.splitlines()[:2] == [
        "Nothing was kept (--dry-run). An import would give:",
        "Verdicts: 1 imported, 0 known already.",
    ]
    done = run(news, "verdict", "import", str(file), "--claim", claim, "--author", "Budi")
    assert done.stdout.splitlines()[1] == f"  {claim}: 'Mostly [31m true' by Fact Desk, 2024-05"
    (row,) = json.loads(run(news, "verdict", "list", "--claim", claim, "--format", "json").stdout)
    assert (row["slug"], row["author"], row["recorded_by"], row["rating_value"]) == (claim, "Fact Desk", "Budi", 4)
    for command in (("verdict", "list"), ("report", "claim", claim)):
        shown = run(news, *command).stdout
        assert "Fact Desk" in shown and "2024-05" in shown and "\x1b" not in shown
    assert run(news, "verdict", "list", "--claim", "kanta").exit_code == 1
