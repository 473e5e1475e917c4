"""Seals: each changeset's hash over what it recorded, chained; the same on both engines and after a migration round."""

import pytest
import sqlalchemy as sa

from factdb.store import Database, open_database
from factdb.store.address import engine_for
from factdb.store.migrate import revisions
from factdb.store.seals import CHAIN, Hash, broken_seals, highest_numbers, last_seal, rows_recorded
from factdb.store.upgrading import migrate_to
from tests.store.filling import fill, save_one


def broken(database: Database) -> list[tuple[int, str]]:
    with database.reading() as reader:
        return [(one.changeset_id, one.name) for one in broken_seals(reader.connection)]


def seals(database: Database) -> list[dict[str, object]]:
    with database.reading() as reader:
        return reader.rows("seal", order=("changeset_id", "name"))


def test_what_was_recorded_is_sealed(filled: Database) -> None:
    assert broken(filled) == []
    names = {row["name"]: row["row_count"] for row in seals(filled)}
    assert names["statement"] == 6 and names["article"] == 2 and names[CHAIN] == 1


def test_both_engines_seal_alike(filled: Database, other_place: str) -> None:
    with open_database(other_place, create=True) as other:
        fill(other)
        assert seals(other) == seals(filled)


def test_what_is_told_as_it_is_written_is_what_reading_gives(place: str) -> None:
    with open_database(place, create=True) as database, database.writing(author="Ana", kind="load") as writer:
        before = highest_numbers(writer.connection)
        save_one(writer)
        for name in ("statement", "quantity"):
            read = Hash()
            read.add(*rows_recorded(writer.connection, name, writer.changeset_id, before))
            assert read.digest == writer.told[name].digest and read.rows > 0


def test_what_somebody_wrote_beside_is_sealed_too(filled: Database) -> None:
    amount = "(statement_id, unit, low, span_start, span_end, text) SELECT max(statement_id), 'km', 1, 0, 1, 'G'"
    with filled.writing(author="Ana", kind="load") as writer:
        save_one(writer, "article-3")
        writer.connection.execute(sa.text(f"INSERT INTO quantity {amount} FROM statement"))
    assert broken(filled) == []
    assert [row["row_count"] for row in seals(filled) if row["name"] == "quantity"] == [2, 2]


def test_a_transaction_without_a_fact_is_not_sealed(filled: Database) -> None:
    before = seals(filled)
    with filled.writing(author="Ana", kind="load") as writer:
        save_one(writer, "article-1")
    assert seals(filled) == before


def test_each_seal_stands_on_the_one_before(filled: Database) -> None:
    with filled.writing(author="Ana", kind="load") as writer:
        save_one(writer, "article-3")
    with filled.reading() as reader:
        last = last_seal(reader.connection)
    with filled.writing(author="Ana", kind="test") as writer:
        writer.connection.execute(sa.text("UPDATE changeset SET author = 'Budi' WHERE changeset_id = 1"))
    assert broken(filled) == [(1, CHAIN)]
    with filled.writing(author="Ana", kind="test") as writer:
        writer.connection.execute(sa.text("UPDATE seal SET digest = 'x' WHERE changeset_id = 1 AND name = 'changeset'"))
    assert broken(filled) == [(1, CHAIN), (2, CHAIN)]
    with filled.reading() as reader:
        assert last_seal(reader.connection) == last


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE statement SET speaker_role = 'king' WHERE statement_id = 1", (1, "statement")),
        ("UPDATE claim_statement SET retired_in = 1 WHERE claim_statement_id = 1", (1, "claim_statement retired")),
        ("UPDATE problem SET message = 'none'", (1, "problem")),
        ("UPDATE collection SET name = 'other' WHERE collection_id = 1", (1, "article_collection")),
        ("DELETE FROM seal WHERE name = 'party'", (1, "party")),
        ("DELETE FROM seal WHERE name = 'changeset'", (1, CHAIN)),
    ],
)
def test_what_is_changed_breaks_the_seal(filled: Database, change: str, found: tuple[int, str]) -> None:
    with filled.writing(author="Ana", kind="test") as writer:
        writer.connection.execute(sa.text(change))
    assert found in broken(filled)


def test_what_is_rolled_back_leaves_no_seal(filled: Database) -> None:
    before = seals(filled)
    with filled.writing(author="Ana", kind="load", keep=False) as writer:
        save_one(writer, "article-3")
    assert seals(filled) == before and broken(filled) == []


def test_an_older_database_is_sealed_when_it_is_upgraded(filled: Database, place: str) -> None:
    before = seals(filled)
    for revision in ("0001", revisions()[-1]):
        engine, _ = engine_for(place, create=False, read_only=False)
        migrate_to(engine, revision)
        engine.dispose()
    assert seals(filled) == before and broken(filled) == []
