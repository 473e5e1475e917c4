"""factdb: a local-first database that tracks who claims what and who denies it."""

__version__ = "0.1.0"
