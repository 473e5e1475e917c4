"""JSON Lines and CSV → what each record says.

Each record is read, checked and handed on before the next is touched, so that a file may be of any size. A record
that cannot be used becomes a problem that names file and line; the others are not touched by it.
"""

import csv
import io
import json
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from factdb.read.decode import GUESSED, bom_of, is_binary
from factdb.read.found import Found, is_address
from factdb.read.hygiene import without_surrogates
from factdb.records import Problem

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST_BYTES = 20_000_000
"""The longest line of JSON, cell of CSV and text file that is read at all."""

FIELDS = ("source", "url", "archived_url", "retrieved_on", "title", "publisher", "published", "language", "author")


def from_json_lines(file: BinaryIO, name: str) -> Iterator[Found | Problem]:
    """The records of a JSON Lines file; `name` is what its records are called after, with `#line`."""
    for number, line in enumerate(_lines(file), start=1):
        place = f"{name}#{number}"
        if line is None:
            yield Problem(message=f"{name}:{number}: longer than {MOST_BYTES // 1_000_000} MB; skipped.", source=place)
        elif line.strip():
            yield _from_line(line, name, number)


def from_csv(file: BinaryIO, name: str) -> Iterator[Found | Problem]:
    """The records of a CSV file: its first row names the fields, `text` must be among them."""
    encoding, notes = _encoding_of(file)
    lines = _Bounded(io.TextIOWrapper(file, encoding, errors="replace", newline=""))
    csv.field_size_limit(MOST_BYTES)
    names, delimiter = _head(lines)
    if "text" not in names:
        message = (
            f"{name}:1: no column 'text'. The first row must name the columns: text and any of {', '.join(FIELDS)}."
        )
        yield Problem(message=message, source=f"{name}#1")
        return
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        number, lines.taken = rows.line_num + 2, 0
        try:
            row = next(rows, None)
        except csv.Error as error:
            message = f"{name}:{number}: {error}; the rest of the file is not read. Is a quotation mark left open?"
            yield Problem(message=message, source=f"{name}#{number}")
            return
        if row is None:
            return
        if any(cell.strip() for cell in row):
            record = {key: cell for key, cell in zip(names, row, strict=False) if cell.strip()}
            yield checked(record, name, number, notes)


def _head(lines: Iterator[str]) -> tuple[list[str], str]:
    """The names of the columns, none where the first line holds none, and what stands between them."""
    try:
        head = next(lines, "")
        delimiter = max(",;\t|", key=head.count)
        return [cell.strip().lower() for cell in next(csv.reader([head], delimiter=delimiter), [])], delimiter
    except csv.Error:
        return [], ","


def _encoding_of(file: BinaryIO) -> tuple[str, tuple[str, ...]]:
    """The encoding of a file that can be read twice, and the note where it is a guess. The file is read through."""
    if encoding := bom_of(file.read(4)):
        file.seek(0)
        return encoding, ()
    file.seek(0)
    decoder = getincrementaldecoder("utf-8")()
    try:
        while part := file.read(1 << 20):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252", (GUESSED,)
    finally:
        file.seek(0)
    return "utf-8", ()


class _Bounded:
    """The lines without NULs; csv.Error where those of a row (`taken`, set to 0 before it) are too long to hold."""

    def __init__(self, lines: io.TextIOWrapper) -> None:
        self._lines, self.taken = lines, 0

    def __iter__(self) -> "_Bounded":
        return self

    def __next__(self) -> str:
        line = self._lines.readline(MOST_BYTES + 1)
        self.taken += len(line)
        if self.taken > MOST_BYTES:
            raise csv.Error("a row is too long")
        if not line:
            raise StopIteration
        return line.replace("\0", "")


def _from_line(line: bytes, name: str, number: int) -> Found | Problem:
    place = f"{name}#{number}"
    guessed = False
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        if is_binary(line):
            return Problem(message=f"{name}:{number}: no text.", source=place)
        text, guessed = line.decode("cp1252", errors="replace"), True
    try:
        record = json.loads(text, object_pairs_hook=_named_once)
    except _TwiceError as error:
        return Problem(message=f"{name}:{number}: '{error}' stands there twice.", source=place)
    except json.JSONDecodeError as error:
        return Problem(message=f"{name}:{number}: not JSON: {error.msg} at character {error.pos + 1}.", source=place)
    except (ValueError, RecursionError):
        return Problem(
            message=f"{name}:{number}: not JSON that can be read: nested too deep or a number too long.", source=place
        )
    return checked(record, name, number, (GUESSED,) if guessed else ())


class _TwiceError(ValueError):
    """A field that a record gives twice: nobody can tell which is meant."""


def _named_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        for twice in (name for name in ("text", *FIELDS) if names.count(name) > 1):
            raise _TwiceError(twice)
    return record


def checked(record: object, name: str, number: int, notes: tuple[str, ...] = ()) -> Found | Problem:
    """The record as what was found, or the problem that says which field is wrong."""
    from pydantic import ValidationError

    place = f"{name}#{number}"
    if not isinstance(record, dict):
        return Problem(message=f"{name}:{number}: not an object with a field 'text'.", source=place)
    known = {key: without_surrogates(value) if isinstance(value, str) else value for key, value in record.items()}
    try:
        fields = _model().model_validate(known).model_dump()
    except ValidationError as error:
        wrong = "; ".join(f"'{'.'.join(map(str, one['loc']))}': {one['msg'].lower()}" for one in error.errors()[:3])
        return Problem(message=f"{name}:{number}: {wrong}.", source=place)
    address = fields["url"] if is_address(fields["url"] or "") else None
    return Found(**fields | {"source": fields["source"] or address or place}, notes=notes)


@cache
def _model() -> "type[BaseModel]":
    from pydantic import ConfigDict, StrictStr, create_model

    optional = dict.fromkeys(FIELDS, (StrictStr | None, None))
    config = ConfigDict(extra="ignore")
    model: type[BaseModel] = create_model("Record", __config__=config, text=(StrictStr, ...), **optional)  # type: ignore[call-overload]
    return model


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a file, None for one that is too long to be read."""
    line, following = _reading(file)
    while line:
        if len(line) > MOST_BYTES:
            while line and not line.endswith(b"\n"):
                line = following(MOST_BYTES)
            yield None
        else:
            yield line
        line = following(MOST_BYTES + 1)


def _reading(file: BinaryIO) -> tuple[bytes, Callable[[int], bytes]]:
    """The first line, and what gives the next ones up to a length: all in UTF-8, whatever the file is in."""
    start = file.readline(MOST_BYTES + 1)
    encoding = bom_of(start)
    if not encoding or encoding == "utf-8-sig":
        return start, file.readline
    text = io.TextIOWrapper(io.BufferedReader(Joined(start, file)), encoding, errors="replace", newline="\n")

    def following(most: int) -> bytes:
        return text.readline(most).encode()

    return following(MOST_BYTES + 1), following


class Joined(io.RawIOBase):
    """A start that was already read, followed by the rest of its stream."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, from the start first."""
        part = self._start[: len(buffer)] or self._rest.read(len(buffer))
        self._start = self._start[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)
