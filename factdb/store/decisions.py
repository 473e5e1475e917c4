"""The tables of what is asked and decided, and of what the file says about itself.

review and decision, claim_wording, verdict, problem; about and seal.
"""

import sqlalchemy as sa

from factdb.store.columns import IsoTime, key_of, link, metadata, number, partial_day, real, retirable, text, word
from factdb.store.facts import REVIEW_STATES

ANSWERS = ("accepted", "rejected", "open")
"""What a person may answer; open takes back what the person answered before."""

SIGNERS = ("person", "organization")

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
    link("article_id", "article", nullable=True),
    link("party_id", "party", nullable=True),
    text("words", nullable=True),
    real("score", nullable=True),
    text("author"),
    link("recorded_in", "changeset"),
    link("decided_in", "changeset", nullable=True),
    text("rule"),
    sa.UniqueConstraint("key"),
    sa.Index(None, "state"),
    sa.Index(None, "statement_id"),
    sa.Index(None, "claim_id"),
    sa.Index(None, "other_claim_id"),
    sa.Index(None, "article_id"),
    sa.Index(None, "kind"),
    comment="What was asked, by the machine or by whoever decided unasked: a question of a kind about a statement, "
    "claims, an article or a party.",
)

decision = sa.Table(
    "decision",
    metadata,
    key_of("decision"),
    text("key"),
    link("review_id", "review"),
    *word("state", ANSWERS),
    text("value", nullable=True),
    text("before", nullable=True),
    text("author"),
    sa.Column("decided_at", IsoTime(), nullable=False),
    link("recorded_in", "changeset"),
    link("retired_in", "changeset", nullable=True),
    text("note"),
    sa.UniqueConstraint("key"),
    sa.Index(None, "review_id"),
    sa.Index(None, "recorded_in"),
    comment="What people answered to a review, a row an answer; review.state is what the answers amount to.",
)
retirable(decision)

claim_wording = sa.Table(
    "claim_wording",
    metadata,
    key_of("claim_wording"),
    text("key"),
    link("claim_id", "claim"),
    text("title"),
    text("language"),
    text("accused"),
    text("terms"),
    text("collection", nullable=True),
    text("author"),
    sa.Column("worded_at", IsoTime(), nullable=False),
    link("recorded_in", "changeset"),
    text("proposition"),
    sa.UniqueConstraint("key"),
    sa.Index(None, "claim_id"),
    comment="Each wording that a person gave a tracked claim; lists stand a line each. The last one counts.",
)

verdict = sa.Table(
    "verdict",
    metadata,
    key_of("verdict"),
    text("key"),
    link("claim_id", "claim"),
    text("author"),
    *word("author_kind", SIGNERS),
    text("rating"),
    real("rating_value", nullable=True),
    real("worst_rating", nullable=True),
    real("best_rating", nullable=True),
    *word("source_reliability", "ABCDEF", nullable=True),
    *word("information_credibility", "123456", nullable=True),
    *partial_day("given_on"),
    text("url", nullable=True),
    link("recorded_in", "changeset"),
    link("retired_in", "changeset", nullable=True),
    text("claim_reviewed", nullable=True),
    text("explanation"),
    sa.Index(None, "claim_id"),
    comment="What people and organizations hold of a claim, in their own words; no status follows from it.",
)
sa.Index(
    "uq_verdict_claim_id_key",
    verdict.c.claim_id,
    verdict.c.key,
    unique=True,
    sqlite_where=verdict.c.retired_in.is_(None),
    postgresql_where=verdict.c.retired_in.is_(None),
)
retirable(verdict)

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

seal = sa.Table(
    "seal",
    metadata,
    link("changeset_id", "changeset", primary_key=True),
    text("name", primary_key=True),
    number("row_count"),
    text("digest"),
    comment="What a changeset recorded, by table, as a hash; 'changeset' is the hash over these and the one before.",
)
