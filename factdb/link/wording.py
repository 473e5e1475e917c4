"""How a claim is named: its sentence, its short title and its slug, from what its leading statement says.

In come statements with their frames, out go words; nothing is translated and nothing invented.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from factdb.languages.linking import Linking, linking, stem
from factdb.languages.meanings import meaning_of
from factdb.link.frame import Frame, Lineage
from factdb.link.likeness import akin
from factdb.records import Article, Span
from factdb.words import Stance

TITLE = 90
HALF = 45
PROPOSITION = 320
SHORTEST = 25
SLUG = 60
SLUG_WORDS = 4
SHORTEST_WORD = 4
LONG = 40
QUOTES = " \t\n\"'“”„‘’`«».,;:–—-"
TOKENISED = (("``", '"'), ("''", '"'), ("-LRB-", "("), ("-RRB-", ")"))
BEGINS_INSIDE = re.compile(r"^(?:\([^)]{0,40}\)|[^(]{0,20}\))\s*")


def lead_of(article: Article, frames: Sequence[Frame], linking: Linking, lineage: Lineage) -> Frame:
    """The statement that words a claim best: an assertion of substance, told by another side than the one that denies.

    It is what a denial takes up in its own sentence, names who is accused, speaks of what the others speak of, and is a
    sentence rather than somebody's own words. Of answers alone it is the one that spells out most.
    """
    asserted = [one for one in frames if one.statement.stance is Stance.ASSERTS] or list(frames)
    denials = [frame for frame in frames if frame.statement.stance is Stance.DENIES]
    told, denied = _Voices(frames), _Voices(denials)
    taken_up = {frame.statement.quote for frame in denials}
    return max(
        asserted,
        key=lambda one: (
            _fitness(article, one, told, denied, linking, lineage) + (one.statement.quote in taken_up),
            -one.place,
        ),
    )


class _Voices:
    """What some statements say and who says it, counted, so that each can be measured against all others."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self._frames = {id(frame) for frame in frames}
        self._terms = Counter(term for frame in frames for term in frame.terms if term[0] in "wc")
        self._speaks = Counter(frame.speaks for frame in frames)

    def shared(self, one: Frame) -> float:
        """How much of what a statement says others say too, 0 to 1."""
        own = id(one) in self._frames
        return min(1.0, sum(weight for term, weight in one.terms.items() if self._terms[term] > own) / 8)

    def other_speakers(self, one: Frame) -> list[str]:
        """For whom the others speak."""
        own = {one.speaks: 1} if id(one) in self._frames else {}
        return [party for party, count in self._speaks.items() if count > own.get(party, 0)]


def _fitness(article: Article, one: Frame, told: _Voices, denied: _Voices, linking: Linking, lineage: Lineage) -> float:
    text = _told(article, one.statement.content or one.statement.quote).lower()
    words = text.split()
    score = min(one.weight, 12.0) / 12 + told.shared(one) + 1.6 * denied.shared(one)
    score += 0.7 * bool(one.accused & one.parties) + 0.7 * (not akin([one.speaks], denied.other_speakers(one), lineage))
    score -= (
        0.25 * min(one.soft, 2.0)
        + 0.4 * one.statement.is_direct
        + 0.5 * (not linking.own.isdisjoint(words))
        + 0.3 * (len(words) > LONG)
    )
    return score - 0.4 * (text[:1] == "(" or words[:1] == [] or words[0] in linking.opening) - (one.weight < 4)


def proposition_of(article: Article, lead: Frame, linking: Linking) -> str:
    """The sentence of a claim: what its leading statement says, in the article's words."""
    statement = lead.statement
    text = _opened(article, statement.content or statement.quote, lead, linking)
    if len(text) < SHORTEST:
        text = _opened(article, statement.quote, lead, linking)
    return _cut(_closed(text[:1].upper() + text[1:]), PROPOSITION)


def title_of(article: Article, lead: Frame, linking: Linking) -> str:
    """A short title: the beginning of the proposition."""
    return _short(proposition_of(article, lead, linking))


def slug_of(accused: Iterable[str], terms: Iterable[tuple[str, float]], title: str = "", language: str = "en") -> str:
    """The readable public name of a claim, ASCII, at most 60 characters: who is accused, then words of the title.

    The words are those of the title, in its language, that carry most; where it holds fewer than two, concepts and
    words of the claim.

    >>> slug_of(["North Korea"], [("w:artileri", 2.9), ("p:Russia", 1.5), ("c:artillery_shell", 2.0)])
    'north-korea-artillery-shell-artileri'
    >>> terms = [("w:increase", 1.2), ("w:salary", 1.9)]
    >>> slug_of(["Joko Widodo"], terms, "Presiden Joko Widodo mendapatkan kenaikan gaji", "id")
    'joko-widodo-kenaikan-gaji'
    """
    words = [one for party in list(accused)[:1] for one in _ascii(party).split("-")[:3]]
    ranked = sorted(terms, key=lambda one: (not one[0].startswith("c:"), -one[1], one[0]))
    telling = _telling(title, dict(ranked), words, linking(language))
    if len(telling) < 2:
        telling += [one for term, _ in ranked if term[:2] in {"c:", "w:"} for one in _ascii(term[2:]).split("-")]
    for word in telling:
        if word and word not in words and len(words) < 3 + SLUG_WORDS:
            words.append(word)
    slug = "-".join(word for word in words if word) or _ascii(title) or "claim"
    return slug if len(slug) <= SLUG else slug[: SLUG + 1].rsplit("-", 1)[0][:SLUG].strip("-")


def _telling(title: str, terms: Mapping[str, float], taken: Sequence[str], words: Linking) -> list[str]:
    """The words of a title that carry most, in its order."""
    found: dict[str, float] = {}
    for word in _ascii(title).split("-"):
        bases = word, stem(word, words)
        names = {meaning_of(word, base, words.code, first=first) for base in bases for first in (False, True)}
        weight = max(terms.get(f"w:{name}", 0.0) for name in names)
        if weight and len(word) >= SHORTEST_WORD and word not in taken:
            found[word] = weight
    best = sorted(found, key=lambda word: -found[word])[:SLUG_WORDS]
    return [word for word in found if word in best]


def _told(article: Article, span: Span) -> str:
    """The words of a span on one line, with the marks of tokenised texts written as people write them."""
    text = " ".join(article.text[span.start : span.end].split())
    for mark, written in TOKENISED:
        text = text.replace(mark, written)
    return text


def _opened(article: Article, span: Span, lead: Frame, linking: Linking) -> str:
    """The words of a span without what only ties them to the sentence before: "that", "about", "(US)"."""
    text = BEGINS_INSIDE.sub("", _told(article, span).strip(QUOTES)).strip(QUOTES)
    first, _, rest = text.partition(" ")
    while rest and first.lower() in linking.opening:
        text = rest.strip(QUOTES)
        first, _, rest = text.partition(" ")
    return _of_whom(article, span, text, lead, linking)


def _of_whom(article: Article, span: Span, text: str, lead: Frame, linking: Linking) -> str:
    """ "Belgium of killing civilians", after "accused", as "Belgium: killing civilians"."""
    at = next((one for one in lead.statement.mentions if one.start == span.start), None)
    if at is None or not lead.accuses:
        return text
    name = article.text[at.start : at.end]
    first, _, rest = text.removeprefix(name).strip().partition(" ")
    return f"{name}: {rest}" if text.startswith(name) and rest and first.lower() in linking.opening else text


def _closed(text: str) -> str:
    """A text whose last quotation is closed."""
    if text.count('"') % 2:
        return text + '"'
    return text + "”" if text.count("“") > text.count("”") else text


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _short(text: str) -> str:
    """A text cut to a title: at a comma where one stands late enough, else between words."""
    if len(text) <= TITLE:
        return text
    comma = text.rfind(", ", HALF, TITLE)
    return _closed(text[:comma]) if comma > 0 else _cut(text, TITLE)


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(QUOTES) + "…"
