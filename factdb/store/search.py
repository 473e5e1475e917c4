"""Full-text search: whatever a user types becomes a question that neither engine can misread.

Words are matched as written, whatever their language; in SQLite accents do not count.
"""

import re
from typing import Any

import sqlalchemy as sa

from factdb.errors import InputError
from factdb.store.columns import iso_text
from factdb.store.surface import words_of

MOST = 2**31 - 1
MOST_WORDS = 500

_STATEMENT = """'statement' AS kind, d.statement_id, d.article_id, d.article_source, d.article_title, d.publisher,
  d.published_on, d.stance, d.party, d.speaker"""
_ARTICLE = """'article' AS kind, NULL AS statement_id, a.article_id, a.source AS article_source,
  a.title AS article_title, a.publisher, a.published_on, NULL AS stance, NULL AS party, NULL AS speaker"""

_SQLITE = (
    f"""SELECT {_STATEMENT}, snippet(statement_search, 0, '', '', ' … ', 40) AS snippet
      FROM statement_search JOIN statement_details d ON d.statement_id = statement_search.rowid
     WHERE statement_search MATCH :asked
     ORDER BY bm25(statement_search), d.statement_id LIMIT :most""",
    f"""SELECT {_ARTICLE}, snippet(article_search, -1, '', '', ' … ', 40) AS snippet
      FROM article_search JOIN article a ON a.article_id = article_search.rowid
     WHERE article_search MATCH :asked
     ORDER BY bm25(article_search, 4.0, 1.0), a.article_id LIMIT :most""",
)

_SHORT = '\'StartSel="", StopSel="", MaxWords=40, MinWords=20\''
_QUESTION = "websearch_to_tsquery('simple', :asked) AS asked"
_POSTGRESQL = (
    f"""SELECT {_STATEMENT}, ts_headline('simple', s.quote, asked, {_SHORT}) AS snippet
      FROM {_QUESTION}, statement s JOIN statement_details d USING (statement_id)
     WHERE {words_of("statement", "s.")} @@ asked
     ORDER BY ts_rank({words_of("statement", "s.")}, asked) DESC, statement_id LIMIT :most""",
    f"""SELECT {_ARTICLE}, ts_headline('simple', left(t.text, 200000), asked, {_SHORT}) AS snippet
      FROM {_QUESTION}, article_text t JOIN article a USING (article_id)
     WHERE {words_of("article_text", "t.")} @@ asked
     ORDER BY ts_rank({words_of("article_text", "t.")}, asked) DESC, article_id LIMIT :most""",
)


def found(connection: sa.Connection, query: str, limit: int) -> list[dict[str, object]]:
    """What `Reader.search` gives: at most `limit` rows, statements first; nothing for a query without words."""
    asked = question(query)
    rows: list[dict[str, object]] = []
    if not asked:
        return rows
    for sql in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        bound: dict[str, Any] = {"asked": asked, "most": min(limit, MOST) - len(rows)}
        for row in connection.execute(sa.text(sql), bound).mappings():
            rows.append({name: iso_text(value) for name, value in row.items()})
    return rows


def question(query: str) -> str:
    """The words of a query, each in quotes so that none is an operator; what the user quoted stays together.

    >>> question('peluru "Korea Utara" AND (NOT')
    '"peluru" "Korea Utara" "AND" "NOT"'
    >>> question('"*-')
    ''

    Raises InputError for more words than PostgreSQL can look for at once.
    """
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', query)
    phrases = (" ".join(re.findall(r"\w+", quoted or bare)) for quoted, bare in parts)
    asked = [f'"{phrase}"' for phrase in phrases if phrase]
    if sum(phrase.count(" ") + 1 for phrase in asked) > MOST_WORDS:
        raise InputError(f"A search takes {MOST_WORDS} words at most.")
    return " ".join(asked)
