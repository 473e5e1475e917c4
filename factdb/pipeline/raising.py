"""Everything in a database that the machine is not sure of, as rows tell it: links, dates, parties, speakers, claims.

A reader and a gazetteer come in, doubts go out that nobody has weighed yet, in no order. Nothing is folded here, and
nothing is written.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factdb.records import Answer, Gazetteer
from factdb.report import THIN_LINK
from factdb.review import Asks, Doubt, Kind, Weight, key_of
from factdb.store import Doubtful, Reader
from factdb.words import PublishedBasis

NEAR = 0.9
"""A rival is near that scores at least this part of what the link scores."""

UNDATED, ESTIMATED, STRANGER, NAMELESS, KNOWN = 0.2, 0.5, 0.5, 0.6, 1.0
"""How sure the machine is where nothing scores it: of a date that it does not know, of one that it estimated …"""

NONE: Mapping[str, int | None] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A doubt that is not weighed yet, the claims that it is about, and the statements in them that are in doubt."""

    doubt: Doubt
    claims: tuple[int, ...] = ()
    rows: tuple[Doubtful, ...] = ()
    is_private: bool = False

    @property
    def statements(self) -> frozenset[str]:
        """The keys of the statements."""
        return frozenset(one.key for one in self.rows)


class Raising:
    """What one database is not sure of."""

    def __init__(self, reader: Reader, parties: Gazetteer) -> None:
        self.reader, self.parties = reader, parties
        rows = reader.rows("claim")
        self.slugs = {_number(row["claim_id"]): str(row["slug"]) for row in rows}
        into = {_number(row["claim_id"]): row["merged_into_id"] for row in rows}
        self.merged = {claim: _number(kept) for claim, kept in into.items() if kept is not None}
        self.conflicts: Mapping[int, Sequence[Answer]] = reader.conflicts()

    def all(self) -> Iterator[Raised]:
        """Everything that is not sure, whether or not a person has decided it."""
        for some in (self._links, self._dates, self._strangers, self._persons, self._nameless):
            yield from some()
        for others in (self._reviews, self._narrower, self._problems):
            yield from others()

    def _links(self) -> Iterator[Raised]:
        for one in self.reader.thin_links(THIN_LINK, NEAR):
            told = [f"linked with a score of {one.score:.2f}: {one.rule or 'no reason is kept'}"]
            sure = one.score
            if one.rival_score is not None:
                told.append(f"another claim came near with {one.rival_score:.2f}: {one.rival_rule}")
                sure = min(sure, max(0.0, 1 - one.rival_score / max(one.score, 0.01)))
            key = key_of(Asks.BELONGS, one.key, self.slugs[one.claim_id])
            claims = (one.claim_id,) if one.rival_claim_id is None else (one.claim_id, one.rival_claim_id)
            numbers = {"rival_id": one.rival_id, "other_claim_id": one.rival_claim_id}
            yield _raised(key, Kind.LINK, Asks.BELONGS, round(sure, 3), [one], told, claims=claims, numbers=numbers)

    def _dates(self) -> Iterator[Raised]:
        """What is missing or estimated is asked once an article, where the article's own date would do."""
        by_article: dict[int, list[Doubtful]] = defaultdict(list)
        for one in self.reader.unsure_dates():
            if one.is_dated:
                key = key_of(Asks.SAID_ON, one.key)
                yield _raised(key, Kind.DATE, Asks.SAID_ON, ESTIMATED, [one], ["the day is an estimate"])
            else:
                by_article[one.article_id].append(one)
        kept = {"article_id": sorted(by_article), "published_basis": PublishedBasis.ESTIMATED.value}
        estimated = {_number(row["article_id"]) for row in self.reader.rows("article", kept)}
        for number, some in sorted(by_article.items()):
            key = key_of(Asks.PUBLISHED_ON, some[0].article_key)
            told = "its date is an estimate" if number in estimated else "it has no date"
            score = ESTIMATED if number in estimated else UNDATED
            yield _raised(key, Kind.DATE, Asks.PUBLISHED_ON, score, some, [f"{told}, and {_dated(some)}"])

    def _strangers(self) -> Iterator[Raised]:
        by_party: dict[str, list[Doubtful]] = defaultdict(list)
        for one in self.reader.of_strangers():
            is_named = not one.party[:1].islower()  # "experts" are nobody of whom more could be known
            if is_named and self.parties.get(one.party) is None:
                by_party[one.party].append(one)
        told = ["only articles know it; it counts as a party of its own, independent of all others"]
        for name, some in sorted(by_party.items()):
            key = key_of(Asks.PARTY, name)
            yield _raised(key, Kind.PARTY, Asks.PARTY, STRANGER, some, told, numbers={"party_id": some[0].party_id})

    def _nameless(self) -> Iterator[Raised]:
        for one in self.reader.of_nameless():
            key = key_of(Asks.STATEMENT, one.key)
            yield _raised(key, Kind.STATEMENT, Asks.STATEMENT, NAMELESS, [one], ["the speaker is not named"])

    def _persons(self) -> Iterator[Raised]:
        """What settles a heavy status of a claim about somebody who may be a private person."""
        persons = self.reader.about_persons()
        for one in self.reader.settling(sorted(persons)):
            told = f"{persons[one.claim_id]} may be a private person, and this settles what is told"
            key = key_of(Asks.STATEMENT, one.key)
            yield _raised(key, Kind.STATEMENT, Asks.STATEMENT, NAMELESS, [one], [told], is_private=True)

    def _reviews(self) -> Iterator[Raised]:
        """Whether two claims are one, and whatever people answered differently."""
        for row in self.reader.rows("review", {"state": "open"}, order=("review_id",)):
            answers, kind = self.conflicts.get(_number(row["review_id"]), ()), str(row["kind"])
            if kind == Asks.SAME_CLAIM or (answers and kind in {*Asks}):
                yield from self._asked(row, Asks(kind), answers)

    def _asked(self, row: Mapping[str, object], asks: Asks, answers: Sequence[Answer]) -> Iterator[Raised]:
        ends = tuple(self.live(_number(row[end])) for end in ("claim_id", "other_claim_id") if row[end] is not None)
        key = self._key_now(row["statement_id"])
        if not ends or (asks is Asks.SAME_CLAIM and len(set(ends)) < 2) or (row["statement_id"] and key is None):
            return
        rows = [one for one in self.reader.in_claims(ends) if one.key == key and one.claim_id == ends[0]]
        named = key_of(asks, *([key] if key else []), *sorted(self.slugs[each] for each in ends))
        told = [str(row["rule"])] if row["rule"] else []
        told += [f"{one.author} says {one.state}{f': {one.note}' if one.note else ''}" for one in answers]
        numbers = {"claim_id": ends[0], "other_claim_id": ends[1] if len(ends) > 1 else None}
        numbers["statement_id"] = self._statement_now(key)
        kind = Kind.CONFLICT if answers else Kind.CLAIM
        yield _raised(named, kind, asks, _score(row["score"]), rows, told, claims=ends, numbers=numbers)

    def live(self, claim: int) -> int:
        """The claim that a claim went into, itself where it is there."""
        while (into := self.merged.get(claim)) is not None:
            claim = into
        return claim

    def _key_now(self, statement: object) -> str | None:
        rows = self.reader.rows("statement", {"statement_id": statement}) if statement is not None else []
        return next((str(row["key"]) for row in rows if self._statement_now(str(row["key"]))), None)

    def _statement_now(self, key: str | None) -> int | None:
        """The number under which a statement stands now: one that was corrected has a new one."""
        rows = self.reader.rows("statement", {"key": key, "retired_in": None}) if key else []
        return next((_number(row["statement_id"]) for row in rows), None)

    def _narrower(self) -> Iterator[Raised]:
        for row in self.reader.rows("claim_relation", {"state": "proposed", "retired_in": None}):
            one, other = _number(row["claim_id"]), _number(row["other_claim_id"])
            key = key_of(Asks.NARROWER, self.slugs[one], self.slugs[other])
            numbers = {"claim_id": one, "other_claim_id": other}
            told = [str(row["rule"])]
            yield _raised(
                key, Kind.NARROWER, Asks.NARROWER, _score(row["score"]), [], told, claims=(one, other), numbers=numbers
            )

    def _problems(self) -> Iterator[Raised]:
        for row in self.reader.rows("problem", order=("problem_id",)):
            key = key_of(Asks.PROBLEM, str(row["key"]))
            article = None if row["article_id"] is None else _number(row["article_id"])
            numbers = {"article_id": article, "problem_id": _number(row["problem_id"])}
            yield _raised(key, Kind.PROBLEM, Asks.PROBLEM, KNOWN, [], [str(row["message"])], numbers=numbers)


def _raised(
    key: str,
    kind: Kind,
    asks: Asks,
    score: float,
    rows: Sequence[Doubtful],
    told: Sequence[str],
    *,
    claims: tuple[int, ...] = (),
    is_private: bool = False,
    numbers: Mapping[str, int | None] = NONE,
) -> Raised:
    doubt = Doubt(key=key, kind=kind, asks=asks, weight=Weight.NOTHING, score=score, told=tuple(told))
    for one in rows[:1]:
        place = {"claim_id": one.claim_id, "statement_id": one.statement_id, "article_id": one.article_id}
        numbers = {**place, **numbers}
    doubt = replace(doubt, **numbers)  # type: ignore[arg-type]
    inside = claims or tuple(dict.fromkeys(one.claim_id for one in rows))
    return Raised(doubt=doubt, claims=inside, rows=tuple(rows), is_private=is_private)


def _dated(some: Sequence[Doubtful]) -> str:
    """How many statements rest on the date of one article.

    >>> _dated([])
    'no statement in a claim rests on it'
    """
    counted = {one.key for one in some}
    if not counted:
        return "no statement in a claim rests on it"
    return "a statement in a claim rests on it" if len(counted) == 1 else f"{len(counted)} statements rest on it"


def _score(value: object) -> float:
    return STRANGER if value is None else float(str(value))


def _number(value: object) -> int:
    return int(str(value))
