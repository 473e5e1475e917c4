"""What a database has to show, worked out as plainly as can be: what the machine found, and what people decided.

What the machine found is read from the tables as it stands there. What people decided is kept here, in a list, as the
test decided it; nothing of it is read. From both follows every statement, what every claim holds, and its history.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from factdb.parties import alias, gazetteer, shipped
from factdb.pipeline.restating import dated
from factdb.pipeline.worded import accused_in, wording_of
from factdb.records import Alliance, Overlay, Party, SaidOn, Statement, Voice
from factdb.status import has_status, history_of
from factdb.store import Reader
from factdb.words import Stance

Question = tuple[Any, ...]
Said = tuple[str, str | None]
"""A state and a value."""

OPEN: Said = ("open", None)
FIELDS = ("stance", "speaker", "party", "is_anonymous", "is_general", "said_on")
MEANT: Mapping[str, Callable[[str], object]] = {
    "stance": Stance,
    "is_anonymous": "yes".__eq__,
    "is_general": "yes".__eq__,
}


@dataclass(slots=True, kw_only=True)
class Deed:
    """One thing that was done in a changeset: an answer, with what its author had answered before; or a signed row."""

    changeset: int
    question: Question
    author: str
    said: Said
    before: Said


@dataclass(slots=True)
class Decided:
    """All that people decided, in order."""

    deeds: list[Deed] = field(default_factory=list)

    def say(self, changeset: int, question: Question, author: str, state: str, value: str | None = None) -> None:
        """Somebody answers a question."""
        before = self.of(question).get(author, OPEN)
        if before != (state, value):
            self.deeds.append(
                Deed(changeset=changeset, question=question, author=author, said=(state, value), before=before)
            )

    def undo(self, changeset: int, number: int) -> None:
        """Whatever was said in a changeset, and is said still, gives way to what its author had said before."""
        for deed in reversed([one for one in self.deeds if one.changeset == number]):
            if self.of(deed.question).get(deed.author) == deed.said and deed.said != deed.before:
                self.say(changeset, deed.question, deed.author, *deed.before)

    def of(self, question: Question) -> dict[str, Said]:
        """What everybody says last to a question, who spoke last at the end."""
        told: dict[str, Said] = {}
        for deed in self.deeds:
            if deed.question == question:
                told.pop(deed.author, None)
                told[deed.author] = deed.said
        return told

    def state(self, question: Question) -> str:
        """What all who answer a question agree on, else open."""
        states = {state for state, _ in self.of(question).values()} - {"open"}
        return states.pop() if len(states) == 1 else "open"

    def value(self, question: Question) -> str | None:
        """The latest answer to a question that asks for a value; None where the machine is right."""
        live = [said for said in self.of(question).values() if said[0] != "open"]
        return live[-1][1] if live and live[-1][0] == "accepted" else None

    def questions(self, kind: str) -> list[Question]:
        """All questions of a kind that anybody answers now, the one that was answered last at the end."""
        asked: dict[Question, None] = {}
        for deed in self.deeds:
            if deed.question[0] == kind:
                asked.pop(deed.question, None)
                asked[deed.question] = None
        return [one for one in asked if any(state != "open" for state, _ in self.of(one).values())]

    def overlay(self) -> Overlay:
        """What was decided about parties."""
        kinds = {name: self.value((kind, name)) for kind, name in self.questions("is_known")}
        names: dict[str, list[Any]] = defaultdict(list)
        for _, name, words in self.questions("alias"):
            if self.state(("alias", name, words)) == "accepted":
                names[name].append(alias(words, None))
        same = {
            name: kept
            for _, name in self.questions("same_party")
            if self.state(("same_party", name)) == "accepted" and (kept := self.value(("same_party", name)))
        }
        parents = {name: self.value(("parent", name)) for _, name in self.questions("parent")}
        told = {name: parent or None for name, parent in parents.items() if parent is not None}
        wanted = sorted({*kinds, *names, *same, *same.values(), *told})
        pacts = [deed.question for deed in self.deeds if deed.question[0] == "ally"]
        return Overlay(
            parties=tuple(_party(name, kinds.get(name), tuple(names[name])) for name in wanted),
            parents=tuple(sorted(told.items())),
            same=tuple(sorted(same.items())),
            alliances=tuple(
                Alliance(one=one, other=other, kind="alliance", source="notes", since=since, until=until)
                for _, one, other, since, until in dict.fromkeys(pacts)
                if self.state(("ally", one, other, since, until)) == "accepted"
            ),
        )


def _party(name: str, kind: str | None, aliases: tuple[Any, ...]) -> Party:
    known = shipped().get(name)
    if known is None or known.name != name:
        known = Party(name=name, kind="group")
    return Party(name=name, kind=kind or known.kind, parent=known.parent, aliases=aliases)


class Expected:
    """What follows from what the machine found, as a reader shows it, and from what was decided."""

    def __init__(self, reader: Reader, decided: Decided) -> None:
        self.reader, self.decided = reader, decided
        self.known = gazetteer(decided.overlay())
        self.rows = reader.rows("statement", order=("statement_id",))
        self.articles = {str(row["key"]): row for row in reader.rows("article")}
        self.claims = {int(str(row["claim_id"])): row for row in reader.rows("claim")}
        self.shown = [
            placed
            for placed in reader.appearances(
                [str(row["key"]) for row in reader.rows("appearance", {"retired_in": None})]
            )
            if placed.claim_id is not None
        ]
        self.firsts = reader.reprints({str(row["key"]) for row in self.rows})
        self.statements = dict(self._statements())
        self.once = self._once()
        self.homes = self._homes()

    def _statements(self) -> Iterable[tuple[str, Statement]]:
        """Every statement that stands, as it has to be."""
        keys = {str(row["key"]) for row in self.rows}
        lost = {str(row["key"]) for row in self.reader.rows("statement_lost")}
        for key, versions in self.reader.versions(keys - lost).items():
            own = key if self._asked(key) else self.firsts.get(key, key)
            article = str(self.articles[versions.base.article]["article_id"])
            if self.decided.state(("is_statement", own)) != "rejected" and (
                self.decided.state(("stands", article)) != "rejected"
            ):
                yield key, self._said(versions.base, own)

    def _asked(self, key: str) -> bool:
        return any(
            self.decided.of((kind, key)) and any(state != "open" for state, _ in self.decided.of((kind, key)).values())
            for kind in (*FIELDS, "is_statement")
        )

    def _said(self, base: Statement, own: str) -> Statement:
        """A statement with the fields that people gave it, for the party that they mean."""
        values = {kind: self.decided.value((kind, own)) for kind in FIELDS}
        told: Any = {kind: MEANT.get(kind, str)(value) for kind, value in values.items() if value is not None}
        if any(state != "open" for state, _ in self.decided.of(("said_on", own)).values()):
            day, printed = told.get("said_on", base.said_on.value), self.articles[base.article]["published_on"]
            told["said_on"] = dated(day, printed if isinstance(printed, str) else None) if day else SaidOn()
        found = replace(base, **told)
        party = self.known.meant(found.party)
        origin = None if found.origin_party is None else self.known.meant(found.origin_party)
        return replace(found, party=party, origin_party=None if origin == party != found.party else origin)

    def _homes(self) -> dict[int, int]:
        """For each claim the one that shows what it holds."""
        groups: dict[int, set[int]] = {number: {number} for number in self.claims}
        wanted: list[int] = []
        slugs = {row["slug"]: number for number, row in self.claims.items()}
        for question in self.decided.questions("same_claim"):
            if self.decided.state(question) != "accepted":
                continue
            one, other = (self._holder(end) for end in question[1])
            both = groups[one] | groups[other]
            groups |= dict.fromkeys(both, both)
        accepted = [d for d in self.decided.deeds if d.question[0] == "same_claim" and d.said[0] == "accepted"]
        for deed in accepted:
            is_live = self.decided.of(deed.question).get(deed.author) == deed.said
            if is_live and self.decided.state(deed.question) == "accepted":
                wanted.append(self._holder(slugs[deed.said[1]]))
        last = {number: place for place, number in enumerate(wanted)}

        def rank(number: int) -> tuple[bool, int, int]:
            return self.claims[number]["origin"] != "tracked", -last.get(number, -1), number

        return {number: min(group, key=rank) if len(group) > 1 else number for number, group in groups.items()}

    def _holder(self, number: int) -> int:
        """The claim that has the appearances of one: where the machine merged it into another, that."""
        row = self.claims[number]
        is_put = any(
            question[2] == number and self.decided.state(question) == "accepted"
            for question in self.decided.questions("belongs")
        )
        holds = any(placed.claim_id == number for placed in self.shown)
        if row["origin"] == "tracked" or holds or is_put or row["merged_into_id"] is None:
            return number
        now = Counter(
            placed.claim_id or 0
            for placed in self.shown
            for member in placed.appearance.members
            if member.statement in self.once[number]
        )
        if not now:
            return self._holder(int(str(row["merged_into_id"])))
        return min(now, key=lambda one: (-now[one], one))

    def _once(self) -> dict[int, set[str]]:
        """What each claim ever held."""
        keys = {row["statement_id"]: str(row["key"]) for row in self.rows}
        found: dict[int, set[str]] = defaultdict(set)
        for row in self.reader.rows("claim_statement"):
            found[int(str(row["claim_id"]))].add(keys[row["statement_id"]])
        return found

    def _was_filled(self, number: int) -> bool:
        """Whether people ever put something into a claim."""
        put = (deed for deed in self.decided.deeds if deed.question[0] == "belongs" and deed.said[0] == "accepted")
        return any(deed.question[2] == number for deed in put)

    def members(self) -> dict[int, set[str]]:
        """What each claim that stands for itself holds."""
        found: dict[int, set[str]] = defaultdict(set)
        for placed in self.shown:
            for member in placed.appearance.members:
                said = self.statements.get(member.statement)
                if said is not None and said.stance != Stance.COMMENTS:
                    found[self.homes[placed.claim_id or 0]].add(member.statement)
        told: dict[tuple[int, str], set[str]] = defaultdict(set)
        for question in self.decided.questions("belongs"):
            _, key, number = question
            if (state := self.decided.state(question)) != "open":
                own = number if self._was_filled(number) else self._holder(number)
                told[self.homes[own], key].add(state)
        for (home, key), states in told.items():
            if "accepted" in states and key in self.statements:
                found[home].add(key)
            else:
                found[home].discard(key)
        return {home: keys for home, keys in found.items() if keys}

    def accused(self, home: int) -> tuple[str, ...]:
        """Whom a claim accuses."""
        row = self.claims[home]
        if row["origin"] == "tracked":
            return self.reader.tracked()[home].accused if home in self.reader.tracked() else ()
        told = self._words("accused", home)
        shown = [placed.appearance for placed in self.shown if self.homes[placed.claim_id or 0] == home]
        if not shown and told is None:  # nothing words it any more: it keeps the words that it had
            return self.reader.accused([home])[home]
        stand = [one for one in shown if any(m.statement in self.statements for m in one.members)] or shown
        names = accused_in(stand) if told is None else tuple(told.splitlines())
        return tuple(dict.fromkeys(map(self.known.meant, names)))

    def _words(self, kind: str, home: int) -> str | None:
        """What people said of a claim, else of one that the machine, and nobody else, merged into it."""
        if (told := self.decided.value((kind, home))) is not None:
            return told
        united = {self._holder(end) for one in self.decided.questions("same_claim") for end in one[1]}
        values = [
            self.decided.value(one)
            for one in self.decided.questions(kind)
            if self.claims[one[1]]["merged_into_id"] == home and one[1] not in united and not self._was_filled(one[1])
        ]
        return next((value for value in reversed(values) if value is not None), None)

    def title(self, home: int) -> str | None:
        """The words of a claim, None where nothing says them."""
        if (told := self._words("title", home)) is not None:
            return told
        shown = [placed.appearance for placed in self.shown if self.homes[placed.claim_id or 0] == home]
        stand = [one for one in shown if any(m.statement in self.statements for m in one.members)] or shown
        return wording_of(stand).title if stand else None

    def histories(self) -> dict[str, tuple[object, ...]]:
        """For each claim its status, sides, steps and what each statement does in it, by slug."""
        general = {
            (row["claim_id"], row["statement_id"]): bool(row["is_general"])
            for row in self.reader.rows("claim_statement", {"retired_in": None})
        }
        numbers = {str(row["key"]): row["statement_id"] for row in self.rows if row["retired_in"] is None}
        found = {}
        for home, keys in self.members().items():
            lines = [self.known.lineage(name) for name in self.accused(home)]
            voices = [self._voice(key, general.get((home, numbers.get(key)), False)) for key in sorted(keys)]
            if not has_status(voices):
                continue
            told = history_of(voices, lines, self.known.alliances())
            steps = [(one.effective_on, one.to_status, one.statement, one.rule) for one in told.changes]
            roles = sorted((one.statement, one.role, one.denial_kind) for one in told.roles)
            sides = [
                None if not names else "; ".join(names) for names in (told.accusers, told.corroborators, told.deniers)
            ]
            found[str(self.claims[home]["slug"])] = (told.status, *sides, steps, roles)
        return found

    def _voice(self, key: str, is_general: bool) -> Voice:
        said = self.statements[key]
        article = self.articles[said.article]
        party = self.known.get(said.party)
        kind = party.kind if party is not None else self.reader.tree.kinds[self.reader.tree.ids[said.party]]
        return Voice(
            statement=key,
            stance=said.stance,
            lineage=self.known.lineage(said.party),
            said_on=said.said_on,
            origin=self.known.lineage(said.origin_party) if said.origin_party else (),
            article=said.article,
            published_on=article["published_on"] if isinstance(article["published_on"], str) else None,
            repeats=self._repeated(key),
            is_anonymous=said.is_anonymous,
            is_general=is_general or said.is_general,
            is_retold=said.is_retold,
            is_outlet=said.origin_party is None and (kind == "media" or said.party == article["publisher"]),
        )

    def _repeated(self, key: str) -> str | None:
        """The statement that one repeats now."""
        live = {row["statement_id"]: row for row in self.rows if row["retired_in"] is None}
        every = {row["statement_id"]: str(row["key"]) for row in self.rows}
        for row in live.values():
            if row["key"] == key and row["repeats_statement_id"] is not None:
                return every[row["repeats_statement_id"]]
        return None


def shown_histories(reader: Reader) -> dict[str, tuple[object, ...]]:
    """What the views show of the same."""
    keys = {row["statement_id"]: str(row["key"]) for row in reader.rows("statement")}
    steps: dict[object, list[object]] = defaultdict(list)
    for row in reader.rows("claim_status_history", order=("claim_id", "sequence")):
        steps[row["slug"]].append((row["effective_on"], row["to_status"], keys[row["statement_id"]], row["rule"]))
    roles: dict[object, list[Any]] = defaultdict(list)
    for row in reader.rows("claim_statements"):
        if row["role"] is not None:
            roles[row["slug"]].append((keys[row["statement_id"]], row["role"], row["denial_kind"]))
    sides = ("status", "accusers", "corroborators", "deniers")
    return {
        str(row["slug"]): (*(row[name] for name in sides), steps[row["slug"]], sorted(roles[row["slug"]]))
        for row in reader.rows("claim_status")
        if row["status"] is not None
    }


def shown_members(reader: Reader) -> dict[int, set[str]]:
    """What the table of links holds now."""
    keys = {row["statement_id"]: str(row["key"]) for row in reader.rows("statement")}
    found: dict[int, set[str]] = defaultdict(set)
    for row in reader.rows("claim_statement", {"retired_in": None}):
        found[int(str(row["claim_id"]))].add(keys[row["statement_id"]])
    return dict(found)


def shown_statements(reader: Reader) -> dict[str, Statement]:
    """The statements that stand."""
    keys = [str(row["key"]) for row in reader.rows("article")]
    return {one.key: one for one in reader.statements(keys)}
