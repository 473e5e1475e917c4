"""Invented news to measure with: articles and the statements that reading would find in them, as many as wanted.

In comes a seed, out come articles on matters that nobody knows, the same each time. Words are drawn as often as people
use them, parties and names by Zipf's law, so that few are in many articles and most in few: every seventh article is
about the first party, every eightieth names the first name. One article of twenty goes on with a matter that an earlier
one told of. Nothing here knows a database.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import accumulate

from wordfreq import top_n_list, word_frequency

from factdb.languages.linking import linking, stem
from factdb.link.terms import rarity
from factdb.records import Appearance, Article, Member, Mention, SaidOn, Span, Statement
from factdb.words import PublishedBasis, SaidOnBasis, Stance

KNOWN_MATTER = 0.05
ACCUSING = ("state", "government", "ministry", "agency", "company", "armed_force", "police", "international")
STARTS = (
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "ga",
    "ha",
    "ja",
    "ka",
    "ki",
    "ko",
    "la",
    "lo",
    "ma",
    "na",
    "pa",
    "ra",
)
ENDS = ("ban", "din", "gar", "hal", "kin", "lar", "mon", "nad", "pur", "rak", "sen", "tan", "vil", "yar", "zen")
FIRST, DAYS = date(2014, 1, 1), 3650
SPEECH = (
    (Stance.ASSERTS, "said"),
    (Stance.ASSERTS, "accused"),
    (Stance.DENIES, "denied"),
    (Stance.DECLINES, "declined"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that articles tell of: who accuses whom, in which words and names, since which day."""

    accused: str
    accuser: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    number: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article, its statements and the matter that most of them are about."""

    article: Article
    statements: tuple[Statement, ...]
    matter: Matter


def invented(
    parties: Sequence[str], seed: int = 0, matters: Sequence[Matter] = (), lines: tuple[int, int] = (3, 6)
) -> Iterator[Told]:
    """Articles without end, of so many lines; some go on with one of these matters or one told before."""
    world, known = _World(parties, seed), list(matters)
    while True:
        goes_on = known and world.chance.random() < KNOWN_MATTER
        matter = world.chance.choice(known) if goes_on else world.matter()
        if not goes_on:
            known.append(matter)
        yield world.told(matter, lines)


class _World:
    """Words, names and parties with how often each is used."""

    def __init__(self, parties: Sequence[str], seed: int) -> None:
        self.chance, self.seed, self.count = random.Random(seed), seed, 0
        order = random.Random(0)
        words = [word for word in top_n_list("en", 40000) if word.isalpha()]
        self.words = words, list(accumulate(word_frequency(word, "en") for word in words))
        topical = words[400:]
        self.topical = topical, list(accumulate(word_frequency(word, "en") for word in topical))
        self.names = _by_zipf([_name(order) for _ in range(50000)], offset=50)
        self.parties = _by_zipf(sorted(parties, key=lambda name: (-word_frequency(name, "en"), name)))

    def draw(self, of: tuple[list[str], list[float]], many: int) -> list[str]:
        return self.chance.choices(of[0], cum_weights=of[1], k=many)

    def matter(self) -> Matter:
        accused, accuser = self.draw(self.parties, 2)
        return Matter(
            accused=accused,
            accuser=accuser,
            words=tuple(self.draw(self.topical, 10)),
            names=tuple(self.draw(self.names, 4)),
            number=self.chance.randrange(10, 20000),
            day=self.chance.randrange(DAYS),
        )

    def told(self, matter: Matter, most: tuple[int, int]) -> Told:
        """One article on a matter: its first two statements are on the matter, the others more loosely."""
        self.count += 1
        key = sha256(f"{self.seed} {self.count}".encode()).hexdigest()[:32]
        title = " ".join([matter.accused, *self._said(matter, 6, 0.8)]).capitalize()
        lines = [title + "."]
        found: list[Statement] = []
        at = len(lines[0]) + 1
        day = (FIRST + timedelta(days=matter.day + self.chance.randrange(20))).isoformat()
        for place in range(self.chance.randint(*most)):
            line, statement = self._line(matter, key, place, at, day)
            lines.append(line)
            found.append(statement)
            at += len(line) + 1
        article = Article(
            key=key,
            text="\n".join(lines),
            source=f"invented {self.seed} {self.count}",
            title=title,
            language="en",
            published_on=day,
            published_basis=PublishedBasis.GIVEN,
        )
        return Told(article=article, statements=tuple(found), matter=matter)

    def _line(self, matter: Matter, article: str, place: int, at: int, day: str) -> tuple[str, Statement]:
        """One line of an article with the statement that it holds; `at` is where the line begins."""
        stance, cue = self.chance.choices(SPEECH, weights=(60, 15, 20, 5))[0]
        if stance in (Stance.DENIES, Stance.DECLINES):
            speaker = matter.accused
        else:
            speaker = matter.accuser if place < 2 else self._speaker()
        words = self._said(matter, self.chance.randint(12, 28), 0.5 if place < 3 else 0.2)
        if self.chance.random() < 0.6:
            words.insert(1, matter.accused)
        if self.chance.random() < 0.3:
            words.insert(3, str(matter.number))
        content = " ".join(words)
        line = f"{speaker} {cue} that {content}."
        start = at + len(speaker) + len(cue) + 7
        place_of = line.find(matter.accused, len(speaker))
        mentions = [
            Mention(start=at + place_of, end=at + place_of + len(matter.accused), party=matter.accused, kind="state")
        ]
        return line, Statement(
            key=sha256(f"{article} {place}".encode()).hexdigest()[:32],
            article=article,
            quote=Span(at, at + len(line)),
            stance=stance,
            speaker=speaker,
            party=speaker,
            source=Span(at, at + len(speaker)),
            cue=Span(at + len(speaker) + 1, at + len(speaker) + 1 + len(cue)),
            content=Span(start, start + len(content)),
            said_on=SaidOn(value=day, earliest=day, latest=day, basis=SaidOnBasis.ARTICLE),
            mentions=tuple(mentions) if place_of >= 0 else (),
        )

    def _speaker(self) -> str:
        if self.chance.random() < 0.5:
            return self.draw(self.parties, 1)[0]
        return " ".join(self.draw(self.names, 2))

    def _said(self, matter: Matter, many: int, near: float) -> list[str]:
        """Words, some of them those of the matter."""
        own = [*matter.words, *matter.names]
        free = self.draw(self.words, many)
        return [self.chance.choice(own) if self.chance.random() < near else word for word in free]


def imagined(told: Told) -> Appearance:
    """What linking would make of an article, in short: quicker to have than by reading it, and found by like terms."""
    lines = told.article.text.split("\n")[:3]
    said, opening = _weights(" ".join(lines[1:])), _weights(lines[0] + " " + lines[1][:200])
    topic = sorted(((f"t:{word}", round(weight / 2, 3)) for word, weight in opening.items()), key=lambda one: -one[1])
    own = told.statements[:2]
    return Appearance(
        key=sha256(f"{told.article.key} appearance".encode()).hexdigest()[:32],
        article=told.article.key,
        language="en",
        members=tuple(Member(statement=one.key, score=1.0, rule="") for one in own),
        accused=(told.matter.accused,),
        terms=tuple((f"w:{word}", round(weight, 3)) for word, weight in said.items()) + tuple(topic[:20]),
        title=lines[1][:80],
        proposition=lines[1],
        stances=tuple(sorted({one.stance for one in own})),
        on=told.article.published_on,
    )


def _weights(text: str) -> dict[str, float]:
    """The words of a text as linking weighs them."""
    found = {word: _weight(word) for word in text.strip(".").split()}
    return {told[0]: told[1] for told in found.values() if told is not None}


@cache
def _weight(word: str) -> tuple[str, float] | None:
    """A word's base and how linking weighs it, None for one that it passes over."""
    words, lower = linking("en"), word.lower()
    if len(word) <= 2 or not word.isalpha() or lower in words.stop | words.saying | words.accuse | words.untrue:
        return None
    base = stem(lower, words)
    return base, rarity(base, lower, "en")


def _name(chance: random.Random) -> str:
    return "".join(
        [chance.choice(STARTS), chance.choice(STARTS), chance.choice(STARTS), chance.choice(ENDS)]
    ).capitalize()


def _by_zipf(values: list[str], offset: int = 0) -> tuple[list[str], list[float]]:
    """Values with how often each is drawn, added up; a larger offset flattens the beginning (Mandelbrot's law)."""
    return values, list(accumulate(1 / (rank + offset) for rank in range(1, len(values) + 1)))
