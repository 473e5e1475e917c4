"""Whose a document is that the article has spoken of before: `a suit by Nora Hill`, `Hill's letter`.

An article's sentences come in; for `the suit`, `the letter` the person or body goes out who stands behind it. What the
document says, and whether it speaks at all, is not asked here.
"""

from collections.abc import Iterator, Sequence

from factdb.extract.holders import Run
from factdb.extract.layout import Token
from factdb.extract.lexicon import Hits
from factdb.extract.names import Names
from factdb.extract.people import People
from factdb.extract.scene import Scene
from factdb.extract.source import Source, singular

REACH = 4


class Papers:
    """The documents of one article and their authors."""

    def __init__(self, scene: Scene, names: Names, people: People) -> None:
        self.scene, self.names, self.people = scene, names, people
        self._authors: list[tuple[int, str, str]] | None = None

    def author(self, source: Source) -> str | None:
        """The party behind `the letter`: who was named last as its author, else who is named first later."""
        at = source.hits.at
        definite = "definite" in at[source.first] or "pointing" in at[source.end - 1]
        heads = [i for i in source.heads("documents") if not source.tokens[i].is_capital]
        if not heads or not definite or source.end - source.first != 2:
            return None
        if self._authors is None:
            self._authors = list(self._found())
        word = singular(source.low(heads[0]))
        own = [(at, party) for at, paper, party in self._authors if paper == word]
        before = [party for at, party in own if at < source.start]
        return before[-1] if before else next((party for _, party in own), None)

    def _found(self) -> Iterator[tuple[int, str, str]]:
        for sentence, hits in self.names.by_sentence:
            tokens, runs = sentence.tokens, self.names.runs(sentence, hits)
            for i, token in enumerate(tokens):
                if "documents" in hits.at[i] and not token.is_capital:
                    party = self._before(tokens, i, runs) or self._behind(tokens, hits, i, runs)
                    if party is not None:
                        yield token.start, singular(token.low), party

    def _before(self, tokens: Sequence[Token], i: int, runs: Sequence[Run]) -> str | None:
        """`Hill's letter`, `Exxon's six-page letter`."""
        owner = next((k for k in range(i - 1, max(0, i - REACH), -1) if tokens[k].low == "'s"), None)
        if owner is None or any(tokens[k].kind == "mark" and tokens[k].low != "-" for k in range(owner + 1, i)):
            return None
        return self._party(tokens, owner - 1, next((r for r in runs if r[1] == owner), None))

    def _behind(self, tokens: Sequence[Token], hits: Hits, i: int, runs: Sequence[Run]) -> str | None:
        """`a suit filed by Nora Hill`, `a letter by the council`."""
        by = next((k for k in range(i + 1, min(i + REACH, len(tokens) - 1)) if "by" in hits.at[k]), None)
        if by is None or any(tokens[k].kind == "mark" for k in range(i + 1, by)):
            return None
        begin = by + 1
        while begin + 1 < len(tokens) and not hits.at[begin].isdisjoint({"determiners", "titles", "roles"}):
            begin += 1
        end = begin
        while end < len(tokens) and tokens[end].is_capital:
            end += 1
        body = any("organisations" in hits.at[k] for k in range(begin, end))
        named = self._party(tokens, begin, next((r for r in runs if r[0] == begin), None))
        return named or (self.scene.words(tokens, begin, end) if body else None)

    def _party(self, tokens: Sequence[Token], i: int, run: Run | None) -> str | None:
        one = self.people.known(self.scene.words(tokens, *run)) if run is not None else None
        if one is not None:
            return one.party or one.name
        mention = self.scene.mention_at(tokens[i].start)
        return mention.party if mention is not None and mention.kind != "media" else None
