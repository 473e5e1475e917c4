"""How well a claim stands on its statements, and between which days they were said.

Voices come in with the acts that they tell, numbers and days go out. No status depends on either: a report shows the
surest claims first, and a database asked as of a day folds anew only the claims of which that day leaves something
open.
"""

from collections.abc import Iterable

from factdb.records import Voice
from factdb.status.act import ASSERTS, DECLINES, DENIES, Act
from factdb.status.when import when_of
from factdb.words import ANONYMOUS_COUNTS, ESTIMATED_COUNTS, SaidOnBasis, Stance


def sureness_of(tellings: Iterable[tuple[Voice, Act]]) -> float:
    """The weaker of the two sides, each by its best statement; a side of which nothing is loaded does not weigh.

    A statement weighs as much as its link to the claim is sure, less if its speaker is anonymous or its date estimated.
    """
    best: dict[Stance, float] = {}
    for voice, act in tellings:
        stance, weight = voice.stance, voice.score
        if weight <= best.get(stance, -1.0):  # as of most statements: nothing makes them weigh more than their score
            continue
        if stance is ASSERTS or (stance is DENIES and (act.counts or act.stance is not DENIES)):
            if voice.is_anonymous:
                weight *= ANONYMOUS_COUNTS
            if voice.said_on.basis is SaidOnBasis.ESTIMATED:
                weight *= ESTIMATED_COUNTS
            best[stance] = max(weight, best.get(stance, -1.0))
    return round(min(best.values(), default=0.0), 3)


def extent_of(tellings: Iterable[tuple[Voice, Act]]) -> tuple[str | None, str | None]:
    """The first day by which more than a refusal to comment had surely been said, and that by which all had.

    >>> from factdb.records import SaidOn
    >>> from factdb.status.walk import acts_of
    >>> said = [SaidOn(value="2022-09"), SaidOn(value="2022-10-01")]
    >>> voices = [Voice(one.value, Stance.ASSERTS, ("Ukraine",), one) for one in said]
    >>> extent_of(acts_of(voices, (), [])[1])
    ('2022-09-30', '2022-10-01')
    """
    lasts = [
        (act.last if act.voice is voice else when_of(voice).last, voice.stance is DECLINES) for voice, act in tellings
    ]
    begins_on = min([last for last, is_silent in lasts if last is not None and not is_silent], default=None)
    days = [last for last, _ in lasts if last is not None]
    return begins_on, max(days) if days and len(days) == len(lasts) else None
