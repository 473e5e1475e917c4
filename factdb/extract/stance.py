"""Which stance a statement takes: the cue, the polarity of what was said, and the words that call something untrue.

An attribution with the classes of its words comes in; a `Taken` goes out. It never asks who is right, nor which claim
is meant; that a denial must have something to deny is for linking to find out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from factdb.extract.attribution import Attribution
from factdb.extract.layout import Sentence, Token
from factdb.extract.lexicon import Hits
from factdb.records import Span
from factdb.words import Stance

NEAR = 4
OWN = ("self", "own")


class Taken(NamedTuple):
    """A stance, whether the content is worded with its polarity reversed, whether it is about all such acts."""

    stance: Stance
    is_negated: bool = False
    is_general: bool = False
    answers: Span | None = None


def stance_of(sentence: Sentence, hits: Hits, attribution: Attribution, content: Sequence[tuple[Token, frozenset[str]]]) -> Taken:
    """The stance of an attribution; `content` are the tokens of what was said with their classes, quotations opened."""
    cue = attribution.hit.cue
    negated = is_negated(content)
    answers = pointing_back(content)
    if cue.stance == "denies":
        return _denial(attribution, content, negated, answers)
    if cue.stance in ("declines", "withdraws"):
        return Taken(Stance(cue.stance), negated, answers=answers)
    if cue.stance == "calls":
        return Taken(Stance.DENIES, answers=answers or _whole(content)) if _is_called_false(content) else Taken(_said(content, negated), negated)
    if attribution.is_negated:
        return Taken(Stance.DECLINES if cue.stance in ("says", "asserts") else Stance.COMMENTS, negated, answers=answers)
    if cue.stance == "comments":
        return Taken(Stance.COMMENTS, negated)
    if cue.stance == "admits":
        return Taken(Stance.ADMITS, negated, answers=answers)
    if cue.frame in ("accuse", "rumour"):
        return Taken(Stance.ASSERTS, negated)
    if denies(content):
        return Taken(Stance.DENIES, negated, _is_general(content), answers)
    return Taken(_said(content, negated), negated, answers=answers)


def _denial(attribution: Attribution, content: Sequence[tuple[Token, frozenset[str]]], negated: bool, answers: Span | None) -> Taken:
    if attribution.is_negated:
        return Taken(Stance.COMMENTS, negated)
    if attribution.hit.cue.frame == "allegation" and not any("allegation_nouns" in at or "falsity" in at for _, at in content[:12]):
        return Taken(Stance.COMMENTS, negated)
    return Taken(Stance.DENIES, negated, _is_general(content), answers)


def denies(content: Sequence[tuple[Token, frozenset[str]]]) -> bool:
    """Whether what was said calls something untrue, or says of its own side that it did not do it.

    Words of falsity count where they judge ("itu bohong", "the report is false"); a negation counts where it stands by
    the speaker's own side ("we never …", "pihaknya tidak …") or says that the thing does not exist ("no such order").
    """
    if not content or content[-1][0].low == "?":
        return False
    for i, (_, at) in enumerate(content):
        if "denial_phrases" in at:
            return True
        if "falsity" in at and not _negates(content, i) and _judges(content, i):
            return True
    return _own_negation(content)


def _judges(content: Sequence[tuple[Token, frozenset[str]]], i: int) -> bool:
    before = content[max(0, i - NEAR) : i]
    return not before or any(at & {"copulas", "pointing", "allegation_nouns", "thing_pronouns", "falsity"} for _, at in before) or i < 3


def _negates(content: Sequence[tuple[Token, frozenset[str]]], i: int) -> bool:
    """Whether a negation before token `i` turns it round; one inside the same expression ("not true") does not."""
    return any("negators" in content[k][1] and "falsity" not in content[k][1] and "denial_phrases" not in content[k][1] for k in range(max(0, i - 2), i))


def _own_negation(content: Sequence[tuple[Token, frozenset[str]]]) -> bool:
    for i, (token, at) in enumerate(content):
        if "negators" not in at or at & {"falsity", "denial_phrases"}:
            continue
        before = content[max(0, i - NEAR) : i]
        after = content[i + 1 : i + 1 + NEAR]
        if any(a & {"opinion", "future"} for _, a in [*before, *after]):
            continue
        if any(a & set(OWN) for _, a in before):
            return True
        if token.low in ("no", "neither", "never") or any(t.low in ("ada", "pernah", "ever") for t, _ in after[:2]):
            return True
    return False


def is_negated(content: Sequence[tuple[Token, frozenset[str]]]) -> bool:
    """Whether the content's main words are negated."""
    return any("negators" in at and "falsity" not in at for _, at in content[:14])


def _is_general(content: Sequence[tuple[Token, frozenset[str]]]) -> bool:
    lows = {t.low for t, _ in content}
    return bool(lows & {"any", "never", "ever", "pernah", "apapun", "apa pun", "seluruh", "semua", "all"})


def pointing_back(content: Sequence[tuple[Token, frozenset[str]]]) -> Span | None:
    """The words that point back to what is answered: "tuduhan tersebut", "the report", "these claims"."""
    for i, (token, at) in enumerate(content):
        if "allegation_nouns" not in at:
            continue
        following = content[i + 1] if i + 1 < len(content) else None
        if following is not None and "pointing" in following[1] and following[0].low not in ("the", "a"):
            return Span(token.start, following[0].end)
        for k in range(max(0, i - 3), i):
            if "pointing" in content[k][1]:
                return Span(content[k][0].start, token.end)
    if content and "pointing" in content[0][1] and len(content) <= 6:
        return Span(content[0][0].start, content[0][0].end)
    return None


def _whole(content: Sequence[tuple[Token, frozenset[str]]]) -> Span | None:
    return Span(content[0][0].start, content[-1][0].end) if content else None


def _is_called_false(content: Sequence[tuple[Token, frozenset[str]]]) -> bool:
    return any("falsity" in at and not _negates(content, i) for i, (_, at) in enumerate(content[:25]))


def _said(content: Sequence[tuple[Token, frozenset[str]]], negated: bool) -> Stance:
    """Plain saying asserts where it tells of something that is or was, and comments where it wishes, judges or asks."""
    if not content or content[-1][0].low == "?" or len(content) < 3:
        return Stance.COMMENTS
    head = [at for _, at in content[:12]]
    if any("opinion" in at for at in head):
        return Stance.COMMENTS
    if any("future" in at for at in head[:8]) and not any(a & set(OWN) for a in ()):
        return Stance.COMMENTS
    return Stance.ASSERTS
