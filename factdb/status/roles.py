"""What each statement does inside its claim: it alleges, repeats, corroborates, denies, admits, declines, withdraws.

The acts, which statement tells which act, and where the parties ended come in; one role a statement goes out. Roles
decide nothing.
"""

from collections.abc import Iterable, Iterator, Sequence

from factdb.records import Voice, VoiceRole
from factdb.status.act import Act
from factdb.status.standing import Standing
from factdb.words import DenialKind, Role, Stance


def roles_of(tellings: Iterable[tuple[Voice, Act]], acts: Sequence[Act], sides: Standing) -> Iterator[VoiceRole]:
    """What each voice does that tells an act, in the given order; a retelling of an assertion is a repetition."""
    leads = _assertion_roles(acts)
    for voice, act in tellings:
        if act.stance is Stance.ASSERTS:
            yield VoiceRole(voice.statement, leads.get(voice.statement, Role.REPETITION))
        else:
            role = _answer_role(act, sides)
            kind = kind_of(act) if act.stance is Stance.DENIES and role is not Role.WITHDRAWAL else None
            yield VoiceRole(voice.statement, role, kind)


def _assertion_roles(acts: Sequence[Act]) -> dict[str, Role]:
    """Allegation for the first that asserts and the first with a name; corroboration for each further party's first."""
    roles: dict[str, Role] = {}
    seen: set[str] = set()
    named = 0
    for act in acts:
        if act.stance is not Stance.ASSERTS:
            continue
        is_first = act.unit not in seen and not act.is_second_hand
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


def kind_of(denial: Act) -> DenialKind:
    """Official for an accused, who speaks for it and its ally, third party for everybody else."""
    return DenialKind.OFFICIAL if denial.is_official else DenialKind.THIRD_PARTY
