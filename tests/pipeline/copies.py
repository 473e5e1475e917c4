"""A database that one test after another may change: each gets a copy of its own, which is quicker than a load."""

import shutil
from pathlib import Path

import sqlalchemy as sa

from tests.conftest import fresh_postgresql


def copy_of(place: str, folder: Path) -> str:
    """The place of a copy of a database that nobody has open; a file goes into the folder."""
    if "://" not in place:
        return str(shutil.copy(place, folder / "factdb.db"))
    url = sa.make_url(place)
    server = url.set(database="postgres").render_as_string(hide_password=False)
    return fresh_postgresql(server, f"TEMPLATE {url.database}")
