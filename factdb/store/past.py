"""A database as it was at a moment: what was not recorded by then, or not said by then, is laid out of sight.

Whoever asks an engine for a table or view without its schema is given a temporary one of that name, if there is one.
So every table that knows when its rows were recorded gets a temporary view or copy of its rows of the moment, the
derived ones stand empty until the histories of the moment come in, and the public views are laid over these. Nobody
who reads has to know. All of it ends with the transaction; the database itself is not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from factdb.errors import DatabaseError, NotFoundError
from factdb.records import History, Moment
from factdb.store.facts import KEY_DIGITS, changeset, claim, claim_accused, claim_statement, statement
from factdb.store.fetch import ids_by_key, in_chunks
from factdb.store.model import TABLES
from factdb.store.partytree import PARTY_FIELDS, root_parties
from factdb.store.read import Reader
from factdb.store.save import delete_where, insert_many
from factdb.store.save_decisions import ARTICLE_FIELDS
from factdb.store.save_histories import DERIVED, derived_rows
from factdb.store.surface import VIEWS, view_sql

FOLLOWS = (
    "This server follows another one and can make no temporary tables, which --as-of and --known-at need. "
    "Ask the server that it follows, or make a file of it with `factdb publish`."
)
UNSAID, REPEATED = "not_said_by_then", "repeated_by_then"
NEVER_RETIRED = "CAST(NULL AS BIGINT)"
TIMELESS = ("party",)
"""Parties stay in sight, also those that came later; whom people had put under whom is laid as it was then."""


@contextmanager
def for_itself(connection: sa.Connection) -> Iterator[None]:
    """Lets a connection have temporary tables, in memory and before its transaction begins: SQLite asks for that."""
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    (reads,) = raw.execute("PRAGMA query_only").fetchone()
    try:
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute("PRAGMA query_only = OFF")
        yield
    finally:
        raw.execute(f"PRAGMA query_only = {reads}")


class Past(Reader):
    """A reader of a past moment. What is derived comes in by `keep`, and `settle` has to be called before it is read.

    `moment.known_at` is the time by which all was recorded, None for all there is.
    """

    def __init__(self, connection: sa.Connection, moment: Moment) -> None:
        super().__init__(connection)
        self.moment = moment
        self._home = open_for_temporary(connection)
        self._last = _last_changeset(connection, moment.known_at)
        self._lay_tables()
        for name in VIEWS:
            self._run(f"CREATE TEMPORARY VIEW {name} AS {view_sql(name, connection.dialect.name)}")

    def claim(self, slug_or_id: str | int) -> dict[str, object]:
        """As that of a reader of the present. Raises NotFoundError for a claim that came later, too, and says so."""
        try:
            return super().claim(slug_or_id)
        except NotFoundError:
            later = f"SELECT count(*) FROM {self._home}.claim WHERE slug = :name OR CAST(claim_id AS TEXT) = :name"
            if self._connection.scalar(sa.text(later), {"name": str(slug_or_id)}):
                raise NotFoundError(
                    f"Claim '{slug_or_id}' is younger, or nothing in it has a date: nothing that had surely been said "
                    "and recorded by that moment speaks of it. Ask for a later --as-of or --known-at; "
                    "`factdb report timeline` tells when it began."
                ) from None
            raise

    def groups_with_later_prints(self) -> list[tuple[int, ...]]:
        """The articles of the moment that reprint one text, where later ones reprint it, or one was read anew."""
        later = "article_id NOT IN (SELECT article_id FROM article)"
        anew = f"SELECT article_id FROM {self._home}.statement WHERE recorded_in > {self._last}"
        anew += f" OR retired_in > {self._last}"
        groups = f"SELECT copy_group_id FROM {self._home}.copy_group_article WHERE {later} OR article_id IN ({anew})"
        found: dict[int, tuple[int, ...]] = {}
        query = f"SELECT copy_group_id, article_id FROM copy_group_article WHERE copy_group_id IN ({groups})"
        for group, article_id in self._connection.exec_driver_sql(f"{query} ORDER BY article_id"):
            found[group] = (*found.get(group, ()), article_id)
        return list(found.values())

    def set_repeats(self, repeats: Mapping[str, str | None]) -> None:
        """Has statements (keys) repeat these others at the moment, None for no other."""
        numbers = ids_by_key(self._connection, statement, [*repeats, *(key for key in repeats.values() if key)])
        rows = [(numbers[key], numbers[told] if told else None) for key, told in repeats.items()]
        columns = ("statement_id", "repeats_statement_id")
        insert_many(self._connection, _bare(REPEATED, columns), columns, rows)

    def word(self, claim_id: int, accused: Sequence[str], **words: str) -> None:
        """Gives a claim the words (title, proposition, language) and the accused that it had at the moment."""
        self._connection.execute(claim.update().where(claim.c.claim_id == claim_id).values(**words))
        delete_where(self._connection, claim_accused, "claim_id", [claim_id])
        rows = [(claim_id, self.tree.ids[name], place) for place, name in enumerate(accused)]
        insert_many(self._connection, claim_accused, ("claim_id", "party_id", "position"), rows)

    def keep(self, histories: Mapping[int, History | None]) -> None:
        """Takes in the histories of claims; asked as of a day, what they do not hold was not said by then."""
        told = {claim_id: history for claim_id, history in histories.items() if history is not None}
        if self.moment.as_of:
            self._unlink_but(told, histories)
        for table, rows in derived_rows(self, told).items():
            insert_many(self._connection, table, table.columns.keys(), rows)

    def settle(self, day: str | None) -> None:
        """Leaves out what nothing was said of by this day, and lets nothing be written from now on."""
        if day is not None:
            self._leave_unsaid(day)
        if self._connection.dialect.name == "sqlite":
            self._run("PRAGMA query_only = ON")
            return
        self._run(f"ANALYZE {', '.join(table.name for table in (*DERIVED, claim, claim_statement))}")
        self._run("SET TRANSACTION READ ONLY")

    def _lay_tables(self) -> None:
        self._run(f"CREATE TEMPORARY TABLE {UNSAID} (statement_id BIGINT PRIMARY KEY)")
        self._run(f"CREATE TEMPORARY TABLE {REPEATED} (statement_id BIGINT PRIMARY KEY, repeats_statement_id BIGINT)")
        self._view("changeset", f"changeset_id <= {self._last}")
        own = {
            "appearance",
            "article",
            "claim",
            "claim_statement",
            "decision",
            "review",
            "statement",
            "verdict",
            *TIMELESS,
        }
        for name in [name for name, table in TABLES.items() if "recorded_in" in table.c and name not in own]:
            self._view(name, self._recorded(name))
        self._view(
            "article",
            self._recorded("article"),
            **{name: self._held("article", name, (name,)) for name in ARTICLE_FIELDS},
        )
        gone = f"CASE WHEN retired_in <= {self._last} THEN retired_in END"
        self._view("decision", f"recorded_in <= {self._last}", retired_in=gone)
        told = "FROM decision d WHERE d.review_id = review.review_id AND d.state <> 'open' AND d.retired_in IS NULL"
        agreed = f"(SELECT CASE WHEN count(DISTINCT d.state) = 1 THEN min(d.state) ELSE 'open' END {told})"
        self._view("review", self._recorded("review"), state=agreed)
        self._view("verdict", f"{self._recorded('verdict')}{self._given()}")
        self._view(
            "statement",
            f"recorded_in <= {self._last} AND statement_id NOT IN (SELECT statement_id FROM {UNSAID})",
            retired_in=f"CASE WHEN retired_in <= {self._last} THEN retired_in END",
            repeats_statement_id=f"CASE WHEN statement_id IN (SELECT statement_id FROM {REPEATED}) THEN "
            f"(SELECT r.repeats_statement_id FROM {REPEATED} r WHERE r.statement_id = statement.statement_id) "
            "ELSE repeats_statement_id END",
        )
        self._copy("claim_statement", self._recorded("claim_statement"))
        if self.moment.known_at:
            self._lay_linking()
        merged = {"merged_into_id": self._merged_into()} if self.moment.known_at else {}
        self._copy("claim", self._recorded("claim"), **merged)
        self._copy("claim_accused", "claim_id IN (SELECT claim_id FROM claim)")
        for table in DERIVED:
            self._copy(table.name, "1 = 0")
        if self.moment.known_at:
            self._lay_parties()

    def _lay_parties(self) -> None:
        """Who stood under whom; a party that came later stands where it stands today."""
        if not self._connection.scalar(sa.text(f"SELECT count(*) FROM {self._home}.review WHERE party_id IS NOT NULL")):
            return
        above = f"SELECT p.party_id FROM {self._home}.party p WHERE p.name = "
        held = {"kind": self._held("party", "kind", PARTY_FIELDS["kind"])}
        held["parent_id"] = self._held("party", "parent_id", PARTY_FIELDS["parent_id"], f"({above}{{}})")
        self._copy("party", "1 = 1", **held)
        root_parties(self._connection, self.tree)

    def _lay_linking(self) -> None:
        """What the machine settles again with each load: whose prints are the first, which claim shows up where."""
        there = "article_id IN (SELECT article_id FROM article)"
        group = f"{self._home}.copy_group_article g JOIN article a ON a.article_id = g.article_id"
        group += " JOIN article own ON own.article_id = copy_group_article.article_id"
        earlier = f"{self._printed('a')} < {self._printed('own')}"
        same = "g.copy_group_id = copy_group_article.copy_group_id"
        first = f"NOT EXISTS (SELECT 1 FROM {group} WHERE {same} AND {earlier})"
        self._copy("copy_group_article", there, is_first=first)
        held = self._held_by_then()
        self._copy("appearance", self._recorded("appearance"), claim_id=held)
        both = " AND ".join(f"{end} IN (SELECT appearance_id FROM appearance)" for end in ("one_id", "other_id"))
        self._view("appearance_tie", both)

    def _held_by_then(self) -> str:
        """The claim that held an appearance: where the machine had last linked most of its statements.

        What people put elsewhere leaves it where it was, unless they split it off as a whole.
        """
        linked = f"{self._home}.appearance_statement m JOIN {self._home}.statement s ON s.statement_id = m.statement_id"
        linked += f" JOIN {self._home}.claim_statement l ON l.statement_id IN ({self._rows_of('s.key')})"
        linked += f" JOIN {self._home}.appearance a ON a.appearance_id = m.appearance_id"
        apart = "r.kind = 'same_claim' AND r.state = 'rejected' AND l.claim_id IN (r.claim_id, r.other_claim_id)"
        chosen = f"l.decided_by = 'machine' OR EXISTS (SELECT 1 FROM review r WHERE {apart})"
        by_then = f"({chosen}) AND l.recorded_in <= {self._last}"
        is_live = f"(l.retired_in IS NULL OR l.retired_in > {self._last})"
        found, live = (
            f"sum(CASE WHEN {test} THEN 1 ELSE 0 END)" for test in (f"{is_live} AND l.decided_by = 'machine'", is_live)
        )
        best = f"{found} DESC, {live} DESC, max(l.recorded_in) DESC, l.claim_id <> a.claim_id, l.claim_id"
        where = f"m.appearance_id = appearance.appearance_id AND {by_then}"
        return (
            f"(SELECT l.claim_id FROM {linked} WHERE {where} GROUP BY l.claim_id, a.claim_id ORDER BY {best} LIMIT 1)"
        )

    def _held(self, table: str, column: str, kinds: Iterable[str], value: str = "{}") -> str:
        """What a column held: what stood there before the first decision of these kinds since, made a value."""
        told = ", ".join(f"'{kind}'" for kind in kinds)
        later = f"FROM {self._home}.decision d JOIN {self._home}.review r ON r.review_id = d.review_id "
        later += f"WHERE r.{table}_id = {table}.{table}_id AND r.kind IN ({told}) AND d.recorded_in > {self._last}"
        first = value.format(f"(SELECT d.before {later} ORDER BY d.decision_id LIMIT 1)")
        return f"CASE WHEN EXISTS (SELECT 1 {later}) THEN {first} ELSE {column} END"

    def _printed(self, article: str) -> str:
        """What tells the first print of a text: the earliest by date, then by key."""
        plain = "" if self._is_sqlite else ' COLLATE "C"'
        return f"(coalesce({article}.published_on, 'undated'){plain}, {article}.key{plain})"

    def _rows_of(self, key: str) -> str:
        """The numbers of all rows of a statement, live and closed: each kind has its own index of keys."""
        same = f"substr(o.key, 1, {KEY_DIGITS}) = substr({key}, 1, {KEY_DIGITS})"
        rows = f"SELECT o.statement_id FROM {self._home}.statement o WHERE {same} AND o.retired_in IS"
        return f"{rows} NULL UNION ALL {rows} NOT NULL"

    def _merged_into(self) -> str:
        """No claim while it held something itself; else the one that held most of what had been in it.

        A claim that people follow leads to another one only where they united the two.
        """
        held = "SELECT 1 FROM claim_statement l WHERE l.claim_id = claim.claim_id"
        shown = "SELECT 1 FROM appearance a WHERE a.claim_id = claim.claim_id"
        named = "claim.claim_id IN (r.claim_id, r.other_claim_id)"
        united = f"SELECT 1 FROM review r WHERE r.kind = 'same_claim' AND r.state = 'accepted' AND {named}"
        own = f"EXISTS ({held}) OR EXISTS ({shown}) OR (origin = 'tracked' AND NOT EXISTS ({united}))"
        once = f"{self._home}.claim_statement t JOIN {self._home}.statement s ON s.statement_id = t.statement_id"
        most = f"SELECT l.claim_id FROM {once} JOIN claim_statement l ON l.statement_id IN ({self._rows_of('s.key')})"
        most += f" WHERE t.claim_id = claim.claim_id AND t.recorded_in <= {self._last} GROUP BY l.claim_id"
        return f"CASE WHEN {own} THEN NULL ELSE ({most} ORDER BY count(DISTINCT s.key) DESC, l.claim_id LIMIT 1) END"

    def _recorded(self, table: str) -> str:
        """The condition that a row was recorded by the moment, and not retired."""
        recorded = f"recorded_in <= {self._last}"
        if "retired_in" not in TABLES[table].c:
            return recorded
        return f"{recorded} AND (retired_in IS NULL OR retired_in > {self._last})"

    def _given(self) -> str:
        """The condition that a verdict may have been given by the day of which the moment is; '~' follows all dates."""
        if self.moment.as_of is None:
            return ""
        plain = "" if self._is_sqlite else ' COLLATE "C"'
        return f" AND (given_on IS NULL OR given_on{plain} <= '{self.moment.as_of}~')"

    def _view(self, name: str, where: str, **instead: str) -> None:
        self._run(f"CREATE TEMPORARY VIEW {name} AS {self._select(name, where, instead)}")

    def _copy(self, name: str, where: str, **instead: str) -> None:
        """A temporary copy of a table that can be changed, with its indices."""
        self._run(f"CREATE TEMPORARY TABLE {name} AS {self._select(name, where, instead)}")
        table = TABLES[name]
        unique = [each for each in table.constraints if isinstance(each, sa.PrimaryKeyConstraint | sa.UniqueConstraint)]
        indexed = {tuple(column.name for column in each.columns) for each in (*unique, *table.indexes)}
        for number, columns in enumerate(sorted(indexed - {()})):
            place = f"{'temp.' if self._is_sqlite else ''}then_{name}_{number}"
            self._run(f"CREATE INDEX {place} ON {name} ({', '.join(columns)})")

    def _select(self, name: str, where: str, instead: Mapping[str, str]) -> str:
        columns = TABLES[name].columns.keys()
        told = {"retired_in": NEVER_RETIRED} if "retired_in" in columns else {}
        told |= instead
        listed = ", ".join(f'{told[column]} AS "{column}"' if column in told else f'"{column}"' for column in columns)
        return f"SELECT {listed} FROM {self._home}.{name} WHERE {where}"

    def _unlink_but(self, told: Mapping[int, History], claim_ids: Iterable[int]) -> None:
        """Takes away the links of these claims to statements that their histories do not hold."""
        keys = {role.statement for history in told.values() for role in history.roles}
        numbers = ids_by_key(self._connection, statement, keys)
        kept = {(claim_id, numbers[role.statement]) for claim_id, history in told.items() for role in history.roles}
        own = claim_statement.c
        links = sa.select(own.claim_statement_id, own.claim_id, own.statement_id)
        gone = [
            row.claim_statement_id
            for chunk in in_chunks(claim_ids)
            for row in self._connection.execute(links.where(own.claim_id.in_(chunk)))
            if (row.claim_id, row.statement_id) not in kept
        ]
        delete_where(self._connection, claim_statement, "claim_statement_id", gone)

    def _leave_unsaid(self, day: str) -> None:
        """Leaves out claims without a history, and statements that are in none and may have been said later."""
        self._run(
            "DELETE FROM claim WHERE merged_into_id IS NULL AND claim_id NOT IN (SELECT claim_id FROM claim_state)"
        )
        after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
        said = "coalesce(s.said_on, a.published_on)"
        late = f"{said} >= substr('{after}', 1, length({said}))"
        late += f" AND (s.said_on_latest IS NULL OR s.said_on_latest > '{day}')"
        self._run(
            f"INSERT INTO {UNSAID} SELECT s.statement_id FROM statement s JOIN article a USING (article_id) "
            f"WHERE ({said} IS NULL OR {late}) AND s.statement_id NOT IN (SELECT statement_id FROM claim_statement)"
        )

    @property
    def _is_sqlite(self) -> bool:
        return self._connection.dialect.name == "sqlite"

    def _run(self, sql: str) -> None:
        self._connection.exec_driver_sql(sql)


def _bare(name: str, columns: Sequence[str]) -> sa.Table:
    """A table by its name and those of its columns alone."""
    return sa.Table(name, sa.MetaData(), *(sa.Column(column) for column in columns))


def open_for_temporary(connection: sa.Connection) -> str:
    """Has temporary tables come first for every name, and gives the schema in which the others are."""
    if connection.dialect.name == "sqlite":
        return "main"
    try:
        connection.exec_driver_sql("SET TRANSACTION READ WRITE")
    except sa.exc.NotSupportedError as error:
        raise DatabaseError(FOLLOWS) from error
    schemas = connection.scalar(sa.text("SELECT current_schemas(false)"))
    home = connection.scalar(
        sa.text("SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = 'changeset'::regclass")
    )
    quote = connection.dialect.identifier_preparer.quote
    path = ", ".join(["pg_temp", *(quote(schema) for schema in schemas or () if not schema.startswith("pg_"))])
    connection.exec_driver_sql(f"SET LOCAL search_path TO {path}")
    return str(home)


def _last_changeset(connection: sa.Connection, known_at: str | None) -> int:
    """The last changeset that was recorded by a time: the database once was as all up to it have made it."""
    last = sa.select(sa.func.max(changeset.c.changeset_id))
    if known_at is not None:
        last = last.where(changeset.c.recorded_at <= known_at)
    return connection.scalar(last) or 0
