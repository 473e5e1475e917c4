"""The present database as of a day: what had not been said by then is laid out of sight.

The states of claims tell which of them that day leaves open. Only these have to be folded anew; of the others all or
nothing had been said by then, so that they stand as they are kept, or not at all. What is kept of their statements is
laid beside the rest as it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from factdb.records import History, Moment
from factdb.store.derived import party_position, statement_role, status_change
from factdb.store.facts import claim_statement
from factdb.store.fetch import in_chunks, plain_rows
from factdb.store.model import TABLES
from factdb.store.past import Past, open_for_temporary
from factdb.store.read import Reader
from factdb.store.save import insert_many
from factdb.store.save_histories import DERIVED, derived_rows
from factdb.store.surface import VIEWS, view_sql

TOLD = (statement_role, party_position, status_change)
"""What is derived of the statements of a claim, beside its state."""

NOT_YET, UNLINKED, LAID = "claim_not_yet", "link_not_yet", "claim_laid"


class PastDay(Past):
    """A reader of the present as of a day; `lay` gives the claims that have to be folded before it is `settled`.

    `moment.known_at` is None: all that was recorded counts.
    """

    def __init__(self, connection: sa.Connection, moment: Moment) -> None:
        Reader.__init__(self, connection)
        self.moment = moment
        self._home = open_for_temporary(connection)
        self._is_all_laid = False

    def lay(self, day: str) -> list[int]:
        """Lays the states of the claims in which all had been said by a day; gives those that the day leaves open."""
        for name in (NOT_YET, UNLINKED, LAID):
            self._run(f"CREATE TEMPORARY TABLE {name} (number BIGINT PRIMARY KEY)")
        for table in DERIVED:
            self._run(
                f"CREATE TEMPORARY TABLE then_{table.name} AS SELECT * FROM {self._home}.{table.name} WHERE 1 = 0"
            )
        states = f"SELECT * FROM {self._home}.claim_state WHERE settled_on <= '{day}'"
        self._run(f"INSERT INTO then_claim_state {states}")
        began = f"begins_on <= '{day}' AND (settled_on IS NULL OR settled_on > '{day}')"
        self._run(
            f"INSERT INTO {NOT_YET} SELECT claim_id FROM {self._home}.claim WHERE merged_into_id IS NULL AND claim_id "
            f"NOT IN (SELECT claim_id FROM {self._home}.claim_state WHERE settled_on <= '{day}' OR ({began}))"
        )
        opened = f"SELECT claim_id FROM {self._home}.claim_state WHERE {began} ORDER BY claim_id"
        return list(self._connection.scalars(sa.text(opened)))

    def keep(self, histories: Mapping[int, History | None]) -> None:
        """Takes in the histories of claims that the day leaves open; what they do not hold was not said by then."""
        told = {claim_id: history for claim_id, history in histories.items() if history is not None}
        rows = derived_rows(self, told)
        for table in DERIVED:
            self._insert(f"then_{table.name}", table.columns.keys(), rows[table])
        self._insert(NOT_YET, ("number",), [(number,) for number in histories if number not in told])
        self._insert(LAID, ("number",), [(number,) for number in histories])
        said, own = {row[:2] for row in rows[statement_role]}, claim_statement.c
        links = sa.select(own.claim_id, own.statement_id, own.claim_statement_id).where(own.retired_in.is_(None))
        chunks = (plain_rows(self._connection, links.where(own.claim_id.in_(some))) for some in in_chunks(histories))
        self._insert(UNLINKED, ("number",), [row[2:] for chunk in chunks for row in chunk if row[:2] not in said])

    def settle(self, day: str | None) -> None:
        """Lays views over what had not been said, and lets nothing be written from now on."""
        assert day is not None
        for table in DERIVED:
            keys = ", ".join(table.primary_key.columns.keys())
            self._run(f"ALTER TABLE then_{table.name} RENAME TO {table.name}")
            self._run(f"CREATE UNIQUE INDEX {self._place(f'then_{table.name}_key')} ON {table.name} ({keys})")
        surest = f"CREATE INDEX {self._place('then_surest')} ON claim_state (sureness, statement_count, status)"
        self._run(f"{surest} WHERE is_contested")
        self._run(f"CREATE INDEX {self._place('then_told')} ON statement_role (statement_id)")
        self._view("claim", f"claim_id NOT IN (SELECT number FROM {NOT_YET})")
        linked = f"retired_in IS NULL AND claim_id NOT IN (SELECT number FROM {NOT_YET})"
        linked += f" AND claim_statement_id NOT IN (SELECT number FROM {UNLINKED})"
        self._view("claim_statement", linked)
        self._view("statement", f"NOT ({self._late(day)}) OR EXISTS (SELECT 1 FROM claim_statement l WHERE {OWN})")
        self._view("verdict", f"retired_in IS NULL{self._given()}")
        for name in VIEWS:
            self._run(f"CREATE TEMPORARY VIEW {name} AS {view_sql(name, self._connection.dialect.name)}")
        self._write_no_more()

    def rows(
        self,
        view: str,
        where: Mapping[str, object] | None = None,
        order: Sequence[str] = (),
        limit: int | None = None,
        only: Sequence[str] = (),
    ) -> list[dict[str, object]]:
        """As those of a reader of the present."""
        if view in READS_TOLD:
            claims = (where or {}).get("claim_id")
            numbers = claims if isinstance(claims, list | tuple) else [claims]
            self._lay_told(None if claims is None else [int(str(one)) for one in numbers])
        return super().rows(view, where, order, limit, only)

    def changed(
        self, since: str | None, until: str | None, statuses: Sequence[str] = (), *, recorded: bool = False
    ) -> tuple[tuple[int, ...], int]:
        """As that of a reader of the present."""
        self._lay_told(None)
        return super().changed(since, until, statuses, recorded=recorded)

    def _lay_told(self, claim_ids: Iterable[int] | None) -> None:
        """Lays what is kept of the statements of these claims, or of all, if it is not laid yet."""
        if self._is_all_laid:
            return
        self._write()
        for some in [None] if claim_ids is None else in_chunks(claim_ids):
            among = "" if some is None else f" AND claim_id IN ({', '.join(map(str, some))})"
            fresh = f"SELECT claim_id FROM claim_state WHERE claim_id NOT IN (SELECT number FROM {LAID}){among}"
            for table in TOLD:
                kept = f"SELECT * FROM {self._home}.{table.name} WHERE claim_id IN ({fresh})"
                self._run(f"INSERT INTO {table.name} {kept}")
            self._run(f"INSERT INTO {LAID} {fresh}")
        self._is_all_laid = claim_ids is None
        self._write_no_more()

    def _late(self, day: str) -> str:
        """The condition that a statement may have been said after a day."""
        after = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
        dated = f"(SELECT a.published_on FROM {self._home}.article a WHERE a.article_id = statement.article_id)"
        said = f"coalesce(said_on, {dated})"
        late = (
            f"{said} >= substr('{after}', 1, length({said})) AND (said_on_latest IS NULL OR said_on_latest > '{day}')"
        )
        return f"{said} IS NULL OR ({late})"

    def _view(self, name: str, where: str, **instead: str) -> None:
        """A table as it is, but for rows."""
        listed = ", ".join(f'"{column.name}"' for column in TABLES[name].columns)
        self._run(f"CREATE TEMPORARY VIEW {name} AS SELECT {listed} FROM {self._home}.{name} WHERE {where}")

    def _insert(self, name: str, columns: Sequence[str], rows: list[tuple[object, ...]]) -> None:
        plain = [tuple(str(one) if isinstance(one, str) else one for one in row) for row in rows]
        insert_many(self._connection, sa.Table(name, sa.MetaData()), columns, plain)

    def _place(self, index: str) -> str:
        return f"temp.{index}" if self._is_sqlite else index

    def _write(self) -> None:
        if self._is_sqlite:  # PostgreSQL lets who only reads write into temporary tables
            self._run("PRAGMA query_only = OFF")

    def _write_no_more(self) -> None:
        self._run("PRAGMA query_only = ON" if self._is_sqlite else "SET TRANSACTION READ ONLY")


OWN = "l.statement_id = statement.statement_id"
READS_TOLD = {"claim_statements", "claim_status_history", "denial_record", *(table.name for table in TOLD)}
