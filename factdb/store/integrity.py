"""What the store itself can tell about a database that may have been damaged or altered. Finds, and mends nothing.

`structure` asks the engine and compares the schema; only where it finds nothing can rows be read at all. `altered` asks
whether rows still say what they said: search, seals, spans, what is kept twice.
"""

import re
from collections.abc import Iterator

import sqlalchemy as sa

from factdb.records import Finding
from factdb.store.about import about_rows
from factdb.store.connect import APPLICATION_ID
from factdb.store.decisions import about, problem, review
from factdb.store.facts import CUT, article, article_text, changeset, party, quantity, said_in, statement
from factdb.store.migrate import create_schema
from factdb.store.model import TABLES
from factdb.store.partytree import PartyTree
from factdb.store.rulings import amounts_to, answers_to
from factdb.store.seals import CHAIN, BrokenSeal, broken_seals
from factdb.store.surface import SQLITE_SEARCH, SQLITE_TRIGGERS, VIEWS, view_columns

RESTORE = "Restore a backup, or load the articles into a new file."
REBUILD = "Run `factdb rebuild`."
WITHOUT_TEXTS = "publish"
"""The kind of changeset that leaves texts out: an article recorded before it may be without its text."""
_TEXT = article_text.c.text
_SURFACE = (("view", VIEWS), ("trigger", SQLITE_TRIGGERS), ("table", SQLITE_SEARCH))
LAID = {f"{kind} {name}" for kind, names in _SURFACE for name in names}
"""What a rebuild makes anew."""


def structure(connection: sa.Connection) -> Iterator[Finding]:
    """What the engine finds wrong, tables and views that are not as they were made, and rows that point nowhere."""
    if connection.dialect.name != "sqlite":
        yield from _missing_columns(connection)
        return
    try:
        yield from _file(connection)
    except sa.exc.DatabaseError as error:
        yield Finding(kind="structure", place="file", message=f"{error.orig}.", remedy=RESTORE)


def _file(connection: sa.Connection) -> Iterator[Finding]:
    """What is wrong with a SQLite file; the engine may give up in the middle of it."""
    _read_whatever_is_there(connection)
    for (told,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if told != "ok":
            yield Finding(kind="structure", place="file", message=f"{told}.", remedy=RESTORE)
    yield from _schema(connection)
    for table, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        message = f"It points to a row of {target} that is not there."
        yield Finding(kind="foreign key", place=f"{table} {row}", message=message, remedy=RESTORE)


def _read_whatever_is_there(connection: sa.Connection) -> None:
    """Has bytes that are no UTF-8 read as U+FFFD: what is there can then be compared with what should be."""
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.text_factory = lambda text: text.decode(errors="replace")


def _schema(connection: sa.Connection) -> Iterator[Finding]:
    """What differs from the schema of a new file; what somebody added is the user's own business."""
    shadows = "".join(f" AND name NOT LIKE '{name}!_%' ESCAPE '!'" for name in SQLITE_SEARCH)
    asked = f"SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL{shadows}"
    fresh = sa.create_engine("sqlite://")
    with fresh.begin() as empty:
        create_schema(empty)
        made = {row[0]: row[1] for row in empty.exec_driver_sql(asked)}
    fresh.dispose()
    here = {row[0]: row[1] for row in connection.exec_driver_sql(asked)}
    for name in made:
        if here.get(name) != made[name]:
            message = "It is not there." if name not in here else "It is not as factdb makes it."
            kind = "structure" if name.startswith(("table", "view")) else "schema"
            yield Finding(kind=kind, place=name, message=message, remedy=REBUILD if name in LAID else RESTORE)
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        yield Finding(kind="schema", place="file", message="It is not marked as factdb's.", remedy=RESTORE)


def _missing_columns(connection: sa.Connection) -> Iterator[Finding]:
    """Tables and views that a server lacks, or that lack a column."""
    found = sa.inspect(connection)
    for name in (*TABLES, *VIEWS):
        there = name in found.get_view_names() or found.has_table(name)
        lacking = {column.name for column in TABLES[name].c} if name in TABLES else set()
        if there:
            lacking -= {column["name"] for column in found.get_columns(name)}
        if not there or lacking:
            message = f"It lacks {', '.join(sorted(lacking))}." if there else "It is not there."
            yield Finding(kind="structure", place=name, message=message, remedy="Restore a backup of the server.")


def altered(connection: sa.Connection, tree: PartyTree) -> Iterator[Finding]:
    """What was changed, taken away or slipped in past factdb, as far as the rows themselves prove it."""
    yield from _search(connection)
    yield from _seals(connection)
    yield from _spans(connection)
    yield from _kept_twice(connection, tree)


def _search(connection: sa.Connection) -> Iterator[Finding]:
    """Whether the index of search holds the words of the texts: it is copied beside, where it may be asked that."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    for name, sql in SQLITE_SEARCH.items():
        content = re.findall(r'content="(\w+)"', sql)[0]
        connection.exec_driver_sql(f"CREATE TEMP VIEW {content} AS SELECT * FROM main.{content}")
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.{name} USING {sql}")
        for part in ("data", "idx", "docsize", "config"):
            connection.exec_driver_sql(f"DELETE FROM temp.{name}_{part}")
            connection.exec_driver_sql(f"INSERT INTO temp.{name}_{part} SELECT * FROM main.{name}_{part}")
        try:
            connection.exec_driver_sql(f"INSERT INTO temp.{name}({name}, rank) VALUES ('integrity-check', 1)")
        except sa.exc.DatabaseError:
            yield Finding(kind="search", place=name, message="It does not hold the words of the texts.", remedy=REBUILD)
        for table in (f"TABLE temp.{name}", f"VIEW temp.{content}"):
            connection.exec_driver_sql(f"DROP {table}")
    connection.exec_driver_sql("PRAGMA query_only = ON")


def _seals(connection: sa.Connection) -> Iterator[Finding]:
    for broken in broken_seals(connection):
        told = connection.execute(sa.select(changeset).where(changeset.c.changeset_id == broken.changeset_id)).first()
        whose = f" ({told.kind} by {told.author or 'nobody'}, {told.recorded_at})" if told else ""
        place = f"changeset {broken.changeset_id}{whose}"
        yield Finding(kind="seal", place=place, message=_in_words(broken), remedy=RESTORE)


def _in_words(broken: BrokenSeal) -> str:
    if broken.name == CHAIN:
        return "It, or its seal, is not what was recorded."
    if broken.recorded == broken.found:
        return f"Of the rows of {broken.name} that it recorded ({broken.found}), one or more were altered."
    return f"It recorded {broken.recorded} rows of {broken.name}; {broken.found} are there."


def _spans(connection: sa.Connection) -> Iterator[Finding]:
    """Words that are not the words of the text at their offsets, and texts that are not there."""
    left_out = sa.select(sa.func.max(changeset.c.changeset_id)).where(changeset.c.kind == WITHOUT_TEXTS)
    since = sa.func.coalesce(left_out.scalar_subquery(), 0)
    told = sa.select(article.c.article_id).outerjoin(article_text).where(sa.func.coalesce(_TEXT, "") == "")
    for number in connection.scalars(told.where(article.c.recorded_in > since)):
        yield Finding(kind="text", place=f"article {number}", message="Its text is not there.", remedy=RESTORE)
    own, amount = statement.c, quantity.c
    found: dict[tuple[str, int], list[str]] = {}
    said = article_text.join(statement, own.article_id == article_text.c.article_id)
    counted = said.join(quantity, amount.statement_id == own.statement_id)
    for source, key, name, words in (
        (said, own.statement_id, "span", own.quote),
        *((said, own.statement_id, name, said_in(name)) for name in CUT),
        (counted, amount.quantity_id, "span", amount.text),
    ):
        start, end = key.table.c[f"{name}_start"], key.table.c[f"{name}_end"]
        there = sa.func.substr(_TEXT, start + 1, end - start)
        wrong = (
            sa.select(key)
            .select_from(source)
            .where(_TEXT != "", (there != words) | (words.is_(None) != start.is_(None)))
        )
        for number in connection.scalars(wrong):
            found.setdefault((key.table.name, number), []).append(words.name)
    for (table, number), names in sorted(found.items()):
        message = f"Not what its article's text says at its offsets: {', '.join(names)}."
        yield Finding(kind="quote", place=f"{table} {number}", message=message, remedy=RESTORE)
    yield from _out_of_bounds(connection)


def _out_of_bounds(connection: sa.Connection) -> Iterator[Finding]:
    length = sa.func.length(_TEXT)
    for table, name in ((statement, "answers"), (problem, "span")):
        (key,) = table.primary_key.columns
        start, end = table.c[f"{name}_start"], table.c[f"{name}_end"]
        pointing = sa.select(key).join(article_text, article_text.c.article_id == table.c.article_id)
        for number in connection.scalars(pointing.where(_TEXT != "", (start < 0) | (end <= start) | (end > length))):
            message = "It points to no words of its article's text."
            yield Finding(kind="quote", place=f"{table.name} {number}", message=message, remedy=RESTORE)


def _kept_twice(connection: sa.Connection, tree: PartyTree) -> Iterator[Finding]:
    """What is kept beside its source, so that it can be read quickly, and is not what its source says."""
    title = sa.func.coalesce(article.c.title, "")
    titles = sa.select(article.c.article_id).join(article_text).where(article_text.c.title != title)
    for number in connection.scalars(titles):
        yield _differs("title", f"article {number}", "Its title stands differently beside its text.")
    for row in connection.execute(sa.select(party.c.party_id, party.c.name, party.c.root_id)):
        if row.root_id != tree.lineage_ids(row.party_id)[-1]:
            yield _differs("party", f"party {row.party_id}", f"{row.name} has another root than its parents lead to.")
    states = {row.review_id: row.state for row in connection.execute(sa.select(review.c.review_id, review.c.state))}
    for number, given in answers_to(connection, states).items():
        if states[number] != amounts_to({one.state for one in given.values()}):
            yield _differs("review", f"review {number}", f"It is {states[number]}; its answers say otherwise.")
    explained = [tuple(row.values()) for row in about_rows(view_columns(connection))]
    if [tuple(row) for row in connection.execute(sa.select(about).order_by(about.c.about_id))] != explained:
        message = "It does not explain the views as factdb does."
        yield Finding(kind="about", place="about", message=message, remedy=REBUILD)


def _differs(kind: str, place: str, message: str) -> Finding:
    return Finding(kind=kind, place=place, message=message, remedy=RESTORE)
