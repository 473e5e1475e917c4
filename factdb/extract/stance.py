"""Which stance a statement takes: the cue, the polarity of what was said, and the words that call something untrue.

An attribution with the classes of its words comes in; a `Taken` goes out. It never asks who is right, nor which claim
is meant; that a denial must have something to deny is for linking to find out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from factdb.extract.agents import Attribution
from factdb.extract.cues import ARTICLES
from factdb.extract.negation import CLAUSE, FURTHEST, NEAR, OWN, Matter, Said, denies_at, is_general, pointing_back
from factdb.records import Span
from factdb.words import Stance

OBJECT = 8
VERB_WITHIN = 12
OPENING = 8
CONCEDED = 2
OWN_WITHIN = 6
WISHED = 3
FALSE = frozenset({"denial_phrases", "denying", "falsity", "groundless"})
SUBJECTS = frozenset({"copulas", "pointing", "group_pronouns", "thing_pronouns", "allegation_nouns"})
BEFORE_REPORT = frozenset({"that", "determiners", "adverbs", "about", "copulas"})
OPENED, NEAR_REPORT = 4, 8
TOLD = frozenset({"allegation_nouns", "documents", "rumours", "thing_pronouns", "group_pronouns", "that", "all"})
VERDICT_OPENS = frozenset({"as", "sebagai", "alias", "semuanya", "semua", "all", "ada"})
AFTER_VERDICT = frozenset(
    {
        "self", "own", "conjunctions", "clause_starts", "prepositions", "that", "copulas", "pointing", "relatives",
        "adverbs", "definite", "one", "particles", "titles", "sweeping",
    }
)  # fmt: skip


class Taken(NamedTuple):
    """A stance, whether the content is worded with its polarity reversed, whether it is about all such acts."""

    stance: Stance
    is_negated: bool = False
    is_general: bool = False
    answers: Span | None = None


def stance_of(attribution: Attribution, content: Sequence[Said], matter: Matter) -> Taken:
    """The stance of an attribution on its content, the tokens of what was said with their classes."""
    cue = attribution.hit.cue
    negated, answers = is_negated(content), pointing_back(content)
    if attribution.takes_up and not attribution.is_negated:
        return Taken(Stance.DENIES, negated, answers=answers or _whole(content))
    if cue.stance == "denies":
        return _denial(attribution, content, negated, answers)
    if cue.frame == "allegation" and cue.stance == "withdraws" and not _is_of_words(attribution, content):
        return Taken(Stance.COMMENTS, negated)
    if cue.stance in ("declines", "withdraws"):
        return Taken(Stance(cue.stance), negated, answers=answers)
    if cue.stance == "calls":
        furthest = len(content) if attribution.is_passive else min(len(content), CLAUSE)
        called = any(_named_false(content, i) or _calls_report(content, i) for i in range(furthest))
        return Taken(Stance.DENIES, answers=answers or _whole(content)) if called else Taken(_said(content), negated)
    if attribution.is_negated:
        return Taken(Stance.DECLINES if attribution.is_withheld else Stance.COMMENTS, negated, answers=answers)
    if cue.stance == "comments" or (cue.frame == "topic" and not _is_told(attribution, content)):
        return Taken(Stance.COMMENTS, negated)
    if cue.stance == "admits":
        is_phrase = attribution.hit.last - attribution.hit.first > 1
        return Taken(Stance.ADMITS if is_phrase else _conceded(content, matter), negated, answers=answers)
    if cue.frame in ("accuse", "rumour", "raised"):
        return Taken(Stance.ASSERTS, negated)
    if _is_question(content):
        return Taken(Stance.COMMENTS, negated)
    if any("declining" in at for _, at in content[:OPENING]):
        return Taken(Stance.DECLINES, negated, answers=answers)
    if _vindicates(content) and matter.is_condemned(content):
        return Taken(Stance.DENIES, True, answers=answers)
    if (
        _judges_false(content)
        or _relays_denial(attribution, content, matter)
        or (
            cue.stance in ("says", "asserts")
            and any(denies_at(content, i, matter) for i, (_, at) in enumerate(content) if "negators" in at)
        )
    ):
        return Taken(Stance.DENIES, negated, is_general(content), answers)
    return Taken(_said(content), negated, answers=answers)


def _denial(attribution: Attribution, content: Sequence[Said], negated: bool, answers: Span | None) -> Taken:
    if attribution.is_negated:
        return Taken(Stance.COMMENTS, negated)
    is_allegation = any("allegation_nouns" in at or "falsity" in at for _, at in content[:12])
    if attribution.hit.form == "passive":  # "kabar pasien ditolak" is no denial
        is_allegation = "allegation_nouns" in content[_opening(content, len(content))][1] if content else False
    if attribution.hit.cue.frame == "allegation" and not is_allegation:
        return Taken(Stance.COMMENTS, negated)
    if _withholds(content):
        return Taken(Stance.COMMENTS, negated)
    return Taken(Stance.DENIES, negated, is_general(content), answers)


def _withholds(content: Sequence[Said]) -> bool:
    """Whether somebody is refused something ("denied him the visa", "denied them access"): nothing is said about it."""
    whom = content[0][1] if content else frozenset[str]()
    behind = 1 if "object_pronouns" in whom else 2 if "possessives" in whom else len(content)
    refused = any("definite" in at and "that" not in at for _, at in content[behind : behind + 1])
    return refused or any("benefits" in at for _, at in content[:3])


def _is_told(attribution: Attribution, content: Sequence[Said]) -> bool:
    """Whether a clause or quotation is what was said ("repeated that", "he recalled"), not "recalled the war"."""
    if attribution.is_content_first or not content or attribution.content is None:
        return bool(content)
    is_quoted = attribution.content.start < content[0][0].start
    has_verb = any("auxiliaries" in at and "prepositions" not in at for _, at in content[:VERB_WITHIN])
    return is_quoted or has_verb or "that" in content[0][1]


def _is_of_words(attribution: Attribution, content: Sequence[Said]) -> bool:
    """Whether what is taken back was said: "retracted the story", "recanted", not "retracted its claws"."""
    if attribution.hit.last - attribution.hit.first > 1 or len(content) <= 1:
        return True
    return any(at & {"allegation_nouns", "denial_nouns", "documents", "that"} for _, at in content[:OBJECT])


def _conceded(content: Sequence[Said], matter: Matter) -> Stance:
    """Who acknowledges admits where it is held against somebody; a state or a right is recognised, all else is said."""
    if any("recognised" in at for _, at in content[:6]):
        return Stance.COMMENTS
    plain = _said(content)
    own = any(at & OWN for _, at in content[:3]) or "auxiliaries" in content[0][1] if content else False
    held = own or matter.is_grave(content) or matter.shared(content) >= CONCEDED
    hedged = any(at & {"hedges", "future", "opinion"} for _, at in content[:12])
    return Stance.ADMITS if held and not hedged else plain


def _is_question(content: Sequence[Said]) -> bool:
    return bool(content) and content[-1][0].low == "?"


def _vindicates(content: Sequence[Said]) -> bool:
    """Whether it says that something is lawful or genuine: against one who condemned it, that denies."""
    return any(
        "vindication" in at and not _is_negated_at(content, i) and not any("opinion" in a for _, a in content[:i])
        for i, (_, at) in enumerate(content[:25])
    )


def _judges_false(content: Sequence[Said]) -> bool:
    """Whether it says that something is false: "itu bohong", "the report is false", but no "fake passport"."""
    for i, (_, at) in enumerate(content):
        if at.isdisjoint(FALSE):
            continue
        if "groundless" in at and any("allegation_nouns" in a for _, a in content[max(0, i - NEAR_REPORT) : i]):
            return True
        if (
            "denial_phrases" in at
            and "fixed_negatives" not in at
            and not _is_described(content, i)
            and not any("opinion" in a for _, a in content[max(0, i - 12) : i])
        ):
            return True
        if _calls_false(content, i) or _fabricates(content, i):
            return True
    return False


def _is_described(content: Sequence[Said], i: int) -> bool:
    """Whether the phrase at token `i` only describes somebody: "the officers who were not involved"."""
    first = i
    while first > 0 and "denial_phrases" in content[first - 1][1]:
        first -= 1
    before = content[first - 1][1] if first else frozenset[str]()
    return "relatives" in before and "that" not in before


def _relays_denial(attribution: Attribution, content: Sequence[Said], matter: Matter) -> bool:
    """Whether a denial of one's own side is told: "I was told to deny it", in quotes also "Ruritania denies it"."""
    is_quoted = bool(content) and attribution.content is not None and attribution.content.start < content[0][0].start
    for i, (token, at) in enumerate(content[:FURTHEST]):
        if "denying" not in at or _is_negated_at(content, i):
            continue
        if any("self" in a for _, a in content[max(0, i - OWN_WITHIN) : i]):
            return True
        start = content[0][0].start
        if is_quoted and matter.is_own(start, token.start) and not matter.is_foreign(start, token.start):
            return True
    return False


def _fabricates(content: Sequence[Said], i: int) -> bool:
    """Whether somebody is said to have invented what was told: "made up the story", "fabricated these reports"."""
    last = next((k for k in range(i, len(content)) if "falsity" not in content[k][1]), len(content))
    if "falsity" not in content[i][1] or last - 1 > i + 1 or _is_negated_at(content, i):
        return False
    if i and "prepositions" in content[i - 1][1]:
        return False
    told = content[last : last + 2]
    return len(told) > 1 and "definite" in told[0][1] and "allegation_nouns" in told[1][1]


def _named_false(content: Sequence[Said], i: int) -> bool:
    """Whether token `i` is the name given to the object: "called the report a lie", not "called for fake news laws"."""
    if "falsity" not in content[i][1] or _is_negated_at(content, i):
        return False
    relatives = (k for k in range(i) if "relatives" in content[k][1])
    is_described = any("that" not in content[k][1] or not _is_alleged(content, k) for k in relatives)
    is_ones = i > 0 and content[i - 1][0].low in VERDICT_OPENS and any(t.is_capital for t, _ in content[i + 1 : i + 2])
    return (is_ones or _ends_verdict(content, i)) and not is_described


def _is_alleged(content: Sequence[Said], k: int) -> bool:
    """Whether token `k` opens what an allegation tells: "the report that the pipe had burst"."""
    return k > 0 and "allegation_nouns" in content[k - 1][1]


def _ends_verdict(content: Sequence[Said], i: int) -> bool:
    """Whether no noun follows that the word of falsity only describes; a noun for an allegation may."""
    following = next((k for k in range(i, len(content)) if "falsity" not in content[k][1]), len(content))
    if following == len(content) or content[following][0].kind != "word":
        return True
    return bool(content[following][1] & (AFTER_VERDICT | {"allegation_nouns"}))


def _calls_false(content: Sequence[Said], i: int) -> bool:
    at = content[i][1]
    if (
        "falsity" not in at
        or "fixed_negatives" in at
        or (i and "falsity" in content[i - 1][1])
        or _is_negated_at(content, i)
        or not _ends_verdict(content, i)
    ):
        return False
    if _closes_report(content, i):
        return True
    if any("future" in a for _, a in content[max(0, i - NEAR) : i]) or _is_wished(content, i):
        return False
    if "judging" in at and _judges_act(content[max(0, i - OPENING) : i]):
        return False
    k = i - 1
    while (
        k >= 0
        and content[k][1] & {"determiners", "adverbs", "negators", "auxiliaries", "correlatives"}
        and not content[k][1] & {"copulas", "pointing"}
    ):
        k -= 1
    if k >= 0 and k == i - 1 and content[k][0].low in ARTICLES:
        return False  # "published the hoax"
    if _is_person(content, k) and not content[i][0].low.endswith("ing"):
        return False
    if k > 0 and k < i - 1 and "determiners" in content[k - 1][1]:
        k -= 1
    if k > 1 and k == i - 1 and "determiners" in content[k - 1][1] and "copulas" in content[k - 2][1]:
        return True
    if k < 0:
        return not _is_subject(content, i)
    if "negators" in at and "relatives" not in content[k][1]:
        return any(a & SUBJECTS for _, a in content[max(0, i - 6) : i])
    return bool(content[k][1] & SUBJECTS - {"allegation_nouns"}) or content[k][0].low in VERDICT_OPENS


def _opening(content: Sequence[Said], before: int) -> int:
    """Where the noun stands that may open what was said, behind its determiners."""
    return next((k for k in range(min(before, OPENED)) if content[k][1].isdisjoint(BEFORE_REPORT)), 0)


def _calls_report(content: Sequence[Said], i: int) -> bool:
    """Whether token `i` closes a report with a word of falsity."""
    return "falsity" in content[i][1] and not _is_negated_at(content, i) and _closes_report(content, i)


def _closes_report(content: Sequence[Said], i: int) -> bool:
    """Whether all before token `i` is a report of which no more is told: "kabar bahwa pabrik tutup tidak benar"."""
    opens = _opening(content, i)
    ends = next((k for k in range(i, len(content)) if content[k][1].isdisjoint({"falsity", "particles"})), len(content))
    at_end = ends == len(content) or content[ends][0].low in ",;."
    if not at_end or i < 2:
        return False
    if content[i - 1][0].low == "," and "negators" in content[i][1]:
        return any("allegation_nouns" in at for _, at in content[:i])
    is_said = bool(content[i][1] & {"negators"} or content[i - 1][1] & {"copulas", "auxiliaries"})
    return is_said and "allegation_nouns" in content[opens][1] and "pointing" not in content[opens + 1][1]


def _judges_act(before: Sequence[Said]) -> bool:
    """Whether what is judged is an act that nobody told: "the rule is (absurd)", not "this is", nor "absurd" alone."""
    if any(at & TOLD for _, at in before):
        return False
    copula = next((k for k in range(len(before) - 1, 0, -1) if "copulas" in before[k][1]), 0)
    return "pointing" not in before[copula - 1][1] if copula else bool(before)


def _is_person(content: Sequence[Said], k: int) -> bool:
    """Whether the copula at token `k` judges a person: "she's a liar" judges her, "he is lying" what he told."""
    return k > 0 and "copulas" in content[k][1] and bool(content[k - 1][1] & {"person_pronouns", "self"})


def _is_wished(content: Sequence[Said], i: int) -> bool:
    """Whether somebody only wishes or warns: "jangan sampai ada fitnah", "there should be no lies"."""
    return any("opinion" in at for _, at in content[max(0, i - WISHED) : i])


def _is_subject(content: Sequence[Said], i: int) -> bool:
    """Whether something is told of the untruth at token `i` ("the lie was repeated"): then it is no verdict."""
    following = content[i + 1 : i + 3]
    return len(following) == 2 and "pointing" in following[0][1] and following[1][0].kind == "word"


def _is_negated_at(content: Sequence[Said], i: int) -> bool:
    """Whether a negation before token `i` turns it round; one inside the same expression ("not true") does not."""
    return any(
        "negators" in content[k][1] and not content[k][1] & {"falsity", "denial_phrases"}
        for k in range(max(0, i - 2), i)
    )


def is_negated(content: Sequence[Said]) -> bool:
    """Whether the content's main words are negated."""
    return any("negators" in at and "falsity" not in at for _, at in content[:14])


def _whole(content: Sequence[Said]) -> Span | None:
    return Span(content[0][0].start, content[-1][0].end) if content else None


def _said(content: Sequence[Said]) -> Stance:
    """Plain saying asserts where it tells what is or was; it comments where it wishes, judges or promises."""
    if len(content) < 3 or _is_question(content):
        return Stance.COMMENTS
    head = [at for _, at in content[:12]]
    if any("opinion" in at for at in head):
        return Stance.COMMENTS
    promised = any("future" in at and "hedges" not in at for at in head[:8])
    return Stance.COMMENTS if promised and not any("hedges" in at for at in head) else Stance.ASSERTS
