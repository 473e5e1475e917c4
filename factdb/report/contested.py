"""The contested report: which claims somebody asserts and somebody else denies, the surest first.

Dossiers come in, a page and a table go out; nothing is read here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from factdb.report.amounts import ranges
from factdb.report.catalogue import ENGLISH, say, speaking
from factdb.report.dossiers import Dossier, Row, names_in, sureness, surest_first
from factdb.report.lines import all_thin, best_lines, place
from factdb.report.pages import Entry, Grid, Page, Report, Table, header, status_in_words
from factdb.report.scope import Scope
from factdb.report.visible import visible
from factdb.words import DenialKind, Flag, Role, Stance

FEW = 5  # claims that are seen without a list of them in front
COLUMNS = (
    "slug",
    "title",
    "status",
    "status_since",
    "first_said_on",
    "last_said_on",
    "accused",
    "accusers",
    "corroborators",
    "deniers",
    "denial_kind",
    "asserted_in_words",
    "denied_in_words",
    "quantities",
    "statement_count",
    "article_count",
    "sureness",
    "flags",
    "proposition",
    "claim_id",
)


def contested(
    dossiers: Sequence[Dossier],
    total: int,
    scope: Scope,
    closed: int = 0,
    counts: Mapping[str, int] | None = None,
) -> Report:
    """The contested report over the dossiers of contested claims, out of `total` claims loaded.

    `closed` counts the contested claims that are left out because people closed them. Where only the dossiers that are
    shown are given, `counts` tells how many claims there are, by status.
    """
    kept = [dossier for dossier in surest_first(dossiers) if sureness(dossier) >= scope.least]
    shown = kept[: scope.limit]
    counts = Counter(each.claim["status"] for each in kept) if counts is None else counts
    table = Table(name="contested", columns=COLUMNS, rows=tuple(map(row_of, shown)))
    page = Page(
        head=head(counts, total, scope),
        index=index_of(shown),
        blocks=tuple(map(entry_of, shown)),
        foot=left_out(sum(counts.values()) - len(shown), closed),
    )
    return Report(table=table, page=page)


def head(counts: Mapping[str, int], total: int, scope: Scope) -> tuple[str, ...]:
    """The first lines: what contested means, and how much there is of it, by status."""
    means = f"{say('contested.means')} {say('caveat')}"
    if not total and scope.in_words() == Scope().in_words():
        return (means, say("contested.nothing_loaded"))
    statuses = sorted(counts.items(), reverse=True)
    counted = ", ".join(f"{count} {say('status.' + status)}" for status, count in statuses)
    parts = say("count.of_claims", kept=sum(counts.values()), count=total, scope=visible(scope.in_words()))
    return (means, f"{parts} {counted}." if counted else parts)


def index_of(shown: Sequence[Dossier]) -> Grid | None:
    """The claims in a line each, to see at once what is contested; none where all of them are seen anyway."""
    if len(shown) <= FEW:
        return None
    claims = [each.claim for each in shown]
    rows = tuple(
        (status_in_words(row["status"]), row["status_since"] or say("no_date"), title_of(row), row["slug"])
        for row in claims
    )
    return Grid(title="", header=header("status", "since", "claim", "slug"), rows=rows)


def left_out(missing: int, closed: int) -> tuple[str, ...]:
    """The last lines, where a limit left claims out, or people closed some."""
    told = (say("contested.left_out", count=missing),) if missing else ()
    return (*told, say("contested.closed", count=closed)) if closed else told


def entry_of(dossier: Dossier) -> Entry:
    """One contested claim: heading, the best statement of each party and stance, the way it came."""
    claim = dossier.claim
    return Entry(
        status=claim["status"] or "",
        since=(claim.get("status_since") or say("no_date")) if claim["status"] else "",
        title=title_of(claim),
        slug=claim["slug"],
        facts=(*accused(claim), *independence(dossier)),
        lines=best_lines(dossier),
        steps=steps(dossier),
        amounts=ranges(dossier.quantities),
        warnings=warnings(dossier),
        dossier=dossier,
    )


def title_of(claim: Row) -> str:
    """What a claim is called: its title, else its sentence."""
    return visible(claim.get("title") or claim.get("proposition"))


def in_full(claim: Row) -> tuple[str, ...]:
    """The claim as a sentence, where its title leaves words out."""
    sentence = visible(claim.get("proposition"))
    return (say("claim.in_full", sentence=sentence),) if title_of(claim).endswith("…") and sentence else ()


def accused(claim: Row) -> tuple[str, ...]:
    """Whose act the claim is; the lines below tell the rest."""
    names = names_in(claim, "accused")
    return (say("claim.accused", names=visible(", ".join(names))),) if names else ()


def independence(dossier: Dossier) -> tuple[str, ...]:
    """How independently a claim is corroborated: by how many parties, printed by whom; nothing where by one."""
    asserting = [row for row in dossier.statements if row["stance"] == Stance.ASSERTS]
    corroborators = names_in(dossier.claim, "corroborators")
    if not corroborators:
        return ()
    repeats = sum(row["role"] == Role.REPETITION for row in asserting)
    told = say("independence.parties", count=1 + len(corroborators))
    printed = say("independence.publishers", count=len({place(row) for row in asserting}))
    again = (say("independence.repeats", count=repeats),) if repeats else ()
    return ("; ".join((f"{told} {printed}", *again)),)


def steps(dossier: Dossier) -> tuple[str, ...]:
    """The history in one line's parts: `alleged 2022-09`, `denied 2022-09-22`."""
    return tuple(
        f"{say('status.' + row['to_status'])} {row.get('effective_on') or say('no_date')}" for row in dossier.history
    )


def warnings(dossier: Dossier) -> tuple[str, ...]:
    """What a reader should know about the claim as a whole: its flags, and how thin it stands."""
    found = [say(f"warning.{Flag(name)}") for name in names_in(dossier.claim, "flags")]
    denials = [row for row in dossier.statements if row["stance"] == Stance.DENIES and row.get("denial_kind")]
    if denials and all(row["denial_kind"] == DenialKind.THIRD_PARTY for row in denials):
        found.append(say("warning.third_party_only"))
    assertions = [row for row in dossier.statements if row["stance"] == Stance.ASSERTS]
    if assertions and all(row.get("is_anonymous") for row in assertions):
        found.append(say("warning.unnamed_only"))
    if all_thin(dossier):
        found.append(say("warning.thin", score=round(max(row["score"] for row in dossier.statements), 2)))
    return tuple(found)


def row_of(dossier: Dossier) -> dict[str, Any]:
    """One contested claim as a row, the same in every language: its status, the best words each way, how sure it is."""
    lines = best_lines(dossier)
    said = {stance: next((line for line in lines if line.stance == stance), None) for stance in Stance}
    with speaking(ENGLISH):
        quantities = ranges(dossier.quantities) or None
    words = {stance: f"{line.party}: {line.quote}" if line else None for stance, line in said.items()}
    return {
        **{column: dossier.claim.get(column) for column in COLUMNS},
        "asserted_in_words": words[Stance.ASSERTS],
        "denied_in_words": words[Stance.DENIES],
        "quantities": quantities,
        "sureness": sureness(dossier),
    }
