"""Media as sources: the outlet that a phrase names, known or not, and whether somebody is one.

A source phrase with its mentions comes in, the outlet's name goes out. Whether the outlet speaks or only carries is not
asked here.
"""

from collections.abc import Sequence

from factdb.extract.people import Speaker
from factdb.extract.scene import Scene
from factdb.extract.source import MODIFIERS, Source
from factdb.records import Mention


class Media:
    """Reads the outlets of one article's source phrases."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def is_medium(self, speaker: Speaker) -> bool:
        """Whether a body is a medium, which may only carry what others say."""
        party = self.scene.gazetteer.get(speaker.party) if speaker.kind == "body" else None
        if party is not None or speaker.kind != "body":
            return party is not None and party.kind == "media"
        return self.scene.has("media_nouns", speaker.name)

    def named(self, source: Source, mentions: Sequence[Mention]) -> str | None:
        """`The Lebanese newspaper As-Safir`, `the news channel, NTV`: the medium itself, not its country."""
        head = next((i for i in range(source.first, source.end) if "media_nouns" in source.hits.at[i]), None)
        if head is None:
            return None
        if mentions and mentions[-1].kind == "media" and mentions[-1].end == source.tokens[source.end - 1].end:
            return mentions[-1].party
        beside = [m for m in mentions if m.kind == "media" and m.start < source.tokens[head].start]
        if beside and source.tokens[head - 1].start < beside[-1].end:
            return beside[-1].party
        begin = head + 2 if source.low(head + 1) == "," else head + 1
        end = begin
        while end < source.last and self._is_own_word(source, end):
            end += 1
        if end == begin or source.tokens[head].is_capital:
            begin = head
            while begin > source.first and self._is_own_word(source, begin - 1):
                begin -= 1
            end = max(end, head + 1) if source.tokens[head].is_capital else head
        if all("media_nouns" in source.hits.at[i] for i in range(begin, end)):
            return None
        before = self.scene.mention_at(source.tokens[begin - 1].start) if begin > source.first else None
        if before is not None and before.kind == "state" and source.tokens[begin].is_capital:
            begin -= 1  # "Tunisian News Agency"
        return self._listed(self.scene.words(source.tokens, begin, end))

    def _listed(self, name: str) -> str:
        """A name as the gazetteer has it, also without `TV`, or with the Arabic article spelled otherwise: al-Safir."""
        nouns = self.scene.classes["media_nouns"]
        bare = " ".join(word for word in name.split() if word.lower() not in nouns)
        for one in dict.fromkeys((name, bare)):
            prefix, _, rest = one.partition("-")
            articles = sorted(self.scene.classes["name_articles"])
            is_article = bool(rest) and self.scene.has("name_articles", prefix)
            for spelled in (one, *(f"{a.capitalize()}-{rest}" for a in articles if is_article)):
                if spelled and (party := self.scene.gazetteer.get(spelled)) is not None and party.kind == "media":
                    return party.name
        return name

    def _is_own_word(self, source: Source, i: int) -> bool:
        """Whether token `i` is part of a name that the gazetteer does not know."""
        token = source.tokens[i]
        return token.is_named and self.scene.mention_at(token.start) is None and source.hits.at[i].isdisjoint(MODIFIERS)
