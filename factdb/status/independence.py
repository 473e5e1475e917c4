"""Which assertions may corroborate: those of parties that know for themselves and are not what the claim is about.

The acts of one claim come in and go out, those that never make a second independent party marked. The mark depends on
what was said until then alone, so that it does not change while the walk goes on.
"""

from collections.abc import Sequence

from factdb.status.act import Act
from factdb.words import Stance


def weighed(acts: Sequence[Act]) -> list[Act]:
    """The acts with `is_second_hand` set on the assertions that corroborate nothing.

    These are the words of a witness, a rumour or somebody only described; of an accused about what others had held
    against it by then; and of an outlet in an article that names another source for the same.
    """
    told = [act for act in acts if act.stance is Stance.ASSERTS and not act.is_accused]
    accused_since = min([act.moment for act in told], default=None)
    sourced = {act.voice.article for act in told if not act.voice.is_outlet}

    def is_second_hand(act: Act) -> bool:
        answers = act.is_accused and accused_since is not None and accused_since <= act.moment
        return act.is_unnamed or answers or (act.voice.is_outlet and act.voice.article in sourced)

    return [
        act._replace(is_second_hand=True) if act.stance is Stance.ASSERTS and is_second_hand(act) else act
        for act in acts
    ]
