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
from factdb.link.terms import terms_of
from factdb.records import Article, Mention, Span, Statement
from factdb.words import UNNAMED_PARTIES, Stance

TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:[-'’][^\W_]+)*")
FEW = 4.0
LONGEST = 80
LEAD = 300
BESIDE = 0.4
ANSWERS = frozenset({Stance.DENIES, Stance.DECLINES, Stance.ADMITS})
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
    `is_untrue` that it uses a word for untrue, `is_explicit` that it answers in so many words. `grave`
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

    `names` are words that name the article's parties, `answering` the parties that deny, decline or admit in it,
    `lead` the terms of its title and first lines, `breaks` where its lines end.
    """

    article: Article
    words: Words
    lineage: Lineage
    names: Mapping[str, str]
    answering: frozenset[str]
    lead: frozenset[str]
    breaks: tuple[int, ...]


def frames_of(article: Article, statements: Sequence[Statement], words: Words, lineage: Lineage) -> tuple[Frame, ...]:
    """The frames of an article's statements, comments left out, in order of their place in the text."""
    chosen = [one for one in statements if one.stance is not Stance.COMMENTS]
    chosen.sort(key=lambda one: (one.quote.start, one.quote.end, one.stance is not Stance.ASSERTS, one.key))
    scene = Scene(
        article=article,
        words=words,
        lineage=lineage,
        names=_names(statements),
        answering=frozenset(one.party for one in chosen if one.stance in ANSWERS),
        lead=frozenset(topic_of(article, words, lineage)),
        breaks=tuple(found.start() for found in re.finditer("\n", article.text)),
    )
    return _inherited([frame_of(one, place, scene) for place, one in enumerate(chosen)], scene)


def topic_of(article: Article, words: Words, lineage: Lineage) -> dict[str, float]:
    """The terms of an article's title and first lines: what matter it tells of."""
    return terms_of(
        _tokens(f"{article.title or ''} {article.text[:LEAD]}", 0), (), words.linking, words.concepts, lineage
    )


def frame_of(statement: Statement, place: int, scene: Scene) -> Frame:
    """One statement's frame; `place` is its rank among those of the article."""
    told = statement.content or statement.quote
    tokens = _said(statement, told, scene)
    named = _named(statement, told, tokens, scene.names)
    terms = terms_of(tokens, named, scene.words.linking, scene.words.concepts, scene.lineage)
    around = _said(statement, statement.quote, scene)
    beside = terms_of(
        around,
        _named(statement, statement.quote, around, scene.names),
        scene.words.linking,
        scene.words.concepts,
        scene.lineage,
    )
    own = sum(weight for term, weight in terms.items() if term[0] in "cw")
    for term, weight in beside.items():
        terms.setdefault(term, BESIDE * weight)
    lower = [word.lower() for _, word in tokens]
    stems = {stem(word, scene.words.linking) for word in lower} | set(lower)
    heavy = sum(weight for term, weight in terms.items() if term[0] in "cw")
    points_back = own < FEW or (statement.answers is not None and own < 2 * FEW)
    return Frame(
        statement=statement,
        place=place,
        line=bisect(scene.breaks, statement.quote.start),
        terms=terms,
        accused=_accused(statement, lower, named, scene),
        parties=frozenset(mention.party for mention in named),
        speaks=statement.origin_party or statement.party,
        points_back=points_back and statement.stance is not Stance.ASSERTS,
        is_untrue=not scene.words.linking.untrue.isdisjoint(lower),
        is_explicit=_is_explicit(statement, lower, scene),
        weight=own,
        accuses=_accuses(_cue(statement, scene), scene.words.linking),
        grave=float(len(stems & scene.words.linking.grave)),
        soft=float(len(scene.words.linking.soft.intersection(lower))),
        lead=sum(w for term, w in terms.items() if term[0] in "cw" and term in scene.lead) / heavy if heavy else 0.0,
        size=len(lower),
        names=frozenset(
            word.lower()
            for place, (_, word) in enumerate(tokens)
            if place and word[0].isupper() and word.lower() not in scene.words.linking.stop
        ),
    )


def _is_explicit(statement: Statement, lower: Sequence[str], scene: Scene) -> bool:
    """Whether an answer says of itself that it answers: by its cue, by a word for untrue, or by pointing back."""
    if statement.stance is not Stance.DENIES or statement.answers is not None:
        return True
    return not scene.words.linking.untrue.isdisjoint({*lower, *_cue(statement, scene).split()})


def _cue(statement: Statement, scene: Scene) -> str:
    """The reporting words, in small letters."""
    return scene.article.text[statement.cue.start : statement.cue.end].lower() if statement.cue else ""


def _inherited(frames: Sequence[Frame], scene: Scene) -> tuple[Frame, ...]:
    """Assertions that name nobody take the accused of the assertion before them, else who answers in the article."""
    filled: list[Frame] = []
    last: frozenset[str] = frozenset()
    for frame in frames:
        if frame.statement.stance is Stance.ASSERTS and not frame.accused:
            others = scene.answering - {frame.speaks}
            told = (
                last if last and last != {frame.speaks} else frozenset(sorted(others)[:1]) if len(others) == 1 else last
            )
            frame = replace(frame, accused=told, is_inherited=True)
        elif frame.statement.stance is Stance.ASSERTS:
            last = frame.accused
        filled.append(frame)
    return tuple(filled)


def _tokens(text: str, start: int) -> list[tuple[int, str]]:
    return [(found.start() + start, found.group().replace("’", "'")) for found in TOKEN.finditer(text)]


def _said(statement: Statement, span: Span, scene: Scene) -> list[tuple[int, str]]:
    """The words of a span that are not the speaker's name, the reporting words or those that point back."""
    spans = (statement.source, statement.cue, statement.answers)
    tokens = _tokens(scene.article.text[span.start : span.end], span.start)
    return [(at, word) for at, word in tokens if not _inside(at, *spans)][:LONGEST]


def _inside(at: int, *spans: Span | None) -> bool:
    return any(span is not None and span.start <= at < span.end for span in spans)


def _names(statements: Iterable[Statement]) -> dict[str, str]:
    """Words of the names of the article's persons and bodies, lower case, with the party; words of two are left out."""
    found: dict[str, set[str]] = {}
    for one in statements:
        if one.party in UNNAMED_PARTIES:
            continue
        for word in re.findall(r"[^\W\d_]{4,}", one.party):
            if word[0].isupper():
                found.setdefault(word.lower(), set()).add(one.party)
    return {word: next(iter(parties)) for word, parties in found.items() if len(parties) == 1}


def _named(
    statement: Statement, span: Span, tokens: Sequence[tuple[int, str]], names: Mapping[str, str]
) -> tuple[Mention, ...]:
    """The parties that the content names: the statement's own mentions, and the article's speakers by their names."""
    inside = [
        one
        for one in statement.mentions
        if span.start <= one.start < span.end and not _inside(one.start, statement.source, statement.cue)
    ]
    for at, word in tokens:
        party = names.get(word.lower()) if word[0].isupper() else None
        if party and not any(one.start <= at < one.end for one in inside):
            inside.append(Mention(start=at, end=at + len(word), party=party, kind="person"))
    return tuple(sorted(inside, key=lambda one: (one.start, one.end)))


def _accused(statement: Statement, lower: Sequence[str], named: Sequence[Mention], scene: Scene) -> frozenset[str]:
    """Whose act the statement tells of.

    Of an answer the speaker's own party, unless it names others only; of an assertion the party after a word that
    accuses or after "by", else the named party that stands first, one that answers in this article before others.
    """
    speaks, words, answering, article = statement.party, scene.words.linking, scene.answering, scene.article
    own = not words.own.isdisjoint(lower) or any(one.party == speaks for one in named)
    others = [one for one in named if one.party != speaks]
    if statement.stance in ANSWERS:
        third = [one for one in others if one.party in answering or not answering - {speaks}]
        return frozenset({speaks}) if own or not third else frozenset({speaks, third[0].party})
    if others and statement.cue is not None and _accuses(_cue(statement, scene), words):
        after = [one for one in others if one.start > statement.cue.start]
        return frozenset({(after or others)[0].party})
    if not others:
        return frozenset({speaks}) if own else frozenset()
    scored = [
        (_acts(article, one, words) + 1.5 * (one.party in answering) - 0.2 * place, one.party)
        for place, one in enumerate(others)
    ]
    best = max(scored, key=lambda one: (one[0], one[1]))
    if own and named[0].party == speaks and best[0] < 1.0:
        return frozenset({speaks})
    return frozenset({best[1]})


def _acts(article: Article, mention: Mention, words: Linking) -> float:
    """Whether a party stands where a doer stands (after "by") or where a target stands (after "against")."""
    before = article.text[max(0, mention.start - 16) : mention.start].lower().split()
    if not before:
        return 0.0
    return 2.0 * (before[-1] in words.by) - 1.0 * (before[-1] in words.target)


def _accuses(cue: str, words: Linking) -> bool:
    return any(word in words.accuse for word in cue.split()) or cue in words.accuse
