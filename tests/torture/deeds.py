"""What is done to a database in a process of its own: deeds that can be killed."""

from pathlib import Path

from factdb import pipeline
from factdb.errors import FactdbError

BATCH = 5
SIGN = b"."
REVIEWS = 12


def load(place: str, file: str, log: str) -> None:
    """Loads a file, a few articles a transaction, and adds a sign to the log after each.

    An error of the user's goes into the log instead of crashing, behind all signs.
    """
    with Path(log).open("wb", buffering=0) as done:
        try:
            pipeline.load(
                place, [file], batch=BATCH, author="loader", progress=lambda _done, _total: done.write(SIGN) and None
            )
        except FactdbError as error:
            done.write(str(error).encode())


def rebuild(place: str) -> None:
    """Derives everything anew."""
    pipeline.rebuild(place)


def upgrade(place: str) -> None:
    """Brings an older database to this version."""
    pipeline.upgrade(place)


def review(place: str) -> None:
    """Two people answer what the machine asks, one answer a transaction; they disagree on every fourth."""
    for number in range(1, REVIEWS + 1):
        pipeline.decide(place, number, "accepted" if number % 3 else "rejected", author="ana")
        if number % 4 == 0:
            pipeline.decide(place, number, "rejected", author="ben")


def merge(place: str, other: str) -> None:
    """Brings in another database, a few articles a transaction."""
    pipeline.merge(place, other, batch=BATCH, author="merger")
