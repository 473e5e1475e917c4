"""What a person is asked, and what a person can answer: the values that travel between queue, screen and spreadsheet.

A `Doubt` is one thing that is not sure, with what would follow from each answer; an `Item` is a doubt with all that a
person has to see to decide it; a `Reply` is the decision. None of them knows a database or a terminal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from factdb.words import Stance


class Kind(StrEnum):
    """What sort of doubt it is; `--kind` takes these words."""

    LINK = "link"
    CLAIM = "claim"
    NARROWER = "narrower"
    PARTY = "party"
    DATE = "date"
    STATEMENT = "statement"
    CONFLICT = "conflict"
    PROBLEM = "problem"


class Asks(StrEnum):
    """What is asked: whether a statement belongs to a claim, whether two claims are one, when something was said."""

    BELONGS = "belongs"
    SAME_CLAIM = "same_claim"
    NARROWER = "narrower_than"
    PARTY = "is_known"
    SAID_ON = "said_on"
    PUBLISHED_ON = "published_on"
    STATEMENT = "is_statement"
    PROBLEM = "problem"


class Weight(IntEnum):
    """What would change if the machine were wrong; the least number first."""

    CONTESTED = 0
    STATUS = 1
    DETAIL = 2
    NOTHING = 3


class Word(StrEnum):
    """The answers there are. Some take a value: a claim, a stance, a name, a date."""

    ACCEPT = "accept"
    REJECT = "reject"
    RELINK = "relink"
    NEW = "new"
    STANCE = "stance"
    SPEAKER = "speaker"
    PARTY = "party"
    DATE = "date"
    MERGE = "merge"
    PARENT = "parent"
    SAME = "same"


TAKES_NOTHING = frozenset({Word.ACCEPT, Word.REJECT})
_OF_STATEMENT = (Word.STANCE, Word.SPEAKER, Word.PARTY, Word.DATE)
OFFERED: Mapping[Asks, tuple[Word, ...]] = {
    Asks.BELONGS: (Word.ACCEPT, Word.REJECT, Word.RELINK, Word.NEW, *_OF_STATEMENT, Word.MERGE),
    Asks.SAME_CLAIM: (Word.ACCEPT, Word.REJECT, Word.MERGE),
    Asks.NARROWER: (Word.ACCEPT, Word.REJECT, Word.MERGE),
    Asks.PARTY: (Word.ACCEPT, Word.PARENT, Word.SAME),
    Asks.SAID_ON: (Word.ACCEPT, Word.REJECT, Word.RELINK, Word.NEW, *_OF_STATEMENT),
    Asks.PUBLISHED_ON: (Word.ACCEPT, Word.DATE),
    Asks.STATEMENT: (Word.ACCEPT, Word.REJECT, Word.RELINK, Word.NEW, *_OF_STATEMENT),
    Asks.PROBLEM: (Word.ACCEPT, Word.DATE),
}
BARE: Mapping[Asks, Word] = {
    Asks.BELONGS: Word.RELINK,
    Asks.SAID_ON: Word.DATE,
    Asks.PUBLISHED_ON: Word.DATE,
}
"""The answer that a value alone gives: a date where a date is asked for, the name of a claim where a link is."""

MEANING: Mapping[Asks, Mapping[Word, str]] = {
    Asks.BELONGS: {Word.ACCEPT: "it is about this claim", Word.REJECT: "it is not"},
    Asks.SAME_CLAIM: {Word.ACCEPT: "they are one claim", Word.REJECT: "they are two"},
    Asks.NARROWER: {Word.ACCEPT: "it is narrower", Word.REJECT: "it is not"},
    Asks.PARTY: {Word.ACCEPT: "it speaks for itself"},
    Asks.SAID_ON: {Word.ACCEPT: "nothing better is known", Word.REJECT: "it is no statement"},
    Asks.PUBLISHED_ON: {Word.ACCEPT: "nothing better is known"},
    Asks.STATEMENT: {Word.ACCEPT: "it was said so", Word.REJECT: "it is no statement"},
    Asks.PROBLEM: {Word.ACCEPT: "seen, nothing to do"},
}
GENERAL: Mapping[Word, str] = {
    Word.RELINK: "it is about another claim",
    Word.NEW: "it is about a claim of its own",
    Word.STANCE: "another stance",
    Word.SPEAKER: "another speaker",
    Word.PARTY: "another party",
    Word.DATE: "another date",
    Word.MERGE: "this claim is the same as another",
    Word.PARENT: "it stands under another party",
    Word.SAME: "it is another party by another name",
}


def meaning(asks: Asks, word: Word) -> str:
    """What an answer says, in a few words.

    >>> meaning(Asks.SAME_CLAIM, Word.REJECT), meaning(Asks.BELONGS, Word.RELINK)
    ('they are two', 'it is about another claim')
    """
    return MEANING[asks].get(word) or GENERAL[word]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that is not sure.

    `key` names the question in every database that holds it. `score` is how sure the machine is, 0 to 1. `effects` are
    what an answer would do to statuses, in words, by answer. Numbers are those of this database's rows, None where
    the question is not about one. `told` is what the machine did and why; `rival` what it did not choose.
    """

    key: str
    kind: Kind
    asks: Asks
    weight: Weight
    score: float
    effects: Mapping[Word, str] = field(default_factory=dict)
    claim_id: int | None = None
    other_claim_id: int | None = None
    statement_id: int | None = None
    article_id: int | None = None
    party_id: int | None = None
    problem_id: int | None = None
    rival_id: int | None = None
    told: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, float, str]:
        """The most consequential first, then the thinnest."""
        return self.weight, self.score, self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShown:
    """A claim as a person sees it: its name, where it stands, since when, and its words."""

    slug: str
    title: str
    status: str | None
    since: str | None = None
    sides: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement as a person sees it; `words` tell whose words are relayed and how surely it is dated."""

    statement_id: int
    stance: Stance
    party: str
    speaker: str
    role: str | None
    said_on: str | None
    basis: str
    is_anonymous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of an article: `marks` are (start, end, what) in `text`; `what` is source, cue, content or quote.
    `is_cut` tells whether the article goes on before, and behind. The rest tells of the article."""

    text: str
    marks: tuple[tuple[int, int, str], ...] = ()
    is_cut: tuple[bool, bool] = (False, False)
    article: str = ""
    source: str = ""
    publisher: str = ""
    published_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A doubt with all that a person has to see; `current` is the value that stands now, where one is asked for."""

    doubt: Doubt
    question: str
    claim: ClaimShown | None = None
    other: ClaimShown | None = None
    said: Said | None = None
    passage: Passage | None = None
    beside: Passage | None = None
    why: tuple[str, ...] = ()
    current: str = ""

    @property
    def offered(self) -> tuple[Word, ...]:
        """The answers that can be given."""
        return OFFERED[self.doubt.asks]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A person's answer to the question of this key; `value` where the word takes one."""

    key: str
    word: Word
    value: str = ""
    note: str = ""


def key_of(asks: Asks, *names: str) -> str:
    """The name of a question that is the same in every database: names of parties may hold blanks, so they stand last.

    >>> key_of(Asks.BELONGS, "3f2a", "shells-sold")
    'belongs 3f2a shells-sold'
    """
    return " ".join((asks.value, *names))
