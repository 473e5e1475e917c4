"""One speech act of a claim as the rules read it: the value that walk, weighing and standing share."""

from typing import NamedTuple

from factdb.records import Voice
from factdb.status.when import Moment
from factdb.words import Stance


class Act(NamedTuple):
    """One speech act as the rules read it.

    `stance` is what it amounts to here: an "admits" of somebody who is not accused asserts. `date` is `said_on` as the
    history prints it, None where nothing is known; `is_accused` tells that an accused or who speaks for it speaks,
    `is_unnamed` that a witness, a rumour or somebody only described does, `is_official` that this is a denial by an
    accused, who speaks for it or an ally; `is_second_hand` that this assertion never makes a second independent party;
    `counts` is False for a general denial that came before the claim.
    """

    voice: Voice
    unit: str
    stance: Stance
    moment: Moment
    date: str | None
    is_accused: bool = False
    is_unnamed: bool = False
    is_official: bool = False
    is_second_hand: bool = False
    counts: bool = True
