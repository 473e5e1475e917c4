"""What Datasette tells about the file: titles, sentences, facets, order and questions.

The rows of `about` and `shown.toml` come in, Datasette's metadata goes out.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from factdb.store import TABLES, VIEWS, Reader

TITLE = "factdb: who claims what and who denies it"
# What somebody added to the file is shown, and so is what the file says about itself.
HIDDEN = ("alembic_version", *(name for name in TABLES if name != "about"))
Rows = Iterable[Mapping[str, Any]]


@cache
def shown() -> dict[str, Any]:
    """How views are shown and which questions are ready, as written in shown.toml."""
    told: dict[str, Any] = tomllib.loads((files("factdb.browse") / "shown.toml").read_text(encoding="utf-8"))
    return told


def metadata(about: Rows, reader: Reader) -> dict[str, Any]:
    """Datasette's metadata of a file, in the words that the file has for itself."""
    sentences = {(row["kind"], row["view"], row["name"]): row["explanation"] for row in about}
    views = {name: of_view(name, reader.columns(name), sentences) for name in VIEWS}
    tables = {name: {"hidden": True, **shown()["table"].get(name, {})} for name in HIDDEN}
    queries = {name: {**query, "hide_sql": True} for name, query in shown()["query"].items()}
    told = {"title": TITLE, "description": sentences["file", "", "status"]}
    return {**told, "databases": {"factdb": {**told, "tables": views | tables, "queries": queries}}}


def of_view(name: str, columns: tuple[str, ...], sentences: Mapping[tuple[str, str, str], str]) -> dict[str, Any]:
    """How one view is shown: it can be sorted by any column, and every column is explained."""
    return {
        "description": sentences["view", name, name],
        "columns": {column: sentences["column", name, column] for column in columns},
        "sortable_columns": list(columns),
        **shown()["view"][name],
    }
