"""factdb: a local-first database that tracks who claims what and who denies it.

`factdb.open(path)` gives a database with its reports as DataFrames; importing factdb alone loads nothing else.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factdb.api import Factdb, open

__version__ = "0.1.0"
__all__ = ["Factdb", "__version__", "open"]


def __getattr__(name: str) -> Any:
    if name in ("open", "Factdb"):
        from factdb import api

        return getattr(api, name)
    raise AttributeError(f"module 'factdb' has no attribute '{name}'")
