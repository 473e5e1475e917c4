"""One speech act of a claim as the rules read it: the value that walk, weighing and standing share."""

from typing import NamedTuple

from factdb.records import Voice
from factdb.status.when import Moment
from factdb.words import Stance

ASSERTS, DENIES, WITHDRAWS, ADMITS = Stance.ASSERTS, Stance.DENIES, Stance.WITHDRAWS, Stance.ADMITS
DECLINES, COMMENTS = Stance.DECLINES, Stance.COMMENTS
"""By names of their own: Python 3.11 takes 0.1 µs to find a member of an enumeration, and a fold asks for ten of them a
statement."""


class Act(NamedTuple):
    """One speech act as the rules read it. Acts sort as the walk meets them, by what stands first in them.

    By `moment`, then by `turn` (assertions before denials, withdrawals and admissions), then the finer dated
    first, then by `statement`, which is the key of their voice.

    `stance` is what it amounts to here: an "admits" of somebody who is not accused asserts. `date` is `said_on` as the
    history prints it, `last` the last day on which it may have been said, None where nothing is known; `is_accused`
    tells that an accused or who speaks for it speaks, `is_unnamed` that a witness, a rumour or somebody only described
    does, `is_official` that this is a denial by an accused, who speaks for it or an ally; `is_second_hand` that this
    assertion never makes a second independent party; `counts` is False for a general denial that came before the claim.
    """

    moment: Moment
    turn: int
    coarseness: int
    statement: str
    voice: Voice
    unit: str
    stance: Stance
    date: str | None
    last: str | None
    is_accused: bool = False
    is_unnamed: bool = False
    is_official: bool = False
    is_second_hand: bool = False
    counts: bool = True
