"""Claims and statements in the words of others' standards, so that other programs can read them.

Rows of the public views come in as mappings, objects that can be written as JSON go out: `linked_data` gives claims
and verdicts as schema.org JSON-LD, `annotations` statements as W3C Web Annotations. No database is known here, and no
rating is ever made of a status.
"""

from factdb.export.annotations import annotations
from factdb.export.claims import Told, linked_data

__all__ = ["FORMS", "Told", "annotations", "linked_data"]

FORMS = ("jsonld", "annotations")
