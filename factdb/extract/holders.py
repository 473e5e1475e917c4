"""Who holds an office: the person's name told from the body and the place that stand between the two.

Runs of capital words come in, the runs that name persons go out: after `Kepala Desa Sukamaju` comes the holder, before
`Governor` may stand the place. What else the words mean is not asked here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from factdb.extract.layout import Token
from factdb.extract.lexicon import Hits
from factdb.extract.scene import Scene

OFFICES = frozenset({"roles", "organisations"})
NEVER = frozenset({
    "roles", "organisations", "determiners", "prepositions", "conjunctions", "titles", "person_pronouns",
    "group_pronouns", "thing_pronouns", "clause_starts", "documents", "anonymous", "adverbs", "negators",
    "questions", "witnesses", "self", "own", "pointing", "allegation_nouns", "auxiliaries", "groups",
    "factions", "that", "relatives", "rumours", "denial_nouns", "indefinites", "placing",
})  # fmt: skip
Run = tuple[int, int]


class Holders:
    """Reads one article's names beside offices; `spoken` counts the words by which people are called."""

    def __init__(
        self,
        scene: Scene,
        places: set[str],
        spoken: Counter[str],
        only_opens: Callable[[Sequence[Token], int], bool],
    ) -> None:
        self.scene, self.places, self.spoken, self.only_opens = scene, places, spoken, only_opens

    def persons(self, tokens: Sequence[Token], hits: Hits, rough: Sequence[Run]) -> Iterator[Run]:
        """Of the runs of capital words in a sentence those that name persons, without office, body and place."""
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
                if first >= last or (last < len(tokens) and tokens[last].low == "("):
                    part_of_office = last
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
                begins = _before_initials(tokens, first, self._begins(tokens, hits, first, last))
                if "organisations" in before and "roles" not in before and not self._is_called(tokens, begins, last):
                    called = "associations" in before and opens_body(tokens, hits, first - 1)
                    begins = last if called or last - first < 3 else last - 2
                    begins = _before_initials(tokens, first, begins) if begins < last else begins
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
            while start > 0 and (
                self._is_of_body(tokens, hits, start - 1) or self._is_in_office(tokens, hits, start - 1)
            ):
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

    def _is_in_office(self, tokens: Sequence[Token], hits: Hits, i: int) -> bool:
        """The comma in `Camat Mekarsari, Kabupaten Bogor, `, the small word in `peneliti senior Lembaga Samudra, `."""
        if not tokens[i + 1].is_capital or i == 0:
            return False
        if tokens[i].low == ",":
            return "organisations" in hits.at[i + 1]
        return tokens[i].kind == "word" and "roles" in hits.at[i - 1] and i not in hits.cue_tokens and not hits.at[i]

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
        if last - first < 3 or (first > 1 and "roles" in hits.at[first - 1] and self._follows_body(tokens, first - 1)):
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


def opens_body(tokens: Sequence[Token], hits: Hits, i: int) -> bool:
    """Whether the body's kind at token `i` opens a name: `Yayasan Pelita Harapan`, not `Kepala Dinas Budi Santoso`."""
    if "organisations" not in hits.at[i] or not hits.at[i].isdisjoint({"roles", "titles", "first_names"}):
        return False
    opens = i
    while opens > 0 and "organisations" in hits.at[opens - 1]:
        opens -= 1
    first = opens == 0 or not (tokens[opens - 1].is_capital or "roles" in hits.at[opens - 1])
    return tokens[i].is_capital and first


def _before_initials(tokens: Sequence[Token], first: int, i: int) -> int:
    """Where the name begins whose initials end before token `i`: `James E. Rogan`."""
    while i > first and (tokens[i].low == "." or tokens[i - 1].low == "." or len(tokens[i].low) == 1):
        i -= 1
    return i
