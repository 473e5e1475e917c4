"""Reports: what the store returns, made into tables and pages, and these into text or DataFrames.

Rows of the public views come in as mappings; `rendered(report, form)` gives text, `frame_of(report.table)` a DataFrame.
No database is known here.
"""

from factdb.report.article import article
from factdb.report.catalogue import ENGLISH, LANGUAGES, speaking
from factdb.report.changes import changes
from factdb.report.cite import cited
from factdb.report.contested import contested
from factdb.report.coverage import coverage
from factdb.report.denials import denials
from factdb.report.dossiers import THIN_LINK, Dossier, Row, dossiers_of, in_order_said, is_contested, names_in, sides
from factdb.report.explained import explanation
from factdb.report.formats import FOR_FILES, FORMATS, PICTURES, frame_of, rendered
from factdb.report.listings import claim, claims, found, listing, statements
from factdb.report.log import Done, log
from factdb.report.one_claim import one_claim
from factdb.report.pages import Entry, Passage, Report, Table
from factdb.report.rivals import Compared, compared
from factdb.report.scope import Scope, at_moment, date_in, moment, officially, restricted, scope
from factdb.report.svg import inline
from factdb.report.timeline import timeline
from factdb.report.visible import json_text, visible

__all__ = [
    "ENGLISH",
    "FORMATS",
    "FOR_FILES",
    "LANGUAGES",
    "PICTURES",
    "THIN_LINK",
    "Compared",
    "Done",
    "Dossier",
    "Entry",
    "Passage",
    "Report",
    "Row",
    "Scope",
    "Table",
    "article",
    "at_moment",
    "changes",
    "cited",
    "claim",
    "claims",
    "compared",
    "contested",
    "coverage",
    "date_in",
    "denials",
    "dossiers_of",
    "explanation",
    "found",
    "frame_of",
    "in_order_said",
    "inline",
    "is_contested",
    "json_text",
    "listing",
    "log",
    "moment",
    "names_in",
    "officially",
    "one_claim",
    "rendered",
    "restricted",
    "scope",
    "sides",
    "speaking",
    "statements",
    "timeline",
    "visible",
]
