"""What is laid over the tables and never holds a fact: public views, search indices, triggers, the texts of `about`.

It is made by the code, not by migrations: a migration drops it, changes the tables and lays it again; a change here
reaches existing databases with the next migration, be it an empty one. Each view is one file in `views/`, in the SQL
that SQLite 3.31 and PostgreSQL share but for a few words, exchanged here.
"""

import re
from functools import cache
from importlib.resources import files

import sqlalchemy as sa

from factdb.store.about import about_rows
from factdb.store.columns import metadata
from factdb.store.decisions import about

VIEWS = (
    "articles",
    "statement_details",
    "claim_statements",
    "claim_status",
    "contested_claims",
    "claim_status_history",
    "claim_quantities",
    "claim_relations",
    "verdicts",
    "decisions",
    "denial_record",
    "parties",
    "problems",
)

FITS_SINCE = "0005"
"""The first revision whose tables have all columns that the views read; at an older one there is no surface."""

WORTH_COUNTING = 500
"""Articles; fewer are read quickly in any way."""

# `whole(x)` in a view is x without the ".0" that SQLite's browsers print behind every number; PostgreSQL's print none.
WHOLE = re.compile(r"whole\((\w+\.\w+)\)")

# `plain(x)` is text x in the order of its code points, SQLite's own; PostgreSQL's depends on the server's language.
PLAIN = re.compile(r"plain\((\w+\.\w+)\)")

SQLITE_SEARCH = {
    "article_search": 'fts5(title, text, content="article_text", content_rowid="article_id")',
    "statement_search": 'fts5(quote, content="statement", content_rowid="statement_id")',
}
_FORGET_ARTICLE = """INSERT INTO article_search(article_search, rowid, title, text)
  VALUES ('delete', old.article_id, old.title, old.text);"""
_FORGET_STATEMENT = """INSERT INTO statement_search(statement_search, rowid, quote)
  VALUES ('delete', old.statement_id, old.quote);"""
SQLITE_TRIGGERS = {
    "article_title_edited": """AFTER UPDATE OF title ON article BEGIN
  UPDATE article_text SET title = coalesce(new.title, '') WHERE article_id = new.article_id;
END""",
    "article_text_edited": f"""AFTER UPDATE ON article_text BEGIN
  {_FORGET_ARTICLE}
  INSERT INTO article_search(rowid, title, text) VALUES (new.article_id, new.title, new.text);
END""",
    "article_text_deleted": f"""AFTER DELETE ON article_text BEGIN
  {_FORGET_ARTICLE}
END""",
    "statement_quote_edited": f"""AFTER UPDATE OF quote ON statement BEGIN
  {_FORGET_STATEMENT}
  INSERT INTO statement_search(rowid, quote) VALUES (new.statement_id, new.quote);
END""",
    "statement_deleted": f"""AFTER DELETE ON statement BEGIN
  {_FORGET_STATEMENT}
END""",
}


def words_of(table: str, prefix: str = "") -> str:
    """The words that PostgreSQL's search finds a row of this table by; an index takes a megabyte of them at most."""
    if table == "statement":
        return f"to_tsvector('simple', {prefix}quote)"
    return f"to_tsvector('simple', {prefix}title || ' ' || left({prefix}text, 200000))"


POSTGRESQL_SEARCH = (
    f"CREATE INDEX ix_article_text_words ON article_text USING gin ({words_of('article_text')})",
    f"CREATE INDEX ix_statement_words ON statement USING gin ({words_of('statement')})",
    "CREATE FUNCTION keep_article_title() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "UPDATE article_text SET title = coalesce(NEW.title, '') WHERE article_id = NEW.article_id; RETURN NULL; END $$",
    "CREATE TRIGGER article_title_edited AFTER UPDATE OF title ON article "
    "FOR EACH ROW EXECUTE FUNCTION keep_article_title()",
)
POSTGRESQL_DROPS = (
    "DROP TRIGGER IF EXISTS article_title_edited ON article",
    "DROP FUNCTION IF EXISTS keep_article_title()",
    "DROP INDEX IF EXISTS ix_article_text_words",
    "DROP INDEX IF EXISTS ix_statement_words",
)


@cache
def view_sql(name: str, dialect: str) -> str:
    """The SELECT behind a public view, in the words of `sqlite` or `postgresql`."""
    sql = (files("factdb.store") / "views" / f"{name}.sql").read_text(encoding="utf-8").strip()
    if dialect == "sqlite":
        sql = PLAIN.sub(r"\1", sql).replace("{no}", "0")
        return WHOLE.sub(r"CASE WHEN \1 = CAST(\1 AS INTEGER) THEN CAST(\1 AS INTEGER) ELSE \1 END", sql)
    sql = PLAIN.sub(r'\1 COLLATE "C"', sql)
    sql = WHOLE.sub(r"\1", sql).replace("{no}", "false").replace("group_concat(", "string_agg(")
    return re.sub(r"julianday\((\w+)\)", r"CAST(\1 AS date)", sql)


def lay_surface(connection: sa.Connection) -> None:
    """Creates views, search and triggers over the tables, indexes what is there and fills `about`."""
    dialect = connection.dialect.name
    for name in VIEWS:
        connection.exec_driver_sql(f"CREATE VIEW {name} AS\n{view_sql(name, dialect)}")
    if dialect == "sqlite":
        for name, sql in SQLITE_SEARCH.items():
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING {sql}")
        for name, sql in SQLITE_TRIGGERS.items():
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {sql}")
        rebuild_search(connection)
    else:
        for sql in POSTGRESQL_SEARCH:
            connection.exec_driver_sql(sql)
    connection.execute(about.delete())
    connection.execute(about.insert(), about_rows(view_columns(connection)))


def rebuild_search(connection: sa.Connection) -> None:
    """Indexes all that is there anew in SQLite; PostgreSQL keeps its indices itself."""
    for name in SQLITE_SEARCH if connection.dialect.name == "sqlite" else ():
        connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('rebuild')")


def lay_surface_anew(connection: sa.Connection) -> None:
    """Mends the surface of a file; on a server, where views carry rights and altering them takes a right, nothing."""
    if connection.dialect.name == "sqlite":
        drop_surface(connection)
        lay_surface(connection)


def drop_surface(connection: sa.Connection) -> None:
    """Drops what `lay_surface` creates, as far as it is there; views and triggers that somebody added stay."""
    for name in reversed(VIEWS):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
    if connection.dialect.name == "sqlite":
        for name in SQLITE_TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        for name in SQLITE_SEARCH:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    elif sa.inspect(connection).has_table("article"):
        for sql in POSTGRESQL_DROPS:
            connection.exec_driver_sql(sql)


def view_columns(connection: sa.Connection) -> dict[str, tuple[str, ...]]:
    """The columns of every public view, as the database tells them."""
    return {name: tuple(connection.exec_driver_sql(f"SELECT * FROM {name} LIMIT 0").keys()) for name in VIEWS}


def index_new(connection: sa.Connection, last_statement: int, last_article: int) -> None:
    """Makes the rows after these numbers findable in SQLite, all at once: a trigger a row costs twice as much."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql(
        "INSERT INTO statement_search(rowid, quote) "
        "SELECT statement_id, quote FROM statement WHERE statement_id > ? ORDER BY statement_id",
        (last_statement,),
    )
    connection.exec_driver_sql(
        "INSERT INTO article_search(rowid, title, text) "
        "SELECT article_id, title, text FROM article_text WHERE article_id > ? ORDER BY article_id",
        (last_article,),
    )


def note_growth(connection: sa.Connection) -> None:
    """Has PostgreSQL count anew what is in its tables once the articles have doubled.

    It does so by itself within a minute, but what it does not know of until then it reads dozens of times slower.
    Where the user does not own the tables, it does nothing.
    """
    if connection.dialect.name == "sqlite":
        return
    counted = "SELECT coalesce(max(article_id), 0), (SELECT reltuples FROM pg_class WHERE oid = 'article'::regclass)"
    now, known = connection.exec_driver_sql(f"{counted} FROM article").one()
    if now >= WORTH_COUNTING and now > 2 * known:
        tables = ", ".join(metadata.tables)
        connection.exec_driver_sql(f"ANALYZE {tables}")
