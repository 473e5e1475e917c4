"""Articles read by a cluster of dask: the same database though a worker is lost, and nothing is read twice."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from factdb.cli import main
from factdb.errors import FactdbError, InputError
from factdb.pipeline import add_party, load
from tests.pipeline.contents import claims, everything, write
from tests.pipeline.minis import MINIS

NOBODY = "tcp://127.0.0.1:9"
BATCH = 3


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """A scheduler with two workers, each a process of its own, that begins a new one where one ends."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Articles as JSON Lines, with a record that is none and an article without a date, which is a problem of its."""
    file = Path(write(tmp_path_factory.mktemp("minis") / "minis.jsonl", [*MINIS, {"text": "Rusia membantah hal itu."}]))
    file.write_text("{broken\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    return str(file)


@pytest.fixture(scope="module")
def alone(articles: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database that one machine makes of them."""
    place = str(tmp_path_factory.mktemp("alone") / "alone.db")
    load(place, [articles], author="test", batch=BATCH)
    return place


@pytest.fixture(scope="module")
def readings(
    cluster: LocalCluster, articles: str, alone: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """What a cluster read that lost a worker while it did; the database that was made of it is the same."""
    folder = tmp_path_factory.mktemp("clustered")
    lost = []

    def lose(done: int, _total: int | None) -> None:
        if done == BATCH:
            lost.append(cluster.workers[0].pid)
            os.kill(lost[0], signal.SIGKILL)

    place = str(folder / "clustered.db")
    address = {"engine": "dask", "scheduler": cluster.scheduler_address, "readings": folder / "readings"}
    load(place, [articles], author="test", batch=BATCH, progress=lose, **address)
    assert lost and everything(place) == everything(alone)
    yield folder / "readings"


def test_each_partition_is_a_file_of_readings(readings: Path, alone: str) -> None:
    tables = [pq.read_table(file) for file in sorted(readings.iterdir())]
    assert {table.num_rows for table in tables[:-1]} <= set(range(1, BATCH + 1))
    assert sum(table.num_rows for table in tables) == len(everything(alone)["article"])
    assert {tuple(table.column_names) for table in tables} == {("source", "maker", "reading", "notes")}


def test_what_was_read_is_not_read_again(
    readings: Path, articles: str, alone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factdb.pipeline.cluster.PATIENCE", 0.5)
    place, where = str(tmp_path / "again.db"), {"engine": "dask", "scheduler": NOBODY, "readings": readings}
    load(place, [articles], author="test", batch=BATCH, **where)
    assert everything(place) == everything(alone)
    next(readings.iterdir()).rename(tmp_path / "away.parquet")
    with pytest.raises(FactdbError, match=f"No scheduler of dask answers at {NOBODY}"):
        load(str(tmp_path / "new.db"), [articles], author="test", batch=BATCH, **where)
    (tmp_path / "away.parquet").rename(readings / "back.parquet")


def test_readings_can_be_loaded_without_a_cluster(readings: Path, alone: str, tmp_path: Path) -> None:
    place = str(tmp_path / "loaded.db")
    result = load(place, [str(readings)], author="test")
    assert claims(place) == claims(alone)
    told = [
        {tuple((name, value) for name, value in row if name in ("message", "span_start")) for row in rows}
        for rows in (everything(place)["problem"], everything(alone)["problem"])
    ]
    lost = told[1] - told[0]
    assert told[0] < told[1] and len(lost) == 1 and "not JSON" in str(lost)
    assert load(place, [str(readings)]).articles_known == result.articles_new


def test_readings_of_before_a_decision_are_made_anew(readings: Path, articles: str, tmp_path: Path) -> None:
    places = [str(tmp_path / name) for name in ("plain.db", "told.db")]
    for place, given in zip(places, (articles, str(readings)), strict=True):
        load(place, [write(tmp_path / "first.jsonl", MINIS[:1])], author="test")
        add_party(place, "Kanto Ltd", kind="company", aliases=["Kanto"], author="Ana")
        load(place, [given], author="test")
    assert claims(places[0]) == claims(places[1])


def test_a_reading_that_was_changed_is_a_problem(readings: Path, tmp_path: Path) -> None:
    rows = pq.read_table(sorted(readings.iterdir())[0])
    words = [str(one).replace('"text":"', '"text":"Not ', 1) for one in rows.column("reading").to_pylist()]
    changed = rows.set_column(rows.column_names.index("reading"), "reading", [words])
    pq.write_table(changed, tmp_path / "changed.parquet")
    result = load(str(tmp_path / "new.db"), [str(tmp_path / "changed.parquet")])
    assert (result.articles_new, result.problems) == (0, rows.num_rows)
    assert "no reading as this version writes them" in result.problem_words[0]


def test_articles_can_be_parquet_like_any_records(articles: str, alone: str, tmp_path: Path) -> None:
    import polars as pl

    days = pl.col("published").str.to_date(strict=False)
    pl.DataFrame(MINIS, infer_schema_length=None).with_columns(days).write_parquet(tmp_path / "minis.parquet")
    load(str(tmp_path / "new.db"), [str(tmp_path / "minis.parquet")], author="test", batch=BATCH)
    sources = [
        {dict(row)["source"] for row in everything(place)["article"]} for place in (alone, str(tmp_path / "new.db"))
    ]
    assert sources[1] == {one for one in sources[0] if "#" not in one}


@pytest.mark.parametrize(
    ("holds", "told"), [(b"no Parquet", "no Parquet that can be read"), (None, "no column 'text'")]
)
def test_parquet_that_holds_no_articles_is_a_problem(holds: bytes | None, told: str, tmp_path: Path) -> None:
    file = tmp_path / "some.parquet"
    if holds is None:
        import polars as pl

        pl.DataFrame({"words": ["a"]}).write_parquet(file)
    else:
        file.write_bytes(holds)
    assert told in load(str(tmp_path / "new.db"), [str(file)]).problem_words[0]


def test_what_is_missing_or_makes_no_sense_is_told(
    articles: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "new.db")
    with pytest.raises(InputError, match="--engine dask --scheduler"):
        load(place, [articles], scheduler=NOBODY)
    with pytest.raises(InputError, match="no engine 'spark'"):
        load(place, [articles], engine="spark")
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(main, ["--db", place, "load", articles, "--engine", "dask"])
    assert done.exit_code == 1 and "pip install 'factdb[dask]'" in done.stderr
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "some.parquet").write_bytes(b"PAR1")
    done = CliRunner().invoke(main, ["--db", place, "load", str(tmp_path / "some.parquet")])
    assert done.exit_code == 1 and "pip install 'factdb[parquet]'" in done.stderr
