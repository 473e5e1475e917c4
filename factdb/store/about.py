"""What the file says about itself: a sentence for every view, column and word of the vocabularies, kept in about.toml.

`view_columns` come in, rows of the table `about` go out. A column without a sentence is our mistake and fails.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

VOCABULARIES = {
    "stance": "Stance",
    "status": "Status",
    "role": "Role",
    "denial_kind": "DenialKind",
    "flag": "Flag",
    "said_on_basis": "SaidOnBasis",
    "published_basis": "PublishedBasis",
    "origin": "Origin",
    "party": "UNNAMED_PARTIES",
    "decided_by": "MACHINE",
}


@cache
def sentences() -> dict[str, Any]:
    """The explanations as written."""
    return tomllib.loads((files("factdb.store") / "about.toml").read_text(encoding="utf-8"))


def about_rows(view_columns: Mapping[str, tuple[str, ...]]) -> list[dict[str, object]]:
    """The rows of `about`: the file itself first, then views with their columns, then words.

    Raises KeyError where a column has no sentence; the views stand in the order of their own sentences.
    """
    told = sentences()
    rows = [{"kind": "file", "view": "", "name": name, "explanation": line} for name, line in told["file"].items()]
    for view, line in told["view"].items():
        own = told["column_of"].get(view, {})
        rows.append({"kind": "view", "view": view, "name": view, "explanation": line})
        for name in view_columns[view]:
            explanation = own[name] if name in own else told["column"][name]
            rows.append({"kind": "column", "view": view, "name": name, "explanation": explanation})
    for kind in VOCABULARIES:
        for name, explanation in told[kind].items():
            rows.append({"kind": kind, "view": "", "name": name, "explanation": explanation})
    return [{"about_id": number, **row} for number, row in enumerate(rows, start=1)]
