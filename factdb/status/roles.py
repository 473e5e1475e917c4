"""What each statement does inside its claim: it alleges, repeats, corroborates, denies, admits, declines, withdraws.

Which statement tells which act, and where the parties ended come in; one role a statement goes out. Roles decide
nothing.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from factdb.records import Voice, VoiceRole
from factdb.status.act import ADMITS, ASSERTS, DENIES, WITHDRAWS, Act
from factdb.status.standing import Standing
from factdb.words import DenialKind, Role

REPETITION = Role.REPETITION
_role = partial(tuple.__new__, VoiceRole)


def roles_of(tellings: Iterable[tuple[Voice, Act]], sides: Standing) -> Iterator[VoiceRole]:
    """What each voice does that tells an act, in the given order; a retelling of an assertion is a repetition."""
    leads = _leads(sides.began.values())
    for voice, act in tellings:
        if act.stance is ASSERTS:
            yield _role((voice.statement, leads.get(voice.statement, REPETITION), None))
        else:
            role = _answer_role(act, sides)
            kind = kind_of(act) if act.stance is DENIES and role is not Role.WITHDRAWAL else None
            yield VoiceRole(voice.statement, role, kind)


def _leads(began: Iterable[Act]) -> dict[str, Role]:
    """Allegation for the first that asserts and the first with a name; corroboration for each further party's first."""
    roles: dict[str, Role] = {}
    named = 0
    for act in began:
        if not act.is_second_hand:
            roles[act.statement] = Role.CORROBORATION if named else Role.ALLEGATION
            named += 1
        elif not roles:
            roles[act.statement] = Role.ALLEGATION
    return roles


def _answer_role(act: Act, sides: Standing) -> Role:
    if act.stance is DENIES:
        if not act.counts:
            return Role.PRIOR_DENIAL
        has_turned = act.unit == sides.turned() and act.moment > sides.asserted[act.unit].moment
        return Role.WITHDRAWAL if has_turned else Role.DENIAL
    return {WITHDRAWS: Role.WITHDRAWAL, ADMITS: Role.ADMISSION}.get(act.stance, Role.DECLINED)


def kind_of(denial: Act) -> DenialKind:
    """Official for an accused, who speaks for it and its ally, third party for everybody else."""
    return DenialKind.OFFICIAL if denial.is_official else DenialKind.THIRD_PARTY
