"""What two readings of one article differ in: which statements are new, gone, or the same speech act found otherwise.

In come the statements of both, out go pairs. A statement is the same as another that says (nearly) the same words, by
the same speaker, for the same party, or with the same stance: a newer extractor may tell any of these otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import takewhile

from factdb.records import SaidOn, Span, Statement

NEARLY = 0.6
"""What two statements have in common at least of all the words that they cover, to be the same."""

LONG = 20
"""More words in common than these letters are left out of what is told of a change."""

OWN = ("key", "article", "mentions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A statement as it `was` and as it `is` found now, None where it was, or is, not found.

    `decided` tells what becomes of people's decisions about it, '' where there are none.
    """

    was: Statement | None = None
    now: Statement | None = None
    decided: str = ""


def differences(were: Mapping[str, Statement], now: Mapping[str, Statement]) -> tuple[Difference, ...]:
    """What differs between the statements of two readings (by key), in order of place."""
    same = [Difference(was=were[key], now=now[key]) for key in were.keys() & now.keys() if were[key] != now[key]]
    gone, new = were.keys() - now.keys(), now.keys() - were.keys()
    pairs = counterparts([were[key] for key in gone], [now[key] for key in new])
    same += [Difference(was=were[one], now=now[other]) for one, other in pairs.items()]
    same += [Difference(was=were[key]) for key in gone - pairs.keys()]
    same += [Difference(now=now[key]) for key in new - set(pairs.values())]
    return tuple(sorted(same, key=_place))


def counterparts(gone: Iterable[Statement], new: Iterable[Statement]) -> dict[str, str]:
    """For statements that are not found any more the new one (both by key) that is the same speech act, if one is.

    Each is the counterpart of one at most; of several the likest.
    """
    others = list(new)
    alike = sorted(
        ((likeness(one, other), one.key, other.key) for one in gone for other in others),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    found: dict[str, str] = {}
    for score, one, other in alike:
        if score and one not in found and other not in found.values():
            found[one] = other
    return found


def likeness(one: Statement, other: Statement) -> float:
    """How surely two statements are one speech act, 0 for not at all: by their words, then by who, how and where."""
    words = shared(said(one), said(other))
    alike = sum(getattr(one, name) == getattr(other, name) for name in ("speaker", "party", "stance"))
    told = sum(getattr(one, name) == getattr(other, name) for name in ("cue", "source"))
    return words + alike + told if words >= NEARLY and alike else 0.0


def said(one: Statement) -> Span:
    """Where the words stand that were said: the content, else the whole quote."""
    return one.content or one.quote


def shared(one: Span, other: Span) -> float:
    """How much two spans have in common, 0 to 1: their common part of all that they cover.

    >>> shared(Span(0, 10), Span(0, 8)), shared(Span(0, 10), Span(10, 20))
    (0.8, 0.0)
    """
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / (max(one.end, other.end) - min(one.start, other.start))


def changes(was: Statement, now: Statement, text: str) -> list[tuple[str, str, str]]:
    """What differs between two statements of one text, in words: what it is, as it was, as it is; '' for nothing."""
    found = []
    for name in (each.name for each in fields(Statement) if each.name not in OWN):
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            words = _apart(_word(before, text), _word(after, text))
            found.append((name.removeprefix("is_").replace("_", " "), *words))
    return found


def _apart(before: str, after: str) -> tuple[str, str]:
    """Two values without the words with which both begin, where they are long."""
    begin = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    start = max(before.rfind(" ", 0, begin), after.rfind(" ", 0, begin)) + 1
    if start <= LONG or not (before[begin:] or after[begin:]):
        return before, after
    return f"… {before[start:]}", f"… {after[start:]}"


def _word(value: object, text: str) -> str:
    if isinstance(value, Span):
        return text[value.start : value.end]
    if isinstance(value, SaidOn):
        return f"{value.value or 'undated'} ({value.basis})"
    if isinstance(value, tuple):
        return "; ".join(text[each.start : each.end] for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _place(one: Difference) -> tuple[Span, str]:
    statement = one.now or one.was
    assert statement is not None
    return statement.quote, statement.key
