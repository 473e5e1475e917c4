"""The report that a denial takes up in its own words: "denied reports that …", "membantah kabar bahwa …".

The words of what is denied come in; whose report it is and what it tells go out, None where no report is named or only
pointed at. Who is meant by the words is the cast's matter, and whether it is a denial at all that of `stance`.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from factdb.extract.agents import Attribution
from factdb.extract.cast import Cast, Speaker
from factdb.extract.clause import PERSON_NOUNS, Clause
from factdb.extract.found import Told
from factdb.extract.layout import Sentence, words_in
from factdb.extract.lexicon import CueHit, Hits, Lexicon
from factdb.extract.negation import Said
from factdb.languages.speech import Cue
from factdb.records import Span
from factdb.words import RUMOUR

OPENS = frozenset({"determiners", "adverbs", "existence", "raising", "that", "about", "one"})
BODIES = frozenset({"groups", "factions", "organisations", "roles", "witnesses"})
OWNERS = PERSON_NOUNS | {"media_nouns", "determiners"}
VERDICT = frozenset({"copulas", "auxiliaries", "adverbs", "prepositions", "negators", "relatives"})
NO_CONTENT = frozenset({"pointing", "auxiliaries", "copulas", "falsity", "negators", "conjunctions"})
SAYING_NOTHING = frozenset({"about", "that", "existence", "determiners", "prepositions", "pointing", "relatives"})
UNTRUE = frozenset({"falsity", "groundless", "as_told"})
NEAR = 8
FEWEST = 2


class Report(NamedTuple):
    """The noun that names the report, the words that tell whose it is (None: nobody's), and what it tells."""

    noun: Span
    owner: Span | None
    content: Span


class Reports:
    """Reads one article's denials for the reports that they take up."""

    def __init__(self, text: str, cast: Cast, lexicon: Lexicon) -> None:
        self.text, self.cast, self.lexicon = text, cast, lexicon

    def taken_up(self, sentence: Sentence, one: Attribution, content: Sequence[Said]) -> Report | None:
        """The report that an attribution takes up in what was said."""
        is_verdict = one.hit.cue.stance != "denies"
        if is_verdict and all(at.isdisjoint(UNTRUE) for _, at in content):
            return None
        tokens = tuple(token for token, _ in content)
        denied = Clause(sentence._replace(tokens=tokens), self.lexicon.hits(tokens), self.lexicon.words)
        return report_in(denied, is_verdict=is_verdict)

    def told(self, sentence: Sentence, hits: Hits, report: Report, denier: str) -> Told | None:
        """Whose the report is and what it tells: talk where nobody is named, None where it is not known who is."""
        places = [token.start for token in sentence.tokens]
        first = bisect_left(places, report.noun.start)
        is_quoted = first == len(places) or places[first] != report.noun.start
        talk = Speaker(self.text[report.noun.start : report.noun.end], RUMOUR, kind="rumour")
        speaker: Speaker | None = talk
        if report.owner is not None:
            run = (bisect_left(places, report.owner.start), bisect_left(places, report.owner.end))
            speaker = None if is_quoted else self.cast.meant(sentence, hits, run)
            speaker = speaker or (None if self._is_named(report.owner) else talk)
        if speaker is None or speaker.party == denier:
            return None
        hit = CueHit(first, bisect_left(places, report.noun.end), Cue(stance="asserts"), "noun")
        return Told(None if is_quoted else Attribution(hit, None, report.content), speaker, report.content)

    def _is_named(self, owner: Span) -> bool:
        """Whether it is somebody with a name, or "his", and not "the media"."""
        words = words_in(self.text, owner.start, owner.end)
        return any(t.is_capital or t.low in self.lexicon.sets["possessives"] for t in words)


def may_take_up(one: Attribution, hits: Hits) -> bool:
    """Whether an attribution may deny a report; a plea of not guilty answers none."""
    pleads = any("negators" in hits.at[i] for i in range(one.hit.first, one.hit.last))
    return not (one.is_negated or pleads) and one.hit.cue.stance in ("denies", "calls", "says")


def report_in(denied: Clause, *, is_verdict: bool) -> Report | None:
    """The report that opens what is denied; where `is_verdict`, what is said of it ("… is false") is left out."""
    noun = _noun(denied)
    if noun is None:
        return _as_told(denied) if is_verdict else None
    owner, after = _owner(denied, noun)
    start = _told_from(denied, after)
    end = _verdict(denied, after) if is_verdict else denied.count
    if start is None or end is None:
        return None
    end = next((i for i in range(start + FEWEST, end) if denied.is_mark(i, ",")), end)
    if owner is None and (by := _accuser(denied, start, end)) is not None:
        owner, end = (by[1], by[2]), by[0]
    content = denied.span(start, end) if _tells(denied, start, end) else None
    named, told_by = denied.span(*noun), denied.span(*owner) if owner is not None else None
    return Report(named, told_by, content) if content is not None and named is not None else None


def _as_told(denied: Clause) -> Report | None:
    """What was told otherwise, by nobody who is named: "bukan lantai dua, seperti kabar yang beredar"."""
    told = next((i for i in range(denied.count) if denied.has("as_told", i)), denied.count)
    negated = next((i for i in range(told - 1, -1, -1) if denied.has("negators", i)), None)
    last = next((i for i in range(told, denied.count) if not denied.has("as_told", i)), denied.count)
    is_named = last < denied.count and (denied.has("by", last) or denied.tokens[last].is_capital)
    if told == denied.count or negated is None or is_named or not _tells(denied, negated + 1, told):
        return None
    content, noun = denied.span(negated + 1, told), denied.span(told, last)
    return Report(noun, None, content) if content is not None and noun is not None else None


def _noun(denied: Clause) -> tuple[int, int] | None:
    """The noun for the report, which only determiners and its owner's name may precede."""
    i = 0
    while i < denied.count and "allegation_nouns" not in denied.hits.at[i]:
        is_named = denied.tokens[i].is_capital or denied.is_mark(i, "'s")
        if i in denied.hits.cue_tokens or not (is_named or denied.hits.at[i] & (OPENS | OWNERS | {"possessives"})):
            return None
        i += 1
    last = i + 1
    while last < denied.count and denied.hits.at[last] & {"allegation_nouns", "rumours"}:
        last += 1
    return (i, last) if i < denied.count else None


def _owner(denied: Clause, noun: tuple[int, int]) -> tuple[tuple[int, int] | None, int]:
    """Whose report it is, by the words before the noun or behind it, and where what it tells may begin."""
    his = next((i for i in range(noun[0]) if denied.has("possessives", i)), None)
    if his is not None:
        return (his, noun[1]), noun[1]
    first = next((i for i in range(noun[0]) if not denied.hits.at[i] & OPENS), noun[0])
    if any(denied.tokens[i].is_capital for i in range(first, noun[0])):
        return (first, noun[1]), noun[1]
    if any(denied.hits.at[i] & BODIES for i in range(first, noun[0])):
        return (first, noun[0] - denied.is_mark(noun[0] - 1, "'s")), noun[1]
    if "rumours" in denied.hits.at[noun[0]]:
        return None, noun[1]
    if denied.has("relatives", noun[1]) and denied.tokens[noun[1] + 1 : noun[1] + 2]:
        verb = noun[1] + 1
        if denied.tokens[verb].low.startswith(tuple(denied.words.passive_prefixes)):
            end = verb + 1 + denied.has("by", verb + 1)
            named = denied.right_end(end, commas=False)
            return ((end, named), named) if denied.tokens[end:] and denied.tokens[end].is_capital else (None, noun[1])
    begin = noun[1] + (denied.has("by", noun[1]) or denied.has("of_links", noun[1]))
    end = begin
    while end < denied.count and (denied.tokens[end].is_capital or denied.hits.at[end] & OWNERS):
        end += 1
    opens = end < denied.count and bool(denied.hits.at[end] & {"about", "that", "relatives", "pointing"})
    return ((begin, end), end) if opens and end > begin else (None, noun[1])


def _accuser(denied: Clause, start: int, end: int) -> tuple[int, int, int] | None:
    """`… yang dilayangkan Washington` at the end: where the clause begins, and the run that names who stands behind."""
    prefixes = tuple(denied.words.passive_prefixes)
    for i in range(start, end - 2):
        by = i + 2 + denied.has("by", i + 2)
        names = by < end and all(denied.tokens[k].is_capital for k in range(by, end))
        if names and denied.has("relatives", i) and denied.tokens[i + 1].low.startswith(prefixes):
            return i, by, end
    return None


def _told_from(denied: Clause, after: int) -> int | None:
    """Where what the report tells begins: behind "that", "about", "yang menyebut", or at once."""
    if denied.has("about", after) or denied.has("that", after):
        return after + denied.has("that", after)
    if after >= denied.count or denied.tokens[after].kind == "mark" or denied.hits.at[after] & NO_CONTENT:
        return None
    if denied.has("relatives", after):
        verb = after + 1
        while denied.has("adverbs", verb) or denied.has("auxiliaries", verb):
            verb += 1
        saying = next((c for c in denied.hits.cues if c.first == verb), None)
        if saying is not None and saying.form == "words" and saying.cue.stance in ("says", "asserts", "calls"):
            return saying.last + denied.has("that", saying.last)
        if saying is not None and saying.cue.frame != "rumour":
            return None
    elif not denied.has("prepositions", after):
        return after
    others = (c.first for c in denied.hits.cues if c.first > after and c.cue.frame not in ("rumour", "raised"))
    near = range(after, min(denied.count, after + NEAR, *others))
    return next((i + denied.has("that", i) for i in near if denied.has("about", i) or denied.has("that", i)), None)


def _tells(denied: Clause, start: int, end: int) -> bool:
    """Whether two words at least tell something, those that only point back left out."""
    plain = (i for i in range(start, end) if not denied.hits.at[i] & SAYING_NOTHING)
    return sum(denied.tokens[i].kind in ("word", "number") for i in plain) >= FEWEST


def _verdict(denied: Clause, after: int) -> int | None:
    """Where the words begin that call the report untrue; "palsu" in "kabar ijazah palsu tidak benar" does not."""
    false = [i for i in range(after, denied.count) if denied.hits.at[i] & {"falsity", "groundless"}]
    says = (i for i in false if denied.has("negators", i) or (i > after and denied.hits.at[i - 1] & VERDICT))
    end = next(says, false[-1] if false else None)
    calls = denied.hits.cue_tokens
    while end is not None and end > after and (denied.hits.at[end - 1] & VERDICT or end - 1 in calls):
        end -= 1
    return end
