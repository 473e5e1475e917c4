"""What an answer does to a claim, told before it is given: two histories come in, a weight and a sentence go out."""

from factdb.records import History
from factdb.review.items import Weight
from factdb.words import CONTESTED, Status

NO_STATUS = "no statements left"


def weight_of(before: History | None, after: History | None) -> Weight:
    """How much it matters that one history is the other."""
    one, other = status_in(before), status_in(after)
    if (one in CONTESTED) != (other in CONTESTED):
        return Weight.CONTESTED
    if one is not other:
        return Weight.STATUS
    return Weight.NOTHING if details(before) == details(after) else Weight.DETAIL


def told(before: History | None, after: History | None) -> str:
    """What becomes of a claim, in words.

    >>> told(None, None)
    'stays without a status'
    """
    one, other = status_in(before), status_in(after)
    if one is not other:
        aside = {True: ", contested from then on", False: ", no longer contested"}
        turns = (other in CONTESTED) if (one in CONTESTED) != (other in CONTESTED) else None
        return f"{one or 'new'} → {other or NO_STATUS}{aside[turns] if turns is not None else ''}"
    if before is None or after is None:
        return "stays without a status"
    changed = [words for words in (_since(before, after), _flags(before, after), _denial(before, after)) if words]
    return f"stays {one}" + "".join(f", {words}" for words in changed)


def status_in(history: History | None) -> Status | None:
    """The status of a history, None for a claim without one."""
    return None if history is None else history.status


def details(history: History | None) -> tuple[object, ...]:
    """What a reader sees of a claim beside its status: dates, flags, whose denial."""
    if history is None:
        return ()
    told = (history.status_since, history.first_said_on, history.last_said_on)
    return (*told, history.flags, history.denial_kind, frozenset(history.accusers), frozenset(history.deniers))


def _since(before: History, after: History) -> str:
    if before.status_since != after.status_since:
        return f"since {after.status_since or 'no date'} instead of {before.status_since or 'no date'}"
    if before.first_said_on != after.first_said_on:
        return f"first said {after.first_said_on or 'on no date'} instead of {before.first_said_on or 'on no date'}"
    return ""


def _flags(before: History, after: History) -> str:
    gained, lost = set(after.flags) - set(before.flags), set(before.flags) - set(after.flags)
    return ", ".join([f"flag {flag}" for flag in sorted(gained)] + [f"without flag {flag}" for flag in sorted(lost)])


def _denial(before: History, after: History) -> str:
    if before.denial_kind == after.denial_kind:
        fewer = sorted({*before.accusers, *before.deniers} - {*after.accusers, *after.deniers})
        more = sorted({*after.accusers, *after.deniers} - {*before.accusers, *before.deniers})
        return ", ".join([f"without {name}" for name in fewer] + [f"with {name}" for name in more])
    return f"its denial {str(after.denial_kind or 'gone').replace('_', ' ')}"
