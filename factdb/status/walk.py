"""The voices of one claim → its speech acts in the order in which the rules meet them.

An act is one thing said once: a voice, with all that tell it again elsewhere folded away. It knows its independent
party, when it counts and whether it is an accused's own. Nothing here decides a status.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from factdb.records import Alliance, Voice
from factdb.status.act import Act
from factdb.status.independence import weighed
from factdb.status.sides import Lineage, is_ally, shares_root, speaks_for, unit_of
from factdb.status.when import Moment, date_of, days_of, last_day, moment_of
from factdb.words import Stance

_ANSWERING = {Stance.ASSERTS: 0, Stance.DENIES: 1, Stance.WITHDRAWS: 2, Stance.ADMITS: 3, Stance.DECLINES: 4}


def as_of(voices: Sequence[Voice], accused: Sequence[Lineage], day: str) -> tuple[Voice, ...]:
    """The voices that had surely been said by `day` (a month or a year: by its last day), in the given order.

    A statement known only to a month counts once its latest day is reached; one without any date is left out; one that
    repeats another is as old as that. What the walk puts behind the claim's first assertion (a retelling, a general
    denial) waits for an assertion, so that no day shows a claim before its history begins.
    The result may hold nothing that gives a status: ask `has_status` before `history_of`.

    >>> from factdb.records import SaidOn
    >>> said_on = SaidOn(value="2022-09")
    >>> shells = Voice(statement="a", stance=Stance.ASSERTS, lineage=("United States",), said_on=said_on)
    >>> len(as_of([shells], [], "2022-09-15")), len(as_of([shells], [], "2022-09"))
    (0, 1)
    """
    originals, limit = _originals(voices), last_day(day)
    acts = _acts(originals, accused)
    said = {key for key, act in acts.items() if (days := days_of(act.voice)) is not None and days[1] <= limit}
    if not any(acts[key].stance is Stance.ASSERTS for key in said):
        placed = {act.voice.statement: act for act in _placed(list(acts.values()))}
        said = {key for key in said if placed[key] == acts[key]}
    return tuple(voice for voice, original in zip(voices, originals, strict=True) if original.statement in said)


def has_status(voices: Sequence[Voice]) -> bool:
    """Whether the voices hold more than refusals to comment, which alone make no claim."""
    return any(voice.stance not in (Stance.DECLINES, Stance.COMMENTS) for voice in _originals(voices))


def acts_of(
    voices: Sequence[Voice], accused: Sequence[Lineage], alliances: Sequence[Alliance]
) -> tuple[tuple[Act, ...], Mapping[str, Act]]:
    """The acts in the order of the walk, and for each statement the act that it tells.

    The order is by moment, then assertions before denials, withdrawals and admissions, then the finer dated first, then
    by statement key.
    """
    originals = _originals(voices)
    placed = _placed(list(_acts(originals, accused).values()))
    judged = {act.voice.statement: act for act in weighed(_judged(placed, accused, alliances))}
    order = sorted(judged.values(), key=_place)
    told = {voice.statement: judged[original.statement] for voice, original in zip(voices, originals, strict=True)}
    return tuple(order), told


def _acts(originals: Sequence[Voice], accused: Sequence[Lineage]) -> dict[str, Act]:
    """What each of these first tellings amounts to, by its key and by its own date."""
    units: dict[Lineage, str] = {}
    acts: dict[str, Act] = {}
    for voice in originals:
        if voice.statement not in acts:
            lineage = _lineage(voice)
            if lineage not in units:
                units[lineage] = unit_of(lineage, accused)
            acts[voice.statement] = _act(voice, units[lineage], accused)
    return acts


def _place(act: Act) -> tuple[Moment, int, int, str]:
    return act.moment, _ANSWERING[act.stance], -len(act.date or ""), act.voice.statement


def _lineage(voice: Voice) -> Lineage:
    """Relayed words count for their origin."""
    return voice.origin or voice.lineage


def _originals(voices: Sequence[Voice]) -> list[Voice]:
    """For each voice the one that first tells the same speech act: itself, unless it repeats another.

    Where the repeated statement is not among the voices, the earliest of those that repeat it stands in; where
    statements repeat each other in a ring, the one with the smallest key does.
    """
    by_key = {voice.statement: voice for voice in voices}
    ends: dict[str, str] = {}
    for key in sorted(by_key):
        _follow(key, by_key, ends)
    stand_ins: dict[str, Voice] = {}
    for voice in sorted(voices, key=lambda voice: (moment_of(voice), voice.statement)):
        stand_ins.setdefault(ends[voice.statement], voice)
    return [by_key.get(ends[voice.statement], stand_ins[ends[voice.statement]]) for voice in voices]


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


def _act(voice: Voice, unit: str, accused: Sequence[Lineage]) -> Act:
    if voice.stance is Stance.COMMENTS:
        raise ValueError(f"statement {voice.statement} comments: comments belong to no claim")
    is_accused = speaks_for(_lineage(voice), accused)
    stance = Stance.ASSERTS if voice.stance is Stance.ADMITS and not is_accused else voice.stance
    return Act(
        voice=voice, unit=unit, stance=stance, moment=moment_of(voice), date=date_of(voice), is_accused=is_accused
    )


def _placed(acts: list[Act]) -> list[Act]:
    """The acts with retellings moved up to the first dated assertion, and general denials weighed against it."""
    first = _first_assertion(acts)
    asserted_once = any(act.stance is Stance.ASSERTS and act.date is None for act in acts)
    placed = []
    for act in acts:
        if act.voice.is_general and act.stance is Stance.DENIES and not asserted_once:
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
    dated = [(act, days) for act in acts if act.stance is Stance.ASSERTS and (days := days_of(act.voice)) is not None]
    if not dated:
        return None
    surest = min(dated, key=lambda pair: (pair[1][1], pair[0].moment))[0]
    return min(act.moment for act, _ in dated if act is surest or not act.voice.is_retold or act.moment.fineness)


def _answering(act: Act, first: Moment | None) -> Act:
    """A general denial answers what had been asserted by then; without any assertion the claim is known through it."""
    days = days_of(act.voice)
    if first is None or days is None:
        return act
    return _not_before(act, first) if first.day <= days[1] else replace(act, counts=False)


def _not_before(act: Act, first: Moment | None) -> Act:
    if first is None or act.date is None or act.moment >= first:
        return act
    return replace(act, moment=first, date=first.day[: len(act.date)])


def _judged(acts: list[Act], accused: Sequence[Lineage], alliances: Sequence[Alliance]) -> list[Act]:
    """The acts with every denial known as official or not.

    Who shares its root with an accused speaks for it where nobody else of that root accuses: the Kremlin answers the
    United States for the Russian Ministry of Defence, but the police are a third party between two ministries.
    """
    accusing = {_lineage(act.voice)[-1] for act in acts if act.stance is Stance.ASSERTS and not act.is_accused}

    def is_official(act: Act) -> bool:
        lineage = _lineage(act.voice)
        outward = lineage[-1] not in accusing and shares_root(lineage, accused)
        return act.is_accused or outward or is_ally(lineage, accused, alliances, days_of(act.voice))

    return [replace(act, is_official=True) if act.stance is Stance.DENIES and is_official(act) else act for act in acts]
