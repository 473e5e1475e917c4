"""Reports: what the store returns, made into tables and pages, and these into text or DataFrames.

Rows of the public views come in as mappings; `rendered(report, form)` gives text, `frame_of(report.table)` a DataFrame.
No database is known here.
"""

from factdb.report.catalogue import ENGLISH, LANGUAGES, speaking
from factdb.report.cite import cited
from factdb.report.contested import Scope, contested
from factdb.report.dossiers import Dossier, Row, dossiers_of, in_order_said, is_contested, sides
from factdb.report.explained import explanation
from factdb.report.formats import FOR_FILES, FORMATS, frame_of, rendered
from factdb.report.listings import claim, claims, found, listing, statements
from factdb.report.pages import Report, Table
from factdb.report.rivals import Compared, compared
from factdb.report.timeline import in_full, timeline
from factdb.report.visible import visible

__all__ = [
    "ENGLISH",
    "FORMATS",
    "FOR_FILES",
    "LANGUAGES",
    "Compared",
    "Dossier",
    "Report",
    "Row",
    "Scope",
    "Table",
    "cited",
    "claim",
    "claims",
    "compared",
    "contested",
    "dossiers_of",
    "explanation",
    "found",
    "frame_of",
    "in_full",
    "in_order_said",
    "is_contested",
    "listing",
    "rendered",
    "sides",
    "speaking",
    "statements",
    "timeline",
    "visible",
]
