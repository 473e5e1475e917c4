"""Linking: which statements speak about one claim, within an article and across articles and languages.

`settle` finds an article's appearances, `keys_of` tells which of them to compare, `compare` ties two, `partition` makes
claims of them, `wider` tells which claims are narrower than which, `says_the_same` whether other words are a claim's.
All are pure: they open no file, know no database and give the same whatever the order of loading.
"""

from factdb.link.compare import Alike, Side, alike, compare, glimpse_of, side_of
from factdb.link.frame import Words, words_of
from factdb.link.keys import keys_of
from factdb.link.partition import Group, Partition, Proposal, partition
from factdb.link.relations import Relation, Worded, same_act, wider, worded
from factdb.link.reviewed import nearness, says_the_same
from factdb.link.settle import Settled, key_of, settle
from factdb.link.wording import slug_of

__all__ = [
    "Alike",
    "Group",
    "Partition",
    "Proposal",
    "Relation",
    "Settled",
    "Side",
    "Worded",
    "Words",
    "alike",
    "compare",
    "glimpse_of",
    "key_of",
    "keys_of",
    "nearness",
    "partition",
    "same_act",
    "says_the_same",
    "settle",
    "side_of",
    "slug_of",
    "wider",
    "worded",
    "words_of",
]
