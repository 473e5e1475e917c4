"""What people decide: questions about articles and parties, answers that carry a value; and articles read anew."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
CLOSED = "ix_statement_key_retired"
ASKED = ("statement_id", "claim_id", "other_claim_id", "article_id", "kind")
OF_APPEARANCES = {
    "appearance_accused": ("appearance_id",),
    "appearance_key": ("appearance_id",),
    "appearance_statement": ("appearance_id",),
    "appearance_term": ("appearance_id",),
    "appearance_tie": ("one_id", "other_id"),
}
LOST = (
    "Statements that were found once and are found no more, as their article is read now; where one still stands, "
    "people decided about it."
)
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
    appearances_made_anew(is_versioned=True)
    retired = op.f("ix_appearance_retired_in")
    op.create_index(retired, "appearance", ["retired_in"], sqlite_where=gone, postgresql_where=gone)
    op.create_table(
        "statement_lost",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_statement_lost")),
        points_to("statement_lost", "article_id", "article"),
        comment=LOST,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_statement_lost_article_id"), "statement_lost", ["article_id"])


def downgrade() -> None:
    op.drop_table("statement_lost")
    op.drop_index(op.f("ix_appearance_retired_in"), "appearance")
    appearances_made_anew(is_versioned=False)
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


def appearances_made_anew(*, is_versioned: bool) -> None:
    """Makes appearance anew: with, or without, what recorded and retired each row; without, only those that count."""
    is_server = op.get_bind().dialect.name == "postgresql"
    ends = [(table, column) for table, columns in OF_APPEARANCES.items() for column in columns]
    if is_versioned:
        known = "SELECT p.*, a.recorded_in FROM appearance p JOIN article a USING (article_id)"
        op.execute(f"CREATE TEMPORARY TABLE kept AS {known}")
    else:
        gone = "SELECT appearance_id FROM appearance WHERE retired_in IS NOT NULL"
        for table, column in ends:
            op.execute(f"DELETE FROM {table} WHERE {column} IN ({gone})")
        op.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM appearance WHERE retired_in IS NULL")
    for table, column in ends if is_server else ():
        op.drop_constraint(op.f(f"fk_{table}_{column}"), table)
    op.drop_table("appearance")
    op.create_table(
        "appearance",
        sa.Column("appearance_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        *([sa.Column("recorded_in", ID, nullable=False)] if is_versioned else []),
        *([sa.Column("retired_in", ID, nullable=True)] if is_versioned else []),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("proposition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("appearance_id", name=op.f("pk_appearance")),
        sa.CheckConstraint("claim_id IS NULL OR retired_in IS NULL", name=op.f("ck_appearance_retired"))
        if is_versioned
        else sa.UniqueConstraint("key", name=op.f("uq_appearance_key")),
        points_to("appearance", "article_id", "article"),
        points_to("appearance", "claim_id", "claim"),
        *(
            [points_to("appearance", name, "changeset") for name in ("recorded_in", "retired_in")]
            if is_versioned
            else []
        ),
    )
    op.create_index(op.f("ix_appearance_article_id"), "appearance", ["article_id"])
    op.create_index(op.f("ix_appearance_claim_id"), "appearance", ["claim_id"])
    names = ["appearance_id", "key", "article_id", "claim_id", "language"]
    names += [*(["recorded_in"] if is_versioned else []), "title", "proposition"]
    op.execute(
        f"INSERT INTO appearance ({', '.join(names)}) SELECT {', '.join(names)} FROM kept ORDER BY appearance_id"
    )
    op.execute("DROP TABLE kept")
    if is_versioned:
        live = sa.text("retired_in IS NULL")
        name = op.f("uq_appearance_key")
        op.create_index(name, "appearance", ["key"], unique=True, sqlite_where=live, postgresql_where=live)
    for table, column in ends if is_server else ():
        op.create_foreign_key(op.f(f"fk_{table}_{column}"), table, "appearance", [column], ["appearance_id"])
    if is_server:
        number = "SELECT setval(pg_get_serial_sequence('appearance', 'appearance_id'), max(appearance_id))"
        op.execute(f"{number} FROM appearance")
