"""What statements say once people decided about them: the machine's words with people's laid over.

In come keys of statements about which something was decided; their rows are closed and added anew where they say
something else now. What people decided about a first print holds for its reprints.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from factdb.pipeline.known import known_parties
from factdb.records import Ruling, SaidOn, Statement
from factdb.status.when import first_day, last_day
from factdb.store import Reader, Versions, Writer
from factdb.words import MACHINE, SaidOnBasis, Stance

STANDS = "stands"
IS_STATEMENT = "is_statement"
SAID_ON = "said_on"
YES = "yes"
FIELDS: Mapping[str, Callable[[str], Any]] = {
    "stance": Stance,
    "speaker": str,
    "speaker_role": lambda value: value or None,
    "party": str,
    "origin_party": lambda value: value or None,
    "is_anonymous": YES.__eq__,
    "is_general": YES.__eq__,
}
"""The kinds of questions whose answer a statement holds in the field of that name, and what a value means there."""


def restate(writer: Writer, keys: Iterable[str]) -> set[str]:
    """Has statements say what people decided; gives those that say something else than before."""
    own = set(keys)
    firsts = writer.reprints(own)
    found = writer.versions(own | set(firsts))
    rulings = _rulings(writer, found, firsts)
    withdrawn = withdrawn_articles(writer, {each.base.article for each in found.values()})
    dates = _dates(writer, {each.base.article for each in found.values()})
    meant, meant_by = known_parties(writer).meant, renamed_by(writer)
    changed = set()
    for key, each in found.items():
        told, by = ruled(each, rulings.get(key, ()), dates[each.base.article])
        if told is not None:
            named = told.party if meant(told.party) != told.party else told.origin_party
            by = meant_by.get(named or "", by) if by == MACHINE else by
            told = None if told.article in withdrawn else spoken_for(told, meant)
        if (told, by) != (each.live, each.live_by) and (told or each.live):
            writer.replace_statement(key, told, by)
            changed.add(key)
    return changed


def ruled(found: Versions, rulings: Sequence[Ruling], published_on: str | None) -> tuple[Statement | None, str]:
    """What a statement says by what people decided, and who decided last; nothing where it is none."""
    told = {one.question.kind: one for one in rulings}
    stands = told.get(IS_STATEMENT)
    if (stands and stands.state == "rejected") or (found.by_hand and not (stands and stands.state == "accepted")):
        return None, MACHINE
    values = {kind: one.value for kind, one in told.items() if one.value is not None}
    changes: dict[str, Any] = {kind: FIELDS[kind](value) for kind, value in values.items() if kind in FIELDS}
    if SAID_ON in told:
        date = values.get(SAID_ON, found.base.said_on.value)
        changes[SAID_ON] = dated(date, published_on) if date else SaidOn()
    own = [one for one in rulings if one.question.kind in (*FIELDS, SAID_ON, IS_STATEMENT)]
    last = max(own, key=lambda one: (one.decided_at, one.review), default=None)
    return replace(found.base, **changes), last.author if last else (found.by_hand or MACHINE)


def dated(date: str, published_on: str | None) -> SaidOn:
    """A date that a person gave (2023, 2023-01 or 2023-01-04), not later than the article where that can be.

    >>> dated("2024-10", "2024-10-30").latest, dated("2024-10", "2023-05").latest
    ('2024-10-30', '2024-10-01')
    """
    latest = max(min(last_day(date), last_day(published_on)), first_day(date)) if published_on else last_day(date)
    return SaidOn(value=date, earliest=first_day(date), latest=latest, basis=SaidOnBasis.TEXT)


def withdrawn_articles(reader: Reader, articles: Iterable[str]) -> set[str]:
    """Those of these articles (keys) that were withdrawn."""
    rulings = reader.rulings((STANDS,), articles=articles)
    return {one.question.article for one in rulings if one.state == "rejected" and one.question.article}


def renamed_by(reader: Reader) -> dict[str, str]:
    """Who decided last what a name means that articles read as a party's own."""
    rulings = sorted(reader.rulings(("alias", "same_party")), key=lambda one: (one.decided_at, one.review))
    return {str(one.question.words or one.question.party): one.author for one in rulings}


def spoken_for(told: Statement, meant: Callable[[str], str]) -> Statement:
    """A statement by the parties that are meant: who relays what the same party said speaks for itself."""
    party, origin = meant(told.party), None if told.origin_party is None else meant(told.origin_party)
    return replace(told, party=party, origin_party=None if origin == party != told.party else origin)


def _rulings(reader: Reader, found: Iterable[str], firsts: Mapping[str, str]) -> dict[str, Sequence[Ruling]]:
    """What people decided about each statement, else about the first print of it."""
    told: dict[str, list[Ruling]] = {}
    for one in reader.rulings((*FIELDS, SAID_ON, IS_STATEMENT), statements={*found, *firsts.values()}):
        told.setdefault(str(one.question.statement), []).append(one)
    return {key: told.get(key) or told.get(firsts.get(key, ""), []) for key in found}


def _dates(reader: Reader, articles: Iterable[str]) -> dict[str, str | None]:
    rows = reader.rows("article", {"key": sorted(articles)})
    return {str(row["key"]): row["published_on"] if isinstance(row["published_on"], str) else None for row in rows}
