"""The rule behind a change of status in the language that is spoken: it is stored as an English sentence.

A sentence comes in as `status` wrote it, the same comes out in the reader's language; what is not known stays English.
"""

import re
from functools import cache

from factdb.report.catalogue import ENGLISH, say, speaking, spoken
from factdb.report.visible import visible

SENTENCES = (
    *("denies_one", "denies_many", "unnamed", "admission", "nobody", "official", "official_alone", "third_party"),
    *("third_party_alone", "one_beside", "more_beside", "one", "more", "against", "unanswered"),
    *("asserts", "denies", "admits", "withdraws"),
)


def rule_in_words(rule: object) -> str:
    """A rule as a page tells it.

    >>> with speaking("id"):
    ...     rule_in_words("Russia denies what Ukraine and rumour assert; first denial that stands, official")
    'Russia membantah pernyataan Ukraine dan rumour; bantahan pertama yang bertahan, resmi'
    """
    told = visible(rule)
    return told if spoken() == ENGLISH else "; ".join(map(translated, told.split("; ")))


def translated(sentence: str) -> str:
    """One sentence of a rule in the language that is spoken, itself where it is none that is known."""
    for name in SENTENCES:
        if found := pattern(name).fullmatch(sentence):
            names = {field: in_a_list(told) for field, told in found.groupdict().items()}
            return say(f"rule.{name}", **names)
    return sentence


def in_a_list(names: str) -> str:
    """Names as the language that is spoken lists them: `Ukraine dan rumour`."""
    *others, last = names.split(" and ")
    return say("rule.and").join((" and ".join(others), last)) if others else last


@cache
def pattern(name: str) -> re.Pattern[str]:
    """What finds a sentence of the English catalogue again, with the names in it."""
    with speaking(ENGLISH):
        sentence = re.escape(say(f"rule.{name}", party="@party@", others="@others@"))
    return re.compile(re.sub("@(party|others)@", r"(?P<\1>.+)", sentence))
