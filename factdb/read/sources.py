"""What the user typed → the files to read, in order.

Paths, folders, globs and manifests come in; each file goes out once. What cannot be meant (a name that is not there, a
pipe, a kind of file that nobody reads) is an InputError before anything is read.
"""

import errno
import os
import stat
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from glob import has_magic, iglob
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from factdb.errors import InputError
from factdb.read.hygiene import clean
from factdb.read.record import FIELDS, MOST_BYTES

KINDS = (".txt", ".html", ".htm", ".jsonl", ".csv", ".parquet")
STDIN = "-"
MANIFEST = "manifest.toml"
OUTSIDE = "It is a symbolic link that leads out of '{}'. Give the file itself, if it is meant."
NOTHING_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read: its path as given (`-` for standard input), and what a manifest says about it.

    `refused` tells why it is not read, None where it is.
    """

    name: str
    given: Mapping[str, str | None] = field(default_factory=dict)
    refused: str | None = None

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.name)

    @property
    def told(self) -> str:
        r"""Its name as it can be stored and shown: bytes that are no UTF-8 stand there as \xff."""
        return clean(os.fsencode(self.name).decode("utf-8", errors="backslashreplace")) or "?"


def sources(paths: Sequence[str]) -> tuple[Source, ...]:
    """The files that the paths mean, folders by name, no file twice; InputError for a path that means none."""
    seen: dict[str, Source] = {}
    for path in paths:
        for source in _of(path):
            seen.setdefault(source.name if source.name == STDIN else str(source.path.resolve()), source)
    return tuple(seen.values())


def _of(path: str) -> Sequence[Source]:
    if path == STDIN:
        return (Source(name=STDIN),)
    if "\0" in path:
        raise InputError("A path cannot hold a NUL character.")
    if (mode := _mode(Path(path))) is None:
        if has_magic(path):
            return _filled(path, tuple(_in_glob(path)))
        raise InputError(f"No such file: '{path}'. Give files, folders or '-' for standard input.")
    if stat.S_ISDIR(mode):
        return _filled(path, tuple(_in_folder(Path(path), Path(path).resolve())))
    if not stat.S_ISREG(mode):
        raise InputError(f"'{path}' is no regular file but a pipe or device. To read from a pipe, give '-'.")
    if Path(path).suffix.lower() not in KINDS:
        raise InputError(f"'{path}' is of no kind that factdb reads: {', '.join(KINDS)}.")
    return (Source(name=Path(path).as_posix()),)


def _filled(path: str, found: Sequence[Source]) -> Sequence[Source]:
    if not found:
        raise InputError(f"Nothing to read in '{path}'. factdb reads {', '.join(KINDS)}.")
    return found


def _in_folder(folder: Path, top: Path) -> Iterator[Source]:
    """The readable files below a folder; symbolic links to folders and hidden files are not followed.

    A link to a file outside of `top`, the folder that was given, is refused: whoever made the folder may not know what
    else there is, but the database would hold it.
    """
    if _is_regular(folder / MANIFEST):
        yield from _in_manifest(folder)
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"The folder '{folder}' cannot be read: {error.strerror}.") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if stat.S_ISDIR(_mode(entry) or 0):
            yield from () if entry.is_symlink() else _in_folder(entry, top)
        elif entry.suffix.lower() in KINDS and _is_regular(entry):
            is_outside = entry.is_symlink() and not entry.resolve().is_relative_to(top)
            yield Source(name=entry.as_posix(), refused=OUTSIDE.format(top) if is_outside else None)


def _in_glob(pattern: str) -> Iterator[Source]:
    for match in sorted(iglob(pattern, recursive=True)):  # noqa: PTH207 - a pattern may be absolute
        path = Path(match)
        if stat.S_ISDIR(_mode(path) or 0):
            yield from _in_folder(path, path.resolve())
        elif path.suffix.lower() in KINDS and _is_regular(path):
            yield Source(name=path.as_posix())


def _in_manifest(folder: Path) -> Iterator[Source]:
    """The articles that a folder's manifest lists, and nothing else in the folder."""
    file = folder / MANIFEST
    manifest = toml_in(file)
    entries = manifest.get("article")
    if not isinstance(entries, list) or not entries or unknown_in(manifest, ("article",)):
        raise InputError(f"{file}: wants [[article]] sections and nothing else.")
    for number, entry in enumerate(entries, start=1):
        yield _listed(folder, entry, f"{file}: article {number}")


def _listed(folder: Path, entry: object, place: str) -> Source:
    wanted = ("file", "how_dated", *FIELDS)
    if not isinstance(entry, dict) or not isinstance(entry.get("file"), str):
        raise InputError(f"{place}: 'file' is missing.")
    if unknown := unknown_in(entry, wanted):
        raise InputError(f"{place}: unknown: {', '.join(unknown)}. Known: {', '.join(wanted)}.")
    if wrong := [name for name, value in entry.items() if not isinstance(value, str)]:
        raise InputError(f"{place}: must be text in quotation marks: {', '.join(wrong)}.")
    inside = PurePosixPath(entry["file"])
    path = folder / inside
    is_inside = not inside.is_absolute() and ".." not in inside.parts and "\0" not in entry["file"]
    if not is_inside or not _is_regular(path) or path.suffix.lower() not in KINDS:
        raise InputError(f"{place}: '{entry['file']}' is no readable file in '{folder}'.")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(f"{place}: '{entry['file']}' leads out of '{folder}'.")
    return Source(name=path.as_posix(), given={name: entry.get(name) for name in FIELDS})


def unknown_in(table: Mapping[str, object], known: Sequence[str]) -> list[str]:
    """The keys of a table that are not among the known ones."""
    return sorted(set(table) - set(known))


def toml_in(file: Path) -> dict[str, object]:
    """What a TOML file holds; InputError for a file that cannot be read or is none."""
    try:
        with opened(file) as data:
            return tomllib.loads(data.read(MOST_BYTES).decode("utf-8"))
    except OSError as error:
        raise InputError(f"'{file}' cannot be read: {error.strerror}.") from error
    except RecursionError as error:
        raise InputError(f"{file}: not a TOML file: nested too deep.") from error
    except ValueError as error:
        raise InputError(f"{file}: not a TOML file: {error}.") from error


def opened(path: Path) -> BinaryIO:
    """A file to be read; OSError where it is none by now: a pipe that took its place would never end."""

    def without_waiting(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))

    file = open(path, "rb", opener=without_waiting)  # noqa: SIM115 - Path.open takes no opener
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise OSError(errno.EINVAL, "it is no regular file")


def _mode(path: Path) -> int | None:
    """What stands at a path, None where nothing does; InputError where nobody may look."""
    try:
        return path.stat().st_mode
    except OSError as error:
        if error.errno in NOTHING_THERE:
            return None
        raise InputError(f"'{path}' cannot be read: {error.strerror}.") from error


def _is_regular(path: Path) -> bool:
    return stat.S_ISREG(_mode(path) or 0)
