"""A look at an SQLite file before SQLite touches it, and whether it is still the same file afterwards.

SQLite would wait for a pipe for ever, cut a path at a NUL, delete the log of a database that was moved away, and go on
writing to a file that nobody can find any more. It is refused here, and told.
"""

import os
import stat
from pathlib import Path

from factdb.errors import DatabaseError

SQLITE_HEADER = b"SQLite format 3\0"
SHOWN = 200


def check_file(path: Path, *, create: bool) -> None:
    """Raises DatabaseError for what cannot be a database, or become one where `create` asks for that."""
    try:
        mode = path.stat().st_mode
        header = _header(path) if stat.S_ISREG(mode) else b""
    except FileNotFoundError:
        _check_free(path, create=create)
        return
    except PermissionError:
        raise DatabaseError(
            f"No permission to read {path}. Ask its owner, or choose another place with --db."
        ) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it holds a NUL character"
        raise DatabaseError(f"{_short(path)} is no usable path: {why}. Choose another place with --db.") from None
    if stat.S_ISDIR(mode):
        raise DatabaseError(f"{path} is a folder, not a database. Give the file, as in {path / 'factdb.db'}.")
    if not stat.S_ISREG(mode):
        raise DatabaseError(f"{path} is a pipe or a device, not a file. Choose another place with --db.")
    if header and header != SQLITE_HEADER:
        raise DatabaseError(
            f"{path} is no SQLite database, or its beginning is damaged; it is untouched. "
            "Choose another place with --db, or restore a backup."
        )
    if not header:
        _check_log(path)
        if not create:
            raise DatabaseError(f"{path} is empty, no database yet: `factdb load` fills it.")


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(SQLITE_HEADER))


def _check_free(path: Path, *, create: bool) -> None:
    """Refuses a place without a file, unless one can be made there."""
    _check_log(path)
    if not create:
        leads = f" (a link to {path.readlink()})" if path.is_symlink() else ""
        raise DatabaseError(
            f"No database at {path}{leads}. `factdb load` creates one; --db or FACTDB_DB names another."
        )
    if not Path(os.path.realpath(path)).parent.is_dir():
        raise DatabaseError(f"Cannot create {path}: there is no folder {path.parent}. Create it first.")


def _check_log(path: Path) -> None:
    """Refuses a log without its database: SQLite would delete it, and with it changes that are nowhere else."""
    if has_log(path):
        log = _log(path)
        raise DatabaseError(
            f"{path} is missing or empty, but {log} holds changes of a database. Put that database back beside its "
            "log, or restore a backup; to begin anew, move the log away first."
        )


def has_log(path: Path) -> bool:
    """Whether changes lie beside a file that are not in it yet."""
    log = _log(path)
    return log.exists() and log.stat().st_size > 0


def _log(path: Path) -> Path:
    return Path(f"{os.path.realpath(path)}-wal")


def _short(path: Path) -> str:
    told = str(path).replace("\0", "\\0")
    return told if len(told) <= SHOWN else f"{told[:SHOWN]}… ({len(told)} characters)"


class OpenFile:
    """The file that was opened: where it lies and which one it is."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._opened = self._identity()

    def check(self) -> None:
        """Raises DatabaseError where another file, or none, lies there now."""
        if self._identity() != self._opened:
            raise DatabaseError(
                f"{self.path} was deleted, moved or replaced while it was open. What was written since is not in the "
                "file that lies there now: put the file back, or run the command again."
            )

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino
