"""The public views as Parquet: the same rows as in the database, one schema whatever is in them, read by others."""

import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from factdb.cli import main
from factdb.export import ORDER, write_parquet
from factdb.export.parquet import schema_of
from factdb.store import open_database
from tests.export.conftest import kanto

DOCS = Path(__file__).parents[2] / "docs/parquet.md"
SCHEMA = Path(__file__).parent / "parquet-schema.txt"


def run(place: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--db", place, "export", "--format", "parquet", *arguments])


@pytest.fixture
def folder(news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is written for a small database of news, in the folder that the documentation names."""
    monkeypatch.chdir(tmp_path)
    done = run(news, "--output", "factdb-parquet")
    assert done.exit_code == 0 and not done.stdout
    assert "Wrote factdb-parquet/articles.parquet: 7 rows." in done.stderr
    return Path("factdb-parquet")


def plain(value: object) -> object:
    """A value as the views have it: dates and times as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


def test_each_file_holds_the_rows_of_its_view(news: str, folder: Path) -> None:
    assert sorted(file.stem for file in folder.iterdir()) == sorted(ORDER)
    with open_database(news, read_only=True) as database, database.reading() as reader:
        for view, order in ORDER.items():
            rows = pq.read_table(folder / f"{view}.parquet").to_pylist()
            assert [{name: plain(value) for name, value in row.items()} for row in rows] == reader.rows(
                view, order=order
            )


def test_the_same_database_gives_the_same_bytes(news: str, folder: Path) -> None:
    assert run(news, "--output", "again").exit_code == 0
    for file in folder.iterdir():
        assert Path("again", file.name).read_bytes() == file.read_bytes()


def test_the_schema_is_the_one_that_was_promised(news: str, folder: Path, golden: Callable[[Path, str], None]) -> None:
    told = ""
    for view in ORDER:
        schema = pq.read_schema(folder / f"{view}.parquet")
        told += f"{view}\n" + "".join(f"    {field.name}: {field.type}\n" for field in schema) + "\n"
    golden(SCHEMA, told)


def test_memory_holds_one_part_a_row_group_each(tmp_path: Path) -> None:
    asked = []

    def parts() -> "list[list[dict[str, object]]]":  # type: ignore[misc]
        for number in range(5):
            asked.append(number)
            yield [{"claim_id": number, "slug": "s" * 10_000, "is_open": None}] * 200
            assert (tmp_path / ".x.parquet.part").stat().st_size > 0 and not (tmp_path / "x.parquet").exists()

    assert write_parquet(tmp_path / "x.parquet", ("claim_id", "slug", "is_open"), parts()) == 1000
    found = pq.ParquetFile(tmp_path / "x.parquet")
    assert found.metadata.num_row_groups == 5 and found.schema_arrow == schema_of(("claim_id", "slug", "is_open"))
    assert [file.name for file in tmp_path.iterdir()] == ["x.parquet"]


def asked_in_docs(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_documented_questions_are_answered(news: str, folder: Path) -> None:
    with open_database(news, read_only=True) as database, database.reading() as reader:
        contested = {row["claim_id"] for row in reader.rows("claim_status") if row["is_contested"]}
        denials = [row for row in reader.rows("claim_statements") if row["role"] == "denial"]
        by_party: dict[str, list[object]] = {}
        for row in denials:
            if row["claim_id"] in contested:
                by_party.setdefault(str(row["party"]), []).append(row["slug"])
    expected = sorted(
        ((party, len(set(slugs)), len(slugs)) for party, slugs in by_party.items()),
        key=lambda one: (-one[1], -one[2], one[0]),
    )
    assert expected and kanto(news) in {slug for slugs in by_party.values() for slug in slugs}
    assert duckdb.sql(asked_in_docs("sql")).fetchall() == expected
    names: dict[str, pl.DataFrame] = {}
    exec(asked_in_docs("python"), names)  # the first of the page: polars
    assert names["found"].rows() == expected


def test_a_past_moment_can_be_exported(news: str, tmp_path: Path) -> None:
    assert run(news, "--output", str(tmp_path), "--as-of", "2024-03-10").exit_code == 0
    said = pq.read_table(tmp_path / "statement_details.parquet").column("said_on_earliest").to_pylist()
    assert said and max(day for day in said if day) <= date(2024, 3, 10)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [((), "a folder of files"), (("--output", "x", "--party", "Russia"), "Parquet holds everything")],
)
def test_what_parquet_cannot_do_is_wrong_usage(arguments: tuple[str, ...], told: str, news: str) -> None:
    done = run(news, *arguments)
    assert done.exit_code == 2 and told in done.stderr


def test_a_folder_that_cannot_be_written_is_an_error(news: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = run(news, "--output", str(tmp_path / "file"))
    assert done.exit_code == 1 and done.stderr.startswith("Error: Cannot write into")


def test_without_pyarrow_the_way_to_it_is_told(news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run(news, "--output", str(tmp_path / "new"))
    assert done.exit_code == 1 and "pip install 'factdb[parquet]'" in done.stderr
    assert not (tmp_path / "new").exists()
