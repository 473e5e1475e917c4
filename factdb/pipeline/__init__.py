"""The one place where the stages meet the store: articles in, claims with their histories kept, one changeset a batch.

`load` is what `factdb load` does, `track` what `factdb claim track` does with claims from `tracked_in` or `wanted`.
`merge` brings another database in. `deciding` opens a desk at which a person decides, `decide` is one answer to a
review; `undo` takes back what a changeset did. `add_party`, `alias_party`, `merge_parties`, `place_party` and
`ally_parties` decide who is who.
`import_verdicts` brings the verdicts of fact-checkers, `give_verdict` is a person's own. `Reviewing` shows what the
machine is not sure of and takes a person's replies, `export_review` and `import_review` do so by a spreadsheet.
`check` proves a database, `rebuild` derives everything anew, `upgrade` brings an older database to this version's
schema; `backup` copies one, `publish` makes a compact file of it for others. `looking_back` reads one as it was at a
moment.
"""

from factdb.pipeline.assessing import GivenVerdict, WithdrawnVerdict, give_verdict, scale_of, withdraw_verdict
from factdb.pipeline.checking import CheckResult, check
from factdb.pipeline.deciding import decide
from factdb.pipeline.desk import Desk, deciding
from factdb.pipeline.differing import Difference, changes
from factdb.pipeline.judging import VerdictResult, import_verdicts
from factdb.pipeline.loading import load
from factdb.pipeline.merging import MergeResult, merge
from factdb.pipeline.naming import PartyResult, add_party, alias_party, ally_parties, merge_parties, place_party
from factdb.pipeline.past import looking_back
from factdb.pipeline.publishing import publish
from factdb.pipeline.queue import Asked
from factdb.pipeline.rebuilding import RebuildResult, rebuild
from factdb.pipeline.reextracting import ReextractResult, reextract
from factdb.pipeline.rereading import Reread, reread
from factdb.pipeline.result import LoadResult
from factdb.pipeline.reviewing import ImportResult, Reviewing, export_review, import_review
from factdb.pipeline.tracking import TrackResult, track
from factdb.pipeline.undoing import UndoResult, undo
from factdb.pipeline.wanted import tracked_in, wanted
from factdb.pipeline.watching import NewStatement, WatchedChange
from factdb.store import Copied, Upgraded, backup, upgrade

__all__ = [
    "Asked",
    "CheckResult",
    "Copied",
    "Desk",
    "Difference",
    "GivenVerdict",
    "ImportResult",
    "LoadResult",
    "MergeResult",
    "NewStatement",
    "PartyResult",
    "RebuildResult",
    "ReextractResult",
    "Reread",
    "Reviewing",
    "TrackResult",
    "UndoResult",
    "Upgraded",
    "VerdictResult",
    "WatchedChange",
    "WithdrawnVerdict",
    "add_party",
    "alias_party",
    "ally_parties",
    "backup",
    "changes",
    "check",
    "decide",
    "deciding",
    "export_review",
    "give_verdict",
    "import_review",
    "import_verdicts",
    "load",
    "looking_back",
    "merge",
    "merge_parties",
    "place_party",
    "publish",
    "rebuild",
    "reextract",
    "reread",
    "scale_of",
    "track",
    "tracked_in",
    "undo",
    "upgrade",
    "wanted",
    "withdraw_verdict",
]
