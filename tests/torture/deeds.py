"""What is done to a database in a process of its own: deeds that can be killed."""

from factdb import pipeline

BATCH = 5


def load(place: str, file: str, batch: int = BATCH) -> None:
    """Loads a file, a few articles a transaction."""
    pipeline.load(place, [file], batch=batch, author="loader")


def rebuild(place: str) -> None:
    """Derives everything anew."""
    pipeline.rebuild(place)


def upgrade(place: str) -> None:
    """Brings an older database to this version."""
    pipeline.upgrade(place)
