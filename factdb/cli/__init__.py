"""The command line: reads options, asks `fetch` or `pipeline`, prints. `main` is the program `factdb`."""

from factdb.cli.root import main

__all__ = ["main"]
