"""The words that name a source, cut to what names it: without circumstances before it and what is told about it after.

A run of tokens comes in as attribution found it; out goes the run of the source itself (`trimmed`), its core noun
phrase before any preposition, comma or relative clause (`core`).
"""

from collections.abc import Sequence

from factdb.extract.holders import Run
from factdb.extract.layout import Token
from factdb.extract.lexicon import Hits
from factdb.extract.scene import Scene

NAMING = frozenset({"roles", "anonymous", "groups", "organisations", "factions", "witnesses", "documents", "rumours"})
PRONOUNS = frozenset({"person_pronouns", "group_pronouns", "thing_pronouns"})
LEADING = frozenset({"conjunctions", "adverbs", "clause_starts", "that"})
TRAILING = frozenset({"adverbs", "prepositions"})
GOVERNS = frozenset({"prepositions", "determiners", "conjunctions"})
LEADING_ON = GOVERNS | {"negators", "auxiliaries"}
ARTICLES = frozenset({"definite", "one"})
ENDING = frozenset({"prepositions", "person_pronouns", "group_pronouns", "auxiliaries"})
DASHES = frozenset({"-", "–", "—"})
DATELINE = 12
CLAUSE = 6
FARTHEST_NAME = 14


def trimmed(scene: Scene, tokens: Sequence[Token], hits: Hits, run: Run, runs: Sequence[Run]) -> Run:
    """The run without the circumstances and clauses that stand before the source."""
    first, last = run
    precedes = last >= len(tokens) or first == 0 or first - 1 not in hits.cue_tokens
    first = _after_marks(scene, tokens, hits, first, last)
    if precedes:
        first = _after_clause(tokens, hits, first, last)
        first = _after_marks(scene, tokens, hits, first, last)
        first = _after_circumstance(scene, tokens, hits, first, last, runs)
        first = _last_phrase(scene, tokens, hits, first, last, runs)
    while last > first and (
        tokens[last - 1].low in ",.;:—–-"
        or scene.is_dated(tokens[last - 1].start)
        or (not TRAILING.isdisjoint(hits.at[last - 1]) and not tokens[last - 1].is_capital)
    ):
        last -= 1
    return _of_document(tokens, hits, first, last), last


def _of_document(tokens: Sequence[Token], hits: Hits, first: int, last: int) -> int:
    """After `pernyataan` in `pernyataan badan pertahanan sipil`: who makes a statement speaks, not the statement."""
    if first + 2 < last and "documents" in hits.at[first] and not tokens[first].is_capital:
        goes_on = core(tokens, hits, first, last) > first + 2
        if goes_on and not hits.at[first + 1].isdisjoint({"groups", "organisations", "roles", "anonymous"}):
            return first + 1
    return first


def _after_marks(scene: Scene, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> int:
    while first < last and (
        scene.is_dated(tokens[first].start)
        or _opens_date(scene, tokens, hits, first, last)
        or tokens[first].low in ",.;:—–-()"
        or (not LEADING.isdisjoint(hits.at[first]) and not _may_open(tokens, hits, first))
        or _points_back(tokens, hits, first, last)
    ):
        first += 1
    return first


def _opens_date(scene: Scene, tokens: Sequence[Token], hits: Hits, first: int, last: int) -> bool:
    """Whether a preposition leads to a date: `On Wednesday`, not `During Wednesday's debate`."""
    end = first + 1
    while end < last and scene.is_dated(tokens[end].start):
        end += 1
    return "prepositions" in hits.at[first] and first + 1 < end < last and tokens[end].low != "'s"


def _points_back(tokens: Sequence[Token], hits: Hits, first: int, last: int) -> bool:
    """Whether `itu` ends what stands before the source: `Karena itu Hasan mengatakan`."""
    at = hits.at[first]
    return "pointing" in at and at.isdisjoint({"determiners", "definite"}) and first > 0 and first + 1 < last


def _may_open(tokens: Sequence[Token], hits: Hits, i: int) -> bool:
    return not hits.at[i].isdisjoint({"determiners"}) and hits.at[i].isdisjoint({"conjunctions", "that"})


def _after_clause(tokens: Sequence[Token], hits: Hits, first: int, last: int) -> int:
    """After the last `said that`, `setelah` or comma of an earlier clause inside the run."""
    if first and not hits.at[first - 1].isdisjoint({"clause_starts"}):
        comma = next((i for i in range(last - 1, first, -1) if tokens[i].low == ","), None)
        if comma is not None and _names_somebody(tokens, hits, comma + 1, last):
            return comma + 1
    if first == 0:
        dash = next((i for i in range(min(last - 1, DATELINE)) if tokens[i].low in DASHES), None)
        if dash is not None and _names_somebody(tokens, hits, dash + 1, last):
            first = dash + 1
    relative = next((i for i in range(first, last) if "relatives" in hits.at[i] and "that" not in hits.at[i]), last)
    if relative + 2 < last and (
        "determiners" in hits.at[relative + 1] or (tokens[relative + 1].is_capital and tokens[relative].low == "which")
    ):
        return relative + 1
    for i in range(last - 2, first, -1):
        if i < relative and _names_somebody(tokens, hits, i + 1, last) and _ends_clause(tokens, hits, first, i):
            return i + 1
    return first


def _ends_clause(tokens: Sequence[Token], hits: Hits, first: int, i: int) -> bool:
    at = hits.at[i]
    if "that" in at and "determiners" not in hits.at[i + 1] and any(k in hits.cue_tokens for k in range(first, i)):
        return True
    if (
        i in hits.cue_tokens
        and not tokens[i].is_capital
        and "by" not in hits.at[i + 1]
        and not _is_noun(tokens, hits, i)
    ):
        return True
    if "clause_starts" not in at or "relatives" in at:
        return False
    return "prepositions" not in at or ("afterwards" in at and tokens[i + 1].is_capital)


def _is_noun(tokens: Sequence[Token], hits: Hits, i: int) -> bool:
    if tokens[i].low.endswith("ing") and i > 1 and not hits.at[i - 2].isdisjoint(ARTICLES):
        return True
    return i > 0 and ("determiners" in hits.at[i - 1] or tokens[i - 1].low == "'s" or not hits.at[i].isdisjoint(NAMING))


def _names_somebody(tokens: Sequence[Token], hits: Hits, first: int, last: int) -> bool:
    return any(tokens[i].is_capital or not hits.at[i].isdisjoint(NAMING | PRONOUNS) for i in range(first, last))


def _after_circumstance(
    scene: Scene, tokens: Sequence[Token], hits: Hits, first: int, last: int, runs: Sequence[Run]
) -> int:
    """After `At the U.N.` or `During Tuesday's debate in parliament`: where the next noun phrase begins."""
    if first >= last:
        return first
    long = last - first > FARTHEST_NAME
    if "prepositions" not in hits.at[first] and not long:
        return first
    if long and any("relatives" in hits.at[i] for i in range(first, last)) and "prepositions" not in hits.at[first]:
        return first
    for i in range(last - 1, first, -1):
        before = hits.at[i - 1]
        if tokens[i].low == "," or "relatives" in hits.at[i]:
            break
        if "determiners" in hits.at[i] and before.isdisjoint(GOVERNS) and tokens[i - 1].low != "'s":
            return i
        if (
            i > first + 1
            and tokens[i].is_capital
            and _opens_name(scene, tokens, i, runs)
            and before.isdisjoint(GOVERNS)
            and tokens[i - 1].low not in ("'s", ".", "(")
            and "roles" not in before
        ):
            return _office_start(scene, tokens, hits, i, first)
    if long:
        head = next((i for i in range(last - 1, first, -1) if not hits.at[i].isdisjoint(NAMING)), None)
        if head is not None and last - head <= 2:
            while head > first + 1 and (
                scene.mention_at(tokens[head - 1].start) is not None
                or tokens[head - 1].is_capital
                or (last - head < 2 and hits.at[head - 1].isdisjoint(GOVERNS))
            ):
                head -= 1
            return head
    return first


def _last_phrase(scene: Scene, tokens: Sequence[Token], hits: Hits, first: int, last: int, runs: Sequence[Run]) -> int:
    """Where the noun phrase before the cue begins, a comma being lost: `fighters guarding the convoy the Observatory`.

    A noun phrase holds no second article and no second party unless a preposition, a participle or `who` leads to it.
    """
    if last <= first:
        return first
    for i in range(last - 1, first, -1):
        if "adverbs" in hits.at[i - 1] and _opens_party(scene, tokens, i):
            return i
    cue = next((i for i in range(last, len(tokens)) if tokens[i].kind != "mark"), last - 1)
    if tokens[cue].low.endswith("ing") or any(tokens[i].low == "," for i in range(first, last)):
        return first
    clause = next((i + CLAUSE for i in range(last - 1, first - 1, -1) if "relatives" in hits.at[i]), first)
    for i in range(last - 1, clause, -1):
        before = tokens[i - 1]
        if before.kind == "mark" or not hits.at[i - 1].isdisjoint(LEADING_ON) or before.low.endswith(("'s", "ing")):
            continue
        if (first, i) in runs:
            return first
        mention = scene.mention_at(tokens[i].start)
        if mention is not None and mention.start < tokens[i].start:
            continue
        article = not hits.at[i].isdisjoint(ARTICLES) and not scene.is_dated(tokens[i].start)
        article = article or ("determiners" in hits.at[i] and tokens[i].is_capital and not before.is_capital)
        if article or (before.is_capital and _is_after_place(scene, tokens, hits, first, i)):
            return i
    if tokens[first].low.endswith("ing") and hits.at[first].isdisjoint(NAMING) and not tokens[first].is_capital:
        return next((i for i in range(last - 1, first, -1) if _opens_party(scene, tokens, i)), first)
    return first


def _is_after_place(scene: Scene, tokens: Sequence[Token], hits: Hits, first: int, i: int) -> bool:
    """Whether a party follows the place of another clause: `of events in Syria Russia's Foreign Ministry`."""
    if not _opens_party(scene, tokens, i):
        return False
    place = i - 1
    while place > first and tokens[place].is_capital:
        place -= 1
    return "locative" in hits.at[place] and not tokens[place].is_capital


def _opens_party(scene: Scene, tokens: Sequence[Token], i: int) -> bool:
    mention = scene.mention_at(tokens[i].start)
    return mention is not None and mention.start == tokens[i].start and mention.kind != "person"


def _opens_name(scene: Scene, tokens: Sequence[Token], i: int, runs: Sequence[Run]) -> bool:
    mention = scene.mention_at(tokens[i].start)
    return any(r[0] == i for r in runs) or (mention is not None and mention.start == tokens[i].start)


def _office_start(scene: Scene, tokens: Sequence[Token], hits: Hits, i: int, first: int) -> int:
    while i > first + 1 and ("roles" in hits.at[i - 1] or "titles" in hits.at[i - 1]):
        i -= 1
    return i


def core(tokens: Sequence[Token], hits: Hits, first: int, last: int) -> int:
    """Where the noun phrase beginning at `first` ends: before prepositions, comma, parenthesis or relative clause."""
    for i in range(first + 1, last):
        at = hits.at[i]
        if (
            tokens[i].low in ",(;:—–"
            or ("relatives" in at and tokens[i].low != "that")
            or ("relatives" in at and i > first + 1)
        ):
            return i
        if not at.isdisjoint(ENDING) and not tokens[i].is_capital:
            return i
        if "coordinators" in at and i + 1 < last and _joins_another(tokens, hits, i):
            return i
    return last


def _joins_another(tokens: Sequence[Token], hits: Hits, i: int) -> bool:
    """Whether `and` joins a second source ("officials and rebels") instead of going on with a name."""
    if not tokens[i + 1].is_capital:
        return not hits.at[i + 1].isdisjoint(NAMING)
    return not tokens[i - 1].is_capital and not hits.at[i - 1].isdisjoint(NAMING - {"organisations"})
