"""What every changeset did, in words: a row of the log each, the latest first.

Rows of changesets come in, each with what it recorded, a page and a table go out. The table is told in English.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from factdb.report.catalogue import ENGLISH, say, speaking
from factdb.report.dossiers import Row
from factdb.report.pages import Grid, Page, Report, Table, header
from factdb.report.period import in_words
from factdb.report.visible import visible
from factdb.words import MACHINE

COLUMNS = ("changeset_id", "recorded_at", "author", "kind", "undoes", "undone_by", "tool_version", "note", "what")
COUNTED = ("article", "statement", "claim")
MOST_TOLD = 5
SHOWN = 60
"""Letters of a value that are shown: a title may be as long as an article."""

WORDS = ("title", "proposition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one changeset did. `counts` are rows that it recorded by table; `undoes` and `undone_by` other changesets.

    `decisions` are rows of decision, each with what was asked (`kind`, `words`) and about what: `statement`, `speaker`
    and `publisher`, `slug` and `other`, `article`, `party`. `wordings`, `verdicts` and `relations` are rows of these
    tables with the `slug` of the claim, `alliances` with the names of both parties.
    """

    row: Row
    counts: Mapping[str, int] = field(default_factory=dict)
    decisions: Sequence[Row] = ()
    wordings: Sequence[Row] = ()
    verdicts: Sequence[Row] = ()
    relations: Sequence[Row] = ()
    alliances: Sequence[Row] = ()
    undoes: tuple[int, ...] = ()
    undone_by: tuple[int, ...] = ()


def log(done: Sequence[Done], left_out: int = 0) -> Report:
    """Changesets in the order given; `left_out` is how many a limit left out."""
    with speaking(ENGLISH):
        rows = tuple(row_of(each) for each in done)
    grid = Grid(
        title="",
        header=header("changeset", "recorded_at", "author", "kind", "what"),
        rows=tuple(map(shown, done)),
        numbers=(0,),
    )
    page = Page(
        head=(f"{say('count.changeset', count=len(done))}.",) if done else (say("log.none"),),
        blocks=(grid,) if done else (),
        foot=(say("contested.left_out", count=left_out),) if left_out else (),
    )
    return Report(table=Table(name="log", columns=COLUMNS, rows=rows), page=page)


def row_of(done: Done) -> dict[str, Any]:
    """A changeset for machines."""
    undone = {"undoes": numbers(done.undoes) or None, "undone_by": numbers(done.undone_by) or None}
    told = {**done.row, **undone, "what": "; ".join(sentences(done))}
    return {column: told[column] for column in COLUMNS}


def shown(done: Done) -> tuple[str, ...]:
    """A changeset for people: what it did, shortened, and what became of it."""
    told = list(sentences(done))
    more = [say("log.more", count=len(told) - MOST_TOLD)] if len(told) > MOST_TOLD else []
    undone = [say("log.undone_by", number=numbers(done.undone_by))] if done.undone_by else []
    note = [f"({short(done.row['note'])})"] if done.row["note"] and not done.undoes else []
    what = " ".join(["; ".join([*told[:MOST_TOLD], *more]) or say("log.nothing"), *note, *undone])
    time = str(done.row["recorded_at"]).replace("T", " ").removesuffix("Z")
    return str(done.row["changeset_id"]), time, visible(done.row["author"]), visible(done.row["kind"]), what


def numbers(changesets: Sequence[int]) -> str:
    """Numbers of changesets as a list."""
    return ", ".join(map(str, changesets))


def sentences(done: Done) -> Iterator[str]:
    """What a changeset did, a sentence a thing: what people decided first, then how much was recorded."""
    told = list(made_by_people(done))
    yield from told
    if not told or "article" in done.counts:
        counted = [say(f"count.{name}", count=done.counts[name]) for name in COUNTED if done.counts.get(name)]
        if counted:
            yield ", ".join(counted)


def made_by_people(done: Done) -> Iterator[str]:
    """What people decided, worded and held in a changeset."""
    if done.undoes:
        yield say("log.undoes", number=numbers(done.undoes))
    yield from (decided(row) for row in done.decisions if row["author"] != MACHINE and not is_as_before(row))
    yield from map(worded, done.wordings)
    for row in done.verdicts:
        yield say("log.verdict", slug=row["slug"], rating=short(row["rating"]), author=visible(row["author"]))
    for row in done.relations:
        yield say(f"log.relation.{row['state']}", slug=row["slug"], other=row["other"])
    yield from map(allied, done.alliances)


def worded(row: Row) -> str:
    """How a claim that is followed was worded."""
    return say("log.tracked", slug=row["slug"], title=short(row["title"]))


def allied(row: Row) -> str:
    """Two parties that were recorded as allies, or are none any more."""
    names = {"one": visible(row["one"]), "other": visible(row["other"])}
    if row["is_over"]:
        return say("log.no_allies", **names)
    told = say("log.allied", **names)
    return f"{told} ({in_words(row['since'], row['until'])})" if row["since"] or row["until"] else told


def is_as_before(row: Row) -> bool:
    """Whether a claim only keeps the words that it had, as one does that takes in another."""
    return row["kind"] in WORDS and row["state"] == "accepted" and row["value"] == row["before"]


def decided(row: Row) -> str:
    """One decision in words: `statement 48: stance comments → denies (Kremlin, NewsRoom)`."""
    said = f"{answered(row)}{about(row)}"
    return say("log.taken_back", what=said) if row["is_taken_back"] else said


def answered(row: Row) -> str:
    """What was decided, whoever took it back."""
    kind, is_rejected = str(row["kind"]), row["state"] == "rejected"
    known = {"slug": row["slug"], "other": row["other"], "thing": thing(row), "words": short(row["words"])}
    if kind == "is_known" and not is_rejected and not row["value"]:
        return say("log.accepted.is_itself", **known)
    if kind in PLAIN:
        known["value"] = short(row["value"])
        return say(f"log.rejected.{kind}", **known) if is_rejected else say(f"log.accepted.{kind}", **known)
    field_name = kind.replace("_", " ")
    if not is_rejected and row["value"] is not None:
        before, value = (short(row[name]) or say("log.empty") for name in ("before", "value"))
        return say("log.value", field=field_name, before=before, value=value, **known)
    return say(f"log.answer.{'rejected' if is_rejected else 'accepted'}", field=field_name, **known)


PLAIN = frozenset(
    {
        *("belongs", "is_statement", "same_claim", "narrower_than", "is_closed", "is_followed", "stands"),
        *("alias", "is_known", "same_party"),
    }
)
"""The kinds of questions whose answers have sentences of their own."""


def thing(row: Row) -> str:
    """What a decision is about, as other commands know it."""
    if row["statement"] is not None:
        return say("mark.statement", number=str(row["statement"]))
    if row["article"] is not None:
        return say("log.article", name=visible(row["article"]))
    return visible(row["party"] or row["slug"] or "")


def about(row: Row) -> str:
    """Who said the statement that a decision is about, and where, in brackets."""
    told = ", ".join(visible(row[name]) for name in ("speaker", "publisher") if row["statement"] and row[name])
    return f" ({told})" if told else ""


def short(value: object) -> str:
    """A value in one line, cut where it is long."""
    told = visible(value)
    return told if len(told) <= SHOWN else f"{told[: SHOWN - 1]}…"
