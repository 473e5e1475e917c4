"""What an article's allegations are about, in stems: a plain negation answers only what somebody has raised.

The sentences with their word classes come in; an `Issue` tells whether words speak about the same. It knows no claims.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from factdb.extract.layout import Sentence, Token, words_in
from factdb.extract.lexicon import Hits
from factdb.extract.negation import Said
from factdb.languages.frequency import frequency
from factdb.languages.linking import Linking, linking, stem
from factdb.records import Gazetteer, Mention
from factdb.words import RUMOUR

EMPTY_CLASSES = frozenset({"negators", "auxiliaries", "pointing"})
CONDEMNING = frozenset({"condemnation", "falsity"})
RAISING = frozenset({"allegation_nouns", "denial_nouns", "hearsay"})
SHORTEST = 4
FAMILY = 6
LEAD = 2
TITLE = -1
COMMONEST = 6.5


class _Told(NamedTuple):
    """The stems of one thing that was raised or said: by the sentence at `at`, by the party that `line` begins with."""

    at: int
    line: tuple[str, ...]
    stems: frozenset[str]


@cache
def _families(words: Linking) -> Callable[[str], tuple[str, str] | None]:
    """What tells the family of a word and its stem; None where it is short or carries no content."""

    @lru_cache(1 << 15)
    def family(low: str) -> tuple[str, str] | None:
        if len(low) < SHORTEST or low in words.stop:
            return None
        root = stem(low, words)
        return root[:FAMILY], root

    return family


class Issue:
    """The stems of the sentences in which something is alleged, rumoured or denied, and of what they point back to.

    Where there are any, the article's opening and its title tell what it is about, too.
    """

    def __init__(self, sentences: Sequence[Sentence], hits: Sequence[Hits], code: str, title: str = "") -> None:
        self._words = linking(code)
        self._family = _families(self._words)
        self._words_of: dict[str, str] = {}
        self._grave = frozenset(one[:FAMILY] for one in self._words.grave)
        self.raised: list[_Told] = []
        self.asserted: list[_Told] = []
        self.condemned: list[_Told] = []
        raising = [n for n, found in enumerate(hits) if self._raises(found)]
        about = set(raising) | {n - 1 for n in raising if n and self._points_back(hits[n])}
        if raising:
            about |= set(range(min(LEAD, len(sentences))))
            self._raise(TITLE, words_in(title, 0, len(title)))
        for n in sorted(about):
            self._raise(sentences[n].start, sentences[n].tokens)
        self.stems = frozenset().union(*(told.stems for told in self.raised))

    def _raise(self, at: int, tokens: Iterable[Token]) -> None:
        self.raised.append(_Told(at, (), self._stems([t.low for t in tokens if t.kind == "word"])))

    def _points_back(self, hits: Hits) -> bool:
        return any(
            "allegation_nouns" in at and "pointing" in after for at, after in zip(hits.at, hits.at[1:], strict=False)
        )

    def _raises(self, hits: Hits) -> bool:
        if any(
            c.cue.stance in ("denies", "declines", "withdraws")
            or c.cue.frame in ("accuse", "rumour")
            or c.form == "noun"
            for c in hits.cues
        ):
            return True
        return not all(RAISING.isdisjoint(at) for at in hits.at)

    def _stems(self, lows: Iterable[str]) -> frozenset[str]:
        """The families of the content words: what threat, threaten and threats have in common."""
        found = dict([one for one in map(self._family, lows) if one is not None])
        self._words_of.update(found)
        return frozenset(found)

    def stems_of(self, content: Sequence[Said]) -> frozenset[str]:
        """The stems of the content words of what was said."""
        return self._stems([t.low for t, at in content if t.kind == "word" and at.isdisjoint(EMPTY_CLASSES)])

    def is_grave(self, content: Sequence[Said]) -> bool:
        """Whether a word tells of an act that is held against people."""
        return bool(self.stems_of(content) & self._grave)

    def weight(self, stems: Iterable[str]) -> float:
        """How much words tell about a matter: what is left of the frequency of the commonest ones, summed."""
        return sum(max(0.0, COMMONEST - frequency(self._words_of[one], self._words.code)) for one in stems)

    def note(self, at: int, line: tuple[str, ...], content: Sequence[Said], *, is_asserted: bool) -> None:
        """Remembers what a party has said, so that another can be seen to say the contrary."""
        told = _Told(at, line, self.stems_of(content))
        if is_asserted:
            self.asserted.append(told)
        if not all(CONDEMNING.isdisjoint(at) for _, at in content):
            self.condemned.append(told)


class Side:
    """The issue as the speaker of one sentence sees it.

    `line` is the party spoken for and those above it. Another side is a party that neither stands in this line nor has
    this party in its own; what is foreign belongs to another root.
    """

    def __init__(
        self, issue: Issue, at: int, line: tuple[str, ...], mentions: Sequence[Mention], gazetteer: Gazetteer
    ) -> None:
        self._issue, self._at, self._line = issue, at, line
        self._mentions, self._gazetteer = mentions, gazetteer
        self.is_asked = False

    def _stems_of(self, content: Sequence[Said]) -> frozenset[str]:
        """The stems of what was said: whatever is asked of these may be answered otherwise later in the article."""
        self.is_asked = True
        return self._issue.stems_of(content)

    def _others(self, told: Sequence[_Told]) -> list[_Told]:
        return [one for one in told if one.line[0] not in self._line and self._line[0] not in one.line]

    def shared(self, content: Sequence[Said]) -> int:
        """How many content words of what was said are of the issue or, but one, of what another side asserted."""
        said = self._stems_of(content)
        others = (len(said & told.stems) - 1 for told in self._others(self._issue.asserted))
        return max(len(said & self._issue.stems), *others, 0)

    def is_raised(self) -> bool:
        """Whether the article raises anything at all."""
        return bool(self._issue.raised)

    def answered(self, subject: Sequence[Said], negated: Sequence[Said]) -> float:
        """How much a negated clause tells of one thing that another sentence raises or another side asserts."""
        raised = [told for told in self._issue.raised if told.at != self._at]
        return max((self._issue.weight(one) for one in self._common(raised, subject, negated)), default=0.0)

    def contradicted(self, subject: Sequence[Said], negated: Sequence[Said]) -> float:
        """How much a negated clause tells of one thing that another side asserts, in two words or more."""
        asserted = self._others(self._issue.asserted)
        common = (one for one in self._common(asserted, subject, negated) if len(one) > 1)
        return max((self._issue.weight(one) for one in common), default=0.0)

    def repeated(self, subject: Sequence[Said], negated: Sequence[Said]) -> bool:
        """Whether all that a negated clause tells is told by mere talk, in two words or more."""
        clause = self._stems_of([*subject, *negated])
        talk = (told for told in self._issue.asserted if told.line[0] == RUMOUR)
        return len(clause) > 1 and any(clause <= told.stems for told in talk)

    def _common(
        self, told: Sequence[_Told], subject: Sequence[Said], negated: Sequence[Said]
    ) -> Iterator[frozenset[str]]:
        """What the clause shares with each of the things told that hold a negated word of it."""
        denied = self._stems_of(negated)
        clause = denied | self._stems_of(subject)
        return (clause & one.stems for one in told if denied & one.stems)

    def is_grave(self, content: Sequence[Said]) -> bool:
        """Whether the words tell of an act that is held against somebody."""
        self.is_asked = True
        return self._issue.is_grave(content)

    def is_condemned(self, content: Sequence[Said]) -> bool:
        """Whether another side has condemned what these words speak about."""
        said = self._stems_of(content)
        return any(said & told.stems for told in self._others(self._issue.condemned))

    def is_own(self, start: int, end: int) -> bool:
        """Whether the speaker's own side is named between two places."""
        return any(self._root(one) == self._line[-1] for one in self._named(start, end))

    def is_foreign(self, start: int, end: int) -> bool:
        """Whether another side is named between two places."""
        return any(self._root(one) != self._line[-1] for one in self._named(start, end))

    def _named(self, start: int, end: int) -> Iterator[Mention]:
        return (one for one in self._mentions if start <= one.start and one.end <= end)

    def _root(self, mention: Mention) -> str:
        return self._gazetteer.lineage(mention.party)[-1]
