"""Who speaks: from the words that name a source to a speaker, an office and the party spoken for.

An article's sentences, mentions and word classes come in; a `Cast` answers for each source phrase, in the order of the
text, which `Speaker` it means. It remembers who was introduced, so that "Kirby", "dia" and "the official" find their
full name again. People who are only mentioned never become speakers by it.
"""

from collections.abc import Sequence

from factdb.extract.layout import Sentence, Token
from factdb.extract.lexicon import Hits
from factdb.extract.names import LOCATIVE, LOW_FIRST, NEVER, Names, Run
from factdb.extract.offices import FORMER, OF, PRIVATE, REPORTERS, Offices
from factdb.extract.people import People, Person, Speaker, is_public
from factdb.extract.phrase import NAMING, core, extended, trimmed
from factdb.extract.scene import Scene
from factdb.records import Gazetteer, Mention, Span
from factdb.words import RUMOUR, WITNESS

__all__ = ["Cast", "Speaker"]

DEFINITE = frozenset({"the", "sang", "that", "this", "those", "these"})
BODIES = frozenset({"groups", "organisations", "documents", "roles", "factions", "anonymous"})
MODIFIERS = frozenset({"determiners", "pointing", "adverbs", "auxiliaries"})
SOURCES = frozenset({"source", "sources", "sumber", "narasumber"})
RELAYED = frozenset({"cited", "citing", "quoted", "quoting", "mengutip"})
POSSESSIVE = frozenset({"his", "her", "their", "its"})
OFFICIALS = frozenset(
    {
        "official",
        "officials",
        "authorities",
        "pejabat",
        "otoritas",
        "pihak",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "commander",
    }
)
ACTIVISTS = frozenset({"activist", "aktivis"})
MEDIA = frozenset(
    {
        "newspaper",
        "channel",
        "website",
        "agency",
        "magazine",
        "daily",
        "radio",
        "television",
        "tv",
        "koran",
        "laman",
        "situs",
        "berita",
    }
)
NAMELESS = frozenset(
    {
        "determiners",
        "prepositions",
        "adverbs",
        "conjunctions",
        "clause_starts",
        "person_pronouns",
        "group_pronouns",
        "thing_pronouns",
        "questions",
        "self",
    }
)
POSSESSED = ("nya",)


class Cast:
    """The speakers of one article. Ask in the order of the text: pronouns mean who spoke last."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        hits: Sequence[Hits],
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
        dates: Sequence[Span] = (),
    ) -> None:
        self.gazetteer = gazetteer
        self.scene = Scene(text, mentions, gazetteer, dates)
        self.names = Names(self.scene, sentences, hits)
        self.offices = Offices(self.scene)
        self.people = People(self.scene, self.names, self.offices)
        self.person: Speaker | None = None
        self.body: Speaker | None = None
        self.last: Speaker | None = None
        self._by_head: dict[str, Speaker] = {}
        self._by_name: dict[str, Speaker] = {}
        self._subject: Person | None = None
        self._here: list[Speaker] = []
        self._sentence = -1

    # ------------------------------------------------------------------ who a source phrase means

    def speaker(self, sentence: Sentence, hits: Hits, run: Run) -> Speaker | None:
        """Whom tokens[first:last] name; None where they name nobody that can speak."""
        if self._sentence != sentence.start:
            self._sentence, self._here = sentence.start, []
        runs = self.names.runs(sentence, hits)
        wide = extended(self.scene, sentence.tokens, hits, run, runs)
        first, last = trimmed(self.scene, sentence.tokens, hits, wide, runs)
        found = self._speaker(sentence, hits, first, last, runs) if first < last else None
        found = self._carried(sentence, hits, run, found, runs)
        if found is not None:
            self.heard(found)
            self._here.append(found)
            self._remember(sentence.tokens, hits, first, last, found)
        return found

    def heard(self, speaker: Speaker) -> None:
        """Remember who spoke last."""
        self.last = speaker
        if speaker.kind == "person":
            self.person = speaker
        else:
            self.body = speaker

    def _remember(self, tokens: Sequence[Token], hits: Hits, first: int, last: int, found: Speaker) -> None:
        """By which words a source can be meant again: its head noun, a body's own capital words."""
        end = core(tokens, hits, first, last) if first < last else first
        heads = [i for i in range(first, end) if not hits.at[i].isdisjoint(BODIES)]
        for i in {heads[0], heads[-1]} if heads else ():
            self._by_head[_singular(tokens[i].low)] = found
        if found.kind == "body":
            for i in range(first, end):
                if (
                    tokens[i].is_capital
                    and self.scene.mention_at(tokens[i].start) is None
                    and hits.at[i].isdisjoint(NEVER)
                ):
                    self._by_name.setdefault(tokens[i].low, found)
        if heads and tokens[first].low in ("a", "an", "one", "seorang"):
            self.person = found

    def _carried(
        self, sentence: Sentence, hits: Hits, run: Run, found: Speaker | None, runs: Sequence[Run]
    ) -> Speaker | None:
        """A medium that only carries: `…, the BBC reported` after another speaker, `Reuters quoted him as saying`."""
        if found is None or not self._is_medium(found):
            return found
        tokens, after = sentence.tokens, run[1]
        while after < len(tokens) and ("adverbs" in hits.at[after] or tokens[after].low == ","):
            after += 1
        if after < len(tokens) and tokens[after].low in RELAYED:
            end = next(
                (
                    i
                    for i in range(after + 1, min(len(tokens), after + 14))
                    if tokens[i].low in ("as", ",", ".") or "that" in hits.at[i] or tokens[i].kind == "quote"
                ),
                after,
            )
            if tokens[after + 1 : end] and tokens[after + 1].low in ("him", "her"):
                return self.he()
            first, last = trimmed(self.scene, tokens, hits, (after + 1, end), runs)
            relayed = self._speaker(sentence, hits, first, last, runs) if first < last else None
            return relayed or found
        others = [s for s in self._here if not self._is_medium(s)]
        return others[-1] if others and run[0] > 0 and tokens[run[0] - 1].low == "," else found

    def _is_medium(self, speaker: Speaker) -> bool:
        if speaker.kind != "body":
            return False
        party = self.gazetteer.get(speaker.party)
        return (
            party.kind == "media"
            if party is not None
            else not MEDIA.isdisjoint(speaker.name.lower().replace(",", " ").split())
        )

    def _speaker(self, sentence: Sentence, hits: Hits, first: int, last: int, runs: Sequence[Run]) -> Speaker | None:
        tokens = sentence.tokens
        end = core(tokens, hits, first, last)
        named = self._person_in(sentence, hits, first, last, runs)
        if named is not None:
            return named
        if rumoured := self._rumour(tokens, hits, first, last):
            return rumoured
        if pronoun := self._pronoun(tokens, hits, first, last, end):
            return pronoun
        if (known := self._pointed_at(tokens, hits, first, end, last)) is not None:
            return known
        if tokens[first].low in LOCATIVE and "prepositions" in hits.at[first]:
            return self._here[-1] if self._here else None
        return self._unnamed(sentence, hits, first, end, last) or self._body(sentence, hits, first, end, last)

    # ------------------------------------------------------------------ a person by name

    def _person_in(self, sentence: Sentence, hits: Hits, first: int, last: int, runs: Sequence[Run]) -> Speaker | None:
        tokens = sentence.tokens
        ends = next((i for i in range(first + 1, last) if "relatives" in hits.at[i]), last)
        inside = [r for r in runs if first <= r[0] < ends]
        if not hits.at[first].isdisjoint({"roles", "organisations"}) and not any(
            tokens[r[1]].low in ",(" for r in inside[:1] if r[1] < ends
        ):
            inside.reverse()
        for run in inside:
            if (one := self._named(sentence, hits, run, (first, last))) is not None:
                return one
        return None

    def _named(self, sentence: Sentence, hits: Hits, name: Run, within: Run) -> Speaker | None:
        tokens, (start, end), (first, last) = sentence.tokens, name, within
        if end < len(tokens) and tokens[end].low == "'s" and end + 1 < last:
            return None
        before = start - 1
        while before >= first and ("titles" in hits.at[before] or tokens[before].low == "."):
            before -= 1
        office = any(not hits.at[i].isdisjoint({"roles", "titles"}) for i in range(first, start))
        if (
            before >= first
            and "prepositions" in hits.at[before]
            and not (office and tokens[before].low in OF and end - start > 1 and False)
        ):
            return None
        words = self.scene.words(tokens, start, end)
        full = self.people.known(words)
        mention = self.scene.mention_at(tokens[start].start)
        if full is None and mention is None and not office and end - start < 2:
            if tokens[start].low in self._by_name:
                return self._by_name[tokens[start].low]
            follows = tokens[end] if end < last else None
            if not self.names.spoken[tokens[start].low] or (follows is not None and follows.kind == "word"):
                return None
        if (
            full is None
            and end < last
            and not office
            and tokens[end].kind == "word"
            and not hits.at[end].isdisjoint(NAMING)
        ):
            return None
        found = self._as_person(sentence, hits, full or Person(words, None, None), name, within, mention)
        return self._for_somebody(tokens, hits, found, first, start) or found

    def _for_somebody(
        self, tokens: Sequence[Token], hits: Hits, found: Speaker, first: int, start: int
    ) -> Speaker | None:
        """`a spokesman for envoy Kofi Annan`: who speaks for somebody is somebody else, of the same party."""
        link = next(
            (i for i in range(first + 1, start) if tokens[i].low in ("for", "of", "to") and "roles" not in hits.at[i]),
            None,
        )
        if (
            link is None
            or "roles" not in hits.at[link - 1]
            or not any("roles" in hits.at[i] for i in range(link, start))
        ):
            return None
        words = self.scene.words(tokens, first, start).rstrip(" ,.")
        return Speaker(f"{words} {found.name}", found.party, tokens[link - 1].low, is_anonymous=True, kind="unnamed")

    def _as_person(
        self, sentence: Sentence, hits: Hits, person: Person, name: Run, within: Run, mention: Mention | None
    ) -> Speaker:
        tokens = sentence.tokens
        role, party = person.role, person.party
        beside = self.offices.beside(tokens, hits, name, self.people.end_before(sentence, hits, name))
        if beside is not None and role is None:
            role = self.scene.words(tokens, *beside).rstrip(" .,")
        if beside is not None and party is None:
            party = self.offices.party(tokens, hits, beside)
        if mention is not None and mention.kind == "person":
            line = self.scene.line(mention.party)
            if not (role or "").lower().startswith(tuple(FORMER)):
                return Speaker(
                    max(person.name, line[0], key=len), line[1] if len(line) > 1 else line[0], role, kind="person"
                )
        if party is None and name[0] > within[0] and tokens[name[0] - 1].low == "'s":
            before = [
                m for m in self.scene.mentions_in(tokens[within[0]].start, tokens[name[0]].start) if m.kind != "person"
            ]
            party = before[-1].party if before else None
        if party is None and role is not None:
            party = self._of_office(sentence, role, tokens[name[0]].start)
        known = self.people.people.get(person.name)
        if known is not None and party is not None and known.party is None:
            self.people.people[person.name] = known._replace(party=party, role=known.role or role)
        return Speaker(person.name, party or person.name, role, kind="person")

    def _of_office(self, sentence: Sentence, role: str, start: int) -> str | None:
        """The state of an office that names none ("foreign minister"), the group of an activist; None for anybody private."""
        words = role.lower().replace(",", " ").split()
        if FORMER & set(words) or PRIVATE & set(words[:2]):
            return None
        if is_public(role):
            return self.scene.state_near(start, self._paragraph(sentence))
        for word in words:
            if _singular(word) in ACTIVISTS and (group := self._faction(word)) is not None:
                return group
        return None

    def _paragraph(self, sentence: Sentence) -> int:
        return self.scene.text.rfind("\n", 0, sentence.start) + 1

    # ------------------------------------------------------------------ words that point back

    def _pointed_at(self, tokens: Sequence[Token], hits: Hits, first: int, end: int, last: int) -> Speaker | None:
        """`pejabat itu`, `the official`: who was introduced with the same word, where nothing else tells who it is."""
        for i in range(first, min(end, first + 5)):
            known = self._by_head.get(_singular(tokens[i].low))
            if hits.at[i].isdisjoint(BODIES) or known is None:
                continue
            if i + 1 < last and "pointing" in hits.at[i + 1] and tokens[i + 1].low not in DEFINITE:
                return known
            if (
                i > first
                and tokens[i - 1].low in DEFINITE
                and i + 1 == end
                and (end == last or tokens[end].low not in OF)
            ):
                return known
        return self._named_before(tokens, hits, first, end, last)

    def _named_before(self, tokens: Sequence[Token], hits: Hits, first: int, end: int, last: int) -> Speaker | None:
        """`the council`, `kementerian itu`: the body of whose name the text has used the word before."""
        if end - first != 2 or (end < last and tokens[end].low in OF):
            return None
        start = tokens[first].start
        if tokens[first].low in DEFINITE and "organisations" in hits.at[first + 1]:
            party = self.scene.body_called(tokens[first + 1].low, start, at_end=True)
        elif "organisations" in hits.at[first] and "pointing" in hits.at[first + 1]:
            party = self.scene.body_called(tokens[first].low, start, at_end=False)
        else:
            return None
        return Speaker(self.scene.words(tokens, first, end), party) if party is not None else None

    def _pronoun(self, tokens: Sequence[Token], hits: Hits, first: int, last: int, end: int) -> Speaker | None:
        if tokens[first].low in POSSESSIVE and end - first > 1:
            owner = self.he() if tokens[first].low in ("his", "her") else self.body or self.last
            return owner and Speaker(self.scene.words(tokens, first, end), owner.party)
        if (
            last - first == 1
            and tokens[first].low.endswith(POSSESSED)
            and not hits.at[first].isdisjoint({"thing_pronouns"})
        ):
            return self.last or self.body
        near = range(first, last) if last - first <= 3 else range(last - 1, last)
        for i in near:
            if "person_pronouns" in hits.at[i]:
                return self.he()
            if not hits.at[i].isdisjoint({"group_pronouns", "thing_pronouns"}):
                return self.body or self.last
            if "self" in hits.at[i] and self.scene.mention_at(tokens[i].start) is None:
                return self._own_reporter(tokens, i + 1, last) or self.last
        return None

    def _own_reporter(self, tokens: Sequence[Token], first: int, last: int) -> Speaker | None:
        """`our correspondent`: the medium that the article names, or nobody."""
        if not any(tokens[i].low in REPORTERS for i in range(first, last)):
            return None
        media = next((m for m in self.scene.mentions if m.kind == "media"), None)
        return Speaker(self.scene.words(tokens, first - 1, last), media.party) if media is not None else None

    def he(self) -> Speaker | None:
        """The person of whom the text was talking: the subject of the sentence before, else who spoke last."""
        if self._subject is not None and (self.person is None or self.person.name != self._subject.name):
            one = self._subject
            return Speaker(one.name, one.party or one.name, one.role, kind="person")
        return self.person or self.last

    def passed(self, sentence: Sentence, hits: Hits, spoke: bool) -> None:
        """Tells the cast that a sentence is over; a sentence about somebody makes that person the next "he"."""
        self._subject = None
        if spoke and (self.last is None or self.last.kind == "person" or self._sentence != sentence.start):
            return
        tokens = sentence.tokens
        for start, end in self.names.runs(sentence, hits)[:2]:
            if start >= 12:
                return
            if start and ("prepositions" in hits.at[start - 1] or end < len(tokens) and tokens[end].low == "'s"):
                continue
            full = self.people.known(self.scene.words(tokens, start, end))
            if full is not None:
                self._subject = full
                if full.party is None and full.role is not None:
                    self._subject = full._replace(party=self._of_office(sentence, full.role, tokens[start].start))
            return

    # ------------------------------------------------------------------ sources without a name

    def _rumour(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> Speaker | None:
        start = first
        while start < last - 1 and not hits.at[start].isdisjoint({"determiners"}):
            start += 1
        if (
            start < last
            and "rumours" in hits.at[start]
            and not any(
                m.kind not in ("person", "media")
                for m in self.scene.mentions_in(tokens[first].start, tokens[start].end)
            )
        ):
            return Speaker(self.scene.words(tokens, first, last), RUMOUR, kind="rumour")
        return None

    def _unnamed(self, sentence: Sentence, hits: Hits, first: int, end: int, last: int) -> Speaker | None:
        """Officials, witnesses, sources: the party is what the words beside them tell, else who they were before."""
        tokens = sentence.tokens
        words = self.scene.words(tokens, first, last)
        beside = self._parties(tokens, first, end)
        classes = frozenset().union(*(hits.at[i] for i in range(first, end)))
        if "witnesses" in classes and not any(m.kind in ("agency", "police", "ministry") for m in beside):
            return Speaker(words, WITNESS, is_anonymous=True, kind="unnamed")
        if "anonymous" not in classes:
            return None
        if beside:
            return Speaker(
                words,
                beside[-1 if _stands_last(tokens, hits, end) else 0].party,
                is_anonymous="documents" not in classes,
                kind="unnamed",
            )
        head = next(i for i in range(first, end) if "anonymous" in hits.at[i])
        if tokens[head].low in SOURCES and end < last and tokens[end].low == "with":
            return Speaker(words, self._own_name(tokens, hits, first, last, 9), is_anonymous=True, kind="unnamed")
        if (
            end < last
            and (after := self._parties(tokens, end, last))
            and ("prepositions" in hits.at[end] or tokens[end].low == ",")
        ):
            return Speaker(words, after[0].party, is_anonymous=True, kind="unnamed")
        if (before := self._by_head.get(_singular(tokens[head].low))) is not None and not self._modified(
            tokens, hits, first, head
        ):
            return before
        if "roles" in classes and self.last is not None and self._modified(tokens, hits, first, head) is False:
            return Speaker(words, self.last.party, is_anonymous=True, kind="unnamed")
        state = self._state_of_officials(sentence, tokens[first].start)
        bare = not self._modified(tokens, hits, first, head)
        if state is not None and bare and (tokens[head].low in OFFICIALS or is_public(words)):
            return Speaker(words, state, is_anonymous=True, kind="unnamed")
        own = self._own_name(tokens, hits, first, end)
        return Speaker(words, own or tokens[head].low, is_anonymous=True, kind="unnamed")

    def _state_of_officials(self, sentence: Sentence, start: int) -> str | None:
        """Whose officials speak where no state stands beside them: those of who spoke last, else of whom the sentence is about."""
        last = self.scene.root(self.last.party) if self.last is not None else None
        if last is not None and self.scene.is_state(last):
            return last
        return self.scene.first_state(sentence.start, start) or self.scene.most

    def _modified(self, tokens: Sequence[Token], hits: Hits, first: int, head: int) -> bool:
        """Whether words of their own stand before the head: `Western officials` are not the officials of before."""
        return any(
            tokens[i].is_capital
            and hits.at[i].isdisjoint(MODIFIERS)
            and (i > 0 or self.names.is_spelled_so(tokens[i].low))
            for i in range(first, head)
        )

    def _parties(self, tokens: Sequence[Token], first: int, last: int) -> list[Mention]:
        return (
            [
                m
                for m in self.scene.mentions_in(tokens[first].start, tokens[last - 1].end)
                if m.kind not in ("person", "media")
            ]
            if first < last
            else []
        )

    def _faction(self, word: str) -> str | None:
        """The group that activists of a state are: `Syrian activists`, where the gazetteer knows it."""
        state = self.scene.most if _singular(word) in ACTIVISTS else None
        for adjective in self.scene.adjectives(state) if state is not None else ():
            for name in (f"{adjective} {_singular(word)}s", f"{word} {adjective}"):
                if (party := self.gazetteer.get(name)) is not None:
                    return party.name
        return None

    # ------------------------------------------------------------------ bodies

    def _body(self, sentence: Sentence, hits: Hits, first: int, end: int, last: int) -> Speaker | None:
        tokens = sentence.tokens
        words = self.scene.words(tokens, first, last)
        mentions = self.scene.mentions_in(tokens[first].start, tokens[end - 1].end)
        parties = [m for m in mentions if m.kind not in ("person", "media")] or mentions
        classes = frozenset().union(*(hits.at[i] for i in range(first, end)))
        if "factions" in classes and not any(m.kind in ("group", "armed_group", "organisation") for m in parties):
            head = max(i for i in range(first, end) if "factions" in hits.at[i])
            name = (
                None if self._modified(tokens, hits, first, head) else self._faction(tokens[head].low)
            ) or self._own_name(tokens, hits, first, end)
            return Speaker(words, name) if name else None
        if (
            mentions
            and mentions[-1].kind == "media"
            and mentions[-1].end == tokens[end - 1].end
            and not MEDIA.isdisjoint(t.low for t in tokens[first:end])
        ):
            return Speaker(words, mentions[-1].party)
        if (own := self._medium(tokens, hits, first, end, last)) is not None:
            return Speaker(words, own)
        if parties:
            return Speaker(words, self._composed(tokens, parties, first, last))
        if (own := self._organisation(tokens, hits, first, end, last)) is not None:
            return Speaker(words, own)
        for i in range(first, end):
            if (
                not hits.at[i].isdisjoint(BODIES)
                and (before := self._by_head.get(_singular(tokens[i].low))) is not None
                and not self._modified(tokens, hits, first, i)
            ):
                return before
        linked = end < last and (
            tokens[end].low in OF or (tokens[end].low in ("by", "oleh") and "documents" in classes)
        )
        after = self._parties(tokens, end, last) if linked else []
        if after:
            return Speaker(words, after[0].party)
        if "documents" in classes and self.last is not None:
            return self.last
        return self._by_office(sentence, hits, first, end, last, classes)

    def _by_office(
        self, sentence: Sentence, hits: Hits, first: int, end: int, last: int, classes: frozenset[str]
    ) -> Speaker | None:
        tokens = sentence.tokens
        words = self.scene.words(tokens, first, last)
        if "roles" in classes:
            party = self.offices.party(tokens, hits, (first, last)) or self._of_office(
                sentence, words, tokens[first].start
            )
            return Speaker(
                words,
                party or self._own_name(tokens, hits, first, end) or words,
                words,
                is_anonymous=party is None,
                kind="person",
            )
        if not classes.isdisjoint({"groups", "organisations", "factions"}):
            if (
                not any(tokens[i].is_capital for i in range(first + 1, end))
                and is_public(words)
                and (state := self.scene.state_near(tokens[first].start, self._paragraph(sentence)))
            ):
                return Speaker(words, state)
            name = self._own_name(tokens, hits, first, end)
            return Speaker(words, name) if name else None
        capitals = [
            i
            for i in range(first, end)
            if tokens[i].is_capital and tokens[i].kind == "word" and hits.at[i].isdisjoint(NAMELESS)
        ]
        if (
            capitals
            and capitals[-1] - capitals[0] < 8
            and not (capitals == [0] and not self.names.is_spelled_so(tokens[0].low))
        ):
            name = self.scene.words(tokens, capitals[0], capitals[-1] + 1)
            return Speaker(name, name)
        return None

    def _medium(self, tokens: Sequence[Token], hits: Hits, first: int, end: int, last: int) -> str | None:
        """`The Lebanese newspaper As-Safir`, `the news channel, NTV`: a medium that the gazetteer does not know."""
        head = next((i for i in range(first, end) if tokens[i].low in MEDIA), None)
        if head is None:
            return None
        at = head + 1
        if at < last and tokens[at].low == ",":
            at += 1
        stop = at
        while (
            stop < last
            and tokens[stop].is_capital
            and tokens[stop].kind == "word"
            and self.scene.mention_at(tokens[stop].start) is None
        ):
            stop += 1
        if stop > at:
            return self.scene.words(tokens, at, stop)
        start = head
        while (
            start > first
            and tokens[start - 1].kind == "word"
            and (tokens[start - 1].is_capital or LOW_FIRST.match(self.scene.text, tokens[start - 1].start))
            and self.scene.mention_at(tokens[start - 1].start) is None
            and hits.at[start - 1].isdisjoint(MODIFIERS)
        ):
            start -= 1
        return self.scene.words(tokens, start, head) if start < head else None

    def _composed(self, tokens: Sequence[Token], parties: Sequence[Mention], first: int, last: int) -> str:
        """The party that stands first; a ministry takes the state that only its parentheses keep apart: `Kementerian … (Kemlu) Iran`."""
        one = next((m for m in parties if not self._is_governed(tokens, m, first)), parties[0])
        line = self.scene.line(one.party)
        if one.kind == "ministry" and len(line) > 1 and one.party.endswith(f" ({line[-1]})"):
            after = [m for m in self.scene.mentions_in(one.end, tokens[last - 1].end) if m.kind == "state"]
            if after and ")" in self.scene.text[one.end : after[0].start]:
                other = self.gazetteer.get(one.party[: -len(line[-1]) - 2] + f"({after[0].party})")
                return other.name if other is not None else after[0].party
        return one.party

    def _is_governed(self, tokens: Sequence[Token], mention: Mention, first: int) -> bool:
        at = next((i for i in range(first, len(tokens)) if tokens[i].start >= mention.start), first)
        return at > first and tokens[at - 1].low in LOCATIVE

    def _organisation(self, tokens: Sequence[Token], hits: Hits, first: int, end: int, last: int) -> str | None:
        for i in range(first, end):
            if "organisations" in hits.at[i] and tokens[i].is_capital:
                start = i
                while start > first and tokens[start - 1].is_capital and "determiners" not in hits.at[start - 1]:
                    start -= 1
                return self.offices.own_name(tokens, hits, start, last)
        return None

    def _own_name(self, tokens: Sequence[Token], hits: Hits, first: int, last: int, most: int = 6) -> str:
        """A group's own words without determiners: "Western officials", "aktivis HAM"."""
        keep = [
            i for i in range(first, last) if hits.at[i].isdisjoint(MODIFIERS) and tokens[i].kind in ("word", "number")
        ]
        while keep and not hits.at[keep[0]].isdisjoint({"prepositions", "conjunctions"}):
            keep.pop(0)
        return self.scene.words(tokens, keep[0], min(keep[-1], keep[0] + most - 1) + 1) if keep else ""


def _singular(word: str) -> str:
    """An English plural's singular; other words as they are."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _stands_last(tokens: Sequence[Token], hits: Hits, end: int) -> bool:
    """Whether the head noun closes its phrase (`U.S. officials`), so that the party nearest to it is before it."""
    return end > 0 and not hits.at[end - 1].isdisjoint({"anonymous"})
