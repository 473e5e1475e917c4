"""One byte of the file is flipped, or a few overwritten, anywhere: it cannot change what is shown without being found.

Either the database is refused, or every public view shows exactly what it showed before, or `factdb check` reports it.
Some dozens of places in the suite; FACTDB_TORTURE=full tries thousands.
"""

import random
from collections import Counter
from pathlib import Path

from factdb import pipeline
from factdb.errors import DatabaseError
from factdb.store import VIEWS, open_database
from tests.torture.scale import FULL, SEED
from tests.torture.soundness import remove

FLIPS = 5000 if FULL else 60


def test_what_is_shown_cannot_change_unnoticed(tmp_path: Path, small: Path) -> None:
    print(f"FACTDB_SEED={SEED}")
    whole, chance, place = small.read_bytes(), random.Random(SEED), str(tmp_path / "factdb.db")
    before, said = shown(str(small)), quotes(str(small))
    assert pipeline.check(str(small)).is_sound
    ends: Counter[str] = Counter()
    for number in range(FLIPS):
        anywhere = chance.randrange(len(whole))
        damaged, what = changed(whole, anywhere if number % 3 else whole.index(chance.choice(said)), chance)
        remove(place)
        Path(place).write_bytes(damaged)
        end = outcome(place, before)
        assert end != "unnoticed", f"{what} goes unnoticed: {differing(before, shown(place))}"
        ends[end] += 1
    print(dict(ends))
    assert min(ends[end] for end in ("refused", "shown as before", "reported")) > 0


def outcome(place: str, before: dict[str, list[str]]) -> str:
    try:
        if shown(place) == before:
            return "shown as before"
        return "unnoticed" if pipeline.check(place).is_sound else "reported"
    except DatabaseError:
        return "refused"


def shown(place: str) -> dict[str, list[str]]:
    """All rows of all public views."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        return {view: sorted(repr(row) for row in reader.rows(view)) for view in VIEWS}


def quotes(place: str) -> list[bytes]:
    """What stands in the file in so many words, for one flip of three to hit."""
    with open_database(place, read_only=True) as database, database.reading() as reader:
        said = [str(row["quote"]).encode()[:40] for row in reader.rows("statement_details")]
    return [quote for quote in said if quote in Path(place).read_bytes()]


def changed(whole: bytes, at: int, chance: random.Random) -> tuple[bytes, str]:
    """The file with one bit flipped, one byte or a few exchanged there, and what that is."""
    kind = chance.choice(("bit", "byte", "few"))
    if kind == "bit":
        new = bytes([whole[at] ^ 1 << chance.randrange(8)])
    else:
        new = chance.randbytes(1 if kind == "byte" else chance.randint(2, 8))
    old = whole[at : at + len(new)]
    return whole[:at] + new[: len(old)] + whole[at + len(new) :], f"{old!r} → {new!r} at byte {at} (seed {SEED})"


def differing(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """The rows of each view that are not as they were."""
    return [f"{view}: {row}" for view in VIEWS for row in sorted(set(after[view]) ^ set(before[view]))][:6]
