"""Four loaders, two reviewers and readers of reports at one database at once, on each engine.

Nothing is lost, nothing doubled, each report is of one moment, and what is there in the end is what one loader alone
gives. It lasts seconds here, a minute with FACTDB_TORTURE=full, which prints who did how much.
"""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from factdb import pipeline
from factdb.cli import main
from factdb.store import open_database
from tests.pipeline.contents import claims, counts, relations, retellings, write
from tests.pipeline.minis import MINIS
from tests.torture.crowd import ask, crowd, loader, reviewer, rounds, watcher

SECONDS = 60 if os.environ.get("FACTDB_TORTURE") == "full" else 4
LOADERS, REVIEWERS = 4, 2
READERS = {"sqlite": 1, "postgresql": 2}
OF_ARTICLES = ("article", "article_text", "statement", "quantity", "speaker", "party", "party_alias", "problem")


def test_a_crowd_gets_what_one_alone_would_have(engine: str, place: str, other_place: str, tmp_path: Path) -> None:
    first = write(tmp_path / "first.jsonl", MINIS)
    ask(place, first)
    with crowd(place, tmp_path, SECONDS) as people:
        people.join(loader, LOADERS)
        people.join(reviewer, REVIEWERS)
        people.join(watcher, READERS[engine])
        told = people.accounts()
    print(f"\n{engine}: {told['loader']}, {[len(one['given']) for one in told['reviewer']]} answers, {told['watcher']}")
    union = [one for done in range(max(one["rounds"] for one in told["loader"])) for one in loaded_in(done, told)]
    assert sum(one["new"] for one in told["loader"]) == len(union)
    assert min(one["grown"] for one in told["watcher"]) > 0
    assert answers(place) == sorted(tuple(each) for one in told["reviewer"] for each in one["given"])
    assert len(answers(place)) > 0
    checked = pipeline.check(place)
    assert checked.findings == ()
    pipeline.load(other_place, [first, write(tmp_path / "union.jsonl", union)], author="alone")
    assert claims(place) == claims(other_place)
    assert retellings(place) == retellings(other_place)
    assert relations(place) == relations(other_place)
    assert {table: counts(place)[table] for table in OF_ARTICLES} == {
        table: counts(other_place)[table] for table in OF_ARTICLES
    }


def loaded_in(done: int, told: dict[str, list[dict[str, int]]]) -> list[dict[str, str]]:
    """The articles of a round that anybody has loaded."""
    who = [number for number, one in enumerate(told["loader"]) if one["rounds"] > done]
    return [one for place_of, one in enumerate(rounds(done)) if any(place_of % 4 != number for number in who)]


def answers(place: str) -> list[tuple[str, str, str]]:
    """All answers ever given."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        rows = reader.rows("decision")
    return sorted((str(row["author"]), str(row["note"]), str(row["state"])) for row in rows)


def test_who_waits_too_long_is_told_to_try_again(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "news.jsonl", MINIS[:2])
    monkeypatch.setattr("factdb.store.connect.BUSY_SECONDS", 0.3)
    with open_database(place, create=True) as database:
        with database.writing(author="another", kind="load"):
            done = CliRunner().invoke(main, ["--db", place, "load", file])
            assert done.exit_code == 1
            assert "is busy: another program is writing to it. Try again when it has finished." in done.stderr
            assert CliRunner().invoke(main, ["--db", place, "claims"]).exit_code == 0
        assert CliRunner().invoke(main, ["--db", place, "load", file]).exit_code == 0
    assert counts(place)["article"] == 2
