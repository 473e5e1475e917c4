"""Which office stands beside a name, and which body it is held in.

The tokens of a sentence and a name's place come in; the words of office (before the name, or in the apposition
after it) and the party that they name go out. Whoever held an office formerly, and whoever is only somebody's kin or
friend, speaks for nobody else.
"""

from collections.abc import Sequence

from factdb.extract.holders import Run
from factdb.extract.layout import Token
from factdb.extract.lexicon import Hits
from factdb.extract.scene import Scene
from factdb.records import Mention

LOOSE = 3
APPOSED = frozenset({"name_copulas", "appositions"})
LINKING = frozenset({"of_links", "about_links"})
FITTING = frozenset(
    {"roles", "organisations", "groups", "prepositions", "determiners", "titles", "conjunctions", "anonymous"}
)
PLAIN = frozenset({"determiners", "titles", "roles", "former", "adverbs", "prepositions"})
REACH_BEFORE, REACH_AFTER, TITLES_REACH = 16, 18, 10


class Offices:
    """Reads the words of office in one article's sentences."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def beside(self, tokens: Sequence[Token], hits: Hits, name: Run, before: int = 0) -> Run | None:
        """The office right before the name (not before token `before`), or in the apposition right after it."""
        return self._left(tokens, hits, name[0], before) or self._right(tokens, hits, name)

    def _left(self, tokens: Sequence[Token], hits: Hits, first: int, before: int) -> Run | None:
        start = first
        while (
            start > before
            and (tokens[start - 1].low in (",", ".") or "titles" in hits.at[start - 1])
            and first - start < TITLES_REACH
        ):
            if tokens[start - 1].low == "." and "titles" not in hits.at[start - 2] and len(tokens[start - 2].low) > 2:
                break
            start -= 1
        at = start
        loose = 0
        while at > before and start - at < REACH_BEFORE and not self._ends_left(tokens, hits, at - 1):
            at -= 1
            loose += not tokens[at].is_capital and tokens[at].kind == "word" and hits.at[at].isdisjoint(FITTING)
            if loose > LOOSE:
                break
        role = next((i for i in range(at, start) if "roles" in hits.at[i]), None)
        if role is None:
            return None
        while role > at and self._belongs(tokens, hits, role - 1):
            role -= 1
        if tokens[role].low == "'s":
            role += 1
        return role, start

    def _ends_left(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        at = hits.at[i]
        if tokens[i].is_capital and 0 < i < len(tokens) - 1 and tokens[i - 1].is_capital and tokens[i + 1].is_capital:
            return i in hits.cue_tokens
        if (
            (tokens[i].low in ",;:." and (tokens[i].low != "." or self.scene.mention_at(tokens[i].start) is None))
            or "name_copulas" in at
            or tokens[i].kind == "quote"
            or i in hits.cue_tokens
            or "that" in at
            or "relatives" in at
        ):
            return True
        if "coordinators" in at:
            return not (i + 1 < len(tokens) and tokens[i + 1].is_capital)
        return ("clause_starts" in at and "prepositions" not in at) or "conjunctions" in at

    def _belongs(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether a word before the office tells more about it: a party, a body, `former`."""
        if (
            self.scene.mention_at(tokens[i].start) is not None
            or tokens[i].low == "'s"
            or "former" in hits.at[i]
            or "organisations" in hits.at[i]
        ):
            return True
        return (
            tokens[i].is_capital
            and tokens[i].kind == "word"
            and hits.at[i].isdisjoint({"determiners", "prepositions", "adverbs", "conjunctions"})
        )

    def _right(self, tokens: Sequence[Token], hits: Hits, name: Run) -> Run | None:
        last = name[1]
        if last >= len(tokens):
            return None
        bare = last - name[0] > 1 and self._is_bare_office(tokens, hits, last)
        if not bare and tokens[last].low not in ",(" and hits.at[last].isdisjoint(APPOSED):
            return None
        begin = last if bare else last + 1
        if last + 1 < len(tokens) and "addressee" in hits.at[last + 1]:
            return None
        end = last + 1
        while (
            end < len(tokens)
            and end - last < REACH_AFTER
            and (tokens[end].low not in ",;.)" or self._is_in_name(tokens, end))
            and tokens[end].kind != "quote"
            and (end not in hits.cue_tokens or (tokens[end].is_capital and tokens[end - 1].is_capital))
        ):
            end += 1
        heads = (k for k in range(begin, min(end, last + 8)) if "roles" in hits.at[k])
        opens = next((k for k in heads if not self._is_anothers(tokens, hits, last, k)), None)
        between = range(last + 1, opens or 0)
        if opens is None or any(tokens[k].low in ("to", "in", "on") or "by" in hits.at[k] for k in between):
            return None
        return begin, end

    def _is_in_name(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a full stop belongs to a party's name: `U.S.`."""
        return tokens[i].low == "." and self.scene.mention_at(tokens[i].start) is not None

    def _is_bare_office(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether an office follows its holder without a comma: `Riad Hijab coordinator of the council`."""
        i += "one" in hits.at[i]
        office = i + 2 < len(tokens) and "roles" in hits.at[i] and not tokens[i].is_capital
        return office and "of_links" in hits.at[i + 1] and "prepositions" in hits.at[i + 1]

    def _is_anothers(self, tokens: Sequence[Token], hits: Hits, last: int, head: int) -> bool:
        """Whether the office in a relative clause is held by who is named behind it: `Yang, who met President X,`."""
        if not any("relatives" in hits.at[k] for k in range(last, head)) or head + 1 >= len(tokens):
            return False
        mention = self.scene.mention_at(tokens[head + 1].start)
        named = mention.kind == "person" if mention is not None else hits.at[head + 1].isdisjoint(FITTING)
        return tokens[head + 1].is_capital and named

    # ------------------------------------------------------------------ the body of an office

    def held(self, tokens: Sequence[Token], hits: Hits, role: Run) -> str | None:
        """The body for which the named holder of an office speaks: a mere member of a parliament for none."""
        heads = [i for i in range(*role) if "roles" in hits.at[i]]
        if heads and all("legislators" in hits.at[i] for i in heads):
            return None
        return self.party(tokens, hits, role)

    def party(self, tokens: Sequence[Token], hits: Hits, role: Run) -> str | None:
        """The body that words of office name: a party before the office or linked to it, else capital words."""
        first, last = role
        heads = [i for i in range(first, last) if "roles" in hits.at[i]]
        if not heads:
            return None
        if any("former" in hits.at[i] for i in range(first, last)) or "private_persons" in hits.at[heads[0]]:
            return None
        if any("kin" in hits.at[i] for i in range(first, heads[0])):
            return None
        if "public_offices" not in hits.at[heads[0]] and any("origins" in hits.at[i] for i in range(heads[0], last)):
            return None
        one = (
            self._linked(tokens, hits, heads[0], last)
            if first == heads[0]
            else self._possessing(tokens, first, heads[0]) or self._linked(tokens, hits, heads[0], last)
        )
        if one is not None and one.kind == "media" and not any("reporters" in hits.at[i] for i in range(first, last)):
            other = [m for m in self._inside(tokens, first, last) if m.kind not in ("person", "media")]
            one = other[0] if other else one
        if (
            one is not None
            and one.kind == "political_party"
            and (linked := self._linked(tokens, hits, heads[0], last) or self._own_body(tokens, hits, heads[0], last))
        ):
            return linked if isinstance(linked, str) else linked.party
        body = next(
            (i for i in range(heads[0] + 1, last) if "organisations" in hits.at[i] and tokens[i].is_capital), None
        )
        closes = body is not None and (body + 1 == last or not tokens[body + 1].is_capital)
        while body is not None and closes and tokens[body - 1].is_capital and "roles" not in hits.at[body - 1]:
            body -= 1
        own = self._own_body(tokens, hits, heads[-1] if body is None or body > heads[-1] else body - 1, last)
        if one is not None:
            return self._narrower(own, one)
        if (served := self._served(tokens, hits, (first, heads[0], last))) is not None:
            return served
        return self._ministry_above(own, hits, heads[0]) or own or self._own_before(tokens, hits, first, heads[0])

    def _served(self, tokens: Sequence[Token], hits: Hits, role: tuple[int, int, int]) -> str | None:
        """For whom somebody speaks who serves a known person: `a spokesman for Vladimir Putin`, `Obama's adviser`."""
        first, head, last = role
        if "servants" not in hits.at[head]:
            return None
        people = [m for m in self._inside(tokens, first, last) if m.kind == "person"]
        return self.scene.spoken_for(people[0].party) if people else None

    def _own_before(self, tokens: Sequence[Token], hits: Hits, first: int, head: int) -> str | None:
        """A body or place that stands before the office: `Homs Governor`, `Cleveland Police Chief`, `ACLU lawyer`."""
        begin = end = head
        while begin > first and tokens[begin - 1].is_capital and hits.at[begin - 1].isdisjoint(PLAIN):
            begin -= 1
        while end < len(tokens) and tokens[end].is_capital and "organisations" in hits.at[end]:
            end += 1
        words = range(begin, head)
        acronym = any(self.scene.text[tokens[i].start : tokens[i].end].isupper() for i in words)
        body = acronym or end > head or (len(words) > 1 and "organisations" in hits.at[head - 1])
        placed = words and "placed_offices" in hits.at[head]
        return self.scene.words(tokens, begin, end) if body or placed else None

    def _ministry_above(self, own: str | None, hits: Hits, head: int) -> str | None:
        """The ministry of a directorate that names none, where the article names it: one that shares a word."""
        if own is None or "directorates" not in hits.at[head]:
            return None
        words = {w for w in own.split() if w[0].isupper()}
        above = (m for m in self.scene.mentions if m.kind == "ministry")
        return next((m.party for m in above if words & set(self.scene.text[m.start : m.end].split())), None)

    def _inside(self, tokens: Sequence[Token], first: int, last: int) -> list[Mention]:
        return self.scene.mentions_in(tokens[first].start, tokens[last - 1].end) if first < last else []

    def _possessing(self, tokens: Sequence[Token], first: int, head: int) -> Mention | None:
        found = [m for m in self._inside(tokens, first, head) if m.kind != "person"]
        return found[-1] if found else None

    def _linked(self, tokens: Sequence[Token], hits: Hits, head: int, last: int) -> Mention | None:
        """The first party after the office that it is held in: `head of the IAEA`, `juru bicara CENTCOM`."""
        ends = next((i for i in range(head, last) if "relatives" in hits.at[i]), last)
        weak: Mention | None = None
        for one in self._inside(tokens, head, ends):
            if one.kind == "person":
                continue
            link = self._link(tokens, hits, head, one.start)
            if "about_links" in link:
                weak = weak or one
            else:
                return one
        return weak if weak is not None and "envoys" not in hits.at[head] else None

    def _link(self, tokens: Sequence[Token], hits: Hits, head: int, start: int) -> frozenset[str]:
        """What the preposition is through which words after the office belong to it, empty where there is none."""
        link = frozenset[str]()
        for i in range(head, len(tokens)):
            if tokens[i].start >= start:
                break
            if not hits.at[i].isdisjoint(LINKING):
                link = hits.at[i]
        return link

    def _own_body(self, tokens: Sequence[Token], hits: Hits, head: int, last: int) -> str | None:
        """A body that the gazetteer does not know, in its own words: `Direktur PT Sinar Jaya`, `Ketua Umum PAKKJ`."""
        for i in range(head + 1, last):
            if not hits.at[i].isdisjoint({"relatives", "about_links"}):
                return None
            if tokens[i].is_capital and tokens[i].kind == "word" and self._may_open_body(tokens, hits, i):
                return self.own_name(tokens, hits, self._after_owner(tokens, i, last), last)
        return None

    def _after_owner(self, tokens: Sequence[Token], i: int, last: int) -> int:
        """After whose body it is: `a member of Anna Hill's Harbour Chambers`."""
        end = i
        while end < last and tokens[end].is_capital:
            end += 1
        owned = end + 1 < last and tokens[end].low == "'s" and tokens[end + 1].is_capital
        return end + 1 if owned else i

    def _may_open_body(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether a body's name can begin here: no office, or its body as in `Kepala Dinas Kesehatan`."""
        if hits.at[i].isdisjoint({"titles", "roles"}):
            return True
        goes_on = i + 1 < len(tokens) and tokens[i + 1].is_capital and "organisations" not in hits.at[i + 1]
        return "organisations" in hits.at[i] and goes_on and i > 0 and "roles" in hits.at[i - 1]

    def own_name(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> str:
        """The capital words from `first` on, joining words between them included, an acronym's parentheses left out."""
        end = first + 1
        while end < last and (
            tokens[end].is_capital
            or tokens[end].kind == "number"
            or (self._joins(tokens, hits, first, end) and end + 1 < last and tokens[end + 1].is_capital)
        ):
            end += 1
        return self.scene.words(tokens, first, end)

    def _joins(self, tokens: Sequence[Token], hits: Hits, first: int, i: int) -> bool:
        """Whether a small word goes on with a name: `Ministry of the Interior`, `Centre for Peace`."""
        at = hits.at[i]
        if "viewpoints" in at and "of_links" in at:
            return "organisations" in hits.at[first]
        return (
            "coordinators" in at
            or ("of_links" in at and tokens[i].low == "of")
            or ("definite" in at and tokens[i].low == "the")
        )

    def _narrower(self, own: str | None, one: Mention) -> str:
        """A school's or branch's own words where the party known is only the kind of such bodies."""
        words = own.split() if own is not None else []
        if own is not None and len(words) > 1 and self.scene.has("own_bodies", words[0]):
            return own
        if own is not None and one.kind == "group" and len(words) > 1:
            return own
        if own is not None and one.kind == "state" and self.scene.has("associations", f"{words[0]} {words[-1]}"):
            return own
        return one.party
