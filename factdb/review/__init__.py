"""The review: what a person is asked and answers, on a screen or in a spreadsheet.

Items come in, with what would follow from each answer; keys or cells come in, answers go out. Nothing here knows a
database or a terminal: `pipeline` finds the items and keeps the answers, `cli` reads keys and draws lines.
"""

from factdb.review.effects import told, weight_of
from factdb.review.items import (
    OFFERED,
    TAKES_NOTHING,
    Asks,
    ClaimShown,
    Doubt,
    Item,
    Kind,
    Passage,
    Reply,
    Said,
    Weight,
    Word,
    key_of,
    meaning,
)
from factdb.review.sheet import Filled, read, written

__all__ = [
    "OFFERED",
    "TAKES_NOTHING",
    "Asks",
    "ClaimShown",
    "Doubt",
    "Filled",
    "Item",
    "Kind",
    "Passage",
    "Reply",
    "Said",
    "Weight",
    "Word",
    "key_of",
    "meaning",
    "read",
    "told",
    "weight_of",
    "written",
]
