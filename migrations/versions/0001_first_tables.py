"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Text().with_variant(sa.Date(), "postgresql")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


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
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("archived_url", sa.Text(), nullable=True),
        sa.Column("retrieved_on", DAY, nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("published_basis", sa.Text(), nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article")),
        sa.CheckConstraint("retrieved_on IS date(retrieved_on)", name=op.f("ck_article_retrieved_on")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "published_on IS NULL OR published_on GLOB '[0-9][0-9][0-9][0-9]' OR published_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(published_on) = 10 AND published_on IS date(published_on))",
            name=op.f("ck_article_published_on"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "published_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_article_published_on")
        ).ddl_if(dialect="postgresql"),
        sa.CheckConstraint(
            "published_basis = 'given' OR published_basis = 'page' OR published_basis = 'estimated' OR published_basis = 'none'",
            name=op.f("ck_article_published_basis"),
        ),
        sa.UniqueConstraint("key", name=op.f("uq_article_key")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_article_recorded_in")),
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
        sa.CheckConstraint("origin = 'found' OR origin = 'tracked'", name=op.f("ck_claim_origin")),
        sa.UniqueConstraint("slug", name=op.f("uq_claim_slug")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["claim.claim_id"], name=op.f("fk_claim_merged_into_id")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_claim_recorded_in")),
    )
    op.create_index(op.f("ix_claim_merged_into_id"), "claim", ["merged_into_id"])
    op.create_table(
        "copy_group",
        sa.Column("copy_group_id", ID, nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.PrimaryKeyConstraint("copy_group_id", name=op.f("pk_copy_group")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_copy_group_recorded_in")),
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
        sa.CheckConstraint(
            "origin = 'gazetteer' OR origin = 'found' OR origin = 'person'", name=op.f("ck_party_origin")
        ),
        sa.UniqueConstraint("name", name=op.f("uq_party_name")),
        sa.ForeignKeyConstraint(["parent_id"], ["party.party_id"], name=op.f("fk_party_parent_id")),
        sa.ForeignKeyConstraint(["root_id"], ["party.party_id"], name=op.f("fk_party_root_id")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_party_recorded_in")),
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
        sa.CheckConstraint(
            "since IS NULL OR since GLOB '[0-9][0-9][0-9][0-9]' OR since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(since) = 10 AND since IS date(since))",
            name=op.f("ck_alliance_since"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("since ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_alliance_since")).ddl_if(
            dialect="postgresql"
        ),
        sa.CheckConstraint(
            "until IS NULL OR until GLOB '[0-9][0-9][0-9][0-9]' OR until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(until) = 10 AND until IS date(until))",
            name=op.f("ck_alliance_until"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("until ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_alliance_until")).ddl_if(
            dialect="postgresql"
        ),
        sa.ForeignKeyConstraint(["one_id"], ["party.party_id"], name=op.f("fk_alliance_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["party.party_id"], name=op.f("fk_alliance_other_id")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_alliance_recorded_in")),
        sa.ForeignKeyConstraint(["retired_in"], ["changeset.changeset_id"], name=op.f("fk_alliance_retired_in")),
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
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_appearance_article_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_appearance_claim_id")),
    )
    op.create_index(op.f("ix_appearance_article_id"), "appearance", ["article_id"])
    op.create_index(op.f("ix_appearance_claim_id"), "appearance", ["claim_id"])
    op.create_table(
        "article_band",
        sa.Column("band", ID, nullable=False, autoincrement=False),
        sa.Column("article_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_article_band")),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_article_band_article_id")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_article_band_article_id"), "article_band", ["article_id"])
    op.create_table(
        "article_collection",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("collection_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "collection_id", name=op.f("pk_article_collection")),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_article_collection_article_id")),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.collection_id"], name=op.f("fk_article_collection_collection_id")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_article_collection_collection_id"), "article_collection", ["collection_id"])
    op.create_table(
        "article_text",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_text")),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_article_text_article_id")),
        comment="The long text apart from what is listed; the title again, so that one index searches both.",
    )
    op.create_table(
        "claim_accused",
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", "party_id", name=op.f("pk_claim_accused")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_accused_claim_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.party_id"], name=op.f("fk_claim_accused_party_id")),
    )
    op.create_index(op.f("ix_claim_accused_party_id"), "claim_accused", ["party_id"])
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
        sa.CheckConstraint("kind = 'narrower_than'", name=op.f("ck_claim_relation_kind")),
        sa.CheckConstraint(
            "state = 'proposed' OR state = 'confirmed' OR state = 'rejected'", name=op.f("ck_claim_relation_state")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_relation_claim_id")),
        sa.ForeignKeyConstraint(["other_claim_id"], ["claim.claim_id"], name=op.f("fk_claim_relation_other_claim_id")),
        sa.ForeignKeyConstraint(
            ["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_claim_relation_recorded_in")
        ),
        sa.ForeignKeyConstraint(["retired_in"], ["changeset.changeset_id"], name=op.f("fk_claim_relation_retired_in")),
    )
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
        sa.CheckConstraint(
            "status = 'alleged' OR status = 'denied' OR status = 'corroborated' OR status = 'disputed' OR status = 'admitted' OR status = 'retracted'",
            name=op.f("ck_claim_state_status"),
        ),
        sa.CheckConstraint("is_contested = 0 OR is_contested = 1", name=op.f("ck_claim_state_is_contested")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "denial_kind = 'official' OR denial_kind = 'third_party'", name=op.f("ck_claim_state_denial_kind")
        ),
        sa.CheckConstraint(
            "first_said_on IS NULL OR first_said_on GLOB '[0-9][0-9][0-9][0-9]' OR first_said_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(first_said_on) = 10 AND first_said_on IS date(first_said_on))",
            name=op.f("ck_claim_state_first_said_on"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "first_said_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_claim_state_first_said_on")
        ).ddl_if(dialect="postgresql"),
        sa.CheckConstraint(
            "status_since IS NULL OR status_since GLOB '[0-9][0-9][0-9][0-9]' OR status_since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(status_since) = 10 AND status_since IS date(status_since))",
            name=op.f("ck_claim_state_status_since"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "status_since ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_claim_state_status_since")
        ).ddl_if(dialect="postgresql"),
        sa.CheckConstraint(
            "last_said_on IS NULL OR last_said_on GLOB '[0-9][0-9][0-9][0-9]' OR last_said_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(last_said_on) = 10 AND last_said_on IS date(last_said_on))",
            name=op.f("ck_claim_state_last_said_on"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "last_said_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_claim_state_last_said_on")
        ).ddl_if(dialect="postgresql"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_state_claim_id")),
        comment="Lists are joined by '; ' in order of first statement.",
    )
    op.create_index(op.f("ix_claim_state_is_contested_status_since"), "claim_state", ["is_contested", "status_since"])
    op.create_table(
        "copy_group_article",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("copy_group_id", ID, nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_copy_group_article")),
        sa.CheckConstraint("is_first = 0 OR is_first = 1", name=op.f("ck_copy_group_article_is_first")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_copy_group_article_article_id")),
        sa.ForeignKeyConstraint(
            ["copy_group_id"], ["copy_group.copy_group_id"], name=op.f("fk_copy_group_article_copy_group_id")
        ),
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
        sa.CheckConstraint("is_exact = 0 OR is_exact = 1", name=op.f("ck_party_alias_is_exact")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.party_id"], name=op.f("fk_party_alias_party_id")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_party_alias_recorded_in")),
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
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_problem_article_id")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_problem_recorded_in")),
    )
    op.create_index(op.f("ix_problem_article_id"), "problem", ["article_id"])
    op.create_table(
        "speaker",
        sa.Column("speaker_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("speaker_id", name=op.f("pk_speaker")),
        sa.CheckConstraint("is_anonymous = 0 OR is_anonymous = 1", name=op.f("ck_speaker_is_anonymous")).ddl_if(
            dialect="sqlite"
        ),
        sa.UniqueConstraint("party_id", "name", "is_anonymous", name=op.f("uq_speaker_party_id_name_is_anonymous")),
        sa.ForeignKeyConstraint(["party_id"], ["party.party_id"], name=op.f("fk_speaker_party_id")),
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
        sa.CheckConstraint(
            "source_reliability = 'A' OR source_reliability = 'B' OR source_reliability = 'C' OR source_reliability = 'D' OR source_reliability = 'E' OR source_reliability = 'F'",
            name=op.f("ck_verdict_source_reliability"),
        ),
        sa.CheckConstraint(
            "information_credibility = '1' OR information_credibility = '2' OR information_credibility = '3' OR information_credibility = '4' OR information_credibility = '5' OR information_credibility = '6'",
            name=op.f("ck_verdict_information_credibility"),
        ),
        sa.CheckConstraint(
            "given_on IS NULL OR given_on GLOB '[0-9][0-9][0-9][0-9]' OR given_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(given_on) = 10 AND given_on IS date(given_on))",
            name=op.f("ck_verdict_given_on"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("given_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_verdict_given_on")).ddl_if(
            dialect="postgresql"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_verdict_claim_id")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_verdict_recorded_in")),
        sa.ForeignKeyConstraint(["retired_in"], ["changeset.changeset_id"], name=op.f("fk_verdict_retired_in")),
    )
    op.create_index(op.f("ix_verdict_claim_id"), "verdict", ["claim_id"])
    op.create_table(
        "appearance_accused",
        sa.Column("appearance_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("appearance_id", "party_id", name=op.f("pk_appearance_accused")),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearance.appearance_id"], name=op.f("fk_appearance_accused_appearance_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.party_id"], name=op.f("fk_appearance_accused_party_id")),
    )
    op.create_table(
        "appearance_term",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("appearance_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("term", "appearance_id", name=op.f("pk_appearance_term")),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearance.appearance_id"], name=op.f("fk_appearance_term_appearance_id")
        ),
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
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_appearance_tie_order")),
        sa.ForeignKeyConstraint(["one_id"], ["appearance.appearance_id"], name=op.f("fk_appearance_tie_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["appearance.appearance_id"], name=op.f("fk_appearance_tie_other_id")),
    )
    op.create_index(op.f("ix_appearance_tie_other_id"), "appearance_tie", ["other_id"])
    op.create_table(
        "statement",
        sa.Column("statement_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
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
        sa.Column("source_text", sa.Text(), nullable=True),
        sa.Column("cue_text", sa.Text(), nullable=True),
        sa.Column("content_text", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_statement")),
        sa.CheckConstraint(
            "stance = 'asserts' OR stance = 'denies' OR stance = 'declines' OR stance = 'admits' OR stance = 'withdraws' OR stance = 'comments'",
            name=op.f("ck_statement_stance"),
        ),
        sa.CheckConstraint("is_direct = 0 OR is_direct = 1", name=op.f("ck_statement_is_direct")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("is_retold = 0 OR is_retold = 1", name=op.f("ck_statement_is_retold")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("is_negated = 0 OR is_negated = 1", name=op.f("ck_statement_is_negated")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint("is_general = 0 OR is_general = 1", name=op.f("ck_statement_is_general")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "said_on IS NULL OR said_on GLOB '[0-9][0-9][0-9][0-9]' OR said_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(said_on) = 10 AND said_on IS date(said_on))",
            name=op.f("ck_statement_said_on"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("said_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_statement_said_on")).ddl_if(
            dialect="postgresql"
        ),
        sa.CheckConstraint(
            "said_on_earliest IS date(said_on_earliest)", name=op.f("ck_statement_said_on_earliest")
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("said_on_latest IS date(said_on_latest)", name=op.f("ck_statement_said_on_latest")).ddl_if(
            dialect="sqlite"
        ),
        sa.CheckConstraint(
            "said_on_basis = 'text' OR said_on_basis = 'article' OR said_on_basis = 'estimated' OR said_on_basis = 'none'",
            name=op.f("ck_statement_said_on_basis"),
        ),
        sa.CheckConstraint("length(quote) = span_end - span_start", name=op.f("ck_statement_span")),
        sa.CheckConstraint("length(source_text) = source_end - source_start", name=op.f("ck_statement_source")),
        sa.CheckConstraint("length(cue_text) = cue_end - cue_start", name=op.f("ck_statement_cue")),
        sa.CheckConstraint("length(content_text) = content_end - content_start", name=op.f("ck_statement_content")),
        sa.CheckConstraint("answers_end > answers_start", name=op.f("ck_statement_answers")),
        sa.ForeignKeyConstraint(["article_id"], ["article.article_id"], name=op.f("fk_statement_article_id")),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.speaker_id"], name=op.f("fk_statement_speaker_id")),
        sa.ForeignKeyConstraint(["origin_party_id"], ["party.party_id"], name=op.f("fk_statement_origin_party_id")),
        sa.ForeignKeyConstraint(
            ["repeats_statement_id"], ["statement.statement_id"], name=op.f("fk_statement_repeats_statement_id")
        ),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_statement_recorded_in")),
        sa.ForeignKeyConstraint(["retired_in"], ["changeset.changeset_id"], name=op.f("fk_statement_retired_in")),
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
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("appearance_id", "statement_id", name=op.f("pk_appearance_statement")),
        sa.CheckConstraint("is_general = 0 OR is_general = 1", name=op.f("ck_appearance_statement_is_general")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearance.appearance_id"], name=op.f("fk_appearance_statement_appearance_id")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.statement_id"], name=op.f("fk_appearance_statement_statement_id")
        ),
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
        sa.CheckConstraint(
            "stance = 'asserts' OR stance = 'denies' OR stance = 'declines' OR stance = 'admits' OR stance = 'withdraws' OR stance = 'comments'",
            name=op.f("ck_claim_statement_stance"),
        ),
        sa.CheckConstraint("is_general = 0 OR is_general = 1", name=op.f("ck_claim_statement_is_general")).ddl_if(
            dialect="sqlite"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_claim_statement_claim_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.statement_id"], name=op.f("fk_claim_statement_statement_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_claim_statement_recorded_in")
        ),
        sa.ForeignKeyConstraint(["retired_in"], ["changeset.changeset_id"], name=op.f("fk_claim_statement_retired_in")),
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
        sa.CheckConstraint(
            "stance = 'asserts' OR stance = 'denies' OR stance = 'declines' OR stance = 'admits' OR stance = 'withdraws' OR stance = 'comments'",
            name=op.f("ck_party_position_stance"),
        ),
        sa.CheckConstraint(
            "since IS NULL OR since GLOB '[0-9][0-9][0-9][0-9]' OR since GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(since) = 10 AND since IS date(since))",
            name=op.f("ck_party_position_since"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint("since ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_party_position_since")).ddl_if(
            dialect="postgresql"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_party_position_claim_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.party_id"], name=op.f("fk_party_position_party_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.statement_id"], name=op.f("fk_party_position_statement_id")
        ),
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
        sa.CheckConstraint("length(text) = span_end - span_start", name=op.f("ck_quantity_span")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.statement_id"], name=op.f("fk_quantity_statement_id")),
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
        sa.CheckConstraint("state = 'open' OR state = 'accepted' OR state = 'rejected'", name=op.f("ck_review_state")),
        sa.UniqueConstraint("key", name=op.f("uq_review_key")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.statement_id"], name=op.f("fk_review_statement_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_review_claim_id")),
        sa.ForeignKeyConstraint(["other_claim_id"], ["claim.claim_id"], name=op.f("fk_review_other_claim_id")),
        sa.ForeignKeyConstraint(["recorded_in"], ["changeset.changeset_id"], name=op.f("fk_review_recorded_in")),
        sa.ForeignKeyConstraint(["decided_in"], ["changeset.changeset_id"], name=op.f("fk_review_decided_in")),
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
        sa.CheckConstraint(
            "role = 'allegation' OR role = 'repetition' OR role = 'corroboration' OR role = 'denial' OR role = 'prior_denial' OR role = 'declined' OR role = 'admission' OR role = 'withdrawal'",
            name=op.f("ck_statement_role_role"),
        ),
        sa.CheckConstraint(
            "denial_kind = 'official' OR denial_kind = 'third_party'", name=op.f("ck_statement_role_denial_kind")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_statement_role_claim_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.statement_id"], name=op.f("fk_statement_role_statement_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.party_id"], name=op.f("fk_statement_role_party_id")),
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
        sa.CheckConstraint(
            "effective_on IS NULL OR effective_on GLOB '[0-9][0-9][0-9][0-9]' OR effective_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' OR (length(effective_on) = 10 AND effective_on IS date(effective_on))",
            name=op.f("ck_status_change_effective_on"),
        ).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(
            "effective_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'", name=op.f("ck_status_change_effective_on")
        ).ddl_if(dialect="postgresql"),
        sa.CheckConstraint(
            "from_status = 'alleged' OR from_status = 'denied' OR from_status = 'corroborated' OR from_status = 'disputed' OR from_status = 'admitted' OR from_status = 'retracted'",
            name=op.f("ck_status_change_from_status"),
        ),
        sa.CheckConstraint(
            "to_status = 'alleged' OR to_status = 'denied' OR to_status = 'corroborated' OR to_status = 'disputed' OR to_status = 'admitted' OR to_status = 'retracted'",
            name=op.f("ck_status_change_to_status"),
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name=op.f("fk_status_change_claim_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.statement_id"], name=op.f("fk_status_change_statement_id")
        ),
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
        "appearance_accused",
        "verdict",
        "speaker",
        "problem",
        "party_alias",
        "copy_group_article",
        "claim_state",
        "claim_relation",
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
