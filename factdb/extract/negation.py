"""Which negations deny: "we never sold weapons" answers an allegation, "he did not know" and "not only" answer nothing.

The tokens of what was said with their classes come in, and a `Matter` that tells what the article has raised. Words are
weighed, not counted: one rare word in common tells more than two frequent ones.
"""

from collections.abc import Sequence
from typing import Protocol

from factdb.extract.layout import Token
from factdb.records import Span

Said = tuple[Token, frozenset[str]]

NEAR = 4
SHORT = 8
NEARER = 14
FURTHEST = 20
CLAUSE = 25
FEW = 3
GRAVE = 1.0
TELLING = 2.0
SURE = 3.0
CONTRARY = 4.0
OWN = frozenset({"self", "own"})
IDLE = frozenset({"falsity", "denial_phrases", "fixed_negatives", "unable"})
UNDENIED = frozenset({"opinion", "future", "mental", "correlatives"})


class Matter(Protocol):
    """What the words of a statement are measured against: the article's allegations, and whose side is whose."""

    def shared(self, content: Sequence[Said]) -> int:
        """How many content words are also those of the article's allegations."""

    def is_raised(self) -> bool:
        """Whether the article raises anything at all: something alleged, rumoured or denied."""

    def answered(self, subject: Sequence[Said], negated: Sequence[Said]) -> float:
        """How much a negated clause shares with one thing that was raised, in rare words."""

    def contradicted(self, subject: Sequence[Said], negated: Sequence[Said]) -> float:
        """How much a negated clause shares with one thing that another side asserts, in rare words."""

    def repeated(self, subject: Sequence[Said], negated: Sequence[Said]) -> bool:
        """Whether all that a negated clause tells is told by mere talk."""

    def is_grave(self, content: Sequence[Said]) -> bool:
        """Whether the words tell of an act that is held against somebody."""

    def is_own(self, start: int, end: int) -> bool:
        """Whether the speaker's own side is named between two places of the text."""

    def is_condemned(self, content: Sequence[Said]) -> bool:
        """Whether another side has condemned what these words speak about."""

    def is_foreign(self, start: int, end: int) -> bool:
        """Whether a party that is not on the speaker's side is named between two places of the text."""


def denies_at(content: Sequence[Said], i: int, matter: Matter) -> bool:
    """Whether the negation at token `i` denies something that was raised.

    It does where the article tells the thing otherwise, where nothing of the kind is said to exist, where the speaker's
    own side is said not to have done it, where "never" and "neither" are said of it, and where an act is said to have
    another purpose; each time only if its words are those of one thing that was raised.
    """
    if "negators" not in content[i][1] or _is_idle(content, i):
        return False
    before, after = content[max(0, i - NEAR) : i], content[i + 1 : i + 1 + NEAR]
    reach = NEAR if "determiners" in content[i][1] else 1
    subject, negated = _clause(content, i)
    if any("as_told" in at for _, at in content[i : i + CLAUSE]):
        return True
    if _denies_purpose(content, i, matter):
        return True
    exists = any("existence" in at for _, at in [*before[-3:], content[i], *after[:reach]])
    ever = any("ever" in at for _, at in content[i : i + 3])
    if not exists and _only_adds(content, i, ever=ever):
        return False
    if matter.contradicted(subject, negated) >= CONTRARY or matter.repeated(subject, negated):
        return True
    answered = SURE if pointing_back(negated) else matter.answered(subject, negated)
    if exists or _opens_with_none(content, i):
        return (
            answered >= TELLING or (exists and len(content) <= SHORT) or matter.contradicted(subject, negated) >= SURE
        )
    if i > NEARER:
        return False
    flat = ever or "not_so" in content[i][1]
    # "mengaku tidak pernah menerima uang": who speaks is the subject that is left out
    unsaid = i == 0 and ever and "not_yet" not in content[i][1]
    if unsaid or any(at & OWN for _, at in before) or any("possessed" in at for _, at in before[-1:]):
        flat = flat or any("at_all" in at for _, at in negated)
        held = flat or matter.is_grave(negated) or is_general(negated)
        if is_general(negated) and matter.is_grave(negated) and any("self" in at for _, at in before):
            return True
        return (flat and matter.is_raised()) or answered >= (GRAVE if held else TELLING)
    start, end = content[0][0].start, content[i][0].start
    strong = flat or matter.is_own(start, end)
    least = GRAVE if _is_no_such_act(content, i, matter) else SURE
    return i > 0 and strong and answered >= least and not matter.is_foreign(start, end)


def _is_idle(content: Sequence[Said], i: int) -> bool:
    """Whether a negation is part of an expression, or of what is wished, expected, thought, supposed or described."""
    if i > FURTHEST or content[i][1] & IDLE:
        return True
    before, after = content[max(0, i - NEAR) : i], content[i + 1 : i + 3]
    return (
        any("opinion" in at for _, at in before)
        or any(at & {"future", "hedges"} for _, at in before[-2:])
        or any(_is_relative(content, k) for k in range(max(0, i - 2), i - _opens_with_none(content, i)))
        or any(at & UNDENIED for _, at in after)
        or (_opens_with_none(content, i) and any("hedges" in at for _, at in content[i + 1 : i + NEAR]))
        or any("ending" in at for _, at in content[i + 1 : i + CLAUSE])
        or any("subordinators" in at for _, at in [*content[:2], *before])
    )


def _denies_purpose(content: Sequence[Said], i: int, matter: Matter) -> bool:
    """Whether an act is said to have another purpose or ground than is thought: "bukan untuk menekan siswa"."""
    is_predicate = i > 0 and content[i - 1][0].kind != "mark" and "not_so" in content[i][1]
    return is_predicate and matter.is_raised() and any("purposes" in at for _, at in content[i + 1 : i + 2])


def _is_no_such_act(content: Sequence[Said], i: int, matter: Matter) -> bool:
    """Whether something pointed at is said to be no act that is held against people: "itu bukanlah penipuan"."""
    is_pointed = any("pointing" in at for _, at in content[max(0, i - 2) : i])
    return is_pointed and "not_so" in content[i][1] and matter.is_grave(content[i + 1 : i + 1 + FEW])


def _is_relative(content: Sequence[Said], k: int) -> bool:
    """Whether a relative clause begins at token `k`: not with the "that" of "said that …", "… and that …"."""
    at = content[k][1]
    opens = "that" in at and (k == 0 or "conjunctions" in content[k - 1][1])
    return "relatives" in at and not opens


def _only_adds(content: Sequence[Said], i: int, *, ever: bool) -> bool:
    """Whether the negation goes on with something told, or says that it has not happened yet."""
    last = content[i - 1] if i else None
    goes_on = last is not None and (last[0].low in ",;" or "conjunctions" in last[1])
    return goes_on or ("not_yet" in content[i][1] and not ever)


def _opens_with_none(content: Sequence[Said], i: int) -> bool:
    """ "(That) no threats were made", "none of them did": the negation belongs to the noun that opens the clause."""
    opens = i == 0 or "that" in content[i - 1][1]
    return opens and bool(content[i][1] & {"determiners", "indefinites"})


def _clause(content: Sequence[Said], i: int) -> tuple[Sequence[Said], Sequence[Said]]:
    """What stands before and behind the negation at token `i` in its own clause."""
    start = next((k + 1 for k in range(i - 1, -1, -1) if _parts(content[k])), 0)
    furthest = min(len(content), i + CLAUSE)
    end = next((k for k in range(i + 2, furthest) if _parts(content[k])), furthest)
    return content[start:i], content[i + 1 : end]


def _parts(said: Said) -> bool:
    """Whether a clause ends here: at a mark or a conjunction that does not only coordinate words."""
    token, at = said
    return token.low in ",;:" or (bool(at & {"conjunctions", "relatives", "that"}) and "coordinators" not in at)


def is_general(content: Sequence[Said]) -> bool:
    """Whether the words are about all such acts: any, never, whatsoever."""
    return any("sweeping" in at for _, at in content)


def pointing_back(content: Sequence[Said]) -> Span | None:
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
