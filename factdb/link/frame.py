"""What one statement is about: its terms, whose act it is, and how it is worded.

In come an article, its statements, the linking words and concepts of its language, and the parties of the article; out
goes one `Frame` a statement. Terms are language-neutral where they can be: `p:` a party, `c:` a concept, `n:` a number,
`w:` a word. Nothing here compares statements.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factdb.languages.concepts import ConceptIndex, broader, concepts
from factdb.languages.linking import Linking, frequency, linking, stem
from factdb.records import Article, Mention, Span, Statement
from factdb.words import UNNAMED_PARTIES, Stance

TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:[-'’][^\W_]+)*")
COMMON = 6.5
RAREST = 4.0
PARTY_WEIGHT = 1.5
NUMBER_WEIGHT = 2.5
CONCEPT_WEIGHT = 2.0
KIND_SHARE = 0.4
FEW = 4.0
LONGEST = 80
Lineage = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language gives to linking: its linking words and its concepts."""

    linking: Linking
    concepts: ConceptIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One statement as linking reads it.

    `place` is its rank in the article, `line` the number of the line it stands in. `terms` have weights; `own` are the
    terms apart from parties and numbers. `accused` are the parties whose act it tells of, empty where nobody is named;
    `points_back` that its content says nothing but that something said is untrue. `weight` sums what it says. `grave`
    counts acts that are held against somebody, `soft` words of wish, demand or forecast.
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
    weight: float
    grave: float
    soft: float
    size: int


@cache
def words_of(code: str) -> Words:
    """The linking words and concepts of a language."""
    return Words(linking=linking(code), concepts=concepts(code))


def frames_of(article: Article, statements: Sequence[Statement], words: Words, lineage: Lineage) -> tuple[Frame, ...]:
    """The frames of an article's statements, comments left out, in order of their place in the text."""
    chosen = [one for one in statements if one.stance is not Stance.COMMENTS]
    chosen.sort(key=lambda one: (one.quote.start, one.quote.end, one.stance is not Stance.ASSERTS, one.key))
    names = _names(statements)
    breaks = [found.start() for found in re.finditer("\n", article.text)]
    return tuple(
        frame_of(article, one, place, sum(at < one.quote.start for at in breaks), words, names, lineage)
        for place, one in enumerate(chosen)
    )


def frame_of(
    article: Article,
    statement: Statement,
    place: int,
    line: int,
    words: Words,
    names: Mapping[str, str],
    lineage: Lineage,
) -> Frame:
    """One statement's frame; `names` are the words by which the article's speakers and parties are named."""
    span = _told(statement)
    tokens = [
        (found.start() + span.start, found.group()) for found in TOKEN.finditer(article.text[span.start : span.end])
    ]
    tokens = [(at, word) for at, word in tokens if not _inside(at, statement.source, statement.cue, statement.answers)]
    tokens = tokens[:LONGEST]
    lower = [word.lower().replace("’", "'") for _, word in tokens]
    named = _named(statement, span, tokens, names)
    terms = _terms(tokens, lower, named, words, lineage)
    own = {term: weight for term, weight in terms.items() if term[0] in "cw"}
    points_back = sum(own.values()) < FEW or (statement.answers is not None and sum(own.values()) < 2 * FEW)
    stems = {stem(word, words.linking) for word in lower} | set(lower)
    return Frame(
        statement=statement,
        place=place,
        line=line,
        terms=terms,
        accused=_accused(article, statement, lower, named, words.linking),
        parties=frozenset(mention.party for mention in named),
        speaks=statement.origin_party or statement.party,
        points_back=points_back and statement.stance is not Stance.ASSERTS,
        is_untrue=not words.linking.untrue.isdisjoint(lower),
        weight=sum(own.values()),
        grave=float(len(stems & words.linking.grave)),
        soft=float(len(words.linking.soft.intersection(lower))),
        size=len(lower),
    )


def _told(statement: Statement) -> Span:
    """Where what was said stands: the content, else the whole quote."""
    return statement.content or statement.quote


def _inside(at: int, *spans: Span | None) -> bool:
    return any(span is not None and span.start <= at < span.end for span in spans)


def _names(statements: Iterable[Statement]) -> dict[str, str]:
    """Last and whole names of the article's persons and bodies, lower case, with the party that they speak for."""
    found: dict[str, str] = {}
    for one in statements:
        if one.party in UNNAMED_PARTIES:
            continue
        if one.party == one.speaker:
            for word in one.party.lower().split():
                if len(word) > 3:
                    found.setdefault(word, one.party)
    return found


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


def _terms(
    tokens: Sequence[tuple[int, str]],
    lower: Sequence[str],
    named: Sequence[Mention],
    words: Words,
    lineage: Lineage,
) -> dict[str, float]:
    terms: dict[str, float] = {}
    for mention in named:
        terms[f"p:{lineage(mention.party)[-1]}"] = PARTY_WEIGHT
        terms[f"p:{mention.party}"] = PARTY_WEIGHT
    spoken = (
        words.linking.stop | words.linking.saying | words.linking.untrue | words.linking.negation | words.linking.own
    )
    covered: set[int] = set()
    for hit in words.concepts.found(lower):
        if any(lower[at] in spoken for at in range(hit.start, hit.end)) and hit.end - hit.start == 1:
            continue
        covered.update(range(hit.start, hit.end))
        terms[f"c:{hit.concept}"] = max(terms.get(f"c:{hit.concept}", 0.0), CONCEPT_WEIGHT * hit.weight)
        for kind in broader(hit.concept):
            terms.setdefault(f"c:{kind}", CONCEPT_WEIGHT * hit.weight * KIND_SHARE)
    for place, (at, word) in enumerate(tokens):
        if any(one.start <= at < one.end for one in named) or lower[place] in spoken:
            continue
        if word[0].isdigit():
            number = _number(word)
            if number:
                terms[number] = NUMBER_WEIGHT
            continue
        is_name = word[0].isupper() and place > 0
        base = lower[place] if is_name else stem(lower[place], words.linking)
        if len(base) < 3 or base in words.linking.stop:
            continue
        weight = rarity(base, lower[place], words.linking.code)
        terms[f"w:{base}"] = max(terms.get(f"w:{base}", 0.0), weight * (0.6 if place in covered else 1.0))
    return terms


def rarity(base: str, word: str, code: str) -> float:
    """The weight of a word: 0 for the most frequent ones, `RAREST` for rare and unknown ones."""
    return max(0.2, min(RAREST, COMMON - max(frequency(base, code), frequency(word, code))))


def _number(word: str) -> str | None:
    """A number as a term, None for years and for small ones, which say little."""
    digits = re.sub(r"[.,](?=\d{3}(?!\d))", "", word)
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return None
    return f"n:{value:g}" if value >= 10 and not (1900 <= value <= 2100) else None


def _accused(
    article: Article, statement: Statement, lower: Sequence[str], named: Sequence[Mention], words: Linking
) -> frozenset[str]:
    """Whose act the statement tells of.

    The party after a word that accuses or after "by"; else, in a denial worded with "we" or naming nobody, the
    speaker's own; else the first party named in the content.
    """
    speaks = statement.party
    answers = statement.stance in (Stance.DENIES, Stance.DECLINES, Stance.ADMITS)
    others = [one for one in named if one.party != speaks]
    cue = article.text[statement.cue.start : statement.cue.end].lower() if statement.cue else ""
    if not answers and others and _accuses(cue, words):
        after = [one for one in others if statement.cue is not None and one.start > statement.cue.start]
        return frozenset({(after or others)[0].party})
    for one in others:
        before = article.text[max(0, one.start - 12) : one.start].lower().split()
        if before and before[-1] in words.by:
            return frozenset({one.party})
    if answers:
        first = named[0].party if named else speaks
        is_own = not words.own.isdisjoint(lower) or speaks in {one.party for one in named} or not named
        return frozenset({speaks}) if is_own else frozenset({first})
    if not words.own.isdisjoint(lower) and not statement.is_direct:
        return frozenset({speaks})
    return frozenset({named[0].party}) if named else frozenset()


def _accuses(cue: str, words: Linking) -> bool:
    return any(word in words.accuse for word in cue.split()) or cue in words.accuse
