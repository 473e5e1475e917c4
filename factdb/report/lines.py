"""Statements as lines of a page: which one speaks for a party, and what is marked beside it.

Rows of a dossier come in, `Line`s go out.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from factdb.report.amounts import by_unit
from factdb.report.catalogue import say
from factdb.report.dossiers import THIN_LINK, Dossier, Row, side_of, weight
from factdb.report.pages import Line, Source
from factdb.report.quotes import short_quote, who
from factdb.report.visible import visible
from factdb.words import Role, SaidOnBasis, Stance

SHOWN_STANCES = (Stance.ASSERTS, Stance.ADMITS, Stance.WITHDRAWS, Stance.DENIES, Stance.DECLINES)
WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*")
# An answer may be two words ("sheer lies"); an assertion as short as that says too little of what is claimed.
COMFORTABLE, COMFORTABLE_ASSERTION = range(8, 161), range(28, 161)


def best_lines(dossier: Dossier) -> tuple[Line, ...]:
    """One line for each party and stance, by its best statement; the rest are counted in its notes.

    Assertions come first, then what answers them; inside a stance the party that spoke first comes first.
    """
    groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in dossier.statements:
        if row["stance"] in SHOWN_STANCES:
            groups[row["stance"], side_of(row, dossier.claim)].append(row)
    ordered = sorted(groups.items(), key=lambda item: SHOWN_STANCES.index(Stance(item[0][0])))
    common = Counter(word for row in dossier.statements for word in words_of(row))
    counted = {row["statement_id"] for _, rows in by_unit(dossier.quantities)[:1] if len(rows) > 1 for row in rows}
    return tuple(line_of(best(rows, common, counted), dossier, told_besides(rows)) for _, rows in ordered)


def told_besides(rows: Sequence[Row]) -> tuple[str, ...]:
    """How many further statements stand behind a line, in words; none where it is the only one."""
    return (say("mark.more", count=len(rows) - 1),) if len(rows) > 1 else ()


def best(rows: Sequence[Row], common: Mapping[str, int], counted: Collection[int] = ()) -> Row:
    """The statement to quote: first-hand, surely linked, in words that fit a line; of equals the first.

    Of several assertions it is one that gives the number that the claim is about (`counted` are these statements),
    else the one that says most of what the claim's other statements say, too (`common` counts the statements with a
    word): a demand or a judgement speaks about the matter and does not tell it. An answer needs not repeat the matter;
    there direct speech comes first.
    """

    def order(row: Row) -> tuple[bool, float, bool, bool, float, bool, float]:
        asserts = row["stance"] == Stance.ASSERTS
        fits = len(row.get("content_text") or "") in (COMFORTABLE_ASSERTION if asserts else COMFORTABLE)
        is_first_hand = row.get("repeats_statement_id") is None
        told = central(row, common) if asserts else 0.0
        counts = asserts and row["statement_id"] in counted
        return is_first_hand, round(weight(row), 1), fits, counts, told, bool(row.get("is_direct")), weight(row)

    return max(rows, key=order)


def central(row: Row, common: Mapping[str, int]) -> float:
    """How much of a statement its claim's other statements say, too; a longer one does not win by its length."""
    own = words_of(row)
    return round(sum(common[word] - 1 for word in own) / math.sqrt(len(own) or 1), 2)


def words_of(row: Row) -> set[str]:
    """The longer words and the numbers of what was said."""
    return {word.casefold() for word in WORD.findall(row.get("content_text") or row.get("quote") or "")}


def line_of(row: Row, dossier: Dossier, notes: tuple[str, ...] = ()) -> Line:
    """One statement of a claim as a line."""
    side = side_of(row, dossier.claim)
    return Line(
        stance=row["stance"],
        party=visible(side),
        said_on=date_of(row),
        who=who(row, side),
        quote=short_quote(row),
        kind=say(f"denial_kind.{row['denial_kind']}") if row.get("denial_kind") else "",
        publisher=place(row),
        notes=(*marks(row, all_thin(dossier)), *notes),
        statement_id=row.get("statement_id"),
        language=row.get("language") or "und",
        source=source_of(row),
    )


def source_of(row: Row) -> Source:
    """The article of a statement as it is cited: what its row of statement_details and of its article tell."""
    return Source(
        place=place(row),
        source=visible(row.get("article_source")),
        title=visible(row.get("article_title")) or None,
        author=visible(row.get("author")) or None,
        publisher=visible(row.get("publisher")) or None,
        published_on=row.get("published_on"),
        url=row.get("url"),
        archived_url=row.get("archived_url"),
        retrieved_on=row.get("retrieved_on"),
    )


def place(row: Row) -> str:
    """Where it stands: the publisher, else the site, else the name of the file.

    >>> place({"publisher": None, "article_source": "news/2022/shells.txt"})
    'shells.txt'
    """
    source = str(row.get("article_source") or "")
    site = re.match(r"https?://(?:www\.)?([^/]+)", source)
    return visible(row.get("publisher") or (site[1] if site else re.split(r"[/\\]", source)[-1]))


def date_of(row: Row) -> str:
    """When it was said, as precise as the text; `~` before a date that was inferred."""
    said_on = row.get("said_on")
    if not said_on:
        return say("no_date")
    return f"~{said_on}" if row.get("said_on_basis") == SaidOnBasis.ESTIMATED else str(said_on)


def all_thin(dossier: Dossier) -> bool:
    """Whether every statement is thinly linked; that is said of the claim, and not of each line."""
    return bool(dossier.statements) and all(map(is_thin, dossier.statements))


def is_thin(row: Row) -> bool:
    """Whether it is doubtful that a statement speaks about its claim."""
    return row.get("score") is not None and row["score"] < THIN_LINK


def marks(row: Row, thin_is_told: bool = False) -> tuple[str, ...]:
    """What a reader should know about a statement before relying on it."""
    found = []
    if row.get("role") == Role.PRIOR_DENIAL:
        found.append(say("mark.prior_denial"))
    if row.get("is_anonymous"):
        found.append(say("mark.anonymous"))
    if row.get("said_on_basis") == SaidOnBasis.ESTIMATED:
        found.append(say("mark.estimated"))
    if (told_before := row.get("repeats_statement_id")) is not None:
        found.append(say("mark.retells", number=str(told_before)))
    if is_thin(row) and not thin_is_told:
        found.append(say("mark.thin", score=round(row["score"], 2)))
    return tuple(found)
