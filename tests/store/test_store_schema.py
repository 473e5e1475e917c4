"""Migrated and created databases are the same; views keep their contract; the file explains itself."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from factdb import words
from factdb.records import Answer
from factdb.store import VIEWS, Database, open_database
from factdb.store.about import VOCABULARIES
from factdb.store.address import engine_for
from factdb.store.connect import connect_to
from factdb.store.migrate import migrations_folder, revisions
from factdb.store.upgrading import migrate_to
from tests.store.filling import fill

CONTRACT = {
    "articles": "article_id source url archived_url title publisher language published_on published_basis collection "
    "copy_of statement_count text",
    "statement_details": "statement_id article_id article_source article_title publisher language published_on stance "
    "speaker speaker_role party root_party origin_party is_anonymous is_direct medium said_on said_on_earliest "
    "said_on_latest said_on_basis repeats_statement_id recorded_at decided_by span_start span_end source_start "
    "source_end cue_start cue_end content_start content_end source_text cue_text content_text quote",
    "claim_statements": "claim_id slug statement_id role denial_kind stance party speaker said_on publisher "
    "article_source score linked_by decided_by quote",
    "claim_status": "claim_id slug title status is_contested accused accusers corroborators deniers denial_kind "
    "first_said_on status_since last_said_on statement_count article_count flags origin proposition",
    "contested_claims": "claim_id slug title status is_contested accused accusers corroborators deniers denial_kind "
    "first_said_on status_since last_said_on statement_count article_count flags origin proposition",
    "claim_status_history": "claim_id slug sequence effective_on from_status to_status statement_id party stance rule "
    "recorded_at quote",
    "claim_quantities": "claim_id slug unit low high party said_on statement_id text",
    "claim_relations": "claim_id slug other_claim_id other_slug kind state score decided_by rule",
    "verdicts": "claim_id slug rating author author_kind given_on rating_value source_reliability "
    "information_credibility url recorded_by recorded_at explanation",
    "decisions": "decided_at author kind state value before slug other_slug party words article_source note "
    "changeset_id decision_id quote",
    "denial_record": "party denials later_admitted later_corroborated standing median_days_to_corroboration",
    "parties": "name aliases parent root",
    "problems": "article_id span_start span_end message",
}

SCHEMA = {
    "sqlite": ("SELECT type, name, tbl_name, sql FROM sqlite_master",),
    "postgresql": (
        "SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT viewname, definition, '' FROM pg_views WHERE schemaname = 'public'",
        "SELECT tgname, pg_get_triggerdef(oid), '' FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT relname, obj_description(oid, 'pg_class'), '' FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace",
    ),
}


def schema(place: str) -> set[tuple[object, ...]]:
    engine, _ = engine_for(place, create=False, read_only=False)
    with connect_to(engine, writes=False) as connection:
        found = {tuple(row) for sql in SCHEMA[engine.dialect.name] for row in connection.exec_driver_sql(sql)}
    engine.dispose()
    return found


def move(place: str, revision: str) -> None:
    engine, _ = engine_for(place, create=True, read_only=False)
    migrate_to(engine, revision)
    engine.dispose()


def test_migrated_from_empty_equals_created_from_the_model(place: str, other_place: str) -> None:
    open_database(place, create=True).close()
    move(other_place, revisions()[-1])
    created, migrated = schema(place), schema(other_place)
    assert created - migrated == set()
    assert migrated - created == set()
    assert len(created) > 50


def test_down_to_nothing_and_up_again(place: str, other_place: str) -> None:
    open_database(place, create=True).close()
    before = schema(place)
    move(place, "base")
    left = {name for row in schema(place) for name in row if isinstance(name, str) and "claim" in name}
    assert left == set()
    move(place, revisions()[-1])
    assert schema(place) == before
    with open_database(place) as database:
        fill(database)


def test_a_migration_round_keeps_about_and_search(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    with open_database(place, create=True) as database:
        fill(database)
        with database.reading() as reader:
            before = reader.rows("about"), reader.rows("claim_status"), reader.search("bohong")
    move(place, revisions()[-1])
    with open_database(place) as database, database.reading() as reader:
        assert (reader.rows("about"), reader.rows("claim_status"), reader.search("bohong")) == before


def test_the_surface_of_a_revision_stays_as_it_is(tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    """A check compares a file with what this version lays: once a revision is released, a change here needs another.

    Until then: pytest tests/store/test_store_schema.py --update-golden.
    """
    place = str(tmp_path / "a.db")
    with open_database(place, create=True) as database, database.reading() as reader:
        told = [str(tuple(row.values())) for row in reader.rows("about", order=["about_id"])]
    laid = sorted(str(row) for row in schema(place) if row[0] in ("view", "trigger"))
    digests = (hashlib.sha256("\n".join(lines).encode()).hexdigest() for lines in (laid, told))
    golden(Path(__file__).parent / f"surface-{revisions()[-1]}.txt", "".join(f"{digest}\n" for digest in digests))


def test_revisions_are_those_alembic_knows() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(migrations_folder()))
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == revisions()
    assert scripts.get_heads() == [revisions()[-1]]


def test_every_constraint_has_a_name(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    open_database(place, create=True).close()
    for row in schema(place):
        for line in str(row[3]).splitlines() if row[0] == "table" and "_search" not in str(row[1]) else ():
            told = line.strip()
            assert not told.startswith(("CHECK", "FOREIGN", "PRIMARY", "UNIQUE")), told


@pytest.mark.parametrize("view", VIEWS)
def test_views_have_the_columns_of_the_contract_and_show_rows(filled: Database, view: str) -> None:
    with filled.writing(author="Ana", kind="review") as writer:
        writer.save_answers([Answer(review=1, state="rejected", author="Ana", decided_at="2024-06-01T10:00:00Z")])
    with filled.reading() as reader:
        assert set(CONTRACT[view].split()) <= set(reader.columns(view))
        rows = reader.rows(view)
        assert rows
        assert all(tuple(row) == reader.columns(view) for row in rows)


def test_views_are_alike_on_both_engines(filled: Database, tmp_path: Path) -> None:
    with open_database(tmp_path / "other.db", create=True) as other:
        fill(other)
        with filled.reading() as here, other.reading() as there:
            for view in VIEWS:
                order = here.columns(view)
                assert here.rows(view, order=order) == there.rows(view, order=order)


def test_views_use_only_what_sqlite_3_31_knows(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    open_database(place, create=True).close()
    for kind, name, _, sql in schema(place):
        if kind == "view":
            for later in ("DISTINCT FROM", "->", "FULL JOIN", "RIGHT JOIN", "MATERIALIZED", "IIF(", "string_agg"):
                assert later not in str(sql), name
            assert "ORDER BY" not in str(sql).rpartition("FROM")[2], name


def test_about_begins_with_what_status_means_and_explains_every_column_and_word(filled: Database) -> None:
    with filled.reading() as reader:
        rows = reader.rows("about", order=["about_id"])
        assert rows[0]["explanation"] == "Status says who said what, not what is true."
        told = {(row["kind"], row["view"], row["name"]) for row in rows}
        for view in VIEWS:
            assert ("view", view, view) in told
            assert {("column", view, name) for name in reader.columns(view)} <= told
    for kind, vocabulary in VOCABULARIES.items():
        known = getattr(words, vocabulary)
        known = {known} if isinstance(known, str) else {str(each) for each in known}
        assert {name for told_kind, _, name in told if told_kind == kind} == known
    explained = {row["explanation"] for row in rows}
    assert all(str(sentence).endswith(".") for sentence in explained)


def test_every_vocabulary_of_words_is_explained() -> None:
    from enum import StrEnum

    closed = {name for name, kind in vars(words).items() if isinstance(kind, type) and issubclass(kind, StrEnum)}
    assert closed - {"StrEnum"} <= set(VOCABULARIES.values())


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE statement SET stance = 'mumbles'",
        "UPDATE statement SET said_on_latest = '2023-02-30'",
        "UPDATE statement SET said_on = 'yesterday'",
        "UPDATE statement SET span_end = span_end + 1",
        "UPDATE statement SET article_id = 4711",
        "UPDATE claim_state SET status = 'true'",
        "UPDATE appearance_tie SET one_id = other_id",
    ],
)
def test_checks_refuse_what_cannot_be(filled: Database, change: str) -> None:
    with pytest.raises(sa.exc.DBAPIError), filled.writing(author="a", kind="test") as writer:
        writer.connection.exec_driver_sql(change)
