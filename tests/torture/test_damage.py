"""A damaged file is refused in words, or what it shows is what it showed before; nothing crashes on it.

Some places of the file in the suite; FACTDB_TORTURE=full tries every page and every boundary.
"""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from factdb.store.connect import PAGE
from tests.torture.commands import REPORT, checked, tried
from tests.torture.scale import FULL

FEW = 6


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
        file = put(tmp_path, whole[:size])
        assert not checked(file)[0], f"the first {size} bytes"
        for command in (REPORT, ("load", more)):
            did, told = tried(file, *command)
            if did:
                assert size > len(whole) - PAGE, f"{command[0]} on the first {size} bytes"
            else:
                assert "damaged" in told
                assert file.read_bytes() == whole[:size]


def test_truncated_to_nothing(tmp_path: Path, more: str) -> None:
    assert "is empty, no database yet" in tried(put(tmp_path, b""), *REPORT)[1]
    assert tried(put(tmp_path, b""), "load", more)[0]


def test_overwritten_pages(tmp_path: Path, small: Path, more: str) -> None:
    whole = small.read_bytes()
    _, shown = tried(put(tmp_path, whole), *REPORT)
    refused = 0
    for page in {0, 1, *some(range(pages(small)))}:
        contents = (bytes(PAGE), b"\xff" * PAGE, random.Random(page).randbytes(PAGE))
        for content in contents if FULL else contents[page % 3 :][:1]:
            broken = whole[: page * PAGE] + content + whole[(page + 1) * PAGE :]
            did, told = tried(put(tmp_path, broken), *REPORT)
            refused += not did
            assert told == shown if did else "damaged" in told, f"page {page + 1}"
            did, told = tried(put(tmp_path, broken), "load", more)
            assert did or "damaged" in told, f"page {page + 1}"
            assert not checked(put(tmp_path, broken))[0], f"page {page + 1}"
    assert refused


EDITED = {
    "an edited quote": "UPDATE statement SET quote = replace(quote, 'never', 'often') WHERE quote LIKE '%never%'",
    "a deleted statement": "DELETE FROM statement WHERE statement_id = (SELECT min(statement_id) FROM statement)",
    "a deleted article": "DELETE FROM article WHERE article_id = 3",
    "a statement slipped in": "CREATE TEMP TABLE one AS SELECT * FROM statement LIMIT 1; "
    "UPDATE one SET statement_id = 999, key = 'slipped', decided_by = 'ana'; INSERT INTO statement SELECT * FROM one",
    "a dropped table": "DROP TABLE claim_state",
    "a dropped view": "DROP VIEW claim_status",
    "a dropped index": "DROP INDEX uq_statement_key",
    "a dropped trigger": "DROP TRIGGER statement_deleted",
    "another view": "DROP VIEW claim_status; CREATE VIEW claim_status AS SELECT 'denied' AS status",
    "an emptied search": "DELETE FROM statement_search_data",
}


@pytest.mark.parametrize("name", EDITED)
def test_edited_past_factdb(name: str, tmp_path: Path, small: Path, more: str) -> None:
    """As in DB Browser, with foreign keys off: check tells, and no command crashes on it."""
    file = put(tmp_path, small.read_bytes())
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript(EDITED[name])
    edited = file.read_bytes()
    is_sound, told = checked(file)
    assert not is_sound
    assert "estore a backup" in told or "`factdb rebuild`" in told
    copies = [(command, str(tmp_path / f"{command}.db")) for command in ("backup", "publish")]
    for command in (REPORT, ("statements",), ("search", "denied"), ("load", more), ("rebuild",), *copies):
        did, words = tried(put(tmp_path, edited), *command)
        assert did or "is damaged" in words
    place = str(tmp_path / "own.db")
    assert "nothing of it was merged" in tried(place, "merge", str(put(tmp_path, edited)))[1]
    assert not Path(place).exists()
