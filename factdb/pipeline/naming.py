"""Who is who, as people decide it: parties that they add, name, place under others, hold for one, or know for allies.

Each function is one decision with its author, in one transaction; claims whose history it may change are derived anew
at once. Parties are told by their names or aliases, as the articles or factdb know them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypedDict, Unpack

from factdb.errors import InputError, NotFoundError
from factdb.languages import codes
from factdb.parties import KINDS, Names, shipped
from factdb.pipeline.desk import Desk, deciding
from factdb.pipeline.known import EXACT, as_recorded, known_parties
from factdb.pipeline.wanted import short
from factdb.records import Alliance, Party, Question
from factdb.report.period import in_words
from factdb.words import UNNAMED_PARTIES

KNOWN, ALIAS, PARENT, SAME = "is_known", "alias", "parent", "same_party"
UNNAMED = "unnamed"
BY_PEOPLE = "alliance"
NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyResult:
    """What a decision about parties did: `done` and `notes` are sentences, `status_changes`, too.

    `changeset` is its number, None where it changed nothing.
    """

    done: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    status_changes: tuple[str, ...] = ()
    changeset: int | None = None


class Signed(TypedDict, total=False):
    """Who decides and why, and whether it is only tried."""

    author: str | None
    note: str
    dry_run: bool


def add_party(
    where: str | Path,
    name: str,
    *,
    kind: str,
    parent: str | None = None,
    aliases: Sequence[str] = (),
    **by: Unpack[Signed],
) -> PartyResult:
    """Makes a party known, so that it is found in articles that are loaded from now on.

    Raises InputError for a name that a party has and a kind that there is not, NotFoundError for an unknown parent.
    """
    one = _named(name, "name")
    if kind not in KINDS or kind == UNNAMED:
        raise InputError(f"'{kind}' is no kind of party. There are {', '.join(sorted(KINDS - {UNNAMED}))}.")

    def decide(room: "Room") -> None:
        known = room.known.get(one)
        if known is not None:
            told = f"'{one}' is a party already ({known.kind})" if known.name == one else f"'{one}' means {known.name}"
            raise InputError(f"{told}. Give the new one another name; --alias lets '{one}' mean it, too.")
        above = None if parent is None else room.party(parent)
        room.decide(KNOWN, one, kind, f"{one} is known as a party ({kind}).")
        if above is not None:
            room.decide(PARENT, one, above, f"It stands under {above}.")
        for alias in aliases:
            room.alias(one, alias, "")

    return _decided(where, decide, **by)


def alias_party(
    where: str | Path, party: str, alias: str, *, language: str = "", exact: bool = False, **by: Unpack[Signed]
) -> PartyResult:
    """Has a name mean a party, in articles that are loaded from now on and for whoever was read under that name.

    `language` restricts it to articles in one language, `exact` to the very capitals. Raises InputError for what cannot
    be an alias, NotFoundError for an unknown party.
    """
    if language and language not in codes():
        raise InputError(f"factdb reads no '{language}'. There are {', '.join(codes())}.")
    value = " ".join(part for part in (language, EXACT if exact else "") if part)
    return _decided(where, lambda room: room.alias(room.party(party), alias, value), **by)


def merge_parties(where: str | Path, kept: str, gone: Sequence[str], **by: Unpack[Signed]) -> PartyResult:
    """Has parties be another one: whatever was and will be said for them counts for it.

    Raises InputError for parties that cannot be one, NotFoundError for an unknown party.
    """

    def decide(room: "Room") -> None:
        for name in gone:
            room.unite(kept, name)

    return _decided(where, decide, **by)


def place_party(where: str | Path, party: str, parent: str | None, **by: Unpack[Signed]) -> PartyResult:
    """Has a party stand under another one, or with None under nobody.

    Raises InputError where it would stand under itself, NotFoundError for an unknown party.
    """

    return _decided(where, lambda room: room.place(party, parent), **by)


def ally_parties(
    where: str | Path,
    one: str,
    other: str,
    *,
    source: str,
    since: str | None = None,
    until: str | None = None,
    **by: Unpack[Signed],
) -> PartyResult:
    """Records two parties as allies: within its dates a denial by one of them is official where the other is accused.

    A pair's earlier alliance by people that was at the same time is replaced. Raises InputError for dates that end
    before they begin, NotFoundError for an unknown party.
    """
    if since and until and until < since[: len(until)]:
        raise InputError(f"The alliance would end ({until}) before it begins ({since}).")
    told = _named(source, "source")

    def decide(room: "Room") -> None:
        first, second = sorted((room.party(one), room.party(other)))
        if first == second:
            raise InputError(f"{first} is no ally of itself.")
        room.ally(Alliance(one=first, other=second, kind=BY_PEOPLE, source=told, since=since, until=until))

    return _decided(where, decide, **by)


class Room:
    """A desk at which parties are decided about."""

    def __init__(self, desk: Desk, note: str) -> None:
        self.desk, self.note = desk, note
        self.writer = desk.writer
        self.known: Names = known_parties(desk.writer)
        self.done: list[str] = []
        self.notes: list[str] = []

    def party(self, name: str) -> str:
        """The name of a known party, or of one that the articles know, by any of its names."""
        given = _named(name, "party")
        known = self.known.get(given)
        if known is not None:
            return known.name
        if given in self.writer.tree.ids:
            return given
        by_letters = {each.casefold(): each for each in (*self.writer.tree.ids, *(p.name for p in self.known.all()))}
        if (found := by_letters.get(given.casefold())) is not None:
            return self.known.meant(found)
        near = " or ".join(f"'{by_letters[each]}'" for each in _nearest(given.casefold(), by_letters))
        raise NotFoundError(
            f"No party '{given}'. {f'Did you mean {near}? ' if near else ''}"
            "`factdb parties --all` lists those of the articles; `factdb party add` makes one known."
        )

    def decide(self, kind: str, party: str, value: str, told: str, words: str | None = None) -> None:
        """Records an answer about a party, and both parties as factdb or the articles know them."""
        if kind == KNOWN:
            self.writer.save_parties([Party(name=party, kind=value)], "person")
        for name in (party, value) if value and kind in (PARENT, SAME) else (party,):
            self.writer.save_parties(as_recorded(_line(name)))
        self.desk.answer(Question(kind=kind, party=party, words=words), "accepted", value, self.note)
        self.known = known_parties(self.writer)
        self.done.append(told)

    def unite(self, kept: str, gone: str) -> None:
        """Has a party be another one."""
        into, one = self.party(kept), self.party(gone)
        if one == into:
            self.notes.append(f"'{gone}' means {into} already.")
            return
        if UNNAMED_PARTIES & {one, into}:
            raise InputError(f"{one} and {into} cannot be one: {', '.join(sorted(UNNAMED_PARTIES))} stand apart.")
        if one in self.known.lineage(into):
            raise InputError(f"{into} stands under {one}. Merge the other way round, or move it first.")
        self.decide(SAME, one, into, f"{one} is {into} from now on.")

    def place(self, party: str, parent: str | None) -> None:
        """Has a party stand under another one, or under nobody."""
        one, above = self.party(party), None if parent is None else self.party(parent)
        line = () if above is None else self.known.lineage(above)
        if one == above:
            raise InputError(f"{one} cannot stand under itself.")
        if one in line:
            told = " → ".join(line[: line.index(one) + 1])
            raise InputError(f"{above} stands under {one} itself ({told}). Move {above} first.")
        if self.known.lineage(one)[1:2] == (() if above is None else (above,)):
            self.notes.append(f"{one} stands under {above or 'nobody'} already.")
            return
        self.decide(PARENT, one, above or "", f"{one} stands under {above or 'nobody'}.")

    def alias(self, party: str, words: str, value: str) -> None:
        """Gives a party a further name."""
        text = _named(words, "alias")
        known = self.known.get(text)
        if known is not None and known.name == party:
            self.notes.append(f"'{text}' means {party} already.")
            return
        if known is not None and known.name == text:
            raise InputError(f"'{text}' is a party of its own. `factdb party merge '{party}' '{text}'` makes them one.")
        if known is not None:
            self.notes.append(f"'{text}' meant {known.name} until now.")
        self.decide(ALIAS, party, value, f"'{text}' means {party}.", words=text)

    def ally(self, told: Alliance) -> None:
        """Records an alliance in the place of those that people recorded for the same pair and time."""
        self.writer.save_parties(as_recorded(one for name in (told.one, told.other) for one in _line(name)))
        ids = self.writer.tree.ids
        ends = {"one_id": ids[told.one], "other_id": ids[told.other], "kind": BY_PEOPLE}
        values = {**ends, "since": told.since, "until": told.until, "source": told.source}
        rows = self.writer.rows("alliance", {**ends, "retired_in": None})
        if any({name: row[name] for name in values} == values for row in rows):
            self.notes.append(f"{told.one} and {told.other} are recorded so already.")
            return
        for row in rows:
            if _meet(told, row["since"], row["until"]):
                self.writer.retire("alliance", {"alliance_id": row["alliance_id"]})
                self.notes.append(f"It takes the place of what was recorded before ({row['source']}).")
        self.writer.save_signed("alliance", values)
        self.desk.touch_parties((told.one, told.other))
        self.done.append(f"{told.one} and {told.other} are allies ({in_words(told.since, told.until)}).")


def _meet(told: Alliance, since: object, until: object) -> bool:
    """Whether an alliance and another period have a day in common."""
    first, last = told.since or "", told.until or "9999"
    return str(since or "")[: len(last)] <= last and first[: len(str(until or "9999"))] <= str(until or "9999")


def _decided(
    where: str | Path,
    decide: Callable[[Room], object],
    *,
    author: str | None = None,
    note: str = "",
    dry_run: bool = False,
) -> PartyResult:
    """Has parties be decided about in one transaction, and tells what came of it."""
    with deciding(where, author=author, kind="party", note=note, keep=not dry_run) as desk:
        room = Room(desk, note)
        decide(room)
    return PartyResult(
        done=tuple(room.done), notes=tuple(room.notes), status_changes=desk.changes, changeset=desk.changeset
    )


def _named(words: str, what: str) -> str:
    """A name as one clean line. Raises InputError for one that is empty or too long."""
    if not (line := short(words, f"The {what}")):
        raise InputError(f"The {what} is empty.")
    return line


def _line(name: str) -> tuple[str, ...]:
    """The party and what it stands under as factdb brings it along."""
    line = shipped().lineage(name)
    return line if line[0] == name else (name,)


def _nearest(name: str, names: Iterable[str]) -> list[str]:
    return get_close_matches(name, list(names), n=NEAREST, cutoff=0.6)
