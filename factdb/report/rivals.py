"""What each statement of a claim was compared with: the statement beside it, and the rival that it was not linked to.

A dossier and the rows of linking come in, the dossier goes out with further columns in its statements. A rival is named
by the claim that it is in at the time of asking.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factdb.report.dossiers import Dossier, Row

# The columns that `explain` adds to those of the timeline.
COMPARED = ("linked_to", "answers", "rival", "rival_statement_id", "rival_score", "rival_rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The rows of linking that tell of one claim.

    `members` are its rows of appearance_statement, `ties` those of appearance_tie of its appearances. `slug_of` gives
    the claim of every appearance of it and of the claims that it is tied to; `links` and `statements` are the rows of
    claim_statements and statement for all statements that `members` name.
    """

    members: Sequence[Row]
    ties: Sequence[Row]
    links: Sequence[Row]
    slug_of: Mapping[int, str]
    statements: Sequence[Row]


def compared(dossier: Dossier, with_these: Compared) -> Dossier:
    """A dossier whose statements tell what they were compared with; those that a person linked stay as they are."""
    own = dossier.claim["slug"]
    words = {row["statement_id"]: answers_in(row) for row in with_these.statements}
    across = dict(rivals_across(own, with_these))
    inside = dict(rivals_inside(own, with_these))
    found: dict[int, Row] = {}
    for row in sorted(with_these.members, key=lambda row: (row["score"], -row["appearance_id"])):
        rivals = [inside.get((row["appearance_id"], row["statement_id"])), across.get(row["appearance_id"])]
        rival = max((one for one in rivals if one), key=nearness, default=NONE)
        found[row["statement_id"]] = {
            "linked_to": row["nearest_id"],
            "answers": words.get(row["statement_id"]),
            "answered_by": words.get(row["nearest_id"]),
            **rival,
        }
    statements = tuple({**row, **found.get(row["statement_id"], {})} for row in dossier.statements)
    return replace(dossier, statements=statements)


NONE: Row = dict.fromkeys(("rival", "rival_statement_id", "rival_score", "rival_against", "rival_rule"))


def nearness(rival: Row) -> float:
    """How near a rival came to what was chosen; one that turned out to be of the same claim is none."""
    return float(rival["rival_score"] or 0.0) / float(rival["rival_against"] or 1.0)


def rivals_inside(own: str, found: Compared) -> Iterator[tuple[tuple[int, int], Row]]:
    """For each statement of an appearance the likest one of another claim in its article."""
    slugs = defaultdict(set)
    for row in found.links:
        slugs[row["statement_id"]].add(row["slug"])
    for row in found.members:
        if (number := row["rival_id"]) is None:
            continue
        key, told = (row["appearance_id"], row["statement_id"]), {**NONE, "rival_statement_id": number}
        if own in slugs[number]:
            yield key, {**told, "rival": own}
            continue
        told |= {"rival": min(slugs[number], default=None), "rival_rule": row["rival_rule"]}
        against = None if row["nearest_id"] is None else row["score"]
        yield key, {**told, "rival_score": row["rival_score"], "rival_against": against}


def rivals_across(own: str, found: Compared) -> Iterator[tuple[int, Row]]:
    """For each appearance the strongest tie to another claim, beside its strongest one in the claim."""
    sizes, members = Counter(found.slug_of.values()), {row["appearance_id"] for row in found.members}
    ties: defaultdict[int, list[tuple[float, str, str]]] = defaultdict(list)
    pairs = {(row["one_id"], row["other_id"]): row for row in found.ties}
    for (one, other), row in pairs.items():
        for mine, theirs in ((one, other), (other, one)):
            if theirs in found.slug_of:
                ties[mine].append((row["score"], found.slug_of[theirs], row["rule"]))
    for appearance, told in ties.items():
        against = max((score for score, slug, _ in told if slug == own), default=None)
        score, slug, rule = max((one for one in told if one[1] != own), default=(0.0, own, ""))
        if appearance not in members or slug == own:
            continue
        if score >= (against or 0.0) and sizes[own] * sizes[slug] > 1:
            between = sum(each for one in members for each, there, _ in ties.get(one, ()) if there == slug)
            rule += f"; {between / (sizes[own] * sizes[slug]):.2f} on average between both claims"
        named = {"rival": slug, "rival_score": score, "rival_rule": rule, "rival_against": against}
        yield appearance, {**NONE, **named}


def answers_in(statement: Row) -> str | None:
    """The words of a statement that point back to what it answers, None where it has none."""
    if statement["answers_start"] is None:
        return None
    start = statement["span_start"]
    return str(statement["quote"][statement["answers_start"] - start : statement["answers_end"] - start])
