"""The claims that a person wants to follow: a TOML file or single values → checked `Tracked` records.

What cannot be used is an InputError that names the file and the claim; nothing is guessed but the language of the
words, and the slug where none is given.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from factdb.errors import InputError
from factdb.link import slug_of
from factdb.read import clean, language_of, toml_in
from factdb.records import Tracked

TEXTS = ("slug", "title", "proposition", "collection")
LISTS = ("accused", "terms")
MOST_LETTERS = 600
"""A title, a name or a term longer than this is none; an index of PostgreSQL would refuse it."""

SLUG = re.compile(r"[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,59}")


def tracked_in(file: str | Path) -> tuple[Tracked, ...]:
    """The claims of a TOML file with [[claim]] sections, in its order. Raises InputError for what cannot be used."""
    path = Path(file)
    told = toml_in(path)
    sections = told.get("claim")
    if not isinstance(sections, list) or not sections or set(told) != {"claim"}:
        raise InputError(f"{path}: wants [[claim]] sections and nothing else.")
    claims = tuple(_claim(section, f"{path}: claim {number}") for number, section in enumerate(sections, start=1))
    if twice := sorted(_twice([claim.slug for claim in claims])):
        raise InputError(f"{path}: the slug '{twice[0]}' stands there twice; each claim needs its own.")
    return claims


def wanted(
    title: str,
    proposition: str | None = None,
    *,
    slug: str | None = None,
    accused: Sequence[str] = (),
    terms: Sequence[str] = (),
    collection: str | None = None,
) -> Tracked:
    """One claim from single values; without a proposition its title says it all. Raises InputError as `tracked_in`."""
    given = {"title": title, "proposition": proposition or title, "slug": slug, "collection": collection}
    section: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    return _claim({**section, "accused": list(accused), "terms": list(terms)}, "claim")


def _claim(section: object, place: str) -> Tracked:
    if not isinstance(section, dict):
        raise InputError(f"{place}: is no [[claim]] section.")
    if unknown := sorted(set(section) - {*TEXTS, *LISTS}):
        raise InputError(f"{place}: unknown: {', '.join(unknown)}. Known: {', '.join((*TEXTS, *LISTS))}.")
    texts = dict(_texts(section, place))
    for name in ("title", "proposition"):
        if not texts.get(name):
            raise InputError(f"{place}: '{name}' is missing or empty.")
    slug = texts.get("slug") or _slug(texts["title"])
    if not SLUG.fullmatch(slug):
        raise InputError(f"{place}: '{slug}' is no slug. Write lower-case words joined by hyphens, 60 letters at most.")
    return Tracked(
        slug=slug,
        title=texts["title"],
        proposition=texts["proposition"],
        language=language_of(f"{texts['title']}. {texts['proposition']}"),
        accused=_list(section, "accused", place),
        terms=_list(section, "terms", place),
        collection=texts.get("collection") or None,
    )


def _texts(section: Mapping[str, object], place: str) -> Iterator[tuple[str, str]]:
    for name in TEXTS:
        value = section.get(name, "")
        if not isinstance(value, str):
            raise InputError(f"{place}: '{name}' must be text in quotation marks.")
        yield name, short(value, f"{place}: '{name}'")


def _list(section: Mapping[str, object], name: str, place: str) -> tuple[str, ...]:
    value = section.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and clean(one) for one in value):
        raise InputError(f'{place}: \'{name}\' must be a list of texts, as in {name} = ["North Korea", "Russia"].')
    return tuple(dict.fromkeys(short(one, f"{place}: '{name}'") for one in value))


def short(words: str, place: str) -> str:
    """A name as one clean line; InputError for one that is too long."""
    if len(line := " ".join(clean(words).split())) > MOST_LETTERS:
        raise InputError(f"{place} has {len(line):,} characters; {MOST_LETTERS} are the most.")
    return line


def _slug(title: str) -> str:
    slug = slug_of((), (), title)
    return slug if slug[:1].isalpha() else f"claim-{slug}"[:60].rstrip("-")


def _twice(names: Sequence[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
