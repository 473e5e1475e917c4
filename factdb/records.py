"""The values that travel between the stages, and the protocols by which stages ask the shell for what they need.

All are frozen; a collection inside is a tuple. Records never act: they hold what one stage found for the next.
All offsets are code points into `Article.text`, start inclusive, end exclusive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from factdb.words import MACHINE, DenialKind, Flag, PublishedBasis, Role, SaidOnBasis, Stance, Status


class Span(NamedTuple):
    """A stretch of an article's text: code points, `text[start:end]`. A tuple: an article has a thousand of them."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something doubtful that the text holds: stored and shown, never an exception and never a guess.

    `article` is the article's key, or None where no article came to be (a broken line); `source` then says where.
    """

    message: str
    article: str | None = None
    source: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text as it is stored.

    `text` is the text after hygiene; it never changes again and all offsets count in it. `key` is the content hash
    by which the article is known again. Dates are ISO text as precise as known (`2023`, `2023-01`, `2023-01-04`);
    None means not known. `language` is a code such as `id` or `en`, `und` where nothing could be told.
    """

    key: str
    text: str
    source: str
    url: str | None = None
    archived_url: str | None = None
    retrieved_on: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str = "und"
    published_on: str | None = None
    published_basis: PublishedBasis = PublishedBasis.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One way of writing a party's name; `language` None means in every language, `exact` that case counts."""

    text: str
    language: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body that somebody can speak for. `name` is its identity: the English name, or as articles write it.

    `parent` is the name of the party it stands under, None for a root. `kind` is one of: state, government, ministry,
    agency, armed_force, police, armed_group, international, organisation, political_party, company, media, province,
    city, court, parliament, person, group, unnamed. `terms` are the days (ISO, from and until, "": open) within which
    a person spoke for the parent; none where always.
    """

    name: str
    kind: str
    parent: str | None = None
    aliases: tuple[Alias, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alliance:
    """Two parties recorded as allies, with ISO dates (None: open) and where that is written."""

    one: str
    other: str
    kind: str
    source: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What people decided about parties, to be laid over those that factdb brings along.

    `parties` are those that people made known, and any other with the further names that they gave it; a `kind` of ""
    leaves it. `parents` are names and what they stand under instead, None for a root. `same` are names of parties that
    are another one: the one that is gone, the one that is kept. `alliances` are those that people recorded.
    """

    parties: tuple[Party, ...] = ()
    parents: tuple[tuple[str, str | None], ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    alliances: tuple[Alliance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A party named in a text: `party` is the canonical name, the span is where the words stand."""

    start: int
    end: int
    party: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOn:
    """When something was said, as precise as the text: `value` is `2023`, `2023-01`, `2023-01-04` or None.

    `earliest` and `latest` are days (ISO) that bound it, None where open; `latest` is never after the article's date.
    """

    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: SaidOnBasis = SaidOnBasis.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit as the text gives it: `low` and `high` bound it, None where open ("more than 10,000")."""

    start: int
    end: int
    unit: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One reported speech act: who took which stance on what, with the exact words.

    `quote` is the passage that holds what was said (whole sentences, or the quotation itself); `source` the words that
    name the speaker, `cue` the reporting words, `content` what was said; None where the text has no such words.
    `speaker` is the fullest name that the article gives, `party` the body spoken for (canonical name), `origin_party`
    whose words are relayed when that is another party (South Korea citing US intelligence), else None.
    `is_retold` tells that the article recalls an earlier speech act instead of reporting a new one.

    What linking reads: `mentions` are the parties named in the quote; `answers` the words that point back to what is
    answered ("tuduhan tersebut", "the report"), None where the content stands for itself; `is_negated` that the
    content is worded with its polarity reversed ("never exported weapons"); `is_general` that a denial is not about
    one act but about all such.
    """

    key: str
    article: str
    quote: Span
    stance: Stance
    speaker: str
    party: str
    source: Span | None = None
    cue: Span | None = None
    content: Span | None = None
    speaker_role: str | None = None
    origin_party: str | None = None
    is_anonymous: bool = False
    is_direct: bool = False
    is_retold: bool = False
    medium: str | None = None
    said_on: SaidOn = SaidOn()
    quantities: tuple[Quantity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    answers: Span | None = None
    is_negated: bool = False
    is_general: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """The statement of another claim that is likest to one: how likely both are about the same, and why in words."""

    statement: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A statement that belongs to an appearance or a claim: how sure (0 to 1), and by which rule, in words.

    `nearest` is the statement beside it that score and rule tell of, None where it stands alone; `rival` the likest one
    that the article tells of another claim, None where it tells of none. `decided_by` is who placed it there.
    """

    statement: str
    score: float
    rule: str
    is_general: bool = False
    nearest: str | None = None
    rival: Rival | None = None
    decided_by: str = MACHINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One claim showing up in one article: the statements of the article that speak about the same proposition.

    `key` is a content hash. `accused` are the parties whose act the proposition is. `terms` are what it is found by:
    language-neutral terms (concepts, parties, places, numbers with units, lemmas) with weights, rarest first, those of
    the article's opening (`t:`) last.
    `title` is short, `proposition` a sentence, both in the article's language. `stances` are those that its members
    take, `voices` the parties that assert, `deniers` those that deny, `admitters` those that
    admit; `on` is the article's date, None where not known.
    """

    key: str
    article: str
    language: str
    members: tuple[Member, ...]
    accused: tuple[str, ...]
    terms: tuple[tuple[str, float], ...]
    title: str
    proposition: str
    stances: tuple[Stance, ...] = ()
    voices: tuple[str, ...] = ()
    deniers: tuple[str, ...] = ()
    admitters: tuple[str, ...] = ()
    on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The numbers by which an appearance is found: `opening` by its article's opening, `said` by what it says alone."""

    opening: frozenset[int] = frozenset()
    said: frozenset[int] = frozenset()

    @property
    def both(self) -> frozenset[int]:
        """All of them."""
        return self.opening | self.said


class Weighed(NamedTuple):
    """What the terms of an appearance tell without who speaks: those that are said and those of its article's opening.

    Enough to see that two are not one claim, which is to be seen of hundreds for each that is: hence no dataclass.
    """

    key: str
    article: str
    said: Mapping[str, float]
    topic: Mapping[str, float]
    on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two appearances (keys, `one` < `other`) that may be the same claim: score 0 to 1, and why in words."""

    one: str
    other: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """A claim that a person follows: it keeps its words and its accused, and draws the appearances that fit it.

    `slug` is its public name. `accused` are names of parties, `terms` words that speak of this claim and of few others,
    in any language. `language` is that of title and proposition. `collection` is the investigation it belongs to.
    """

    slug: str
    title: str
    proposition: str
    language: str
    accused: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    collection: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a person made of a tracked claim, and when (UTC, ISO text to the second)."""

    claim: Tracked
    author: str
    worded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that is asked about statements, claims, articles or parties, or that a person decided unasked.

    `kind` names the question. `statement` and `article` are keys, `claim` and `other_claim` numbers, `party` a name,
    None where it is not about one; `words` tell what else it is about (an alias). `rule` says in words why it is asked,
    `score` (0 to 1) how sure the machine is.
    """

    kind: str
    rule: str = ""
    statement: str | None = None
    claim: int | None = None
    other_claim: int | None = None
    article: str | None = None
    party: str | None = None
    words: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one person answered to a review (its number), when (UTC, ISO text), and why.

    `state` is accepted, rejected, or open: then the person takes back what he or she answered before. `value` is the
    answer to a question that asks for one; `before` what stood there, None where nothing did.
    """

    review: int
    state: str
    author: str
    decided_at: str
    value: str | None = None
    before: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What people's live answers to one question amount to.

    `state` is accepted or rejected where all who answered agree, else open. `value`, `author` and `decided_at` are
    those of the latest answer; to a question that asks for a value it counts, whatever others answered before.
    """

    question: Question
    review: int
    state: str
    author: str
    decided_at: str
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Somebody's own assessment of a claim, signed; never computed.

    `author` is who gave it, `author_kind` person or organization. `rating` is the verdict in words ("half true"),
    `rating_value` the same on a scale from `worst_rating` to `best_rating`, each None where the author gave none.
    `source_reliability` (A to F) and `information_credibility` (1 to 6) are the Admiralty code. `given_on` is as
    precise as told. `claim_reviewed` are the author's words for what was assessed, None where they are the claim's own.
    """

    author: str
    rating: str
    author_kind: str = "person"
    rating_value: float | None = None
    worst_rating: float | None = None
    best_rating: float | None = None
    source_reliability: str | None = None
    information_credibility: str | None = None
    given_on: str | None = None
    url: str | None = None
    claim_reviewed: str | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A verdict as another's file holds it, and what the file tells of the claim that it is about.

    `words` are what was assessed, `slug` the name that factdb's own export gave the claim, `addresses` are articles
    (an address, or the key of an article as factdb's export writes it) in which the claim appears; None and empty where
    the file tells none.
    """

    verdict: Verdict
    words: str | None = None
    slug: str | None = None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment of which a database can be asked. Without either of its two times it is now.

    `as_of` is a day, month or year (text): only what was said by its last day. `known_at` is a time (UTC, ISO text to
    the second): only what had been recorded by then, and was not yet retired.
    """

    as_of: str | None = None
    known_at: str | None = None


NOW = Moment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a database that is not as it must be.

    `kind` names what was asked (structure, search, quote, seal, status …), `place` the row or file, `message` what is
    wrong in words, `remedy` what to do next.
    """

    kind: str
    place: str
    message: str
    remedy: str


class Voice(NamedTuple):
    """One statement of one claim, as the status rules read it.

    `statement` identifies it. `lineage` runs from the party up to its root, `origin` likewise for the party whose
    words are relayed, empty where the party speaks for itself. `article` is the article's key, `published_on` its
    date, `repeats` the statement that tells the same speech act elsewhere. `is_outlet` tells that a news outlet speaks
    for itself, `score` how sure it is that it speaks of the claim. A tuple, as a role is: a database has millions of
    both, and a dataclass is made five times as slowly.
    """

    statement: str
    stance: Stance
    lineage: tuple[str, ...]
    said_on: SaidOn
    origin: tuple[str, ...] = ()
    article: str = ""
    published_on: str | None = None
    repeats: str | None = None
    is_anonymous: bool = False
    is_general: bool = False
    is_retold: bool = False
    is_outlet: bool = False
    score: float = 1.0


class VoiceRole(NamedTuple):
    """What one statement does in its claim; `denial_kind` only where it denies."""

    statement: str
    role: Role
    denial_kind: DenialKind | None = None


class PartyPosition(NamedTuple):
    """Where one independent party stands now: its latest stance, since when, by which statement."""

    party: str
    stance: Stance
    since: str | None
    statement: str


class StatusChange(NamedTuple):
    """One step of a claim's history: its cause and the rule, in words. `effective_on` is as precise as its cause."""

    sequence: int
    effective_on: str | None
    from_status: Status | None
    to_status: Status
    statement: str
    rule: str


class History(NamedTuple):
    """All that is derived for one claim. Party lists are in order of first statement, without repetition.

    `sureness` (0 to 1) is how well the claim stands on its statements. Before `begins_on` none of them had surely been
    said, from `settled_on` on all had; None where no day settles that.
    """

    status: Status
    changes: tuple[StatusChange, ...]
    positions: tuple[PartyPosition, ...]
    roles: tuple[VoiceRole, ...]
    flags: tuple[Flag, ...]
    accusers: tuple[str, ...]
    corroborators: tuple[str, ...]
    deniers: tuple[str, ...]
    denial_kind: DenialKind | None
    first_said_on: str | None
    status_since: str | None
    last_said_on: str | None
    sureness: float = 0.0
    begins_on: str | None = None
    settled_on: str | None = None


class Gazetteer(Protocol):
    """Who the parties are. The shipped one, plus what a database's users added."""

    def mentions(self, text: str, language: str) -> tuple[Mention, ...]:
        """The parties named in `text`, longest match first, none overlapping, in order of place."""

    def get(self, name: str) -> Party | None:
        """The party of that canonical name or alias, None where there is none."""

    def lineage(self, name: str) -> tuple[str, ...]:
        """The canonical names from `name` up to its root, `name` first; an unknown name is its own root."""

    def meant(self, name: str) -> str:
        """The party that a name means by what people decided, where it was read as another one's; else itself."""

    def alliances(self) -> Sequence[Alliance]:
        """All recorded alliances."""
