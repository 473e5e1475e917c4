"""What proves itself: seals over every changeset, answers to reviews, wordings of tracked claims as they were given."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
RETIRABLE = ("alliance", "statement", "claim_statement", "claim_relation", "verdict", "decision")


def points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.{target}_id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("changeset_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("changeset_id", "name", name=op.f("pk_seal")),
        points_to("seal", "changeset_id", "changeset"),
        comment="What a changeset recorded, by table, as a hash; "
        "'changeset' is the hash over these and the one before.",
    )
    op.create_table(
        "decision",
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("review_id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("retired_in", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision")),
        sa.CheckConstraint("state = 'accepted' OR state = 'rejected'", name=op.f("ck_decision_state")),
        sa.UniqueConstraint("key", name=op.f("uq_decision_key")),
        points_to("decision", "review_id", "review"),
        points_to("decision", "recorded_in", "changeset"),
        points_to("decision", "retired_in", "changeset"),
        comment="What people answered to a review, a row an answer; review.state is what the answers amount to.",
    )
    op.create_index(op.f("ix_decision_review_id"), "decision", ["review_id"])
    op.create_table(
        "claim_wording",
        sa.Column("claim_wording_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("accused", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("worded_at", MOMENT, nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("proposition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_wording_id", name=op.f("pk_claim_wording")),
        sa.UniqueConstraint("key", name=op.f("uq_claim_wording_key")),
        points_to("claim_wording", "claim_id", "claim"),
        points_to("claim_wording", "recorded_in", "changeset"),
        comment="Each wording that a person gave a tracked claim; lists stand a line each. The last one counts.",
    )
    op.create_index(op.f("ix_claim_wording_claim_id"), "claim_wording", ["claim_id"])
    collections_made_anew("SELECT c.*, a.recorded_in FROM article_collection c JOIN article a USING (article_id)")
    op.create_index(op.f("ix_party_alias_recorded_in"), "party_alias", ["recorded_in"])
    verdicts_made_anew(is_keyed=True)
    for table in RETIRABLE:
        gone = sa.text("retired_in IS NOT NULL")
        name = op.f(f"ix_{table}_retired_in")
        op.create_index(name, table, ["retired_in"], sqlite_where=gone, postgresql_where=gone)


def downgrade() -> None:
    for table in RETIRABLE:
        op.drop_index(op.f(f"ix_{table}_retired_in"), table)
    op.drop_index(op.f("ix_party_alias_recorded_in"), "party_alias")
    verdicts_made_anew(is_keyed=False)
    collections_made_anew("SELECT article_id, collection_id FROM article_collection", is_recorded=False)
    for table in ("claim_wording", "decision", "seal"):
        op.drop_table(table)


def collections_made_anew(kept: str, *, is_recorded: bool = True) -> None:
    """Makes article_collection anew from a query: with, or without, the changeset that recorded each row."""
    op.execute(f"CREATE TEMPORARY TABLE kept AS {kept}")
    op.drop_table("article_collection")
    told = [sa.Column("recorded_in", ID, nullable=False)] if is_recorded else []
    op.create_table(
        "article_collection",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("collection_id", ID, nullable=False),
        *told,
        sa.PrimaryKeyConstraint("article_id", "collection_id", name=op.f("pk_article_collection")),
        points_to("article_collection", "article_id", "article"),
        points_to("article_collection", "collection_id", "collection"),
        *([points_to("article_collection", "recorded_in", "changeset")] if is_recorded else []),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_article_collection_collection_id"), "article_collection", ["collection_id"])
    if is_recorded:
        op.create_index(op.f("ix_article_collection_recorded_in"), "article_collection", ["recorded_in"])
    op.execute("INSERT INTO article_collection SELECT * FROM kept")
    op.execute("DROP TABLE kept")


def verdicts_made_anew(*, is_keyed: bool) -> None:
    """Makes verdict anew: with, or without, a key, who signs it, a scale and the words that were assessed."""
    connection = op.get_bind()
    rows = [dict(row) for row in connection.execute(sa.text("SELECT * FROM verdict ORDER BY verdict_id")).mappings()]
    op.drop_table("verdict")
    scale = [sa.Column(name, sa.Double(), nullable=True) for name in ("rating_value", "worst_rating", "best_rating")]
    table = op.create_table(
        "verdict",
        sa.Column("verdict_id", ID, nullable=False),
        *([sa.Column("key", sa.Text(), nullable=False)] if is_keyed else []),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        *([sa.Column("author_kind", sa.Text(), nullable=False)] if is_keyed else []),
        sa.Column("rating", sa.Text(), nullable=False),
        *(scale if is_keyed else []),
        sa.Column("source_reliability", sa.Text(), nullable=True),
        sa.Column("information_credibility", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("retired_in", ID, nullable=True),
        *([sa.Column("claim_reviewed", sa.Text(), nullable=True)] if is_keyed else []),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("verdict_id", name=op.f("pk_verdict")),
        *([one_of("author_kind", ("person", "organization"))] if is_keyed else []),
        one_of("source_reliability", "ABCDEF"),
        one_of("information_credibility", "123456"),
        *partial_day("given_on"),
        points_to("verdict", "claim_id", "claim"),
        points_to("verdict", "recorded_in", "changeset"),
        points_to("verdict", "retired_in", "changeset"),
        comment="What people and organizations hold of a claim, in their own words; no status follows from it."
        if is_keyed
        else None,
    )
    op.create_index(op.f("ix_verdict_claim_id"), "verdict", ["claim_id"])
    if is_keyed:
        live = sa.text("retired_in IS NULL")
        name, columns = op.f("uq_verdict_claim_id_key"), ["claim_id", "key"]
        op.create_index(name, "verdict", columns, unique=True, sqlite_where=live, postgresql_where=live)
    if rows:
        kept = [{**row, **({"author_kind": "person", "key": key_of(row)} if is_keyed else {})} for row in rows]
        op.bulk_insert(table, [{column.name: row.get(column.name) for column in table.c} for row in kept])
    if connection.dialect.name == "postgresql":
        number = "SELECT setval(pg_get_serial_sequence('verdict', 'verdict_id'), max(verdict_id)) FROM verdict"
        op.execute(number)


def key_of(row: dict[str, object]) -> str:
    """What a verdict that says no more than these columns is known by."""
    told = (row["source_reliability"], row["information_credibility"], row["given_on"], row["url"])
    parts = (row["author"], row["rating"], "person", None, None, None, *told, row["explanation"])
    written = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(written.encode()).hexdigest()[:32]


def one_of(name: str, words: "tuple[str, ...] | str") -> sa.CheckConstraint:
    return sa.CheckConstraint(" OR ".join(f"{name} = '{word}'" for word in words), name=op.f(f"ck_verdict_{name}"))


def partial_day(name: str) -> list[sa.CheckConstraint]:
    year, two = "[0-9][0-9][0-9][0-9]", "[0-9][0-9]"
    shapes = f"{name} GLOB '{year}' OR {name} GLOB '{year}-{two}'"
    day = f"(length({name}) = 10 AND {name} IS date({name}, '+0 days'))"
    own = op.f(f"ck_verdict_{name}")
    return [
        sa.CheckConstraint(f"{name} IS NULL OR {shapes} OR {day}", name=own).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(f"{name} ~ '^[0-9]{{4}}(-[0-9]{{2}}(-[0-9]{{2}})?)?$'", name=own).ddl_if(
            dialect="postgresql"
        ),
    ]
