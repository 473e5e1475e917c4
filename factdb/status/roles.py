"""What each statement does inside its claim: it alleges, repeats, corroborates, denies, admits, declines, withdraws.

The acts, which statement tells which act, and where the parties ended come in; one role a statement goes out, in the
order of the walk. Roles decide nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from factdb.records import Voice, VoiceRole
from factdb.status.act import Act
from factdb.status.standing import Standing
from factdb.words import DenialKind, Role, Stance


def roles_of(
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
        kind = kind_of(act) if act.stance is Stance.DENIES and role is not Role.WITHDRAWAL else None
        yield VoiceRole(statement=voice.statement, role=role, denial_kind=kind)


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
