"""Full-text search: whatever a user types becomes a question that neither engine can misread."""

import re
from typing import Any

import sqlalchemy as sa

from factdb.store.columns import iso_text
from factdb.store.surface import ARTICLE_WORDS, STATEMENT_WORDS

_SQLITE = {
    "statement": """
      SELECT 'statement' AS kind, d.statement_id, d.article_id, d.article_source, d.article_title, d.publisher, d.published_on,
             d.stance, d.party, d.speaker, snippet(statement_search, 0, '', '', ' … ', 40) AS snippet
        FROM statement_search JOIN statement_details d ON d.statement_id = statement_search.rowid
       WHERE statement_search MATCH :asked ORDER BY bm25(statement_search), d.statement_id LIMIT :most""",
    "article": """
      SELECT 'article' AS kind, NULL AS statement_id, a.article_id, a.source AS article_source, a.title AS article_title, a.publisher,
             a.published_on, NULL AS stance, NULL AS party, NULL AS speaker, snippet(article_search, -1, '', '', ' … ', 40) AS snippet
        FROM article_search JOIN article a ON a.article_id = article_search.rowid
       WHERE article_search MATCH :asked ORDER BY bm25(article_search, 4.0, 1.0), a.article_id LIMIT :most""",
}
_HEADLINE = '\'StartSel="", StopSel="", MaxWords=40, MinWords=20\''
_POSTGRESQL = {
    "statement": f"""
      SELECT 'statement' AS kind, d.statement_id, d.article_id, d.article_source, d.article_title, d.publisher, d.published_on,
             d.stance, d.party, d.speaker, ts_headline('simple', statement.quote, asked, {_HEADLINE}) AS snippet
        FROM websearch_to_tsquery('simple', :asked) AS asked, statement JOIN statement_details d USING (statement_id)
       WHERE {STATEMENT_WORDS.replace("quote", "statement.quote")} @@ asked
       ORDER BY ts_rank({STATEMENT_WORDS.replace("quote", "statement.quote")}, asked) DESC, d.statement_id LIMIT :most""",
    "article": f"""
      SELECT 'article' AS kind, NULL AS statement_id, a.article_id, a.source AS article_source, a.title AS article_title, a.publisher,
             a.published_on, NULL AS stance, NULL AS party, NULL AS speaker,
             ts_headline('simple', left(t.text, 200000), asked, {_HEADLINE}) AS snippet
        FROM websearch_to_tsquery('simple', :asked) AS asked, article_text t JOIN article a USING (article_id)
       WHERE {ARTICLE_WORDS.replace("title", "t.title").replace("(text", "(t.text")} @@ asked
       ORDER BY ts_rank({ARTICLE_WORDS.replace("title", "t.title").replace("(text", "(t.text")}, asked) DESC, a.article_id
       LIMIT :most""",
}


def found(connection: sa.Connection, query: str, limit: int) -> list[dict[str, object]]:
    """What `Reader.search` gives: at most `limit` rows, statements before articles; nothing for a query without words."""
    asked = question(query)
    if not asked:
        return []
    ways = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    rows: list[dict[str, object]] = []
    for sql in ways.values():
        bound: dict[str, Any] = {"asked": asked, "most": limit - len(rows)}
        for row in connection.execute(sa.text(sql), bound).mappings():
            rows.append({name: iso_text(value) for name, value in row.items()})
    return rows


def question(query: str) -> str:
    """The words of a query, each in quotes so that none is an operator; what the user quoted stays together.

    >>> question('peluru "Korea Utara" AND (NOT')
    '"peluru" "Korea Utara" "AND" "NOT"'
    >>> question('"*-')
    ''
    """
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', query)
    phrases = (" ".join(re.findall(r"\w+", quoted or bare)) for quoted, bare in parts)
    return " ".join(f'"{phrase}"' for phrase in phrases if phrase)
