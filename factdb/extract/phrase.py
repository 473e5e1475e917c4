"""The words that name a source, cut to what names it: without circumstances before it and what is told about it after.

A run of tokens comes in as attribution found it; out goes the run of the source itself (`trimmed`), its core noun
phrase before any preposition, comma or relative clause (`core`), and the run with what attribution left out
(`extended`).
"""

from collections.abc import Sequence

from factdb.extract.layout import Token
from factdb.extract.lexicon import Hits
from factdb.extract.names import DEGREE, Run
from factdb.extract.scene import Scene

NAMING = frozenset({"roles", "anonymous", "groups", "organisations", "factions", "witnesses", "documents", "rumours"})
PRONOUNS = frozenset({"person_pronouns", "group_pronouns", "thing_pronouns"})
LEADING = frozenset({"conjunctions", "adverbs", "clause_starts", "that"})
GOVERNS = frozenset({"prepositions", "determiners", "conjunctions"})
DASHES = frozenset({"-", "–", "—"})
NEW_SOURCE = frozenset({"roles", "titles", "organisations"})
DATELINE = 12
REACH_PARENTHESES = 6
FARTHEST_APPOSED = 8
FARTHEST_NAME = 14


def extended(scene: Scene, tokens: Sequence[Token], hits: Hits, run: Run, runs: Sequence[Run]) -> Run:
    """The run with the rest of a name cut at a full stop or comma: `Mr` + `. Burman`, `Dr. Luluk, ` + `S.Pd.I.`."""
    first, last = _before_apposition(tokens, hits, _behind_carrier(tokens, hits, run), runs)
    last = _whole_office(scene, tokens, hits, first, last, runs)
    count = len(tokens)
    if 0 < last < count and tokens[last].low == "." and last + 1 < count and tokens[last + 1].is_capital:
        cut = "titles" in hits.at[last - 1] or len(tokens[last - 1].low) == 1
        last = next((end for start, end in runs if start <= last + 1 < end), last) if cut else last
    if any(is_degree(scene, t) or t.low == "." for t in tokens[first:last]) and _are_degrees(
        scene, tokens, first, last
    ):
        before = next((r for r in reversed(runs) if r[1] <= first), None)
        if before is not None and _are_degrees(scene, tokens, before[1], first):
            return before[0], last
    if (
        last < count
        and tokens[last].low == ","
        and first > 0
        and any("roles" in hits.at[i] for i in range(first, last))
    ):
        after = next(
            (
                r
                for r in runs
                if r[0] == last + 1
                or (
                    r[0] <= last + 4
                    and all("titles" in hits.at[k] or tokens[k].low == "." for k in range(last + 1, r[0]))
                )
            ),
            None,
        )
        if after is not None and after[0] > last and not any(first <= r[0] < last for r in runs):
            return first, after[1]
    return first, last


def _before_apposition(tokens: Sequence[Token], hits: Hits, run: Run, runs: Sequence[Run]) -> Run:
    """`Sachdeva, an analyst at X (said)`, `Nursiam, yang hadir di sana (menilai)`: the name before the comma, too."""
    first, last = run
    if first < 2 or tokens[first - 1].low != ",":
        return run
    name = next((r for r in runs if r[1] == first - 1), None)
    if "relatives" in hits.at[first] and "that" not in hits.at[first]:
        if first + 1 < last and not PRONOUNS.isdisjoint(hits.at[first + 1]):
            return first + 1, last
        name = name or _phrase_before(tokens, hits, first - 1)
    elif any(first <= r[0] < core(tokens, hits, first, last) for r in runs) or not _is_office(
        tokens, hits, first, last
    ):
        return run
    return (name[0], last) if name is not None else run


def _is_office(tokens: Sequence[Token], hits: Hits, first: int, last: int) -> bool:
    """Whether an office stands in the words, before a preposition, without `the same` or a pointing word."""
    ends = core(tokens, hits, first, last)
    heads = any("roles" in hits.at[i] for i in range(first, ends))
    return heads and not any("pointing" in hits.at[i] and "definite" not in hits.at[i] for i in range(first, ends))


def _phrase_before(tokens: Sequence[Token], hits: Hits, comma: int) -> Run | None:
    first = comma
    while first > 0 and tokens[first - 1].low not in ",;:.)" and tokens[first - 1].kind != "quote":
        first -= 1
    names = any(not hits.at[i].isdisjoint(NAMING) for i in range(first, comma))
    return (first, comma) if names and 0 < comma - first <= FARTHEST_APPOSED else None


def _whole_office(scene: Scene, tokens: Sequence[Token], hits: Hits, first: int, last: int, runs: Sequence[Run]) -> int:
    """Where `Deputi Penindakan` ends that goes on with `dan Eksekusi KPK Asep Guntur Rahayu`: behind the name."""
    if last + 1 >= len(tokens) or "coordinators" not in hits.at[last] or last == 0:
        return last
    if not (tokens[last - 1].is_capital and tokens[last + 1].is_capital) or any(first <= r[0] < last for r in runs):
        return last
    if not any("roles" in hits.at[i] for i in range(first, last)) or not NEW_SOURCE.isdisjoint(hits.at[last + 1]):
        return last
    end = last + 1
    while end < len(tokens) and (tokens[end].is_capital or tokens[end].kind == "number") and end not in hits.cue_tokens:
        end += 1
    if end < len(tokens) and tokens[end].low == "(":
        end = next((i + 1 for i in range(end, min(end + REACH_PARENTHESES, len(tokens))) if tokens[i].low == ")"), end)
    return end


def _behind_carrier(tokens: Sequence[Token], hits: Hits, run: Run) -> Run:
    """`Kantor berita Fars, seperti dilansir Anadolu,`, `The official cited by Reuters`: the carrier stands behind."""
    first, last = run
    opens = first
    if opens < last and not hits.at[opens].isdisjoint({"carried", "via"}):
        end = opens
    elif opens < last and "by" in hits.at[opens] and opens > 1 and "carried" in hits.at[opens - 1]:
        end = opens - 1
    else:
        return run
    while end > 0 and tokens[end - 1].low in ",(":
        end -= 1
    start = end
    while (
        start > 0
        and tokens[start - 1].low not in ",;:.)"
        and tokens[start - 1].kind != "quote"
        and end - start < FARTHEST_NAME
    ):
        start -= 1
    return (start, end) if start < end else run


def _are_degrees(scene: Scene, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether nothing but degrees stands there, written together or apart: `S.Pd.`, `S. Pd`."""
    return all(is_degree(scene, t) or t.low in ",." or (t.is_capital and len(t.low) < 4) for t in tokens[first:last])


def is_degree(scene: Scene, token: Token) -> bool:
    """Whether a token is an academic degree after a name."""
    return token.is_capital and DEGREE.fullmatch(scene.text[token.start : token.end]) is not None


def trimmed(scene: Scene, tokens: Sequence[Token], hits: Hits, run: Run, runs: Sequence[Run]) -> Run:
    """The run without the circumstances and clauses that stand before the source."""
    first, last = run
    precedes = last >= len(tokens) or first == 0 or first - 1 not in hits.cue_tokens
    first = _after_marks(scene, tokens, hits, first, last)
    if precedes:
        first = _after_clause(tokens, hits, first, last)
        first = _after_marks(scene, tokens, hits, first, last)
        first = _after_circumstance(scene, tokens, hits, first, last, runs)
    while last > first and (
        tokens[last - 1].low in ",.;:—–-"
        or scene.is_dated(tokens[last - 1].start)
        or ("adverbs" in hits.at[last - 1] and not tokens[last - 1].is_capital)
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
        or tokens[first].low in ",.;:—–-()"
        or (not LEADING.isdisjoint(hits.at[first]) and not _may_open(tokens, hits, first))
    ):
        first += 1
    return first


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
            and tokens[i - 1].low != "'s"
            and "roles" not in before
            and tokens[i - 1].low != "."
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
        if "prepositions" in at and not tokens[i].is_capital:
            return i
        if "coordinators" in at and i + 1 < last and _joins_another(tokens, hits, i):
            return i
    return last


def _joins_another(tokens: Sequence[Token], hits: Hits, i: int) -> bool:
    """Whether `and` joins a second source ("officials and rebels") instead of going on with a name."""
    if not tokens[i + 1].is_capital:
        return not hits.at[i + 1].isdisjoint(NAMING)
    return not tokens[i - 1].is_capital and not hits.at[i - 1].isdisjoint(NAMING - {"organisations"})
