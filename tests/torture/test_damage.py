"""A damaged file is refused in words, or what it shows is what it showed before; nothing crashes on it.

Some places of the file in the suite; FACTDB_TORTURE=full tries every page and every boundary.
"""

import random
from pathlib import Path

from tests.torture.commands import REPORT, tried
from tests.torture.scale import FULL

PAGE = 4096
FEW = 12


def some(numbers: range) -> list[int]:
    return list(numbers) if FULL else sorted(random.Random(5).sample(numbers, FEW))


def pages(file: Path) -> int:
    return file.stat().st_size // PAGE


def put(folder: Path, content: bytes) -> Path:
    """A fresh file of this content, with nothing beside it."""
    file = folder / "factdb.db"
    for old in folder.glob("factdb.db*"):
        old.unlink()
    file.write_bytes(content)
    return file


def test_truncated(tmp_path: Path, small: Path, more: str) -> None:
    whole = small.read_bytes()
    boundaries = [number * PAGE for number in some(range(1, pages(small)))]
    within = [size + 2000 for size in boundaries]
    for size in (1, 15, 16, 50, 99, 100, 101, 512, 1024, PAGE - 1, *boundaries, *within):
        for command in (REPORT, ("load", more)):
            file = put(tmp_path, whole[:size])
            did, told = tried(file, *command)
            assert not did, f"{command[0]} on the first {size} bytes"
            assert "damaged" in told
            assert file.read_bytes() == whole[:size]


def test_truncated_to_nothing(tmp_path: Path, more: str) -> None:
    assert "is empty, no database yet" in tried(put(tmp_path, b""), *REPORT)[1]
    assert tried(put(tmp_path, b""), "load", more)[0]


def test_overwritten_pages(tmp_path: Path, small: Path, more: str) -> None:
    whole = small.read_bytes()
    _, shown = tried(put(tmp_path, whole), *REPORT)
    refused = 0
    for page in some(range(pages(small))):
        for content in (bytes(PAGE), b"\xff" * PAGE, random.Random(page).randbytes(PAGE)):
            broken = whole[: page * PAGE] + content + whole[(page + 1) * PAGE :]
            did, told = tried(put(tmp_path, broken), *REPORT)
            refused += not did
            assert told == shown if did else "damaged" in told, f"page {page + 1}"
            did, told = tried(put(tmp_path, broken), "load", more)
            assert did or "damaged" in told, f"page {page + 1}"
    assert refused
