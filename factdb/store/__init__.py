"""The database: tables, public views, search, migrations; saving what the stages found and fetching it again.

`open_database` gives a `Database`; `reading()`, `looking_back(…)` and `writing(…)` give a `Reader`, one of
a past moment, and a `Writer`, each within one transaction.
Records come in and go out; rows of SQLAlchemy never leave this room. It draws no conclusion from what it keeps.
"""

from factdb.store.copying import Copied
from factdb.store.database import Database, open_database, would_be_created
from factdb.store.decisions import ANSWERS
from factdb.store.fetch_tracked import FOLLOWED
from factdb.store.fetch_versions import Versions
from factdb.store.handover import backup, publish
from factdb.store.homes import SAME, Homes
from factdb.store.integrity import REBUILD, RESTORE
from factdb.store.model import TABLES
from factdb.store.partytree import PARTY_QUESTIONS
from factdb.store.past import Past
from factdb.store.past_day import PastDay
from factdb.store.read import Candidate, Doubtful, PlacedAppearance, Reader
from factdb.store.save_decisions import ARTICLE_FIELDS
from factdb.store.save_histories import Differences
from factdb.store.search import question
from factdb.store.surface import VIEWS
from factdb.store.upgrading import Upgraded, upgrade
from factdb.store.write import Writer

__all__ = [
    "ANSWERS",
    "ARTICLE_FIELDS",
    "FOLLOWED",
    "PARTY_QUESTIONS",
    "REBUILD",
    "RESTORE",
    "SAME",
    "TABLES",
    "VIEWS",
    "Candidate",
    "Copied",
    "Database",
    "Differences",
    "Doubtful",
    "Homes",
    "Past",
    "PastDay",
    "PlacedAppearance",
    "Reader",
    "Upgraded",
    "Versions",
    "Writer",
    "backup",
    "open_database",
    "publish",
    "question",
    "upgrade",
    "would_be_created",
]
