"""The tables of what is asked and decided, and of what the file says about itself: review, verdict, problem, about."""

import sqlalchemy as sa

from factdb.store.columns import key_of, link, metadata, number, partial_day, real, text, word
from factdb.store.facts import REVIEW_STATES

review = sa.Table(
    "review",
    metadata,
    key_of("review"),
    text("key"),
    text("kind"),
    *word("state", REVIEW_STATES),
    link("statement_id", "statement", nullable=True),
    link("claim_id", "claim", nullable=True),
    link("other_claim_id", "claim", nullable=True),
    real("score", nullable=True),
    text("author"),
    link("recorded_in", "changeset"),
    link("decided_in", "changeset", nullable=True),
    text("rule"),
    sa.UniqueConstraint("key"),
    sa.Index(None, "state"),
)

verdict = sa.Table(
    "verdict",
    metadata,
    key_of("verdict"),
    link("claim_id", "claim"),
    text("author"),
    text("rating"),
    *word("source_reliability", "ABCDEF", nullable=True),
    *word("information_credibility", "123456", nullable=True),
    *partial_day("given_on"),
    text("url", nullable=True),
    link("recorded_in", "changeset"),
    link("retired_in", "changeset", nullable=True),
    text("explanation"),
    sa.Index(None, "claim_id"),
)

problem = sa.Table(
    "problem",
    metadata,
    key_of("problem"),
    text("key"),
    link("article_id", "article", nullable=True),
    text("source", nullable=True),
    number("span_start", nullable=True),
    number("span_end", nullable=True),
    link("recorded_in", "changeset"),
    text("message"),
    sa.UniqueConstraint("key"),
    sa.Index(None, "article_id"),
)

about = sa.Table(
    "about",
    metadata,
    key_of("about"),
    text("kind"),
    text("view"),
    text("name"),
    text("explanation"),
    sa.UniqueConstraint("kind", "view", "name"),
)
