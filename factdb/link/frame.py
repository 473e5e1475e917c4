"""What one statement is about: its terms, whose act it is, and how it is worded.

In come an article, its statements, the linking words and concepts of its language, and the parties of the article; out
goes one `Frame` a statement. Terms are language-neutral where they can be: `p:` a party, `c:` a concept, `n:` a number,
`w:` a word. Nothing here compares statements.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from factdb.languages.concepts import ConceptIndex, concepts
from factdb.languages.linking import Linking, linking, stem
from factdb.link.accused import Told, acts_of
from factdb.link.terms import terms_of
from factdb.link.tokens import Token, Tokens, tokens_in
from factdb.records import Article, Mention, Span, Statement
from factdb.words import UNNAMED_PARTIES, Stance

FEW = 4.0
LONGEST = 80
LEAD = 300
BESIDE = 0.4
Lineage = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language gives to linking: its linking words and its concepts."""

    linking: Linking
    concepts: ConceptIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One statement as linking reads it.

    `place` is its rank in the article, `line` the number of the line it stands in. `terms` have weights, `weight` is
    the sum of those of its content. `accused` are the parties whose act it tells of, empty where nobody is known;
    `is_inherited` tells that they were taken from the context. `parties` are those that the content names, `names` its
    capitalised words. `points_back` tells that the content says nothing but that something said is untrue;
    `is_untrue` that it uses a word for untrue, `is_explicit` that it answers in so many words,
    `is_cued` that its reporting words do or that it points back. `grave`
    counts acts that are held against somebody, `soft` words of wish, demand or forecast; `lead` is the part of the
    terms that the article's title and first lines hold too.
    """

    statement: Statement
    place: int
    line: int
    terms: Mapping[str, float]
    accused: frozenset[str]
    parties: frozenset[str]
    speaks: str
    points_back: bool
    is_untrue: bool
    is_explicit: bool
    is_cued: bool
    weight: float
    grave: float
    soft: float
    lead: float
    size: int
    names: frozenset[str]
    accuses: bool = False
    is_inherited: bool = False


@cache
def words_of(code: str) -> Words:
    """The linking words and concepts of a language."""
    return Words(linking=linking(code), concepts=concepts(code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What all frames of one article share.

    `tokens` are the article's words, `names` words that name its parties, `lead` the terms of its title and first
    lines, `breaks` where its lines end.
    """

    article: Article
    tokens: Tokens
    words: Words
    lineage: Lineage
    names: Mapping[str, str]
    lead: frozenset[str]
    breaks: tuple[int, ...]


def frames_of(
    article: Article, statements: Sequence[Statement], topic: Iterable[str], words: Words, lineage: Lineage
) -> tuple[Frame, ...]:
    """The frames of an article's statements, comments left out, in order of their place in the text.

    `topic` are the terms of the article's title and first lines (`topic_of`).
    """
    chosen = [one for one in statements if one.stance is not Stance.COMMENTS]
    chosen.sort(key=lambda one: (one.quote.start, one.quote.end, one.stance is not Stance.ASSERTS, one.key))
    if not chosen:
        return ()
    scene = Scene(
        article=article,
        tokens=Tokens(article.text),
        words=words,
        lineage=lineage,
        names=_names(statements),
        lead=frozenset(topic),
        breaks=tuple(found.start() for found in re.finditer("\n", article.text)),
    )
    frames = [frame_of(one, place, scene) for place, one in enumerate(chosen)]
    told = [
        Told(statement=one.statement, speaks=one.speaks, is_explicit=one.is_explicit, accuses=one.accuses)
        for one in frames
    ]
    acts = acts_of(article, scene.tokens, told, _called(statements, words.linking), words.linking, lineage)
    return tuple(
        replace(frame, accused=act.accused, is_inherited=act.is_inherited)
        for frame, act in zip(frames, acts, strict=True)
    )


def topic_of(article: Article, words: Words, lineage: Lineage) -> dict[str, float]:
    """The terms of an article's title and first lines: what matter it tells of."""
    opening = tokens_in(f"{article.title or ''} {article.text[:LEAD]}")
    return terms_of(opening, (), words.linking, words.concepts, lineage)


def frame_of(statement: Statement, place: int, scene: Scene) -> Frame:
    """One statement's frame; `place` is its rank among those of the article."""
    told = statement.content or statement.quote
    tokens = _said(statement, told, scene)
    named = _named(statement, told, tokens, scene.names)
    terms = terms_of(tokens, named, scene.words.linking, scene.words.concepts, scene.lineage)
    own = sum([weight for term, weight in terms.items() if term[0] in "cw"])
    for term, weight in _beside(statement, tokens, named, scene).items():
        terms.setdefault(term, BESIDE * weight)
    lower = [low for _, _, low in tokens]
    stems = {stem(word, scene.words.linking) for word in lower} | set(lower)
    telling = {term: weight for term, weight in terms.items() if term[0] in "cw"}
    heavy = sum(telling.values())
    points_back = own < FEW or (statement.answers is not None and own < 2 * FEW)
    return Frame(
        statement=statement,
        place=place,
        line=bisect(scene.breaks, statement.quote.start),
        terms=terms,
        accused=frozenset(),
        parties=frozenset(mention.party for mention in named),
        speaks=statement.origin_party or statement.party,
        points_back=points_back and statement.stance is not Stance.ASSERTS,
        is_untrue=not scene.words.linking.untrue.isdisjoint(lower),
        is_explicit=_is_explicit(statement, lower, scene),
        is_cued=_is_cued(statement, scene),
        weight=own,
        accuses=_accuses(_cue(statement, scene), scene.words.linking),
        grave=float(len(stems & scene.words.linking.grave)),
        soft=float(len(scene.words.linking.soft.intersection(lower))),
        lead=sum([weight for term, weight in telling.items() if term in scene.lead]) / heavy if heavy else 0.0,
        size=len(lower),
        names=frozenset(
            low
            for place, (_, word, low) in enumerate(tokens)
            if place and word[0].isupper() and low not in scene.words.linking.stop
        ),
    )


def _beside(statement: Statement, told: Sequence[Token], named: Sequence[Mention], scene: Scene) -> dict[str, float]:
    """The terms of the whole quote, none where its words and parties are those of what is told: of half of them."""
    tokens = _said(statement, statement.quote, scene)
    parties = _named(statement, statement.quote, tokens, scene.names)
    if tokens == told and parties == named:
        return {}
    return terms_of(tokens, parties, scene.words.linking, scene.words.concepts, scene.lineage)


def _is_explicit(statement: Statement, lower: Sequence[str], scene: Scene) -> bool:
    """Whether an answer says of itself that it answers: by its cue, by a word for untrue, "never", or pointing back."""
    if statement.stance is not Stance.DENIES or _is_cued(statement, scene):
        return True
    never = statement.is_general and statement.is_negated
    return never or not scene.words.linking.untrue.isdisjoint(lower)


def _is_cued(statement: Statement, scene: Scene) -> bool:
    """Whether the reporting words deny, or the statement points back to what it answers."""
    untrue = scene.words.linking.untrue
    return statement.answers is not None or not untrue.isdisjoint(_cue(statement, scene).split())


def _cue(statement: Statement, scene: Scene) -> str:
    """The reporting words, in small letters."""
    return scene.article.text[statement.cue.start : statement.cue.end].lower() if statement.cue else ""


def _said(statement: Statement, span: Span, scene: Scene) -> list[Token]:
    """The words of a span that are not the speaker's name, the reporting words or those that point back."""
    tokens = scene.tokens.within(span, statement.quote)
    for one in (statement.source, statement.cue, statement.answers):
        if one is not None and one.start < span.end and span.start < one.end:
            tokens = [token for token in tokens if not one.start <= token[0] < one.end]
    return tokens[:LONGEST]


def _inside(at: int, *spans: Span | None) -> bool:
    return any(span is not None and span.start <= at < span.end for span in spans)


def _names(statements: Iterable[Statement]) -> dict[str, str]:
    """Words of the names of the article's persons and bodies, lower case, with the party; words of two are left out."""
    return _of_one((one.party, one.party) for one in statements)


def _called(statements: Iterable[Statement], linking: Linking) -> dict[str, str]:
    """The same and the words of the names of who speaks, with the party spoken for."""
    spoken = _of_one((one.speaker, one.party) for one in statements)
    return {**{word: party for word, party in spoken.items() if word not in linking.stop}, **_names(statements)}


def _of_one(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The words of names, lower case, that stand for one party only."""
    found: dict[str, set[str]] = {}
    for name, party in set(named):
        if party in UNNAMED_PARTIES:
            continue
        for word in re.findall(r"[^\W\d_]{4,}", name):
            if word[0].isupper():
                found.setdefault(word.lower(), set()).add(party)
    return {word: next(iter(parties)) for word, parties in found.items() if len(parties) == 1}


def _named(statement: Statement, span: Span, tokens: Sequence[Token], names: Mapping[str, str]) -> tuple[Mention, ...]:
    """The parties that the content names: the statement's own mentions, and the article's speakers by their names."""
    inside = [
        one
        for one in statement.mentions
        if span.start <= one.start < span.end and not _inside(one.start, statement.source, statement.cue)
    ]
    for at, word, low in tokens:
        party = names.get(low) if word[0].isupper() else None
        if party and not any(one.start <= at < one.end for one in inside):
            inside.append(Mention(start=at, end=at + len(word), party=party, kind="person"))
    return tuple(sorted(inside, key=lambda one: (one.start, one.end)))


def _accuses(cue: str, words: Linking) -> bool:
    return any(word in words.accuse for word in cue.split()) or cue in words.accuse
