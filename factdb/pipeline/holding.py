"""What claims hold: what the machine found for them, less what people took out, and what people put in.

A statement is in a claim where its own article's text, the machine and people's decisions put it; one that does not
stand any more is in none, and neither is one that only comments, whoever put it there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from factdb.records import Member, Ruling
from factdb.store import Reader, Writer
from factdb.words import Stance

BELONGS = "belongs"


def hold(writer: Writer, found: Mapping[int, Sequence[Member]]) -> None:
    """Makes claims hold what the machine `found` for each, as far as people did not decide otherwise."""
    told_of = writer.rulings((BELONGS,), claims=found)
    about, kept_by = writer.own_claims([one.review for one in told_of]), writer.homes().home
    rulings = _by_claim(one for one in told_of if kept_by(about[one.review]) == one.question.claim)
    keys = {one.statement for members in found.values() for one in members}
    keys |= {key for told in rulings.values() for key in told}
    stances, wanted = writer.stances(keys), {}
    for claim in sorted(found):
        told = rulings.get(claim, {})
        kept = (one for one in found[claim] if one.statement not in told and _takes_a_side(stances, one.statement))
        placed = (
            _placed(key, author) for key, author in told.items() if author is not None and _takes_a_side(stances, key)
        )
        wanted[claim] = [*kept, *placed]
    writer.set_claim_statements(wanted)


def placed_by_people(reader: Reader, statements: Iterable[str]) -> dict[str, set[int]]:
    """For each of these statements the claims into which people put it; no entry for one that nobody put anywhere."""
    told: dict[str, set[int]] = defaultdict(set)
    for one in reader.rulings((BELONGS,), statements=statements):
        if one.state == "accepted" and one.question.statement is not None and one.question.claim is not None:
            told[one.question.statement].add(one.question.claim)
    return told


def _by_claim(rulings: Iterable[Ruling]) -> dict[int, dict[str, str | None]]:
    """For each claim the statements about which people agree: who put it in last, None where it was taken out.

    Of claims that were united one may have had a statement that was taken out of the other: it is in.
    """
    told: dict[int, dict[str, str | None]] = defaultdict(dict)
    for one in sorted(rulings, key=lambda one: (one.state == "accepted", one.decided_at, one.review)):
        claim, key = one.question.claim, one.question.statement
        if one.state != "open" and claim is not None and key is not None:
            told[claim][key] = one.author if one.state == "accepted" else None
    return told


def _takes_a_side(stances: Mapping[str, str], key: str) -> bool:
    return stances.get(key, Stance.COMMENTS) != Stance.COMMENTS


def _placed(key: str, author: str) -> Member:
    return Member(statement=key, score=1.0, rule=f"put there by {author}", decided_by=author)
