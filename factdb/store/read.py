"""Reading inside one transaction: rows of the public views, claims by name, and the records that the stages work on."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from factdb.errors import NotFoundError
from factdb.records import (
    NOW,
    Answer,
    Article,
    Finding,
    History,
    Moment,
    Party,
    Question,
    Ruling,
    Statement,
    Tie,
    Tracked,
    Voice,
    Weighed,
    Wording,
)
from factdb.store import (
    fetch,
    fetch_linking,
    fetch_relations,
    fetch_review,
    fetch_standing,
    fetch_tracked,
    fetch_versions,
    integrity,
    rulings,
    save_histories,
    save_verdicts,
    seals,
    search,
)
from factdb.store.columns import Bytewise, iso_text
from factdb.store.facts import article, article_text, claim, party, statement
from factdb.store.fetch_linking import Candidate, PlacedAppearance
from factdb.store.fetch_review import Doubtful
from factdb.store.fetch_standing import Contested
from factdb.store.fetch_versions import Versions, keyed
from factdb.store.homes import Homes, homes
from factdb.store.linking import appearance
from factdb.store.model import TABLES
from factdb.store.partytree import PartyTree, recorded_tree, tree_of
from factdb.store.save_histories import Differences
from factdb.store.save_verdicts import Held
from factdb.store.surface import VIEWS

__all__ = ["Candidate", "Contested", "Doubtful", "PlacedAppearance", "Reader"]

TEXT = 25
"""The number of PostgreSQL's type `text`."""

COUNTED = ("article", "statement", "claim", "changeset")


class Reader:
    """What can be asked of one snapshot; `moment` is the one that it shows."""

    moment: Moment = NOW

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._parties: PartyTree | None = None
        self.voice_rows: Mapping[str, fetch.VoiceRow] = {}
        """For the other files of this room alone: the rows of the voices that were read last."""
        self._columns: dict[str, tuple[str, ...]] = {}

    def columns(self, view: str) -> tuple[str, ...]:
        """The columns of a public view or table. Raises ValueError for a name that is none."""
        if view in TABLES:
            return tuple(TABLES[view].columns.keys())
        if view not in VIEWS:
            raise ValueError(f"{view} is neither a public view nor a table")
        if view not in self._columns:
            self._columns[view] = tuple(self._connection.exec_driver_sql(f"SELECT * FROM {view} LIMIT 0").keys())
        return self._columns[view]

    def rows(
        self,
        view: str,
        where: Mapping[str, object] | None = None,
        order: Sequence[str] = (),
        limit: int | None = None,
        only: Sequence[str] = (),
    ) -> list[dict[str, object]]:
        """Rows of a public view or table, as dictionaries with its columns, or with `only` some of them.

        `where` asks for equality; None for nothing there, a list or tuple for any of its values. `order` names columns,
        `-column` downwards; what is empty comes last either way. Raises ValueError for a name that is none.
        """
        names = self.columns(view)
        columns: dict[str, sa.ColumnClause[Any]] = {name: sa.column(name) for name in names}
        _check_names(view, columns, [*(where or {}), *only, *(name.removeprefix("-") for name in order)])
        if any(isinstance(value, list | tuple) and not value for value in (where or {}).values()):
            return []  # what is none of no values is nothing; the engine would read all rows to find that out
        wanted = [columns[name] for name in only or names]
        source = sa.table(view, *columns.values())
        query = sa.select(*wanted).select_from(source).limit(limit)
        for name, value in (where or {}).items():
            is_key = (view, name) == ("statement", "key")
            query = query.where(keyed(source, _listed(value)) if is_key else _matches(columns[name], value))
        texts = self._texts(view) if order else frozenset()
        for name in order:
            column = columns[name.removeprefix("-")]
            ordered = Bytewise(column) if name.removeprefix("-") in texts else column
            query = query.order_by(column.is_(None), ordered.desc() if name.startswith("-") else ordered.asc())
        return _plain(
            tuple(only) or names, self._connection.execute(query), is_file=self._connection.dialect.name == "sqlite"
        )

    def in_parts(self, view: str, order: Sequence[str], size: int) -> Iterator[list[dict[str, object]]]:
        """All rows of a public view or table by these columns, so many at once: memory holds no more than that.

        The columns must be full in every row. Raises ValueError for a name that is none.
        """
        names, texts = self.columns(view), self._texts(view)
        columns: dict[str, sa.ColumnClause[Any]] = {name: sa.column(name) for name in names}
        _check_names(view, columns, order)
        query = sa.select(*columns.values()).select_from(sa.table(view, *columns.values()))
        ordered = (Bytewise(columns[name]) if name in texts else columns[name] for name in order)
        query = query.order_by(*ordered).execution_options(yield_per=size)
        is_file = self._connection.dialect.name == "sqlite"
        for part in self._connection.execute(query).partitions():
            yield _plain(names, part, is_file=is_file)

    def _texts(self, view: str) -> frozenset[str]:
        """The columns of text in PostgreSQL, whose order would be that of the server's language; SQLite's has none."""
        if self._connection.dialect.name == "sqlite":
            return frozenset()
        told: Any = self._connection.exec_driver_sql(f"SELECT * FROM {view} LIMIT 0").cursor
        return frozenset(column.name for column in told.description if column.type_code == TEXT)

    def search(self, query: str, limit: int = 20) -> list[dict[str, object]]:
        """Statements and articles that hold all words of any text a user types; words in quotes stay together.

        Best first, statements before articles. Each row has kind (statement or article), statement_id, article_id,
        article_source, article_title, publisher, published_on, stance, party, speaker and snippet.
        """
        return search.found(self._connection, query, limit)

    def claim(self, slug_or_id: str | int) -> dict[str, object]:
        """The row of claim_status for a slug or number; a merged claim gives the one it went into.

        Raises NotFoundError, with the nearest slugs, where there is none.
        """
        wanted = str(slug_or_id)
        is_number = re.fullmatch("[0-9]{1,18}", wanted)
        name = claim.c.claim_id == int(wanted) if is_number else claim.c.slug == wanted
        found = self._connection.execute(sa.select(claim.c.claim_id, claim.c.merged_into_id).where(name)).first()
        rows = self.rows("claim_status", {"claim_id": found.merged_into_id or found.claim_id}) if found else []
        if not rows:
            raise NotFoundError(_no_claim(wanted, self._connection.scalars(sa.select(claim.c.slug)).all()))
        return rows[0]

    def known_articles(self, keys: Iterable[str]) -> dict[str, int]:
        """The article_id of every key that is there."""
        return fetch.ids_by_key(self._connection, article, keys)

    def articles(self, keys: Iterable[str]) -> list[Article]:
        """The articles of these keys, in order of key."""
        return fetch.articles(self._connection, keys)

    def as_loaded(self, articles: Iterable[Article]) -> list[Article]:
        """These articles as they were loaded, before people corrected what is known of them."""
        return seals.as_loaded(self._connection, articles)

    def article_texts(self, article_ids: Iterable[int]) -> dict[int, str]:
        """The texts of these articles; no entry for one whose text was left out."""
        own = article_text.c
        return {
            row.article_id: row.text
            for chunk in fetch.in_chunks(article_ids)
            for row in self._connection.execute(
                sa.select(article_text).where(own.article_id.in_(chunk), own.text != "")
            )
        }

    def articles_with_bands(self, bands: Iterable[int]) -> dict[int, list[int]]:
        """The articles (article_id) that have each of these bands; no entry for one that none has."""
        return fetch.articles_with_bands(self._connection, bands)

    def alike_by_bands(self, least: int, article_ids: Iterable[int]) -> dict[int, set[int]]:
        """For each of these articles the later ones that share so many bands with it; no entry for one without any."""
        return fetch.alike_by_bands(self._connection, least, article_ids)

    def statements(self, article_keys: Iterable[str]) -> list[Statement]:
        """The live statements of these articles, in order of article key and span; without mentions."""
        return fetch.statements(self._connection, article_keys)

    def versions(self, keys: Iterable[str]) -> dict[str, Versions]:
        """What the rows of these statements tell: as they were found and as they stand now; no entry for one unknown.

        What people decided about them, and the withdrawal of their articles, is not looked at.
        """
        return fetch_versions.versions(self._connection, keys)

    def reprints(self, keys: Iterable[str]) -> dict[str, str]:
        """Statements that repeat any of these, or that these repeat, and these that do: each with its first print."""
        return fetch_versions.reprints(self._connection, keys)

    def stances(self, keys: Iterable[str]) -> dict[str, str]:
        """The stance of each of these statements that stands now; no entry for one that does not."""
        return fetch_versions.stances(self._connection, keys)

    def linked_to(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """The claims to which each of these statements is linked now. Every statement has a list."""
        return fetch_versions.linked_to(self._connection, keys)

    def concerned(self, keys: Iterable[str]) -> set[int]:
        """The claims to which any of these statements is linked, or into or out of which a person put one."""
        links = {claim for claims in self.linked_to(keys).values() for claim in claims}
        return links | {one.question.claim for one in self.rulings(("belongs",), statements=keys) if one.question.claim}

    def spoken_for(self, party_ids: Iterable[int]) -> set[str]:
        """The statements (keys), live or closed, that one of these parties makes or that relay its words."""
        return fetch_versions.spoken_for(self._connection, party_ids)

    def accusing(self, party_ids: Iterable[int]) -> set[int]:
        """The claims that accuse any of these parties, or of which an appearance does."""
        return fetch_versions.accusing(self._connection, party_ids)

    def appearances_with(self, keys: Iterable[str]) -> list[str]:
        """The appearances (their keys) of which any of these statements is a member."""
        return fetch_versions.appearances_with(self._connection, keys)

    def homes(self) -> Homes:
        """Which claims people united and which they hold apart."""
        return homes(self._connection)

    def once_held(self, keys: Iterable[str]) -> dict[str, set[int]]:
        """For each of these statements the found claims that once held it and hold nothing now; no entry for none."""
        return fetch_versions.once_held(self._connection, keys)

    def candidates(self, terms: Sequence[str], limit: int | None = None) -> list[Candidate]:
        """The appearances that share any of these terms, by summed weight of what they share.

        The highest come first, all of them unless there is a limit.
        """
        return fetch_linking.candidates(self._connection, terms, limit)

    def sharing(self, keys: Iterable[int]) -> dict[int, list[int]]:
        """The appearances (their numbers) that are found by each of these numbers; no entry for one that finds none."""
        return fetch_linking.sharing(self._connection, keys)

    def weighed(self, numbers: Iterable[int]) -> dict[int, Weighed]:
        """What the terms of these appearances tell, by appearance_id."""
        return fetch_linking.weighed(self._connection, numbers)

    def appearances(self, keys: Iterable[str]) -> list[PlacedAppearance]:
        """The appearances of these keys with the claims they are in now, in order of key."""
        return list(fetch_linking.appearances(self._connection, self.tree, keys=keys).values())

    def numbered(self, numbers: Iterable[int]) -> dict[int, PlacedAppearance]:
        """The appearances of these numbers (appearance_id) with the claims they are in now."""
        return fetch_linking.appearances(self._connection, self.tree, numbers=numbers)

    def appearance_ids(self, keys: Iterable[str]) -> dict[str, int]:
        """The appearance_id of every key that is there."""
        return fetch.ids_by_key(self._connection, appearance, keys)

    def appearances_of(self, claim_ids: Iterable[int]) -> list[PlacedAppearance]:
        """The appearances of these claims, in order of key."""
        return list(fetch_linking.appearances(self._connection, self.tree, claim_ids=claim_ids).values())

    def ties(self, keys: Iterable[str]) -> list[Tie]:
        """The ties that touch any of these appearances, in order of their keys."""
        return fetch_linking.ties(self._connection, keys)

    def near_claims(self, claim_ids: Iterable[int]) -> dict[int, set[int]]:
        """For each of these claims the others that share an article with it or have a tie to it."""
        return fetch_relations.near_claims(self._connection, claim_ids)

    def first_appearances(self, claim_ids: Iterable[int]) -> dict[int, str]:
        """The least key of the appearances of each of these claims, which is the same whatever was loaded first."""
        return fetch_relations.first_appearances(self._connection, claim_ids)

    def decided_relations(self) -> dict[tuple[int, int], str]:
        """What people decided (confirmed or rejected) about a claim being narrower than another, by both numbers.

        Claims that were merged count as what they went into; where people disagree, nothing is decided.
        """
        return fetch_relations.decided_relations(self._connection)

    def voices(self, claim_ids: Iterable[int]) -> dict[int, list[Voice]]:
        """What the status rules read: the live statements of each claim, in order of key. Every claim has a list."""
        found, self.voice_rows = fetch.voices(self._connection, self.tree, claim_ids)
        return found

    def accused(self, claim_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The parties whose act each of these claims is. Every claim has a tuple."""
        return fetch.accused(self._connection, self.tree, claim_ids)

    def claim_count(self) -> int:
        """How many claims there are: as many as claim_status has rows."""
        return fetch_standing.claim_count(self._connection)

    def contested(self, statuses: Sequence[str] = (), least: float = 0.0, limit: int | None = None) -> Contested:
        """The contested claims that people have not closed, of these statuses (any, if none), at least so sure.

        The surest first, then those with most statements, then by slug; all are counted, whatever the limit.
        """
        return fetch_standing.contested(self._connection, statuses, least, limit)

    def changed(
        self, since: str | None, until: str | None, statuses: Sequence[str] = (), *, recorded: bool = False
    ) -> tuple[tuple[int, ...], int]:
        """The claims, in order, whose status changed in a period, and how many changes have no date at all.

        Of claims that have one of these statuses now (any, if none); by when it was recorded, if `recorded`.
        """
        return fetch_standing.changed(self._connection, since, until, statuses, recorded=recorded)

    def tracked(self) -> dict[int, Tracked]:
        """The claims that people follow, by claim_id, in order of slug."""
        return fetch_tracked.tracked(self._connection, self.tree)

    def wordings(self, claim_ids: Iterable[int]) -> dict[int, list[Wording]]:
        """Every wording that people gave each of these claims, the first one first; no entry for one without."""
        return fetch_tracked.wordings(self._connection, claim_ids)

    def answers(self, review_ids: Iterable[int], *, also_retired: bool = False) -> dict[int, tuple[Answer, ...]]:
        """What people answer to each of these reviews now, one answer each, or ever did. Every review has a tuple."""
        found = rulings.answers_to(self._connection, review_ids, also_retired=also_retired)
        return {number: tuple(given.values()) for number, given in found.items()}

    def thin_links(self, thin: float, near: float) -> list[Doubtful]:
        """The machine's links that score less than `thin`, or whose rival scores at least `near` times as much."""
        return fetch_review.thin_links(self._connection, thin, near)

    def unsure_dates(self) -> list[Doubtful]:
        """Statements in claims whose date the machine estimated or does not know."""
        return fetch_review.unsure_dates(self._connection)

    def of_strangers(self) -> list[Doubtful]:
        """What parties assert or deny in claims of which only articles know, under nobody and by no other name."""
        return fetch_review.of_strangers(self._connection)

    def of_nameless(self) -> list[Doubtful]:
        """What speakers without a name say in claims that are contested or admitted."""
        return fetch_review.of_nameless(self._connection)

    def about_persons(self) -> dict[int, str]:
        """The contested or admitted claims whose accused may be a private person, with its name."""
        return fetch_review.about_persons(self._connection)

    def settling(self, claim_ids: Iterable[int]) -> list[Doubtful]:
        """The statements that caused the last change of these claims' statuses, by the machine's reading."""
        return fetch_review.settling(self._connection, claim_ids)

    def in_claims(self, claim_ids: Iterable[int]) -> list[Doubtful]:
        """All that is said in these claims, each with its article and party."""
        return fetch_review.in_claims(self._connection, claim_ids)

    def denied_somewhere(self) -> set[int]:
        """The claims in which somebody denies."""
        return fetch_review.denied_somewhere(self._connection)

    def claims_of_collection(self, name: str) -> set[int]:
        """The claims that articles of a collection speak about, and those that a person put into it."""
        return fetch_review.claims_of_collection(self._connection, name)

    def claims_by_word(self, words: str, limit: int) -> list[int]:
        """The claims whose name or title holds all these words, the shortest name first."""
        return fetch_review.claims_by_word(self._connection, words, limit)

    def conflicts(self) -> dict[int, Sequence[Answer]]:
        """The reviews that people answer differently, by number, with all their answers."""
        return rulings.conflicts(self._connection)

    def rulings(
        self,
        kinds: Sequence[str] | None = None,
        *,
        statements: Iterable[str] | None = None,
        claims: Iterable[int] | None = None,
        articles: Iterable[str] | None = None,
    ) -> list[Ruling]:
        """What people decided by their live answers, of these kinds, or of all; in the order of the questions.

        Of questions about any of these statements (keys), claims or articles (keys) alone, where some are given.
        """
        return rulings.rulings(self._connection, kinds, statements=statements, claims=claims, articles=articles)

    def own_claims(self, review_ids: Iterable[int]) -> dict[int, int]:
        """For each of these reviews the claim that it is about: what the machine merged counts as where it went.

        A claim into which people ever put something stays itself, also when it is empty and leads to another one.
        """
        return rulings.own_claims(self._connection, review_ids)

    def questions(self, review_ids: Iterable[int]) -> dict[int, Question]:
        """What these reviews ask; claims count as what they were merged into."""
        return rulings.questions(self._connection, review_ids)

    def verdicts(self) -> list[Held]:
        """What people hold of claims or held of them, in the order in which it came."""
        return save_verdicts.verdicts(self._connection)

    def parties(self, origins: Sequence[str] = ("found", "person")) -> list[Party]:
        """The parties from articles or people (or from `gazetteer`) as they were recorded, in order of name."""
        ids = self._connection.scalars(
            sa.select(party.c.party_id).where(party.c.origin.in_(origins)).order_by(Bytewise(party.c.name))
        )
        return fetch.parties(self._connection, recorded_tree(self._connection), ids)

    def structure(self) -> Iterator[Finding]:
        """What is broken so that rows cannot be relied on: pages, schema, rows that point nowhere."""
        return integrity.structure(self._connection)

    def altered(self) -> Iterator[Finding]:
        """What was changed past factdb, as far as the rows themselves prove it: search, seals, spans."""
        return integrity.altered(self._connection, self.tree)

    def last_seal(self) -> str | None:
        """The hash over everything that was ever recorded, None where nothing was."""
        return seals.last_seal(self._connection)

    def numbers(self, table: str) -> list[int]:
        """The numbers of all rows of a table, in order. Raises KeyError for a name that is none."""
        (key,) = TABLES[table].primary_key.columns
        return list(self._connection.scalars(sa.select(key).order_by(key)))

    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many articles, statements, claims and changesets there are, retired and merged ones apart."""
        live = {name: sa.select(sa.func.count()).select_from(TABLES[name]) for name in COUNTED}
        live["statement"] = live["statement"].where(statement.c.retired_in.is_(None))
        live["claim"] = live["claim"].where(claim.c.merged_into_id.is_(None))
        return tuple((name, self._connection.scalar(query) or 0) for name, query in live.items())

    def differing(self, histories: Mapping[int, History | None]) -> dict[int, tuple[str, ...]]:
        """The claims for which other rows are kept than these histories give, each with the names of the tables."""
        return save_histories.differing(self, histories)

    def differences(self, histories: Mapping[int, History | None]) -> Differences:
        """What would have to be written for these histories to be kept; None for a claim that should have none."""
        return save_histories.differences(self, histories)

    @property
    def connection(self) -> sa.Connection:
        """For the other files of this room alone."""
        return self._connection

    @property
    def tree(self) -> PartyTree:
        """The parties of this snapshot, read once."""
        if self._parties is None:
            self._parties = tree_of(self._connection)
        return self._parties


def _check_names(view: str, columns: Mapping[str, object], names: Iterable[str]) -> None:
    for name in names:
        if name not in columns:
            raise ValueError(f"{view} has no column {name}")


def _listed(value: object) -> list[str]:
    """A value, or all of a list, as texts."""
    return [str(one) for one in (value if isinstance(value, list | tuple) else [value])]


def _matches(column: "sa.ColumnClause[Any]", value: object) -> "sa.ColumnElement[bool]":
    if value is None:
        return column.is_(None)
    if isinstance(value, list | tuple):
        return column.in_(sa.bindparam(None, list(value), sa.types.NullType(), expanding=True, unique=True))
    return column == sa.bindparam(None, value, sa.types.NullType(), unique=True)


def _plain(names: Sequence[str], told: Iterable[Sequence[Any]], *, is_file: bool) -> list[dict[str, object]]:
    """Rows alike from both engines: dates as text, which SQLite has none of, yes and no as bool."""
    rows = [dict(zip(names, row if is_file else map(iso_text, row), strict=True)) for row in told]
    for name in [name for name in names if name.startswith("is_")]:
        for row in rows:
            if row[name] is not None:
                row[name] = bool(row[name])
    return rows


def _no_claim(wanted: str, slugs: Iterable[str]) -> str:
    near = difflib.get_close_matches(wanted, slugs, n=3, cutoff=0.5)
    meant = " or ".join(f"'{slug}'" for slug in near)
    return f"No claim '{wanted}'. {f'Did you mean {meant}? ' if near else ''}`factdb claims` lists them."
