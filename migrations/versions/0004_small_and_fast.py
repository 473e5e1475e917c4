"""Small and fast: terms and keys of appearances in a quarter of the room, words once, bands in half of theirs."""

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


def points_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.{target}_id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    terms_in_one_row()
    shorter_keys()
    words_once()
    band_table(sa.Integer(), "band >> 32")


def downgrade() -> None:
    band_table(ID, "CAST(band AS BIGINT) << 32")
    words_twice()
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


def words_once() -> None:
    """Words inside the quote are cut out of it by who reads them; seals are over the words, wherever they stand."""
    for name in ("source", "cue", "content"):
        inside = f"{name}_start >= span_start AND {name}_end <= span_end"
        op.execute(f"UPDATE statement SET {name}_text = NULL WHERE {name}_text IS NOT NULL AND {inside}")


def words_twice() -> None:
    for name in ("source", "cue", "content"):
        words = f"substr(quote, {name}_start - span_start + 1, {name}_end - {name}_start)"
        op.execute(f"UPDATE statement SET {name}_text = coalesce({name}_text, {words}) WHERE {name}_start IS NOT NULL")


def band_table(kind: sa.types.TypeEngine[int], band: str) -> None:
    """Makes the bands of articles anew: the first half of each, which two articles still seldom share by chance."""
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT DISTINCT {band} AS band, article_id FROM article_band")
    op.drop_table("article_band")
    op.create_table(
        "article_band",
        sa.Column("band", kind, autoincrement=False, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("band", "article_id", name=op.f("pk_article_band")),
        points_to("article_band", "article_id", "article"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO article_band (band, article_id) SELECT band, article_id FROM kept ORDER BY band")
    op.execute("DROP TABLE kept")
    op.create_index(op.f("ix_article_band_article_id"), "article_band", ["article_id"])


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
