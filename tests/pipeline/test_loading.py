"""Loading twice, by halves, and dry; one changeset a batch; what is told while it goes on."""

import gc
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from factdb.errors import InputError
from factdb.pipeline import load, rebuild
from factdb.records import Appearance, Article, Statement
from factdb.store import open_database
from tests.pipeline.contents import claims, counts, everything, write
from tests.pipeline.minis import MINIS
from tests.torture.news import articles

KILLS = 10
LOADS = (
    "import sys; from factdb.pipeline import load; import factdb.read.language as l; l.language_of('warm up')\n"
    "print('go', flush=True); load(sys.argv[1], sys.argv[2:], batch=1, author='test'); print('done', flush=True)"
)


@pytest.fixture(scope="module")
def minis(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("minis") / "minis.jsonl", MINIS)


def test_loading_twice_adds_nothing(minis: str, place: str) -> None:
    first = load(place, [minis], author="test", batch=4)
    before = counts(place), everything(place)
    again = load(place, [minis], author="test", batch=5)
    assert (counts(place), everything(place)) == before
    assert (first.articles_new, again.articles_new, again.articles_known) == (len(MINIS), 0, len(MINIS))
    assert first.status_changes and not again.status_changes and not again.problems


def test_a_load_that_is_killed_again_and_again_ends_as_if_it_never_was(minis: str, tmp_path: Path) -> None:
    whole, broken = str(tmp_path / "whole.db"), str(tmp_path / "broken.db")
    start = time.monotonic()
    load(whole, [minis], author="test", batch=1)
    span, chance, halves = time.monotonic() - start, random.Random(1), 0
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", LOADS, broken, minis], stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None and run.stdout.readline() == "go\n"
            time.sleep(chance.uniform(0, span))
            run.kill()
            halves += run.stdout.read() == ""
    assert halves, "not one load was killed before its end"
    subprocess.run([sys.executable, "-c", LOADS, broken, minis], check=True, stdout=subprocess.DEVNULL)
    assert everything(broken) == everything(whole)


def test_only_the_articles_of_a_batch_are_in_memory(tmp_path: Path) -> None:
    """However many there are: neither what is read nor what it says piles up."""
    news = write(tmp_path / "news.jsonl", articles(30))
    alive: dict[type, list[int]] = {Article: [], Statement: [], Appearance: []}

    def look(done: int, total: int | None) -> None:
        kinds = Counter(type(each) for each in gc.get_objects())
        for kind, counted in alive.items():
            counted.append(kinds[kind])

    load(tmp_path / "a.db", [news], author="test", batch=3, progress=look)
    assert len(alive[Article]) == 10
    for kind, counted in alive.items():
        assert max(counted[5:]) <= 2 * max(counted[:2]), kind.__name__


def test_one_changeset_a_batch(minis: str, place: str) -> None:
    load(place, [minis], author="Ann", batch=4)
    with open_database(place, read_only=True) as database, database.reading() as reader:
        rows = reader.rows("changeset")
    assert [row["author"] for row in rows] == ["Ann"] * 4
    assert {row["kind"] for row in rows} == {"load"}


def test_a_batch_that_fails_leaves_nothing(minis: str, place: str) -> None:

    def stop(done: int, _: int | None) -> None:
        if done == 8:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        load(place, [minis], author="test", batch=4, progress=stop)
    assert counts(place)["article"] == 8
    before = everything(place)
    with open_database(place) as database, pytest.raises(InterruptedError), database.writing(author="x", kind="x") as w:
        w.new_claim("half", title="Half", proposition="Half.", language="en")
        raise InterruptedError
    assert everything(place) == before


def test_a_dry_run_leaves_no_file_where_there_was_none(minis: str, tmp_path: Path) -> None:
    place = tmp_path / "none.db"
    dry = load(place, [minis], author="test", batch=3, dry_run=True)
    assert list(tmp_path.iterdir()) == []
    assert dry == load(place, [minis], author="test", batch=3)


def test_a_dry_run_changes_nothing_where_there_is_a_database(minis: str, place: str, tmp_path: Path) -> None:
    load(place, [write(tmp_path / "some.jsonl", MINIS[:3])], author="test")
    before = everything(place)
    dry = load(place, [minis], author="test", dry_run=True)
    assert (dry.articles_new, dry.articles_known) == (len(MINIS) - 3, 3) and dry.status_changes
    assert everything(place) == before


def test_progress_tells_of_how_many(minis: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(MINIS[0]["text"], encoding="utf-8")
    steps: list[tuple[int, int | None]] = []
    load(
        tmp_path / "a.db",
        [minis, str(tmp_path / "one.txt")],
        batch=6,
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(6, 14), (12, 14), (14, 14)]


def test_progress_does_not_guess(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text\n"Two\nlines"\n', encoding="utf-8")
    steps: list[int | None] = []
    load(tmp_path / "a.db", [str(tmp_path / "a.csv")], progress=lambda _, total: steps.append(total))
    assert steps == [None]


def test_problems_are_told_with_file_and_line_lost_records_first(place: str, tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    file.write_text('{"text": "Selasa, 3 Oktober 2022."}\n{"text": \n{"title": "no text"}\n', encoding="utf-8")
    found = load(place, [str(file)])
    assert found.articles_new == 1 and found.problems == len(found.problem_words) >= 3
    assert f"{file}:2:" in found.problem_words[0] and f"{file}:3:" in found.problem_words[1]


def test_the_status_changes_of_a_load_are_those_from_its_beginning_to_its_end(
    minis: str, place: str, other_place: str
) -> None:
    in_one, in_many = (load(where, [minis], batch=size) for where, size in ((place, 200), (other_place, 1)))
    assert sorted(line.partition(": ")[2] for line in in_one.status_changes) == sorted(
        line.partition(": ")[2] for line in in_many.status_changes
    )


def test_an_article_that_is_there_goes_into_another_collection(minis: str, place: str) -> None:
    for name in ("river", "harbour", "river"):
        load(place, [minis], collection=name)
    assert counts(place)["article_collection"] == 2 * len(MINIS)


def test_a_path_that_means_nothing_is_told_before_a_file_is_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt"):
        load(tmp_path / "a.db", [str(tmp_path / "none.txt")])
    assert list(tmp_path.iterdir()) == []


def test_computing_all_anew_finds_what_was_kept(minis: str, place: str) -> None:
    load(place, [minis], batch=2)
    before = everything(place)
    found = rebuild(place)
    assert found.claims == counts(place)["claim"] and found.differed == ()
    assert everything(place) == before


def test_computing_anew_mends_what_is_wrong_and_a_dry_run_only_tells(minis: str, place: str) -> None:
    load(place, [minis])
    right = claims(place)
    with open_database(place) as database, database.writing(author="x", kind="x") as writer:
        wrong = str(writer.rows("contested_claims")[0]["slug"])
        writer.save_history(int(str(writer.claim(wrong)["claim_id"])), None)
    assert rebuild(place, dry_run=True).differed == (wrong,) and claims(place) != right
    assert rebuild(place).differed == (wrong,) and claims(place) == right
    assert rebuild(place).differed == ()
