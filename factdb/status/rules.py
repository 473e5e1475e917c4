"""The rule behind a change of status, as a sentence that a reader can check against the statements.

An act, the status it led to and those who then assert and deny come in; one sentence goes out. It names at most three
parties, so that a claim with thousands of voices stays readable.
"""

from collections.abc import Iterable, Mapping
from itertools import islice

from factdb.status.act import Act
from factdb.words import Stance, Status

_VERBS = {
    Stance.ASSERTS: "asserts",
    Stance.DENIES: "denies",
    Stance.ADMITS: "admits",
    Stance.WITHDRAWS: "withdraws",
}


def rule_for(act: Act, status: Status, asserting: Iterable[str], denying: Mapping[str, Act]) -> str:
    """Who did what, and which rule that meets: "Russia denies what United States asserts; …"."""
    others = _names(unit for unit in asserting if unit != act.unit)
    return f"{_deed(act, others)}; {_outcome(act, status, others, denying)}"


def _deed(act: Act, others: str) -> str:
    if act.stance is Stance.DENIES and others:
        return f"{act.unit} denies what {others} {'assert' if ' and ' in others else 'asserts'}"
    if act.stance is Stance.ADMITS and act.voice.is_anonymous:
        return f"{act.unit} admits, but without a name"
    return f"{act.unit} {_VERBS[act.stance]}"


def _outcome(act: Act, status: Status, others: str, denying: Mapping[str, Act]) -> str:
    if status is Status.ADMITTED:
        return "an accused's own admission stands whatever follows"
    if status is Status.RETRACTED:
        return "nobody asserts any more"
    if act.stance is Stance.DENIES:
        kind = "official" if act.is_official else "third-party"
        known = "" if others else ", of an assertion not loaded by then"
        return f"first denial that stands, {kind}{known}"
    against = _names(unit for unit in denying if unit != act.unit)
    beside = f", independent of {others}" if others and act.stance is Stance.ASSERTS else ""
    stands = f"the denial of {against} stands" if against else "no denial stands"
    return f"{_COUNTED[status]}{beside}; {stands}"


_COUNTED = {
    Status.ALLEGED: "one party asserts",
    Status.DENIED: "one party asserts",
    Status.CORROBORATED: "two or more parties assert",
    Status.DISPUTED: "two or more parties assert",
}


def _names(units: Iterable[str]) -> str:
    """At most three names, as a reader writes a list.

    >>> _names(["United States", "Ukraine"])
    'United States and Ukraine'
    """
    names = list(islice(units, 4))
    if len(names) > 3:
        names[3] = "others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
