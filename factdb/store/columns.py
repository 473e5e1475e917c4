"""How every table is written: one MetaData whose constraints all have names, and the types and checks shared by all.

Dates are ISO text in SQLite (`DATE` there would turn 2023 into a number) and DATE or timestamptz in PostgreSQL.
Vocabularies are CHECKs written as OR chains: `IN` costs SQLite as much again as the whole insert.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

DIGITS = "[0-9]"
YEAR = DIGITS * 4
MONTH = f"{YEAR}-{DIGITS * 2}"


def id_type() -> sa.types.TypeEngine[int]:
    """An integer key: INTEGER in SQLite, where only that spelling is the row id, BIGINT in PostgreSQL."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class IsoDate(sa.types.TypeDecorator[str]):
    """A full day as ISO text: TEXT in SQLite, DATE in PostgreSQL."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """DATE in PostgreSQL only."""
        return dialect.type_descriptor(sa.Date() if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> Any:
        """A day of PostgreSQL's driver, the text itself for SQLite."""
        return value if value is None or dialect.name == "sqlite" else date.fromisoformat(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Always text."""
        told: str | None = iso_text(value)
        return told


class IsoTime(sa.types.TypeDecorator[str]):
    """A moment in UTC as ISO text to the second: TEXT in SQLite, timestamptz in PostgreSQL."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Timestamptz in PostgreSQL only."""
        return dialect.type_descriptor(sa.DateTime(timezone=True) if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> Any:
        """A moment of PostgreSQL's driver, the text itself for SQLite."""
        return value if value is None or dialect.name == "sqlite" else datetime.fromisoformat(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Always text."""
        told: str | None = iso_text(value)
        return told


def iso_text(value: Any) -> Any:
    """ISO text for a day or a moment as PostgreSQL's driver gives them; any other value as it is.

    >>> iso_text(datetime(2023, 1, 4, 12, tzinfo=UTC)), iso_text(date(2023, 1, 4)), iso_text("2023-01")
    ('2023-01-04T12:00:00Z', '2023-01-04', '2023-01')
    """
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


class Bytewise(sa.ColumnElement[str]):
    """A text column as it is ordered by its bytes, whatever the language of the server."""

    inherit_cache = True

    def __init__(self, column: "sa.ColumnElement[str]") -> None:
        self.column = column


@compiles(Bytewise)
def _bytewise(element: Bytewise, compiler: Any, **options: Any) -> str:
    """Bytes are how SQLite orders anyway; "C" is how PostgreSQL calls it."""
    words: str = compiler.process(element.column, **options)
    return f'{words} COLLATE "C"' if compiler.dialect.name == "postgresql" else words


def key_of(table: str) -> "sa.Column[int]":
    """The integer primary key of a table, named as every foreign key to it."""
    return sa.Column(f"{table}_id", id_type(), primary_key=True)


def link(column: str, target: str, *, nullable: bool = False, primary_key: bool = False) -> "sa.Column[int]":
    """A foreign key to the table `target`."""
    key = sa.ForeignKey(f"{target}.{target}_id")
    return sa.Column(column, id_type(), key, nullable=nullable and not primary_key, primary_key=primary_key)


def text(name: str, *, nullable: bool = False, primary_key: bool = False) -> "sa.Column[str]":
    """A column of text."""
    return sa.Column(name, sa.Text(), nullable=nullable and not primary_key, primary_key=primary_key)


def number(name: str, *, nullable: bool = False, primary_key: bool = False) -> "sa.Column[int]":
    """A column of whole numbers; one of a key is given, never drawn."""
    if primary_key:
        return sa.Column(name, sa.Integer(), primary_key=True, autoincrement=False)
    return sa.Column(name, sa.Integer(), nullable=nullable)


def real(name: str, *, nullable: bool = False) -> "sa.Column[float]":
    """A column of fractions."""
    return sa.Column(name, sa.Double(), nullable=nullable)


def yes_no(name: str) -> list[sa.schema.SchemaItem]:
    """A column of yes or no, with its check in SQLite, which has no such type."""
    check = sa.CheckConstraint(f"{name} = 0 OR {name} = 1", name=name).ddl_if(dialect="sqlite")
    return [sa.Column(name, sa.Boolean(), nullable=False), check]


def word(
    name: str, words: Iterable[str], *, nullable: bool = False, primary_key: bool = False
) -> list[sa.schema.SchemaItem]:
    """A column that holds one word of a closed vocabulary."""
    chain = " OR ".join(f"{name} = '{each}'" for each in words)
    return [text(name, nullable=nullable, primary_key=primary_key), sa.CheckConstraint(chain, name=name)]


def _is_a_day(name: str) -> str:
    """SQLite's date() alone gives 2023-02-30 back as it is (measured on 3.40.1); adding no days makes it 2023-03-02."""
    return f"{name} IS date({name}, '+0 days')"


def day(name: str) -> list[sa.schema.SchemaItem]:
    """A nullable column of full days; SQLite checks what PostgreSQL's type forbids (2023-02-30)."""
    check = sa.CheckConstraint(_is_a_day(name), name=name).ddl_if(dialect="sqlite")
    return [sa.Column(name, IsoDate(), nullable=True), check]


def partial_day(name: str) -> list[sa.schema.SchemaItem]:
    """A nullable column of dates as precise as their source: 2023, 2023-01 or 2023-01-04."""
    shapes = f"{name} GLOB '{YEAR}' OR {name} GLOB '{MONTH}' OR (length({name}) = 10 AND {_is_a_day(name)})"
    likewise = f"{name} ~ '^{DIGITS}{{4}}(-{DIGITS}{{2}}(-{DIGITS}{{2}})?)?$'"
    return [
        text(name, nullable=True),
        sa.CheckConstraint(f"{name} IS NULL OR {shapes}", name=name).ddl_if(dialect="sqlite"),
        sa.CheckConstraint(likewise, name=name).ddl_if(dialect="postgresql"),
    ]


def span(name: str, words: str, *, nullable: bool = True) -> list[sa.schema.SchemaItem]:
    """Start and end of a stretch of the article's text; `words` is the column that repeats its words, '' for none."""
    start, end = f"{name}_start", f"{name}_end"
    right = f"length({words}) = {end} - {start}" if words else f"{end} > {start}"
    check = sa.CheckConstraint(right, name=name)
    return [number(start, nullable=nullable), number(end, nullable=nullable), check]


def retirable(table: sa.Table) -> None:
    """An index over the few rows of a table that a changeset has retired."""
    gone = table.c.retired_in.is_not(None)
    sa.Index(f"ix_{table.name}_retired_in", table.c.retired_in, sqlite_where=gone, postgresql_where=gone)
