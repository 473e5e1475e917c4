"""The command line: reads options, asks `fetch` or `pipeline`, prints. `main` is the program `factdb` within Python."""

import atexit
import gc

from factdb.cli.root import main


def program() -> None:
    """Runs the program `factdb` as a process of its own.

    What is there at the end goes as a whole: looking through it for garbage took a seventh of a short load.
    """
    atexit.register(gc.freeze)
    main()


__all__ = ["main", "program"]
