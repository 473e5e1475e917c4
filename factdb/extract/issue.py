"""What an article's allegations are about, in stems: a plain negation answers only what somebody has raised.

The sentences with their word classes come in; an `Issue` tells whether words speak about the same. It knows no claims.
"""

from collections.abc import Iterable, Sequence

from factdb.extract.layout import Sentence, words_in
from factdb.extract.lexicon import Hits
from factdb.extract.stance import Said
from factdb.languages.linking import linking, stem
from factdb.records import Gazetteer, Mention

RAISING = frozenset({"allegation_nouns", "denial_nouns", "hearsay"})
SHORTEST = 4
LEAD = 2
RECENT = 30


class Issue:
    """The stems of the sentences in which something is alleged, rumoured or denied, and of what they point back to.

    Where there are any, the article's opening and its title tell what it is about, too.
    """

    def __init__(self, sentences: Sequence[Sentence], hits: Sequence[Hits], code: str, title: str = "") -> None:
        self._words = linking(code)
        self.stems: set[str] = set()
        self.asserted: list[tuple[str, set[str]]] = []
        self.condemned: list[tuple[str, set[str]]] = []
        raising = [n for n, found in enumerate(hits) if self._raises(found)]
        about = set(raising) | {n - 1 for n in raising if n and self._points_back(hits[n])}
        if raising:
            about |= set(range(min(LEAD, len(sentences))))
            self.stems |= self._stems(t.low for t in words_in(title, 0, len(title)) if t.kind == "word")
        for n in about:
            self.stems |= self._stems(t.low for t in sentences[n].tokens if t.kind == "word")

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
        return any(RAISING & at for at in hits.at)

    def _stems(self, lows: Iterable[str]) -> set[str]:
        return {stem(low, self._words) for low in lows if len(low) >= SHORTEST and low not in self._words.stop}

    def stems_of(self, content: Sequence[Said]) -> set[str]:
        """The stems of the content words of what was said."""
        return self._stems(
            t.low for t, at in content if t.kind == "word" and not at & {"negators", "auxiliaries", "pointing"}
        )

    def is_grave(self, content: Sequence[Said]) -> bool:
        """Whether a word tells of an act that is held against people."""
        return bool(self.stems_of(content) & self._words.grave)

    def note(self, root: str, content: Sequence[Said], *, is_asserted: bool) -> None:
        """Remembers what a side has said, so that another can be seen to say the contrary."""
        stems = self.stems_of(content)
        if is_asserted:
            self.asserted.append((root, stems))
        if any(at & {"condemnation", "falsity"} for _, at in content):
            self.condemned.append((root, stems))


class Side:
    """The issue as one speaker sees it: what is foreign is what belongs to another root."""

    def __init__(self, issue: Issue, mentions: Sequence[Mention], root: str, gazetteer: Gazetteer) -> None:
        self._issue, self._root = issue, root
        self._mentions, self._gazetteer = mentions, gazetteer

    def shared(self, content: Sequence[Said]) -> int:
        """How many content words of what was said are of the issue or, but one, of what another side asserted."""
        said = self._issue.stems_of(content)
        others = (len(said & told) - 1 for root, told in self._issue.asserted[-RECENT:] if root != self._root)
        return max(len(said & self._issue.stems), *others, 0)

    def is_grave(self, content: Sequence[Said]) -> bool:
        """Whether the words tell of an act that is held against somebody."""
        return self._issue.is_grave(content)

    def is_own(self, start: int, end: int) -> bool:
        """Whether the speaker's own side is named between two places."""
        inside = (m for m in self._mentions if start <= m.start and m.end <= end)
        return any(self._gazetteer.lineage(m.party)[-1] == self._root for m in inside)

    def is_condemned(self, content: Sequence[Said]) -> bool:
        """Whether another side has condemned what these words speak about."""
        said = self._issue.stems_of(content)
        return any(said & told for root, told in self._issue.condemned[-RECENT:] if root != self._root)

    def is_foreign(self, start: int, end: int) -> bool:
        """Whether another side is named between two places."""
        return any(
            start <= m.start and m.end <= end and self._gazetteer.lineage(m.party)[-1] != self._root
            for m in self._mentions
        )
