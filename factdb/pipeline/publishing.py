"""Publishing: a database becomes one compact file for others, signed by who is at the keyboard."""

from pathlib import Path

from factdb import store
from factdb.pipeline.loading import signed
from factdb.store import Copied


def publish(where: str | Path, file: str | Path, *, without_texts: bool = False, author: str | None = None) -> Copied:
    """Copies a database into a new file that opens anywhere, with the texts of its articles or without.

    Raises DatabaseError for a database that cannot be used, a file that exists or cannot be written, a full disk.
    """
    return store.publish(where, file, author=signed(author), without_texts=without_texts)
