"""One speech act of a claim as the rules read it: the value that walk, weighing and standing share."""

from dataclasses import dataclass

from factdb.records import Voice
from factdb.status.when import Moment
from factdb.words import UNNAMED_PARTIES, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One speech act as the rules read it.

    `stance` is what it amounts to here: an "admits" of somebody who is not accused asserts. `date` is `said_on` as the
    history prints it, None where nothing is known; `is_accused` tells that an accused or who speaks for it speaks,
    `is_official` that this is a denial by one of these or by an ally; `is_second_hand` that this assertion never makes
    a second independent party; `counts` is False for a general denial that came before the claim.
    """

    voice: Voice
    unit: str
    stance: Stance
    moment: Moment
    date: str | None
    is_accused: bool = False
    is_official: bool = False
    is_second_hand: bool = False
    counts: bool = True

    @property
    def is_unnamed(self) -> bool:
        """Whether a witness, a rumour or somebody only described speaks."""
        return self.unit in UNNAMED_PARTIES or (self.voice.is_anonymous and self.unit[:1].islower())
