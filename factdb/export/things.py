"""What both standards need: who somebody is in the words of schema.org, and where an article is.

A property whose value is not known is left out, never written as null: in linked data that would say something else.
"""

import re
from collections.abc import Mapping
from typing import Any

from factdb.words import ARTICLE_URN

Row = Mapping[str, Any]
Thing = dict[str, Any]

KINDS = {
    "person": "Person",
    "media": "NewsMediaOrganization",
    "political_party": "PoliticalParty",
    **dict.fromkeys(("company", "organisation", "international", "armed_group"), "Organization"),
    **dict.fromkeys(("state", "government", "ministry", "agency", "province", "city"), "GovernmentOrganization"),
    **dict.fromkeys(("armed_force", "police", "court", "parliament"), "GovernmentOrganization"),
}
"""The type of schema.org for a kind of party. Of a party that only articles name (kind `group`) nobody knows
whether it is a person or an organization, and an unnamed one is neither: these have no type, and are told as text."""


def known(**properties: object) -> Thing:
    """The properties whose value is known."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], ())}


def agent(name: str, kinds: Mapping[str, str]) -> Thing | None:
    """A party as the person or organization that it is; None where that is not known, or it is neither."""
    kind = KINDS.get(kinds.get(name, ""))
    return {"@type": kind, "name": name} if kind else None


def listed(names: str | None) -> list[str]:
    """The names of a list as views join it."""
    return names.split("; ") if names else []


def address(url: object) -> str | None:
    """An address of the web, None for any other (a script, a file, a name of a folder)."""
    return url if isinstance(url, str) and re.fullmatch(r"https?://[^\s<>\"]+", url) else None


def name_of(article: Row) -> str:
    """The name of an article's stored text, the same in every database that holds it."""
    return f"{ARTICLE_URN}{article['key']}"


def language(code: object) -> str | None:
    """A language, None where it could not be told."""
    return None if code == "und" else str(code)


def number(value: float | None) -> float | None:
    """A number without a fraction that says nothing."""
    return int(value) if value is not None and value == int(value) else value
