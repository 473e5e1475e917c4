"""How a claim that was found is worded, and whom it accuses: made of its appearances, whatever was loaded first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from factdb.records import Appearance, Gazetteer
from factdb.store import Reader, Writer
from factdb.words import Origin

MOST_ACCUSED = 3


def wording_of(appearances: Sequence[Appearance]) -> Appearance:
    """The one of a claim's appearances that words it: one that asserts, the earliest by date, then by key."""
    return min(appearances, key=lambda one: ("asserts" not in one.stances, one.on or "9999", one.key))


def accused_in(appearances: Sequence[Appearance]) -> tuple[str, ...]:
    """The parties that most of a claim's appearances name as accused, the first of each counting double."""
    counts: Counter[str] = Counter()
    for one in appearances:
        for place, name in enumerate(one.accused):
            counts[name] += 2 if place == 0 else 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], name))[:MOST_ACCUSED])


def word(writer: Writer, parties: Gazetteer, claim: int, appearances: Sequence[Appearance]) -> None:
    """Gives a found claim the words and the accused that its appearances give it; nothing where it has them."""
    first, accused = wording_of(appearances), accused_in(appearances)
    known = [parties.get(one) for name in accused for one in parties.lineage(name)]
    writer.save_parties([party for party in known if party is not None])
    writer.set_accused(claim, accused)
    words = {"title": first.title, "proposition": first.proposition, "language": first.language}
    (now,) = writer.rows("claim", {"claim_id": claim})
    if {name: now[name] for name in words} != words:
        writer.reword_claim(claim, **words)


def worded_otherwise(reader: Reader, claims: Sequence[int]) -> Iterator[tuple[int, Sequence[Appearance]]]:
    """The found claims of these that have other words, or other accused, than their appearances give; with those."""
    shown: dict[int, list[Appearance]] = defaultdict(list)
    for placed in reader.appearances_of(claims):
        if placed.claim_id is not None:
            shown[placed.claim_id].append(placed.appearance)
    accused = reader.accused(claims)
    for row in reader.rows("claim", {"claim_id": sorted(shown), "origin": Origin.FOUND}, order=("claim_id",)):
        number = int(str(row["claim_id"]))
        first = wording_of(shown[number])
        kept = (row["title"], row["proposition"], row["language"], accused[number])
        if kept != (first.title, first.proposition, first.language, accused_in(shown[number])):
            yield number, shown[number]
