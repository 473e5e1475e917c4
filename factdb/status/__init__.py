"""The statements of one claim → its history: status by rule, never by hand.

In come the voices of one claim (each statement with its stance, its party's lineage and its date), the lineages of the
accused and the recorded alliances; out comes a `History`: status, changes with cause and rule, positions, roles, flags.
The fold opens no file, reads no clock, does not depend on the order of the voices, and says who said what, never what
is true.
"""

from factdb.status.fold import history_of
from factdb.status.walk import as_of, has_status

__all__ = ["as_of", "has_status", "history_of"]
