"""What a person types about claims and statements, checked, and decided at a desk; each verb says in words what it did.

In come a desk, names and numbers as they were typed, and new values; out go sentences. What makes no sense is an
InputError that says what to do instead, before anything is decided.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from factdb.errors import InputError, NotFoundError
from factdb.pipeline.desk import Desk
from factdb.pipeline.wanted import short
from factdb.report.scope import date_in
from factdb.words import Origin, Stance

Row = Mapping[str, object]
TOLD = {
    "speaker_role": "role",
    "origin_party": "origin",
    "said_on": "said on",
    "is_anonymous": "anonymous",
    "is_general": "general",
}
NONE_ALLOWED = ("speaker_role", "origin_party", "said_on")


def rename(
    desk: Desk,
    name: str,
    title: str | None = None,
    proposition: str | None = None,
    accused: Sequence[str] | None = None,
    note: str = "",
) -> str:
    """Gives a claim other words or accused; what is None stays, an accused '' leaves nobody accused."""
    row = desk.writer.claim(name)
    given = (("title", title), ("proposition", proposition))
    words = {kind: words_in(text, kind) for kind, text in given if text is not None}
    parties = None if accused is None else tuple(party_in(desk, one) for one in accused if one)
    if not words and parties is None:
        raise InputError("Say what to change: --title, --proposition or --accused.")
    desk.reword(name, title=words.get("title"), proposition=words.get("proposition"), accused=parties, note=note)
    told = [f"{kind} '{row[kind]}' → '{text}'" for kind, text in words.items()]
    told += [f"accused {row['accused'] or 'nobody'} → {'; '.join(parties) or 'nobody'}"] if parties is not None else []
    return f"'{row['slug']}': {', '.join(told)}."


def unite(desk: Desk, kept: str, gone: str, note: str = "") -> str:
    """Makes two claims one, which goes on with the words of the kept one, whatever its appearances say."""
    one, other = (desk.writer.claim(name) for name in (kept, gone))
    desk.unite(kept, gone, note)
    if one["origin"] == Origin.FOUND and other["origin"] == Origin.TRACKED:
        return f"'{one['slug']}' goes into '{other['slug']}', which is tracked and so keeps its words."
    return f"'{other['slug']}' goes into '{one['slug']}'."


def split(
    desk: Desk,
    name: str,
    statements: Sequence[int],
    title: str,
    proposition: str | None = None,
    accused: Sequence[str] | None = None,
    note: str = "",
) -> str:
    """Takes statements out of a claim into one of their own."""
    slug, numbers = str(desk.writer.claim(name)["slug"]), list(dict.fromkeys(statements))
    live = [_live(desk, number) for number in numbers]
    new = desk.split(
        name,
        [int(str(row["statement_id"])) for row in live],
        title=words_in(title, "title"),
        proposition=None if proposition is None else words_in(proposition, "proposition"),
        accused=None if accused is None else [party_in(desk, one) for one in accused if one],
        note=note,
    )
    (row,) = desk.writer.rows("claim", {"claim_id": new})
    told = f"statement {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} statements"
    return f"'{row['slug']}' is a claim of its own, with {told} of '{slug}'."


def relate(desk: Desk, narrower: str, wider: str, *, confirmed: bool = True, note: str = "") -> str:
    """Says that one claim is narrower than another, or that it is not."""
    one, other = (desk.writer.claim(name) for name in (narrower, wider))
    back = {"claim_id": other["claim_id"], "other_claim_id": one["claim_id"], "state": "confirmed"}
    if confirmed and desk.writer.rows("claim_relations", back):
        raise InputError(
            f"'{other['slug']}' is narrower than '{one['slug']}', somebody said. "
            f"Take that back first: factdb claim relate {other['slug']} {one['slug']} --reject"
        )
    desk.relate(narrower, wider, confirmed=confirmed, note=note)
    return f"'{one['slug']}' is {'' if confirmed else 'not '}narrower than '{other['slug']}'."


def fix(desk: Desk, number: int, given: Mapping[str, str | bool], note: str = "") -> Iterator[str]:
    """Corrects fields of a statement; an empty role, origin or day means that there is none."""
    row = _live(desk, number)
    for field, value in {field: _value(desk, row, field, value) for field, value in given.items()}.items():
        desk.correct(number, field, value, note)
        before = _shown(row[field])
        told = f"{_shown(value)}, as it was: confirmed" if before == _shown(value) else f"{before} → {_shown(value)}"
        yield f"Statement {number} ({row['speaker']}): {TOLD.get(field, field)} {told}."


def link(desk: Desk, number: int, name: str, old: str | None = None, note: str = "") -> Iterator[str]:
    """Puts a statement into a claim, and takes it out of an old one where that is given."""
    stance, row = _live(desk, number)["stance"], desk.writer.claim(name)
    if stance == Stance.COMMENTS:
        raise InputError(
            f"Statement {number} only comments, and so is in no claim. If it takes a side, say which one first: "
            f"factdb statement fix {number} --stance asserts"
        )
    if old is not None and desk.writer.claim(old)["claim_id"] == row["claim_id"]:
        raise InputError(f"A statement cannot leave '{row['slug']}' for itself.")
    if old is not None:
        yield unlink(desk, number, old, note)
    desk.place(number, name, note)
    yield f"Statement {number} is put into '{row['slug']}'."


def unlink(desk: Desk, number: int, name: str, note: str = "") -> str:
    """Takes a statement out of a claim; InputError where it is not in it, with the claims that it is in."""
    live, row = _live(desk, number), desk.writer.claim(name)
    held = desk.writer.rows("claim_statements", {"statement_id": live["statement_id"]}, order=("slug",))
    if row["claim_id"] not in [one["claim_id"] for one in held]:
        where = " and ".join(f"'{one['slug']}'" for one in held) or "no claim"
        raise InputError(f"Statement {number} is not in '{row['slug']}'. It is in {where}.")
    desk.displace(number, name, note)
    return f"Statement {number} is taken out of '{row['slug']}'."


def party_in(desk: Desk, name: str) -> str:
    """A party by any of its names, as it is printed; InputError with the nearest for one that nobody knows."""
    if (found := desk.parties.get(name)) is not None:
        return found.name
    known = desk.writer.tree.ids
    if name in known:
        return name
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    meant = f" Did you mean '{near[0]}'?" if near else ""
    raise InputError(f"Nobody is known as '{name}'.{meant} `factdb parties --all` lists them.")


def _live(desk: Desk, number: int) -> Row:
    """The row of statement_details of a statement, also by a number that it had before it was corrected."""
    for row in desk.writer.rows("statement", {"statement_id": number}):
        for live in desk.writer.rows("statement", {"key": row["key"], "retired_in": None}):
            (told,) = desk.writer.rows("statement_details", {"statement_id": live["statement_id"]})
            return told
        raise InputError(f"Statement {number} was struck, or its article was withdrawn: nothing can be said of it now.")
    raise NotFoundError(f"No statement {number}. `factdb statements` lists them with their numbers.")


def _value(desk: Desk, row: Row, field: str, value: str | bool) -> str:
    """A new value as it is kept."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not value and field in NONE_ALLOWED:
        return ""
    if field in ("party", "origin_party"):
        return party_in(desk, value)
    return day_within(row, value) if field == "said_on" else words_in(value, TOLD.get(field, field))


def day_within(row: Row, value: str) -> str:
    """A date as it was typed, on which something in an article (published_on) was said; not later than the article."""
    day, printed = date_in(value, "--said-on") or "", str(row["published_on"] or "")
    shorter = min(len(day), len(printed))
    if day[:shorter] > printed[:shorter]:
        raise InputError(f"The article is of {printed}; nothing in it was said on {day}. Is its own date right?")
    return day


def words_in(text: str, kind: str) -> str:
    """Words as they were typed, in one clean line; `kind` says what for, where there are none or too many."""
    words = short(text, f"The {kind}")
    if not words:
        raise InputError(f"The {kind} is empty.")
    return words


def _shown(value: object) -> str:
    """A value as it is told: yes and no for either, 'none' for nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else "none"
