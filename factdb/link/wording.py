"""How a claim is named: its sentence, its short title and its slug, from what its leading statement says.

In come statements with their frames, out go words; nothing is translated and nothing invented.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from factdb.link.frame import Frame
from factdb.records import Article

TITLE = 90
PROPOSITION = 320
SLUG = 60
QUOTES = " \t\n\"'“”„‘’`«».,;:–—-"


def proposition_of(article: Article, lead: Frame) -> str:
    """The sentence of a claim: what its leading statement says, in the article's words."""
    span = lead.statement.content or lead.statement.quote
    text = " ".join(article.text[span.start : span.end].split()).strip(QUOTES)
    if len(text) < 25:
        text = " ".join(article.text[lead.statement.quote.start : lead.statement.quote.end].split()).strip(QUOTES)
    return _cut(text[:1].upper() + text[1:], PROPOSITION)


def title_of(article: Article, lead: Frame, accused: Sequence[str], terms: Sequence[tuple[str, float]]) -> str:
    """A short title: the proposition's beginning, after the accused where it does not name them."""
    text = _cut(proposition_of(article, lead), TITLE)
    if accused and not lead.parties and not any(one.lower() in text.lower() for one in accused):
        return _cut(f"{accused[0]}: {text}", TITLE)
    return text


def slug_of(accused: Iterable[str], terms: Iterable[tuple[str, float]], title: str = "") -> str:
    """The readable public name of a claim, ASCII, at most 60 characters: who is accused, then its rarest words.

    >>> slug_of(["North Korea"], [("w:artileri", 2.9), ("p:Russia", 1.5), ("c:artillery_shell", 2.0)])
    'north-korea-artillery-shell-artileri'
    """
    words = [one for party in list(accused)[:1] for one in _ascii(party).split("-")[:3]]
    named = sorted(terms, key=lambda one: (not one[0].startswith("c:"), -one[1], one[0]))
    for term, _ in [one for one in named if one[0][:2] in {"c:", "w:"}]:
        for word in _ascii(term[2:]).split("-"):
            if word and word not in words and len(words) < 7:
                words.append(word)
    slug = "-".join(word for word in words if word) or _ascii(title) or "claim"
    return slug if len(slug) <= SLUG else slug[: SLUG + 1].rsplit("-", 1)[0][:SLUG].strip("-")


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(QUOTES) + "…"
