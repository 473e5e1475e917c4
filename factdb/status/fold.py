"""The acts of one claim, walked once → its status, its history, and what each statement does in it.

The acts of one moment count together and make at most one step, which names the act that settled it and the rule. What
a status follows from is in `standing`, when an act counts in `walk`, who is one party in `sides`.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from factdb.records import Alliance, History, PartyPosition, StatusChange, Voice
from factdb.status.act import ADMITS, DECLINES, WITHDRAWS, Act
from factdb.status.extent import extent_of, sureness_of
from factdb.status.roles import kind_of, roles_of
from factdb.status.rules import rule_for
from factdb.status.standing import Standing
from factdb.status.walk import acts_of, has_status
from factdb.words import Flag, Status


def history_of(voices: Sequence[Voice], accused: Sequence[tuple[str, ...]], alliances: Sequence[Alliance]) -> History:
    """All that follows from the voices of one claim; the order in which they are given does not matter.

    `accused` are the lineages (party first, root last) of the parties whose act the claim is, empty where nobody is
    known. Parties are named as independent ones: `United States` for the White House beside an accused North Korea.
    Accusers are all who assert or once did (and do not deny now), in order; corroborators are those who assert now,
    but for the first, without witnesses and rumours.

    Raises ValueError where the voices hold no more than refusals to comment (ask `has_status` first) or a comment.

    >>> from factdb.records import SaidOn
    >>> from factdb.words import Stance
    >>> def said(key, stance, party, day):
    ...     return Voice(statement=key, stance=stance, lineage=(party,), said_on=SaidOn(value=day))
    >>> shells = history_of(
    ...     [
    ...         said("b", Stance.DENIES, "North Korea", "2022-09-22"),
    ...         said("a", Stance.ASSERTS, "United States", "2022-09-06"),
    ...     ],
    ...     accused=[("North Korea",)],
    ...     alliances=[],
    ... )
    >>> [(change.effective_on, change.to_status.value) for change in shells.changes]
    [('2022-09-06', 'alleged'), ('2022-09-22', 'denied')]
    >>> shells.changes[1].rule
    'North Korea denies what United States asserts; first denial that stands, official'
    """
    if not has_status(voices):
        raise ValueError("a claim needs more than refusals to comment; ask has_status first")
    acts, tellings = acts_of(voices, tuple(accused), alliances)
    sides = Standing()
    changes = tuple(_changes(acts, sides))
    return _history(sides, changes, acts, tellings)


def _changes(acts: Sequence[Act], sides: Standing) -> Iterator[StatusChange]:
    """The steps: what the acts of one moment change together, each with the act that settled it as its cause."""
    before = now = change = moment = None
    number = 1
    for act in acts:
        if not act.counts:
            continue
        if act.moment != moment:
            if change is not None and now is not before:
                yield change
                number += 1
            before, change, moment = now, None, act.moment
        if sides.take(act) and (status := sides.status()) is not now:
            now = status
            change = StatusChange(
                sequence=number,
                effective_on=act.date,
                from_status=before,
                to_status=now,
                statement=act.statement,
                rule=rule_for(act, now, chain(sides.asserting, sides.second_hand), sides.denying),
            )
    if change is not None and now is not before:
        yield change


def _history(
    sides: Standing,
    changes: tuple[StatusChange, ...],
    acts: Sequence[Act],
    tellings: Sequence[tuple[Voice, Act]],
) -> History:
    status, deniers = changes[-1].to_status, sides.deniers()
    begins_on, settled_on = extent_of(tellings)
    return History(
        status=status,
        changes=changes,
        positions=_positions(sides),
        roles=tuple(roles_of(tellings, sides)),
        flags=_flags(sides, status),
        accusers=_accusers(sides, deniers),
        corroborators=tuple(sides.asserting)[1:],
        deniers=deniers,
        denial_kind=min([kind_of(sides.denying[unit]) for unit in deniers], default=None),
        first_said_on=next((act.date for act in acts if act.date and act.counts and act.stance is not DECLINES), None),
        status_since=changes[-1].effective_on,
        last_said_on=next((act.date for act in reversed(acts) if act.date), None),
        sureness=sureness_of(tellings),
        begins_on=begins_on,
        settled_on=settled_on,
    )


def _positions(sides: Standing) -> tuple[PartyPosition, ...]:
    """Where each party stands; an anonymous admission only where its party said nothing else."""
    positions = dict(sides.positions)
    turned = sides.turned()
    if turned is not None:
        positions[turned] = positions[turned]._replace(stance=WITHDRAWS)
    for unit, act in sides.hints.items():
        hint = PartyPosition(party=unit, stance=ADMITS, since=act.date, statement=act.statement)
        positions.setdefault(unit, hint)
    return tuple(positions.values())


def _accusers(sides: Standing, deniers: tuple[str, ...]) -> tuple[str, ...]:
    """All who assert or took it back; where there are none, who admitted without a name."""
    accusers = tuple([unit for unit in sides.asserted if unit not in deniers])
    if accusers or sides.asserted or sides.admission is not None:
        return accusers
    return tuple(unit for unit in sides.hints if unit not in deniers)


def _flags(sides: Standing, status: Status) -> tuple[Flag, ...]:
    flags = set(sides.flags)
    if status is Status.DENIED and not sides.asserted and not sides.hints:
        flags.add(Flag.ALLEGATION_NOT_LOADED)
    if sides.hints and sides.admission is None:
        flags.add(Flag.ADMISSION_UNCONFIRMED)
    return tuple(flag for flag in Flag if flag in flags) if flags else ()
