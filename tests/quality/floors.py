"""The floors that quality must not fall under (floors.toml): reading, comparing, raising, lowering with a reason.

A floor is the least value of a figure; a ceiling, in a table `….ceilings`, the greatest one. `--update-baseline`
raises floors to a little below what is measured and never lowers one; `--lower-floor REASON` lowers those that are
undercut and writes down why.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

FILE = Path(__file__).with_name("floors.toml")
MARGIN = {"seeds": 0.02, "dossiers": 0.01}
HEAD = """# The least that quality must reach: written by `pytest tests/quality --update-baseline` (which only
# raises it) and by `--lower-floor REASON`. Ceilings must not be exceeded. What is measured: tests/quality/scoring.py.
"""
Tables = dict[str, dict[str, float]]


def read(file: Path = FILE) -> tuple[Tables, list[str]]:
    """The floors by table, and the reasons for which some were lowered."""
    raw = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    reasons = list(raw.pop("lowered", []))
    return {f"{top}.{name}": dict(table) for top, tables in raw.items() for name, table in tables.items()}, reasons


def undercut(floors: Tables, measured: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What falls short, in words; empty where all floors hold. A figure that is not measured any more falls short."""
    short = []
    for table in sorted(set(floors) & set(measured)):
        for name, floor in sorted(floors[table].items()):
            value = measured[table].get(name)
            if value is None or is_worse(table, value, floor):
                short.append(f"{table} {name}: {value if value is None else round(value, 4)}, the floor is {floor}")
    return short


def is_worse(table: str, value: float, floor: float) -> bool:
    return value > floor if table.endswith(".ceilings") else value < floor


def updated(floors: Tables, measured: Mapping[str, Mapping[str, float]], is_lowering: bool) -> Tables:
    """The floors after a measurement: raised where it is better, lowered only where that is asked for."""
    after = {table: dict(values) for table, values in floors.items()}
    for table, values in measured.items():
        for name, value in values.items():
            floor, near = after.setdefault(table, {}).get(name), beside(table, value)
            if floor is None or is_worse(table, floor, near) or (is_lowering and is_worse(table, value, floor)):
                after[table][name] = near
    return after


def beside(table: str, value: float) -> float:
    """A floor a little below what is measured, or a ceiling a little above; whole numbers stand as they are."""
    if isinstance(value, int):
        return value
    if table.endswith(".ceilings"):
        return math.ceil(value * 1.05 * 10) / 10
    return max(0.0, math.floor((value - MARGIN[table.split(".")[0]]) * 100) / 100)


def write(floors: Tables, reasons: list[str], file: Path = FILE) -> None:
    file.write_text("\n".join(lines(floors, reasons)) + "\n", encoding="utf-8")


def lines(floors: Tables, reasons: list[str]) -> Iterator[str]:
    yield HEAD.rstrip()
    yield "lowered = [" + "".join(f"\n    {quoted(reason)}," for reason in reasons) + ("\n]" if reasons else "]")
    for table, values in sorted(floors.items()):
        yield f"\n[{table}]"
        yield from (f"{name} = {value}" for name, value in sorted(values.items()))


def quoted(reason: str) -> str:
    escaped = reason.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{" ".join(escaped.split())}"'
