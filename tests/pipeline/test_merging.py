"""Two people's databases meet: nothing is lost, nothing doubled, and what they disagree about is told."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factdb.errors import DatabaseError
from factdb.pipeline import check, decide, load, merge, track, wanted
from factdb.records import Question, Verdict
from factdb.store import open_database
from factdb.store.model import TABLES
from tests.pipeline.contents import claims, counts, everything, relations, retellings, seeds, write
from tests.pipeline.minis import MINIS

LATER = datetime(2100, 1, 1, tzinfo=UTC)
RECORDS = (*seeds(), *MINIS)
TRACKED = {"title": "Kanto dumped mercury into the Sela river", "accused": ["Kanto"], "terms": ["merkuri", "mercury"]}


def loaded(folder: Path, name: str, records: list[dict[str, str]]) -> str:
    place = str(folder / f"{name}.db")
    load(place, [write(folder / f"{name}.jsonl", records)], author=name, collection=name)
    return place


@pytest.fixture
def ours(tmp_path: Path) -> str:
    """Two thirds of the articles."""
    return loaded(tmp_path, "ours", [one for number, one in enumerate(RECORDS) if number % 3])


@pytest.fixture
def theirs(tmp_path: Path) -> str:
    """Two other thirds, so that a third is in both."""
    return loaded(tmp_path, "theirs", [one for number, one in enumerate(RECORDS) if number % 3 != 1])


def test_what_two_have_is_what_one_would_have(ours: str, theirs: str, tmp_path: Path) -> None:
    result = merge(ours, theirs, author="Ana", batch=4)
    whole = str(tmp_path / "whole.db")
    load(whole, [write(tmp_path / "all.jsonl", RECORDS)])
    assert (
        claims(ours) == claims(whole) and retellings(ours) == retellings(whole) and relations(ours) == relations(whole)
    )
    numbered = ("statement", "quantity", "appearance", "appearance_key", "appearance_tie", "article_band", "problem")
    assert [counts(ours)[name] for name in numbered] == [counts(whole)[name] for name in numbered]
    known = sum(number % 3 == 2 for number in range(len(RECORDS)))
    assert (result.articles_new, result.articles_known) == (sum(n % 3 == 0 for n in range(len(RECORDS))), known)
    assert check(ours).is_sound


def test_either_way_round_gives_the_same_and_twice_adds_nothing(ours: str, theirs: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    merge(copy, theirs, author="Ana")
    merge(copy, ours, author="Ana")
    merge(ours, theirs, author="Ana")
    assert claims(copy) == claims(ours)
    before = everything(ours)
    again = merge(ours, theirs, author="Ana")
    assert everything(ours) == before
    assert (again.articles_new, again.statements, again.answers, again.conflicts) == (0, 0, 0, ())
    assert set(collections(ours)) == set(collections(copy)) == {"ours", "theirs", "ours; theirs"}


def collections(place: str) -> list[object]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return [row["collection"] for row in reader.rows("articles")]


def asked_about_two_claims(place: str) -> int:
    """A review that asks whether the two claims with the most statements are one."""
    with open_database(place) as database, database.writing(author="test", kind="test") as writer:
        one, other = sorted(int(str(row["claim_id"])) for row in most_told(writer.rows("claim_status")))
        writer.save_questions([Question(kind="same_claim", rule="by hand", claim=one, other_claim=other, score=0.4)])
        return int(str(writer.rows("review", {"claim_id": one, "other_claim_id": other})[0]["review_id"]))


def most_told(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: (-int(str(row["statement_count"])), str(row["proposition"])))[:2]


def test_people_who_disagree_are_told_so_and_nobody_is_overruled(tmp_path: Path) -> None:
    mine, yours = loaded(tmp_path, "mine", list(RECORDS)), loaded(tmp_path, "yours", list(reversed(RECORDS)))
    decide(mine, asked_about_two_claims(mine), "accepted", author="Ana")
    asked = asked_about_two_claims(yours)
    decide(yours, asked, "accepted", author="Budi", note="at first")
    decide(yours, asked, "rejected", author="Budi")
    told = merge(mine, yours).conflicts
    assert len(told) == 1 and "Ana accepted it, Budi rejected it" in told[0] and "stays open" in told[0]
    (other,) = merge(yours, mine).conflicts
    assert "Ana accepted it" in other
    assert (
        answers(mine)
        == answers(yours)
        == [
            ("accepted", "Ana", "", False),
            ("accepted", "Budi", "at first", True),
            ("rejected", "Budi", "", False),
        ]
    )
    before = everything(mine)
    assert merge(mine, yours).answers == 0
    assert everything(mine) == before and check(mine).is_sound and check(yours).is_sound


def answers(place: str) -> list[tuple[object, ...]]:
    with open_database(place, read_only=True) as database, database.reading() as reader:
        rows = reader.rows("decision")
    return sorted((row["state"], row["author"], row["note"], row["retired_in"] is not None) for row in rows)


def test_a_tracked_claim_worded_by_two_takes_the_later_words_and_keeps_both(ours: str, theirs: str) -> None:
    track(ours, [wanted(slug="kanto", **TRACKED)], author="Ana")
    with open_database(theirs) as database, database.writing(author="Budi", kind="track", recorded_at=LATER) as writer:
        writer.track(wanted(slug="kanto", **{**TRACKED, "title": "Kanto poisoned the Sela"}))
    told = merge(ours, theirs).conflicts
    assert len(told) == 1 and "'kanto' has two wordings" in told[0]
    merge(theirs, ours)
    for place in (ours, theirs):
        with open_database(place, read_only=True) as database, database.reading() as reader:
            assert reader.claim("kanto")["title"] == "Kanto poisoned the Sela"
            assert {row["author"] for row in reader.rows("claim_wording")} == {"Ana", "Budi"}
        assert check(place).is_sound
    assert claims(ours) == claims(theirs)


def test_a_tracked_claim_whose_name_another_claim_has_gets_a_free_one(ours: str, theirs: str) -> None:
    with open_database(ours, read_only=True) as database, database.reading() as reader:
        name = str(reader.rows("claim_status", {"origin": "found"})[0]["slug"])
    with open_database(theirs) as database, database.writing(author="Budi", kind="track") as writer:
        writer.track(wanted(slug=name, **TRACKED))
    assert f"'{name}' is '{name}-2' here" in merge(ours, theirs).notes[0]
    track(ours, [wanted(slug=f"{name}-2", **{**TRACKED, "title": "Kanto poisoned the Sela"})], author="Ana")
    before = everything(ours)
    assert f"'{name}' is '{name}-2' here" in merge(ours, theirs).notes[0]
    assert everything(ours) == before and check(ours).is_sound


def test_an_article_dated_differently_is_a_conflict_that_stays_to_be_read(tmp_path: Path) -> None:
    mine = loaded(tmp_path, "mine", [RECORDS[0]])
    yours = loaded(tmp_path, "yours", [{**RECORDS[0], "published": "2022-12-01"}])
    (told,) = merge(mine, yours).conflicts
    assert "published on 2022-12-01" in told
    with open_database(mine, read_only=True) as database, database.reading() as reader:
        assert any("2022-12-01" in str(row["message"]) for row in reader.rows("problems"))
    assert check(mine).is_sound


def test_what_could_not_be_read_there_is_told_here_too(ours: str, tmp_path: Path) -> None:
    theirs = str(tmp_path / "theirs.db")
    (tmp_path / "wire.jsonl").write_text(f"{json.dumps(RECORDS[0])}\n{{broken\n", encoding="utf-8")
    load(theirs, [str(tmp_path / "wire.jsonl")])
    merge(ours, theirs)
    with open_database(ours, read_only=True) as database, database.reading() as reader:
        assert any("wire.jsonl:2: not JSON" in str(row["message"]) for row in reader.rows("problems"))
    before = everything(ours)
    merge(ours, theirs)
    assert everything(ours) == before


def test_a_merge_that_stops_can_be_run_again(ours: str, theirs: str, tmp_path: Path) -> None:
    class StoppedError(BaseException):
        pass

    def stop(done: int, total: int | None) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        merge(ours, theirs, batch=2, progress=stop)
    assert check(ours).is_sound
    merge(ours, theirs, batch=2)
    whole = str(tmp_path / "whole.db")
    load(whole, [write(tmp_path / "all.jsonl", RECORDS)])
    assert claims(ours) == claims(whole)


def test_a_dry_run_tells_and_keeps_nothing(ours: str, theirs: str) -> None:
    before = everything(ours)
    assert merge(ours, theirs, dry_run=True).articles_new
    assert everything(ours) == before


def test_what_is_not_sound_is_not_merged(ours: str, theirs: str) -> None:
    with open_database(theirs) as database, database.writing(author="a", kind="test") as writer:
        writer.connection.exec_driver_sql("UPDATE statement SET speaker_role = 'king' WHERE statement_id = 3")
    before = everything(ours)
    with pytest.raises(DatabaseError, match=r"theirs\.db is not sound, so nothing of it was merged"):
        merge(ours, theirs)
    assert everything(ours) == before


def test_relations_and_verdicts_come_with_who_signed_them(tmp_path: Path) -> None:
    mine, yours = loaded(tmp_path, "mine", list(RECORDS)), loaded(tmp_path, "yours", list(reversed(RECORDS)))
    for place, state, who in ((mine, "confirmed", "Ana"), (yours, "rejected", "Budi")):
        with open_database(place) as database, database.writing(author=who, kind="review") as writer:
            narrow, wide = (row["claim_id"] for row in most_told(writer.rows("claim_status")))
            relation = {"claim_id": narrow, "other_claim_id": wide, "kind": "narrower_than", "state": state}
            writer.save_signed("claim_relation", {**relation, "score": None, "decided_by": who, "rule": "by hand"})
            writer.save_verdict(int(str(narrow)), Verdict(author=who, rating="half", explanation="So."))
    (told,) = merge(mine, yours).conflicts
    assert "both confirmed and rejected" in told
    merge(yours, mine)
    for place in (mine, yours):
        with open_database(place, read_only=True) as database, database.reading() as reader:
            assert {row["decided_by"] for row in reader.rows("claim_relation", {"rule": "by hand"})} == {"Ana", "Budi"}
            assert {row["author"] for row in reader.rows("verdict")} == {"Ana", "Budi"}
            assert reader.decided_relations() == {}
        assert check(place).is_sound
    assert merge(mine, yours).answers == 0


MET = {
    "about": "made by the program",
    "alembic_version": "made by the program",
    "seal": "each database has its own",
    "changeset": "a merge is a changeset of its own",
    "alliance": "nothing writes it yet",
    "speaker": "comes with statements",
    "quantity": "comes with statements",
    "article_text": "comes with articles",
    "party_alias": "comes with parties",
    "statement_lost": "what is not found here any more; another database reads for itself",
}


def test_every_table_is_brought_or_made_anew() -> None:
    """A table that is added to the model has to be thought of when two databases meet."""
    brought = {
        *("article", "article_collection", "collection", "party", "statement", "problem", "review", "decision"),
        *("claim_wording", "claim_collection", "claim_term", "claim_relation", "verdict"),
    }
    anew = {
        *("claim", "claim_accused", "claim_statement", "copy_group", "copy_group_article", "article_band"),
        *("appearance", "appearance_accused", "appearance_key", "appearance_statement", "appearance_terms"),
        *("opening_key", "appearance_tie", "statement_role", "party_position", "status_change", "claim_state"),
    }
    assert brought | anew | set(MET) == {*TABLES, "alembic_version"}
