"""What a pack that says `extends = "xx"` takes over from the pack of a near language.

In come the base pack and the pack's own tables, out goes the whole. A table is laid over the base's key by key, a list
adds to the base's: an entry `~word` takes back a word that the near language uses and this one does not, `~*` all of
them. Of `[[cue]]` and `[[noun]]` those are the same that agree in stance and frame; all else replaces what was there.
`NOT_INHERITED` is each pack's own affair. No pack file is read here.
"""

from collections.abc import Mapping, Sequence

NOT_INHERITED = frozenset({"code", "name", "rival"})
BACK = "~"

Table = Mapping[str, object]


def inherited(base: Table, own: Table) -> dict[str, object]:
    """The whole pack; ValueError where a word is taken back that the base does not have.

    >>> base = {"speech": {"that": ["bahwa", "apakah"], "order": "svo"}}
    >>> inherited(base, {"speech": {"that": ["bahawa", "~bahwa"]}})
    {'speech': {'that': ['apakah', 'bahawa'], 'order': 'svo'}}
    """
    return _laid_over({key: value for key, value in base.items() if key not in NOT_INHERITED}, own)


def _laid_over(base: Table, own: Table) -> dict[str, object]:
    return {**base, **{key: _value(base.get(key), value, key) for key, value in own.items()}}


def _value(base: object, own: object, key: str) -> object:
    if isinstance(base, dict) and isinstance(own, dict):
        return _laid_over(base, own)
    if not (isinstance(base, list) and isinstance(own, list)):
        return own
    if all(isinstance(entry, dict) for entry in (*base, *own)):
        return _tables(base, own)
    return _words(base, own, key) if all(isinstance(entry, str) for entry in (*base, *own)) else own


def _words(base: Sequence[str], own: Sequence[str], key: str) -> list[str]:
    back = {entry.removeprefix(BACK) for entry in own if entry.startswith(BACK)}
    if unknown := back - {"*", *base}:
        raise ValueError(f"{key}: takes back what its base does not have: {', '.join(sorted(unknown))}")
    kept = [] if "*" in back else [entry for entry in base if entry not in back]
    return [*kept, *(entry for entry in own if not entry.startswith(BACK) and entry not in kept)]


def _tables(base: Sequence[Table], own: Sequence[Table]) -> list[Table]:
    """The base's tables with the own ones of the same kind laid over them, then those of a new kind."""
    tables = {_kind(table): table for table in base}
    for table in own:
        tables[_kind(table)] = _laid_over(tables.get(_kind(table), {}), table)
    return list(tables.values())


def _kind(table: Table) -> tuple[object, object]:
    return table.get("stance"), table.get("frame", "clause")
