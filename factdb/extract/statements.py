"""Statements of one article: who said what, with which stance, when, in which exact words.

`statements_in(article, gazetteer)` puts the steps together: layout, word classes, attributions, cast, stance, dates and
quantities. Doubt goes out as `Problem`s beside the statements. It opens no file and reads no clock.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from factdb.extract.agents import Attribution
from factdb.extract.attribution import Reading
from factdb.extract.cast import Cast, Speaker
from factdb.extract.dates import counts, date_reader
from factdb.extract.found import Found, Told, continued, split, with_reports, without_carriers
from factdb.extract.issue import Issue, Side
from factdb.extract.layout import Sentence, sentences_in, words_in
from factdb.extract.lexicon import ACCORDING, CueHit, Hits, Lexicon
from factdb.extract.negation import Said
from factdb.extract.quantities import quantity_reader
from factdb.extract.reports import Report, Reports, may_take_up
from factdb.extract.spoken import SpeechDates
from factdb.extract.stance import Taken, stance_of
from factdb.extract.when import Saying, When, inside, is_heading
from factdb.languages import codes, raw
from factdb.languages.dates import date_words
from factdb.languages.page import furniture, page
from factdb.languages.speech import read
from factdb.records import Article, Gazetteer, Mention, Problem, SaidOn, Span, Statement
from factdb.words import SaidOnBasis, Stance

REST = 8
MARKS = "\"”’'»` "
ENDS_SAYING = (".", "!", "?", "…", ",", ";", ":", "-", "–", "—", ")")
NEARBY = 12
WITHIN = re.compile(r"[.!?…](?:[\"”’']|'')*\s+(?=[\"“‘`(]*[A-Z0-9])")
QUOTATION_MARKS = frozenset('"“”‘`')
_BARE = CueHit(0, 0, ACCORDING, "words")


class Extracted(NamedTuple):
    """What one article says: its statements in order of place, and what is doubtful about them."""

    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]


class _Tools(NamedTuple):
    lexicon: Lexicon
    dates: SpeechDates


class _Draft(NamedTuple):
    """One attribution before its stance is known: who says what, its pieces and their words with their classes."""

    sentence: Sentence
    attribution: Attribution | None
    speaker: Speaker
    content: Span
    pieces: list[Span]
    opened: list[list[Said]]
    told: Told | None = None


@cache
def _tools(code: str) -> _Tools:
    return _Tools(Lexicon(read(raw(code))), SpeechDates(date_words(code), counts(code)))


def statements_in(article: Article, gazetteer: Gazetteer) -> Extracted:
    """The statements of an article; none, and a Problem, where factdb does not know its language."""
    code = article.language if article.language in codes() else None
    if code is None:
        return Extracted(
            (),
            (
                Problem(
                    article=article.key,
                    message=f"The language '{article.language}' has no pack; nothing was extracted.",
                ),
            ),
        )
    return _Extraction(article, gazetteer, code).run()


class _Extraction:
    """One article being read."""

    def __init__(self, article: Article, gazetteer: Gazetteer, code: str) -> None:
        self.article, self.text, self.code = article, article.text, code
        self.tools = _tools(code)
        lexicon = self.tools.lexicon
        self.left_out = furniture(self.text, page(code))
        self.sentences = sentences_in(self.text, code, self.left_out, lexicon.before_names)
        self.hits = [lexicon.hits(s.tokens) for s in self.sentences]
        self._words_of: dict[Span, list[Said]] = {}
        self._hits_of = {s.start: h for s, h in zip(self.sentences, self.hits, strict=True)}
        self.mentions = gazetteer.mentions(self.text, code)
        self.expressions = date_reader(code).expressions(self.text, article.published_on)
        dated = [Span(e.start, e.end) for e in self.expressions]
        day = article.published_on
        self.cast = Cast(self.text, self.sentences, self.hits, self.mentions, gazetteer, dated, lexicon.sets, day)
        self.reports = Reports(self.text, self.cast, lexicon)
        self.issue = Issue(self.sentences, self.hits, code, article.title or "")
        self.quantities = quantity_reader(code).quantities(self.text, self.expressions)

    def run(self) -> Extracted:
        read = zip(self.sentences, self.hits, strict=True)
        drafts = [
            d
            for sentence, hits in read
            if not is_heading(self.text, sentence)
            for d in self._in_sentence(sentence, hits)
        ]
        takes = [self._noted(draft) for draft in drafts]
        found = [f for draft, known in zip(drafts, takes, strict=True) for f in self._taken(draft, known)]
        found = list(with_reports(without_carriers(continued(found), self._is_media)))
        when = When(self.text, self.sentences, self.expressions, self.tools.dates, self.article.published_on)
        dates = when.said_on([self._saying(f) for f in found])
        statements = tuple(self._statement(f, date) for f, date in zip(found, dates, strict=True))
        unique = {s.key: s for s in statements}
        return Extracted(tuple(unique.values()), tuple(self._problems()))

    # ------------------------------------------------------------------ one sentence

    def _in_sentence(self, sentence: Sentence, hits: Hits) -> Iterator[_Draft]:
        attributions = Reading(sentence, hits, self.tools.lexicon.words).attributions() if hits.cues else ()
        speaker: Speaker | None = None
        main: Speaker | None = None
        had = False
        reports = [self._report(sentence, hits, one) for one in attributions]
        for one, report in zip(attributions, reports, strict=True):
            at = sentence.tokens[one.hit.first].start
            if any(r is not None and r.noun.start <= at < r.content.start for r in reports):
                continue  # it only tells whose the report is
            named = self._speaker(sentence, hits, one, main if one.shares_main else speaker)
            main = main or named
            speaker = speaker if named is not None and named.kind == "rumour" else named
            if named is None or one.content is None:
                continue
            had = True
            draft = self._draft(sentence, one, named, one.content)
            told = self.reports.told(sentence, hits, report, named.party) if report is not None else None
            yield draft._replace(told=told)
        for alone in self._left_quotations(sentence, [one.content for one in attributions if one.content]):
            if (talking := speaker or self.cast.last) is not None:
                had = True
                yield self._draft(sentence, None, talking, alone)
        self.cast.passed(sentence, hits, had)

    def _report(self, sentence: Sentence, hits: Hits, one: Attribution) -> Report | None:
        """The report that an attribution takes up in its own words, if it denies."""
        if one.content is None or not may_take_up(one, hits):
            return None
        pieces = self._pieces(one.content, sentence)
        return self.reports.taken_up(sentence, one, [s for p in pieces for s in self._opened(sentence, p)])

    def _is_media(self, party: str) -> bool:
        known = self.cast.gazetteer.get(party)
        return party == self.article.publisher or (known is not None and known.kind == "media")

    def _medium(self, found: Found) -> str | None:
        """The outlet that the sentence names outside what was said and beside who said it."""
        source = self._source(found)
        for mention in self._mentioned(Span(found.sentence.start, found.sentence.end)):
            inside = found.content.start <= mention.start < found.content.end or (
                source is not None and source.start <= mention.start < source.end
            )
            if mention.kind == "media" and not inside and mention.party != found.speaker.party:
                return mention.party
        return None

    def _origin(self, found: Found) -> str | None:
        """Whose words are relayed: the body named after "citing" or "berdasarkan laporan", where it is another one."""
        classes = self._hits_of[found.sentence.start].at
        citing = [place for place, at in enumerate(classes) if "citing" in at]
        for place in citing:
            if place + 1 == len(classes) or place + 1 in citing:
                continue
            at = found.sentence.tokens[place + 1].start
            for mention in self._mentioned(Span(at, found.sentence.end)):
                if (
                    mention.start - at < NEARBY
                    and mention.kind not in ("media", "person")
                    and mention.party != found.speaker.party
                ):
                    return mention.party
        return None

    def _draft(self, sentence: Sentence, one: Attribution | None, speaker: Speaker, content: Span) -> _Draft:
        pieces = self._pieces(content, sentence)
        return _Draft(sentence, one, speaker, content, pieces, [self._opened(sentence, p) for p in pieces])

    def _stances(self, draft: _Draft) -> tuple[list[Taken], bool]:
        """The stance of each piece, seen against what the article has noted so far, and whether that was looked at."""
        sentence, line = draft.sentence, self.cast.scene.line(draft.speaker.party)
        mentions = self._mentioned(Span(sentence.start, sentence.end))
        side = Side(self.issue, sentence.start, line, mentions, self.cast.gazetteer)
        attribution = draft.attribution or Attribution(_BARE, None, draft.content)
        return [stance_of(attribution, opened, side) for opened in draft.opened], side.is_asked

    def _noted(self, draft: _Draft) -> list[Taken] | None:
        """Lets the issue know what is asserted, so that a denial is seen even where it stands first.

        Gives the stances of the pieces, None where what comes later in the article may change one.
        """
        line = self.cast.scene.line(draft.speaker.party)
        takes, is_open = self._stances(draft)
        for opened, taken in zip(draft.opened, takes, strict=True):
            if taken.stance in (Stance.ASSERTS, Stance.COMMENTS):
                self.issue.note(draft.sentence.start, line, opened, is_asserted=taken.stance is Stance.ASSERTS)
        return None if is_open else takes

    def _taken(self, draft: _Draft, known: list[Taken] | None) -> list[Found]:
        """What one attribution gives: a quotation of several sentences is split where its stance changes."""
        sentence, one, speaker, content, pieces, _, _ = draft
        takes = known or self._stances(draft)[0]
        told = self.text[content.start : content.end]
        content = Span(content.end - len(told.lstrip()), content.start + len(told.rstrip()))
        whole = Found(sentence, Span(sentence.start, sentence.end), one, speaker, content, takes[0], draft.told)
        return split(whole, pieces, takes)

    def _pieces(self, content: Span, sentence: Sentence) -> list[Span]:
        """The sentences of a quotation, one piece each; what is not a quotation is one piece."""
        if not any(q.start <= content.start + 1 and content.end - 1 <= q.end for q in sentence.quotations):
            return [content]
        cuts = [m.end() for m in WITHIN.finditer(self.text, content.start, content.end)]
        edges = [content.start, *(c for c in cuts if content.start < c < content.end), content.end]
        return [Span(a, a + len(self.text[a:b].rstrip())) for a, b in pairwise(edges) if self.text[a:b].strip()]

    def _speaker(self, sentence: Sentence, hits: Hits, one: Attribution, before: Speaker | None) -> Speaker | None:
        if one.hit.cue.frame in ("rumour", "raised"):
            return Speaker(
                self.text[sentence.tokens[one.hit.first].start : sentence.tokens[one.hit.last - 1].end],
                "rumour",
                kind="rumour",
            )
        if one.hit.cue.frame == "outlet":
            return self._outlet()
        if one.source is not None:
            opening = range(one.source[0], min(one.source[1], one.source[0] + 2))
            if any("laws" in hits.at[i] and "roles" not in hits.at[i] for i in opening):
                return None
            return self.cast.speaker(sentence, hits, one.source)
        if one.hit.has_pronoun:
            return self.cast.he()
        if one.shares_source:
            return before
        return self._hearsay(one)

    def _hearsay(self, one: Attribution) -> Speaker | None:
        """`it was reported that …`, `X diduga …`: what the body that spoke before goes on to say, else talk."""
        if one.hit.cue.stance != "asserts" or one.hit.form == "according":
            return None
        if self.cast.body is not None and self.cast.body is self.cast.last:
            return self.cast.body
        return self._outlet()

    def _outlet(self) -> Speaker | None:
        """The outlet itself, where it is known."""
        return Speaker(self.article.publisher, self.article.publisher) if self.article.publisher else None

    def _left_quotations(self, sentence: Sentence, told: Sequence[Span]) -> Iterator[Span]:
        """Quotations that no attribution of the sentence holds: they go on with what the last speaker said."""
        quotes = [t for t in sentence.tokens if t.kind == "quote"] if sentence.quotations else []
        if not quotes:
            return
        words = [t for t in sentence.tokens if t.kind in ("word", "number")]
        if not words:
            said = Span(quotes[0].start, quotes[-1].end)
            if self.text[said.start : said.end].rstrip(MARKS)[-1:] in ENDS_SAYING:
                yield said
            return
        for quote in quotes:
            free = not any(s.start < quote.end and quote.start < s.end for s in told)
            if free and len(self.text[quote.start : quote.end].split()) >= REST:
                yield Span(quote.start, quote.end)

    def _opened(self, sentence: Sentence, content: Span) -> list[Said]:
        """The words of what was said with their classes; a quotation is read only here."""
        if content in self._words_of:
            return self._words_of[content]
        first, last = (bisect_left(sentence.tokens, (place,)) for place in (content.start, content.end))
        tokens, at = sentence.tokens[first:last], self._hits_of[sentence.start].at[first:last]
        if not tokens or tokens[0].start != content.start or any(t.kind == "quote" for t in tokens):
            tokens = tuple(t for t in words_in(self.text, content.start, content.end) if t.low not in QUOTATION_MARKS)
            at = self.tools.lexicon.classes(tokens)
        opened = [said for said in zip(tokens, at, strict=True) if said[0].low not in QUOTATION_MARKS]
        return self._words_of.setdefault(content, opened)

    # ------------------------------------------------------------------ statements

    def _saying(self, found: Found) -> Saying:
        """What dating a statement needs; a publisher that tells hearsay is nobody whose words go on."""
        speaker = found.speaker
        name = "" if speaker.name == self.article.publisher else speaker.name
        lineage = self.cast.gazetteer.lineage(speaker.party)
        return Saying(found.sentence, found.quote, found.cue, found.content, name, lineage, speaker.kind == "body")

    def _source(self, found: Found) -> Span | None:
        if found.attribution is None or found.attribution.source is None:
            return None
        first, last = found.attribution.source
        end = found.sentence.tokens[last - 1].end
        behind = next(inside(self.left_out, Span(end, found.sentence.end)), None)
        degrees = behind is not None and behind.start <= end + 1 and behind.end <= found.sentence.end
        return Span(found.sentence.tokens[first].start, behind.end if behind is not None and degrees else end)

    def _statement(self, found: Found, date: SaidOn) -> Statement:
        speaker, taken, quote = found.speaker, found.taken, found.quote
        return Statement(
            key=key_of(self.article.key, found.content, found.cue, found.taken.stance, speaker.name),
            article=self.article.key,
            quote=quote,
            stance=taken.stance,
            speaker=speaker.name,
            party=speaker.party,
            source=self._source(found),
            cue=found.cue,
            content=found.content,
            speaker_role=speaker.role,
            is_anonymous=speaker.is_anonymous,
            is_direct=any(found.content.start <= q.start < found.content.end for q in found.sentence.quotations),
            is_retold=date.basis is SaidOnBasis.TEXT
            and bool(self.article.published_on)
            and (date.value or "")[:7] != (self.article.published_on or "")[:7],
            origin_party=self._origin(found),
            medium=self._medium(found),
            said_on=date,
            quantities=tuple(inside(self.quantities, found.content)),
            mentions=self._mentioned(quote),
            answers=taken.answers,
            is_negated=taken.is_negated,
            is_general=taken.is_general,
        )

    def _mentioned(self, span: Span) -> tuple[Mention, ...]:
        return tuple(inside(self.mentions, span))

    def _problems(self) -> Iterator[Problem]:
        for expression in self.expressions:
            if expression.conflict:
                yield Problem(
                    article=self.article.key, start=expression.start, end=expression.end, message=expression.conflict
                )


def key_of(article: str, content: Span, cue: Span | None, stance: Stance, speaker: str) -> str:
    """The content hash of a statement: who takes which stance by which words of which article (its key)."""
    parts = (article, content.start, content.end, cue.start if cue else -1, stance, speaker)
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()
