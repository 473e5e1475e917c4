"""Claims of any size by hand, for what is drawn of them."""

import random
from typing import Any

from factdb.report import Dossier, Report, Row, contested, timeline
from factdb.report.scope import Scope

STANCES = ("asserts", "denies", "declines", "admits", "withdraws", "comments")


def said(statement_id: int, stance: str, party: str, said_on: str | None, quote: str = "so it was", **more: Any) -> Row:
    """A statement of a claim as its views would give it; a denial is official."""
    row = {"statement_id": statement_id, "stance": stance, "party": party, "root_party": party, "said_on": said_on}
    row |= {"content_text": quote, "quote": quote, "speaker": "", "publisher": "Harian Pagi", "language": "en"}
    row |= {"article_source": f"https://harian.example/{statement_id}", "said_on_basis": "text", "score": 0.9}
    return row | {"role": None, "denial_kind": "official" if stance == "denies" else None} | more


def claim_of(*statements: Row, steps: tuple[tuple[str | None, str], ...] = (), **more: Any) -> Dossier:
    """A claim with these statements and these steps of its status, each caused by a statement in turn."""
    claim = {"slug": "bridge", "title": "The bridge was shelled", "status": steps[-1][1] if steps else None}
    claim |= {"status_since": steps[-1][0] if steps else None, "accused": "Russia", "language": "en", "claim_id": 1}
    history = tuple(
        {"to_status": status, "effective_on": day, "statement_id": number, "sequence": number, "rule": "a rule"}
        for number, (day, status) in enumerate(steps, start=1)
    )
    quantities = more.pop("quantities", ())
    return Dossier(claim=claim | more, statements=statements, history=history, quantities=quantities)


def crowd(count: int, parties: int, seed: int = 7) -> Dossier:
    """A claim about which many speak over five years, on days, in months, in years, and on no day that is known."""
    chance = random.Random(seed)
    rows = []
    for number in range(1, count + 1):
        day = f"{chance.choice((2014, 2016, 2018))}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        told = chance.choice((day, day, day, day[:7], day[:4], None))
        party = chance.choice(("Russia", *(f"Party {name} of the Republic" for name in range(parties - 1))))
        more = {"repeats_statement_id": chance.choice((None, None, 1))}
        rows.append(said(number, chance.choice(STANCES), party, told, **more))
    steps = (("2014", "alleged"), ("2014-03-02", "denied"), ("2014-04", "disputed"), ("2018-12-01", "admitted"))
    return claim_of(*rows, steps=steps)


def contested_of(*claims: Dossier) -> Report:
    """The contested report over these claims."""
    return contested(claims, len(claims), Scope())


def timeline_of(claim: Dossier) -> Report:
    """The timeline of a claim."""
    return timeline(claim)
