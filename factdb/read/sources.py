"""What the user typed → the files to read, in order.

Paths, folders, globs and manifests come in; each file goes out once. What cannot be meant (a name that is not there, a
pipe, a kind of file that nobody reads) is an InputError before anything is read.
"""

import stat
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from glob import has_magic, iglob
from pathlib import Path, PurePosixPath

from factdb.errors import InputError
from factdb.read.record import FIELDS

KINDS = (".txt", ".html", ".htm", ".jsonl", ".csv")
STDIN = "-"
MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read: its path as given (`-` for standard input), and what a manifest says about it."""

    name: str
    given: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.name)


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
    if Path(path).is_dir():
        return _filled(path, tuple(_in_folder(Path(path))))
    if not Path(path).exists():
        if has_magic(path):
            return _filled(path, tuple(_in_glob(path)))
        raise InputError(f"No such file: '{path}'. Give files, folders or '-' for standard input.")
    if not _is_regular(Path(path)):
        raise InputError(f"'{path}' is no regular file but a pipe or device. To read from a pipe, give '-'.")
    if Path(path).suffix.lower() not in KINDS:
        raise InputError(f"'{path}' is of no kind that factdb reads: {', '.join(KINDS)}.")
    return (Source(name=Path(path).as_posix()),)


def _filled(path: str, found: Sequence[Source]) -> Sequence[Source]:
    if not found:
        raise InputError(f"Nothing to read in '{path}'. factdb reads {', '.join(KINDS)}.")
    return found


def _in_folder(folder: Path) -> Iterator[Source]:
    """The readable files below a folder; symbolic links to folders and hidden files are not followed."""
    if (folder / MANIFEST).is_file():
        yield from _in_manifest(folder)
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"The folder '{folder}' cannot be read: {error.strerror}.") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _in_folder(entry)
        elif entry.suffix.lower() in KINDS and _is_regular(entry):
            yield Source(name=entry.as_posix())


def _in_glob(pattern: str) -> Iterator[Source]:
    for match in sorted(iglob(pattern, recursive=True)):  # noqa: PTH207 - a pattern may be absolute
        path = Path(match)
        if path.is_dir():
            yield from _in_folder(path)
        elif path.suffix.lower() in KINDS and _is_regular(path):
            yield Source(name=path.as_posix())


def _in_manifest(folder: Path) -> Iterator[Source]:
    """The articles that a folder's manifest lists, and nothing else in the folder."""
    file = folder / MANIFEST
    try:
        manifest = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: not a TOML file: {error}.") from error
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
    if inside.is_absolute() or ".." in inside.parts or not _is_regular(path) or path.suffix.lower() not in KINDS:
        raise InputError(f"{place}: '{entry['file']}' is no readable file in '{folder}'.")
    return Source(name=path.as_posix(), given={name: entry.get(name) for name in FIELDS})


def unknown_in(table: Mapping[str, object], known: Sequence[str]) -> list[str]:
    """The keys of a table that are not among the known ones."""
    return sorted(set(table) - set(known))


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
