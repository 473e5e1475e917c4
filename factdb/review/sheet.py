"""The review as a spreadsheet: items go out as rows of a CSV file, a file that somebody edited comes back as answers.

Spreadsheets reorder and drop columns, write TRUE for yes, semicolons for commas and 30/10/2024 for a day: all that is
read. What could mean two things is not guessed: the line is told with what to write instead.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from factdb.errors import InputError
from factdb.report import visible
from factdb.report.visible import as_written, spreadsheet_cell
from factdb.review.dates import date_in
from factdb.review.items import BARE, OFFERED, TAKES_NOTHING, Asks, Item, Reply, Word, meaning
from factdb.words import Stance

COLUMNS = (
    "question", "kind", "asked", "claim", "title", "status", "other_claim", "effect", "quote", "speaker", "party",
    "stance", "said_on", "article", "why", "current", "allowed", "answer", "note", "reviewer",
)  # fmt: skip
NEEDED = ("question", "answer")
DELIMITERS = ",;\t"
YES = frozenset({"accept", "accepted", "yes", "y", "true", "1", "ok"})
NO = frozenset({"reject", "rejected", "no", "n", "false", "0"})
LONGEST_CELL = 2_000_000
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
SAID_LONGER: Mapping[str, str] = {"same as ": "same ", "new claim ": "new ", "under ": "parent "}
TAKES: Mapping[Word, str] = {
    Word.RELINK: "CLAIM", Word.NEW: "TITLE", Word.STANCE: "|".join(Stance), Word.SPEAKER: "NAME", Word.PARTY: "NAME",
    Word.DATE: "2024-10-30", Word.MERGE: "CLAIM", Word.PARENT: "NAME", Word.SAME: "NAME",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A line of a file that somebody answered: its number, the reply or what is wrong with it, and who answered.

    `asked` is the question in words, where the file still has it.
    """

    line: int
    reply: Reply | None = None
    wrong: str = ""
    reviewer: str = ""
    asked: str = field(default="", compare=False)


def written(items: Iterable[Item]) -> str:
    """The items as CSV, with empty columns for answers; cells that a spreadsheet would compute are made harmless."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    for item in items:
        row = {name: spreadsheet_cell(visible(value)) for name, value in _cells(item).items()}
        table.writerow({**row, "question": spreadsheet_cell(item.doubt.key)})
    return out.getvalue()


def _cells(item: Item) -> dict[str, object]:
    doubt, claim, said, passage = item.doubt, item.claim, item.said, item.passage
    told: dict[str, object] = {"kind": doubt.kind.value, "asked": item.question, "why": "; ".join(item.why)}
    if claim:
        told |= {"claim": claim.slug, "title": claim.title, "status": claim.status}
    if item.other:
        told["other_claim"] = f"{item.other.slug}: {item.other.title}"
    if said:
        told |= {"speaker": said.speaker, "party": said.party, "stance": said.stance.value, "said_on": said.said_on}
    if passage:
        quote = next(((one, other) for one, other, what in passage.marks if what == "quote"), (0, len(passage.text)))
        told |= {"quote": passage.text[slice(*quote)], "article": passage.source}
    effects = (f"{word.value}: {words}" for word, words in doubt.effects.items())
    return {**told, "effect": " | ".join(effects), "current": item.current, "allowed": allowed(doubt.asks)}


def allowed(asks: Asks) -> str:
    """What may be written in the column `answer`, in words.

    >>> allowed(Asks.PUBLISHED_ON)
    'accept (nothing better is known) | 2024-10-30 (another date)'
    """
    words = []
    for word in OFFERED[asks]:
        value = f" {TAKES[word]}" if word in TAKES else ""
        told = TAKES[word] if BARE.get(asks) is word and word is Word.DATE else f"{word.value}{value}"
        words.append(f"{told} ({meaning(asks, word)})")
    return " | ".join(words)


def read(data: bytes, name: str) -> list[Filled]:
    """The answered lines of a file; those without an answer are left out.

    Raises InputError for a file that is no such table, with what to do.
    """
    text = _decoded(data)
    if text.startswith("sep="):
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(LONGEST_CELL)
    try:
        return list(_unlike_twice(_filled(rows, name)))
    except csv.Error as error:
        raise InputError(f"{name}, line {rows.line_num}: {error}. Save it as CSV in UTF-8 again.") from error


def _decoded(data: bytes) -> str:
    """The text of a file as spreadsheets save it: UTF-8 with or without its mark, UTF-16, or a Windows code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _filled(rows: Iterator[list[str]], name: str) -> Iterator[Filled]:
    head = [cell.strip().strip("\ufeff").lower() for cell in next(rows, [])]
    if missing := [column for column in NEEDED if head.count(column) != 1]:
        raise InputError(
            f"{name} has no column '{missing[0]}', or several. Its first line has to name the columns, as "
            "`factdb review export` writes them; they may stand in any order."
        )
    line = 1
    for row in rows:
        line += 1
        cells = {column: as_written(cell.strip()) for column, cell in zip(head, row, strict=False)}
        if cells.get("answer"):
            yield _line(line, cells)


def _line(line: int, cells: Mapping[str, str]) -> Filled:
    key, note = cells.get("question", ""), cells.get("note", "")
    asks = asked_by(key)
    if asks is None:
        wrong = f"'{key}' names no question. Copy the cell 'question' from an export, whole."
        return Filled(line=line, wrong=wrong)
    told = answer_in(asks, cells["answer"])
    if isinstance(told, str):
        return Filled(line=line, wrong=told)
    word, value = told
    reply = Reply(key=key, word=word, value=value, note=note)
    about = cells.get("article" if asks in (Asks.PUBLISHED_ON, Asks.PROBLEM) else "claim", "")
    asked = " ".join(filter(None, (cells.get("asked", ""), about)))
    return Filled(line=line, reply=reply, reviewer=cells.get("reviewer", ""), asked=asked)


def asked_by(key: str) -> Asks | None:
    """What a question of this name asks, None where it names none.

    >>> asked_by("belongs 3f2a shells-sold"), asked_by("whatever")
    (<Asks.BELONGS: 'belongs'>, None)
    """
    first, _, rest = key.partition(" ")
    return Asks(first) if first in {*Asks} and rest else None


def answer_in(asks: Asks, cell: str) -> tuple[Word, str] | str:
    """The answer that a cell gives with its value, or what is wrong with it in words.

    >>> answer_in(Asks.BELONGS, "TRUE"), answer_in(Asks.SAID_ON, "30/10/2024"), answer_in(Asks.BELONGS, "stance denies")
    ((<Word.ACCEPT: 'accept'>, ''), (<Word.DATE: 'date'>, '2024-10-30'), (<Word.STANCE: 'stance'>, 'denies'))
    """
    text = " ".join(cell.split())
    low = text.lower()
    if low in YES or low in NO:
        word, value = (Word.ACCEPT if low in YES else Word.REJECT), ""
    else:
        for longer, short in SAID_LONGER.items():
            text = short + text[len(longer) :] if low.startswith(longer) else text
        first, _, value = text.partition(" ")
        given = Word(first.lower().rstrip(":")) if first.lower().rstrip(":") in {*Word} else None
        bare = BARE.get(asks)
        is_bare = given is None and bare is not None and (bare is Word.DATE or SLUG.fullmatch(text))
        if given is None and not is_bare:
            return f"'{cell}' is no answer here. Write {allowed(asks)}."
        word, value = (given, value.strip()) if given is not None else (bare or Word.ACCEPT, text)
    return _checked(asks, word, value)


def _checked(asks: Asks, word: Word, value: str) -> tuple[Word, str] | str:
    if word not in OFFERED[asks]:
        return f"'{word.value}' does not answer this question. Write {allowed(asks)}."
    if (word in TAKES_NOTHING) == bool(value):
        return f"'{word.value} {value}'".replace(" '", "'") + f" is not complete, or too much. Write {allowed(asks)}."
    if word is Word.STANCE and value.lower() not in {*Stance}:
        return f"No stance is called '{value}'. Write one of {', '.join(Stance)}."
    if word is Word.DATE:
        date = date_in(value)
        return (word, date) if date else f"'{value}' is no date that can be told for sure. Write 2024-10-30 (or 2024)."
    return word, value.lower() if word is Word.STANCE else value


def _unlike_twice(lines: Iterable[Filled]) -> Iterator[Filled]:
    """The lines, but for one that answers a question otherwise than a line before."""
    seen: dict[str, Filled] = {}
    for one in lines:
        if one.reply is None:
            yield one
            continue
        before = seen.setdefault(f"{one.reply.key} {one.reviewer}", one)
        if before is one:
            yield one
        elif before.reply and (before.reply.word, before.reply.value) != (one.reply.word, one.reply.value):
            told = f"line {before.line} answers the same question otherwise. Keep one of them."
            yield Filled(line=one.line, wrong=told)
