"""Which assertions may corroborate, and which denials are official: what an act weighs beside the others of its claim.

The acts of one claim come in, in the order of the walk, and go out with those marked that never make a second
independent party and those by which an accused answers. Whether an assertion corroborates depends on what was said
until then alone, so that it does not change while the walk goes on.
"""

from collections.abc import Sequence

from factdb.records import Alliance
from factdb.status.act import ASSERTS, DENIES, Act
from factdb.status.sides import Lineage, is_ally, side_of
from factdb.status.when import when_of


def weighed(acts: list[Act]) -> list[Act]:
    """The acts with `is_second_hand` set on the assertions that corroborate nothing.

    These are the words of a witness, a rumour or somebody only described; of an accused about what others had held
    against it by then; and of an outlet in an article that names another source for the same.
    """
    told = [act for act in acts if act.stance is ASSERTS and not act.is_accused]
    accused_since = told[0].moment if told else None
    sourced = {act.voice.article for act in told if not act.voice.is_outlet}

    def is_second_hand(act: Act) -> bool:
        answers = act.is_accused and accused_since is not None and accused_since <= act.moment
        return act.is_unnamed or answers or (act.voice.is_outlet and act.voice.article in sourced)

    return [act._replace(is_second_hand=True) if act.stance is ASSERTS and is_second_hand(act) else act for act in acts]


def judged(acts: list[Act], accused: tuple[Lineage, ...], alliances: Sequence[Alliance]) -> list[Act]:
    """The acts with every denial known as official or not.

    Who shares its root with an accused speaks for it where nobody else of that root accuses: the Kremlin answers the
    United States for the Russian Ministry of Defence, but the police are a third party between two ministries.
    """
    if not any(act.stance is DENIES for act in acts):
        return acts
    accusing = {
        (act.voice.origin or act.voice.lineage)[-1] for act in acts if act.stance is ASSERTS and not act.is_accused
    }
    names = {name for one in accused for name in one}
    theirs = [one for one in alliances if one.one in names or one.other in names]

    def is_official(act: Act) -> bool:
        lineage, when = act.voice.origin or act.voice.lineage, when_of(act.voice)
        outward = lineage[-1] not in accusing and side_of(lineage, accused).shares_root
        return act.is_accused or outward or is_ally(lineage, accused, theirs, when)

    return [act._replace(is_official=True) if act.stance is DENIES and is_official(act) else act for act in acts]
