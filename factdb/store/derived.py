"""The derived tables: what the facts amount to now. They can be emptied and computed again at any time.

In this order: statement_role and party_position, status_change, claim_state. Nothing points to them.
"""

import sqlalchemy as sa

from factdb.store.columns import day, link, metadata, number, partial_day, real, text, word, yes_no
from factdb.words import DenialKind, Role, Stance, Status

statement_role = sa.Table(
    "statement_role",
    metadata,
    link("claim_id", "claim", primary_key=True),
    link("statement_id", "statement", primary_key=True),
    *word("role", Role),
    *word("denial_kind", DenialKind, nullable=True),
    link("party_id", "party"),
    sa.Index(None, "statement_id"),
    comment="party_id: the independent party that the statement counts for in this claim.",
    sqlite_with_rowid=False,
)

party_position = sa.Table(
    "party_position",
    metadata,
    link("claim_id", "claim", primary_key=True),
    link("party_id", "party", primary_key=True),
    *word("stance", Stance),
    *partial_day("since"),
    link("statement_id", "statement"),
    sqlite_with_rowid=False,
)

status_change = sa.Table(
    "status_change",
    metadata,
    link("claim_id", "claim", primary_key=True),
    sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
    *partial_day("effective_on"),
    *word("from_status", Status, nullable=True),
    *word("to_status", Status),
    link("statement_id", "statement"),
    text("rule"),
    sqlite_with_rowid=False,
)

claim_state = sa.Table(
    "claim_state",
    metadata,
    link("claim_id", "claim", primary_key=True),
    *word("status", Status),
    *yes_no("is_contested"),
    *word("denial_kind", DenialKind, nullable=True),
    *partial_day("first_said_on"),
    *partial_day("status_since"),
    *partial_day("last_said_on"),
    number("statement_count"),
    number("article_count"),
    text("accusers", nullable=True),
    text("corroborators", nullable=True),
    text("deniers", nullable=True),
    text("flags", nullable=True),
    real("sureness"),
    *day("begins_on"),
    *day("settled_on"),
    comment="Lists are joined by '; ' in order of first statement. Before begins_on nothing had surely been said, from "
    "settled_on on all had: in between, --as-of folds the claim anew.",
)
sa.Index(
    "ix_claim_state_surest",
    claim_state.c.sureness,
    claim_state.c.statement_count,
    claim_state.c.status,
    sqlite_where=claim_state.c.is_contested,
    postgresql_where=claim_state.c.is_contested,
)
