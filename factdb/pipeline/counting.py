"""How many articles there are to read at most, told before any is read, for a bar that knows its end.

In come paths, out goes a number: files of one article count one, JSON Lines count their lines. Nothing is parsed.
"""

from collections.abc import Sequence
from pathlib import Path

from factdb.read.sources import STDIN, opened, sources

PART = 1 << 20


def articles_at_most(paths: Sequence[str]) -> int | None:
    """The articles in these files at most, None where only reading could tell: standard input, CSV,
    Parquet.

    Raises InputError for a path that means no file.
    """
    files = sources(paths)
    if any(file.name == STDIN or file.path.suffix.lower() in (".csv", ".parquet") for file in files):
        return None
    return sum(_lines(file.path) if file.path.suffix.lower() == ".jsonl" else 1 for file in files)


def _lines(file: Path) -> int:
    """The lines of a file; 0 where it cannot be read, which the reader will tell."""
    count, last = 0, b"\n"
    try:
        with opened(file) as data:
            while part := data.read(PART):
                count, last = count + part.count(b"\n"), part[-1:]
    except OSError:
        return 0
    return count + (last != b"\n")
