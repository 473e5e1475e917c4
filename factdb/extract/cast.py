"""Who speaks: from the words that name a source to a speaker, an office and the party spoken for.

An article's sentences, mentions and word classes come in; a `Cast` answers for each source phrase, in the order of the
text, which `Speaker` it means. It remembers who was introduced, so that "Kirby", "dia" and "the official" find their
full name again. People who are only mentioned never become speakers by it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factdb.extract.layout import Sentence, Token
from factdb.extract.lexicon import Hits
from factdb.records import Gazetteer, Mention, Span
from factdb.words import RUMOUR, WITNESS

PARTICLES = frozenset({"bin", "binti", "al", "el", "de", "da", "van", "von", "der", "abu", "ibn", "bin", "y", "la", "di"})
STATE_KINDS = frozenset({"state", "government", "ministry", "agency", "armed_force", "police", "parliament", "court"})
FORMER = ("mantan", "eks", "bekas", "former", "ex-")
DEFINITE = frozenset({"the", "sang"})


class Speaker(NamedTuple):
    """Who speaks: the fullest name, the office as named, the party spoken for; `kind` person, body, unnamed or rumour."""

    name: str
    party: str
    role: str | None = None
    is_anonymous: bool = False
    kind: str = "body"


class Person(NamedTuple):
    """Somebody the article introduces: the full name, and the words of office beside it (None: none given)."""

    name: str
    role: str | None
    party: str | None


class Cast:
    """The speakers of one article. Ask in the order of the text: pronouns mean who spoke last."""

    def __init__(self, text: str, sentences: Sequence[Sentence], hits: Sequence[Hits], mentions: Sequence[Mention], gazetteer: Gazetteer, dates: Sequence[Span] = ()) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.mentions = mentions
        self._dates = {i for span in dates for i in range(span.start, span.end)}
        self._starts = [m.start for m in mentions]
        self.states = Counter(gazetteer.lineage(m.party)[-1] for m in mentions if m.kind in STATE_KINDS)
        self.people: dict[str, Person] = {}
        self._by_word: dict[str, str] = {}
        self._alone: Counter[str] = Counter()
        for sentence, found in zip(sentences, hits, strict=True):
            if not is_headline(sentence):
                self._count_short_names(sentence, found)
        for sentence, found in zip(sentences, hits, strict=True):
            if not is_headline(sentence):
                self._introduce(sentence, found)
        self.person: Speaker | None = None
        self.body: Speaker | None = None
        self.last: Speaker | None = None
        self._by_head: dict[str, Speaker] = {}
        self._subject: Person | None = None

    # ------------------------------------------------------------------ introducing people

    def _count_short_names(self, sentence: Sentence, hits: Hits) -> None:
        for first, last in self._runs(sentence.tokens, hits, 0, len(sentence.tokens)):
            if last - first <= 2:
                self._alone[sentence.tokens[first].low] += 1
                if last - first == 1:
                    self._alone[sentence.tokens[first].low] += 1

    def _introduce(self, sentence: Sentence, hits: Hits) -> None:
        for first, last in self.names_in(sentence.tokens, hits, 0, len(sentence.tokens)):
            name = self._words(sentence.tokens, first, last)
            known = self.people.get(name)
            if known is not None and known.role is not None:
                continue
            mention = self.mention_at(sentence.tokens[first].start)
            role = self._role_beside(sentence.tokens, hits, first, last)
            if last - first == 1 and known is None and mention is None and role is None:
                continue
            party = self._party_of_role(sentence.tokens, hits, role) if role else None
            if mention is not None and mention.kind == "person":
                line = self.gazetteer.lineage(mention.party)
                name, party = line[0], line[1] if len(line) > 1 else None
            self.people[name] = Person(name, self._words(sentence.tokens, *role) if role else None, party)
            for word in name.split():
                self._by_word.setdefault(word, name)

    def names_in(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Runs of capital words that may be a person's name: no party, no office, no common word of the language.

        Where a long run follows an office, its first words are the body ("Manajer Operasional Griya Asri Budi Santoso"):
        the name begins where a word stands that is used alone elsewhere.
        """
        for start, end in self._runs(tokens, hits, first, last):
            begins = start
            if end - start > 2 and start and hits.at[start - 1] & {"roles", "organisations"}:
                begins = next((k for k in range(start + 1, end) if self._alone[tokens[k].low] > 1), start)
                if begins == end - 1 and begins - start >= 2:
                    begins -= 1
            yield begins, end

    def _runs(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> Iterator[tuple[int, int]]:
        i = first
        while i < last:
            if not self._is_name_word(tokens, hits, i):
                i += 1
                continue
            end = i + 1
            while end < last and (self._is_name_word(tokens, hits, end) or self._joins(tokens, hits, end, last)):
                end += 1
            yield i, end
            i = end + 1

    def _is_name_word(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        token = tokens[i]
        if not token.is_capital or token.kind != "word" or token.start in self._dates or i in hits.cue_tokens:
            return False
        at = hits.at[i]
        if at & {"roles", "organisations", "determiners", "prepositions", "conjunctions", "titles", "person_pronouns", "group_pronouns", "thing_pronouns", "clause_starts", "documents", "anonymous", "adverbs", "negators", "questions", "witnesses", "self", "own", "pointing", "allegation_nouns", "auxiliaries", "groups", "factions"}:
            return False
        mention = self.mention_at(token.start)
        return mention is None or mention.kind == "person"

    def _joins(self, tokens: Sequence[Token], hits: Hits, i: int, last: int) -> bool:
        if tokens[i].low in PARTICLES or (tokens[i].low == "." and len(tokens[i - 1].low) == 1 and tokens[i - 1].is_capital):
            return i + 1 < last and self._is_name_word(tokens, hits, i + 1)
        return False

    def _role_beside(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> tuple[int, int] | None:
        """The office right before the name, or in the apposition right after it."""
        start = first - 1 if first and tokens[first - 1].low == "," else first
        at = start - 1
        while at >= 0 and start - at < 16 and not (tokens[at].low in ",;:.\"" or tokens[at].kind == "quote" or hits.at[at] & {"conjunctions", "clause_starts", "that", "relatives"} - ({"conjunctions"} if tokens[at].low in ("dan", "and") else set())):
            at -= 1
        for i in range(at + 1, start):
            if "roles" in hits.at[i]:
                if i > at + 1 and (self.mention_at(tokens[i - 1].start) or tokens[i - 1].low == "'s" or "organisations" in hits.at[i - 1]):
                    i = next((k for k in range(at + 1, i) if self.mention_at(tokens[k].start)), i)
                return i, start
        if last < len(tokens) and (tokens[last].low in ",(" or tokens[last].low in ("selaku", "sebagai", "yang")):
            end = last + 1
            while end < len(tokens) and end - last < 18 and tokens[end].low not in ",;.)" and tokens[end].kind != "quote" and not any(c.first == end for c in hits.cues):
                end += 1
            if any("roles" in hits.at[k] for k in range(last + 1, min(end, last + 7))):
                return last + 1, end
        return None

    def _party_of_role(self, tokens: Sequence[Token], hits: Hits, role: tuple[int, int]) -> str | None:
        """The body that words of office name: a known party, or the capital words after the office."""
        inside = [m for m in self._mentions_in(tokens[role[0]].start, tokens[role[1] - 1].end) if m.kind not in ("person", "media")] or [
            m for m in self._mentions_in(tokens[role[0]].start, tokens[role[1] - 1].end) if m.kind == "media"
        ]
        if inside:
            return inside[0].party
        last_role = max((i for i in range(*role) if "roles" in hits.at[i]), default=None)
        if last_role is None:
            return None
        for i in range(role[0], role[1]):
            if "organisations" in hits.at[i] and tokens[i].is_capital:
                return self._words(tokens, i, self._organisation_end(tokens, hits, i, role[1]))
        rest = [k for k in range(last_role + 1, role[1]) if tokens[k].is_capital and tokens[k].kind == "word" and "roles" not in hits.at[k]]
        if rest and rest[0] <= last_role + 3:
            return self._words(tokens, rest[0], rest[-1] + 1)
        return None

    def _organisation_end(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> int:
        end = first + 1
        while end < last and (tokens[end].is_capital or tokens[end].low in ("dan", "of", "and", "for", "(", ")") or tokens[end].kind == "number"):
            end += 1
        while end > first + 1 and not tokens[end - 1].is_capital and tokens[end - 1].kind != "number" and tokens[end - 1].low != ")":
            end -= 1
        return end

    # ------------------------------------------------------------------ who a source phrase means

    def speaker(self, sentence: Sentence, hits: Hits, run: tuple[int, int]) -> Speaker | None:
        """Whom tokens[first:last] name; None where they name nobody that can speak."""
        found = self._speaker(sentence.tokens, hits, *run)
        if found is not None:
            self.heard(found)
            for i in range(*run):
                if hits.at[i] & {"groups", "anonymous", "organisations", "documents", "roles", "factions"}:
                    self._by_head[sentence.tokens[i].low] = found
        return found

    def heard(self, speaker: Speaker) -> None:
        """Remember who spoke last."""
        self.last = speaker
        if speaker.kind == "person":
            self.person = speaker
        else:
            self.body = speaker

    def _head_end(self, hits: Hits, first: int, last: int) -> int:
        """Where a relative clause begins that tells more about the source; its names are not the source."""
        return next((i for i in range(first + 1, last) if "relatives" in hits.at[i]), last)

    def _speaker(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> Speaker | None:
        while first < last and (tokens[first].start in self._dates or tokens[first].low in ",.;:—–-" or hits.at[first] & {"conjunctions", "adverbs"}):
            first += 1
        if first >= last:
            return None
        classes = frozenset().union(*(hits.at[i] for i in range(first, last)))
        named = self._person_in(tokens, hits, first, last)
        if named is not None:
            return named
        if rumoured := self._rumour(tokens, hits, first, last):
            return rumoured
        if last - first <= 3 and (pronoun := self._pronoun(hits, first, last)):
            return pronoun
        if (known := self._pointed_at(tokens, hits, first, last)) is not None:
            return known
        mentions = self._mentions_in(tokens[first].start, tokens[self._head_end(hits, first, last) - 1].end)
        return self._unnamed(tokens, hits, first, last, classes, mentions) or self._body(tokens, hits, first, last, classes, mentions)

    def _person_in(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> Speaker | None:
        runs = list(self.names_in(tokens, hits, first, self._head_end(hits, first, last)))
        if "roles" in hits.at[first] or "organisations" in hits.at[first]:
            runs.reverse()
        for start, end in runs:
            name = self._words(tokens, start, end)
            full = self._known(name)
            mention = self.mention_at(tokens[start].start)
            if full is None and end - start < 2 and mention is None and not self._has_office(hits, first, start) and self._alone[tokens[start].low] < 4:
                continue
            return self._as_person(tokens, hits, full or Person(name, None, None), (start, end), (first, last), mention)
        return None

    def _known(self, name: str) -> Person | None:
        """The person introduced under this name, a part of it, or a name that it is short for ("Pras", Prasetyo)."""
        if name in self.people:
            return self.people[name]
        first, last = name.split()[0], name.split()[-1]
        for word in (last, first):
            if word in self._by_word:
                return self.people.get(self._by_word[word])
        if len(name) > 3 and first == last:
            return next((one for full, one in self.people.items() if any(w.startswith(name) for w in full.split())), None)
        return None

    def _as_person(self, tokens: Sequence[Token], hits: Hits, person: Person, name: tuple[int, int], run: tuple[int, int], mention: Mention | None) -> Speaker:
        role, party = person.role, person.party
        beside = self._role_beside(tokens, hits, *name)
        if beside is not None:
            role = role or self._words(tokens, *beside)
            party = party or self._party_of_role(tokens, hits, beside)
        if mention is not None and mention.kind == "person":
            line = self.gazetteer.lineage(mention.party)
            return Speaker(max(person.name, line[0], key=len), line[1] if len(line) > 1 else line[0], role, kind="person")
        if party is None and name[0] > run[0] and (tokens[name[0] - 1].low == "'s" or role is not None):
            before = [m for m in self._mentions_in(tokens[run[0]].start, tokens[name[0]].start) if m.kind != "person"]
            party = before[-1].party if before else None
        if party is None and role is not None and self._is_public(role):
            party = self._country()
        if role is not None and role.lower().startswith(FORMER):
            party = None
        return Speaker(person.name, party or person.name, role, kind="person")

    def _is_public(self, role: str) -> bool:
        words = set(role.lower().split())
        return bool(words & {"minister", "menteri", "president", "presiden", "premier", "ambassador", "army", "military", "tentara", "militer", "government", "pemerintah"})

    def _country(self) -> str | None:
        return self.states.most_common(1)[0][0] if self.states else None

    def _has_office(self, hits: Hits, first: int, last: int) -> bool:
        return any(hits.at[i] & {"roles", "titles"} for i in range(first, last))

    def _pointed_at(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> Speaker | None:
        """`pejabat itu`, `the official`: who was introduced with the same word, where nothing else tells who it is."""
        for i in range(first, min(last, first + 4)):
            if hits.at[i] & {"anonymous", "groups", "organisations", "documents", "roles", "factions"} and tokens[i].low in self._by_head:
                after = i + 1 < last and "pointing" in hits.at[i + 1]
                before = i > first and tokens[i - 1].low in DEFINITE and (i + 1 == last or "relatives" in hits.at[i + 1] or tokens[i + 1].low == ",")
                if after or before:
                    return self._by_head[tokens[i].low]
        return None

    def _pronoun(self, hits: Hits, first: int, last: int) -> Speaker | None:
        for i in range(first, last):
            if "person_pronouns" in hits.at[i]:
                return self.he()
            if hits.at[i] & {"group_pronouns", "thing_pronouns"}:
                return self.body or self.last
            if "self" in hits.at[i]:
                return self.last
        return None

    def he(self) -> Speaker | None:
        """The person of whom the text was talking: the subject of the sentence before, else who spoke last."""
        if self._subject is not None and (self.person is None or self.person.name != self._subject.name):
            one = self._subject
            party = one.party or (self._country() if one.role and self._is_public(one.role) else None)
            return Speaker(one.name, party or one.name, one.role, kind="person")
        return self.person or self.last

    def passed(self, sentence: Sentence, hits: Hits, spoke: bool) -> None:
        """Tells the cast that a sentence is over; a sentence about somebody makes that person the next "he"."""
        self._subject = None
        if spoke:
            return
        for first, last in self.names_in(sentence.tokens, hits, 0, min(len(sentence.tokens), 12)):
            full = self.people.get(self._words(sentence.tokens, first, last)) or self.people.get(self._by_word.get(sentence.tokens[first].low, ""))
            if full is not None:
                self._subject = full
            return

    def _rumour(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> Speaker | None:
        start = first
        while start < last and "determiners" in hits.at[start]:
            start += 1
        if start < last and "rumours" in hits.at[start] and not any(m.kind not in ("person", "media") for m in self._mentions_in(tokens[first].start, tokens[start].end)):
            return Speaker(self._words(tokens, first, last), RUMOUR, kind="rumour")
        return None

    def _unnamed(self, tokens: Sequence[Token], hits: Hits, first: int, last: int, classes: frozenset[str], mentions: Sequence[Mention]) -> Speaker | None:
        """Officials, witnesses, groups without a name: the party is what the words tell, else who they were before."""
        words = self._words(tokens, first, last)
        if "witnesses" in classes and not any(m.kind in ("agency", "police", "ministry") for m in mentions):
            return Speaker(words, WITNESS, is_anonymous=True, kind="unnamed")
        if "anonymous" not in classes:
            return None
        anonymous = not classes & {"documents"}
        parties = [m for m in mentions if m.kind not in ("person", "media")]
        if parties:
            return Speaker(words, parties[0].party, is_anonymous=anonymous, kind="unnamed")
        for i in range(first, last):
            if "anonymous" in hits.at[i] and (before := self._by_head.get(tokens[i].low)) is not None:
                return before._replace(is_anonymous=before.is_anonymous)
        if "roles" in classes and self.body is not None and self.last is not None:
            return Speaker(words, self.last.party, is_anonymous=True, kind="unnamed")
        head = next(tokens[i].low for i in range(first, last) if "anonymous" in hits.at[i])
        return Speaker(words, self._own_name(tokens, hits, first, last) or head, is_anonymous=True, kind="unnamed")

    def _body(self, tokens: Sequence[Token], hits: Hits, first: int, last: int, classes: frozenset[str], mentions: Sequence[Mention]) -> Speaker | None:
        words = self._words(tokens, first, last)
        parties = [m for m in mentions if m.kind not in ("person", "media")] or list(mentions)
        if "factions" in classes and not any(m.kind in ("group", "armed_group", "organisation", "person") for m in parties):
            name = self._own_name(tokens, hits, first, last)
            return Speaker(words, name, kind="body") if name else None
        if parties:
            return Speaker(words, parties[0].party, kind="body")
        for i in range(first, last):
            if "organisations" in hits.at[i] and tokens[i].is_capital:
                start = i
                while start > first and tokens[start - 1].is_capital and "determiners" not in hits.at[start - 1]:
                    start -= 1
                return Speaker(words, self._words(tokens, start, self._organisation_end(tokens, hits, i, last)))
        for i in range(first, last):
            if hits.at[i] & {"groups", "organisations", "documents", "roles"} and (before := self._by_head.get(tokens[i].low)) is not None:
                return before
        if "documents" in classes and self.last is not None:
            return self.last
        if classes & {"groups", "organisations", "factions"}:
            name = self._own_name(tokens, hits, first, last)
            return Speaker(words, name) if name else None
        if classes & {"roles"}:
            return Speaker(words, self._country() or words, words, kind="person") if self._is_public(words) else Speaker(words, words, words, is_anonymous=True, kind="person")
        capitals = [i for i in range(first, last) if tokens[i].is_capital and tokens[i].kind == "word" and not hits.at[i] & {"determiners", "prepositions", "adverbs", "conjunctions", "clause_starts"}]
        if capitals and capitals[-1] - capitals[0] < 8 and not (capitals == [0] and len(capitals) == 1 and first == 0):
            name = self._words(tokens, capitals[0], capitals[-1] + 1)
            return Speaker(name, name)
        return None

    def _own_name(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> str:
        """A group's own words without determiners: "Western officials", "aktivis HAM"."""
        keep = [i for i in range(first, last) if not hits.at[i] & {"determiners", "pointing", "adverbs", "auxiliaries"} and tokens[i].kind in ("word", "number")]
        while keep and hits.at[keep[0]] & {"prepositions", "conjunctions"}:
            keep.pop(0)
        return self._words(tokens, keep[0], min(keep[-1], keep[0] + 5) + 1) if keep else ""

    # ------------------------------------------------------------------ words

    def mention_at(self, start: int) -> Mention | None:
        """The mention that covers the character at `start`."""
        at = bisect_left(self._starts, start + 1) - 1
        return self.mentions[at] if at >= 0 and self.mentions[at].end > start else None

    def _mentions_in(self, start: int, end: int) -> list[Mention]:
        at = bisect_left(self._starts, start)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < end:
            found.append(self.mentions[at])
            at += 1
        return found

    def _words(self, tokens: Sequence[Token], first: int, last: int) -> str:
        return " ".join(self.text[tokens[first].start : tokens[last - 1].end].split())


def is_headline(sentence: Sentence) -> bool:
    """Whether most words begin with a capital, as in a headline: then capitals name nobody."""
    words = [t for t in sentence.tokens if t.kind == "word" and len(t.low) > 3]
    return len(words) >= 4 and sum(t.is_capital for t in words) > 0.7 * len(words) and not sentence.tokens[-1].low == "."
