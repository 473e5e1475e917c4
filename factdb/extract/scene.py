"""What an article names and where: the look-ups that reading its speakers needs, made once an article.

Text, mentions and dated spans come in; a `Scene` tells which party covers a word, which state a passage is about, and
what an acronym stands for that the article explains ("Perhimpunan Alumni (PA)"). It never decides who speaks.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from factdb.extract.layout import Token
from factdb.records import Gazetteer, Mention, Span

STATE_KINDS = frozenset({"state", "government", "ministry", "agency", "armed_force", "police", "parliament", "court"})
BODY_KINDS = frozenset({"ministry", "agency", "media", "organisation"})
ALONE = 0.75
STATES = 3
ALWAYS = "9999"
DATELINE = re.compile(r"[A-Z][A-Za-z.,'’/ ]{2,40}(?:\([A-Z][A-Za-z]+\)\s*)?[-–—]")
WORD = re.compile(r"\S+")
INSIDE = re.compile(r"\(\s*([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\s*\)\Z")
INTRODUCED = re.compile(
    r"([A-Z][\w’'-]*[ \u00a0](?:(?:[A-Z][\w’'-]*|dan|untuk|of|and|for|the)[ \u00a0]){1,10})\(([A-Z][A-Za-z]{1,11})\)\Z"
)
SHORT = re.compile(r"\(([A-Z][A-Za-z]{1,11})\)")
LONGEST_BODY = 120
EXPLAINED = re.compile(r"\s*\(\s*([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\s*\)")


class Scene:
    """The named parties of one article, by place."""

    def __init__(
        self,
        text: str,
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
        dates: Sequence[Span],
        classes: Mapping[str, frozenset[str]],
        day: str | None = None,
    ) -> None:
        self.text, self.gazetteer, self.classes, self.day = text, gazetteer, classes, day
        self._is_state: dict[str, bool] = {}
        self._lines: dict[str, tuple[str, ...]] = {}
        self._dated = {i for span in dates for i in range(span.start, span.end)}
        self._bodies = self._introduced_bodies(mentions)
        self._full: dict[str, str] = {}
        self.mentions = self._with_explained(mentions)
        self._starts = [m.start for m in self.mentions]
        roots = [(m.start, self.root(m.party)) for m in self.mentions if m.kind in STATE_KINDS]
        self._states = [(start, root) for start, root in roots if self.is_state(root)]
        self._state_starts = [start for start, _ in self._states]
        self._counts = Counter(root for _, root in self._states)
        common = self._counts.most_common(1)
        self.most = common[0][0] if common else None
        self.home = self._dateline() or (common[0][0] if common and common[0][1] > ALONE * len(self._states) else None)

    def _dateline(self) -> str | None:
        """The state from which the article reports: `TRIPOLI (Reuters) - …`."""
        line = DATELINE.match(self.text)
        return self.first_state(0, line.end()) if line is not None else None

    def _with_explained(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions, an acronym always meaning the party behind which the article has put it in parentheses."""
        meant = {short: Mention(start=0, end=0, party=name, kind="agency") for short, name in self._bodies.items()}
        for one in mentions:
            found = EXPLAINED.match(self.text, one.end) or INSIDE.search(self.text, one.start, one.end)
            if found is not None:
                meant.setdefault(found.group(1), one)
        if not meant:
            return tuple(mentions)
        return tuple(self._as_explained(one, meant.get(self.text[one.start : one.end])) for one in mentions)

    def _introduced_bodies(self, mentions: Sequence[Mention]) -> dict[str, str]:
        """Short name → full name of the bodies that the article introduces: `Universitas Udayana (Unud)`."""
        found: dict[str, str] = {}
        known = [range(one.start, one.end) for one in mentions]
        for short in SHORT.finditer(self.text):
            body = INTRODUCED.search(self.text, max(0, short.start() - LONGEST_BODY), short.end())
            if body is None or short.group(1) in found:
                continue
            words = list(WORD.finditer(self.text, *body.span(1)))
            heads = [i for i, word in enumerate(words) if word.group().lower() in self.classes["organisations"]]
            if not heads or any(words[heads[0]].start() in span for span in known):
                continue
            name = [word.group() for word in words[heads[0] :]]
            if len(name) > 1 and self._spells(body.group(2), name):
                found.setdefault(body.group(2), " ".join(name))
        return found

    def _spells(self, short: str, words: Sequence[str]) -> bool:
        """Whether the letters of an acronym stand in the words in this order, the first one first."""
        letters = iter("".join(words).lower())
        return words[0][0] == short[0] and all(letter in letters for letter in short.lower())

    def full_name(self, party: str) -> str:
        """The name in full of a body that the gazetteer does not know: `Unud`, `Pihak Udayana`."""
        if not self._bodies:
            return party
        if party not in self._full:
            self._full[party] = party if self.gazetteer.get(party) is not None else self._in_full(party)
        return self._full[party]

    def _in_full(self, party: str) -> str:
        words = party.split()
        if words and words[0].lower() in self.classes["sides"]:
            words = words[1:]
        short = " ".join(words)
        if short in self._bodies:
            return self._bodies[short]
        whole = {name for name in self._bodies.values() if name.split()[1:] == words}
        return whole.pop() if len(whole) == 1 else short or party

    def _as_explained(self, one: Mention, other: Mention | None) -> Mention:
        if other is None or other.party == one.party or one.kind == "person":
            return one
        return Mention(start=one.start, end=one.end, party=other.party, kind=other.kind)

    def has(self, name: str, words: str) -> bool:
        """Whether one of some words belongs to a word class of the language."""
        return not self.classes[name].isdisjoint(words.lower().replace(",", " ").split())

    def is_dated(self, start: int) -> bool:
        """Whether the character at `start` belongs to a date."""
        return start in self._dated

    def line(self, party: str) -> tuple[str, ...]:
        """The party and those above it."""
        if party not in self._lines:
            self._lines[party] = self.gazetteer.lineage(party)
        return self._lines[party]

    def spoken_for(self, person: str, held: str | None = None) -> str:
        """For whom a known person speaks: a body of his state that he is said to serve, while in office the state."""
        line, known, day = self.line(person), self.gazetteer.get(person), self.day
        terms = known.terms if known is not None and day is not None else ()
        serves = not terms or any(since <= (day or "") <= (until or ALWAYS) for since, until in terms)
        if held is not None and line[:2][-1] in self.line(held) and (serves or self._is_office(held)):
            return held
        return line[1] if serves and len(line) > 1 else line[0]

    def _is_office(self, party: str) -> bool:
        """Whether a body is one that gives an office: no state, no political party."""
        body = self.gazetteer.get(party)
        return body is not None and body.kind not in ("state", "political_party")

    def root(self, party: str) -> str:
        """The party at the top of the tree."""
        return self.line(party)[-1]

    def mention_at(self, start: int) -> Mention | None:
        """The mention that covers the character at `start`."""
        at = bisect_left(self._starts, start + 1) - 1
        return self.mentions[at] if at >= 0 and self.mentions[at].end > start else None

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in text[start:end]."""
        return list(self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

    def is_state(self, party: str) -> bool:
        """Whether a party is a state."""
        if party not in self._is_state:
            found = self.gazetteer.get(party)
            self._is_state[party] = found is not None and found.kind == "state"
        return self._is_state[party]

    def first_state(self, since: int, until: int) -> str | None:
        """The state named first in text[since:until]."""
        at = bisect_left(self._state_starts, since)
        return self._states[at][1] if at < len(self._states) and self._state_starts[at] < until else None

    def state_near(self, start: int, since: int) -> str | None:
        """The state that the text names last between `since` and `start`, else most often in the article."""
        at = bisect_left(self._state_starts, start)
        if at and self._state_starts[at - 1] >= since:
            return self._states[at - 1][1]
        return self.most

    def body_of_state(self, words: str, start: int, since: int) -> str | None:
        """The ministry or state medium that words without a state mean here: `the interior ministry`, `state TV`."""
        near = self.state_near(start, since)
        often = near is not None and 2 * self._counts[near] >= self._counts[self.most or near]
        states = [state for state, _ in self._counts.most_common(STATES)]
        bodies = {state: self.gazetteer.get(f"{state} {words}") for state in states}
        if (own := next((b for b in bodies.values() if b is not None and b.kind == "organisation"), None)) is not None:
            return own.name
        state = near if often else self.most
        body = bodies.get(state) if state is not None else None
        if body is not None and body.kind != "ministry":
            state, body = self.most, bodies.get(self.most or "")
        found = body is not None and body.kind in BODY_KINDS and self.root(body.name) == state
        return body.name if body is not None and found else None

    def body_called(self, word: str, start: int, *, at_end: bool) -> str | None:
        """The body named last before `start` whose name ends (or begins) with `word`."""
        for one in reversed(self.mentions[: bisect_left(self._starts, start)]):
            name = self.text[one.start : one.end].lower().split()
            if len(name) > 1 and name[-1 if at_end else 0] == word:
                return one.party
        return None

    def adjectives(self, state: str) -> tuple[str, ...]:
        """How a state is written beside a noun ("Syrian activists", "aktivis Suriah"), as far as is known."""
        party = self.gazetteer.get(state)
        return tuple(dict.fromkeys(a.text for a in party.aliases)) if party is not None else (state,)

    def words(self, tokens: Sequence[Token], first: int, last: int) -> str:
        """The text of tokens[first:last], white space made one."""
        return " ".join(self.text[tokens[first].start : tokens[last - 1].end].split()) if first < last else ""
