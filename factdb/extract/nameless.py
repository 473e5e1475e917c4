"""A source without a person's name: bodies, officials, witnesses, groups, documents, rumours.

A source phrase comes in, a `Speaker` goes out: the party that the phrase names, who was meant by its words before, or
the phrase's own words. None where the words are nobody who can speak.
"""

from collections.abc import Sequence

from factdb.extract.lexicon import Hits
from factdb.extract.media import Media
from factdb.extract.memory import Memory
from factdb.extract.names import Names
from factdb.extract.offices import Offices
from factdb.extract.papers import Papers
from factdb.extract.people import People, Speaker
from factdb.extract.scene import Scene
from factdb.extract.source import HEADS, MODIFIERS, Source
from factdb.records import Mention
from factdb.words import RUMOUR, WITNESS

NAMELESS = frozenset({
    "determiners", "prepositions", "adverbs", "conjunctions", "clause_starts", "person_pronouns",
    "group_pronouns", "thing_pronouns", "questions", "self",
})  # fmt: skip
BEFORE_RUMOUR = frozenset({"determiners", "existence", "raising", "adverbs"})
OWN_BODIES = frozenset({"organisation", "armed_group", "company", "political_party"})
GROUPS = frozenset({"group", "armed_group", "organisation"})
NO_SUBJECT = frozenset({
    "auxiliaries", "negators", "questions", "self", "relatives", "that", "clause_starts", "person_pronouns", "own",
    "rumours", "group_pronouns", "thing_pronouns", "laws",
})  # fmt: skip
BEFORE_SUBJECT = frozenset(
    {"conjunctions", "coordinators", "clause_starts", "that", "adverbs", "relatives", "questions"}
)
LONGEST_NAME = 8
LONGEST_SUBJECT = 8
SOURCE_WORDS = 9


class Nameless:
    """Reads one article's source phrases that name no person."""

    def __init__(self, scene: Scene, names: Names, offices: Offices, people: People, memory: Memory) -> None:
        self.scene, self.names, self.offices, self.people, self.memory = scene, names, offices, people, memory
        self.media, self.papers = Media(scene), Papers(scene, names, people)

    def rumour(self, source: Source) -> Speaker | None:
        """`kabar yang beredar`, `social media users`: talk that no party stands behind."""
        at, start = source.hits.at, source.first
        while start < source.last - 1 and (
            not at[start].isdisjoint(BEFORE_RUMOUR) or start in self._going_round(source.hits)
        ):
            start += 1
        named = any(start <= r[0] < source.last for r in source.runs)
        if "rumours" not in at[start] or source.mentions(source.first, start + 1):
            return self._told_online(source) if named else None
        if named and not self._goes_round(source, start):
            return None
        return Speaker(source.words, RUMOUR, kind="rumour")

    def _told_online(self, source: Source) -> Speaker | None:
        """`Viral di media sosial potongan video Menteri X yang …`: what the video tells, not what the minister says."""
        begin = source.first
        goes = begin < source.last and begin in self._going_round(source.hits)
        shown = any({"rumours", "documents"} <= source.hits.at[i] for i in range(begin, source.last))
        return Speaker(source.words, RUMOUR, kind="rumour") if goes and shown else None

    def _goes_round(self, source: Source, start: int) -> bool:
        """Whether the sentence says elsewhere that it goes round: `viral`, `di media sosial`."""
        at, first = source.hits.at, source.first
        inside = range(start, source.last)
        elsewhere = any("rumours" in at[i] and i not in inside for i in range(len(at)))
        return elsewhere or any(i not in inside and i >= first for i in self._going_round(source.hits))

    def _going_round(self, hits: Hits) -> set[int]:
        return {i for c in hits.cues if c.cue.frame == "rumour" for i in range(c.first, c.last)}

    # ------------------------------------------------------------------ officials, witnesses, sources

    def unnamed(self, source: Source) -> Speaker | None:
        """The party is what the words beside an official tell, else who they were before."""
        beside = source.mentions(source.first, source.end)
        if "witnesses" in source.classes and not any(m.kind in ("agency", "police", "ministry") for m in beside):
            return _anonymous(source, WITNESS)
        if "anonymous" not in source.classes:
            nobody = source.classes.isdisjoint({"roles", "groups", "organisations"})
            return _anonymous(source, WITNESS) if nobody and self._is_somebody(source) else None
        if beside:
            closes = "anonymous" in source.hits.at[source.end - 1]
            return _anonymous(source, beside[-1 if closes else 0].party, is_anonymous="documents" not in source.classes)
        if (served := self.people.served(source, (source.first, source.last))) is not None:
            return _anonymous(source, served)
        head = source.heads("anonymous")[0]
        if any(
            m.kind == "media" and m.start > source.tokens[head].start for m in source.named(source.first, source.end)
        ):
            return None  # "the official SANA news agency"
        if "source_nouns" in source.hits.at[head] and source.low(source.end) == "with":
            return _anonymous(source, source.own_name(source.last, SOURCE_WORDS))
        after = source.mentions(source.end, source.last)
        if after and ("prepositions" in source.hits.at[source.end] or source.low(source.end) == ","):
            return _anonymous(source, after[0].party)
        if (name := self._body_after(source)) is not None:
            return _anonymous(source, name)
        if not self._is_modified(source, head) and (known := self._as_before(source, head)) is not None:
            return known
        return _anonymous(source, source.own_name(source.end) or source.low(head))

    def _is_somebody(self, source: Source) -> bool:
        """`A man carrying a flag`: somebody of whom nothing is told but that he is there."""
        head = next(iter(source.heads("persons")), source.last)
        opens = all("determiners" in source.hits.at[i] for i in range(source.first, head))
        return source.first < head < source.end and opens and not source.named(source.first, source.end)

    def _body_after(self, source: Source) -> str | None:
        """`A source at Aleppo Police Command`: a body that the gazetteer does not know, behind a preposition."""
        at, tokens, link = source.hits.at, source.tokens, source.end
        if not {"of_links", "locative"} & source.classes_at(link):
            return None
        begin = link + 1 + ("determiners" in source.classes_at(link + 1))
        end = begin
        while end < source.last and tokens[end].is_capital:
            end += 1
        is_body = end - begin > 1 and any("organisations" in at[i] for i in range(begin, end))
        return self.scene.words(tokens, begin, end) if is_body else None

    def _as_before(self, source: Source, head: int) -> Speaker | None:
        """An official of whom nothing more is told: the one of before, else one of the state that is spoken of."""
        before = self.memory.by_head(source.low(head))
        if before is not None:
            return before
        if "officials" not in source.hits.at[head] and not self.people.is_public(source.words):
            return None
        last = self.memory.person if self.memory.last is None else self.memory.no_medium(self.memory.last)
        if "roles" in source.classes and last is not None and not self._is_another(source, head):
            return _anonymous(source, last.party)
        state = self._state_of_officials(source, is_another=self._is_another(source, head))
        if state is None:
            return None
        own = self.scene.gazetteer.get(f"{state} {source.low(head)}")
        return _anonymous(source, own.name if own is not None and self.scene.root(own.name) == state else state)

    def _is_another(self, source: Source, head: int) -> bool:
        """`A military spokeswoman`: somebody new, of a body of which nothing has been said."""
        at = source.hits.at
        if "one" not in at[source.first]:
            return False
        last = self.memory.last.party.lower() if self.memory.last is not None else ""
        return any("groups" in at[i] and source.low(i) not in last for i in range(source.first, head))

    def _state_of_officials(self, source: Source, *, is_another: bool) -> str | None:
        """The state of who spoke last, else the one that the sentence names first, else the article's."""
        if is_another:
            return self.scene.first_state(source.sentence.start, source.start) or self.scene.home
        last = self.scene.root(self.memory.last.party) if self.memory.last is not None else None
        if last is not None and self.scene.is_state(last):
            return last
        return self.scene.first_state(source.sentence.start, source.start) or self.scene.most

    def _is_modified(self, source: Source, head: int) -> bool:
        """Whether words of their own stand before the head: `Western officials` are not the officials of before."""
        return any(
            ("-" in token.low and not token.is_capital)
            or (
                token.is_capital
                and source.hits.at[i].isdisjoint(MODIFIERS)
                and (i > 0 or self.names.is_spelled_so(token.low))
            )
            for i, token in enumerate(source.tokens[source.first : head], source.first)
        )

    def whoever(self, source: Source) -> Speaker | None:
        """Any other noun phrase: `some economists`, `one in three`, `the advert`; None where a clause stands there."""
        at, tokens, first, core = source.hits.at, source.tokens, source.first, range(source.first, source.end)
        if source.end - first > LONGEST_SUBJECT or any(not at[i].isdisjoint(NO_SUBJECT) for i in core):
            return None
        nouns = "noun_like" if "determiners" in at[first] else ""
        verbs = (i for i in core if i in source.hits.cue_tokens and nouns not in at[i])
        if any(tokens[i].kind not in ("word", "number") for i in core) or any(verbs):
            return None
        participle = source.last < len(tokens) and tokens[source.last].low.endswith("ing")
        if participle or not self._opens_clause(source) or tokens[first].low.endswith("ing"):
            return None
        nobody = "relatives" in source.classes_at(source.end) if "indefinites" in at[first] else False
        head = tokens[first]
        several = "indefinites" in at[first] or head.low.endswith("s") or head.kind == "number"
        is_name = head.is_capital and "determiners" not in at[first] and not self.names.only_opens(tokens, first)
        alone = source.end - first == 1 and (self._is_adjective(source) or not (several or is_name))
        if nobody or alone:
            return None
        party = source.words if is_name else source.words[:1].lower() + source.words[1:]
        return Speaker(source.words, party, is_anonymous=True, kind="anybody")

    def _opens_clause(self, source: Source) -> bool:
        """Whether a subject can stand there: behind a mark, a conjunction, a cue."""
        at, before = source.hits.at, source.first - 1
        if before < 0 or source.tokens[before].kind != "word" or before in source.hits.cue_tokens:
            return True
        if "by" in at[before]:  # "was denied by the firm"
            return True
        known = at[before].isdisjoint({"prepositions"}) and not at[before].isdisjoint(BEFORE_SUBJECT)
        return known or source.tokens[before].is_capital

    # ------------------------------------------------------------------ bodies

    def body(self, source: Source) -> Speaker | None:
        """The party that the core names, a body of its own words, or the one meant by its head before."""
        mentions = source.named(source.first, source.end)
        parties = source.mentions(source.first, source.end) or mentions
        if "factions" in source.classes and not any(m.kind in GROUPS for m in parties):
            return self._faction(source)
        if source.last - source.first == 1 and self._is_adjective(source):
            return None
        if (name := self._of_state(source, mentions) or self.media.named(source, mentions)) is not None:
            return Speaker(source.words, name)
        if (name := self._within(source, parties)) is not None:
            return Speaker(source.words, name)
        if (owned := self._owned(source, parties)) is not None:
            return owned
        if parties:
            return Speaker(source.words, self._party(source, parties))
        if (name := self._organisation(source)) is not None:
            return Speaker(source.words, name)
        return self._linked(source) or self._by_office(source)

    def _of_state(self, source: Source, mentions: Sequence[Mention]) -> str | None:
        """`The interior ministry`, `the official state news agency`: the body of the state that is spoken of."""
        if mentions or source.classes.isdisjoint({"groups", "organisations"}):
            return None
        at = source.hits.at
        words = [i for i in range(source.first, source.end) if at[i].isdisjoint({"determiners", "anonymous"})]
        if len(words) < 2:
            return None
        opens = next((i for i in words if source.tokens[i].is_capital), words[-1])
        told = words[: words.index(opens) + 1] if not self.names.only_opens(source.tokens, opens) else words[:2]
        ends = (self.scene.words(source.tokens, i, words[-1] + 1) for i in told)
        found = (self.scene.body_of_state(end, source.start, source.paragraph) for end in ends)
        return next((name for name in found if name is not None), None)

    def _within(self, source: Source, parties: Sequence[Mention]) -> str | None:
        """A body of its own in a state or in another body: `Syrian Coalition`, `BEM UI`."""
        if not parties or parties[0].kind in ("person", "media"):
            return None
        at, tokens = source.hits.at, source.tokens
        core = range(source.first, source.end)
        begin = next((i for i in core if tokens[i].is_capital and "determiners" not in at[i]), source.end)
        if begin < source.end and "own_bodies" in at[begin] and tokens[begin].start < parties[0].start:
            return self.offices.own_name(tokens, source.hits, begin, source.last)
        if begin + 1 < source.end and "associations" in at[begin] and all(tokens[i].is_capital for i in core):
            return self.offices.own_name(tokens, source.hits, begin, source.last)
        end = next((i for i in range(begin, source.end) if tokens[i].start >= parties[0].end), source.end)
        if parties[0].kind != "state" or parties[0].start > tokens[min(begin, source.end - 1)].start:
            return None
        follows = range(end, source.end)
        whole = all(tokens[i].is_capital for i in follows) and any("associations" in at[i] for i in follows)
        return self.scene.words(tokens, begin, source.end) if whole else None

    def _is_adjective(self, source: Source) -> bool:
        """Whether nothing but a state's adjective stands there, cut from its noun: `Russian` (attacks …)."""
        mention = self.scene.mention_at(source.start)
        return (
            mention is not None
            and mention.kind == "state"
            and mention.party.lower() != source.low(source.first)
            and source.low(source.first).endswith(tuple(self.scene.classes["state_adjective_endings"]))
        )

    def _faction(self, source: Source) -> Speaker | None:
        head = source.heads("factions")[-1]
        told = next((m.party for m in source.named(source.first, source.last) if m.kind == "state"), None)
        group = None if self._is_modified(source, head) else self.people.group_of(source.low(head), told)
        name = group or source.own_name(source.end)
        return Speaker(source.words, name) if name else None

    def _linked(self, source: Source) -> Speaker | None:
        """`the report by the council`, `the committee`: the party linked to the head, or who was meant by it before."""
        for i in range(source.first, source.end):
            before = None if source.hits.at[i].isdisjoint(HEADS) else self.memory.by_head(source.low(i))
            if before is not None and not self._is_modified(source, i):
                return before
        link, is_document = source.classes_at(source.end), "documents" in source.classes
        if "of_links" in link or (is_document and "by" in link):
            after = source.mentions(source.end, source.last)
            if after:
                return Speaker(source.words, after[0].party)
        author = self.papers.author(source) if is_document else None
        if author is not None:
            return Speaker(source.words, author)
        return self.memory.last if is_document else None

    def _by_office(self, source: Source) -> Speaker | None:
        words = source.words
        if "roles" in source.classes:
            party = self.offices.party(source.tokens, source.hits, (source.first, source.last))
            party = party or self._state_of_last(words) or self.people.party_of(words, is_named=False)
            name = party or source.own_name(source.end) or words
            return Speaker(words, name, words, is_anonymous=party is None, kind="person")
        if not source.classes.isdisjoint({"groups", "organisations", "factions"}):
            proper = any(source.tokens[i].is_capital for i in range(source.first + 1, source.end))
            state = (
                self.scene.state_near(source.start, source.paragraph)
                if not proper and self.people.is_public(words)
                else None
            )
            name = state or source.own_name(source.end)
            return Speaker(words, name) if name else None
        return self._capitals(source)

    def _state_of_last(self, words: str) -> str | None:
        """`A senior senator` after `US officials`: the state of who spoke last."""
        if self.memory.last is None or self.scene.has("former", words) or not self.people.is_public(words):
            return None
        state = self.scene.root(self.memory.last.party)
        return state if self.scene.is_state(state) else None

    def _capitals(self, source: Source) -> Speaker | None:
        """A name of which nothing is known: the capital words of the core."""
        at, tokens = source.hits.at, source.tokens
        core = range(source.first, source.end)
        found = [i for i in core if tokens[i].is_capital and tokens[i].kind == "word" and at[i].isdisjoint(NAMELESS)]
        if not found or found[-1] - found[0] >= LONGEST_NAME:
            return None
        if len(found) == 1 and self.names.only_opens(tokens, found[0]):
            return None
        noun = source.last not in source.hits.cue_tokens
        if noun and not source.classes_after.isdisjoint({"allegation_nouns", "denial_nouns"}):
            return None
        name = self.scene.words(tokens, found[0], found[-1] + 1)
        return Speaker(name, name)

    def _owned(self, source: Source, parties: Sequence[Mention]) -> Speaker | None:
        """`Clinton's campaign`: what belongs to somebody of whom the article tells speaks for him."""
        if (served := self.people.served(source, (source.first, source.last), "kin")) is not None:
            return Speaker(source.words, served)
        owner = next((r for r in source.runs if source.first <= r[0] and r[1] < source.end), None)
        if owner is None or source.low(owner[1]) != "'s":
            return None
        start = source.tokens[owner[0]].start
        if any(m.start >= start or m.end + 1 < start for m in parties):
            return None
        one = self.people.known(self.scene.words(source.tokens, *owner))
        words = self.scene.words(source.tokens, source.first, source.end)
        return Speaker(words, one.party or one.name) if one is not None else None

    def _party(self, source: Source, parties: Sequence[Mention]) -> str:
        """The party that stands first; a ministry takes the state behind its acronym: `Kementerian … (Kemlu) Iran`."""
        one = next((m for m in parties if not self._is_placed(source, m)), parties[0])
        last = parties[-1]
        if one.kind == "state" and last.kind in OWN_BODIES and last.end == source.tokens[source.end - 1].end:
            return last.party  # "Lebanese militia Hezbollah"
        after = next((m for m in parties if m.kind == "state" and m.start == one.end + 1), None)
        if after is not None and one.kind == "agency" and after.party not in self.scene.line(one.party):
            return self.scene.text[one.start : after.end]  # "Ombudsman Peru"
        line = self.scene.line(one.party)
        if one.kind == "ministry" and len(line) > 1 and one.party.endswith(f" ({line[-1]})"):
            states = [m for m in source.named(source.first, source.last) if m.kind == "state" and m.start >= one.end]
            if states and ")" in self.scene.text[one.end : states[0].start]:
                other = self.scene.gazetteer.get(one.party[: -len(line[-1]) - 2] + f"({states[0].party})")
                return other.name if other is not None else states[0].party
        return one.party

    def _is_placed(self, source: Source, mention: Mention) -> bool:
        at = next(
            (i for i in range(source.first, source.last) if source.tokens[i].start >= mention.start), source.first
        )
        return at > source.first and "locative" in source.hits.at[at - 1]

    def _organisation(self, source: Source) -> str | None:
        """A body that the gazetteer does not know, by its capital words: `Rumah Sakit Harapan`, `Hill Hospital`."""
        tokens = source.tokens
        head = next((i for i in source.heads("organisations") if tokens[i].is_capital), None)
        if head is None:
            return None
        while head > source.first and tokens[head - 1].is_capital and "determiners" not in source.hits.at[head - 1]:
            head -= 1
        if head - 2 > source.first and "coordinators" in source.hits.at[head - 1] and tokens[head - 2].is_capital:
            head -= 2
        if "sides" in source.hits.at[head]:
            head += 1
        return self.offices.own_name(tokens, source.hits, head, source.last)


def _anonymous(source: Source, party: str, *, is_anonymous: bool = True) -> Speaker:
    return Speaker(source.words, party, is_anonymous=is_anonymous, kind="unnamed")
