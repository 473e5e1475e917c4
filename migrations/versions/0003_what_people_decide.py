"""What people decide: questions about articles and parties, and answers that carry a value."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
CLOSED = "ix_statement_key_retired"
ASKED = ("statement_id", "claim_id", "other_claim_id", "article_id", "kind")
TOLD = (
    "What was asked, by the machine or by whoever decided unasked: a question of a kind about a statement, "
    "claims, an article or a party."
)


def points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.{target}_id"], name=op.f(f"fk_{table}_{column}"))


def one_of(table: str, name: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    return sa.CheckConstraint(" OR ".join(f"{name} = '{word}'" for word in words), name=op.f(f"ck_{table}_{name}"))


def upgrade() -> None:
    made_anew(is_new=True)
    gone = sa.text("retired_in IS NOT NULL")
    op.create_index(CLOSED, "statement", ["key"], sqlite_where=gone, postgresql_where=gone)


def downgrade() -> None:
    op.drop_index(CLOSED, "statement")
    made_anew(is_new=False)


def made_anew(*, is_new: bool) -> None:
    """Makes both tables anew: with, or without, what this revision adds. What cannot be told there is left out."""
    kept = {name: f"kept_{name}" for name in ("review", "decision")}
    for name, copy in kept.items():
        op.execute(f"CREATE TEMPORARY TABLE {copy} AS SELECT * FROM {name}")
    op.drop_table("decision")
    op.drop_table("review")
    tables = {"review": review(is_new=is_new), "decision": decision(is_new=is_new)}
    told = "" if is_new else " WHERE article_id IS NULL AND party_id IS NULL AND words IS NULL"
    fit = "" if is_new else " WHERE state <> 'open' AND value IS NULL AND review_id IN (SELECT review_id FROM review)"
    for name, where in (("review", told), ("decision", fit)):
        here = columns_of(kept[name])
        both = ", ".join(column.name for column in tables[name].c if column.name in here)
        op.execute(f"INSERT INTO {name} ({both}) SELECT {both} FROM {kept[name]}{where}")
    if not is_new:
        left_out = f"SELECT review_id FROM {kept['decision']} WHERE state = 'open' OR value IS NOT NULL"
        op.execute(
            f"UPDATE review SET state = 'open', decided_in = NULL WHERE review_id IN ({left_out}) "
            "AND review_id NOT IN (SELECT review_id FROM decision WHERE retired_in IS NULL)"
        )
    for copy in kept.values():
        op.execute(f"DROP TABLE {copy}")
    if op.get_bind().dialect.name == "postgresql":
        for name in kept:
            number = f"SELECT setval(pg_get_serial_sequence('{name}', '{name}_id'), max({name}_id)) FROM {name}"
            op.execute(f"{number} HAVING max({name}_id) IS NOT NULL")


def columns_of(temporary: str) -> set[str]:
    """The names of a temporary table's columns, as the engine tells them."""
    told = op.get_bind().exec_driver_sql(f"SELECT * FROM {temporary} LIMIT 0").cursor.description
    return {column[0] for column in told}


def review(*, is_new: bool) -> sa.Table:
    about = [sa.Column(name, ID, nullable=True) for name in ("article_id", "party_id")]
    table = op.create_table(
        "review",
        sa.Column("review_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("statement_id", ID, nullable=True),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("other_claim_id", ID, nullable=True),
        *([*about, sa.Column("words", sa.Text(), nullable=True)] if is_new else []),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("decided_in", ID, nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_review")),
        one_of("review", "state", ("open", "accepted", "rejected")),
        sa.UniqueConstraint("key", name=op.f("uq_review_key")),
        points_to("review", "statement_id", "statement"),
        points_to("review", "claim_id", "claim"),
        points_to("review", "other_claim_id", "claim"),
        *([points_to("review", f"{name}_id", name) for name in ("article", "party")] if is_new else []),
        points_to("review", "recorded_in", "changeset"),
        points_to("review", "decided_in", "changeset"),
        comment=TOLD if is_new else None,
    )
    for name in ("state", *(ASKED if is_new else ())):
        op.create_index(op.f(f"ix_review_{name}"), "review", [name])
    return table


def decision(*, is_new: bool) -> sa.Table:
    table = op.create_table(
        "decision",
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("review_id", ID, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        *([sa.Column(name, sa.Text(), nullable=True) for name in ("value", "before")] if is_new else []),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("recorded_in", ID, nullable=False),
        sa.Column("retired_in", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision")),
        one_of("decision", "state", ("accepted", "rejected", *(("open",) if is_new else ()))),
        sa.UniqueConstraint("key", name=op.f("uq_decision_key")),
        points_to("decision", "review_id", "review"),
        points_to("decision", "recorded_in", "changeset"),
        points_to("decision", "retired_in", "changeset"),
        comment="What people answered to a review, a row an answer; review.state is what the answers amount to.",
    )
    for name in ("review_id", *(("recorded_in",) if is_new else ())):
        op.create_index(op.f(f"ix_decision_{name}"), "decision", [name])
    gone = sa.text("retired_in IS NOT NULL")
    name = op.f("ix_decision_retired_in")
    op.create_index(name, "decision", ["retired_in"], sqlite_where=gone, postgresql_where=gone)
    return table
