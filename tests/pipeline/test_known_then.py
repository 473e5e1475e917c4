"""What a database shows of a past moment is what it showed then, whatever came later."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import sqlalchemy as sa

from factdb import fetch
from factdb.pipeline import load, looking_back, merge, track, wanted
from factdb.pipeline.known import known_parties
from factdb.pipeline.rederiving import derive
from factdb.records import Moment
from factdb.report import Report, Scope, rendered
from factdb.store import VIEWS, Reader, open_database
from tests.pipeline.contents import seeds, write
from tests.pipeline.minis import MINIS

RECORDS = (*seeds()[:2], *MINIS)
DAY = datetime(2025, 1, 1, 12, tzinfo=UTC)
FOLLOWED = {"slug": "kanto", "title": "Kanto dumped mercury", "accused": ["Kanto"], "terms": ["merkuri", "mercury"]}
LATER = {**FOLLOWED, "title": "Kanto poisoned the Sela", "accused": ["Kanto", "Marla"], "terms": ["mercury", "river"]}
SAID_BY = "2024-03-06"
NOT_OF_THE_MOMENT = ("parties",)
Shown = dict[str, object]


def shown(reader: Reader) -> Shown:
    """Every row of every public view, claims with what they were merged into, and every report as text."""
    views: Shown = {
        view: sorted(map(repr, reader.rows(view)))
        for view in (*VIEWS, "claim", "claim_accused")
        if view not in NOT_OF_THE_MOMENT
    }
    return views | {name: rendered(report, "md") for name, report in reports(reader)}


def reports(reader: Reader) -> Iterator[tuple[str, Report]]:
    everything = Scope()
    yield "contested", fetch.contested(reader, everything)
    yield "claims", fetch.claims(reader, everything)
    yield "statements", fetch.statements(reader, everything)
    yield "changes", fetch.changes(reader, everything)
    yield "denials", fetch.denials(reader, everything)
    yield "coverage", fetch.coverage(reader, everything)
    yield "search", fetch.search(reader, "Rusia", 20)
    for row in reader.rows("claim_status", order=("-statement_count", "slug"), limit=1):
        slug = str(row["slug"])
        yield f"timeline {slug}", fetch.timeline(reader, slug)
        yield f"explain {slug}", fetch.explanation(reader, slug)
        yield f"show {slug}", fetch.claim(reader, slug)
        yield f"page {slug}", fetch.one_claim(reader, slug)


def now(place: str) -> Shown:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return shown(reader)


def then(place: str, moment: Moment) -> Shown:
    with looking_back(place, moment) as reader:
        reader.moment = Moment()  # so that no head tells of it
        return shown(reader)


def recorded_on_days(place: str) -> datetime:
    """Has each changeset be recorded a day after the one before, and gives the day of the last."""
    with open_database(place) as database, database.writing(author="test", kind="test") as writer:
        last = 0
        for number in writer.numbers("changeset"):
            time = (DAY + timedelta(days=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
            query = "UPDATE changeset SET recorded_at = :time WHERE changeset_id = :number"
            writer.connection.execute(sa.text(query), {"time": time, "number": number})
            last = number
    return DAY + timedelta(days=last)


def history(place: str, folder: Path, random: Random, other: str) -> Iterator[str]:
    """Articles come in a few at a time, a claim is tracked and worded anew, a colleague's database is merged."""
    records = random.sample(RECORDS, len(RECORDS))
    third = len(records) // 3
    load(other, [write(folder / "other.jsonl", records[: third + 3])], author="Budi")
    load(place, [write(folder / "first.jsonl", records[third:-5])], author="Ana", batch=4)
    yield "loaded"
    track(place, [wanted(**FOLLOWED)], author="Ana")
    yield "tracked"
    load(place, [write(folder / "second.jsonl", records[-5:])], author="Ana", batch=3)
    yield "loaded more"
    track(place, [wanted(**LATER)], author="Budi")
    yield "worded anew"
    merge(place, other, author="Ana", batch=3)
    yield "merged"
    withdraw_a_statement(place)
    yield "corrected"


def withdraw_a_statement(place: str) -> None:
    """Retires a statement, and its links, of the claim of which most was said."""
    with open_database(place) as database, database.writing(author="Ana", kind="correction") as writer:
        claim = writer.rows("claim_status", order=("-statement_count", "slug"), limit=1)[0]["claim_id"]
        gone = writer.rows("claim_statements", {"claim_id": claim}, order=("said_on", "statement_id"))[0]
        for table in ("claim_statement", "statement"):
            live = "statement_id = :number AND retired_in IS NULL"
            retired = f"UPDATE {table} SET retired_in = {writer.changeset_id} WHERE {live}"
            writer.connection.execute(sa.text(retired), {"number": gone["statement_id"]})
        derive(writer, known_parties(writer), [int(str(claim))])


def test_every_moment_shows_what_the_database_showed_then(
    engine: str, place: str, other_place: str, tmp_path: Path
) -> None:
    was: dict[str, tuple[Shown, Shown]] = {}
    for _ in history(place, tmp_path, Random(f"{engine}, after others"), other_place):
        time = recorded_on_days(place).strftime("%Y-%m-%dT%H:%M:%SZ")
        was[time] = now(place), then(place, Moment(as_of=SAID_BY))
    assert len(was) == len(set(map(repr, was.values()))) == 6
    for time, told in was.items():
        for as_of, shown_then in zip((None, SAID_BY), told, strict=True):
            found = then(place, Moment(as_of=as_of, known_at=time))
            for name in shown_then.keys() | found.keys():
                assert found.get(name) == shown_then.get(name), (time, as_of, name)
