"""People who use one database at once, each in a process of its own: loaders, reviewers, readers of reports.

Each works until the time is up and gives an account of what it did and saw; the test compares the accounts.
"""

import itertools
import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from factdb import fetch, pipeline
from factdb.errors import DatabaseError
from factdb.records import Question
from factdb.report import Scope, rendered
from factdb.store import Reader, open_database
from tests.pipeline.contents import write
from tests.torture.news import articles

ROUND = 12
BATCH = 2
QUESTIONS = 6


def ask(place: str, file: str) -> None:
    """Loads the first articles, and has the machine ask something about each two of their claims."""
    pipeline.load(place, [file], author="first")
    with open_database(place) as database, database.writing(author="machine", kind="load") as writer:
        claims = sorted(int(str(row["claim_id"])) for row in writer.rows("claim_status"))
        pairs = list(itertools.combinations(claims, 2))[:QUESTIONS]
        writer.save_questions(
            [Question(kind="compare", rule="asked", claim=one, other_claim=other, score=0.5) for one, other in pairs]
        )


def rounds(number: int) -> list[dict[str, str]]:
    """The articles of a round; each follows upon the one before."""
    return articles(ROUND * (number + 1))[ROUND * number :]


def loader(place: str, folder: Path, number: int, until: float) -> dict[str, Any]:
    """Loads round after round, each time three of four articles in an order of its own."""
    chance, done, new, busy = random.Random(number), 0, 0, 0
    while time.time() < until:
        mine = [one for place_of, one in enumerate(rounds(done)) if place_of % 4 != number]
        chance.shuffle(mine)
        file = write(folder / f"loader-{number}-{done}.jsonl", mine)
        try:
            new += pipeline.load(place, [file], batch=BATCH, author=f"loader {number}").articles_new
            done += 1
        except DatabaseError as error:
            assert "Try again" in str(error), error
            busy += 1
    return {"rounds": done, "new": new, "busy": busy}


def reviewer(place: str, _folder: Path, number: int, until: float) -> dict[str, Any]:
    """Answers questions again and again, each answer told apart by its note."""
    chance, given, busy = random.Random(number), [], 0
    while time.time() < until:
        note, state = f"answer {len(given)}", chance.choice(("accepted", "rejected"))
        try:
            assert pipeline.decide(place, chance.randint(1, QUESTIONS), state, author=f"reviewer {number}", note=note)
            given.append([f"reviewer {number}", note, state])
        except DatabaseError as error:
            assert "Try again" in str(error), error
            busy += 1
        time.sleep(0.01)
    return {"given": given, "busy": busy}


def watcher(place: str, _folder: Path, _number: int, until: float) -> dict[str, Any]:
    """Reads all reports in one snapshot, over and over, and asserts that their parts agree with each other."""
    seen: list[int] = []
    snapshots = grown = 0
    while time.time() < until:
        with open_database(place, read_only=True) as database, database.reading() as reader:
            now = sorted(int(str(row["changeset_id"])) for row in reader.rows("changeset"))
            assert not set(seen) - set(now), "a changeset is gone"
            assert all(number > max(seen, default=0) for number in set(now) - set(seen)), "numbered out of order"
            grown += len(now) > len(seen)
            seen, snapshots = now, snapshots + 1
            first = reports(reader)
            assert_parts_agree(reader, seen)
            assert reports(reader) == first
    return {"snapshots": snapshots, "grown": grown}


def reports(reader: Reader) -> list[str]:
    """Reports as they are printed."""
    scope = Scope()
    made = (fetch.contested(reader, scope), fetch.claims(reader, scope), fetch.statements(reader, scope))
    return [rendered(report, "json") for report in made]


def assert_parts_agree(reader: Reader, changesets: list[int]) -> None:
    """Nothing in a snapshot tells of what is not in it."""
    links = reader.rows("claim_statements")
    told = reader.rows("statement_details")
    for claim in reader.rows("claim_status"):
        mine = [row for row in links if row["claim_id"] == claim["claim_id"]]
        assert claim["statement_count"] == len(mine)
        history = reader.rows("claim_status_history", {"claim_id": claim["claim_id"]}, order=["sequence"])
        assert (history[-1]["to_status"] if history else None) == claim["status"]
        assert {row["statement_id"] for row in history} <= {row["statement_id"] for row in mine}
    by_article = [row["article_id"] for row in told]
    for article in reader.rows("articles"):
        assert article["statement_count"] == by_article.count(article["article_id"])
        assert article["text"]
    assert {row["recorded_in"] for row in reader.rows("statement")} <= set(changesets)
    sealed = {row["changeset_id"] for row in reader.rows("seal", {"name": "changeset"})}
    assert sealed == set(changesets)


class Crowd:
    """All who are at work; `accounts` waits for them and fails where one of them did."""

    def __init__(self, place: str, folder: Path, seconds: float) -> None:
        self._place, self._folder, self._until = place, folder, time.time() + seconds
        self._processes: list[Any] = []

    def join(self, role: Any, many: int) -> None:
        """Has so many people of a role begin."""
        for number in range(many):
            file = self._folder / f"{role.__name__}-{number}.json"
            arguments = (role, file, self._place, self._folder, number, self._until)
            process = get_context("fork").Process(target=_work, args=arguments, name=f"{role.__name__} {number}")
            process.start()
            self._processes.append((process, file))

    def accounts(self) -> dict[str, list[dict[str, Any]]]:
        """What each did, by role."""
        found: dict[str, list[dict[str, Any]]] = {}
        for process, file in self._processes:
            process.join()
            assert process.exitcode == 0, f"{process.name} failed, see above"
            found.setdefault(process.name.partition(" ")[0], []).append(json.loads(file.read_text()))
        return found

    def end(self) -> None:
        """Ends whoever is still at work."""
        for process, _ in self._processes:
            process.kill()
            process.join()


def _work(role: Any, file: Path, *arguments: Any) -> None:
    file.write_text(json.dumps(role(*arguments)))


@contextmanager
def crowd(place: str, folder: Path, seconds: float) -> Iterator[Crowd]:
    """A crowd that is ended whatever happens."""
    people = Crowd(place, folder, seconds)
    try:
        yield people
    finally:
        people.end()
