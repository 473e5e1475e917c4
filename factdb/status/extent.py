"""How well a claim stands on its statements, and between which days they were said.

Voices come in, numbers and days go out. No status depends on either: a report shows the surest claims first, and a
database asked as of a day folds anew only the claims of which that day leaves something open.
"""

from collections.abc import Iterable, Sequence

from factdb.records import Voice
from factdb.status.act import Act
from factdb.status.when import days_of
from factdb.words import ANONYMOUS_COUNTS, ESTIMATED_COUNTS, SaidOnBasis, Stance


def sureness_of(tellings: Iterable[tuple[Voice, Act]]) -> float:
    """The weaker of the two sides, each by its best statement; a side of which nothing is loaded does not weigh.

    A statement weighs as much as its link to the claim is sure, less if its speaker is anonymous or its date estimated.
    """
    best: dict[Stance, float] = {}
    for voice, act in tellings:
        stance = voice.stance
        if stance is Stance.ASSERTS or (stance is Stance.DENIES and (act.counts or act.stance is not Stance.DENIES)):
            weight = voice.score
            if voice.is_anonymous:
                weight *= ANONYMOUS_COUNTS
            if voice.said_on.basis is SaidOnBasis.ESTIMATED:
                weight *= ESTIMATED_COUNTS
            if weight > best.get(stance, -1.0):
                best[stance] = weight
    return round(min(best.values(), default=0.0), 3)


def extent_of(voices: Sequence[Voice]) -> tuple[str | None, str | None]:
    """The first day by which more than a refusal to comment had surely been said, and that by which all had.

    >>> from factdb.records import SaidOn
    >>> said = [SaidOn(value="2022-09"), SaidOn(value="2022-10-01")]
    >>> extent_of([Voice("a", Stance.ASSERTS, ("Ukraine",), one) for one in said])
    ('2022-09-30', '2022-10-01')
    """
    days = [days_of(voice) for voice in voices]
    lasts = [None if each is None else each[1] for each in days]
    words = [last for last, voice in zip(lasts, voices, strict=True) if last and voice.stance is not Stance.DECLINES]
    known = [last for last in lasts if last]
    return min(words, default=None), max(known) if known and len(known) == len(days) else None
