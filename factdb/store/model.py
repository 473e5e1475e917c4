"""The whole model: one MetaData, filled by the tables of facts, decisions, linking and what is derived."""

from factdb.store import decisions, derived, facts, linking
from factdb.store.columns import metadata

__all__ = ["TABLES", "decisions", "derived", "facts", "linking", "metadata"]

TABLES = metadata.tables
