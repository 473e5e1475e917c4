"""At a glance: how sure claims stand, and between which days they were said, stands with their states."""

from calendar import monthrange
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DAY = sa.Text().with_variant(sa.Date(), "postgresql")
LISTED = "Lists are joined by '; ' in order of first statement."
KEPT = (
    f"{LISTED} Before begins_on nothing had surely been said, from settled_on on all had: in between, --as-of folds "
    "the claim anew."
)
VOICES = """
SELECT l.claim_id, l.stance, l.score, k.is_anonymous, s.said_on, CAST(s.said_on_earliest AS TEXT) AS earliest,
       CAST(s.said_on_latest AS TEXT) AS latest, s.said_on_basis, a.published_on, r.role
  FROM claim_statement l
  JOIN statement s ON s.statement_id = l.statement_id
  JOIN speaker k ON k.speaker_id = s.speaker_id
  JOIN article a ON a.article_id = s.article_id
  LEFT JOIN statement_role r ON r.claim_id = l.claim_id AND r.statement_id = l.statement_id
 WHERE l.retired_in IS NULL AND s.retired_in IS NULL"""


def points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.{target}_id"], name=op.f(f"fk_{table}_{column}"))


def check(table: str, name: str, sql: str, dialect: str | None = None) -> sa.CheckConstraint:
    found = sa.CheckConstraint(sql, name=op.f(f"ck_{table}_{name}"))
    return found if dialect is None else found.ddl_if(dialect=dialect)


def partial_day(table: str, name: str) -> list[sa.CheckConstraint]:
    year, two = "[0-9][0-9][0-9][0-9]", "[0-9][0-9]"
    shapes = f"{name} GLOB '{year}' OR {name} GLOB '{year}-{two}'"
    day = f"(length({name}) = 10 AND {name} IS date({name}, '+0 days'))"
    return [
        check(table, name, f"{name} IS NULL OR {shapes} OR {day}", "sqlite"),
        check(table, name, f"{name} ~ '^[0-9]{{4}}(-[0-9]{{2}}(-[0-9]{{2}})?)?$'", "postgresql"),
    ]


def upgrade() -> None:
    states_made_anew(is_extended=True)
    extend_states()


def downgrade() -> None:
    states_made_anew(is_extended=False)


def states_made_anew(*, is_extended: bool) -> None:
    """Makes claim_state anew: with, or without, how sure a claim stands and its days."""
    table, days = "claim_state", ("begins_on", "settled_on") if is_extended else ()
    statuses = ("alleged", "denied", "corroborated", "disputed", "admitted", "retracted")
    op.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM claim_state")
    op.drop_table(table)
    dates = ("first_said_on", "status_since", "last_said_on")
    op.create_table(
        table,
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("is_contested", sa.Boolean(), nullable=False),
        sa.Column("denial_kind", sa.Text(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in dates),
        sa.Column("statement_count", sa.Integer(), nullable=False),
        sa.Column("article_count", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("accusers", "corroborators", "deniers", "flags")),
        *([sa.Column("sureness", sa.Double(), nullable=False)] if is_extended else []),
        *(sa.Column(name, DAY, nullable=True) for name in days),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_state")),
        check(table, "status", " OR ".join(f"status = '{word}'" for word in statuses)),
        check(table, "is_contested", "is_contested = 0 OR is_contested = 1", "sqlite"),
        check(table, "denial_kind", "denial_kind = 'official' OR denial_kind = 'third_party'"),
        *(one for name in dates for one in partial_day(table, name)),
        *(check(table, name, f"{name} IS date({name}, '+0 days')", "sqlite") for name in days),
        points_to(table, "claim_id", "claim"),
        comment=KEPT if is_extended else LISTED,
    )
    told = "claim_id, status, is_contested, denial_kind, first_said_on, status_since, last_said_on, statement_count, "
    told += "article_count, accusers, corroborators, deniers, flags"
    more, zero = (", sureness", ", 0") if is_extended else ("", "")
    op.execute(f"INSERT INTO claim_state ({told}{more}) SELECT {told}{zero} FROM kept")
    op.execute("DROP TABLE kept")
    if is_extended:
        where = sa.text("is_contested")
        surest = ["sureness", "statement_count", "status"]
        op.create_index("ix_claim_state_surest", table, surest, sqlite_where=where, postgresql_where=where)
    else:
        op.create_index(op.f("ix_claim_state_is_contested_status_since"), table, ["is_contested", "status_since"])


def extend_states() -> None:
    """Tells of each claim how sure it stands (its weaker side, each by its best statement), and its first and last day.

    A claim of which anything has no date has no last day.
    """
    best: dict[int, dict[str, float]] = {}
    days: dict[int, tuple[str | None, str | None]] = {}
    for row in op.get_bind().exec_driver_sql(VOICES, execution_options={"stream_results": True}):
        weights = best.setdefault(row.claim_id, {})
        if row.stance == "asserts" or (row.stance == "denies" and row.role != "prior_denial"):
            weight = row.score * (0.8 if row.is_anonymous else 1.0) * (0.9 if row.said_on_basis == "estimated" else 1.0)
            weights[row.stance] = max(weight, weights.get(row.stance, 0.0))
        first, last = days.get(row.claim_id, (None, ""))
        day = last_day_of(row)
        if day and row.stance != "declines":
            first = min(first or day, day)
        days[row.claim_id] = (first, None if last is None or day is None else max(last, day))
    rows = [
        {
            "claim": claim,
            "sureness": round(min(weights.values(), default=0.0), 3),
            "begins": days[claim][0],
            "settled": days[claim][1],
        }
        for claim, weights in best.items()
    ]
    change = sa.text(
        "UPDATE claim_state SET sureness = :sureness, begins_on = CAST(:begins AS {0}), "
        "settled_on = CAST(:settled AS {0}) WHERE claim_id = :claim".format(
            "TEXT" if op.get_bind().dialect.name == "sqlite" else "DATE"
        )
    )
    if rows:
        op.get_bind().execute(change, rows)


def last_day_of(row: Any) -> str | None:
    """The last day on which something may have been said, None where nothing is known."""
    date: str | None = row.said_on or row.published_on
    if date is None:
        return None
    parts = [*map(int, date.split("-")), 12][:2] if len(date) < 10 else []
    last = date if not parts else f"{parts[0]:04}-{parts[1]:02}-{monthrange(*parts)[1]:02}"
    if row.said_on is None:
        return last
    first = row.earliest or f"{date}-01-01"[:10]
    return max(first, min(last, row.latest or "9999-12-31"))
