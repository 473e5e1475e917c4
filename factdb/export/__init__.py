"""Claims and statements in the words of others' standards, so that other programs can read them.

Rows of the public views come in as mappings, objects that can be written as JSON go out: `linked_data` gives claims
and verdicts as schema.org JSON-LD, `annotations` statements as W3C Web Annotations; `write_parquet` writes a view as
it is. No database is known here, and no rating is ever made of a status.
"""

from factdb.export.annotations import annotations
from factdb.export.claims import Told, linked_data
from factdb.export.parquet import ORDER, library, write_parquet

__all__ = ["FOLDERS", "FORMS", "ORDER", "Told", "annotations", "library", "linked_data", "write_parquet"]

FOLDERS = ("parquet",)
"""Forms that are a folder of files."""

FORMS = ("jsonld", "annotations", *FOLDERS)
