"""A doubt with all that a person has to see to decide it: the claim, the words in the article, and why it is doubtful.

A reader and a doubt come in, an item goes out. Texts are as they are stored: whoever shows them makes them harmless.
"""

from collections.abc import Mapping

from factdb.report import sides
from factdb.review import Asks, ClaimShown, Doubt, Item, Kind, Passage, Said
from factdb.store import Reader
from factdb.words import Stance

AROUND = 160
"""Characters of an article that are shown before and after what is asked about."""

MARKED = ("source", "cue", "content")
NOUNS: Mapping[str, str] = {
    Stance.ASSERTS: "assertion",
    Stance.DENIES: "denial",
    Stance.DECLINES: "refusal to comment",
    Stance.ADMITS: "admission",
    Stance.WITHDRAWS: "withdrawal",
    Stance.COMMENTS: "comment",
}
Row = Mapping[str, object]


def item_of(reader: Reader, doubt: Doubt) -> Item:
    """What a person sees of a doubt."""
    row = _row(reader, "statement_details", "statement_id", doubt.statement_id)
    said = _said(row) if row else None
    passage = _statement_passage(reader, row) if row else _problem_passage(reader, doubt)
    rival = _row(reader, "statement_details", "statement_id", doubt.rival_id)
    return Item(
        doubt=doubt,
        question=_question(doubt, said, passage),
        claim=claim_shown(reader, doubt.claim_id),
        other=claim_shown(reader, doubt.other_claim_id),
        said=said,
        passage=passage,
        beside=_statement_passage(reader, rival) if rival else None,
        why=doubt.told,
        current=_current(doubt, said, passage),
    )


def claim_shown(reader: Reader, number: int | None) -> ClaimShown | None:
    """A claim as a person sees it, None for none."""
    row = _row(reader, "claim_status", "claim_id", number)
    if row is None:
        return None
    told = {name: None if row[name] is None else str(row[name]) for name in ("status", "status_since")}
    return ClaimShown(
        slug=str(row["slug"]), title=str(row["title"]), status=told["status"], since=told["status_since"],
        sides=" ".join(sides(row)),
    )  # fmt: skip


def _row(reader: Reader, view: str, column: str, number: int | None) -> Row | None:
    rows = reader.rows(view, {column: number}) if number is not None else []
    return rows[0] if rows else None


def _said(row: Row) -> Said:
    words = {name: None if row[name] is None else str(row[name]) for name in ("speaker_role", "said_on")}
    return Said(
        statement_id=int(str(row["statement_id"])),
        stance=Stance(str(row["stance"])),
        party=str(row["party"]),
        speaker=str(row["speaker"]),
        role=words["speaker_role"],
        said_on=words["said_on"],
        basis=str(row["said_on_basis"]),
        is_anonymous=bool(row["is_anonymous"]),
    )


def _statement_passage(reader: Reader, row: Row) -> Passage:
    """The words of a statement in their article; where its text was left out, the quote alone."""
    start, end = int(str(row["span_start"])), int(str(row["span_end"]))
    text = reader.article_texts([int(str(row["article_id"]))]).get(int(str(row["article_id"])), "")
    first, last = _window(text, start, end) if text else (start, end)
    shown = text[first:last] or str(row["quote"])
    spans = [(row[f"{part}_start"], row[f"{part}_end"], part) for part in MARKED]
    marks = [(int(str(one)) - first, int(str(other)) - first, part) for one, other, part in spans if one is not None]
    inside = tuple(mark for mark in marks if 0 <= mark[0] < mark[1] <= len(shown))
    return _passage(row, shown, (*inside, (start - first, end - first, "quote")), (first > 0, last < len(text)))


def _problem_passage(reader: Reader, doubt: Doubt) -> Passage | None:
    problem = _row(reader, "problems", "problem_id", doubt.problem_id)
    article = _row(reader, "article", "article_id", doubt.article_id)
    if article is None:
        return None
    text = reader.article_texts([doubt.article_id or 0]).get(doubt.article_id or 0, "")
    start, end = 0, 0
    if problem is not None and problem["span_start"] is not None:
        start, end = int(str(problem["span_start"])), int(str(problem["span_end"]))
    first, last = _window(text, start, end)
    marks = ((start - first, end - first, "content"),) if end > start else ()
    named = {**article, "article_title": article["title"], "article_source": article["source"]}
    return _passage(named, text[first:last], marks, (first > 0, last < len(text)))


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """What is shown of a text around a stretch of it: whole words.

    >>> _window("a " * 300, 300, 310)
    (140, 469)
    """
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return first, last


def _passage(row: Row, text: str, marks: tuple[tuple[int, int, str], ...], is_cut: tuple[bool, bool]) -> Passage:
    dated = None if row["published_on"] is None else str(row["published_on"])
    file = str(row["article_source"]).rpartition("/")[2]
    return Passage(
        text=text, marks=marks, is_cut=is_cut, article=str(row["article_title"] or file),
        source=str(row["article_source"]), publisher=str(row["publisher"] or ""), published_on=dated,
    )  # fmt: skip


def _question(doubt: Doubt, said: Said | None, passage: Passage | None) -> str:
    party = said.party if said else "nobody"
    deed = NOUNS[said.stance] if said else "statement"
    asked = {
        Asks.BELONGS: f"Is this {deed} by {party} about this claim?",
        Asks.SAME_CLAIM: "Are these two claims one?",
        Asks.NARROWER: "Does the first claim say what the second says, and more?",
        Asks.PARTY: f"Does {party} speak for itself, or does it stand under another party?",
        Asks.SAID_ON: f"When did {party} say this?",
        Asks.PUBLISHED_ON: "When was this article published?",
        Asks.STATEMENT: f"Is this {deed} by {party} in the article as it is told here?",
        Asks.PROBLEM: "The article could not be read for sure here. Is there anything to do?",
    }[doubt.asks]
    return f"People answered differently. {asked}" if doubt.kind is Kind.CONFLICT else asked


def _current(doubt: Doubt, said: Said | None, passage: Passage | None) -> str:
    if doubt.asks is Asks.SAID_ON and said:
        return said.said_on or ""
    if doubt.asks is Asks.PUBLISHED_ON and passage:
        return passage.published_on or ""
    return said.party if doubt.asks is Asks.PARTY and said else ""
