"""Who printed which side: what each publisher carried of a claim, what it left out, what rests on one publisher.

Dossiers come in, a page and a table go out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from factdb.report.catalogue import number, say
from factdb.report.contested import title_of
from factdb.report.dossiers import Dossier, Row, padded
from factdb.report.lines import place
from factdb.report.pages import Block, Grid, Page, Report, Table, header
from factdb.report.visible import visible
from factdb.words import Stance

COLUMNS = (
    "slug",
    "title",
    "status",
    "publisher",
    "articles",
    "asserted",
    "denied",
    "declined",
    "admitted",
    "left_out",
    "first_published_on",
    "last_published_on",
    "is_only_publisher",
)
SIDES = {
    Stance.ASSERTS: "asserted",
    Stance.DENIES: "denied",
    Stance.DECLINES: "declined",
    Stance.ADMITS: "admitted",
}
WEIGHTY = ("asserted", "denied", "admitted")


def coverage(dossiers: Sequence[Dossier], total: int, scope: str) -> Report:
    """What each publisher carried of each claim, a row a claim and publisher; most covered claims first.

    `left_out` names a side that a publisher never printed although it had been taken before its last article on the
    claim; what came later it cannot have known.
    """
    known = sorted(dossiers, key=lambda each: (-each.claim["article_count"], each.claim["slug"]))
    found = [(each, list(carried(each))) for each in known]
    rows = tuple(row for _, own in found for row in own)
    counted = say("coverage.of_claims", kept=len(known), count=total, scope=visible(scope))
    is_unnamed = any(not row.get("publisher") for each in known for row in each.statements)
    foot = (say("coverage.unnamed"),) if is_unnamed else ()
    page = Page(head=(counted, say("coverage.means"), say("caveat")), blocks=tuple(blocks(found)), foot=foot)
    return Report(table=Table(name="coverage", columns=COLUMNS, rows=rows), page=page)


def carried(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """A row for each publisher that printed something about one claim, by name."""
    printed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in dossier.statements:
        printed[place(row)].append(row)
    for publisher, own in sorted(printed.items()):
        days = sorted(row["published_on"] for row in own if row.get("published_on"))
        counts = Counter(SIDES[row["stance"]] for row in own if row["stance"] in SIDES)
        missing = [side for side in taken_by(dossier, days[-1] if days else None) if not counts[side]]
        yield {
            "slug": dossier.claim["slug"],
            "title": title_of(dossier.claim),
            "status": dossier.claim["status"],
            "publisher": publisher,
            "articles": len({row["article_source"] for row in own}),
            **{side: counts[side] for side in SIDES.values()},
            "left_out": "; ".join(missing) or None,
            "first_published_on": days[0] if days else None,
            "last_published_on": days[-1] if days else None,
            "is_only_publisher": len(printed) == 1,
        }


def taken_by(dossier: Dossier, day: str | None) -> list[str]:
    """The sides that somebody had taken by a day, each by what was said; none where the day is not known."""
    if day is None:
        return []
    said = {SIDES[row["stance"]] for row in dossier.statements if row["stance"] in SIDES and is_by(row, day)}
    return [side for side in WEIGHTY if side in said]


def is_by(row: Row, day: str) -> bool:
    """Whether something had surely been said before a day of publication was over."""
    latest = row.get("said_on_latest") or row.get("published_on")
    return latest is not None and padded(latest) <= padded(day)


def blocks(found: Sequence[tuple[Dossier, Sequence[Row]]]) -> Iterator[Block]:
    """The publishers at a glance, what rests on one of them, and each claim with who carried what."""
    if not found:
        return
    yield publishers([row for _, rows in found for row in rows])
    single = [rows[0] for _, rows in found if len(rows) == 1]
    if single:
        names = header("claim", "publisher", "articles", "slug")
        lone = ((visible(row["title"]), row["publisher"], number(row["articles"]), row["slug"]) for row in single)
        yield Grid(title=say("coverage.single", count=len(single)), header=names, rows=tuple(lone), numbers=(2,))
    for dossier, rows in found:
        if len(rows) > 1:
            yield one(dossier, rows)


def publishers(rows: Iterable[Row]) -> Grid:
    """A row a publisher: of how many claims it carried both sides, one side, and left a known side out."""
    by_name: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row["publisher"]].append(row)
    told = []
    for name, own in sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0])):
        both = sum(bool(row["asserted"] and row["denied"]) for row in own)
        allegation = sum(bool(row["asserted"] and not row["denied"]) for row in own)
        denial = sum(bool(row["denied"] and not row["asserted"]) for row in own)
        left = sum(bool(row["left_out"]) for row in own)
        told.append((name, *map(number, (len(own), both, allegation, denial, left))))
    names = header("publisher", "claims", "both_sides", "allegation_only", "denial_only", "left_out")
    return Grid(title=say("coverage.publishers"), header=names, rows=tuple(told), numbers=(1, 2, 3, 4, 5))


def one(dossier: Dossier, rows: Sequence[Row]) -> Grid:
    """Who carried what of one claim."""
    told = tuple(
        (
            row["publisher"],
            row["first_published_on"] or say("no_date"),
            *(number(row[side]) if row[side] else "–" for side in SIDES.values()),
            ", ".join(say(f"side.{side}") for side in (row["left_out"] or "").split("; ") if side),
        )
        for row in rows
    )
    names = header("publisher", "published", *SIDES.values(), "left_out")
    title = f"{title_of(dossier.claim)} ({say('status.' + dossier.claim['status'])}, {dossier.claim['slug']})"
    return Grid(title=title, header=names, rows=told, numbers=(2, 3, 4, 5))
