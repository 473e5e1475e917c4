"""The words that name a source, with what attribution left out: the rest of a name, the name before an apposition.

A run of tokens comes in as attribution found it; `extended` gives the run that names the source: with a name cut at a
full stop or comma, an office that goes on over "dan", the body before its carrier, the first of two that speak.
"""

from collections.abc import Sequence

from factdb.extract.holders import Run
from factdb.extract.layout import Token
from factdb.extract.lexicon import Hits
from factdb.extract.phrase import FARTHEST_NAME, NAMING, PRONOUNS, core
from factdb.extract.scene import Scene

NEW_SOURCE = frozenset({"roles", "titles", "organisations"})
AFTER_NAME = frozenset({"adverbs", "prepositions", "relatives", "conjunctions"})
REACH_PARENTHESES = 6
FARTHEST_APPOSED = 8
TITLES = 6


def extended(scene: Scene, tokens: Sequence[Token], hits: Hits, run: Run, runs: Sequence[Run]) -> Run:
    """The run with the rest of a name cut at a full stop or comma: `Mr` + `. Burman`, `Dr. Luluk, ` + `S.Pd.I.`."""
    if (late := _in_later_clause(scene, tokens, hits, run) or _behind_cue(tokens, hits, run)) is not None:
        return late
    run = _first_of_two(scene, tokens, hits, run)
    first, last = _before_apposition(tokens, hits, _behind_carrier(tokens, hits, run), runs)
    last = _whole_office(scene, tokens, hits, first, last, runs)
    count = len(tokens)
    if 0 < last < count and tokens[last].low == "." and last + 1 < count and tokens[last + 1].is_capital:
        cut = "titles" in hits.at[last - 1] or len(tokens[last - 1].low) == 1
        last = next((end for start, end in runs if start <= last + 1 < end), last) if cut else last
    return first, _name_behind_comma(tokens, hits, first, last, runs)


def _name_behind_comma(tokens: Sequence[Token], hits: Hits, first: int, last: int, runs: Sequence[Run]) -> int:
    """`(kata) Ketua PGRI, Drs. Ade Sutisna`: where the name behind an office and its comma ends."""
    count = len(tokens)
    if last >= count or tokens[last].low != "," or first == 0 or any(first <= r[0] < last for r in runs):
        return last
    name = next((r for r in runs if r[0] > last), None)
    if name is None or not any("roles" in hits.at[i] for i in range(first, last)):
        return last
    titles = range(last + 1, name[0])
    titled = len(titles) <= TITLES and all("titles" in hits.at[k] or tokens[k].low == "." for k in titles)
    ends = name[1] >= count or tokens[name[1]].kind != "word" or "prepositions" in hits.at[name[1]]
    return name[1] if titled and ends else last


def _in_later_clause(scene: Scene, tokens: Sequence[Token], hits: Hits, run: Run) -> Run | None:
    """`Pernyataan X muncul setelah Moskow pekan lalu, menyebut …`: whom the clause right before the cue is about."""
    first, last = run
    if first > 0 or "documents" not in hits.at[first]:
        return None
    cue = next((i for i in range(last, len(tokens)) if i in hits.cue_tokens), 0)
    if cue == 0 or tokens[cue - 1].low != ",":
        return None
    for i in range(cue - 2, last - 1, -1):
        if "afterwards" in hits.at[i] and tokens[i + 1].is_capital:
            mention = scene.mention_at(tokens[i + 1].start)
            end = i + 2
            while mention is not None and end < cue and tokens[end].start < mention.end:
                end += 1
            return (i + 1, end) if mention is not None else None
    return None


def _behind_cue(tokens: Sequence[Token], hits: Hits, run: Run) -> Run | None:
    """`Ten people were killed said the army on Sunday`, a comma being lost: who speaks stands behind the cue."""
    first, last = run
    cue = next((c for c in hits.cues if c.first == last and c.form == "words" and c.cue.stance == "says"), None)
    clause = any(not hits.at[i].isdisjoint({"passive_auxiliaries"}) for i in range(first + 1, last))
    if cue is None or "addressee" in hits.at[last] or any("relatives" in hits.at[i] for i in range(first, last)):
        return None
    begin = end = cue.last
    if begin >= len(tokens) or "definite" not in hits.at[begin]:
        return None
    while end < len(tokens) and end - begin < FARTHEST_APPOSED and _goes_on_naming(tokens, hits, begin, end):
        end += 1
    if end >= len(tokens) or (tokens[end].low == "." and end + 1 == len(tokens)):
        return (begin, end) if end > begin + 1 else None
    closes = tokens[end].low == "," or tokens[end].low.endswith("ing") or not hits.at[end].isdisjoint(AFTER_NAME)
    return (begin, end) if end > begin + 1 and clause and closes else None


def _goes_on_naming(tokens: Sequence[Token], hits: Hits, begin: int, i: int) -> bool:
    joins = "of_links" in hits.at[i] and i + 1 < len(tokens) and tokens[i + 1].is_capital and tokens[i - 1].is_capital
    return i == begin or tokens[i].is_capital or joins or not hits.at[i].isdisjoint(NAMING)


def _first_of_two(scene: Scene, tokens: Sequence[Token], hits: Hits, run: Run) -> Run:
    """`Amerika Serikat dan negara-negara lainnya`: who is named first speaks for both."""
    first = run[0]
    if first < 2 or "coordinators" not in hits.at[first - 1] or not tokens[first - 2].is_capital:
        return run
    mention = scene.mention_at(tokens[first - 2].start)
    start = first - 2
    while mention is not None and start > 0 and tokens[start - 1].start >= mention.start:
        start -= 1
    opens = start == 0 or tokens[start - 1].kind == "quote" or tokens[start - 1].low == ","
    return (start, first - 1) if mention is not None and mention.kind != "media" and opens else run


def _before_apposition(tokens: Sequence[Token], hits: Hits, run: Run, runs: Sequence[Run]) -> Run:
    """`Sachdeva, an analyst at X (said)`, `Nursiam, yang hadir di sana (menilai)`: the name before the comma, too."""
    first, last = run
    if first < 2 or tokens[first - 1].low != ",":
        return run
    name = next((r for r in runs if r[1] == first - 1), None)
    if name is not None and name[0] and "placing" in hits.at[name[0] - 1]:
        return run
    if first < len(tokens) and "relatives" in hits.at[first] and "that" not in hits.at[first]:
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
    if ends < last and "coordinators" in hits.at[ends]:
        ends = core(tokens, hits, ends + 1, last)
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
