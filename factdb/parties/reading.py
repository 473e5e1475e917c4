"""Reads the TOML files of this folder into records, and refuses what it does not know.

A party file is a list of groups: `[[group]]` with `kind` and `parent` for all of its `party` tables, each with `name`,
its aliases by language (`en`, `id`, …, or `any`; `rules.toml` names the languages), and where it differs its own `kind`
and `parent`. An alias written in capitals only matches exactly so. A name is an alias of its own party in every
language, unless it ends in brackets or its table says `unsaid = true`. A person's `terms` are the days from and until
which he speaks for the parent, at other times for himself. A state's `adjective` serves names such as
"Syrian opposition". `forms.toml` holds the patterns by which bodies are named ("Ministry of Defence" + a state),
`places.toml` the places that such patterns take, `rules.toml` what is no party, `alliances.toml` the allies.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from factdb.records import Alias, Alliance, Party

FOLDER = Path(__file__).parent
KINDS = frozenset(
    {
        *("state", "government", "ministry", "agency", "armed_force", "police", "armed_group", "international"),
        *("organisation", "political_party", "company", "media", "province", "city", "court", "parliament"),
        *("person", "group", "unnamed"),
    }
)
APART = frozenset({"forms.toml", "places.toml", "rules.toml", "alliances.toml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A pattern by which bodies are named: `words` by language, completed by a state or by a place.

    `name` holds `{}` (or `{adjective}`) where the state or place goes, and is `{}` alone where the state itself is
    meant. `parent` is the parent of what comes out. `takes` is `state` or the name of a list of places. A `bare` form
    may stand alone and then means the body last named in full, else that of the language's home state. An `open` form
    takes any capitalised word for a place.
    """

    name: str
    kind: str
    takes: str
    words: tuple[Alias, ...]
    parent: str | None = None
    bare: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is no party, and how names stand in a text; lists are of (language, words) or plain words.

    `blockers` are longer names that hold a party's name and mean something else; `prefixes` make a name mean
    something else ("pro-"); `personal` are party names that are people's names as well; `starters` are capitalised
    words that may stand before those; `wordlike` are exact aliases that are common words in a line of capitals;
    `joiners` are the words between a form and the state that follows it, `clitics` what a name may end in; `pointers`
    are words that mean a state named before ("that country");
    `either` are names of two parties: the one that the text names otherwise is meant, else the first;
    `home` is the state meant where a text of that language names none.
    """

    blockers: tuple[Alias, ...]
    prefixes: tuple[str, ...]
    personal: frozenset[str]
    starters: frozenset[str]
    wordlike: frozenset[str]
    joiners: dict[str, tuple[str, ...]]
    state_first: frozenset[str]
    clitics: dict[str, tuple[str, ...]]
    pointers: tuple[Alias, ...]
    either: dict[str, tuple[str, ...]]
    home: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """All that the files hold; `places` gives for each list how a place is written, and how a party's name calls it."""

    parties: tuple[Party, ...]
    adjectives: dict[str, str]
    alliances: tuple[Alliance, ...]
    forms: tuple[Form, ...]
    places: dict[str, dict[str, str]]
    rules: Rules


def shipment() -> Shipment:
    """Everything shipped, read from the files; ValueError where a file holds what is not known here."""
    groups = [group for file in party_files() for group in groups_in(file)]
    tables = [(table, group) for group in groups for table in group["party"]]
    return Shipment(
        parties=tuple(_party(table, group) for table, group in tables),
        adjectives={table["name"]: table["adjective"] for table, _ in tables if "adjective" in table},
        alliances=_alliances(_toml("alliances.toml")),
        forms=_forms(_toml("forms.toml")),
        places=_places(_toml("places.toml")),
        rules=_rules(_toml("rules.toml")),
    )


def party_files() -> tuple[Path, ...]:
    """The files that hold parties, by name."""
    return tuple(sorted(file for file in FOLDER.glob("*.toml") if file.name not in APART))


def groups_in(file: Path) -> list[dict[str, Any]]:
    """The groups of one party file, as they are written."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    _only(data, {"group"}, file.name)
    for group in data["group"]:
        _only(group, {"kind", "parent", "party"}, file.name)
    return list(data["group"])


@cache
def languages() -> tuple[str, ...]:
    """The languages that have names of their own: those with joiners in `rules.toml`."""
    return tuple(_toml("rules.toml")["joiners"])


def _party(table: dict[str, Any], group: dict[str, Any]) -> Party:
    keys = {"name", "adjective", "kind", "parent", "any", "unsaid", "terms"}
    _only(table, keys | set(languages()), str(table.get("name")))
    name, kind = table["name"], table.get("kind") or group["kind"]
    if kind not in KINDS:
        raise ValueError(f"{name}: no kind of party is called {kind!r}")
    own = () if name.endswith(")") or table.get("unsaid") else (alias(name, None),)
    return Party(
        name=name,
        kind=kind,
        parent=table.get("parent", group.get("parent")) or None,
        aliases=own + _aliases(table),
        terms=tuple((since, until) for since, until in table.get("terms", ())),
    )


def alias(text: str, language: str | None) -> Alias:
    """An alias as the files write it: capitals only means exactly so.

    >>> alias("AS", "id").exact, alias("Amerika Serikat", "id").exact
    (True, False)
    """
    return Alias(text=text, language=language, exact=text.isupper())


def _aliases(table: dict[str, Any]) -> tuple[Alias, ...]:
    """The aliases of a table that has them by language under `any` and the codes of languages."""
    given = tuple(alias(text, None) for text in table.get("any", ()))
    return given + tuple(alias(text, code) for code in languages() for text in table.get(code, ()))


def _forms(data: dict[str, Any]) -> tuple[Form, ...]:
    _only(data, {"offices", "form"}, "forms.toml")
    return tuple(_form(table, data["offices"]) for table in data["form"])


def _form(table: dict[str, Any], offices: list[str]) -> Form:
    _only(
        table,
        {"name", "kind", "takes", "parent", "bare", "open", "office_of", "any", *languages()},
        str(table.get("name")),
    )
    return Form(
        name=table["name"],
        kind=table["kind"],
        takes=table.get("takes", "state"),
        words=_aliases(table) + _office_words(table.get("office_of", ()), offices),
        parent=table.get("parent"),
        bare=table.get("bare", False),
        open=table.get("open", False),
    )


def _office_words(followers: Sequence[str], offices: Sequence[str]) -> tuple[Alias, ...]:
    """The offices of Indonesia's regions, each with every word that may follow: "Dinas Kesehatan Kabupaten"."""
    return tuple(alias(f"{office} {word}".strip(), "id") for word in followers for office in offices)


def _places(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The lists of places: how each is written, and how it is called in the name of a party."""
    return {kind: names if isinstance(names, dict) else {name: name for name in names} for kind, names in data.items()}


def _rules(data: dict[str, Any]) -> Rules:
    plain = {"prefixes", "personal", "starters", "wordlike", "state_first"}
    _only(data, {"blockers", "joiners", "clitics", "pointers", "either", "home", *plain}, "rules.toml")
    return Rules(
        blockers=_aliases(data["blockers"]),
        prefixes=tuple(data["prefixes"]),
        personal=frozenset(data["personal"]),
        starters=frozenset(data["starters"]),
        wordlike=frozenset(data["wordlike"]),
        joiners={code: tuple(words) for code, words in data["joiners"].items()},
        state_first=frozenset(data["state_first"]),
        clitics={code: tuple(words) for code, words in data["clitics"].items()},
        pointers=_aliases(data["pointers"]),
        either={name: tuple(parties) for name, parties in data["either"].items()},
        home=dict(data["home"]),
    )


def _alliances(data: dict[str, Any]) -> tuple[Alliance, ...]:
    """The pairs as given, and the members of each bloc as pairs from the day the later one joined."""
    _only(data, {"alliance", "bloc"}, "alliances.toml")
    found = []
    for table in data.get("alliance", ()):
        _only(table, {"one", "other", "kind", "source", "since", "until"}, "alliances.toml")
        found.append(Alliance(**table))
    for bloc in data.get("bloc", ()):
        _only(bloc, {"name", "kind", "source", "members"}, "alliances.toml")
        found += _pairs(bloc)
    return tuple(found)


def _pairs(bloc: dict[str, Any]) -> list[Alliance]:
    members = sorted(bloc["members"].items())
    return [
        Alliance(one=one, other=other, kind=bloc["kind"], source=bloc["source"], since=max(since, later))
        for (one, since), (other, later) in combinations(members, 2)
    ]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _only(table: dict[str, Any], keys: set[str], where: str) -> None:
    """ValueError where a table has a key that nobody reads."""
    if unknown := sorted(set(table) - keys):
        raise ValueError(f"{where}: unknown key {', '.join(unknown)}")
