"""Whose act the statements of an article tell of.

In come the statements with the parties that they name, out goes for each of them who acted, as far as anybody is known.
Every party of the article is weighed: by where it stands in what is said, who says it, who else denies, is accused and
is named in the article. The weights are learned from annotated news.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from factdb.languages.linking import Linking
from factdb.link.doer import Grammar, Passage, grammar_of
from factdb.link.tokens import Tokens
from factdb.records import Article, Mention, Statement
from factdb.words import UNNAMED_PARTIES, Stance

ANSWERS = frozenset({Stance.DENIES, Stance.DECLINES, Stance.ADMITS})
OPENING = 300
FEW = 3
FAR = 80  # statements apart: what is named there weighs nothing, and looking takes the square of their number
LONG = 4
SECOND = 0.36
SPELLED = 4.0
PLACES = frozenset({"subject", "act", "charged"})
DEEDS = ("by", "subject", "deed", "patient")

Lineage = Callable[[str], tuple[str, ...]]

# Learned by a conditional logit over the parties of each article of annotated news, each matter held out in turn to
# choose what counts; a party that weighs less than `nobody` is not known to have acted.
TOLD: Mapping[str, float] = {
    "accused": 1.12,
    "act": 0.83,
    "beside": 0.62,
    "blamed": 0.75,
    "charged": 0.86,
    "denies": 0.52,
    "denies_any": 0.48,
    "denies_itself": -0.98,
    "denies_too": 0.61,
    "doer": 1.02,
    "is_armed_force": 0.70,
    "is_armed_group": 1.02,
    "is_international": -0.96,
    "is_media": -1.03,
    "is_state": 0.69,
    "kin_speaks": -0.91,
    "named": 1.38,
    "named_here": 0.85,
    "nobody": 1.64,
    "opens": 1.27,
    "speaks": -1.09,
    "subject": 0.39,
}
ANSWERED: Mapping[str, float] = {
    "admits": 0.80,
    "answers_near": 0.73,
    "denies_any": 0.54,
    "denies_itself": 0.22,
    "denies_too": 0.14,
    "is_armed_group": 1.70,
    "is_international": -0.70,
    "is_media": -0.69,
    "kin_speaks": 0.58,
    "named": 0.95,
    "named_here": 0.44,
    "named_near": 0.68,
    "nobody": 1.39,
    "opens": 1.25,
    "speaks": 1.09,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement as it is weighed.

    `speaks` is the party whose words it is; `is_explicit` tells that an answer says of itself that it answers,
    `accuses` that its reporting words accuse.
    """

    statement: Statement
    speaks: str
    is_explicit: bool
    accuses: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Whose act a statement tells of; `is_inherited` where what is said names none of them."""

    accused: frozenset[str]
    is_inherited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party named in a quote: where, by which words, whether in what is said, and what holds of its place."""

    party: str
    start: int
    form: str
    is_told: bool
    is_accused: bool
    places: frozenset[str]


def acts_of(
    article: Article,
    tokens: Tokens,
    told: Sequence[Told],
    called: Mapping[str, str],
    linking: Linking,
    lineage: Lineage,
) -> tuple[Act, ...]:
    """Whose act each statement tells of, in their order.

    `tokens` are the article's words, `called` those of names, lower case, with the party.
    """
    grammar = grammar_of(linking)
    bench = Bench(article, told, [_named(each, article.text, tokens, called, grammar) for each in told], lineage)
    return tuple(bench.act(place) for place in range(len(told)))


def _named(each: Told, text: str, tokens: Tokens, called: Mapping[str, str], grammar: Grammar) -> tuple[Named, ...]:
    """The parties that a quote names outside its source and its reporting words, in order."""
    said, content = each.statement, each.statement.content or each.statement.quote
    low = text[said.quote.start : said.quote.end].lower()
    if not said.mentions and not any(word in low for word in called):
        return ()
    passage = Passage(text, said.quote.start, tokens.of(said.quote), content.start, grammar)
    mentions = [one for one in said.mentions if said.quote.start <= one.start < said.quote.end]
    for at, lower, word in zip(passage.at, passage.low, passage.words, strict=True):
        party = called.get(lower.removesuffix("'s"))
        if party and word[0].isupper() and not any(one.start <= at < one.end for one in mentions):
            mentions.append(Mention(start=at, end=at + len(word), party=party, kind="person"))
    left_out = [one for one in (said.source, said.cue) if one is not None]
    is_answer = said.stance in ANSWERS
    return tuple(
        Named(
            party=one.party,
            start=one.start,
            form=text[one.start : one.end],
            is_told=content.start <= one.start < content.end,
            is_accused=passage.is_accused(one),
            places=frozenset() if is_answer else passage.places(one),
        )
        for one in sorted(mentions, key=lambda one: (one.start, one.end))
        if not any(span.start <= one.start < span.end for span in left_out)
    )


class Bench:
    """The parties of one article, and what speaks for each of them having acted."""

    def __init__(
        self, article: Article, told: Sequence[Told], named: Sequence[tuple[Named, ...]], lineage: Lineage
    ) -> None:
        self.told, self.named, self.lineage = told, named, lineage
        self.inside = [[one for one in several if one.is_told] for several in named]
        parties = {each.speaks for each in told} | {one.party for several in named for one in several}
        self.parties = sorted(parties - UNNAMED_PARTIES)
        self.kin = {one: [other for other in self.parties if self._akin(one, other)] for one in self.parties}
        self.answering: dict[str, list[int]] = {}
        for rank, each in enumerate(told):
            if each.statement.stance in (Stance.DENIES, Stance.ADMITS):
                for party in self.kin.get(each.speaks, ()):
                    self.answering.setdefault(party, []).append(rank)
        self.denies = self._shares(each.speaks for each in told if each.statement.stance is Stance.DENIES)
        self.general = self._general(article)
        self.scores = {
            is_answer: {one: _sum(self.general[one], weights) for one in self.parties}
            for is_answer, weights in ((False, TOLD), (True, ANSWERED))
        }

    def act(self, place: int) -> Act:
        """Whose act one statement tells of: whom it accuses in so many words, else the likeliest party.

        Of an answer also one that is about as likely.
        """
        is_answer = self.told[place].statement.stance in ANSWERS
        scores, weights = dict(self.scores[is_answer]), ANSWERED if is_answer else TOLD
        for party, found in self.special(place).items():
            scores[party] += _sum(found, weights)
        blamed = [one.party for one in self.named[place] if one.is_accused and one.party != self.told[place].speaks]
        if blamed and not is_answer:
            scores[blamed[0]] += SPELLED
        ranked = sorted(scores, key=lambda one: (-scores[one], one))[:2]
        if len(ranked) > 1 and not (is_answer and scores[ranked[1]] > scores[ranked[0]] - SECOND):
            del ranked[1]
        if ranked and scores[ranked[0]] < weights["nobody"]:
            ranked = []
        named = {one.party for one in self.inside[place]}
        inherits = not is_answer and not any(kin in named for one in ranked for kin in self.kin[one])
        return Act(frozenset(ranked), inherits)

    def special(self, place: int) -> dict[str, dict[str, float]]:
        """What speaks for a party in one statement, beside what does in the whole article."""
        speaks = self.told[place].speaks
        found = {
            kin: {"speaks" if kin == speaks else "kin_speaks": 1.0, "denies_itself": self.denies[kin]}
            for kin in self.kin.get(speaks, ())
        }
        if self.told[place].statement.stance in ANSWERS:
            self._answered(place, found)
        else:
            self._told(place, found)
        return found

    def _told(self, place: int, found: dict[str, dict[str, float]]) -> None:
        """Of what is told: where in its words a party stands."""
        each, named, inside = self.told[place], self.named[place], self.inside[place]
        within = {one.party for one in inside}
        for one in named:
            own = found.setdefault(one.party, {})
            if one.is_told:
                own["named_here"] = 1.0
                own.update(dict.fromkeys(one.places & PLACES, 1.0))
            elif within.isdisjoint(self.kin[one.party]):
                own["beside"] = 1.0
        doer = max(inside, key=lambda one: (_doing(one), one.party != each.speaks, -one.start), default=None)
        if doer is not None and _doing(doer):
            found[doer.party]["doer"] = 1.0
        cue = each.statement.cue
        after = [one for one in named if cue is not None and one.start > cue.start and one.party != each.speaks]
        if each.accuses and after:
            found[after[0].party]["blamed"] = 1.0

    def _answered(self, place: int, found: dict[str, dict[str, float]]) -> None:
        """Of an answer: who else answers near it, whom the statements near it and itself name."""
        for party, ranks in self.answering.items():
            at = bisect_left(ranks, place)
            gaps = [abs(rank - place) for rank in ranks[max(0, at - 1) : at + 2] if rank != place]
            if gaps:
                found.setdefault(party, {})["answers_near"] = 1 / min(gaps)
        for rank in range(max(0, place - FAR), min(len(self.told), place + FAR + 1)):
            if rank == place:
                continue
            other, gap = self.told[rank], abs(rank - place)
            for party in {one.party for one in self.inside[rank][:FEW]} - {*self.kin.get(other.speaks, ())}:
                own = found.setdefault(party, {})
                own["named_near"] = own.get("named_near", 0.0) + exp(-gap / 2)
        for one in self.inside[place]:
            if one.party not in self.kin.get(self.told[place].speaks, ()):
                for party in self.kin[one.party]:
                    found.setdefault(party, {})["named_here"] = 1.0

    def _general(self, article: Article) -> dict[str, dict[str, float]]:
        """What speaks for a party in the whole article."""
        denials = [each for each in self.told if each.statement.stance is Stance.DENIES]
        explicit = [each.speaks for each in denials if each.is_explicit]
        others = [
            one
            for each, several in zip(self.told, self.named, strict=True)
            for one in several
            if one.party != each.speaks
        ]
        shares = {
            "named": self._shares(party for several in self._others() for party in several),
            "accused": self._shares(one.party for one in others if one.is_accused),
            "admits": self._shares(each.speaks for each in self.told if each.statement.stance is Stance.ADMITS),
            "denies": self._shares(explicit),
        }
        kinds = {one.party: f"is_{one.kind}" for each in self.told for one in each.statement.mentions}
        opening = self._opening(article)
        return {
            one: {
                **{name: share[one] for name, share in shares.items()},
                "denies_any": float(self.denies[one] > 0),
                "denies_too": float(one in explicit),
                "opens": float(one in opening),
                kinds.get(one, "is_unknown"): 1.0,
            }
            for one in self.parties
        }

    def _others(self) -> list[set[str]]:
        """The parties that each statement names in what it tells, but for who speaks."""
        return [
            {one.party for one in inside} - {each.speaks} for each, inside in zip(self.told, self.inside, strict=True)
        ]

    def _opening(self, article: Article) -> set[str]:
        """The parties that the title or the first lines name, by the words that name them anywhere."""
        text = f"{article.title or ''}\n{article.text[:OPENING]}"
        low = text.lower()
        forms = {(one.party, one.form) for several in self.named for one in several}
        return {party for party, form in forms if form in text or (len(form) >= LONG and form.lower() in low)}

    def _shares(self, parties: Iterable[str]) -> dict[str, float]:
        """Each party's part among those counted, with that of its relatives."""
        tally = Counter(parties)
        whole = sum(tally.values()) or 1
        return {one: sum(tally[kin] for kin in self.kin[one]) / whole for one in self.parties}

    def _akin(self, one: str, other: str) -> bool:
        return one == other or one in self.lineage(other) or other in self.lineage(one)


def _doing(named: Named) -> float:
    """How surely a party in its place is the one that does what is told."""
    rank = next((len(DEEDS) - rank for rank, place in enumerate(DEEDS) if place in named.places), 0)
    return rank + ("act" in named.places)


def _sum(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in found.items())
