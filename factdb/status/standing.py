"""Who asserts and who denies at one moment of the walk, and the status that follows.

A party's position is its latest assertion, denial, admission or withdrawal. Acts are taken in one after another, each
at the same cost however many came before; the status is the first rule of the table that fits.
"""

from dataclasses import dataclass, field

from factdb.records import PartyPosition
from factdb.status.act import ADMITS, ASSERTS, DECLINES, DENIES, WITHDRAWS, Act
from factdb.words import Flag, Status


@dataclass(slots=True)
class Standing:
    """Who stands where at one moment of the walk; each dict keeps the order of first coming.

    `asserted` holds the last assertion of each party that ever made one, `began` the first.
    """

    asserting: dict[str, Act] = field(default_factory=dict)
    second_hand: dict[str, Act] = field(default_factory=dict)
    denying: dict[str, Act] = field(default_factory=dict)
    withdrawn: dict[str, Act] = field(default_factory=dict)
    asserted: dict[str, Act] = field(default_factory=dict)
    began: dict[str, Act] = field(default_factory=dict)
    hints: dict[str, Act] = field(default_factory=dict)
    positions: dict[str, PartyPosition] = field(default_factory=dict)
    admission: Act | None = None
    flags: set[Flag] = field(default_factory=set)

    def take(self, act: Act) -> bool:
        """Let one act count; gives whether the status may be another one now."""
        if act.stance is DECLINES:
            return False
        if act.stance is ASSERTS:
            side = self.second_hand if act.is_second_hand else self.asserting
            if act.unit in side:  # It asserts again, as most do: it stands nowhere else, and goes on standing here.
                side[act.unit] = self.asserted[act.unit] = act
                return False
        if act.stance is ADMITS and act.voice.is_anonymous:
            self.hints.setdefault(act.unit, act)
            return True
        for side in (self.asserting, self.second_hand, self.denying, self.withdrawn):
            if side is not self._side(act):
                side.pop(act.unit, None)
        self._note(act)
        self._move(act)
        return True

    def turned(self) -> str | None:
        """The party that denies, on another day, what it alone had asserted: it has withdrawn."""
        if not self.denying or len(self.asserted) != 1:
            return None
        (unit,) = self.asserted
        denial = self.denying.get(unit)
        return unit if denial is not None and denial.moment != self.asserted[unit].moment else None

    def deniers(self) -> tuple[str, ...]:
        """Those whose denial stands."""
        turned = self.turned()
        return tuple([unit for unit in self.denying if unit != turned])

    def status(self) -> Status:
        """The first rule that fits."""
        turned = self.turned() is not None
        denied = len(self.denying) > turned
        several = len(self.asserting) > 1
        if self.admission is not None:
            return Status.ADMITTED
        if not self.asserting and not self.second_hand and (self.withdrawn or turned):
            return Status.RETRACTED
        if several:
            return Status.DISPUTED if denied else Status.CORROBORATED
        return Status.DENIED if denied else Status.ALLEGED

    def _side(self, act: Act) -> dict[str, Act] | None:
        if act.stance is ASSERTS:
            return self.second_hand if act.is_second_hand else self.asserting
        return {DENIES: self.denying, WITHDRAWS: self.withdrawn}.get(act.stance)

    def _note(self, act: Act) -> None:
        if act.stance is ASSERTS:
            self.asserted[act.unit] = act
            self.began.setdefault(act.unit, act)
        if act.stance is ADMITS and self.admission is None:
            self.admission = act
        if act.stance is DENIES:
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
                party=act.unit, stance=act.stance, since=act.date, statement=act.statement
            )
