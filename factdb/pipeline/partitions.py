"""Readings as Parquet, a partition of articles a file: kept in a folder, so that none has to be made twice.

What articles say comes in as text and goes out as text. The name of a file tells of which articles it is and who made
it, as `maker_of` does; `factdb load` takes such files, too.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from factdb.errors import InputError
from factdb.pipeline.written import notes_in_words
from factdb.read import pyarrow
from factdb.records import Article, Problem


def partition_of(folder: Path, maker: str, articles: Sequence[Article]) -> Path:
    """The file in which is kept, or would be, what these articles say."""
    told = "\n".join([maker, *(repr(article) for article in articles)])
    return folder / f"{sha256(told.encode()).hexdigest()[:32]}.parquet"


def save_partition(
    file: Path, maker: str, articles: Sequence[Article], words: Sequence[bytes], notes: Sequence[Problem]
) -> None:
    """Keeps what articles say, a row each, and the problems that came with them; whole or not at all."""
    arrow = pyarrow()
    of = {article.key: [problem for problem in notes if problem.article == article.key] for article in articles}
    rows = {
        "source": [article.source for article in articles],
        "maker": [maker] * len(articles),
        "reading": [one.decode() for one in words],
        "notes": [notes_in_words(of[article.key]).decode() for article in articles],
    }
    half = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        arrow.parquet.write_table(arrow.table(rows), half, compression="zstd")
        half.replace(file)
    except OSError as error:
        raise InputError(f"Cannot write {file}: {error.strerror or error}.") from error
    finally:
        half.unlink(missing_ok=True)


def partition_in(file: Path) -> list[bytes] | None:
    """What is kept in a file, None where there is none that can be read."""
    arrow = pyarrow()
    try:
        rows = arrow.parquet.read_table(file, columns=["reading"])
    except (arrow.ArrowException, OSError):
        return None
    return [str(one).encode() for one in rows.column("reading").to_pylist()]
