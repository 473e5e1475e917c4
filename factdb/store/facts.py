"""The tables of facts: what the articles say and what people decided. Rows are added and closed, hardly ever edited.

Two record times stand on statements and on their links to claims: the changeset that recorded a row and the one that
retired it. A natural key is unique among the rows that are not retired. Long text stands last, so that lists stay fast.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from factdb.store.columns import (
    IsoTime,
    day,
    key_of,
    link,
    metadata,
    number,
    partial_day,
    real,
    retirable,
    span,
    text,
    word,
    yes_no,
)
from factdb.words import Origin, PublishedBasis, SaidOnBasis, Stance

PARTY_ORIGINS = ("gazetteer", "found", "person")
KEY_DIGITS = 20
REVIEW_STATES = ("open", "accepted", "rejected")

changeset = sa.Table(
    "changeset",
    metadata,
    key_of("changeset"),
    sa.Column("recorded_at", IsoTime(), nullable=False),
    text("author"),
    text("kind"),
    text("tool_version"),
    text("note"),
)

article = sa.Table(
    "article",
    metadata,
    key_of("article"),
    # What Datasette prints where a row points to an article: it takes the first column called name or title.
    sa.Column("name", sa.Text(), sa.Computed("coalesce(title, source)", persisted=True)),
    text("publisher", nullable=True),
    *partial_day("published_on"),
    *word("published_basis", PublishedBasis),
    text("language"),
    text("author", nullable=True),
    text("url", nullable=True),
    text("archived_url", nullable=True),
    *day("retrieved_on"),
    link("recorded_in", "changeset"),
    text("title", nullable=True),
    text("source"),
    text("key"),
    sa.UniqueConstraint("key"),
)

article_text = sa.Table(
    "article_text",
    metadata,
    link("article_id", "article", primary_key=True),
    text("title"),
    text("text"),
    comment="The long text apart from what is listed; the title again, so that one index searches both.",
)

collection = sa.Table("collection", metadata, key_of("collection"), text("name"), sa.UniqueConstraint("name"))

article_collection = sa.Table(
    "article_collection",
    metadata,
    link("article_id", "article", primary_key=True),
    link("collection_id", "collection", primary_key=True),
    link("recorded_in", "changeset"),
    sa.Index(None, "collection_id"),
    sa.Index(None, "recorded_in"),
    sqlite_with_rowid=False,
)

copy_group = sa.Table("copy_group", metadata, key_of("copy_group"), link("recorded_in", "changeset"))

copy_group_article = sa.Table(
    "copy_group_article",
    metadata,
    link("article_id", "article", primary_key=True),
    link("copy_group_id", "copy_group"),
    *yes_no("is_first"),
    sa.Index(None, "copy_group_id"),
)
sa.Index(
    "uq_copy_group_article_first",
    copy_group_article.c.copy_group_id,
    unique=True,
    sqlite_where=copy_group_article.c.is_first,
    postgresql_where=copy_group_article.c.is_first,
)

party = sa.Table(
    "party",
    metadata,
    key_of("party"),
    text("name"),
    text("kind"),
    link("parent_id", "party", nullable=True),
    link("root_id", "party", nullable=True),
    *word("origin", PARTY_ORIGINS),
    link("recorded_in", "changeset"),
    sa.UniqueConstraint("name"),
    sa.Index(None, "parent_id"),
)

party_alias = sa.Table(
    "party_alias",
    metadata,
    link("party_id", "party", primary_key=True),
    text("text", primary_key=True),
    text("language", primary_key=True),
    *yes_no("is_exact"),
    link("recorded_in", "changeset"),
    sa.Index(None, "recorded_in"),
    comment="How a party is written; language '' is every language.",
    sqlite_with_rowid=False,
)

alliance = sa.Table(
    "alliance",
    metadata,
    key_of("alliance"),
    link("one_id", "party"),
    link("other_id", "party"),
    text("kind"),
    *partial_day("since"),
    *partial_day("until"),
    link("recorded_in", "changeset"),
    link("retired_in", "changeset", nullable=True),
    text("source"),
)
retirable(alliance)

speaker = sa.Table(
    "speaker",
    metadata,
    key_of("speaker"),
    text("name"),
    link("party_id", "party"),
    *yes_no("is_anonymous"),
    sa.UniqueConstraint("party_id", "name", "is_anonymous"),
)

statement = sa.Table(
    "statement",
    metadata,
    key_of("statement"),
    link("article_id", "article"),
    link("speaker_id", "speaker"),
    text("speaker_role", nullable=True),
    link("origin_party_id", "party", nullable=True),
    *word("stance", Stance),
    *yes_no("is_direct"),
    *yes_no("is_retold"),
    *yes_no("is_negated"),
    *yes_no("is_general"),
    text("medium", nullable=True),
    *partial_day("said_on"),
    *day("said_on_earliest"),
    *day("said_on_latest"),
    *word("said_on_basis", SaidOnBasis),
    link("repeats_statement_id", "statement", nullable=True),
    text("decided_by"),
    link("recorded_in", "changeset"),
    link("retired_in", "changeset", nullable=True),
    *span("span", "quote", nullable=False),
    *span("source", "source_text"),
    *span("cue", "cue_text"),
    *span("content", "content_text"),
    *span("answers", ""),
    text("key"),
    text("source_text", nullable=True),
    text("cue_text", nullable=True),
    text("content_text", nullable=True),
    text("quote"),
    sa.Index(None, "article_id"),
    sa.Index(None, "speaker_id"),
)


def beginning(key: "sa.ColumnElement[str]") -> "sa.ColumnElement[str]":
    """The beginning of the key of a statement: what the index of keys holds, and tells them apart by.

    Of ten million statements two begin alike with a probability of 1 in 20 billion. Whole keys took three times the
    room. A condition has to ask for beginnings, or it reads all statements.
    """
    return sa.func.substr(key, sa.literal_column("1"), sa.literal_column(str(KEY_DIGITS)))


def has_key(one: Any, keys: Iterable[str]) -> "sa.ColumnElement[bool]":
    """That a row of `statement`, live or closed as the rest of a query asks, has one of these keys."""
    return beginning(one.key).in_([key[:KEY_DIGITS] for key in keys])


sa.Index(
    "uq_statement_key",
    beginning(statement.c.key),
    unique=True,
    sqlite_where=statement.c.retired_in.is_(None),
    postgresql_where=statement.c.retired_in.is_(None),
)
sa.Index(
    "ix_statement_key_retired",
    beginning(statement.c.key),
    sqlite_where=statement.c.retired_in.is_not(None),
    postgresql_where=statement.c.retired_in.is_not(None),
)
sa.Index(
    "ix_statement_repeats_statement_id",
    statement.c.repeats_statement_id,
    sqlite_where=statement.c.repeats_statement_id.is_not(None),
    postgresql_where=statement.c.repeats_statement_id.is_not(None),
)
retirable(statement)


def said_in(name: str) -> "sa.ColumnElement[str]":
    """The words of a statement's `source`, `cue` or `content`: cut out of the quote, where nearly all of them stand.

    Only those outside of it have a column of their own to stand in; kept twice, they were a third of all statements.
    """
    own = statement.c
    start, end = own[f"{name}_start"], own[f"{name}_end"]
    cut = sa.func.substr(own.quote, start - own.span_start + 1, end - start)
    return sa.func.coalesce(own[f"{name}_text"], cut).label(f"{name}_text")


CUT = ("source", "cue", "content")
"""The spans of a statement whose words `said_in` gives."""

quantity = sa.Table(
    "quantity",
    metadata,
    key_of("quantity"),
    link("statement_id", "statement"),
    text("unit"),
    real("low", nullable=True),
    real("high", nullable=True),
    *span("span", "text", nullable=False),
    text("text"),
    sa.Index(None, "statement_id"),
)

claim = sa.Table(
    "claim",
    metadata,
    key_of("claim"),
    text("slug"),
    text("title"),
    text("language"),
    *word("origin", Origin),
    link("merged_into_id", "claim", nullable=True),
    link("recorded_in", "changeset"),
    text("proposition"),
    sa.UniqueConstraint("slug"),
    sa.Index(None, "merged_into_id"),
    sa.Index(None, "origin", "merged_into_id"),
)

claim_accused = sa.Table(
    "claim_accused",
    metadata,
    link("claim_id", "claim", primary_key=True),
    link("party_id", "party", primary_key=True),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Index(None, "party_id"),
    sqlite_with_rowid=False,
)

claim_collection = sa.Table(
    "claim_collection",
    metadata,
    link("claim_id", "claim", primary_key=True),
    link("collection_id", "collection", primary_key=True),
    sa.Index(None, "collection_id"),
    comment="The collections into which a person put a claim, whatever articles it is found in.",
)

claim_term = sa.Table(
    "claim_term",
    metadata,
    link("claim_id", "claim", primary_key=True),
    number("position", primary_key=True),
    text("term"),
    comment="Words by which a tracked claim is found, in the order in which the person gave them.",
)

claim_statement = sa.Table(
    "claim_statement",
    metadata,
    key_of("claim_statement"),
    link("claim_id", "claim"),
    link("statement_id", "statement"),
    *word("stance", Stance),
    real("score"),
    *yes_no("is_general"),
    text("linked_by"),
    text("decided_by"),
    link("recorded_in", "changeset"),
    link("retired_in", "changeset", nullable=True),
    sa.Index(None, "statement_id"),
)
sa.Index(
    "uq_claim_statement_claim_id_statement_id",
    claim_statement.c.claim_id,
    claim_statement.c.statement_id,
    unique=True,
    sqlite_where=claim_statement.c.retired_in.is_(None),
    postgresql_where=claim_statement.c.retired_in.is_(None),
)
retirable(claim_statement)

claim_relation = sa.Table(
    "claim_relation",
    metadata,
    key_of("claim_relation"),
    link("claim_id", "claim"),
    link("other_claim_id", "claim"),
    *word("kind", ("narrower_than",)),
    *word("state", ("proposed", "confirmed", "rejected")),
    real("score", nullable=True),
    text("decided_by"),
    link("recorded_in", "changeset"),
    link("retired_in", "changeset", nullable=True),
    text("rule"),
    sa.Index(None, "claim_id"),
    sa.Index(None, "other_claim_id"),
    sa.Index(None, "state", "retired_in"),
)
retirable(claim_relation)
