"""Where persons are named: runs of capital words that are no party, no office, no date and no common word.

Sentences with their word classes come in; `Names.runs` gives the names of a sentence as runs of tokens, told from
places, headlines, acronyms, degrees and the body that an office is held in. Whether somebody speaks is not asked here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from factdb.extract.layout import Sentence, Token
from factdb.extract.lexicon import Hits
from factdb.extract.scene import Scene

OFFICES = frozenset({"roles", "organisations"})
ROMAN = re.compile(r"[IVX]+")
INITIALS = re.compile(r"[A-Z](?:\.[A-Z])*")
LOW_FIRST = re.compile(r"[a-z]{1,3}['’-][A-Z][a-z]")
COMPOUND = re.compile(
    r"-(?:based|led|backed|born|controlled|held|run|owned|made|era|style|mandated|allied|linked|affiliated|aligned|dominated|inspired|funded|trained)$|\d"
)
DEGREE = re.compile(
    r"(?:[SMADBL]{1,2}|Ph|Dr|Gr)(?:\.[A-Z][A-Za-z]{0,4})+|S[EHTPI]|M[MHTAPI]|LLM|MBA|PhD|[SM](?:Si|Sc|Pd|Sos|Kom|Kes|Ag|Hum|Ked|Farm)|MAP|Lc|Gr"
)
NEVER = frozenset({
    "roles", "organisations", "determiners", "prepositions", "conjunctions", "titles", "person_pronouns",
    "group_pronouns", "thing_pronouns", "clause_starts", "documents", "anonymous", "adverbs", "negators",
    "questions", "witnesses", "self", "own", "pointing", "allegation_nouns", "auxiliaries", "groups",
    "factions", "that", "relatives", "rumours", "denial_nouns", "indefinites",
})  # fmt: skip
Run = tuple[int, int]


class Names:
    """The names of one article's sentences; each sentence is read once."""

    def __init__(self, scene: Scene, sentences: Sequence[Sentence], hits: Sequence[Hits]) -> None:
        self.scene = scene
        self._small: set[str] = set()
        self._inner: set[str] = set()
        self.places: set[str] = set()
        self.spoken: Counter[str] = Counter()
        self._rough: dict[int, list[Run]] = {}
        self._runs: dict[int, tuple[Run, ...]] = {}
        self.by_sentence: list[tuple[Sentence, Hits]] = []
        for sentence, found in zip(sentences, hits, strict=True):
            if not is_headline(sentence):
                self.by_sentence.append((sentence, found))
                self._note_spelling(sentence.tokens, found)
        for sentence, found in self.by_sentence:
            self._rough[sentence.start] = list(self._found(sentence.tokens, found))
            self._note_spoken(sentence.tokens, found, self._rough[sentence.start])

    def runs(self, sentence: Sentence, hits: Hits) -> tuple[Run, ...]:
        """The names of a sentence, in order."""
        known = self._runs.get(sentence.start)
        if known is None:
            rough = self._rough.get(sentence.start)
            if rough is None:
                rough = list(self._found(sentence.tokens, hits))
            known = self._runs[sentence.start] = tuple(self._persons(sentence.tokens, hits, rough))
        return known

    def is_spelled_so(self, word: str) -> bool:
        """Whether the article writes a word with a capital inside a sentence too."""
        return word in self._inner

    def only_opens(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a capital word opens a sentence and the article nowhere else writes it with a capital."""
        return (i == 0 or tokens[i - 1].kind == "quote") and not self.is_spelled_so(tokens[i].low)

    # ------------------------------------------------------------------ how the article spells

    def _note_spelling(self, tokens: Sequence[Token], hits: Hits) -> None:
        opens, placed, places = True, False, False
        for i, token in enumerate(tokens):
            if token.kind == "word":
                placed = token.is_capital and (placed or places)
                if placed:
                    self.places.add(token.low)
                places = "placing" in hits.at[i]
                if not token.is_capital and not self._is_low_first(token):
                    self._small.add(token.low)
                elif not opens:
                    self._inner.add(token.low)
                opens = False
            else:
                placed, places = False, False
                opens = opens or (token.kind != "number" and token.low not in ",()")

    def _note_spoken(self, tokens: Sequence[Token], hits: Hits, runs: Sequence[Run]) -> None:
        """Counts the short names right beside a reporting word: `kata Yohanes`, `Scolari said`."""
        beside = {c.last for c in hits.cues} | {-c.first for c in hits.cues}
        for first, last in runs:
            if first and (tokens[first - 1].low == ")" or self._is_called_so(tokens, hits, first - 1)):
                continue
            if last - first <= 2 and (first in beside or -last in beside or (first and "titles" in hits.at[first - 1])):
                self.spoken[tokens[first].low] += 1
                if last - first == 1:
                    self.spoken[tokens[first].low] += 1

    # ------------------------------------------------------------------ runs of capital words

    def _found(self, tokens: Sequence[Token], hits: Hits) -> Iterator[Run]:
        i, count = 0, len(tokens)
        while i < count:
            if not self._is_name_word(tokens, hits, i):
                i += 1
                continue
            end = i + 1
            while end < count and (self._is_name_word(tokens, hits, end) or self._joins(tokens, hits, end)):
                end += 1
            first = i + 1 if self._only_opens(tokens, i) else i
            if first < end and not self._is_spaced_degree(tokens, first, end):
                yield first, end
            i = end + 1

    def _is_name_word(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        token = tokens[i]
        if token.kind != "word" or not (token.is_capital or self._is_low_first(token)):
            return False
        if (
            "former" in hits.at[i]
            or i in hits.cue_tokens
            or not (hits.at[i].isdisjoint(NEVER) or self._opens_place(tokens, hits, i))
            or self.scene.is_dated(token.start)
        ):
            return False
        mention = self.scene.mention_at(token.start)
        if mention is not None:
            return mention.kind == "person"
        word = self.scene.text[token.start : token.end]
        if ROMAN.fullmatch(word) is not None and i > 0 and not hits.at[i - 1].isdisjoint(OFFICES):
            return False
        if COMPOUND.search(word) is not None:
            return False
        if len(word) > 2 and word.isupper() and "-" not in word:
            return "." in word and i + 2 < len(tokens) and self._goes_before(tokens, hits, i + 1)
        return DEGREE.fullmatch(word) is None

    def _opens_place(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether a capital determiner inside a sentence begins a name: `in New York`."""
        inner = 0 < i < len(tokens) - 1 and "placing" in hits.at[i - 1] and tokens[i + 1].is_capital
        return inner and hits.at[i] & NEVER == {"determiners"}

    def _goes_before(self, tokens: Sequence[Token], hits: Hits, stop: int) -> bool:
        """Whether a full stop only closes initials before the rest of a name: `G.K. Marlow`, `Carlton W. Hill`."""
        initials = self.scene.text[tokens[stop - 1].start : tokens[stop - 1].end]
        if tokens[stop].low != "." or INITIALS.fullmatch(initials) is None or stop + 1 >= len(tokens):
            return False
        if "." in tokens[stop + 1].low:
            return False
        return self._is_name_word(tokens, hits, stop + 1) or self._is_short_office(tokens, hits, stop + 1)

    def _is_spaced_degree(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """`S. Pd` after a name and its comma."""
        if first == 0 or tokens[first - 1].low != "," or last - first != 3 or tokens[first + 1].low != ".":
            return False
        return tokens[first].low in ("s", "m", "a") and len(tokens[last - 1].low) < 5

    def _is_low_first(self, token: Token) -> bool:
        return not token.low.isalnum() and LOW_FIRST.match(self.scene.text, token.start, token.end) is not None

    def _joins(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        if self._is_short_office(tokens, hits, i):
            follows = tokens[i + 1].low in ("of", ",") and tokens[i - 1].low != "."
            return not tokens[i + 1].is_capital and not follows and hits.at[i - 1].isdisjoint(NEVER)
        if "name_particles" in hits.at[i]:
            return i + 1 < len(tokens) and self._is_name_word(tokens, hits, i + 1)
        return self._goes_before(tokens, hits, i)

    def _is_short_office(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether a capital word that means an office can be a surname: `Peter T. King`, `Sarah Head`."""
        return "roles" in hits.at[i] and tokens[i].is_capital and len(tokens[i].low) < 6 and i + 1 < len(tokens)

    def _only_opens(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a word is capital only because it opens a sentence: elsewhere the article writes it small."""
        return (
            (i == 0 or tokens[i - 1].kind == "quote")
            and tokens[i].low in self._small
            and tokens[i].low not in self._inner
        )

    def _is_called_so(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether a body's kind opens a name: `Yayasan Pelita Harapan`, but `Kepala Dinas Budi Santoso`."""
        if "organisations" not in hits.at[i] or not hits.at[i].isdisjoint({"roles", "titles", "first_names"}):
            return False
        opens = i
        while opens > 0 and "organisations" in hits.at[opens - 1]:
            opens -= 1
        return tokens[i].is_capital and (
            opens == 0 or not (tokens[opens - 1].is_capital or "roles" in hits.at[opens - 1])
        )

    # ------------------------------------------------------------------ a name after an office and its body

    def _persons(self, tokens: Sequence[Token], hits: Hits, rough: Sequence[Run]) -> Iterator[Run]:
        part_of_office = -1
        bodies = list(self._office_bodies(tokens, hits, rough))
        for n, (first, last) in enumerate(rough):
            if any(begin <= first < end for begin, end in bodies):
                part_of_office = last
                continue
            before = hits.at[first - 1] if first else frozenset()
            follows = rough[n + 1] if n + 1 < len(rough) else None
            if first and part_of_office >= 0 and first - part_of_office == 1 and "coordinators" in before:
                first, before = first + 1, frozenset({"roles"})
                if first >= last:
                    continue
            while (
                last - first > 1
                and before.isdisjoint({"titles"})
                and tokens[first].low in self.places
                and self._follows_body(tokens, first)
            ):
                first += 1
            if (
                self._is_explained(tokens, first, last)
                or self._is_bodys(tokens, hits, last)
                or self._is_held_in(tokens, hits, first, last)
            ):
                part_of_office = last
            elif before.isdisjoint(OFFICES):
                yield self._with_noble(tokens, hits, first), last
            elif (follows and self._names_follow(tokens, hits, last, follows)) or self._goes_on(tokens, hits, last):
                part_of_office = last
            else:
                begins = self._begins(tokens, hits, first, last)
                if "organisations" in before and "roles" not in before and not self._is_called(tokens, begins, last):
                    called = "associations" in before and self._is_called_so(tokens, hits, first - 1)
                    begins = last if called or last - first < 3 else last - 2
                    while first < begins < last and tokens[begins].low == ".":
                        begins -= 2
                if self._is_first_name(tokens, hits, first, last):
                    begins = first - 1
                if begins < last:
                    yield begins, last
                else:
                    part_of_office = last

    def _office_bodies(self, tokens: Sequence[Token], hits: Hits, rough: Sequence[Run]) -> Iterator[Run]:
        """The words after an office up to the comma before its holder: `Dinas Kesehatan (Dinkes) Lombok Barat, `."""
        for first, last in rough:
            if first < 2 or (tokens[first - 1].is_capital and "titles" not in hits.at[first - 1]):
                continue
            comma = first - 1
            while comma > 0 and ("titles" in hits.at[comma] or tokens[comma].low == "."):
                comma -= 1
            if comma < 1 or tokens[comma].low != "," or self._is_listed(tokens, hits, last):
                continue
            start = comma
            while start > 0 and self._is_of_body(tokens, hits, start - 1):
                start -= 1
            office = next((i for i in range(start, comma) if "roles" in hits.at[i]), comma)
            inside = [r for r in rough if office < r[0] < comma]
            if inside and not any(self._is_called(tokens, *r) for r in inside):
                yield office, comma

    def _is_of_body(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """Whether a word can stand in an office with its body: capital, a number, in parentheses, `dan` between."""
        if tokens[i].is_capital or tokens[i].kind == "number" or tokens[i].low in "()":
            return not self.scene.is_dated(tokens[i].start)
        return "coordinators" in hits.at[i] or not hits.at[i].isdisjoint(OFFICES)

    def _is_listed(self, tokens: Sequence[Token], hits: Hits, end: int) -> bool:
        """Whether the name ending there is one of a list: `A, B dan C`."""
        at = end + (end < len(tokens) and tokens[end].low == ",")
        return at < len(tokens) and "coordinators" in hits.at[at]

    def _with_noble(self, tokens: Sequence[Token], hits: Hits, first: int) -> int:
        return first - 1 if first and "nobility" in hits.at[first - 1] and tokens[first - 1].is_capital else first

    def _goes_on(self, tokens: Sequence[Token], hits: Hits, last: int) -> bool:
        """Whether the body goes on after the words: `Juru Bicara Komando Pusat …`, `Dinas Gizi dan Kesehatan`."""
        if last >= len(tokens):
            return False
        if tokens[last].is_capital and not self.scene.is_dated(tokens[last].start):
            return (
                "organisations" in hits.at[last]
                or self.scene.mention_at(tokens[last].start) is not None
                or self.scene.text[tokens[last].start : tokens[last].end].isupper()
            )
        if last + 1 >= len(tokens) or not tokens[last + 1].is_capital:
            return False
        return (
            "coordinators" in hits.at[last]
            and hits.at[last + 1].isdisjoint({"titles", "roles"})
            and self.scene.mention_at(tokens[last + 1].start) is None
        )

    def _is_bodys(self, tokens: Sequence[Token], hits: Hits, last: int) -> bool:
        """Whether the words are a body's own: `EB-5 Investment Coalition`."""
        return (
            last < len(tokens)
            and tokens[last].is_capital
            and "organisations" in hits.at[last]
            and "first_names" not in hits.at[last]
        )

    def _is_held_in(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> bool:
        """Whether the words stand before an office and its holder: `Homs Governor Talal Barazi`."""
        end = last
        while end < len(tokens) and tokens[end].is_capital and "roles" in hits.at[end]:
            end += 1
        if not last < end < len(tokens) or not tokens[end].is_capital or not hits.at[end].isdisjoint(NEVER):
            return False
        return "placed_offices" in hits.at[last] or not self.only_opens(tokens, first)

    def _follows_body(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether a known body ends right before: what follows may be the place where it sits."""
        mention = self.scene.mention_at(tokens[first - 1].start) if first else None
        return mention is not None and mention.kind not in ("person", "state", "media")

    def _is_explained(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """A single word in parentheses is an acronym's or a party's, not a person's name."""
        return (
            last - first == 1
            and first > 1
            and last < len(tokens)
            and tokens[first - 1].low == "("
            and tokens[last].low == ")"
            and tokens[first - 2].is_capital
        )

    def _is_called(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        return any(self.spoken[tokens[k].low] for k in range(first, last))

    def _is_first_name(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> bool:
        """Whether a word that can be a body is a first name: `Tim Hawkins` of whom the text speaks as Hawkins."""
        if (
            last - first != 1
            or first < 2
            or not tokens[first - 1].is_capital
            or "organisations" not in hits.at[first - 1]
        ):
            return False
        titled = "titles" in hits.at[first - 2] or self.scene.mention_at(tokens[first - 2].start) is not None
        return titled and "first_names" in hits.at[first - 1]

    def _names_follow(self, tokens: Sequence[Token], hits: Hits, last: int, following: Run) -> bool:
        """`Kepala Desa Sukamaju, Budi Santoso,`: after the office stands the body, the name comes after a comma."""
        at = last
        while at < following[0] - 1 and (
            tokens[at].is_capital or tokens[at].kind == "number" or tokens[at].low in "()"
        ):
            at += 1
        if tokens[at].low != "," or at + 1 != following[0]:
            return False
        return not self._is_listed(tokens, hits, following[1])

    def _begins(self, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> int:
        """Where the name begins in `Manajer Griya Asri Budi Santoso`: at a word by which the text calls the person."""
        if last - first < 3:
            return first
        if first and "local_offices" in hits.at[first - 1] and not self.spoken[tokens[first].low]:
            first += 1
        begins = next((k for k in range(first + 1, last) if self.spoken[tokens[k].low]), None)
        if begins is None:
            return (
                last - 2
                if last - first > 3
                and not any("name_particles" in hits.at[k] or tokens[k].low == "." for k in range(first, last))
                else first
            )
        if self.spoken[tokens[first].low] > self.spoken[tokens[begins].low] or (
            last - first == 3 and begins == first + 1 == last - 2 and not self.spoken[tokens[last - 1].low]
        ):
            return first if self.spoken[tokens[first].low] else begins
        return begins - 1 if begins == last - 1 else begins


def is_headline(sentence: Sentence) -> bool:
    """Whether most words begin with a capital, as in a headline: then capitals name nobody."""
    words = [t for t in sentence.tokens if t.kind == "word" and len(t.low) > 3]
    return len(words) >= 4 and sum(t.is_capital for t in words) > 0.7 * len(words) and sentence.tokens[-1].low != "."
