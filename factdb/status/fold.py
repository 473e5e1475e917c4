"""The acts of one claim, walked once → its status, its history, and what each statement does in it.

The rules are those of the README's status table: a party's position is its latest assertion, denial, admission or
withdrawal, and the status follows from who asserts and who denies now. Each act costs the same, however many there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby

from factdb.records import Alliance, History, PartyPosition, StatusChange, Voice, VoiceRole
from factdb.status.rules import rule_for
from factdb.status.walk import Act, acts_of, has_status
from factdb.words import DenialKind, Flag, Role, Stance, Status


def history_of(voices: Sequence[Voice], accused: Sequence[tuple[str, ...]], alliances: Sequence[Alliance]) -> History:
    """All that follows from the voices of one claim; the order in which they are given does not matter.

    `accused` are the lineages (party first, root last) of the parties whose act the claim is, empty where nobody is
    known. Parties are named as independent ones: `United States` for the White House beside an accused North Korea.
    Accusers are all who assert or once did (and do not deny now), in order; corroborators are those who assert now,
    but for the first, without witnesses and rumours.

    Raises ValueError where the voices hold no more than refusals to comment (ask `has_status` first) or a comment.

    >>> from factdb.records import SaidOn
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
    acts, told = acts_of(voices, accused, alliances)
    sides = Standing()
    changes: list[StatusChange] = []
    for _, together in groupby((act for act in acts if act.counts), key=lambda act: act.moment):
        change = _step(sides, list(together), changes)
        if change is not None:
            changes.append(change)
    return _history(sides, tuple(changes), acts, tuple(_roles(voices, acts, told, sides)))


@dataclass(slots=True)
class Standing:
    """Who stands where at one moment of the walk; each dict keeps the order of first coming."""

    asserting: dict[str, Act] = field(default_factory=dict)
    unnamed: dict[str, Act] = field(default_factory=dict)
    denying: dict[str, Act] = field(default_factory=dict)
    withdrawn: dict[str, Act] = field(default_factory=dict)
    asserted: dict[str, Act] = field(default_factory=dict)
    hints: dict[str, Act] = field(default_factory=dict)
    positions: dict[str, PartyPosition] = field(default_factory=dict)
    admission: Act | None = None
    flags: set[Flag] = field(default_factory=set)

    def take(self, act: Act) -> None:
        """Let one act count."""
        if act.stance is Stance.DECLINES:
            return
        if act.stance is Stance.ADMITS and act.voice.is_anonymous:
            self.hints.setdefault(act.unit, act)
            return
        for side in (self.asserting, self.unnamed, self.denying, self.withdrawn):
            if side is not self._side(act):
                side.pop(act.unit, None)
        self._note(act)
        self._move(act)

    def turned(self) -> str | None:
        """The party that denies, on another day, what it alone had asserted: it has withdrawn."""
        if len(self.asserted) != 1:
            return None
        (unit,) = self.asserted
        denial = self.denying.get(unit)
        return unit if denial is not None and denial.moment != self.asserted[unit].moment else None

    def deniers(self) -> tuple[str, ...]:
        """Those whose denial stands."""
        turned = self.turned()
        return tuple(unit for unit in self.denying if unit != turned)

    def status(self) -> Status:
        """The first rule that fits."""
        turned = self.turned() is not None
        denied = len(self.denying) > turned
        several = len(self.asserting) > 1
        if self.admission is not None:
            return Status.ADMITTED
        if not self.asserting and not self.unnamed and (self.withdrawn or turned):
            return Status.RETRACTED
        if several:
            return Status.DISPUTED if denied else Status.CORROBORATED
        return Status.DENIED if denied else Status.ALLEGED

    def _side(self, act: Act) -> dict[str, Act] | None:
        if act.stance is Stance.ASSERTS:
            return self.unnamed if act.is_unnamed else self.asserting
        return {Stance.DENIES: self.denying, Stance.WITHDRAWS: self.withdrawn}.get(act.stance)

    def _note(self, act: Act) -> None:
        if act.stance is Stance.ASSERTS:
            self.asserted[act.unit] = act
        if act.stance is Stance.ADMITS and self.admission is None:
            self.admission = act
        if act.stance is Stance.DENIES:
            before = self.asserted.get(act.unit)
            if before is not None and before.moment == act.moment and not act.is_unnamed:
                self.flags.add(Flag.PARTY_DIVIDED)
            if self.admission is not None and act.is_accused and act.moment > self.admission.moment:
                self.flags.add(Flag.ADMISSION_CONTRADICTED)

    def _move(self, act: Act) -> None:
        side = self._side(act)
        if side is not None:
            side[act.unit] = act
        before = self.positions.get(act.unit)
        if before is None or before.stance is not act.stance:
            self.positions[act.unit] = PartyPosition(
                party=act.unit, stance=act.stance, since=act.date, statement=act.voice.statement
            )


def _step(sides: Standing, together: list[Act], changes: Sequence[StatusChange]) -> StatusChange | None:
    """What the acts of one moment change, None where the status stays; its cause is the act that settled it."""
    before = changes[-1].to_status if changes else None
    now, change = before, None
    for act in together:
        sides.take(act)
        if act.stance is Stance.DECLINES or sides.status() is now:
            continue
        now = sides.status()
        change = StatusChange(
            sequence=len(changes) + 1,
            effective_on=act.date,
            from_status=before,
            to_status=now,
            statement=act.voice.statement,
            rule=rule_for(act, now, chain(sides.asserting, sides.unnamed), sides.denying),
        )
    return None if now is before else change


def _history(
    sides: Standing, changes: tuple[StatusChange, ...], acts: Sequence[Act], roles: tuple[VoiceRole, ...]
) -> History:
    dated = [act for act in acts if act.date is not None]
    denials = [sides.denying[unit] for unit in sides.deniers()]
    return History(
        status=changes[-1].to_status,
        changes=changes,
        positions=_positions(sides),
        roles=roles,
        flags=_flags(sides, changes[-1].to_status),
        accusers=_accusers(sides),
        corroborators=tuple(sides.asserting)[1:],
        deniers=sides.deniers(),
        denial_kind=min((_kind(denial) for denial in denials), default=None),
        first_said_on=next((act.date for act in dated if act.counts and act.stance is not Stance.DECLINES), None),
        status_since=changes[-1].effective_on,
        last_said_on=dated[-1].date if dated else None,
    )


def _kind(denial: Act) -> DenialKind:
    return DenialKind.OFFICIAL if denial.is_official else DenialKind.THIRD_PARTY


def _positions(sides: Standing) -> tuple[PartyPosition, ...]:
    """Where each party stands; an anonymous admission only where its party said nothing else."""
    positions = dict(sides.positions)
    turned = sides.turned()
    if turned is not None:
        positions[turned] = replace(positions[turned], stance=Stance.WITHDRAWS)
    for unit, act in sides.hints.items():
        hint = PartyPosition(party=unit, stance=Stance.ADMITS, since=act.date, statement=act.voice.statement)
        positions.setdefault(unit, hint)
    return tuple(positions.values())


def _accusers(sides: Standing) -> tuple[str, ...]:
    """All who assert or took it back; where there are none, who admitted without a name."""
    deniers = sides.deniers()
    accusers = tuple(unit for unit in sides.asserted if unit not in deniers)
    return accusers or (tuple(sides.hints) if sides.admission is None and not sides.asserted else ())


def _flags(sides: Standing, status: Status) -> tuple[Flag, ...]:
    flags = set(sides.flags)
    if status is Status.DENIED and not sides.asserted and not sides.hints:
        flags.add(Flag.ALLEGATION_NOT_LOADED)
    if sides.hints and sides.admission is None:
        flags.add(Flag.ADMISSION_UNCONFIRMED)
    return tuple(flag for flag in Flag if flag in flags)


def _roles(
    voices: Sequence[Voice], acts: Sequence[Act], told: Mapping[str, Act], sides: Standing
) -> Iterator[VoiceRole]:
    """What each statement does, in the order of the walk; a retelling of an assertion is a repetition."""
    leads = _assertion_roles(acts)
    place = {act.voice.statement: number for number, act in enumerate(acts)}
    for voice in sorted(voices, key=lambda voice: (place[told[voice.statement].voice.statement], voice.statement)):
        act = told[voice.statement]
        role = leads.get(voice.statement, Role.REPETITION)
        if act.stance is not Stance.ASSERTS:
            role = _answer_role(act, sides)
        kind = _kind(act) if act.stance is Stance.DENIES and role is not Role.WITHDRAWAL else None
        yield VoiceRole(statement=voice.statement, role=role, denial_kind=kind)


def _assertion_roles(acts: Sequence[Act]) -> dict[str, Role]:
    """Allegation for the first that asserts and the first with a name; corroboration for each further party's first."""
    roles: dict[str, Role] = {}
    seen: set[str] = set()
    named = 0
    for act in acts:
        if act.stance is not Stance.ASSERTS:
            continue
        is_first = act.unit not in seen and not act.is_unnamed
        if is_first:
            roles[act.voice.statement] = Role.CORROBORATION if named else Role.ALLEGATION
        elif not seen:
            roles[act.voice.statement] = Role.ALLEGATION
        named += is_first
        seen.add(act.unit)
    return roles


def _answer_role(act: Act, sides: Standing) -> Role:
    if act.stance is Stance.DENIES:
        if not act.counts:
            return Role.PRIOR_DENIAL
        has_turned = act.unit == sides.turned() and act.moment > sides.asserted[act.unit].moment
        return Role.WITHDRAWAL if has_turned else Role.DENIAL
    return {Stance.WITHDRAWS: Role.WITHDRAWAL, Stance.ADMITS: Role.ADMISSION}.get(act.stance, Role.DECLINED)
