"""The plain-text cases of tests/cases/status-*.txt: each title is a test, with its voices in four orders."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from factdb.records import Alliance, History, SaidOn, Voice
from factdb.status import as_of, has_status, history_of
from factdb.words import CONTESTED, Stance

FILES = sorted((Path(__file__).parent.parent / "cases").glob("status-*.txt"))
DATED = re.compile(r"(?P<value>\d{4}(?:-\d\d){0,2}|-)(?: \((?P<earliest>\S+) to (?P<latest>\S+)\))?")


@dataclass
class Case:
    """One case as it is written; `wanted` are the lines to hold, by what they are about."""

    title: str
    accused: list[str] = field(default_factory=list)
    parents: dict[str, str] = field(default_factory=dict)
    alliances: list[Alliance] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)
    wanted: dict[str, str] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)

    def lineage(self, party: str) -> tuple[str, ...]:
        above = self.parents.get(party)
        return (party, *(self.lineage(above) if above else ()))

    def voices(self) -> list[Voice]:
        return [self.voice(str(number), *line) for number, line in enumerate(self.lines, 1)]

    def voice(self, key: str, date: str, party: str, stance: str, marks: str = "") -> Voice:
        told = DATED.fullmatch(date)
        assert told, f"no date: {date}"
        known = {name: text for name, text in told.groupdict().items() if text and text != "-"}
        given = dict(re.findall(r"(published|repeats) (\S+)", marks))
        origin = re.search(r"via (.+?)(?= published| repeats|$)", marks)
        rest = re.sub(r"(published|repeats) \S+|via .+", "", marks).split()
        assert set(rest) <= {"anonymous", "general", "retold"}, f"unknown marks: {marks}"
        return Voice(
            statement=key,
            stance=Stance(stance),
            lineage=self.lineage(party),
            origin=self.lineage(origin[1]) if origin else (),
            said_on=SaidOn(**known),
            published_on=given.get("published"),
            repeats=given.get("repeats"),
            is_anonymous="anonymous" in rest,
            is_general="general" in rest,
            is_retold="retold" in rest,
        )

    def history(self, voices: list[Voice]) -> History:
        return history_of(voices, [self.lineage(name) for name in self.accused], self.alliances)

    def read(self, line: str) -> None:
        """Take in one line below the title."""
        name, colon, value = (part.strip() for part in line.partition(":"))
        if line.startswith("=>"):
            self.changes.append(line.removeprefix("=>").strip())
        elif not colon:
            self.lines.append(re.split(r"  +", line))
        elif name == "accused":
            self.accused = value.split("; ")
        elif name == "tree":
            chain = value.split(" < ")
            self.parents |= dict(pairwise(chain))
        elif name == "allies":
            told = re.fullmatch(r"(.+?)–(.+?)(?: since (\S+))?(?: until (\S+))?", value)
            assert told, f"no alliance: {value}"
            one, other, since, until = told.groups()
            self.alliances.append(Alliance(one=one, other=other, kind="treaty", source="", since=since, until=until))
        else:
            self.wanted[name] = value


def cases() -> list[Case]:
    read: list[Case] = []
    for file in FILES:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                read[-1].read(line.strip())
            elif line.strip() and not line.startswith("#"):
                read.append(Case(line.strip()))
    return read


CASES = cases()


def shown(history: History) -> dict[str, str]:
    """A history in the words of the case files."""
    by_place = sorted(history.roles, key=lambda role: int(role.statement))
    many = {
        "flags": history.flags,
        "accusers": history.accusers,
        "corroborators": history.corroborators,
        "deniers": history.deniers,
        "roles": [f"{role.role} {role.denial_kind or ''}".strip() for role in by_place],
        "positions": [f"{place.party} {place.stance} {place.since or '-'}" for place in history.positions],
    }
    one = {
        "kind": history.denial_kind,
        "rule": history.changes[-1].rule,
        "first": history.first_said_on,
        "last": history.last_said_on,
        "since": history.status_since,
        "contested": "yes" if history.status in CONTESTED else "no",
    }
    return {name: "; ".join(values) or "-" for name, values in many.items()} | {
        name: value or "-" for name, value in one.items()
    }


def steps(history: History) -> list[str]:
    return [f"{change.effective_on or '-'} {change.to_status}" for change in history.changes]


def orders(voices: list[Voice]) -> list[list[Voice]]:
    middle = len(voices) // 2
    return [voices, voices[::-1], voices[middle:] + voices[:middle], voices[::2] + voices[1::2]]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_status(case: Case) -> None:
    wanted = dict(case.wanted)
    for voices in orders(case.voices()):
        if "error" in wanted:
            with pytest.raises(ValueError, match=wanted["error"]):
                case.history(voices)
            continue
        history = case.history(voices)
        assert steps(history) == case.changes
        days = {name: value for name, value in wanted.items() if name.startswith("as of ")}
        for name, status in days.items():
            then = list(as_of(voices, [case.lineage(one) for one in case.accused], name.removeprefix("as of ")))
            assert (case.history(then).status if has_status(then) else "nothing") == status, name
        told = shown(history)
        others = wanted.keys() - days.keys()
        assert {name: told[name] for name in others} == {name: wanted[name] for name in others}


def test_titles_are_unique() -> None:
    titles = [case.title for case in CASES]
    assert len(titles) == len(set(titles)) > 0
