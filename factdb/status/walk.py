"""The voices of one claim → its speech acts in the order in which the rules meet them.

An act is one thing said once: a voice, with all that tell it again elsewhere folded away. It knows its independent
party, when it counts and whether it is an accused's own. Nothing here decides a status.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from factdb.records import Alliance, Voice
from factdb.status.act import ADMITS, ASSERTS, COMMENTS, DECLINES, DENIES, WITHDRAWS, Act
from factdb.status.independence import judged, weighed
from factdb.status.sides import Lineage, Side, side_of
from factdb.status.when import Moment, day_of, is_of_a_year, last_day, when_of

SILENT = (DECLINES, COMMENTS)
_TURNS = {ASSERTS: 0, DENIES: 1, WITHDRAWS: 2, ADMITS: 3, DECLINES: 4}


def as_of(voices: Sequence[Voice], accused: Sequence[Lineage], day: str) -> tuple[Voice, ...]:
    """The voices that had surely been said by `day` (a month or a year: by its last day), in the given order.

    A statement known only to a month counts once its latest day is reached; one without any date is left out; one that
    repeats another is as old as that. What the walk puts behind the claim's first assertion (a retelling, a general
    denial) waits for an assertion, so that no day shows a claim before its history begins.
    The result may hold nothing that gives a status: ask `has_status` before `history_of`.

    >>> from factdb.records import SaidOn
    >>> from factdb.words import Stance
    >>> said_on = SaidOn(value="2022-09")
    >>> shells = Voice(statement="a", stance=Stance.ASSERTS, lineage=("United States",), said_on=said_on)
    >>> len(as_of([shells], [], "2022-09-15")), len(as_of([shells], [], "2022-09"))
    (0, 1)
    """
    firsts, limit = _firsts(voices), last_day(day)
    originals = [firsts.get(voice.statement, voice) for voice in voices] if firsts else voices
    said = {one.statement for one in originals if (last := when_of(one).last) is not None and last <= limit}
    if not any(one.stance is ASSERTS and one.statement in said for one in originals):
        acts = _acts(originals, tuple(accused))
        if not any(act.stance is ASSERTS and act.statement in said for act in acts):
            placed = zip(acts, _placed(acts), strict=True)
            said -= {act.statement for act, as_placed in placed if as_placed != act}
    return tuple(voice for voice, original in zip(voices, originals, strict=True) if original.statement in said)


def has_status(voices: Sequence[Voice]) -> bool:
    """Whether the voices hold more than refusals to comment, which alone make no claim."""
    if any(voice.repeats is None and voice.stance not in SILENT for voice in voices):
        return True
    firsts = _firsts(voices)
    return any(firsts.get(voice.statement, voice).stance not in SILENT for voice in voices)


def acts_of(
    voices: Sequence[Voice], accused: tuple[Lineage, ...], alliances: Sequence[Alliance]
) -> tuple[Sequence[Act], Sequence[tuple[Voice, Act]]]:
    """The acts in the order of the walk, and each voice with the act that it tells, in the same order."""
    firsts = _firsts(voices)
    originals = [voice for voice in voices if firsts.get(voice.statement, voice) is voice] if firsts else voices
    acts = weighed(judged(sorted(_placed(_acts(originals, accused))), accused, alliances))
    return acts, list(_tellings(voices, firsts, acts)) if firsts else [(act.voice, act) for act in acts]


def _tellings(voices: Sequence[Voice], firsts: Mapping[str, Voice], acts: Iterable[Act]) -> Iterator[tuple[Voice, Act]]:
    """Each act with its voice and those that tell it again, by key."""
    again: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        if voice.statement in firsts:
            again[firsts[voice.statement].statement].append(voice)
    for act in acts:
        if act.statement in again:
            told = {voice.statement: voice for voice in [act.voice, *again[act.statement]]}
            yield from ((told[key], act) for key in sorted(told))
        else:
            yield act.voice, act


def _firsts(voices: Sequence[Voice]) -> dict[str, Voice]:
    """For each voice that repeats another (by its key) the one that first tells the same speech act.

    Where the repeated statement is not among the voices, the earliest of those that repeat it stands in; where
    statements repeat each other in a ring, the one with the smallest key does.
    """
    repeating = [voice for voice in voices if voice.repeats is not None]
    if not repeating:
        return {}
    by_key = {voice.statement: voice for voice in voices}
    ends: dict[str, str] = {}
    for key in sorted(voice.statement for voice in repeating):
        _follow(key, by_key, ends)
    stand_ins: dict[str, Voice] = {}
    for voice in sorted(repeating, key=lambda voice: (when_of(voice).moment, voice.statement)):
        stand_ins.setdefault(ends[voice.statement], voice)
    return {key: by_key.get(end) or stand_ins[end] for key, end in ends.items()}


def _follow(start: str, by_key: Mapping[str, Voice], ends: dict[str, str]) -> None:
    """Add to `ends` where the repetitions that begin at `start` lead."""
    path: list[str] = []
    seen: set[str] = set()
    key = start
    while key not in ends and key not in seen and key in by_key and (repeated := by_key[key].repeats) is not None:
        path.append(key)
        seen.add(key)
        key = repeated
    end = min(path[path.index(key) :]) if key in seen else ends.get(key, key)
    ends |= dict.fromkeys([start, *path], end)


_act = partial(tuple.__new__, Act)
"""An act out of all its fields in order, in a third of the time that it takes to name them."""


def _acts(originals: Iterable[Voice], accused: tuple[Lineage, ...]) -> list[Act]:
    """What each of these first tellings amounts to, by its own date."""
    acts = []
    sides: dict[Lineage, Side] = {}
    for voice in originals:
        stance, lineage = voice.stance, voice.origin or voice.lineage
        if lineage not in sides:
            sides[lineage] = side_of(lineage, accused)
        unit, is_accused, _, is_nobody, is_described = sides[lineage]
        is_unnamed = is_nobody or (is_described and voice.is_anonymous)
        if stance is ADMITS and not is_accused:
            stance = ASSERTS
        date, _, last, moment, coarseness = when_of(voice)
        turn = _TURNS.get(stance)
        if turn is None:
            raise ValueError(f"statement {voice.statement} comments: comments belong to no claim")
        key = voice.statement
        acts.append(
            _act(
                (
                    moment,
                    turn,
                    coarseness,
                    key,
                    voice,
                    unit,
                    stance,
                    date,
                    last,
                    is_accused,
                    is_unnamed,
                    False,
                    False,
                    True,
                )
            )
        )
    return acts


def _placed(acts: list[Act]) -> list[Act]:
    """The acts with retellings moved up to the first dated assertion, and general denials weighed against it."""
    if not any(act.voice.is_retold or act.voice.is_general for act in acts):
        return acts
    first = _first_assertion(acts)
    asserted_once = any(act.stance is ASSERTS and act.date is None for act in acts)
    placed = []
    for act in acts:
        if act.voice.is_general and act.stance is DENIES and not asserted_once:
            act = _answering(act, first)
        elif act.voice.is_retold:
            act = _not_before(act, first)
        placed.append(act)
    return placed


def _first_assertion(acts: list[Act]) -> Moment | None:
    """The first dated assertion, None where there is none.

    A retold one that is known only to the year is first only where it ends before all others: a retold "2022" is not
    older than what was asserted in August 2022.
    """
    dated = [(act.last, act.moment, act) for act in acts if act.stance is ASSERTS and act.last is not None]
    if not dated:
        return None
    surest = min(dated)[-1]
    return min(
        moment for _, moment, act in dated if act is surest or not act.voice.is_retold or not is_of_a_year(moment)
    )


def _answering(act: Act, first: Moment | None) -> Act:
    """A general denial answers what had been asserted by then; without any assertion the claim is known through it."""
    if first is None or act.last is None:
        return act
    return _not_before(act, first) if day_of(first) <= act.last else act._replace(counts=False)


def _not_before(act: Act, first: Moment | None) -> Act:
    if first is None or act.date is None or act.moment >= first:
        return act
    return act._replace(moment=first, date=day_of(first)[: len(act.date)])
