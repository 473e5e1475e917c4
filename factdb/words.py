"""The closed vocabularies of factdb: stances, statuses, roles and the bases of dates.

Every room may import this module; it imports none. A value is stored and printed exactly as it is spelled here.
"""

from enum import StrEnum


class Stance(StrEnum):
    """A statement's attitude to what it is about."""

    ASSERTS = "asserts"
    DENIES = "denies"
    DECLINES = "declines"
    ADMITS = "admits"
    WITHDRAWS = "withdraws"
    COMMENTS = "comments"


class Status(StrEnum):
    """Where a claim stands on a date: who said what, not what is true."""

    ALLEGED = "alleged"
    DENIED = "denied"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    ADMITTED = "admitted"
    RETRACTED = "retracted"


OUTLET = "media"
"""The kind of party that a news outlet is."""

CONTESTED = frozenset({Status.DENIED, Status.DISPUTED})


class Role(StrEnum):
    """What a statement does inside one claim."""

    ALLEGATION = "allegation"
    REPETITION = "repetition"
    CORROBORATION = "corroboration"
    DENIAL = "denial"
    PRIOR_DENIAL = "prior_denial"
    DECLINED = "declined"
    ADMISSION = "admission"
    WITHDRAWAL = "withdrawal"


class DenialKind(StrEnum):
    """Official: by an accused, by who speaks for it or by its ally. Everybody else is a third party."""

    OFFICIAL = "official"
    THIRD_PARTY = "third_party"


class Flag(StrEnum):
    """What a reader should know about a claim beside its status."""

    ALLEGATION_NOT_LOADED = "allegation_not_loaded"
    ADMISSION_UNCONFIRMED = "admission_unconfirmed"
    ADMISSION_CONTRADICTED = "admission_contradicted"
    PARTY_DIVIDED = "party_divided"


class SaidOnBasis(StrEnum):
    """Where a statement's date comes from: its own words, its article's date, an inference, or nowhere."""

    TEXT = "text"
    ARTICLE = "article"
    ESTIMATED = "estimated"
    NONE = "none"


class PublishedBasis(StrEnum):
    """Where an article's date comes from.

    `given`: whoever loaded it said so (record, manifest or option); `page`: the page's own metadata;
    `estimated`: inferred from the text; `none`: it has none.
    """

    GIVEN = "given"
    PAGE = "page"
    ESTIMATED = "estimated"
    NONE = "none"


class Origin(StrEnum):
    """How a claim came to be: found in the articles, or tracked because a person asked for it."""

    FOUND = "found"
    TRACKED = "tracked"


WITNESS = "witness"
RUMOUR = "rumour"
UNNAMED_PARTIES = frozenset({WITNESS, RUMOUR})
MACHINE = "machine"

ANONYMOUS_COUNTS = 0.8
ESTIMATED_COUNTS = 0.9
"""What a statement weighs, of one whose speaker is named and whose date is known."""

CLAIM_URN = "urn:factdb:claim:"
ARTICLE_URN = "urn:factdb:article:"
STATEMENT_URN = "urn:factdb:statement:"
"""How exports name claims (by slug), articles and statements (by the hashes that are the same in every database)."""

SOURCE_RELIABILITY = "source reliability"
INFORMATION_CREDIBILITY = "information credibility"
"""What exports call the letter and the digit of the Admiralty code."""
