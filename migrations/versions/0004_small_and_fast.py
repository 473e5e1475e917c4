"""Small and fast: terms and keys of appearances in a quarter of the room."""

from calendar import monthrange
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_ONCE = 10_000
FOUND_BY = (
    "What an appearance is found by: terms, a line each, and their weights in the same order. Those of the article's "
    "opening (t:) stand with its first appearance, to which the others point."
)
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
    terms_in_one_row()
    shorter_keys()


def downgrade() -> None:
    states_made_anew(is_extended=False)
    longer_keys()
    terms_in_many_rows()


def terms_in_one_row() -> None:
    """A row for each appearance instead of one for each of its terms; every opening stays with its appearance."""
    op.create_table(
        "appearance_terms",
        sa.Column("appearance_id", ID, nullable=False),
        sa.Column("opening_id", ID, nullable=True),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("appearance_id", name=op.f("pk_appearance_terms")),
        points_to("appearance_terms", "appearance_id", "appearance"),
        points_to("appearance_terms", "opening_id", "appearance"),
        comment=FOUND_BY,
    )
    own = "SELECT a.appearance_id, t.term, t.weight FROM appearance a LEFT JOIN appearance_term t USING (appearance_id)"
    live = f"{own} WHERE a.retired_in IS NULL ORDER BY a.appearance_id, t.position"
    put("appearance_terms", (written(number, list(rows)) for number, rows in groupby(told(live), lambda row: row[0])))
    op.drop_table("appearance_term")


def written(number: int, rows: list[Any]) -> dict[str, object]:
    """The terms of one appearance in one row; one without any has a single row without a term."""
    named = [(term, weight) for _, term, weight in rows if term is not None]
    terms, weights = "\n".join(term for term, _ in named), " ".join(str(weight) for _, weight in named)
    return {"appearance_id": number, "opening_id": None, "terms": terms, "weights": weights}


def terms_in_many_rows() -> None:
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
    rows = told(
        "SELECT t.appearance_id, t.terms, t.weights, o.terms, o.weights FROM appearance_terms t "
        "JOIN appearance a ON a.appearance_id = t.appearance_id AND a.retired_in IS NULL "
        "LEFT JOIN appearance_terms o ON o.appearance_id = t.opening_id"
    )
    put("appearance_term", (one for number, *texts in rows for one in each(number, *texts)))
    op.drop_table("appearance_terms")


def each(number: int, terms: str, weights: str, opening: str | None, opening_weights: str | None) -> Iterator[Any]:
    """The terms of one appearance, a row each, those of an opening that stands elsewhere behind them."""
    named = list(zip(terms.split("\n"), weights.split(), strict=False))
    if opening is not None and opening_weights is not None:
        behind = zip(opening.split("\n"), opening_weights.split(), strict=False)
        named += [pair for pair in behind if pair[0].startswith("t:")]
    for place, (term, weight) in enumerate(named):
        yield {"term": term, "appearance_id": number, "position": place, "weight": float(weight)}


def shorter_keys() -> None:
    """Keys of 32 bits, the first half of those before; those of openings may stand with their appearances."""
    op.execute("CREATE TEMPORARY TABLE kept AS SELECT DISTINCT key >> 32 AS key, appearance_id FROM appearance_key")
    op.drop_table("appearance_key")
    for name in ("appearance_key", "opening_key"):
        key_table(name, sa.Integer())
    op.execute("INSERT INTO appearance_key (key, appearance_id) SELECT key, appearance_id FROM kept ORDER BY key")
    op.execute("DROP TABLE kept")


def longer_keys() -> None:
    """The second half is not known here: what is read anew has whole keys again."""
    opened = (
        "SELECT k.key, a.appearance_id FROM opening_key k JOIN appearance f ON f.appearance_id = k.appearance_id "
        "JOIN appearance a ON a.article_id = f.article_id JOIN appearance_terms t ON t.appearance_id = a.appearance_id "
        "WHERE coalesce(t.opening_id, t.appearance_id) = k.appearance_id"
    )
    both = f"SELECT key, appearance_id FROM appearance_key UNION {opened}"
    live = f"SELECT b.* FROM ({both}) b JOIN appearance a ON a.appearance_id = b.appearance_id AND a.retired_in IS NULL"
    op.execute(f"CREATE TEMPORARY TABLE kept AS {live}")
    for name in ("opening_key", "appearance_key"):
        op.drop_table(name)
    key_table("appearance_key", ID)
    op.create_index(op.f("ix_appearance_key_appearance_id"), "appearance_key", ["appearance_id"])
    whole = "CAST(key AS BIGINT) << 32"
    op.execute(f"INSERT INTO appearance_key (key, appearance_id) SELECT {whole}, appearance_id FROM kept ORDER BY 1")
    op.execute("DROP TABLE kept")


def key_table(name: str, kind: sa.types.TypeEngine[int]) -> None:
    op.create_table(
        name,
        sa.Column("key", kind, autoincrement=False, nullable=False),
        sa.Column("appearance_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", "appearance_id", name=op.f(f"pk_{name}")),
        points_to(name, "appearance_id", "appearance"),
        sqlite_with_rowid=False,
    )


def told(query: str) -> Any:
    return op.get_bind().exec_driver_sql(query, execution_options={"stream_results": True})


def put(table: str, rows: Iterator[dict[str, object]]) -> None:
    """Inserts rows, many at once."""
    some: list[dict[str, object]] = []
    columns: list[str] = []
    for row in rows:
        columns = columns or list(row)
        some.append(row)
        if len(some) == AT_ONCE:
            insert(table, columns, some)
            some = []
    if some:
        insert(table, columns, some)


def insert(table: str, columns: list[str], rows: list[dict[str, object]]) -> None:
    places = ", ".join(f":{name}" for name in columns)
    op.get_bind().execute(sa.text(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"), rows)


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
