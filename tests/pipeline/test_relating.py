"""What is proposed as narrower follows the claims; what a person decided about it stands."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from factdb.link import relations as rules
from factdb.pipeline import load, relating
from factdb.store import open_database
from tests.pipeline.contents import relations, seeds, write
from tests.pipeline.minis import MINIS


@pytest.fixture(autouse=True)
def lenient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules so lenient that the seeds give something."""
    for name, value in {"HELD": 0.1, "ADDED": 0.1, "SPECIFIC": 2.0, "TELLING": 1.0}.items():
        monkeypatch.setattr(rules, name, value)
    for room in (rules, relating):
        monkeypatch.setattr(room, "same_act", lambda *_: True)


def decide(place: str, state: str) -> int:
    """Has a person decide about the surest proposal, in the way in which rows are decided: in place."""
    with open_database(place) as database, database.writing(author="Ana", kind="review") as writer:
        first = writer.rows("claim_relation", {"retired_in": None}, order=("-score", "claim_relation_id"))[0]
        number = int(str(first["claim_relation_id"]))
        change = sa.text(
            "UPDATE claim_relation SET state = :state, decided_by = 'Ana' WHERE claim_relation_id = :number"
        )
        writer.connection.execute(change, {"state": state, "number": number})
    return number


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_what_was_decided_is_not_proposed_again(state: str, place: str, tmp_path: Path) -> None:
    load(place, [write(tmp_path / "seeds.jsonl", seeds())], author="test")
    number = decide(place, state)
    with open_database(place, read_only=True) as database, database.reading() as reader:
        decided = reader.rows("claim_relation", {"claim_relation_id": number})
        pairs = {(row["claim_id"], row["other_claim_id"]) for row in decided}
    again = [
        {**record, "source": f"{record['source']} again", "text": f"{record['text']}\n\nAgain."} for record in seeds()
    ]
    load(place, [write(tmp_path / "more.jsonl", [*again, *MINIS])], author="test", batch=3)
    with open_database(place, read_only=True) as database, database.reading() as reader:
        assert reader.rows("claim_relation", {"claim_relation_id": number}) == decided
        live = reader.rows("claim_relations", {"state": "proposed"})
    assert live
    assert pairs.isdisjoint((row["claim_id"], row["other_claim_id"]) for row in live)


def test_no_proposal_names_a_claim_that_was_merged_away(place: str, tmp_path: Path) -> None:
    for number, record in enumerate((*seeds(), *MINIS)):
        load(place, [write(tmp_path / f"{number}.jsonl", [record])], author="test")
    with open_database(place, read_only=True) as database, database.reading() as reader:
        gone = {row["claim_id"] for row in reader.rows("claim") if row["merged_into_id"] is not None}
        live = reader.rows("claim_relation", {"retired_in": None})
    assert live
    assert gone.isdisjoint(row[end] for row in live for end in ("claim_id", "other_claim_id"))


def test_loading_twice_proposes_nothing_new(place: str, tmp_path: Path) -> None:
    file = write(tmp_path / "seeds.jsonl", seeds())
    load(place, [file], author="test")
    before = relations(place)
    load(place, [file], author="test")
    assert relations(place) == before
