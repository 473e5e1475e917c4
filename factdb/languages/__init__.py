"""Language packs: how people say things, as data. One TOML file a language, checked when it is read.

`pack(code)` gives the pack of a language, `codes()` those there are. Each section of a pack has a module here with the
frozen dataclass that holds it and a `read` function that refuses unknown keys. A pack that extends that of a near
language holds what is different there (`inheriting`). docs/languages.md tells how to add one.
"""

import tomllib
from functools import cache
from pathlib import Path

from factdb.languages.inheriting import inherited

FOLDER = Path(__file__).parent


@cache
def codes() -> tuple[str, ...]:
    """The languages that factdb reads, as codes, sorted."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


@cache
def raw(code: str) -> dict[str, object]:
    """The pack of a language as its TOML file and the one it extends give it; KeyError where there is none."""
    own, base = _own(code)
    return own if base is None else inherited(raw(base), own)


def base_of(code: str) -> str | None:
    """The near language on whose pack that of a language stands; None where there is none."""
    return _own(code)[1] if code in codes() else None


@cache
def _own(code: str) -> tuple[dict[str, object], str | None]:
    """The pack as its TOML file gives it, and the code of the one that it extends."""
    file = FOLDER / f"{code}.toml"
    if not file.is_file():
        raise KeyError(code)
    own = tomllib.loads(file.read_text(encoding="utf-8"))
    base = own.pop("extends", None)
    return own, None if base is None else str(base)
