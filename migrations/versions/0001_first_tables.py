"""The first tables: facts, what links them, and what is derived from them."""

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Text().with_variant(sa.Date(), "postgresql")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def check(table: str, name: str, sql: str, dialect: str | None = None) -> sa.CheckConstraint:
    constraint = sa.CheckConstraint(sql, name=op.f(f"ck_{table}_{name}"))
    return constraint.ddl_if(dialect=dialect) if dialect else constraint


def one_of(table: str, name: str, words: Iterable[str]) -> sa.CheckConstraint:
    return check(table, name, " OR ".join(f"{name} = '{word}'" for word in words))


def yes_no(table: str, name: str) -> sa.CheckConstraint:
    return check(table, name, f"{name} = 0 OR {name} = 1", "sqlite")


def full_day(table: str, name: str) -> sa.CheckConstraint:
    return check(table, name, f"{name} IS date({name}, '+0 days')", "sqlite")


def partial_day(table: str, name: str) -> list[sa.CheckConstraint]:
    year, two = "[0-9][0-9][0-9][0-9]", "[0-9][0-9]"
    shapes = f"{name} GLOB '{year}' OR {name} GLOB '{year}-{two}'"
    day = f"(length({name}) = 10 AND {name} IS date({name}, '+0 days'))"
    return [
        check(table, name, f"{name} IS NULL OR {shapes} OR {day}", "sqlite"),
        check(table, name, f"{name} ~ '^[0-9]{{4}}(-[0-9]{{2}}(-[0-9]{{2}})?)?$'", "postgresql"),
    ]


def points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.{target}_id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "about",
        sa.Column("about_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("about_id", name=op.f("pk_about")),
        sa.UniqueConstraint("kind", "view", "name", name=op.f("uq_about_kind_view_name")),
    )
    op.create_table(
        "changeset",
        sa.Column("changeset_id", ID, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("tool_version", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("changeset_id", name=op.f("pk_changeset")),
    )
    op.create_table(
        "collection",
        sa.Column("collection_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("collection_id", name=op.f("pk_collection")),
        sa.UniqueConstraint("name", name=op.f("uq_collection_name")),
    )
    op.create_table(
        "article",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("name", sa.Text(), sa.Computed("coalesce(title, source)", persisted=True), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("published_basis", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("archived_url", sa.Text(), nullable=True),
        sa.Column("retrieved_on", DAY, nullable=True),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article")),
        *partial_day("article", "published_on"),
        one_of(
            "article",
            "published_basis",
            (
                "given",
                "page",
                "estimated",
                "none",
            ),
        ),
        full_day("article", "retrieved_on"),
        sa.UniqueConstraint("key", name=op.f("uq_article_key")),
        points_to("article", "recorded_in", "changeset"),
    )
    op.create_table(
        "claim",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("merged_into_id", ID, nullable=True),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("proposition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim")),
        one_of(
            "claim",
            "origin",
            (
                "found",
                "tracked",
            ),
        ),
        sa.UniqueConstraint("slug", name=op.f("uq_claim_slug")),
        points_to("claim", "merged_into_id", "claim"),
        points_to("claim", "recorded_in", "changeset"),
    )
    op.create_index(op.f("ix_claim_merged_into_id"), "claim", ["merged_into_id"])
    op.create_index(op.f("ix_claim_origin_merged_into_id"), "claim", ["origin", "merged_into_id"])
    op.create_table(
        "copy_group",
        sa.Column("copy_group_id", ID, nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.PrimaryKeyConstraint("copy_group_id", name=op.f("pk_copy_group")),
        points_to("copy_group", "recorded_in", "changeset"),
    )
    op.create_table(
        "party",
        sa.Column("party_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("root_id", ID, nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_party")),
        one_of(
            "party",
            "origin",
            (
                "gazetteer",
                "found",
                "person",
            ),
        ),
        sa.UniqueConstraint("name", name=op.f("uq_party_name")),
        points_to("party", "parent_id", "party"),
        points_to("party", "root_id", "party"),
        points_to("party", "recorded_in", "changeset"),
    )
    op.create_index(op.f("ix_party_parent_id"), "party", ["parent_id"])
    op.create_table(
        "alliance",
        sa.Column("alliance_id", ID, nullable=False),
        sa.Column("one_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("retired_in", ID, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("alliance_id", name=op.f("pk_alliance")),
        *partial_day("alliance", "since"),
        *partial_day("alliance", "until"),
        points_to("alliance", "one_id", "party"),
        points_to("alliance", "other_id", "party"),
        points_to("alliance", "recorded_in", "changeset"),
        points_to("alliance", "retired_in", "changeset"),
    )
    op.create_table(
        "appearance",
        sa.Column("appearance_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("proposition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("appearance_id", name=op.f("pk_appearance")),
        sa.UniqueConstraint("key", name=op.f("uq_appearance_key")),
        points_to("appearance", "article_id", "article"),
        points_to("appearance", "claim_id", "claim"),
    )
    op.create_index(op.f("ix_appearance_article_id"), "appearance", ["article_id"])
    op.create_index(op.f("ix_appearance_claim_id"), "appearance", ["claim_id"])
    op.create_table(
        "article_band",
        sa.Column("band", ID, nullable=False, autoincrement=False),
        sa.Column("article_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_article_band")),
        points_to("article_band", "article_id", "article"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_article_band_article_id"), "article_band", ["article_id"])
    op.create_table(
        "article_collection",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("collection_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "collection_id", name=op.f("pk_article_collection")),
        points_to("article_collection", "article_id", "article"),
        points_to("article_collection", "collection_id", "collection"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_article_collection_collection_id"), "article_collection", ["collection_id"])
    op.create_table(
        "article_text",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_text")),
        points_to("article_text", "article_id", "article"),
        comment="The long text apart from what is listed; the title again, so that one index searches both.",
    )
    op.create_table(
        "claim_accused",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "party_id", name=op.f("pk_claim_accused")),
        points_to("claim_accused", "claim_id", "claim"),
        points_to("claim_accused", "party_id", "party"),
    )
    op.create_index(op.f("ix_claim_accused_party_id"), "claim_accused", ["party_id"])
    op.create_table(
        "claim_collection",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("collection_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "collection_id", name=op.f("pk_claim_collection")),
        points_to("claim_collection", "claim_id", "claim"),
        points_to("claim_collection", "collection_id", "collection"),
        comment="The collections into which a person put a claim, whatever articles it is found in.",
    )
    op.create_index(op.f("ix_claim_collection_collection_id"), "claim_collection", ["collection_id"])
    op.create_table(
        "claim_term",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_term")),
        points_to("claim_term", "claim_id", "claim"),
        comment="Words by which a tracked claim is found, in the order in which the person gave them.",
    )
    op.create_table(
        "claim_relation",
        sa.Column("claim_relation_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("other_claim_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("retired_in", ID, nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_relation_id", name=op.f("pk_claim_relation")),
        one_of("claim_relation", "kind", ("narrower_than",)),
        one_of(
            "claim_relation",
            "state",
            (
                "proposed",
                "confirmed",
                "rejected",
            ),
        ),
        points_to("claim_relation", "claim_id", "claim"),
        points_to("claim_relation", "other_claim_id", "claim"),
        points_to("claim_relation", "recorded_in", "changeset"),
        points_to("claim_relation", "retired_in", "changeset"),
    )
    op.create_index(op.f("ix_claim_relation_claim_id"), "claim_relation", ["claim_id"])
    op.create_index(op.f("ix_claim_relation_other_claim_id"), "claim_relation", ["other_claim_id"])
    op.create_index(op.f("ix_claim_relation_state_retired_in"), "claim_relation", ["state", "retired_in"])
    op.create_table(
        "claim_state",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("is_contested", sa.Boolean(), nullable=False),
        sa.Column("denial_kind", sa.Text(), nullable=True),
        sa.Column("first_said_on", sa.Text(), nullable=True),
        sa.Column("status_since", sa.Text(), nullable=True),
        sa.Column("last_said_on", sa.Text(), nullable=True),
        sa.Column("statement_count", sa.Integer(), nullable=False),
        sa.Column("article_count", sa.Integer(), nullable=False),
        sa.Column("accusers", sa.Text(), nullable=True),
        sa.Column("corroborators", sa.Text(), nullable=True),
        sa.Column("deniers", sa.Text(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_state")),
        one_of(
            "claim_state",
            "status",
            (
                "alleged",
                "denied",
                "corroborated",
                "disputed",
                "admitted",
                "retracted",
            ),
        ),
        yes_no("claim_state", "is_contested"),
        one_of(
            "claim_state",
            "denial_kind",
            (
                "official",
                "third_party",
            ),
        ),
        *partial_day("claim_state", "first_said_on"),
        *partial_day("claim_state", "status_since"),
        *partial_day("claim_state", "last_said_on"),
        points_to("claim_state", "claim_id", "claim"),
        comment="Lists are joined by '; ' in order of first statement.",
    )
    op.create_index(op.f("ix_claim_state_is_contested_status_since"), "claim_state", ["is_contested", "status_since"])
    op.create_table(
        "copy_group_article",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("copy_group_id", ID, nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_copy_group_article")),
        yes_no("copy_group_article", "is_first"),
        points_to("copy_group_article", "article_id", "article"),
        points_to("copy_group_article", "copy_group_id", "copy_group"),
    )
    op.create_index(op.f("ix_copy_group_article_copy_group_id"), "copy_group_article", ["copy_group_id"])
    op.create_index(
        op.f("uq_copy_group_article_first"),
        "copy_group_article",
        ["copy_group_id"],
        unique=True,
        sqlite_where=sa.text("is_first"),
        postgresql_where=sa.text("is_first"),
    )
    op.create_table(
        "party_alias",
        sa.Column("party_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("is_exact", sa.Boolean(), nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.PrimaryKeyConstraint("party_id", "text", "language", name=op.f("pk_party_alias")),
        yes_no("party_alias", "is_exact"),
        points_to("party_alias", "party_id", "party"),
        points_to("party_alias", "recorded_in", "changeset"),
        comment="How a party is written; language '' is every language.",
    )
    op.create_table(
        "problem",
        sa.Column("problem_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("problem_id", name=op.f("pk_problem")),
        sa.UniqueConstraint("key", name=op.f("uq_problem_key")),
        points_to("problem", "article_id", "article"),
        points_to("problem", "recorded_in", "changeset"),
    )
    op.create_index(op.f("ix_problem_article_id"), "problem", ["article_id"])
    op.create_table(
        "speaker",
        sa.Column("speaker_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("speaker_id", name=op.f("pk_speaker")),
        yes_no("speaker", "is_anonymous"),
        sa.UniqueConstraint("party_id", "name", "is_anonymous", name=op.f("uq_speaker_party_id_name_is_anonymous")),
        points_to("speaker", "party_id", "party"),
    )
    op.create_table(
        "verdict",
        sa.Column("verdict_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=False),
        sa.Column("source_reliability", sa.Text(), nullable=True),
        sa.Column("information_credibility", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("retired_in", ID, nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("verdict_id", name=op.f("pk_verdict")),
        one_of(
            "verdict",
            "source_reliability",
            (
                "A",
                "B",
                "C",
                "D",
                "E",
                "F",
            ),
        ),
        one_of(
            "verdict",
            "information_credibility",
            (
                "1",
                "2",
                "3",
                "4",
                "5",
                "6",
            ),
        ),
        *partial_day("verdict", "given_on"),
        points_to("verdict", "claim_id", "claim"),
        points_to("verdict", "recorded_in", "changeset"),
        points_to("verdict", "retired_in", "changeset"),
    )
    op.create_index(op.f("ix_verdict_claim_id"), "verdict", ["claim_id"])
    op.create_table(
        "appearance_accused",
        sa.Column("appearance_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("appearance_id", "party_id", name=op.f("pk_appearance_accused")),
        points_to("appearance_accused", "appearance_id", "appearance"),
        points_to("appearance_accused", "party_id", "party"),
    )
    op.create_table(
        "appearance_key",
        sa.Column("key", ID, nullable=False, autoincrement=False),
        sa.Column("appearance_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", "appearance_id", name=op.f("pk_appearance_key")),
        points_to("appearance_key", "appearance_id", "appearance"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_appearance_key_appearance_id"), "appearance_key", ["appearance_id"])
    op.create_table(
        "appearance_term",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("appearance_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("term", "appearance_id", name=op.f("pk_appearance_term")),
        points_to("appearance_term", "appearance_id", "appearance"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_appearance_term_appearance_id"), "appearance_term", ["appearance_id"])
    op.create_table(
        "appearance_tie",
        sa.Column("one_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_appearance_tie")),
        check("appearance_tie", "order", "one_id < other_id"),
        points_to("appearance_tie", "one_id", "appearance"),
        points_to("appearance_tie", "other_id", "appearance"),
    )
    op.create_index(op.f("ix_appearance_tie_other_id"), "appearance_tie", ["other_id"])
    op.create_table(
        "statement",
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("speaker_id", ID, nullable=False),
        sa.Column("speaker_role", sa.Text(), nullable=True),
        sa.Column("origin_party_id", ID, nullable=True),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("is_direct", sa.Boolean(), nullable=False),
        sa.Column("is_retold", sa.Boolean(), nullable=False),
        sa.Column("is_negated", sa.Boolean(), nullable=False),
        sa.Column("is_general", sa.Boolean(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=True),
        sa.Column("said_on", sa.Text(), nullable=True),
        sa.Column("said_on_earliest", DAY, nullable=True),
        sa.Column("said_on_latest", DAY, nullable=True),
        sa.Column("said_on_basis", sa.Text(), nullable=False),
        sa.Column("repeats_statement_id", ID, nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("retired_in", ID, nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("content_start", sa.Integer(), nullable=True),
        sa.Column("content_end", sa.Integer(), nullable=True),
        sa.Column("answers_start", sa.Integer(), nullable=True),
        sa.Column("answers_end", sa.Integer(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=True),
        sa.Column("cue_text", sa.Text(), nullable=True),
        sa.Column("content_text", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_statement")),
        one_of(
            "statement",
            "stance",
            (
                "asserts",
                "denies",
                "declines",
                "admits",
                "withdraws",
                "comments",
            ),
        ),
        yes_no("statement", "is_direct"),
        yes_no("statement", "is_retold"),
        yes_no("statement", "is_negated"),
        yes_no("statement", "is_general"),
        *partial_day("statement", "said_on"),
        full_day("statement", "said_on_earliest"),
        full_day("statement", "said_on_latest"),
        one_of(
            "statement",
            "said_on_basis",
            (
                "text",
                "article",
                "estimated",
                "none",
            ),
        ),
        check("statement", "span", "length(quote) = span_end - span_start"),
        check("statement", "source", "length(source_text) = source_end - source_start"),
        check("statement", "cue", "length(cue_text) = cue_end - cue_start"),
        check("statement", "content", "length(content_text) = content_end - content_start"),
        check("statement", "answers", "answers_end > answers_start"),
        points_to("statement", "article_id", "article"),
        points_to("statement", "speaker_id", "speaker"),
        points_to("statement", "origin_party_id", "party"),
        points_to("statement", "repeats_statement_id", "statement"),
        points_to("statement", "recorded_in", "changeset"),
        points_to("statement", "retired_in", "changeset"),
    )
    op.create_index(op.f("ix_statement_article_id"), "statement", ["article_id"])
    op.create_index(
        op.f("ix_statement_repeats_statement_id"),
        "statement",
        ["repeats_statement_id"],
        sqlite_where=sa.text("repeats_statement_id IS NOT NULL"),
        postgresql_where=sa.text("repeats_statement_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_statement_speaker_id"), "statement", ["speaker_id"])
    op.create_index(
        op.f("uq_statement_key"),
        "statement",
        ["key"],
        unique=True,
        sqlite_where=sa.text("retired_in IS NULL"),
        postgresql_where=sa.text("retired_in IS NULL"),
    )
    op.create_table(
        "appearance_statement",
        sa.Column("appearance_id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("is_general", sa.Boolean(), nullable=False),
        sa.Column("nearest_id", ID, nullable=True),
        sa.Column("rival_id", ID, nullable=True),
        sa.Column("rival_score", sa.Double(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rival_rule", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("appearance_id", "statement_id", name=op.f("pk_appearance_statement")),
        yes_no("appearance_statement", "is_general"),
        points_to("appearance_statement", "appearance_id", "appearance"),
        points_to("appearance_statement", "statement_id", "statement"),
        points_to("appearance_statement", "nearest_id", "statement"),
        points_to("appearance_statement", "rival_id", "statement"),
    )
    op.create_index(op.f("ix_appearance_statement_statement_id"), "appearance_statement", ["statement_id"])
    op.create_table(
        "claim_statement",
        sa.Column("claim_statement_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("is_general", sa.Boolean(), nullable=False),
        sa.Column("linked_by", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("retired_in", ID, nullable=True),
        sa.PrimaryKeyConstraint("claim_statement_id", name=op.f("pk_claim_statement")),
        one_of(
            "claim_statement",
            "stance",
            (
                "asserts",
                "denies",
                "declines",
                "admits",
                "withdraws",
                "comments",
            ),
        ),
        yes_no("claim_statement", "is_general"),
        points_to("claim_statement", "claim_id", "claim"),
        points_to("claim_statement", "statement_id", "statement"),
        points_to("claim_statement", "recorded_in", "changeset"),
        points_to("claim_statement", "retired_in", "changeset"),
    )
    op.create_index(op.f("ix_claim_statement_statement_id"), "claim_statement", ["statement_id"])
    op.create_index(
        op.f("uq_claim_statement_claim_id_statement_id"),
        "claim_statement",
        ["claim_id", "statement_id"],
        unique=True,
        sqlite_where=sa.text("retired_in IS NULL"),
        postgresql_where=sa.text("retired_in IS NULL"),
    )
    op.create_table(
        "party_position",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("statement_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "party_id", name=op.f("pk_party_position")),
        one_of(
            "party_position",
            "stance",
            (
                "asserts",
                "denies",
                "declines",
                "admits",
                "withdraws",
                "comments",
            ),
        ),
        *partial_day("party_position", "since"),
        points_to("party_position", "claim_id", "claim"),
        points_to("party_position", "party_id", "party"),
        points_to("party_position", "statement_id", "statement"),
    )
    op.create_table(
        "quantity",
        sa.Column("quantity_id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("quantity_id", name=op.f("pk_quantity")),
        check("quantity", "span", "length(text) = span_end - span_start"),
        points_to("quantity", "statement_id", "statement"),
    )
    op.create_index(op.f("ix_quantity_statement_id"), "quantity", ["statement_id"])
    op.create_table(
        "review",
        sa.Column("review_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("statement_id", ID, nullable=True),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("other_claim_id", ID, nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("decided_in", ID, nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_review")),
        one_of(
            "review",
            "state",
            (
                "open",
                "accepted",
                "rejected",
            ),
        ),
        sa.UniqueConstraint("key", name=op.f("uq_review_key")),
        points_to("review", "statement_id", "statement"),
        points_to("review", "claim_id", "claim"),
        points_to("review", "other_claim_id", "claim"),
        points_to("review", "recorded_in", "changeset"),
        points_to("review", "decided_in", "changeset"),
    )
    op.create_index(op.f("ix_review_state"), "review", ["state"])
    op.create_table(
        "statement_role",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("denial_kind", sa.Text(), nullable=True),
        sa.Column("party_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "statement_id", name=op.f("pk_statement_role")),
        one_of(
            "statement_role",
            "role",
            (
                "allegation",
                "repetition",
                "corroboration",
                "denial",
                "prior_denial",
                "declined",
                "admission",
                "withdrawal",
            ),
        ),
        one_of(
            "statement_role",
            "denial_kind",
            (
                "official",
                "third_party",
            ),
        ),
        points_to("statement_role", "claim_id", "claim"),
        points_to("statement_role", "statement_id", "statement"),
        points_to("statement_role", "party_id", "party"),
        comment="party_id: the independent party that the statement counts for in this claim.",
    )
    op.create_index(op.f("ix_statement_role_statement_id"), "statement_role", ["statement_id"])
    op.create_table(
        "status_change",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("effective_on", sa.Text(), nullable=True),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "sequence", name=op.f("pk_status_change")),
        *partial_day("status_change", "effective_on"),
        one_of(
            "status_change",
            "from_status",
            (
                "alleged",
                "denied",
                "corroborated",
                "disputed",
                "admitted",
                "retracted",
            ),
        ),
        one_of(
            "status_change",
            "to_status",
            (
                "alleged",
                "denied",
                "corroborated",
                "disputed",
                "admitted",
                "retracted",
            ),
        ),
        points_to("status_change", "claim_id", "claim"),
        points_to("status_change", "statement_id", "statement"),
    )


def downgrade() -> None:
    for table in (
        "status_change",
        "statement_role",
        "review",
        "quantity",
        "party_position",
        "claim_statement",
        "appearance_statement",
        "statement",
        "appearance_tie",
        "appearance_term",
        "appearance_key",
        "appearance_accused",
        "verdict",
        "speaker",
        "problem",
        "party_alias",
        "copy_group_article",
        "claim_state",
        "claim_relation",
        "claim_term",
        "claim_collection",
        "claim_accused",
        "article_text",
        "article_collection",
        "article_band",
        "appearance",
        "alliance",
        "party",
        "copy_group",
        "claim",
        "article",
        "collection",
        "changeset",
        "about",
    ):
        op.drop_table(table)
