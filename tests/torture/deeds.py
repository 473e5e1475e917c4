"""What is done to a database in a process of its own: deeds that can be killed."""

from collections.abc import Callable

from factdb import pipeline

BATCH = 5
REVIEWS = 12


def load(place: str, file: str, batch: int = BATCH) -> None:
    """Loads a file, a few articles a transaction."""
    pipeline.load(place, [file], batch=batch, author="loader")


def rebuild(place: str) -> None:
    """Derives everything anew."""
    pipeline.rebuild(place)


def upgrade(place: str) -> None:
    """Brings an older database to this version."""
    pipeline.upgrade(place)


def review(place: str, seen: Callable[[], None] = lambda: None) -> None:
    """Two people answer what the machine asks, one answer a transaction; they disagree on every fourth."""
    for number in range(1, REVIEWS + 1):
        pipeline.decide(place, number, "accepted" if number % 3 else "rejected", author="ana")
        seen()
        if number % 4 == 0:
            pipeline.decide(place, number, "rejected", author="ben")
            seen()
