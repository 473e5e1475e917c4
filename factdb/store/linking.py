"""The tables by which statements find their claims: appearances with their keys and terms, ties, text bands.

An appearance is one claim showing up in one article. Appearances find each other by keys, which stand by key alone:
they follow from the terms, so that nobody has to ask for the keys of an appearance. What comes from the opening of an
article is the same for all its appearances and stands with the first of them. One that an article read anew does not
show any more is retired: it is in no claim and is passed over where it is found, and its members and ties tell of the
past alone.
"""

import sqlalchemy as sa

from factdb.store.columns import key_of, link, metadata, number, real, retirable, text, yes_no

appearance = sa.Table(
    "appearance",
    metadata,
    key_of("appearance"),
    text("key"),
    link("article_id", "article"),
    link("claim_id", "claim", nullable=True),
    text("language"),
    link("recorded_in", "changeset"),
    link("retired_in", "changeset", nullable=True),
    text("title"),
    text("proposition"),
    sa.CheckConstraint("claim_id IS NULL OR retired_in IS NULL", name="retired"),
    sa.Index(None, "article_id"),
    sa.Index(None, "claim_id"),
)
sa.Index(
    "uq_appearance_key",
    appearance.c.key,
    unique=True,
    sqlite_where=appearance.c.retired_in.is_(None),
    postgresql_where=appearance.c.retired_in.is_(None),
)
retirable(appearance)

appearance_accused = sa.Table(
    "appearance_accused",
    metadata,
    link("appearance_id", "appearance", primary_key=True),
    link("party_id", "party", primary_key=True),
    number("position"),
    sqlite_with_rowid=False,
)

appearance_statement = sa.Table(
    "appearance_statement",
    metadata,
    link("appearance_id", "appearance", primary_key=True),
    link("statement_id", "statement", primary_key=True),
    number("position"),
    real("score"),
    *yes_no("is_general"),
    link("nearest_id", "statement", nullable=True),
    link("rival_id", "statement", nullable=True),
    real("rival_score", nullable=True),
    text("rule"),
    text("rival_rule", nullable=True),
    sa.Index(None, "statement_id"),
    sqlite_with_rowid=False,
)

appearance_key = sa.Table(
    "appearance_key",
    metadata,
    number("key", primary_key=True),
    link("appearance_id", "appearance", primary_key=True),
    sqlite_with_rowid=False,
)

opening_key = sa.Table(
    "opening_key",
    metadata,
    number("key", primary_key=True),
    link("appearance_id", "appearance", primary_key=True),
    sqlite_with_rowid=False,
)

appearance_terms = sa.Table(
    "appearance_terms",
    metadata,
    link("appearance_id", "appearance", primary_key=True),
    link("opening_id", "appearance", nullable=True),
    text("terms"),
    text("weights"),
    comment="What an appearance is found by: terms, a line each, and their weights in the same order. Those of the "
    "article's opening (t:) stand with its first appearance, to which the others point.",
)

appearance_tie = sa.Table(
    "appearance_tie",
    metadata,
    link("one_id", "appearance", primary_key=True),
    link("other_id", "appearance", primary_key=True),
    real("score"),
    text("rule"),
    sa.CheckConstraint("one_id < other_id", name="order"),
    sa.Index(None, "other_id"),
    sqlite_with_rowid=False,
)

article_band = sa.Table(
    "article_band",
    metadata,
    number("band", primary_key=True),
    link("article_id", "article", primary_key=True),
    sa.Index(None, "article_id"),
    sqlite_with_rowid=False,
)

statement_lost = sa.Table(
    "statement_lost",
    metadata,
    text("key", primary_key=True),
    link("article_id", "article"),
    sa.Index(None, "article_id"),
    comment="Statements that were found once and are found no more, as their article is read now; where one still "
    "stands, people decided about it.",
    sqlite_with_rowid=False,
)
