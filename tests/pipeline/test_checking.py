"""What a check proves: everything that is changed past factdb is found and named, and what is sound is called so."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from factdb.pipeline import check, decide, load, track, wanted
from factdb.records import Question, Verdict
from factdb.store import open_database
from tests.pipeline.contents import seeds, write
from tests.pipeline.minis import MINIS

COPY = {**seeds()[0], "publisher": "Another Outlet", "source": "copy.txt"}
TRACKED = {"title": "North Korea sent shells", "accused": ["North Korea"], "terms": ["peluru", "artileri"]}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound database with a row in every table that anything writes."""
    folder = tmp_path_factory.mktemp("whole")
    place = folder / "whole.db"
    load(place, [write(folder / "all.jsonl", [*seeds(), *MINIS, COPY])], collection="kursk", author="Ana")
    track(place, [wanted(slug="shells", collection="kursk", **TRACKED)], author="Ana")
    with open_database(place) as database, database.writing(author="Ana", kind="test") as writer:
        one, other = (row["claim_id"] for row in writer.rows("claim_status", limit=2))
        asked = Question(kind="same_claim", rule="by hand", claim=int(str(one)), other_claim=int(str(other)), score=0.5)
        number = writer.review_of(asked, author="machine")
        writer.save_verdict(int(str(one)), Verdict(author="Ana", rating="half", explanation="So."))
    decide(place, number, "accepted", author="Ana")
    return place


@pytest.fixture
def place(whole: Path, tmp_path: Path) -> str:
    """A copy of it that may be damaged."""
    copy = str(tmp_path / "copy.db")
    with closing(sqlite3.connect(whole)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def change(place: str, *statements: str) -> None:
    """Changes rows past factdb, as a browser of databases does: without its foreign keys."""
    with closing(sqlite3.connect(place)) as raw:
        raw.executescript(";".join(statements))


def found(place: str) -> dict[str, str]:
    """What a check says, by kind and place."""
    return {f"{one.kind} {one.place}": one.message for one in check(place).findings}


def test_a_sound_database_is_called_so_with_its_seal(whole: Path) -> None:
    result = check(whole)
    assert result.is_sound and dict(result.counts)["article"] == len(seeds()) + len(MINIS) + 1
    assert result.seal and len(result.seal) == 64
    assert check(whole) == result


TAMPERING = {
    "the words of a text": "UPDATE article_text SET text = replace(text, 'Rusia', 'Rusla')",
    "a title beside its text": "UPDATE article_text SET title = 'Other' WHERE article_id = 2",
    "the title of an article": "UPDATE article SET title = 'Other' WHERE article_id = 2",
    "its publisher": "UPDATE article SET publisher = 'Other' WHERE article_id = 2",
    "its date": "UPDATE article SET published_on = '2022-10-07' WHERE article_id = 2",
    "its address": "UPDATE article SET url = 'https://example.org' WHERE article_id = 2",
    "its collection": "UPDATE collection SET name = 'other'",
    "a quote": "UPDATE statement SET quote = upper(quote) WHERE statement_id = 12",
    "a stance": "UPDATE statement SET stance = 'denies' WHERE statement_id = 12",
    "when it was said": "UPDATE statement SET said_on = '2021' WHERE statement_id = 12",
    "who decided it": "UPDATE statement SET decided_by = 'Budi' WHERE statement_id = 12",
    "what it repeats": "UPDATE statement SET repeats_statement_id = 2 WHERE statement_id = 12",
    "a statement deleted": "DELETE FROM statement WHERE statement_id = 12",
    "a statement retired": "UPDATE statement SET retired_in = 1 WHERE statement_id = 12",
    "a statement slipped in": "CREATE TEMP TABLE slipped AS SELECT * FROM statement WHERE statement_id = 12; "
    "UPDATE slipped SET statement_id = 9999, key = 'x'; INSERT INTO statement SELECT * FROM slipped",
    "a speaker": "UPDATE speaker SET name = 'Somebody' WHERE speaker_id = 3",
    "whose speaker": "UPDATE speaker SET party_id = 1 WHERE speaker_id = 3",
    "a party": "UPDATE party SET name = 'Nowhere' WHERE party_id = 3",
    "its root": "UPDATE party SET root_id = 1 WHERE root_id <> 1",
    "an alias": "UPDATE party_alias SET text = text || 'x'",
    "a number": "UPDATE quantity SET low = 7 WHERE quantity_id = 1",
    "the words of a claim": "UPDATE claim SET title = 'Other' WHERE claim_id = 1",
    "its name": "UPDATE claim SET slug = 'other' WHERE claim_id = 2",
    "its accused": "DELETE FROM claim_accused WHERE claim_id = 1",
    "the words of a tracked claim": "UPDATE claim SET title = 'Other' WHERE slug = 'shells'",
    "its terms": "UPDATE claim_term SET term = 'other' WHERE position = 0",
    "what it was worded": "UPDATE claim_wording SET title = 'Other'",
    "a link": "UPDATE claim_statement SET score = 0.9 WHERE claim_statement_id = 2",
    "a link deleted": "DELETE FROM claim_statement WHERE claim_statement_id = 2",
    "a role": "UPDATE statement_role SET role = 'withdrawal' WHERE claim_id = 1",
    "a position": "UPDATE party_position SET since = '2001' WHERE claim_id = 1",
    "a change": "UPDATE status_change SET effective_on = '2001' WHERE claim_id = 1",
    "a status": "UPDATE claim_state SET status = 'retracted' WHERE claim_id = 1",
    "a flag": "UPDATE claim_state SET flags = 'party_divided' WHERE claim_id = 1",
    "a first print": "UPDATE copy_group_article SET is_first = 0",
    "a reprint taken out": "DELETE FROM copy_group_article",
    "an answer": "UPDATE decision SET state = 'rejected'",
    "an answer deleted": "DELETE FROM decision",
    "what an answer amounts to": "UPDATE review SET state = 'open'",
    "a verdict": "UPDATE verdict SET rating = 'true'",
    "a problem": "UPDATE problem SET message = 'None.' WHERE problem_id = 1",
    "who recorded it": "UPDATE changeset SET author = 'Budi' WHERE changeset_id = 1",
    "a changeset deleted": "DELETE FROM changeset WHERE changeset_id = 2",
    "a seal": "UPDATE seal SET digest = 'x' WHERE name = 'party'",
    "a seal deleted": "DELETE FROM seal WHERE name = 'party'",
    "all seals deleted": "DELETE FROM seal",
    "what the file explains": "UPDATE about SET explanation = 'Other.' WHERE about_id = 9",
    "a view": "DROP VIEW contested_claims",
    "a trigger": "DROP TRIGGER statement_deleted",
    "an index": "DROP INDEX uq_statement_key",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_what_is_changed_past_factdb_is_found(what: str, place: str) -> None:
    change(place, TAMPERING[what])
    assert found(place)


def test_search_that_lacks_a_word_is_found_and_rebuild_mends_it(place: str) -> None:
    from factdb.pipeline import rebuild

    change(place, "INSERT INTO statement_search(statement_search, rowid, quote) SELECT 'delete', 12, quote "
           "FROM statement WHERE statement_id = 12")  # fmt: skip
    (finding,) = check(place).findings
    assert finding.kind == "search" and "factdb rebuild" in finding.remedy
    rebuild(place)
    assert check(place).is_sound


def test_a_status_that_does_not_follow_is_mended_by_rebuild(place: str) -> None:
    from factdb.pipeline import rebuild

    change(place, "UPDATE claim_state SET status = 'retracted'")
    assert {finding.kind for finding in check(place).findings} == {"status"}
    assert rebuild(place).differed
    assert check(place).is_sound


def test_the_words_of_a_found_claim_are_mended_by_rebuild(place: str) -> None:
    from factdb.pipeline import rebuild

    change(place, TAMPERING["the words of a claim"], TAMPERING["its accused"])
    assert {finding.remedy for finding in check(place).findings} == {"Run `factdb rebuild`."}
    assert len(rebuild(place).differed) == 1
    assert check(place).is_sound


def test_a_view_or_trigger_that_was_dropped_is_mended_by_rebuild(place: str) -> None:
    from factdb.pipeline import rebuild

    change(
        place,
        "DROP VIEW contested_claims",
        "CREATE VIEW contested_claims AS SELECT 'none' AS title",
        "DROP VIEW problems",
        "DROP TRIGGER statement_deleted",
        "CREATE VIEW mine AS SELECT * FROM contested_claims",
    )
    assert all("factdb rebuild" in finding.remedy for finding in check(place).findings)
    rebuild(place)
    assert check(place).is_sound
    with closing(sqlite3.connect(place)) as raw:
        assert raw.execute("SELECT count(*) FROM mine").fetchone()


def test_findings_name_the_row_and_what_was_recorded(place: str) -> None:
    change(place, "DELETE FROM statement WHERE statement_id = 100", "DELETE FROM quantity WHERE statement_id = 100")
    told = " ".join(found(place).values())
    assert "It points to a row of statement that is not there" in told or "rows of statement; " in told


def test_a_check_writes_nothing_and_waits_for_nobody(place: str) -> None:
    before = Path(place).read_bytes()
    with open_database(place) as database, database.writing(author="a", kind="test"):
        assert check(place).is_sound
    assert Path(place).read_bytes() == before


def test_views_and_tables_that_somebody_added_are_their_own_business(place: str) -> None:
    change(place, "CREATE TABLE notes (words TEXT)", "CREATE VIEW mine AS SELECT * FROM claim_status")
    assert check(place).is_sound


def test_texts_that_were_left_out_are_no_damage_where_it_was_said(place: str) -> None:
    with (
        open_database(place) as database,
        database.writing(author="Ana", kind="publish", note="without texts") as writer,
    ):
        writer.record_changeset()
        writer.connection.execute(sa.text("DELETE FROM article_text"))
    assert check(place).is_sound
    change(place, "DELETE FROM changeset WHERE kind = 'publish'", "DELETE FROM seal WHERE changeset_id = "
           "(SELECT max(changeset_id) FROM seal)")  # fmt: skip
    assert "text article 1" in found(place)
