"""Less room: the index of keys holds their beginnings, rows that are found by their key alone stand in its order."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BEGINNING = sa.text('substr("key", 1, 20)')
BY_KEY = (
    "party_alias",
    "claim_accused",
    "statement_role",
    "party_position",
    "status_change",
    "appearance_accused",
    "appearance_statement",
    "appearance_tie",
)
WITHOUT_ROWID = "\n WITHOUT ROWID"


def upgrade() -> None:
    index_keys(BEGINNING)
    if op.get_bind().dialect.name == "sqlite":
        for name in BY_KEY:
            make_anew(name, by_key=True)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in BY_KEY:
            make_anew(name, by_key=False)
    index_keys("key")


def index_keys(words: str | sa.TextClause) -> None:
    """The indices of the keys of statements, over these words of them."""
    for name, where in (("uq_statement_key", "IS NULL"), ("ix_statement_key_retired", "IS NOT NULL")):
        told = sa.text(f"retired_in {where}")
        op.drop_index(name, "statement")
        op.create_index(
            name,
            "statement",
            [words],
            unique=name.startswith("uq"),
            sqlite_where=told,
            postgresql_where=told,
        )


def make_anew(name: str, *, by_key: bool) -> None:
    """A table with the same rows and indices, kept in the order of its key or, as before, beside it."""
    asked = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
    connection = op.get_bind()
    (table,) = connection.exec_driver_sql(asked, (name, "table")).scalars()
    indices = connection.exec_driver_sql(asked, (name, "index")).scalars().all()
    key = ", ".join(
        connection.exec_driver_sql("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (name,)).scalars()
    )
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {name}")
    op.drop_table(name)
    told = table.rstrip().removesuffix(WITHOUT_ROWID)
    connection.exec_driver_sql(f"{told}{WITHOUT_ROWID if by_key else ''}\n\n")
    op.execute(f"INSERT INTO {name} SELECT * FROM kept ORDER BY {key}")
    op.execute("DROP TABLE kept")
    for index in indices:
        op.execute(index)
