"""The sentences that a pack's cues bring along: in `hit` one of the words reports speech, in `miss` none does.

A cue that denies or names only under conditions ("rejected the offer") may still report speech in its `miss`, but must
not take its own stance there.
"""

import pytest

from factdb.extract.agents import Attribution
from factdb.extract.attribution import Reading
from factdb.extract.layout import sentences_in
from factdb.extract.lexicon import Lexicon
from factdb.languages import codes, raw
from factdb.languages.speech import Cue, read
from factdb.words import Stance
from tests.extract.casefile import extracted

LEXICONS = {code: Lexicon(read(raw(code))) for code in codes()}
CUES = [
    pytest.param(code, cue, id=f"{code}: {cue.stance}, {cue.frame}")
    for code, lexicon in LEXICONS.items()
    for cue in lexicon.words.cues
]


def attributions(code: str, sentence: str) -> list[Attribution]:
    lexicon = LEXICONS[code]
    read_ones = [(one, lexicon.hits(one.tokens)) for one in sentences_in(sentence, code)]
    return [found for one, hits in read_ones for found in Reading(one, hits, lexicon.words).attributions()]


@pytest.mark.parametrize(("code", "cue"), CUES)
def test_in_hit_one_of_the_words_reports_speech(code: str, cue: Cue) -> None:
    assert cue in [one.hit.cue for one in attributions(code, cue.hit)]


@pytest.mark.parametrize(("code", "cue"), CUES)
def test_in_miss_nobody_says_anything_of_that_kind(code: str, cue: Cue) -> None:
    stances = {one.stance for one in extracted(cue.miss, code).statements}
    assert stances <= ({Stance.COMMENTS} if cue.frame in ("allegation", "calls") else set())
