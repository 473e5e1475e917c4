"""What one report needs, read from the public views and handed to `report`.

A reader of a database and a scope come in, a report goes out. Nothing is written here, and no view is known to
anybody above: the notebook (`api`) and the command line (`cli`) ask the same functions.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from factdb import report
from factdb.errors import NotFoundError
from factdb.records import NOW, Moment
from factdb.report import Dossier, Report, Row, Scope
from factdb.store import Reader, open_database
from factdb.words import DenialKind, Role

__all__ = [
    "Reader",
    "article",
    "changes",
    "claim",
    "claims",
    "contested",
    "coverage",
    "denials",
    "explanation",
    "one_claim",
    "parties",
    "problems",
    "reading",
    "search",
    "statements",
    "timeline",
    "verdicts",
]

Asked = ParamSpec("Asked")

SIDES = ("accused", "accusers", "corroborators", "deniers")
CITED_BY = ("url", "archived_url", "retrieved_on", "author")
AT_ONCE = 500


@contextmanager
def reading(where: str, moment: Moment = NOW) -> Iterator[Reader]:
    """A reader of the database at a path or URL; all that it reads is of one moment, and nothing can be written.

    Raises DatabaseError where there is no such database; none is created.
    """
    if moment != NOW:
        from factdb import pipeline

        with pipeline.looking_back(where, moment) as reader:
            yield reader
        return
    with open_database(where, read_only=True) as database, database.reading() as reader:
        yield reader


def of_its_moment(ask: Callable[Concatenate[Reader, Asked], Report]) -> Callable[Concatenate[Reader, Asked], Report]:
    """Has a report say at its head of which moment it is, where its reader shows a past one."""

    @wraps(ask)
    def told(reader: Reader, /, *args: Asked.args, **options: Asked.kwargs) -> Report:
        return report.at_moment(ask(reader, *args, **options), reader.moment)

    return told


@of_its_moment
def contested(reader: Reader, scope: Scope) -> Report:
    """The claims that somebody asserts and somebody else denies, the surest first, but for closed ones."""
    if not scope.restricts_what_counts():
        found = reader.contested(scope.status, scope.least, scope.limit)
        rows = {row["claim_id"]: row for row in rows_in(reader, "contested_claims", "claim_id", found.shown)}
        told = dossiers(reader, [rows[number] for number in found.shown])
        return report.contested(told, reader.claim_count(), scope, closed=found.closed, counts=found.counts)
    claims = within(reader, scope, all_claims(reader))
    chosen = [row for row in claims if report.is_contested(row) and scope.holds_claim(row)]
    still = [row for row in chosen if not row["is_closed"]]
    return report.contested(told_of(reader, scope, still), len(claims), scope, closed=len(chosen) - len(still))


@of_its_moment
def timeline(reader: Reader, claim: str) -> Report:
    """Every statement of one claim in order; NotFoundError if there is no such claim."""
    return report.timeline(dossier(reader, claim))


@of_its_moment
def explanation(reader: Reader, claim: str) -> Report:
    """The rule and the words behind each step of one claim; NotFoundError if there is no such claim."""
    found = dossier(reader, claim)
    return report.explanation(report.compared(found, compared_with(reader, found)))


@of_its_moment
def changes(reader: Reader, scope: Scope, *, recorded: bool = False) -> Report:
    """What changed in the period of the scope, by when it was said or, if `recorded`, when this file learned it."""
    about = replace(scope, since=None, until=None)
    if scope.has_period() and not about.restricts_what_counts():
        numbers, undated = reader.changed(scope.since, scope.until, scope.status, recorded=recorded)
        found = dossiers(reader, sorted(rows_in(reader, "claim_status", "claim_id", numbers), key=_number_of))
        told = report.changes(found, scope.since, scope.until, recorded=recorded, undated=undated)
        return report.restricted(told, about)
    kept = [row for row in within(reader, about, all_claims(reader)) if scope.holds_claim(row)]
    told = report.changes(dossiers(reader, kept), scope.since, scope.until, recorded=recorded)
    return report.restricted(told, about)


def _number_of(claim: Row) -> int:
    return int(claim["claim_id"])


@of_its_moment
def denials(reader: Reader, scope: Scope) -> Report:
    """What each party denied and what became of it; with a party in the scope, only what it denied."""
    kept = [row for row in within(reader, scope, all_claims(reader)) if scope.holds_claim(row)]
    links = rows_in(reader, "claim_statements", "role", (Role.DENIAL, Role.CORROBORATION))
    parties = frozenset(family(reader, scope.party)) if scope.party else None
    return report.restricted(report.denials(kept, links, parties), scope)


@of_its_moment
def coverage(reader: Reader, scope: Scope) -> Report:
    """Which publisher carried which side of the contested claims."""
    claims = within(reader, scope, all_claims(reader))
    chosen = [row for row in claims if report.is_contested(row) and scope.holds_claim(row)]
    return report.coverage(told_of(reader, scope, chosen), len(claims), scope.in_words())


@of_its_moment
def article(reader: Reader, name: str) -> Report:
    """One article with its statements marked, by its file, address or number; NotFoundError if there is none."""
    row = one_article(reader, name)
    statements = known_by_name(reader, reader.rows("statement_details", where={"article_id": row["article_id"]}))
    links = rows_in(reader, "claim_statements", "statement_id", [each["statement_id"] for each in statements])
    return report.article(row, statements, links)


def one_article(reader: Reader, name: str) -> Row:
    """The row of articles that a file, an address, the end of one, or a number names.

    Raises NotFoundError where none or several are named so, with those that come near.
    """
    number = int(name) if re.fullmatch("[0-9]{1,18}", name) else None
    if number is not None and (found := reader.rows("articles", where={"article_id": number})):
        return found[0]
    known = {row["article_id"]: row for row in reader.rows("article")}
    named = [key for key, row in known.items() if name in (row["source"], row["url"])]
    named = named or [key for key, row in known.items() if f"/{row['source']}".endswith(f"/{name}")]
    if len(named) != 1:
        sources = sorted(str(known[key]["source"]) for key in named or known)
        told = f"Several articles are called '{name}': {', '.join(sources[:3])}" if named else f"No article '{name}'"
        near = "" if named else did_you_mean(name, sources) or " Give the file or address it was loaded from."
        raise NotFoundError(f"{told}.{near}")
    (row,) = reader.rows("articles", where={"article_id": named[0]})
    return row


@of_its_moment
def one_claim(reader: Reader, claim: str) -> Report:
    """All about one claim on one page; NotFoundError if there is no such claim."""
    found = dossier(reader, claim)
    return report.one_claim(found, relations(reader, found.claim), verdicts_on(reader, found.claim))


@of_its_moment
def claims(reader: Reader, scope: Scope) -> Report:
    """All claims, those with the most statements first."""
    kept = [row for row in within(reader, scope, all_claims(reader)) if scope.holds_claim(row)]
    kept.sort(key=lambda row: (-row["statement_count"], row["slug"]))
    shown = kept[: scope.limit]
    told = report.claims(denied_officially(reader, shown) if scope.official_only else shown)
    return report.restricted(told, scope, len(kept) - len(shown))


@of_its_moment
def claim(reader: Reader, name: str) -> Report:
    """One claim as it stands now, with verdicts, narrower and wider ones; NotFoundError if there is no such claim."""
    row = reader.claim(name)
    return report.claim(row, relations(reader, row), verdicts_on(reader, row))


def verdicts_on(reader: Reader, claim: Row) -> list[Row]:
    """What people hold of a claim, the latest first."""
    found: list[Row] = list(reader.rows("verdicts", {"claim_id": claim["claim_id"]}, order=("-given_on", "verdict_id")))
    return found


def relations(reader: Reader, claim: Row) -> list[Row]:
    """The claims that one is thought to be narrower or wider than, the surest first."""
    return [
        relation
        for column in ("claim_id", "other_claim_id")
        for relation in reader.rows(
            "claim_relations", {column: claim["claim_id"]}, order=("-score", "slug", "other_slug")
        )
        if relation["state"] != "rejected"
    ]


@of_its_moment
def statements(reader: Reader, scope: Scope, stance: str | None = None, claim: str | None = None) -> Report:
    """Statements in the order in which they were said; only those of a stance or in a claim, if it is given."""
    found = all_statements(reader, scope, stance)
    if claim is not None:
        inside = reader.rows("claim_statements", {"claim_id": reader.claim(claim)["claim_id"]})
        numbers = {row["statement_id"] for row in inside}
        found = [row for row in found if row["statement_id"] in numbers]
    shown = found[: scope.limit]
    return report.restricted(report.statements(known_by_name(reader, shown)), Scope(), len(found) - len(shown))


def all_statements(reader: Reader, scope: Scope, stance: str | None = None) -> Sequence[Row]:
    """The rows of these statements, in the same order."""
    asked: dict[str, object] = {"stance": stance} if stance else {}
    rows: Iterable[Row]
    articles = articles_of(reader, scope)
    if articles is not None:
        rows = rows_in(reader, "statement_details", "article_id", articles, asked)
    else:
        rows = reader.rows("statement_details", where=asked)
    if scope.watched:
        said = {row["statement_id"] for row in rows_in(reader, "claim_statements", "claim_id", watched(reader))}
        rows = [row for row in rows if row["statement_id"] in said]
    if scope.has_period():
        rows = [row for row in rows if scope.holds_day(row)]
    if scope.party:
        names = family(reader, scope.party)
        rows = [row for row in rows if row["party"] in names or row["origin_party"] in names]
    return report.in_order_said(rows)


@of_its_moment
def search(reader: Reader, query: str, limit: int) -> Report:
    """Statements, then articles, that hold the words of a query, the best match first."""
    return report.found(reader.search(query, limit))


@of_its_moment
def parties(reader: Reader, spoken: bool = True) -> Report:
    """Parties by name: those that something was said for, or all there are."""
    rows = reader.rows("parties", order=("name",))
    return report.listing("parties", [row for row in rows if row["statement_count"] or not spoken])


@of_its_moment
def problems(reader: Reader) -> Report:
    """What the articles hold that could not be read for sure."""
    return report.listing("problems", reader.rows("problems", order=("problem_id",)))


@of_its_moment
def verdicts(reader: Reader, claim: str | None = None) -> Report:
    """What people hold of claims, or of one; the latest first. NotFoundError if there is no such claim."""
    asked = {"claim_id": reader.claim(claim)["claim_id"]} if claim else {}
    return report.listing("verdicts", reader.rows("verdicts", asked, order=("-given_on", "slug", "verdict_id")))


def all_claims(reader: Reader) -> Sequence[Row]:
    """Every claim with its status, in order of number."""
    return reader.rows("claim_status", order=("claim_id",))


def dossier(reader: Reader, name: str) -> Dossier:
    """One claim with all that belongs to it; NotFoundError if there is no such claim."""
    return dossiers(reader, [reader.claim(name)])[0]


def dossiers(reader: Reader, claims: Sequence[Row]) -> tuple[Dossier, ...]:
    """Claims with all that belongs to them, in the same order."""
    ids = [row["claim_id"] for row in claims]
    links, changes, quantities = (
        rows_in(reader, view, "claim_id", ids)
        for view in ("claim_statements", "claim_status_history", "claim_quantities")
    )
    details = rows_in(reader, "statement_details", "statement_id", [row["statement_id"] for row in links])
    return report.dossiers_of(claims, links, known_by_name(reader, details), changes, quantities)


def told_of(reader: Reader, scope: Scope, claims: Sequence[Row]) -> tuple[Dossier, ...]:
    """Claims with all that belongs to them, but for denials of third parties where only official ones are asked for."""
    if not scope.official_only:
        return dossiers(reader, claims)
    return tuple(map(report.officially, dossiers(reader, denied_officially(reader, claims))))


def compared_with(reader: Reader, dossier: Dossier) -> report.Compared:
    """What linking compared the statements of a claim with, and in which claims that is now."""
    here = dossier.claim["claim_id"]
    united = [row["claim_id"] for row in reader.rows("claim", where={"merged_into_id": here})]
    mine = rows_in(reader, "appearance", "claim_id", [here, *united])
    own = {row["appearance_id"] for row in mine}
    members = rows_in(reader, "appearance_statement", "appearance_id", own)
    ties = [row for end in ("one_id", "other_id") for row in rows_in(reader, "appearance_tie", end, own)]
    ends = {row[end] for row in ties for end in ("one_id", "other_id")}
    claims = {row["claim_id"] for row in rows_in(reader, "appearance", "appearance_id", ends)} - {None}
    rows = rows_in(reader, "claim", "claim_id", claims)
    homes = {row["claim_id"]: row["merged_into_id"] or row["claim_id"] for row in rows}
    slugs = {row["claim_id"]: row["slug"] for row in rows_in(reader, "claim", "claim_id", homes.values())}
    others = rows_in(reader, "appearance", "claim_id", claims)
    near = {row[column] for row in members for column in ("statement_id", "nearest_id", "rival_id")} - {None}
    return report.Compared(
        members=members,
        ties=ties,
        links=rows_in(reader, "claim_statements", "statement_id", near),
        slug_of={row["appearance_id"]: slugs[homes[row["claim_id"]]] for row in others},
        statements=rows_in(reader, "statement", "statement_id", near),
    )


def known_by_name(reader: Reader, details: Sequence[Row]) -> list[Row]:
    """Statements, each with what it is cited by and whether its speaker is only another name of its party.

    That is `url`, `archived_url`, `retrieved_on` and `author` of its article, and `is_party_itself`.
    """
    parties = rows_in(reader, "parties", "name", {row["party"] for row in details}, only=("name", "aliases"))
    names = {row["name"]: set((row["aliases"] or "").casefold().split("; ")) for row in parties}
    articles = rows_in(reader, "article", "article_id", {row["article_id"] for row in details})
    cited_by = {row["article_id"]: {name: row[name] for name in CITED_BY} for row in articles}
    return [
        {
            **row,
            **cited_by[row["article_id"]],
            "is_party_itself": (row["speaker"] or "").casefold() in names.get(row["party"], ()),
        }
        for row in details
    ]


def rows_in(
    reader: Reader,
    view: str,
    column: str,
    values: Iterable[Any],
    where: Mapping[str, object] | None = None,
    only: Sequence[str] = (),
) -> list[Row]:
    """The rows of a view with any of these values in a column, each once, asked for in portions."""
    wanted = sorted(set(values))
    portions = (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
    return [
        row for portion in portions for row in reader.rows(view, where={**(where or {}), column: portion}, only=only)
    ]


def within(reader: Reader, scope: Scope, claims: Sequence[Row]) -> list[Row]:
    """The claims that what a report is restricted to has to do with, whatever their status.

    A tracked claim is in its collection whatever is loaded.
    """
    followed = watched(reader) if scope.watched else set()
    kept = [row for row in claims if row["claim_id"] in followed or not scope.watched]
    articles = articles_of(reader, scope)
    if articles is not None or scope.has_period():
        ids = spoken_of(reader, scope, articles)
        if scope.collection and not scope.language and not scope.has_period():
            ids |= followed_in(reader, scope.collection)
        kept = [row for row in kept if row["claim_id"] in ids]
    if scope.party:
        names = family(reader, scope.party)
        ids = {row["claim_id"] for row in rows_in(reader, "claim_statements", "party", names)}
        kept = [row for row in kept if row["claim_id"] in ids or names & named(row)]
    return kept


def watched(reader: Reader) -> set[int]:
    """The claims that people follow and have not closed, by number."""
    rows = rows_in(reader, "claim_status", "claim_id", reader.tracked())
    return {row["claim_id"] for row in rows if not row["is_closed"]}


def spoken_of(reader: Reader, scope: Scope, articles: set[int] | None) -> set[int]:
    """The claims of which these articles tell something that was said in the period, all articles if None."""
    links: Sequence[Row] = reader.rows("claim_statements") if articles is None else []
    if articles is not None:
        links = rows_in(reader, "claim_statements", "article_id", articles)
    return {row["claim_id"] for row in links if scope.holds_day(row)}


def denied_officially(reader: Reader, claims: Sequence[Row]) -> list[Row]:
    """Claims whose deniers are the accused and their allies alone."""
    links = rows_in(reader, "claim_statements", "claim_id", [row["claim_id"] for row in claims])
    official = {(row["claim_id"], row["counts_for"]) for row in links if row["denial_kind"] == DenialKind.OFFICIAL}
    deniers = (
        (row, [name for name in (row["deniers"] or "").split("; ") if (row["claim_id"], name) in official])
        for row in claims
    )
    return [{**row, "deniers": "; ".join(names)} for row, names in deniers]


def articles_of(reader: Reader, scope: Scope) -> set[int] | None:
    """The articles of the collection and the language that are asked for; None where neither is."""
    articles = articles_in(reader, scope.collection) if scope.collection else None
    if scope.language is None:
        return articles
    rows: Sequence[Row] = reader.rows("article")
    if not any(row["language"] == scope.language for row in rows):
        there = ", ".join(sorted({row["language"] for row in rows})) or "no language: nothing is loaded"
        raise NotFoundError(f"No article is in '{scope.language}'. There are articles in {there}.")
    inside = {row["article_id"] for row in rows if row["language"] == scope.language}
    return inside if articles is None else inside & articles


def named(claim: Row) -> set[str]:
    """All parties that a claim's own row names."""
    return {name for side in SIDES for name in (claim[side] or "").split("; ")}


def followed_in(reader: Reader, collection: str) -> set[int]:
    """The tracked claims that a person put into a collection."""
    return {number for number, claim in reader.tracked().items() if claim.collection == collection}


def articles_in(reader: Reader, collection: str) -> set[int]:
    """The articles of a collection; NotFoundError if there is none of that name."""
    collections: Sequence[Row] = reader.rows("collection")
    number = next((row["collection_id"] for row in collections if row["name"] == collection), None)
    if number is None:
        raise NotFoundError(
            f"No collection '{collection}'.{did_you_mean(collection, [r['name'] for r in collections])}"
        )
    rows: Sequence[Row] = reader.rows("article_collection", where={"collection_id": number})
    return {row["article_id"] for row in rows}


def family(reader: Reader, wanted: str) -> set[str]:
    """A party by name or alias, and all that stand under it; NotFoundError if there is none."""
    rows: Sequence[Row] = reader.rows("parties")
    folded = wanted.casefold()
    found = {row["name"] for row in rows if folded == row["name"].casefold()}
    found = found or {row["name"] for row in rows if folded in (row["aliases"] or "").casefold().split("; ")}
    if not found:
        near = did_you_mean(wanted, [row["name"] for row in rows])
        raise NotFoundError(f"No party '{wanted}'.{near} `factdb parties` lists them.")
    tree = reader.tree
    found |= {tree.lineage(tree.ids[name])[0] for name in found}  # the party that one is by what people decided
    while under := {row["name"] for row in rows if row["parent"] in found} - found:
        found |= under
    return found


def did_you_mean(wrong: str, right: Iterable[str]) -> str:
    """The nearest name as a question, empty where none is near."""
    near = get_close_matches(wrong, sorted(right), n=1, cutoff=0.5)
    return f" Did you mean '{near[0]}'?" if near else ""
