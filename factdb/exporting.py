"""What an export needs, read from the public views and handed to `export`; the sibling of `fetch`.

A reader of a database and a scope come in, an object that can be written as JSON goes out, or files of whole views.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from factdb import export, fetch
from factdb.errors import InputError
from factdb.export import FOLDERS, FORMS, ORDER, Told
from factdb.fetch import Reader, rows_in
from factdb.report import Row, Scope, in_order_said, json_text

__all__ = ["FOLDERS", "FORMS", "exported", "in_json", "save_parquet"]

ROWS = 10_000
"""The rows of a row group: of articles of 3 KB some 30 MB, which is what memory has to hold."""


def exported(reader: Reader, form: str, scope: Scope) -> dict[str, Any]:
    """Claims and verdicts as schema.org JSON-LD (`jsonld`), or statements as W3C Web Annotations (`annotations`).

    Raises NotFoundError for a collection or party that there is none of.
    """
    return _linked_data(reader, scope) if form == "jsonld" else _annotations(reader, scope)


def in_json(thing: Mapping[str, Any]) -> str:
    """An object as JSON, letters as they are, with nothing in it that a terminal obeys."""
    return json_text(json.dumps(thing, ensure_ascii=False, indent=2)) + "\n"


def save_parquet(reader: Reader, folder: Path) -> dict[str, int]:
    """Writes the public views into a folder, a file each; gives the number of rows of each file.

    A file that is there is replaced, whole. Raises InputError for a folder that cannot be written, FactdbError where
    pyarrow is missing.
    """
    export.library()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"Cannot write into {folder}: {error.strerror}. Give a folder with --output.") from error
    return {
        f"{view}.parquet": export.write_parquet(
            folder / f"{view}.parquet", reader.columns(view), reader.in_parts(view, order, ROWS)
        )
        for view, order in ORDER.items()
    }


def _linked_data(reader: Reader, scope: Scope) -> dict[str, Any]:
    claims = sorted(fetch.within(reader, scope, fetch.all_claims(reader)), key=lambda row: str(row["slug"]))[
        : scope.limit
    ]
    numbers = [row["claim_id"] for row in claims]
    links = rows_in(reader, "claim_statements", "claim_id", numbers)
    details = _by("statement_id", _keyed(reader, rows_in(reader, "statement_details", "statement_id", _of(links))))
    statements = _grouped({**details[row["statement_id"]], **row} for row in in_order_said(links))
    verdicts = _grouped(_keyed(reader, rows_in(reader, "verdicts", "claim_id", numbers), "verdict"))
    articles = _articles(reader, {row["article_id"] for row in links})
    told = (
        Told(
            claim=row,
            statements=statements[row["claim_id"]],
            articles=_printed(articles, statements[row["claim_id"]]),
            verdicts=verdicts[row["claim_id"]],
        )
        for row in claims
    )
    return export.linked_data(told, _kinds(reader), _moment(reader))


def _annotations(reader: Reader, scope: Scope) -> dict[str, Any]:
    rows = _keyed(reader, fetch.all_statements(reader, scope)[: scope.limit])
    slugs: dict[object, list[str]] = defaultdict(list)
    for link in rows_in(reader, "claim_statements", "statement_id", _of(rows)):
        slugs[link["statement_id"]].append(str(link["slug"]))
    statements = [{**row, "slugs": sorted(slugs[row["statement_id"]])} for row in rows]
    numbers = {row["article_id"] for row in rows}
    articles, texts = _articles(reader, numbers), reader.article_texts(numbers)
    return export.annotations(statements, articles, texts, _kinds(reader), _moment(reader))


def _moment(reader: Reader) -> tuple[str, ...]:
    """Of which moment it is, in sentences; none where that is now."""
    said = f"Only what had been said by {reader.moment.as_of}." if reader.moment.as_of else None
    known = f"Only what had been recorded by {reader.moment.known_at}." if reader.moment.known_at else None
    return tuple(filter(None, (said, known)))


def _articles(reader: Reader, numbers: Iterable[Any]) -> dict[object, Row]:
    """Articles by number, without their texts; `copy_of` is the key of the article that each reprints."""
    rows = rows_in(reader, "article", "article_id", numbers)
    prints = rows_in(reader, "copy_group_article", "article_id", _of(rows, "article_id"))
    groups = {row["article_id"]: row["copy_group_id"] for row in prints}
    members = rows_in(reader, "copy_group_article", "copy_group_id", groups.values())
    first = {row["copy_group_id"]: row["article_id"] for row in members if row["is_first"]}
    keys = {row["article_id"]: row["key"] for row in rows_in(reader, "article", "article_id", first.values())}
    copied = {number: keys[first[group]] for number, group in groups.items() if first[group] != number}
    return {row["article_id"]: {**row, "copy_of": copied.get(row["article_id"])} for row in rows}


def _printed(articles: Mapping[object, Row], statements: Iterable[Row]) -> Sequence[Row]:
    """The articles of these statements in the order in which they were printed, undated ones last."""
    found = {row["article_id"]: articles[row["article_id"]] for row in statements}
    return sorted(found.values(), key=lambda row: (row["published_on"] or "9999", row["key"]))


def _keyed(reader: Reader, rows: Iterable[Row], table: str = "statement") -> list[Row]:
    """Rows with the key by which each is known in any database."""
    given, number = list(rows), f"{table}_id"
    keys = {row[number]: row["key"] for row in rows_in(reader, table, number, _of(given, number))}
    return [{**row, "key": keys[row[number]]} for row in given]


def _kinds(reader: Reader) -> dict[str, str]:
    """The kind of every party, by its name."""
    rows: Sequence[Row] = reader.rows("party")
    return {row["name"]: row["kind"] for row in rows}


def _grouped(rows: Iterable[Row]) -> dict[object, list[Row]]:
    """Rows by the claim that they belong to."""
    found: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["claim_id"]].append(row)
    return found


def _by(number: str, rows: Iterable[Row]) -> dict[object, Row]:
    return {row[number]: row for row in rows}


def _of(rows: Iterable[Row], number: str = "statement_id") -> list[Any]:
    return [row[number] for row in rows]
