"""Extraction: an article, its language pack and the gazetteer in; statements with their exact words out.

`statements_in` is the front door. Pure: no file, no clock, no database.
"""

from factdb.extract.statements import Extracted, statements_in

__all__ = ["Extracted", "statements_in"]
