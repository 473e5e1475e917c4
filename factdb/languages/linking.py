"""How a language words what linking must know: words without content, who is meant by "we", what points back.

In comes the `[linking]` section of a language pack, out goes a frozen `Linking`. Nothing here decides which statements
belong together; it only says which words count and how a word is shortened to its stem.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from factdb.errors import InputError
from factdb.languages import codes, raw
from factdb.languages.frequency import commonness

KEYS = frozenset(
    {"stop", "opening", "own", "by", "active", "passive", "accuse", "saying", "untrue"}
    | {"negation", "soft", "grave", "affixes"}
)
SHORTEST_STEM = 4
KNOWN_WORD = 2.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Linking:
    """The linking words of one language, lower case; each language has one, which is equal to itself alone.

    `stop` carries no content; `opening` only ties what follows to the words before; `own` are words by which speakers
    mean themselves; `by` stands before a doer named after the act; `active` and `passive` are verbs in which somebody
    does and something is done, or how such verbs begin (`di-`) or end (`-ed`); `accuse` stands before the one accused;
    `saying` are nouns for what was said ("allegation"), `untrue` words that call it false: a denial made of these
    points back; `soft` marks wishes, demands and forecasts; `grave` are stems of acts that are held against somebody.
    `prefixes` and `suffixes` pair what is cut with what takes its place.
    """

    code: str
    stop: frozenset[str]
    opening: frozenset[str]
    own: frozenset[str]
    by: frozenset[str]
    active: frozenset[str]
    passive: frozenset[str]
    accuse: frozenset[str]
    saying: frozenset[str]
    untrue: frozenset[str]
    negation: frozenset[str]
    soft: frozenset[str]
    grave: frozenset[str]
    prefixes: tuple[tuple[str, str], ...]
    suffixes: tuple[tuple[str, str], ...]


@cache
def linking(code: str) -> Linking:
    """The linking words of a language; those of English where the language has no pack."""
    return read(code if code in codes() else "en")


def read(code: str) -> Linking:
    """The `[linking]` section of a pack as a record.

    Raises `InputError` where the section is missing or holds a key that nobody reads.
    """
    section = raw(code).get("linking")
    if not isinstance(section, dict):
        raise InputError(f"The language pack {code}.toml has no [linking] section.")
    if unknown := sorted(set(section) - KEYS):
        raise InputError(
            f"Unknown keys in [linking] of {code}.toml: {', '.join(unknown)}. Known are {', '.join(KEYS)}."
        )
    affixes = cast(Mapping[str, list[object]], section.get("affixes", {}))
    prefixes, suffixes = (_pairs(affixes.get(side, [])) for side in ("prefixes", "suffixes"))
    bare = Linking(code=code, **dict.fromkeys(KEYS - {"affixes"}, frozenset()), prefixes=prefixes, suffixes=suffixes)
    sets = {key: _words(section.get(key, [])) for key in KEYS - {"affixes"}}
    sets["grave"] = frozenset(stem(word, bare) for word in sets["grave"]) | sets["grave"]
    return Linking(code=code, **sets, prefixes=prefixes, suffixes=suffixes)


@lru_cache(maxsize=1 << 16)
def stem(word: str, words: Linking) -> str:
    """A lower-cased word without its affixes: of the readings that the pack allows, the most frequent word.

    >>> stem("mengekspor", linking("id")), stem("pengirimannya", linking("id")), stem("shelling", linking("en"))
    ('ekspor', 'kirim', 'shell')
    >>> [stem(word, linking("en")) for word in ("companies", "nominated", "bribing", "planned", "speed", "families")]
    ['company', 'nominate', 'bribe', 'plan', 'speed', 'family']
    """
    bares = [word, *(word.removesuffix(cut) + put for cut, put in words.suffixes if word.endswith(cut))]
    cuts = [(cut, put) for cut, put in words.prefixes if word.startswith(cut)]
    readings = {*bares, *(put + bare[len(cut) :] for bare in bares for cut, put in cuts if bare.startswith(cut))}
    fair = [one for one in readings if len(one) >= SHORTEST_STEM] or [word]
    known = [one for one in fair if one != word and commonness(one, words.code) >= KNOWN_WORD]
    return min(known, key=lambda one: (-commonness(one, words.code), one)) if known else word


def _pairs(listed: list[object]) -> tuple[tuple[str, str], ...]:
    """Affixes as the pack lists them: a pair of what is cut and what takes its place, or alone what is only cut."""
    return tuple(
        (one, "") if isinstance(one, str) else (str(one[0]), str(one[1])) for one in cast(list[str | list[str]], listed)
    )


def _words(listed: object) -> frozenset[str]:
    return frozenset(listed.split() if isinstance(listed, str) else (str(one) for one in cast(list[object], listed)))
