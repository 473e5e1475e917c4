"""Extraction: an article, its language pack and the gazetteer in; statements with their exact words out.

`statements_in` is the front door; `key_of` tells a statement's key from what it says. Pure: no file, no clock, no
database.
"""

from factdb.extract.statements import Extracted, key_of, statements_in

__all__ = ["Extracted", "key_of", "statements_in"]
