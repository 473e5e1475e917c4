"""The present database as of a day: what had not been said by then is laid out of sight.

The states of claims tell which of them that day leaves open. Only these have to be folded anew; of the others all or
nothing had been said by then, so that they stand as they are kept, or not at all. What is kept of their statements is
laid beside the rest as it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from factdb.records import History, Moment, Tracked, Voice
from factdb.store import fetch
from factdb.store.derived import claim_state, party_position, statement_role, status_change
from factdb.store.fetch import in_chunks
from factdb.store.fetch_standing import Contested
from factdb.store.model import TABLES
from factdb.store.past import Past, open_for_temporary
from factdb.store.read import Reader
from factdb.store.save import insert_many
from factdb.store.save_histories import DERIVED, derived_rows
from factdb.store.surface import VIEWS, view_sql

AT_ONCE = 500
TOLD = (statement_role, party_position, status_change)
"""What is derived of the statements of a claim, beside its state."""

NOT_YET, UNLINKED, LAID, OPEN = "claim_not_yet", "link_not_yet", "claim_laid", "claim_open"
OWN = "l.statement_id = statement.statement_id"
READS_TOLD = {"claim_statements", "claim_status_history", "denial_record", *(table.name for table in TOLD)}
WHATEVER_DAY = {"article", "article_collection", "changeset", "collection", "decision", "party", "problem", "review"}
"""Tables of which every day shows the same."""

Fold = Callable[[Sequence[int]], Mapping[int, History | None]]


class PastDay(Past):
    """A reader of the present as of a day, once `lay` was called.

    `moment.known_at` is None: all that was recorded counts.
    """

    def __init__(self, connection: sa.Connection, moment: Moment) -> None:
        Reader.__init__(self, connection)
        self.moment = moment
        self._home = open_for_temporary(connection)
        self._is_all_laid = False
        self._open: set[int] = set()
        self._stated: set[int] = set()

    def lay(self, day: str, fold: Fold) -> None:
        """Lays views over what had not been said by a day; `fold` gives the histories of claims that it leaves open."""
        self._fold_of, self._day = fold, day
        for name in (NOT_YET, UNLINKED, LAID, OPEN):
            self._run(f"CREATE TEMPORARY TABLE {name} (number BIGINT PRIMARY KEY)")
        states, done = f"{self._home}.claim_state", f"settled_on <= '{day}'"
        began = f"begins_on <= '{day}' AND (settled_on IS NULL OR settled_on > '{day}')"
        self._run(f"INSERT INTO {OPEN} SELECT claim_id FROM {states} WHERE {began}")
        self._open = set(self._connection.scalars(sa.text(f"SELECT number FROM {OPEN}")))
        self._run(
            f"INSERT INTO {NOT_YET} SELECT claim_id FROM {self._home}.claim WHERE merged_into_id IS NULL "
            f"AND claim_id NOT IN (SELECT claim_id FROM {states} WHERE {done} OR ({began}))"
        )
        for table in DERIVED:
            kept = done if table is claim_state else "1 = 0"
            self._run(f"CREATE TEMPORARY TABLE {table.name} AS SELECT * FROM {self._home}.{table.name} WHERE {kept}")
            keys = ", ".join(table.primary_key.columns.keys())
            self._run(f"CREATE UNIQUE INDEX {self._place(f'then_{table.name}')} ON {table.name} ({keys})")
        surest = f"CREATE INDEX {self._place('then_surest')} ON claim_state (sureness, statement_count, status)"
        self._run(f"{surest} WHERE is_contested")
        self._run(f"CREATE INDEX {self._place('then_told')} ON statement_role (statement_id)")
        self._lay_views(day)
        self._write_no_more()

    def _lay_views(self, day: str) -> None:
        self._view("claim", f"claim_id NOT IN (SELECT number FROM {NOT_YET})")
        linked = f"retired_in IS NULL AND claim_id NOT IN (SELECT number FROM {NOT_YET})"
        linked += f" AND claim_statement_id NOT IN (SELECT number FROM {UNLINKED})"
        self._view("claim_statement", linked)
        late = self._late("statement")
        self._view("statement", f"NOT ({late}) OR EXISTS (SELECT 1 FROM claim_statement l WHERE {OWN})")
        self._view("verdict", f"retired_in IS NULL{self._given()}")
        for name in VIEWS:
            self._run(f"CREATE TEMPORARY VIEW {name} AS {view_sql(name, self._connection.dialect.name)}")

    def rows(
        self,
        view: str,
        where: Mapping[str, object] | None = None,
        order: Sequence[str] = (),
        limit: int | None = None,
        only: Sequence[str] = (),
    ) -> list[dict[str, object]]:
        """As those of a reader of the present."""
        asked = {name: _numbers(one) for name, one in (where or {}).items() if name.endswith("_id")}
        claims = asked.get("claim_id")
        if view not in WHATEVER_DAY and (view != "parties" or set(only or ["all"]) - {"name", "aliases"}):
            self._fold(self._claims_of(asked) if claims is None else claims)
        if view in READS_TOLD:
            self._lay_told(claims)
        return super().rows(view, where, order, limit, only)

    def in_parts(self, view: str, order: Sequence[str], size: int) -> Iterator[list[dict[str, object]]]:
        """As those of a reader of the present."""
        self._fold(None)
        self._lay_told(None)
        return super().in_parts(view, order, size)

    def claim_count(self) -> int:
        """As that of a reader of the present."""
        said = f"NOT ({self._late('s')}) AND (s.said_on_earliest IS NULL OR s.said_on_earliest <= '{self._day}')"
        first = f"s.retired_in IS NULL AND s.repeats_statement_id IS NULL AND {said}"
        self._fold(self._open_without(f"l.stance = 'asserts' AND {first}"))
        stated = self._connection.scalar(sa.text("SELECT count(*) FROM claim_state"))
        return int(stated or 0) + len(self._open)

    def contested(self, statuses: Sequence[str] = (), least: float = 0.0, limit: int | None = None) -> Contested:
        """As those of a reader of the present: a claim that nobody denies is not contested on any day."""
        denied = f"l.stance = 'denies' AND NOT ({self._late('s')})"
        self._state(self._open - self._open_without(denied))
        return super().contested(statuses, least, limit)

    def changed(
        self, since: str | None, until: str | None, statuses: Sequence[str] = (), *, recorded: bool = False
    ) -> tuple[tuple[int, ...], int]:
        """As that of a reader of the present."""
        self._fold(None)
        self._lay_told(None)
        return super().changed(since, until, statuses, recorded=recorded)

    def tracked(self) -> dict[int, Tracked]:
        """As those of a reader of the present."""
        self._fold(
            self._connection.scalars(sa.text(f"SELECT claim_id FROM {self._home}.claim WHERE origin = 'tracked'"))
        )
        return super().tracked()

    def search(self, query: str, limit: int = 20) -> list[dict[str, object]]:
        """As that of a reader of the present."""
        self._fold(None)
        return super().search(query, limit)

    def voices(self, claim_ids: Iterable[int]) -> dict[int, list[Voice]]:
        """All that is said in these claims, whenever it was said."""
        found, self.voice_rows = fetch.voices(self._connection, self.tree, claim_ids, self._home)
        return found

    def keep(self, histories: Mapping[int, History | None], tables: Sequence[sa.Table] = DERIVED) -> None:
        """Takes in the histories of claims that the day leaves open; what they do not hold was not said by then.

        Only these tables of them are laid: with the states which claims were not there by then, with the roles which
        statements were not.
        """
        told = {claim_id: history for claim_id, history in histories.items() if history is not None}
        rows = derived_rows(self, told, tables)
        for table in tables:
            self._insert(table.name, table.columns.keys(), rows[table])
        if claim_state in rows:
            self._insert(NOT_YET, ("number",), [(number,) for number in histories if number not in told])
        if statement_role in rows:
            self._insert(LAID, ("number",), [(number,) for number in histories])
            said = {row[:2] for row in rows[statement_role]}
            links = (link for some in in_chunks(histories) for link in self._links(some))
            self._insert(UNLINKED, ("number",), [link[2:] for link in links if link[:2] not in said])

    def _links(self, claim_ids: Iterable[int]) -> Sequence[Any]:
        own = f"SELECT claim_id, statement_id, claim_statement_id FROM {self._home}.claim_statement"
        listed = ", ".join(map(str, claim_ids))
        return self._connection.exec_driver_sql(f"{own} WHERE retired_in IS NULL AND claim_id IN ({listed})").all()

    def _fold(self, claim_ids: Iterable[int] | None) -> None:
        """Folds those of these claims, or of all, that the day leaves open and that are not folded yet."""
        wanted = None if claim_ids is None else set(claim_ids)
        stated = self._stated if wanted is None else self._stated & wanted
        self._stated = self._stated - stated
        self._fold_some(stated, TOLD)
        self._fold_some(self._open if wanted is None else self._open & wanted, DERIVED)

    def _state(self, claim_ids: set[int]) -> None:
        """Folds claims that are open for their states alone: most are counted and not shown."""
        self._fold_some(claim_ids, (claim_state,))
        self._stated |= claim_ids

    def _fold_some(self, claim_ids: set[int], tables: Sequence[sa.Table]) -> None:
        wanted = sorted(claim_ids)
        if not wanted:
            return
        self._write()
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            self.keep(self._fold_of(some), tables)
            self._run(f"DELETE FROM {OPEN} WHERE number IN ({', '.join(map(str, some))})")
        self._open = self._open - claim_ids
        self._write_no_more()

    def _claims_of(self, asked: Mapping[str, Iterable[int]]) -> list[int] | None:
        """The claims in which these statements, or what these articles tell, are linked; None for all there are."""
        found = None
        for name in ("statement_id", "article_id"):
            if name in asked and found is None:
                statements = f"JOIN {self._home}.statement s ON s.statement_id = l.statement_id"
                links = f"SELECT DISTINCT l.claim_id FROM {self._home}.claim_statement l {statements}"
                chunks = (", ".join(map(str, some)) for some in in_chunks(asked[name]))
                queries = (sa.text(f"{links} WHERE l.retired_in IS NULL AND s.{name} IN ({some})") for some in chunks)
                found = [claim for query in queries for claim in self._connection.scalars(query)]
        return found

    def _open_without(self, fits: str) -> set[int]:
        """The claims that are open and hold nothing (`l` a link, `s` its statement) that fits a condition."""
        links = f"{self._home}.claim_statement l JOIN {self._home}.statement s ON s.statement_id = l.statement_id"
        held = f"SELECT 1 FROM {links} WHERE l.claim_id = o.number AND l.retired_in IS NULL AND {fits}"
        return set(self._connection.scalars(sa.text(f"SELECT o.number FROM {OPEN} o WHERE NOT EXISTS ({held})")))

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

    def _late(self, s: str) -> str:
        """The condition that a statement of this name may have been said after the day."""
        after = (date.fromisoformat(self._day) + timedelta(days=1)).isoformat()
        dated = f"(SELECT a.published_on FROM {self._home}.article a WHERE a.article_id = {s}.article_id)"
        said = f"coalesce({s}.said_on, {dated})"
        late = f"{said} >= substr('{after}', 1, length({said}))"
        return f"{said} IS NULL OR ({late} AND ({s}.said_on_latest IS NULL OR {s}.said_on_latest > '{self._day}'))"

    def _view(self, name: str, where: str, **instead: str) -> None:
        """A table as it is, but for rows."""
        listed = ", ".join(f'"{column.name}"' for column in TABLES[name].columns)
        self._run(f"CREATE TEMPORARY VIEW {name} AS SELECT {listed} FROM {self._home}.{name} WHERE {where}")

    def _insert(self, name: str, columns: Sequence[str], rows: list[tuple[object, ...]]) -> None:
        table = sa.Table(name, sa.MetaData(), *(sa.Column(column) for column in columns))
        insert_many(self._connection, table, columns, rows)

    def _place(self, index: str) -> str:
        return f"temp.{index}" if self._is_sqlite else index

    def _write(self) -> None:
        if self._is_sqlite:  # PostgreSQL lets who only reads write into temporary tables
            self._run("PRAGMA query_only = OFF")

    def _write_no_more(self) -> None:
        self._run("PRAGMA query_only = ON" if self._is_sqlite else "SET TRANSACTION READ ONLY")


def _numbers(value: object) -> list[int]:
    return [int(str(one)) for one in (value if isinstance(value, list | tuple) else [value]) if one is not None]
