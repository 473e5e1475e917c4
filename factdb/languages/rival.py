"""The `[[rival]]` sections of a pack: function words that tell a language from its near twin.

A model that reads letters takes one for the other, a reader goes by words such as "karena" and "kerana". No text is
read here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factdb.languages import raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A language easily taken for the pack's own: `ours` are words of the pack's language, `theirs` of `code`."""

    code: str
    ours: frozenset[str]
    theirs: frozenset[str]


@cache
def rivals(code: str) -> tuple[Rival, ...]:
    """The rivals that the pack of a language names."""
    return read(raw(code))


def read(pack: Mapping[str, object]) -> tuple[Rival, ...]:
    """The `[[rival]]` sections of a pack; ValueError where one has unknown keys or a word on both sides."""
    entries = pack.get("rival", [])
    if not isinstance(entries, list):
        raise ValueError("rival: must be [[rival]] sections")
    return tuple(_rival(entry) for entry in entries)


def _rival(entry: Mapping[str, Sequence[str]]) -> Rival:
    if set(entry) != {"code", "ours", "theirs"}:
        raise ValueError(f"rival: wants code, ours and theirs, has {', '.join(sorted(entry))}")
    rival = Rival(code=str(entry["code"]), ours=frozenset(entry["ours"]), theirs=frozenset(entry["theirs"]))
    if both := rival.ours & rival.theirs:
        raise ValueError(f"rival {rival.code}: on both sides: {', '.join(sorted(both))}")
    return rival
