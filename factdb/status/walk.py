"""The voices of one claim → its speech acts in the order in which the rules meet them.

An act is one thing said once: a voice, with all that tell it again elsewhere folded away. It knows its independent
party, when it counts and whether it is an accused's own. Nothing here decides a status.
"""

from collections.abc import Mapping, Sequence

from factdb.records import Alliance, Voice
from factdb.status.act import Act
from factdb.status.independence import weighed
from factdb.status.sides import Lineage, is_ally, side_of
from factdb.status.when import Moment, days_of, last_day, when_of
from factdb.words import Stance

SILENT = (Stance.DECLINES, Stance.COMMENTS)
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
    acts = _acts(originals, tuple(accused))
    said = {key for key, act in acts.items() if (days := days_of(act.voice)) is not None and days[1] <= limit}
    if not any(acts[key].stance is Stance.ASSERTS for key in said):
        placed = {act.voice.statement: act for act in _placed(list(acts.values()))}
        said = {key for key in said if placed[key] == acts[key]}
    return tuple(voice for voice, original in zip(voices, originals, strict=True) if original.statement in said)


def has_status(voices: Sequence[Voice]) -> bool:
    """Whether the voices hold more than refusals to comment, which alone make no claim."""
    if any(voice.repeats is None and voice.stance not in SILENT for voice in voices):
        return True
    return any(voice.stance not in SILENT for voice in _originals(voices))


def acts_of(
    voices: Sequence[Voice], accused: tuple[Lineage, ...], alliances: Sequence[Alliance]
) -> tuple[Sequence[Act], Sequence[tuple[Voice, Act]]]:
    """The acts in the order of the walk, and each voice with the act that it tells, in the same order.

    The order is by moment, then assertions before denials, withdrawals and admissions, then the finer dated first, then
    by statement key.
    """
    originals = _originals(voices)
    acts = weighed(_judged(_placed(list(_acts(originals, accused).values())), accused, alliances))
    order = [placed[-1] for placed in sorted(map(_place, acts))]
    if len(order) == len(voices):
        return order, [(act.voice, act) for act in order]
    told = {act.voice.statement: (place, act) for place, act in enumerate(order)}
    tellings = sorted(
        (told[original.statement][0], voice.statement, voice, told[original.statement][1])
        for voice, original in zip(voices, originals, strict=True)
    )
    return order, [(voice, act) for _, _, voice, act in tellings]


def _acts(originals: Sequence[Voice], accused: tuple[Lineage, ...]) -> dict[str, Act]:
    """What each of these first tellings amounts to, by its key and by its own date."""
    return {voice.statement: _act(voice, accused) for voice in originals}


def _place(act: Act) -> tuple[Moment, int, int, str, Act]:
    """What acts are sorted by, with the act itself, for whose sake no two keys are the same."""
    return act.moment, _ANSWERING[act.stance], -len(act.date or ""), act.voice.statement, act


def _lineage(voice: Voice) -> Lineage:
    """Relayed words count for their origin."""
    return voice.origin or voice.lineage


def _originals(voices: Sequence[Voice]) -> Sequence[Voice]:
    """For each voice the one that first tells the same speech act: itself, unless it repeats another.

    Where the repeated statement is not among the voices, the earliest of those that repeat it stands in; where
    statements repeat each other in a ring, the one with the smallest key does.
    """
    repeating = [voice for voice in voices if voice.repeats is not None]
    if not repeating:
        return voices
    by_key = {voice.statement: voice for voice in voices}
    ends: dict[str, str] = {}
    for key in sorted(voice.statement for voice in repeating):
        _follow(key, by_key, ends)
    stand_ins: dict[str, Voice] = {}
    for voice in sorted(repeating, key=lambda voice: (when_of(voice).moment, voice.statement)):
        stand_ins.setdefault(ends[voice.statement], voice)
    firsts = {key: by_key.get(end) or stand_ins[end] for key, end in ends.items()}
    return [firsts.get(voice.statement, voice) for voice in voices]


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


def _act(voice: Voice, accused: tuple[Lineage, ...]) -> Act:
    if voice.stance is Stance.COMMENTS:
        raise ValueError(f"statement {voice.statement} comments: comments belong to no claim")
    side, when = side_of(voice.origin or voice.lineage, accused), when_of(voice)
    stance = Stance.ASSERTS if voice.stance is Stance.ADMITS and not side.is_accused else voice.stance
    is_unnamed = side.is_nobody or (voice.is_anonymous and side.is_described)
    return Act(voice, side.unit, stance, when.moment, when.date, side.is_accused, is_unnamed)


def _placed(acts: list[Act]) -> list[Act]:
    """The acts with retellings moved up to the first dated assertion, and general denials weighed against it."""
    if not any(act.voice.is_retold or act.voice.is_general for act in acts):
        return acts
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
    return _not_before(act, first) if first.day <= days[1] else act._replace(counts=False)


def _not_before(act: Act, first: Moment | None) -> Act:
    if first is None or act.date is None or act.moment >= first:
        return act
    return act._replace(moment=first, date=first.day[: len(act.date)])


def _judged(acts: list[Act], accused: tuple[Lineage, ...], alliances: Sequence[Alliance]) -> list[Act]:
    """The acts with every denial known as official or not.

    Who shares its root with an accused speaks for it where nobody else of that root accuses: the Kremlin answers the
    United States for the Russian Ministry of Defence, but the police are a third party between two ministries.
    """
    if not any(act.stance is Stance.DENIES for act in acts):
        return acts
    accusing = {_lineage(act.voice)[-1] for act in acts if act.stance is Stance.ASSERTS and not act.is_accused}

    def is_official(act: Act) -> bool:
        lineage = _lineage(act.voice)
        outward = lineage[-1] not in accusing and side_of(lineage, accused).shares_root
        return act.is_accused or outward or is_ally(lineage, accused, alliances, days_of(act.voice))

    return [act._replace(is_official=True) if act.stance is Stance.DENIES and is_official(act) else act for act in acts]
