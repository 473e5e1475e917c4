"""The section `[speech]` of a language pack with its `[[cue]]` and `[[noun]]` tables: how the language reports speech.

`read(raw)` checks the keys and gives `SpeechWords`. A cue's `frame` tells what stands where: `clause` (what was said
follows or precedes), `topic` (the same, but asserts only where a clause or a quotation follows), `accuse` (the object
is the accused), `object` (what is denied or declined is the object), `allegation` (denies or withdraws only where the
object is something that was said), `calls` (names its object, and the name decides), `rumour` (nobody is named: talk
that goes round), `raised` (what a question or an answer takes up), `outlet` (the outlet speaks of its own article).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

STANCES = ("says", "asserts", "denies", "declines", "admits", "withdraws", "comments", "calls")
FRAMES = ("clause", "topic", "accuse", "object", "allegation", "calls", "rumour", "raised", "outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Reporting words of one kind.

    `words` stand between their subject and what was said, `bare` after a quotation and before their subject
    ("…," kata Kirby), `passive` before their agent ("dibantah oleh …"). `hit` and `miss` are sentences in which one
    of the words reports speech and in which none does.
    """

    stance: str
    frame: str = "clause"
    words: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    hit: str = ""
    miss: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """Nouns that carry an attribution: "the US allegation that …" asserts, "bantahan atas …" denies."""

    stance: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWords:
    """The closed word classes that reported speech is read with; every entry is lower case, one or more words.

    `abbreviations` stand before what they belong to: a sentence does not end with one.
    """

    order: str
    inverted: bool
    that: tuple[str, ...]
    according: tuple[str, ...]
    by: tuple[str, ...]
    negators: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    passive_auxiliaries: tuple[str, ...]
    determiners: tuple[str, ...]
    noun_like: tuple[str, ...]
    adverbs: tuple[str, ...]
    self: tuple[str, ...]
    own: tuple[str, ...]
    person_pronouns: tuple[str, ...]
    group_pronouns: tuple[str, ...]
    thing_pronouns: tuple[str, ...]
    pronoun_suffix: tuple[str, ...]
    relatives: tuple[str, ...]
    subordinators: tuple[str, ...]
    conjunctions: tuple[str, ...]
    clause_starts: tuple[str, ...]
    prepositions: tuple[str, ...]
    addressee: tuple[str, ...]
    telling: tuple[str, ...]
    via: tuple[str, ...]
    citing: tuple[str, ...]
    about: tuple[str, ...]
    copulas: tuple[str, ...]
    titles: tuple[str, ...]
    roles: tuple[str, ...]
    anonymous: tuple[str, ...]
    anonymity: tuple[str, ...]
    witnesses: tuple[str, ...]
    rumours: tuple[str, ...]
    groups: tuple[str, ...]
    organisations: tuple[str, ...]
    factions: tuple[str, ...]
    documents: tuple[str, ...]
    laws: tuple[str, ...]
    allegation_nouns: tuple[str, ...]
    denial_nouns: tuple[str, ...]
    pointing: tuple[str, ...]
    falsity: tuple[str, ...]
    judging: tuple[str, ...]
    denial_phrases: tuple[str, ...]
    as_told: tuple[str, ...]
    vindication: tuple[str, ...]
    condemnation: tuple[str, ...]
    opinion: tuple[str, ...]
    mental: tuple[str, ...]
    correlatives: tuple[str, ...]
    fixed_negatives: tuple[str, ...]
    existence: tuple[str, ...]
    ever: tuple[str, ...]
    sweeping: tuple[str, ...]
    not_yet: tuple[str, ...]
    not_so: tuple[str, ...]
    ending: tuple[str, ...]
    unable: tuple[str, ...]
    withheld: tuple[str, ...]
    benefits: tuple[str, ...]
    recognised: tuple[str, ...]
    no_speech: tuple[str, ...]
    future: tuple[str, ...]
    hedges: tuple[str, ...]
    questions: tuple[str, ...]
    hearsay: tuple[str, ...]
    former: tuple[str, ...]
    public_offices: tuple[str, ...]
    private_persons: tuple[str, ...]
    nobility: tuple[str, ...]
    name_particles: tuple[str, ...]
    name_articles: tuple[str, ...]
    first_names: tuple[str, ...]
    called: tuple[str, ...]
    origins: tuple[str, ...]
    placing: tuple[str, ...]
    locative: tuple[str, ...]
    coordinators: tuple[str, ...]
    of_links: tuple[str, ...]
    about_links: tuple[str, ...]
    name_copulas: tuple[str, ...]
    appositions: tuple[str, ...]
    associations: tuple[str, ...]
    reporters: tuple[str, ...]
    envoys: tuple[str, ...]
    activists: tuple[str, ...]
    relayed: tuple[str, ...]
    carried: tuple[str, ...]
    afterwards: tuple[str, ...]
    source_nouns: tuple[str, ...]
    sides: tuple[str, ...]
    officials: tuple[str, ...]
    media_nouns: tuple[str, ...]
    state_adjective_endings: tuple[str, ...]
    definite: tuple[str, ...]
    one: tuple[str, ...]
    his: tuple[str, ...]
    possessives: tuple[str, ...]
    object_pronouns: tuple[str, ...]
    particles: tuple[str, ...]
    purposes: tuple[str, ...]
    groundless: tuple[str, ...]
    at_all: tuple[str, ...]
    persons: tuple[str, ...]
    feelings: tuple[str, ...]
    viewpoints: tuple[str, ...]
    passive_prefixes: tuple[str, ...]
    kin: tuple[str, ...]
    local_offices: tuple[str, ...]
    placed_offices: tuple[str, ...]
    servants: tuple[str, ...]
    legislators: tuple[str, ...]
    own_bodies: tuple[str, ...]
    generic_bodies: tuple[str, ...]
    companies: tuple[str, ...]
    generic_groups: tuple[str, ...]
    raising: tuple[str, ...]
    resuming: tuple[str, ...]
    directorates: tuple[str, ...]
    indefinites: tuple[str, ...]
    abbreviations: tuple[str, ...]
    cues: tuple[Cue, ...] = ()
    nouns: tuple[Noun, ...] = ()


def read(raw: Mapping[str, object]) -> SpeechWords:
    """The speech words of a pack; ValueError for a key, a stance or a frame that is not known, or one that is missing.

    >>> from factdb.languages import raw
    >>> read(raw("id")).according[0]
    'menurut'
    """
    section = _table(raw.get("speech"), "speech")
    known = {f.name for f in fields(SpeechWords)} - {"cues", "nouns"}
    if known != set(section):
        raise ValueError(f"[speech]: keys unknown or missing: {sorted(known ^ set(section))}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in section.items()}
    cues = tuple(_cue(_table(c, "cue")) for c in _tables(raw.get("cue")))
    nouns = tuple(Noun(stance=str(n["stance"]), words=tuple(n["words"])) for n in _tables(raw.get("noun")))  # type: ignore[arg-type]
    return SpeechWords(cues=cues, nouns=nouns, **values)  # type: ignore[arg-type]


def _cue(table: Mapping[str, object]) -> Cue:
    cue = Cue(**{k: tuple(v) if isinstance(v, list) else v for k, v in table.items()})  # type: ignore[arg-type]
    if cue.stance not in STANCES or cue.frame not in FRAMES:
        raise ValueError(f"[[cue]]: stance {cue.stance!r} or frame {cue.frame!r} is not known")
    return cue


def _table(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"[{name}] is missing")
    return value


def _tables(value: object) -> list[Mapping[str, object]]:
    return [_table(item, "table") for item in value] if isinstance(value, list) else []
